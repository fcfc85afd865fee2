/*
 * Plain text mail: what is a link, what is a quote. Gives data; views make
 * text nodes of it.
 */
export type Piece = { text: string; href?: string };

const LINK = /\bhttps?:\/\/[^\s<>"'`]+|\bwww\.[^\s<>"'`]+\.[^\s<>"'`]+|\bmailto:[^\s<>"'`]+|[\p{L}\p{N}._%+-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+/giu;

export function linkify(text: string): Piece[] {
	const out: Piece[] = [];
	let at = 0;
	for (const m of text.matchAll(LINK)) {
		const found = trimLink(m[0]);
		if (m.index > at)
			out.push({ text: text.slice(at, m.index) });
		out.push({ text: found, href: hrefOf(found) });
		at = m.index + found.length;
	}
	if (at < text.length)
		out.push({ text: text.slice(at) });
	return out;
}

/* Full stops and closing brackets after a link belong to the sentence. */
function trimLink(s: string): string {
	for (;;) {
		const last = s[s.length - 1]!;
		if (/[.,;:!?*_'"…»”’]/u.test(last))
			s = s.slice(0, -1);
		else if (last === ')' && count(s, '(') < count(s, ')'))
			s = s.slice(0, -1);
		else if (last === ']' && count(s, '[') < count(s, ']'))
			s = s.slice(0, -1);
		else
			return s;
	}
}

function count(s: string, c: string): number {
	return s.split(c).length - 1;
}

function hrefOf(s: string): string {
	if (/^https?:/iu.test(s))
		return s;
	if (/^www\./iu.test(s))
		return `http://${s}`;
	return composeHref(s);
}

/* mailto links open our own composer. */
function composeHref(address: string): string {
	const [to = '', query] = address.replace(/^mailto:/iu, '').split('?', 2);
	let name = to;
	try {
		name = decodeURIComponent(to);
	} catch {
		/* an odd % stays as it is */
	}
	return `/mail/compose?to=${encodeURIComponent(name)}${query ? `&${query}` : ''}`;
}

/* Text in runs of one quoting depth. */
export interface Block {
	depth: number;
	lines: string[];
}

export function quoteBlocks(text: string): Block[] {
	const blocks: Block[] = [];
	for (const line of text.replace(/\r\n?/gu, '\n').split('\n')) {
		const m = /^(?:> ?)+/u.exec(line);
		const depth = m ? count(m[0], '>') : 0;
		const rest = m ? line.slice(m[0].length) : line;
		const last = blocks[blocks.length - 1];
		if (last && last.depth === depth)
			last.lines.push(rest);
		else
			blocks.push({ depth, lines: [rest] });
	}
	return blocks;
}

/*
 * Where the quoted end of a text begins: the last run of quotes with nothing
 * but blank lines or a short signature after it, and the "On … wrote:" line
 * before it. -1 when the text has no such end.
 */
export function quotedTail(blocks: Block[]): number {
	let i = blocks.length - 1;
	while (i >= 0 && blocks[i]!.depth === 0 && blocks[i]!.lines.every(l => l.trim() === ''))
		i--;
	if (i <= 0 || blocks[i]!.depth === 0)
		return -1;
	while (i > 0 && (blocks[i - 1]!.depth > 0 || blocks[i - 1]!.lines.every(l => l.trim() === '')))
		i--;
	return i === 0 ? -1 : i;
}
