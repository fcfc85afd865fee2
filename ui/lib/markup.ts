/*
 * Words of administrators: text, in which addresses are links, and a few
 * elements of HTML. Gives data, of which views make nodes; what is not in the
 * list below is shown as the text that it is, so nothing in it can act.
 */
import { linkify } from './text';

export type Tag = 'a' | 'b' | 'i' | 'p' | 'br' | 'ul' | 'ol' | 'li';
export type Mark = string | { tag: Tag; href?: string; of: Mark[] };

const NAMES: Record<string, Tag> = { a: 'a', b: 'b', strong: 'b', i: 'i', em: 'i', p: 'p', br: 'br', ul: 'ul', ol: 'ol', li: 'li' };
const ELEMENT = /<(\/?)(a|b|strong|i|em|p|br|ul|ol|li)(\s[^<>]*)?\/?>/giu;
const BLOCKS = /<(?:p|br|ul|ol|li)[\s/>]/iu;
const HREF = /\shref\s*=\s*(?:"([^"]*)"|'([^']*)')/iu;
const ENTITIES: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': '\'', nbsp: '\u00a0' };
const DEEPEST = 12;

const plain = (s: string): string => s.replace(/&(amp|lt|gt|quot|#39|nbsp);/gu, (all, name: string) => ENTITIES[name] ?? all);

/* The address of a link that may be followed: the web, mail, a phone, or this host. */
export function safeHref(s: string): string | undefined {
	const url = s.trim();
	return /^(?:https?:\/\/|mailto:|tel:|\/(?![/\\]))[^\s\\\p{Cc}]*$/iu.test(url) ? url : undefined;
}

function words(text: string, inLink: boolean, lines: boolean): Mark[] {
	const shown = plain(text);
	const pieces: Mark[] = (inLink ? [{ text: shown, href: '' }] : linkify(shown))
		.map(p => (p.href ? { tag: 'a', href: p.href.startsWith('/') ? `mailto:${p.text.replace(/^mailto:/iu, '')}` : p.href, of: [p.text] } : p.text));
	return lines ? pieces.flatMap(p => (typeof p === 'string' ? p.split('\n').flatMap((line, i): Mark[] => (i === 0 ? [line] : [{ tag: 'br', of: [] }, line])) : [p])) : pieces;
}

export function markup(source: string): Mark[] {
	const text = source.replace(/\r\n?/gu, '\n');
	const lines = !BLOCKS.test(text);
	const top: Mark[] = [];
	const open: { tag: Tag; of: Mark[] }[] = [];
	const into = (): Mark[] => open.at(-1)?.of ?? top;
	const put = (s: string): void => {
		if (s)
			into().push(...words(s, open.some(o => o.tag === 'a'), lines));
	};
	let at = 0;
	for (const m of text.matchAll(ELEMENT)) {
		put(text.slice(at, m.index));
		at = m.index + m[0].length;
		const tag = NAMES[m[2]!.toLowerCase()]!;
		if (m[1]) {
			const i = open.findLastIndex(o => o.tag === tag);
			if (i >= 0)
				open.length = i;
		} else if (tag === 'br')
			into().push({ tag, of: [] });
		else if (open.length < DEEPEST) {
			const found = HREF.exec(m[3] ?? '');
			const href = tag === 'a' ? safeHref(plain(found?.[1] ?? found?.[2] ?? '')) : undefined;
			const mark = { tag, of: [], ...(href ? { href } : {}) };
			into().push(mark);
			open.push(mark);
		}
	}
	put(text.slice(at));
	return top;
}
