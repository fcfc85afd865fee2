/* Plain text: text nodes with links recognised and quotes by depth, never HTML. */
import type { ComponentChildren } from 'preact';
import { t } from '../lib/i18n';
import { linkify, quoteBlocks, quotedTail, type Block } from '../lib/text';

export function TextView({ text }: { text: string }) {
	const blocks = quoteBlocks(text.replace(/\s+$/u, ''));
	const tail = quotedTail(blocks);
	if (tail < 0)
		return <div class="plain" dir="auto">{blocks.map(draw)}</div>;
	return (
		<div class="plain" dir="auto">
			{blocks.slice(0, tail).map(draw)}
			<details>
				<summary class="dots" aria-label={t('quoted-text')} title={t('quoted-text')}>···</summary>
				{blocks.slice(tail).map(draw)}
			</details>
		</div>
	);
}

function draw(block: Block, key: number): ComponentChildren {
	let out: ComponentChildren = <p key={key}>{pieces(block.lines.join('\n'))}</p>;
	for (let i = 0; i < Math.min(block.depth, 8); i++)
		out = <blockquote key={key}>{out}</blockquote>;
	return out;
}

function pieces(text: string): ComponentChildren {
	return linkify(text).map((p, i) => (p.href === undefined
		? p.text
		: p.href.startsWith('/')
			? <a key={i} href={p.href}>{p.text}</a>
			: <a key={i} href={p.href} target="_blank" rel="noopener noreferrer">{p.text}</a>));
}
