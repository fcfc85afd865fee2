/* The editor's frame and its toolbar. What is typed stays in the frame until it is saved. */
import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { Icon } from '../lib/icon';
import { t } from '../lib/i18n';
import { Dialog, Menu } from '../lib/overlay';
import { dark } from '../lib/theme';
import type { EditorApi, EditorState, Format } from '../editor/api';
import { openEditor } from '../editor/open';
import { pictureOf } from '../model/pictures';
import { attach, touch, type Composer } from '../model/composing';

const NONE: EditorState = { bold: false, italic: false, underline: false, strike: false, bullets: false, numbers: false, link: '' };
const COLOURS = ['', '#b3261e', '#b4540a', '#866600', '#17683d', '#0b7285', '#3450d2', '#8b3fc4', '#5a5d67'];

export interface EditorHandle {
	api: EditorApi;
}

export function EditorView({ c, onKey, onReady, focus }: { c: Composer; onKey: (e: KeyboardEvent) => boolean; onReady: (h: EditorHandle) => void; focus: boolean }) {
	const ref = useRef<HTMLIFrameElement>(null);
	const api = useRef<EditorApi | null>(null);
	const state = useSignal(NONE);
	const failed = useSignal(false);
	const keys = useRef(onKey);
	keys.current = onKey;

	const start = async (): Promise<void> => {
		const editor = await openEditor(ref.current!);
		/* Closed, or put away, while it came. */
		if (!ref.current)
			return;
		failed.value = !editor;
		if (!editor || api.current === editor)
			return;
		api.current = editor;
		editor.start(c.content.peek().html ?? '', {
			label: t('message-text'),
			touched: () => touch(c),
			state: s => {
				state.value = { ...s };
			},
			key: e => keys.current(e),
			files: files => attach(c, files, (cid, url, name) => editor.image(url, cid, name)),
			picture: cid => pictureOf(c, cid),
		});
		c.pull = () => ({ html: editor.html(), text: editor.text() });
		c.cleaned = true;
		theme();
		if (focus)
			editor.focus('start');
		onReady({ api: editor });
	};
	const theme = (): void => {
		const style = getComputedStyle(document.documentElement);
		api.current?.theme(dark.peek(), style.getPropertyValue('--text'), style.getPropertyValue('--accent-text'), style.getPropertyValue('--accent'));
	};
	useEffect(theme, [dark.value]);
	/* Put away or closed: what is written moves into the record. */
	useEffect(() => () => {
		if (c.pull) {
			const now = c.pull();
			c.pull = null;
			const dirty = c.dirty;
			c.content.value = { ...c.content.peek(), ...now };
			c.dirty = dirty;
		}
	}, []);
	return (
		<>
			<iframe
				ref={ref}
				class="editor"
				src="/frame/editor.html"
				title={t('message-text')}
				referrerpolicy="no-referrer"
				onLoad={() => void start()}
			/>
			{failed.value && <p class="problem" role="alert">{t('editor-failed')}</p>}
			<Toolbar c={c} state={state.value} api={() => api.current} />
		</>
	);
}

