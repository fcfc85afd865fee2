/*
 * The editor, in its own frame (ui.md, section 7): Squire keeps quoted HTML
 * as it is, DOMPurify cleans everything that goes in. Both work in this realm,
 * because their instanceof tests fail across frames; this frame's policy lets
 * only our own scripts run and no address but ours be asked. The cleaner is the
 * reader's (open.ts): a second copy would weigh as much as all the rest.
 */
import type { DOMPurify } from 'dompurify';
import Squire from 'squire-rte';
import { nodeText } from '../lib/html-text';
import type { EditorApi, EditorHooks, EditorState, Format } from './api';

let purify: DOMPurify | null = null;

/* After DOMPurify's own rules for the attributes of an element. */
function strict(node: Element): void {
	const el = node as HTMLElement;
	/* What a style would fetch it would fetch at the next reader as well; and a text stays in its place. */
	for (const name of [...el.style ?? []])
		if (name === 'position' || /url\s*\(|image-set|image\s*\(|cross-fade|element\s*\(/iu.test(el.style.getPropertyValue(name)))
			el.style.removeProperty(name);
	/* What this browser did not understand of it another might. */
	if (el.hasAttribute('style'))
		el.setAttribute('style', el.style?.cssText ?? '');
	if (/^\s*blob:/iu.test(el.getAttribute('href') ?? ''))
		el.removeAttribute('href');
	if (el.tagName !== 'IMG') {
		el.removeAttribute('src');
		el.removeAttribute('background');
		return;
	}
	/* Pictures from elsewhere would tell their owner about every answer. */
	const src = el.getAttribute('src') ?? '';
	if (/^cid:/iu.test(src)) {
		el.setAttribute('data-cid', src.slice(4));
		el.removeAttribute('src');
	} else if (!/^(?:blob:|data:image\/(?:png|jpe?g|gif|webp);)/iu.test(src)) {
		el.replaceWith(el.ownerDocument.createTextNode(el.getAttribute('alt') ?? ''));
	}
}

function clean(html: string): DocumentFragment {
	if (!purify)
		return document.createDocumentFragment();
	return purify.sanitize(html, {
		RETURN_DOM_FRAGMENT: true,
		FORBID_TAGS: ['style', 'script', 'iframe', 'form', 'input', 'button', 'select', 'textarea', 'svg', 'math', 'audio', 'video', 'source', 'dialog', 'template', 'slot', 'link', 'meta', 'base'],
		FORBID_ATTR: ['class', 'id', 'name', 'srcset', 'contenteditable', 'tabindex', 'autofocus', 'is', 'slot', 'part', 'popover'],
		ALLOW_DATA_ATTR: false,
		ADD_ATTR: ['data-cid', 'data-signature'],
		ALLOWED_URI_REGEXP: /^(?:(?:https?|mailto|tel|cid|blob):|data:image\/(?:png|gif|jpe?g|webp);|[^a-z]|[a-z+.-]+(?:[^a-z+.\-:]|$))/iu,
	}) as unknown as DocumentFragment;
}

const root = document.getElementById('editor')!;
const squire = new Squire(root, { blockTag: 'DIV', sanitizeToDOMFragment: clean, addLinks: true });
let hooks: EditorHooks | null = null;

function pictures(): void {
	for (const img of root.querySelectorAll<HTMLImageElement>('img[data-cid]:not([src])'))
		void hooks?.picture(img.dataset['cid']!).then(url => {
			if (url)
				img.src = url;
		});
}

function stateNow(): EditorState {
	const range = squire.getSelection();
	const node = range.startContainer;
	const a = (node.nodeType === 1 ? node as Element : node.parentElement)?.closest('a');
	return {
		bold: squire.hasFormat('b'), italic: squire.hasFormat('i'), underline: squire.hasFormat('u'), strike: squire.hasFormat('s'),
		bullets: squire.hasFormat('ul'), numbers: squire.hasFormat('ol'), link: a?.getAttribute('href') ?? '',
	};
}

const toggles: Partial<Record<Format, [keyof EditorState, () => void, () => void]>> = {
	bold: ['bold', () => squire.bold(), () => squire.removeBold()],
	italic: ['italic', () => squire.italic(), () => squire.removeItalic()],
	underline: ['underline', () => squire.underline(), () => squire.removeUnderline()],
	strike: ['strike', () => squire.strikethrough(), () => squire.removeStrikethrough()],
	bullets: ['bullets', () => squire.makeUnorderedList(), () => squire.removeList()],
	numbers: ['numbers', () => squire.makeOrderedList(), () => squire.removeList()],
};

function format(what: Format): void {
	const toggle = toggles[what];
	if (toggle)
		(stateNow()[toggle[0]] ? toggle[2] : toggle[1])();
	switch (what) {
	case 'quote': squire.increaseQuoteLevel(); break;
	case 'unquote': squire.decreaseQuoteLevel(); break;
	case 'clear': squire.removeAllFormatting(); break;
	case 'undo': squire.undo(); break;
	case 'redo': squire.redo(); break;
	case 'rtl': case 'ltr': squire.setTextDirection(what); break;
	case 'left': case 'center': case 'right': squire.setTextAlignment(what); break;
	default:
	}
	squire.focus();
	hooks?.state(stateNow());
}

function addImage(url: string, cid: string, alt: string): void {
	squire.insertImage(url, { 'data-cid': cid, alt });
}

const api: EditorApi = {
	cleanWith: cleaner => {
		purify = cleaner;
		purify.addHook('afterSanitizeAttributes', strict);
	},
	start: (html, h) => {
		hooks = h;
		root.setAttribute('aria-label', h.label);
		squire.setHTML(html);
		pictures();
		squire.moveCursorToStart();
		squire.addEventListener('input', () => h.touched());
		squire.addEventListener('pathChange', () => h.state(stateNow()));
		squire.addEventListener('pasteImage', (e: unknown) => {
			const data = (e as CustomEvent<{ clipboardData: DataTransfer }>).detail.clipboardData;
			h.files(Array.from(data.files));
		});
	},
	html: () => {
		/* In a document that fetches nothing: "cid:" is no address for this one. */
		const copy = document.implementation.createHTMLDocument('').importNode(root, true) as HTMLElement;
		for (const img of copy.querySelectorAll('img[data-cid]')) {
			img.setAttribute('src', `cid:${img.getAttribute('data-cid')!}`);
			img.removeAttribute('data-cid');
		}
		for (const el of copy.querySelectorAll('[data-signature]'))
			el.removeAttribute('data-signature');
		return copy.innerHTML;
	},
	text: () => nodeText(root),
	/* What was written here, without what is quoted. */
	words: () => {
		const copy = root.cloneNode(true) as HTMLElement;
		for (const q of copy.querySelectorAll('blockquote, [data-signature]'))
			q.remove();
		return nodeText(copy);
	},
	focus: where => {
		squire.focus();
		if (where === 'start')
			squire.moveCursorToStart();
		else if (where === 'end')
			squire.moveCursorToEnd();
	},
	format,
	link: url => {
		if (url)
			squire.makeLink(url, { target: '_blank', rel: 'noopener noreferrer' });
		else
			squire.removeLink();
		squire.focus();
	},
	colour: value => {
		squire.setTextColor(value);
		squire.focus();
	},
	size: value => {
		squire.setFontSize(value);
		squire.focus();
	},
	insert: html => {
		squire.focus();
		squire.insertHTML(html);
		pictures();
	},
	image: addImage,
	signature: html => {
		const old = root.querySelector('[data-signature]');
		const box = document.createElement('div');
		box.append(clean(html));
		const next = box.firstElementChild;
		if (old)
			old.replaceWith(...(next ? [next] : []));
		else if (next)
			(root.querySelector('blockquote[type=cite]')?.previousElementSibling ?? null) === null ? root.append(next) : root.querySelector('blockquote[type=cite]')!.previousElementSibling!.before(next);
	},
	theme: (dark, ink, link, accent) => {
		const s = document.documentElement.style;
		s.colorScheme = dark ? 'dark' : 'light';
		s.setProperty('--ink', ink);
		s.setProperty('--link', link);
		s.setProperty('--accent', accent);
	},
};

root.addEventListener('keydown', e => {
	if (hooks?.key(e)) {
		e.preventDefault();
		e.stopImmediatePropagation();
	}
}, true);
for (const [key, what] of [['7', 'numbers'], ['8', 'bullets'], ['9', 'quote'], ['&', 'numbers'], ['*', 'bullets'], ['(', 'quote']] as const)
	for (const mod of ['Ctrl', 'Meta'])
		squire.setKeyHandler(`${mod}-Shift-${key}`, (_, e) => {
			e.preventDefault();
			format(what);
		});
root.addEventListener('drop', e => {
	const files = Array.from(e.dataTransfer?.files ?? []);
	if (files.length > 0) {
		e.preventDefault();
		e.stopImmediatePropagation();
		hooks?.files(files);
	}
}, true);
/* A click below the text goes to its end. */
document.addEventListener('mousedown', e => {
	if (e.target === document.documentElement || e.target === document.body) {
		e.preventDefault();
		squire.focus();
		squire.moveCursorToEnd();
	}
});

(window as unknown as { editor: EditorApi }).editor = api;
