/*
 * HTML mail in its sandboxed frame (ui.md, section 7). The frame runs no
 * script; the app measures it, fills in pictures that came with the mail,
 * and sets its theme.
 */
import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { Icon } from '../lib/icon';
import { t } from '../lib/i18n';
import { handleKey } from '../lib/keys';
import { dark } from '../lib/theme';
import { download, downloadUrl } from '../jmap/blob';
import type { BodyPart, FullEmail } from '../jmap/types';
import { accountId, session } from '../model/connection';

const MAX_HEIGHT = 30_000;
const SANDBOX = 'allow-same-origin allow-popups allow-popups-to-escape-sandbox';
/* What a picture may be: no SVG, which is a document. */
const RASTER = /^image\/(?:png|jpe?g|gif|webp|avif|bmp)$/iu;

export function HtmlView({ html, mail, onUsed }: { html: string; mail: FullEmail; onUsed: (cids: ReadonlySet<string>) => void }) {
	const ref = useRef<HTMLIFrameElement>(null);
	const height = useSignal(0);
	const blocked = useSignal(0);
	const coloured = useSignal(false);
	const darken = useSignal(false);
	const failed = useSignal(false);
	const loaded = useSignal(0);

	useEffect(() => {
		const frame = ref.current;
		const doc = frame?.contentDocument;
		if (!frame || !doc || loaded.value === 0)
			return;
		let over = false;
		const urls: string[] = [];
		let sizes: ResizeObserver | null = null;
		void (async () => {
			const { fillFrame } = await import('../frame/clean');
			if (over || !frame.contentWindow)
				return;
			doc.body.dataset['quoteLabel'] = t('quoted-text');
			const found = fillFrame(frame, html);
			blocked.value = found.blocked;
			coloured.value = found.coloured;
			sizes = new ResizeObserver(() => {
				const root = doc.documentElement;
				const wide = root.scrollWidth > root.clientWidth + 1 ? 16 : 0;
				height.value = Math.min(MAX_HEIGHT, Math.ceil(root.getBoundingClientRect().height) + wide);
				root.toggleAttribute('data-scroll', height.value >= MAX_HEIGHT || wide > 0);
			});
			sizes.observe(doc.documentElement);
			/* Keys typed while the mail has the focus; where no event comes they work again outside. */
			doc.addEventListener('keydown', handleKey);
			const used = new Set<string>();
			await Promise.all([...found.cids].map(async ([cid, images]) => {
				const part = partOf(mail, cid);
				if (!part?.blobId || !RASTER.test(part.type))
					return;
				const bytes = await download(downloadUrl(session(), accountId(), { blobId: part.blobId, name: part.name, type: part.type })).catch(() => null);
				if (!bytes || over)
					return;
				const url = URL.createObjectURL(new Blob([bytes], { type: part.type }));
				urls.push(url);
				used.add(cid);
				for (const img of images)
					img.setAttribute('src', url);
			}));
			if (!over && used.size > 0)
				onUsed(used);
		})().catch(() => {
			failed.value = true;
		});
		return () => {
			over = true;
			sizes?.disconnect();
			for (const url of urls)
				URL.revokeObjectURL(url);
		};
	}, [loaded.value, html]);

	const isDark = dark.value;
	const card = isDark && coloured.value;
	useEffect(() => {
		const root = ref.current?.contentDocument?.documentElement;
		if (!root || height.value === 0)
			return;
		const style = getComputedStyle(document.documentElement);
		root.dataset['theme'] = isDark ? 'dark' : 'light';
		root.toggleAttribute('data-card', card);
		root.toggleAttribute('data-darken', card && darken.value);
		root.style.setProperty('--ink', style.getPropertyValue('--text'));
		root.style.setProperty('--link', style.getPropertyValue('--accent-text'));
	}, [isDark, card, darken.value, height.value === 0]);

	return (
		<>
			{(blocked.value > 0 || card) && (
				<div class="rem">
					{blocked.value > 0 && <Icon name="image" size="s" />}
					<span>{blocked.value > 0 ? t('images-blocked') : t('light-card')}</span>
					<span class="sp" />
					{card && (
						<button type="button" class="btn gh" aria-pressed={darken.value} onClick={() => { darken.value = !darken.value; }}>
							{t(darken.value ? 'as-sent' : 'darken')}
						</button>
					)}
				</div>
			)}
			{failed.value && <p class="note" role="alert">{t('message-failed')}</p>}
			<div class={`mb html${card ? ' card' : ''}`}>
				<iframe
					ref={ref}
					class={height.value === 0 ? 'blank' : ''}
					src="/frame/message.html"
					sandbox={SANDBOX}
					title={t('message-body')}
					referrerpolicy="no-referrer"
					style={{ blockSize: `${Math.max(height.value, 24)}px` }}
					onLoad={() => {
						loaded.value++;
					}}
				/>
			</div>
		</>
	);
}

function partOf(mail: FullEmail, cid: string): BodyPart | undefined {
	const bare = cid.replace(/^<|>$/gu, '');
	return [...mail.attachments, ...mail.htmlBody].find(p => p.cid?.replace(/^<|>$/gu, '') === bare);
}
