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
import { Menu } from '../lib/overlay';
import { dark } from '../lib/theme';
import { download, downloadUrl } from '../jmap/blob';
import type { BodyPart, FullEmail } from '../jmap/types';
import { accountId, session } from '../model/connection';
import { proxied } from '../model/server-extras';
import { change, imagesAllowed, settings } from '../model/settings';
import { displayName } from '../lib/address';
import { unproven, wasEncrypted } from './trust-line';

const MAX_HEIGHT = 30_000;
const SANDBOX = 'allow-same-origin allow-popups allow-popups-to-escape-sandbox';
/* What a picture may be: no SVG, which is a document. */
const RASTER = /^image\/(?:png|jpe?g|gif|webp|avif|bmp)$/iu;

export function HtmlView({ html, mail, onUsed }: { html: string; mail: FullEmail; onUsed: (cids: ReadonlySet<string>) => void }) {
	const ref = useRef<HTMLIFrameElement>(null);
	const height = useSignal(0);
	const blocked = useSignal(0);
	const coloured = useSignal(false);
	const darken = useSignal(settings.peek().darkenMail);
	const shown = useSignal(false);
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

	/* Remote pictures: only through the proxy, and only when somebody said so. */
	const from = mail.from?.[0]?.email ?? '';
	/* What was told in confidence tells nobody that it is read, unless somebody wants it; what may have been changed on its way, never. */
	const never = unproven(mail);
	const show = !never && (shown.value || (!wasEncrypted(mail) && imagesAllowed(from)));
	const filled = height.value > 0;
	useEffect(() => {
		const doc = ref.current?.contentDocument;
		if (!doc || !filled || !show)
			return;
		for (const img of doc.querySelectorAll('img[data-src]')) {
			const url = proxied(img.getAttribute('data-src')!.replace(/^\/\//u, 'https://'));
			if (url === null)
				return;
			img.setAttribute('src', url);
			img.removeAttribute('data-src');
		}
		blocked.value = 0;
	}, [show, filled, html]);

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
			{blocked.value > 0 && <BlockedBar mail={mail} never={never} show={() => { shown.value = true; }} />}
			{card && (
				<div class="rem">
					<span>{t('light-card')}</span>
					<span class="sp" />
					<button type="button" class="btn gh" aria-pressed={darken.value} onClick={() => { darken.value = !darken.value; }}>
						{t(darken.value ? 'as-sent' : 'darken')}
					</button>
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

function BlockedBar({ mail, never, show }: { mail: FullEmail; never: boolean; show: () => void }) {
	const at = useSignal<DOMRect | null>(null);
	const from = mail.from?.[0];
	const domain = from?.email.split('@')[1] ?? '';
	const can = !never && proxied('https://x') !== null;
	const always = (who: string): void => change({ imagesFrom: [...new Set([...settings.peek().imagesFrom, who.toLowerCase()])] });
	return (
		<div class="rem">
			<Icon name="image" size="s" />
			<span>{t(can ? 'images-blocked' : 'images-blocked-for-good')}</span>
			<span class="sp" />
			{can && (
				<>
					<button type="button" class="btn gh" onClick={show}>{t('show-images')}</button>
					{from && !wasEncrypted(mail) && (
						<button
							type="button"
							class="btn gh"
							aria-haspopup="menu"
							aria-expanded={at.value !== null}
							onClick={e => {
								at.value = e.currentTarget.getBoundingClientRect();
							}}
						>
							{t('always-show')}
						</button>
					)}
				</>
			)}
			{at.value && from && (
				<Menu
					label={t('always-show')}
					at={at.value}
					onClose={() => {
						at.value = null;
					}}
					items={[
						{ text: t('always-from', { who: displayName(from) }), icon: 'user', run: () => always(from.email) },
						{ text: t('always-from', { who: domain }), icon: 'globe', run: () => always(`@${domain}`) },
					]}
				/>
			)}
		</div>
	);
}

function partOf(mail: FullEmail, cid: string): BodyPart | undefined {
	const bare = cid.replace(/^<|>$/gu, '');
	return [...mail.attachments, ...mail.htmlBody].find(p => p.cid?.replace(/^<|>$/gu, '') === bare);
}
