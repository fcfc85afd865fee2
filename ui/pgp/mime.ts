/*
 * A message taken apart (RFC 2045, 2046, 2047, 2231) where the server must not see it.
 * Bytes travel as strings of one character each. Pure; bounded by depth and number of parts.
 */
import type { BodyPart } from '../jmap/types';

const DEEPEST = 20;
const MOST = 1000;

export interface Part {
	/* lower case, without parameters */
	type: string;
	params: ReadonlyMap<string, string>;
	/* names in lower case, in order, unfolded */
	headers: readonly (readonly [string, string])[];
	/* as it stands in the message: the header and what follows */
	raw: string;
	body: string;
	parts: readonly Part[];
}

export function fromBytes(b: Uint8Array): string {
	const out: string[] = [];
	for (let i = 0; i < b.length; i += 16_384)
		out.push(String.fromCharCode(...b.subarray(i, i + 16_384)));
	return out.join('');
}

export function toBytes(s: string): Uint8Array<ArrayBuffer> {
	const out = new Uint8Array(s.length);
	for (let i = 0; i < s.length; i++)
		out[i] = s.charCodeAt(i);
	return out;
}

function text(bytes: Uint8Array, charset: string): string {
	for (const name of [charset || 'utf-8', 'utf-8'])
		try {
			return new TextDecoder(name, { fatal: true }).decode(bytes);
		} catch {
			/* another name, or other bytes than it says */
		}
	return new TextDecoder('windows-1252').decode(bytes);
}

export function fromBase64(s: string): Uint8Array<ArrayBuffer> {
	const bare = s.replace(/[^A-Za-z0-9+/]/gu, '');
	try {
		return toBytes(atob(bare.length % 4 === 1 ? bare.slice(0, -1) : bare));
	} catch {
		return new Uint8Array();
	}
}

