/*
 * The editor of a frame that has loaded. It cleans with the reader's DOMPurify,
 * made for the realm of its frame: the page has one copy of it.
 */
import type { EditorApi } from './api';

type EditorWindow = Window & typeof globalThis & { editor?: EditorApi };

/* Null when the frame or the cleaner did not come, or the frame went meanwhile. */
export async function openEditor(frame: HTMLIFrameElement): Promise<EditorApi | null> {
	const win = frame.contentWindow as EditorWindow | null;
	const editor = win?.editor;
	if (!editor)
		return null;
	const cleaner = await import('../frame/clean').then(m => m.cleanerFor(win), () => null);
	if (!cleaner || frame.contentWindow !== win)
		return null;
	editor.cleanWith(cleaner);
	return editor;
}
