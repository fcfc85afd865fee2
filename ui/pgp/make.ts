/*
 * A message put together here, because the server must not see what is in it: the
 * text and files as one MIME entity, signed or encrypted around (RFC 3156), its
 * header protected (RFC 9788).
 */
import type { Address } from '../lib/address';
import { base64 } from './keys';
import { fromBytes, toBytes } from './mime';
import { createMessage, encrypt, sign, type PrivateKey, type PublicKey } from './openpgp';

export interface File {
	name: string;
	type: string;
	/* a picture inside the text, by its Content-ID */
	cid: string | null;
	bytes: Uint8Array;
}

export interface Message {
	from: Address;
	to: readonly Address[];
	cc: readonly Address[];
	bcc: readonly Address[];
	replyTo: readonly Address[];
	subject: string;
	messageId: string;
	inReplyTo: readonly string[];
	references: readonly string[];
	/* fields whose values are ASCII and short */
	more: readonly (readonly [string, string])[];
	date: Date;
	text: string;
	html: string | null;
	files: readonly File[];
	/* the field's value that tells one's own key; null: none */
	autocrypt: string | null;
}

const utf8 = (s: string): string => fromBytes(new TextEncoder().encode(s));
const folded = (s: string): string => s.replace(/.{76}(?=.)/gu, '$&\r\n');

/* Of people's words: encoded where they are not plain (RFC 2047), never with a line end of theirs. */
function words(s: string): string {
	const one = s.replace(/[\r\n\t\0]+/gu, ' ').trim();
	if (/^[ -~]*$/u.test(one) && !one.includes('=?') && one.length < 60)
		return one;
	const out: string[] = [];
	for (let rest = [...one]; rest.length > 0;) {
		let n = Math.min(rest.length, 42);
		while (utf8(rest.slice(0, n).join('')).length > 42)
			n--;
		out.push(`=?UTF-8?B?${btoa(utf8(rest.slice(0, n).join('')))}?=`);
		rest = rest.slice(n);
	}
	return out.join('\r\n ');
}

function address(a: Address): string {
	const email = a.email.replace(/[^!-~]|[<>]/gu, '');
	if (!a.name?.trim())
		return email;
	const name = words(a.name);
	return `${/^[\w !#$%&'*+/=?^`{|}~-]*$/u.test(name) || name.startsWith('=?') ? name : `"${name.replace(/["\\]/gu, '\\$&')}"`} <${email}>`;
}

const addresses = (list: readonly Address[]): string => list.map(address).join(',\r\n ');
const ids = (list: readonly string[]): string => list.map(id => `<${id.replace(/[^!-~]|[<>]/gu, '')}>`).join('\r\n ');
const date = (d: Date): string => d.toUTCString().replace('GMT', '+0000');
const field = (name: string, value: string): string => (value ? `${name}: ${value}\r\n` : '');

/* What an outer header and a protected one have in common. */
function header(m: Message, subject: string): string {
	return field('From', address(m.from)) + field('To', addresses(m.to)) + field('Cc', addresses(m.cc))
		+ field('Reply-To', addresses(m.replyTo)) + field('Subject', words(subject)) + field('Date', date(m.date)) + field('Message-ID', ids([m.messageId]))
		+ field('In-Reply-To', ids(m.inReplyTo)) + field('References', ids(m.references));
}

function quotedPrintable(s: string): string {
	const coded = utf8(s.replace(/\r\n?/gu, '\n').replace(/\n/gu, '\r\n')).replace(/[^ -~\r\n]|=|[ \t](?=\r\n|$)|^From |^-|^\./gmu, c =>
		[...c].map((x, i) => (i === 0 || !/[\w ]/u.test(x) ? `=${x.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}` : x)).join(''));
	return coded.split('\r\n').map(line => {
		let out = '';
		for (let rest = line; ;) {
			if (rest.length <= 76)
				return out + rest;
			let n = 75;
			while (/=.?$/u.test(rest.slice(0, n).slice(-2)))
				n--;
			out += `${rest.slice(0, n)}=\r\n`;
			rest = rest.slice(n);
		}
	}).join('\r\n');
}

function boundary(): string {
	return `=_${base64(crypto.getRandomValues(new Uint8Array(18))).replace(/[+/]/gu, 'x')}`;
}

function multipart(kind: string, parts: readonly string[], more = ''): string {
	const mark = boundary();
	return `Content-Type: multipart/${kind};${more}\r\n boundary="${mark}"\r\n\r\n${parts.map(p => `--${mark}\r\n${p}\r\n`).join('')}--${mark}--\r\n`;
}

const textPart = (type: string, value: string): string =>
	`Content-Type: text/${type}; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n${quotedPrintable(value)}`;

/* A file's name for both kinds of readers (RFC 2231). */
function named(key: string, name: string): string {
	const bare = name.replace(/[\r\n\0]/gu, ' ');
	return /^[ -~]*$/u.test(bare) && bare.length < 60 ? `;\r\n ${key}="${bare.replace(/["\\]/gu, '\\$&')}"` : `;\r\n ${key}*=UTF-8''${encodeURIComponent(bare).replace(/['()*]/gu, c => `%${c.charCodeAt(0).toString(16)}`)}`;
}