function quotedPrintable(s: string): string {
	return s.replace(/[ \t]+(?=\r?\n|$)/gu, '').replace(/=\r?\n/gu, '').replace(/=([0-9A-Fa-f]{2})/gu, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
}

/* Encoded words (RFC 2047); raw bytes are UTF-8 (RFC 6532). */
function words(s: string): string {
	const joined = s.replace(/(\?=)\s+(?==\?)/gu, '$1');
	return text(toBytes(joined), 'utf-8').replace(/=\?([^?*\s]+)(?:\*[^?]*)?\?([bq])\?([^?]*)\?=/giu, (_, charset: string, how: string, coded: string) =>
		text(/b/iu.test(how) ? fromBase64(coded) : toBytes(quotedPrintable(coded.replace(/_/gu, ' '))), charset));
}

/* The parameters of a field, continuations and other alphabets put right (RFC 2231). */
function parameters(value: string): Map<string, string> {
	const out = new Map<string, string>();
	const pieces = new Map<string, { n: number; coded: boolean; value: string }[]>();
	for (const m of value.matchAll(/;\s*([^\s=;*]+)(?:\*(\d{1,3}))?(\*)?\s*=\s*(?:"((?:[^"\\]|\\[\s\S])*)"|([^\s;]*))/gu)) {
		const name = m[1]!.toLowerCase();
		const given = m[4] === undefined ? m[5]! : m[4].replace(/\\([\s\S])/gu, '$1');
		if (m[2] === undefined && !m[3] && !out.has(name))
			out.set(name, words(given));
		else
			pieces.set(name, [...(pieces.get(name) ?? []), { n: Number(m[2] ?? 0), coded: m[3] !== undefined, value: given }]);
	}
	for (const [name, list] of pieces) {
		list.sort((a, b) => a.n - b.n);
		const charset = list[0]!.coded ? /^([^']*)'[^']*'/u.exec(list[0]!.value) : null;
		const joined = list.map((p, i) => {
			const bare = i === 0 && charset ? p.value.slice(charset[0].length) : p.value;
			return p.coded ? bare.replace(/%([0-9A-Fa-f]{2})/gu, (_, hex: string) => String.fromCharCode(parseInt(hex, 16))) : bare;
		}).join('');
		out.set(name, text(toBytes(joined), charset?.[1] ?? 'utf-8'));
	}
	return out;
}

export function header(part: Part, name: string): string | null {
	return part.headers.find(([n]) => n === name)?.[1] ?? null;
}

export function headerText(part: Part, name: string): string | null {
	const raw = header(part, name);
	return raw === null ? null : words(raw);
}

function split(body: string, boundary: string): string[] {
	const mark = `--${boundary}`;
	const out: string[] = [];
	let start = -1;
	for (let at = body.indexOf(mark); at >= 0; at = body.indexOf(mark, at + 1)) {
		if (at > 0 && body[at - 1] !== '\n')
			continue;
		const end = body.indexOf('\n', at);
		const rest = body.slice(at + mark.length, end < 0 ? body.length : end).trim();
		if (rest !== '' && rest !== '--')
			continue;
		if (start >= 0)
			out.push(body.slice(start, at).replace(/\r?\n$/u, ''));
		if (rest === '--' || out.length > MOST)
			return out;
		start = end < 0 ? body.length : end + 1;
	}
	if (start >= 0)
		out.push(body.slice(start));
	return out;
}

export function parse(raw: string, depth = 0, usual = 'text/plain'): Part {
	const gap = /^\r?\n|\r?\n\r?\n/u.exec(raw);
	const head = gap ? raw.slice(0, gap.index) : raw;
	const body = gap ? raw.slice(gap.index + gap[0].length) : '';
	const headers = head.replace(/\r?\n(?=[ \t])/gu, '').split(/\r?\n/u).flatMap(line => {
		const m = /^([!-9;-~]+)[ \t]*:[ \t]*([\s\S]*)$/u.exec(line);
		return m ? [[m[1]!.toLowerCase(), m[2]!.trimEnd()] as const] : [];
	});
	const given = headers.find(([n]) => n === 'content-type')?.[1] ?? usual;
	const type = /^\s*([\w!#$&^.+-]+\/[\w!#$&^.+-]+)/u.exec(given)?.[1]?.toLowerCase() ?? 'text/plain';
	const params = parameters(given);
	const boundary = params.get('boundary');
	const parts = type.startsWith('multipart/') && boundary && depth < DEEPEST
		? split(body, boundary).map(p => parse(p, depth + 1, type === 'multipart/digest' ? 'message/rfc822' : 'text/plain')) : [];
	return { type, params, headers, raw, body, parts };
}

export function contentOf(part: Part): Uint8Array<ArrayBuffer> {
	switch (header(part, 'content-transfer-encoding')?.trim().toLowerCase()) {
	case 'base64': return fromBase64(part.body);
	case 'quoted-printable': return toBytes(quotedPrintable(part.body));
	default: return toBytes(part.body);
	}
}

/* Of a text as JMAP has it: characters, lines ended by LF. */
export function textOf(part: Part): string {
	return text(contentOf(part), part.params.get('charset') ?? 'utf-8').replace(/\r\n?/gu, '\n');
}

export interface Bodies {
	textBody: BodyPart[];
	htmlBody: BodyPart[];
	attachments: BodyPart[];
	bodyValues: Record<string, { value: string; isEncodingProblem: boolean; isTruncated: boolean }>;
}

function bare(s: string | null): string | null {
	return s === null ? null : s.trim().replace(/^<|>$/gu, '');
}

/* Which parts are the text, which are files (RFC 8621, section 4.1.4). KEEP takes the bytes of a part and names them. */
export function bodiesOf(root: Part, keep: (bytes: Uint8Array<ArrayBuffer>, type: string) => string): Bodies {
	const out: Bodies = { textBody: [], htmlBody: [], attachments: [], bodyValues: {} };
	let n = 0;
	const describe = (p: Part): BodyPart => {
		const disposition = header(p, 'content-disposition');
		const bytes = contentOf(p);
		const partId = `p${n++}`;
		if (p.type.startsWith('text/'))
			out.bodyValues[partId] = { value: textOf(p), isEncodingProblem: false, isTruncated: false };
		return {
			partId, blobId: keep(bytes, p.type), size: bytes.length, type: p.type, charset: p.params.get('charset') ?? null, cid: bare(header(p, 'content-id')),
			name: (disposition ? parameters(disposition).get('filename') : undefined) ?? p.params.get('name') ?? null,
			disposition: disposition ? /^\s*([\w-]+)/u.exec(disposition)?.[1]?.toLowerCase() ?? null : null,
		};
	};
	const walk = (parts: readonly Part[], kind: string, alternative: boolean, html: BodyPart[] | null, plain: BodyPart[] | null): void => {
		const [plainBefore, htmlBefore] = [plain?.length ?? -1, html?.length ?? -1];
		for (const [i, p] of parts.entries()) {
			if (n > MOST)
				return;
			if (p.type.startsWith('multipart/') && p.parts.length > 0) {
				walk(p.parts, p.type.slice(10), alternative || p.type === 'multipart/alternative', html, plain);
				continue;
			}
			const part = describe(p);
			const media = /^(?:image|audio|video)\//u.test(p.type);
			const inline = part.disposition !== 'attachment' && (p.type === 'text/plain' || p.type === 'text/html' || media)
				&& (i === 0 || (kind !== 'related' && (media || part.name === null)));
			if (!inline) {
				out.attachments.push(part);
				continue;
			}
			if (kind === 'alternative') {
				(p.type === 'text/plain' ? plain : p.type === 'text/html' ? html : out.attachments)?.push(part);
				continue;
			}
			let [toPlain, toHtml] = [plain, html];
			if (alternative) {
				if (p.type === 'text/plain')
					toHtml = null;
				else if (p.type === 'text/html')
					toPlain = null;
			}
			toPlain?.push(part);
			toHtml?.push(part);
			if ((!toPlain || !toHtml) && media)
				out.attachments.push(part);
		}
		if (kind === 'alternative' && plain && html) {
			if (plainBefore === plain.length && htmlBefore !== html.length)
				plain.push(...html.slice(htmlBefore));
			if (htmlBefore === html.length && plainBefore !== plain.length)
				html.push(...plain.slice(plainBefore));
		}
	};
	walk([root], 'mixed', false, out.htmlBody, out.textBody);
	return out;
}
