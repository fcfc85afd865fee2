/*
 * Mail addresses as typed and as shown. The parser takes what people paste:
 * names with and without quotes, semicolons, line ends, comments.
 */
import { straight } from './bidi';

export interface Address {
	name: string | null;
	email: string;
}

/* Good enough to send; the server has the last word. */
export function isEmail(s: string): boolean {
	return s.length <= 254 && /^[^\s@<>()[\],;:"\\]+(\.[^\s@<>()[\],;:"\\]+)*@[^\s@<>()[\],;:"\\]+$/u.test(s);
}

/* Cut at commas, semicolons and line ends that are not inside quotes, angles or comments. */
function split(text: string): string[] {
	const parts: string[] = [];
	let part = '';
	let quoted = false;
	let angle = false;
	let comment = 0;
	for (let i = 0; i < text.length; i++) {
		const c = text[i]!;
		if (c === '\\' && (quoted || comment > 0)) {
			part += c + (text[++i] ?? '');
			continue;
		}
		if (quoted) {
			quoted = c !== '"';
		} else if (c === '"') {
			quoted = true;
		} else if (c === '(') {
			comment++;
		} else if (c === ')' && comment > 0) {
			comment--;
		} else if (c === '<') {
			angle = true;
		} else if (c === '>') {
			angle = false;
		} else if (comment === 0 && (c === '\n' || c === '\r' || (!angle && (c === ',' || c === ';')))) {
			parts.push(part);
			part = '';
			angle = false;
			continue;
		}
		part += c;
	}
	parts.push(part);
	return parts.map(s => s.trim()).filter(s => s !== '');
}

function unquote(s: string): string {
	const m = /^"((?:[^"\\]|\\.)*)"$/su.exec(s);
	return (m ? m[1]!.replace(/\\(.)/gsu, '$1') : s).trim();
}

export interface Parsed {
	good: Address[];
	bad: string[];
}

export function parseAddresses(text: string): Parsed {
	const good: Address[] = [];
	const bad: string[] = [];
	for (const part of split(text)) {
		const angle = /^(.*?)<([^<>]*)>\s*(?:\(.*\))?$/su.exec(part);
		const comment = /^(\S+)\s*\((.*)\)$/su.exec(part);
		let name = '';
		let email = part;
		if (angle) {
			name = unquote(angle[1]!.trim());
			email = angle[2]!.trim();
		} else if (comment) {
			name = comment[2]!.trim();
			email = comment[1]!;
		}
		email = email.replace(/^mailto:/iu, '');
		if (isEmail(email))
			good.push({ name: name && name !== email ? name : null, email });
		else
			bad.push(part);
	}
	return { good, bad };
}

/* One address as it may be pasted back into parseAddresses. */
export function formatAddress(a: Address): string {
	if (!a.name)
		return a.email;
	const plain = /^[\p{L}\p{M}\p{N} .!#$%&'*+/=?^_`{|}~-]+$/u.test(a.name) && !/\.$/u.test(a.name);
	return `${plain ? a.name : `"${a.name.replace(/["\\]/gu, '\\$&')}"`} <${a.email}>`;
}

export function displayName(a: Address | undefined): string {
	return a ? straight(a.name ?? '').trim() || a.email : '';
}

/* For lists of several people: the given name when there is one. */
export function firstName(a: Address): string {
	const name = displayName(a);
	if (a.name && name.includes(','))
		return name.split(',')[1]!.trim().split(/\s+/u)[0] || name;
	return a.name ? name.split(/\s+/u)[0]! : name.split('@')[0]!;
}

export function initials(a: Address | undefined): string {
	const name = displayName(a).replace(/["'()<>[\]]/gu, '');
	const base = name.includes('@') ? name.split('@')[0]!.replace(/[._+-]+/gu, ' ') : name;
	const words = base.split(/[\s,]+/u).filter(w => /[\p{L}\p{N}]/u.test(w));
	const letters = words.length > 1
		? [words[0], words[words.length - 1]].map(w => [...w!].find(c => /[\p{L}\p{N}]/u.test(c)) ?? '')
		: [...(words[0] ?? '?')].slice(0, 2);
	return letters.join('').toLocaleUpperCase();
}

/* The same person always has the same of the eight hues. */
export function hue(email: string): number {
	let h = 2166136261;
	for (const c of email.toLowerCase())
		h = Math.imul(h ^ c.codePointAt(0)!, 16777619);
	return ((h >>> 0) % 8) + 1;
}

export function sameAddress(a: string, b: string): boolean {
	return a.toLowerCase() === b.toLowerCase();
}

/* mailto: of RFC 6068, also what /mail/compose takes as its query. */
export interface Mailto {
	to: string;
	cc: string;
	bcc: string;
	subject: string;
	body: string;
}

export function parseMailto(url: string): Mailto {
	const m: Mailto = { to: '', cc: '', bcc: '', subject: '', body: '' };
	const [path = '', query = ''] = url.replace(/^mailto:/iu, '').split('?', 2);
	m.to = decode(path);
	for (const pair of query.split('&')) {
		const at = pair.indexOf('=');
		const key = decode(at < 0 ? pair : pair.slice(0, at)).toLowerCase();
		const value = at < 0 ? '' : decode(pair.slice(at + 1));
		if (key === 'subject' || key === 'body')
			m[key] = value.replace(/\r\n?/gu, '\n');
		else if (key === 'to' || key === 'cc' || key === 'bcc')
			m[key] = m[key] ? `${m[key]}, ${value}` : value;
	}
	return m;
}

function decode(s: string): string {
	try {
		return decodeURIComponent(s);
	} catch {
		return s;
	}
}
