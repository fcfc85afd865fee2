/*
 * HTML mail as text, for quoting it in a plain-text answer. Parsed by
 * DOMParser into a document that runs nothing and fetches nothing, and only
 * read: no HTML comes out. Trusted Types want a policy even for that; the
 * cleaned document of the message frame is given here instead of a string.
 */
const BLOCK = new Set(['P', 'DIV', 'TR', 'UL', 'OL', 'TABLE', 'H1', 'H2', 'H3', 'H4', 'H5', 'H6', 'PRE', 'SECTION', 'ARTICLE', 'HEADER', 'FOOTER', 'HR', 'CENTER', 'DL', 'DT', 'DD', 'DETAILS']);
const SPACED = new Set(['P', 'UL', 'OL', 'TABLE', 'H1', 'H2', 'H3', 'BLOCKQUOTE', 'PRE']);

export function nodeText(root: Node): string {
	const out: string[] = [''];
	walk(root, out, '');
	return out.join('\n').replace(/[ \t]+\n/gu, '\n').replace(/\n{3,}/gu, '\n\n').trim();
}

function put(out: string[], text: string): void {
	const last = out.length - 1;
	const line = out[last]!;
	out[last] = line + (/^(?:> ?)*$/u.test(line) ? text.trimStart() : text);
}

function newline(out: string[], prefix: string, blank: boolean): void {
	const bare = (s: string | undefined): boolean => s === undefined || /^[> ]*$/u.test(s);
	if (!bare(out[out.length - 1]))
		out.push(prefix);
	if (blank && out.length > 1 && !bare(out[out.length - 2]))
		out.push(prefix);
	out[out.length - 1] = prefix;
}

function walk(node: Node, out: string[], prefix: string): void {
	for (const child of Array.from(node.childNodes)) {
		if (child.nodeType === 3) {
			put(out, (child.textContent ?? '').replace(/\s+/gu, ' '));
			continue;
		}
		if (child.nodeType !== 1)
			continue;
		const tag = child.nodeName.toUpperCase();
		if (tag === 'STYLE' || tag === 'HEAD' || tag === 'TITLE' || tag === 'SUMMARY')
			continue;
		if (tag === 'BR') {
			out.push(prefix);
			continue;
		}
		if (tag === 'PRE') {
			newline(out, prefix, true);
			for (const line of (child.textContent ?? '').split('\n')) {
				put(out, line);
				out.push(prefix);
			}
			continue;
		}
		if (tag === 'BLOCKQUOTE') {
			newline(out, prefix, true);
			const deeper = prefix.replace(/ $/u, '') + '> ';
			out[out.length - 1] = deeper;
			walk(child, out, deeper);
			newline(out, prefix, true);
			out[out.length - 1] = prefix;
			continue;
		}
		const block = BLOCK.has(tag) || tag === 'LI';
		if (block)
			newline(out, prefix, SPACED.has(tag));
		if (tag === 'LI')
			put(out, '• ');
		walk(child, out, prefix);
		if (tag === 'TD' || tag === 'TH')
			put(out, ' ');
		if (block)
			newline(out, prefix, SPACED.has(tag));
	}
}