function Toolbar({ c, state, api }: { c: Composer; state: EditorState; api: () => EditorApi | null }) {
	const linking = useSignal(false);
	const colours = useSignal<DOMRect | null>(null);
	const more = useSignal<DOMRect | null>(null);
	const input = useRef<HTMLInputElement>(null);
	const button = (what: Format, icon: string, key: string, on?: boolean) => (
		<button
			type="button"
			class="ib"
			aria-label={t(`format-${what}`)}
			title={key ? `${t(`format-${what}`)} (${key})` : t(`format-${what}`)}
			{...(on === undefined ? {} : { 'aria-pressed': on })}
			onMouseDown={e => e.preventDefault()}
			onClick={() => api()?.format(what)}
		>
			<Icon name={icon} />
		</button>
	);
	const rect = (e: MouseEvent & { currentTarget: HTMLElement }): DOMRect => e.currentTarget.getBoundingClientRect();
	return (
		<div class="fmt" role="toolbar" aria-label={t('formatting')}>
			{button('bold', 'bold', 'Ctrl B', state.bold)}
			{button('italic', 'italic', 'Ctrl I', state.italic)}
			{button('underline', 'underline', 'Ctrl U', state.underline)}
			<button type="button" class="ib" aria-label={t('format-colour')} title={t('format-colour')} aria-haspopup="menu" aria-expanded={colours.value !== null} onClick={e => { colours.value = rect(e); }}><Icon name="colour" /></button>
			<span class="sep" />
			{button('bullets', 'bullets', 'Ctrl Shift 8', state.bullets)}
			{button('numbers', 'numbers', 'Ctrl Shift 7', state.numbers)}
			{button('quote', 'quote', 'Ctrl Shift 9')}
			<span class="sep" />
			<button type="button" class="ib" aria-label={t('format-link')} title={`${t('format-link')} (Ctrl K)`} data-link aria-pressed={state.link !== ''} onClick={() => { linking.value = true; }}><Icon name="link" /></button>
			<button type="button" class="ib" aria-label={t('format-image')} title={t('format-image')} onClick={() => input.current?.click()}><Icon name="image" /></button>
			<input
				ref={input}
				class="sr"
				type="file"
				multiple
				accept="image/png,image/jpeg,image/gif,image/webp"
				tabIndex={-1}
				aria-label={t('format-image')}
				onChange={e => {
					attach(c, Array.from(e.currentTarget.files ?? []), (cid, url, name) => api()?.image(url, cid, name));
					e.currentTarget.value = '';
				}}
			/>
			<button type="button" class="ib" aria-label={t('format-more')} title={t('format-more')} aria-haspopup="menu" aria-expanded={more.value !== null} onClick={e => { more.value = rect(e); }}><Icon name="more" /></button>
			{colours.value && (
				<Menu
					label={t('format-colour')}
					at={colours.value}
					onClose={() => {
						colours.value = null;
					}}
					items={COLOURS.map((value, i) => ({ text: t(`colour-${i}`), hue: [8, 5, 3, 7, 2, 6, 1, 4, 8][i]!, run: () => api()?.colour(value || null) }))}
				/>
			)}
			{more.value && (
				<Menu
					label={t('format-more')}
					at={more.value}
					onClose={() => {
						more.value = null;
					}}
					items={[
						{ text: t('format-strike'), checked: state.strike, run: () => api()?.format('strike') },
						{ text: t('format-large'), icon: 'up', run: () => api()?.size('20px') },
						{ text: t('format-small'), icon: 'down', run: () => api()?.size('12px') },
						{ text: t('format-normal'), icon: 'check', run: () => api()?.size(null) },
						{ text: t('format-unquote'), icon: 'quote', run: () => api()?.format('unquote') },
						{ text: t('format-rtl'), icon: 'left', run: () => api()?.format('rtl') },
						{ text: t('format-ltr'), icon: 'right', run: () => api()?.format('ltr') },
						{ text: t('format-center'), icon: 'menu', run: () => api()?.format('center') },
						{ text: t('format-clear'), icon: 'x', hint: 'Ctrl \\', run: () => api()?.format('clear') },
					]}
				/>
			)}
			{linking.value && <LinkDialog url={state.link} onClose={() => { linking.value = false; }} onSet={url => api()?.link(url)} />}
		</div>
	);
}

function LinkDialog({ url, onClose, onSet }: { url: string; onClose: () => void; onSet: (url: string) => void }) {
	const text = useSignal(url || 'https://');
	const bad = useSignal(false);
	return (
		<Dialog title={t('format-link')} class="small" onClose={onClose}>
			<form
				class="form"
				onSubmit={e => {
					e.preventDefault();
					const v = text.value.trim();
					const whole = /^[a-z]+:/iu.test(v) ? v : v.includes('@') ? `mailto:${v}` : `https://${v}`;
					if (!/^(?:https?:\/\/[^\s/]|mailto:.|tel:.)/iu.test(whole)) {
						bad.value = true;
						return;
					}
					onClose();
					queueMicrotask(() => onSet(whole));
				}}
			>
				<label class="field">
					<span>{t('link-address')}</span>
					<input data-focus dir="ltr" inputMode="url" value={text.value} aria-invalid={bad.value} onInput={e => { text.value = e.currentTarget.value; bad.value = false; }} />
				</label>
				{bad.value && <p class="problem" role="alert">{t('link-bad')}</p>}
				<div class="foot">
					{url && <button type="button" class="btn sec" onClick={() => { onClose(); queueMicrotask(() => onSet('')); }}>{t('link-remove')}</button>}
					<button type="button" class="btn sec" onClick={onClose}>{t('cancel')}</button>
					<button type="submit" class="btn pri">{t('link-set')}</button>
				</div>
			</form>
		</Dialog>
	);
}