function filePart(f: File): string {
	const type = /^[\w!#$&^.+-]+\/[\w!#$&^.+-]+$/u.test(f.type) && !/^(?:multipart|message)\//iu.test(f.type) ? f.type : 'application/octet-stream';
	return `Content-Type: ${type}${named('name', f.name)}\r\nContent-Transfer-Encoding: base64\r\n`
		+ `Content-Disposition: ${f.cid ? 'inline' : 'attachment'}${named('filename', f.name)}\r\n${f.cid ? `Content-ID: <${f.cid}>\r\n` : ''}\r\n${folded(base64(f.bytes))}`;
}

/* The entity with its header protected; HP says how (RFC 9788, section 2.1). */
function entity(m: Message, hp: 'clear' | 'cipher'): string {
	const inline = m.html === null ? [] : m.files.filter(f => f.cid);
	const rest = m.files.filter(f => !inline.includes(f));
	let root = textPart('plain', m.text);
	if (m.html !== null) {
		const html = textPart('html', m.html);
		root = multipart('alternative', [root, inline.length > 0 ? multipart('related', [html, ...inline.map(filePart)]) : html]);
	}
	if (rest.length > 0)
		root = multipart('mixed', [root, ...rest.map(filePart)]);
	const outer = hp === 'cipher' ? field('HP-Outer', `Subject: ${HIDDEN}`) : '';
	return header(m, m.subject) + outer + root.replace(/^(Content-Type: [^;\r]+)/u, `$1; hp="${hp}"; protected-headers="v1"`);
}

/* What carriers see of the subject. */
const HIDDEN = '[...]';

function whole(m: Message, subject: string, content: string): Blob {
	const autocrypt = m.autocrypt ? field('Autocrypt', m.autocrypt.replace(/.{70}(?=.)/gu, '$&\r\n ')) : '';
	return new Blob([toBytes(header(m, subject) + field('Bcc', addresses(m.bcc)) + m.more.map(([n, v]) => field(n, v)).join('') + autocrypt + `MIME-Version: 1.0\r\n${content}`)], { type: 'message/rfc822' });
}

export async function encrypted(m: Message, to: readonly PublicKey[], signer: PrivateKey | null): Promise<Blob> {
	const message = await createMessage({ binary: toBytes(entity(m, 'cipher')) });
	const armoured = await encrypt({ message, encryptionKeys: [...to], ...(signer ? { signingKeys: signer } : {}), format: 'armored' }) as string;
	return whole(m, HIDDEN, multipart('encrypted', [
		'Content-Type: application/pgp-encrypted\r\nContent-Description: PGP/MIME version identification\r\n\r\nVersion: 1\r\n',
		`Content-Type: application/octet-stream; name="encrypted.asc"\r\nContent-Description: OpenPGP encrypted message\r\nContent-Disposition: inline; filename="encrypted.asc"\r\n\r\n${armoured.replace(/\r?\n/gu, '\r\n').trimEnd()}\r\n`,
	], '\r\n protocol="application/pgp-encrypted";'));
}

export async function signed(m: Message, signer: PrivateKey): Promise<Blob> {
	const part = entity(m, 'clear').replace(/(?:\r\n)+$/u, '\r\n');
	/* The line end before a boundary belongs to the boundary. */
	const message = await createMessage({ binary: toBytes(part) });
	const signature = await sign({ message, signingKeys: signer, detached: true, format: 'armored' }) as string;
	return whole(m, m.subject, multipart('signed', [
		part,
		`Content-Type: application/pgp-signature; name="signature.asc"\r\nContent-Description: OpenPGP digital signature\r\nContent-Disposition: attachment; filename="signature.asc"\r\n\r\n${signature.replace(/\r?\n/gu, '\r\n').trimEnd()}\r\n`,
	], '\r\n micalg=pgp-sha512; protocol="application/pgp-signature";'));
}
