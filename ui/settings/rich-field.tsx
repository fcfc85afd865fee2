/* A little formatted text, in the editor's frame: signatures, templates. Kept when the focus leaves it. */
import { useEffect, useRef } from 'preact/hooks';
import { Icon } from '../lib/icon';
import { t } from '../lib/i18n';
import { dark } from '../lib/theme';
import type { EditorApi, Format } from '../editor/api';
import { openEditor } from '../editor/open';

export function RichField({ label, html, onChange }: { label: string; html: string; onChange: (html: string, text: string) => void }) {
	const ref = useRef<HTMLIFrameElement>(null);
	const api = useRef<EditorApi | null>(null);
	const timer = useRef(0);
	const dirty = useRef(false);
	const keep = useRef(onChange);
	keep.current = onChange;
	const flush = (): void => {
		clearTimeout(timer.current);
		if (!dirty.current || !api.current)
			return;
		dirty.current = false;
		const text = api.current.text().trim();
		keep.current(text || api.current.html().includes('<img') ? api.current.html() : '', text);
	};
	const paint = (): void => {
		const style = getComputedStyle(document.documentElement);
		api.current?.theme(dark.peek(), style.getPropertyValue('--text'), style.getPropertyValue('--accent-text'), style.getPropertyValue('--accent'));
	};
	useEffect(paint, [dark.value]);
	useEffect(() => flush, []);
	const start = async (): Promise<void> => {
		const editor = await openEditor(ref.current!);
		if (!ref.current || !editor || api.current === editor)
			return;
		api.current = editor;
		editor.start(html || '<div><br></div>', {
			label,
			touched: () => {
				dirty.current = true;
				clearTimeout(timer.current);
				timer.current = window.setTimeout(flush, 1200);
			},
			state: () => {},
			key: () => false,
			files: () => {},
			picture: () => Promise.resolve(null),
		});
		paint();
	};
	const buttons: readonly (readonly [Format, string])[] = [['bold', 'bold'], ['italic', 'italic'], ['underline', 'underline'], ['bullets', 'bullets']];
	return (
		<div class="field">
			<span>{label}</span>
			<div class="rich">
				<iframe ref={ref} src="/frame/editor.html" title={label} referrerpolicy="no-referrer" onLoad={() => void start()} />
				<div class="rich-bar" role="toolbar" aria-label={t('formatting')}>
					{buttons.map(([what, icon]) => (
						<button key={what} type="button" class="ib" aria-label={t(`format-${what}`)} title={t(`format-${what}`)} onMouseDown={e => e.preventDefault()} onClick={() => api.current?.format(what)}><Icon name={icon} size="s" /></button>
					))}
				</div>
			</div>
		</div>
	);
}
