/*
 * Mail HTML, made harmless. DOMPurify is the first wall, the frame's sandbox
 * the second, its Content-Security-Policy the third (ui.md, section 7). The
 * mail is parsed in the frame's own realm: there its styles live under the
 * frame's policy, not under the app's.
 */
import createDOMPurify, { type Config, type DOMPurify } from 'dompurify';

export interface Cleaned {
	/* pictures or styles that would have been fetched from outside */
	blocked: number;
	/* content ids of pictures that travel with the mail, to be filled in */
	cids: Map<string, Element[]>;
	/* it sets colours of its own, so it needs the light card it was made for */
	coloured: boolean;
}

const CONFIG: Config = {
	RETURN_DOM_FRAGMENT: true,
	WHOLE_DOCUMENT: true,
	ADD_ATTR: ['target', 'background'],
	FORBID_TAGS: ['script', 'iframe', 'frame', 'object', 'embed', 'applet', 'base', 'link', 'meta', 'form', 'input', 'button', 'select', 'textarea', 'option', 'audio', 'video', 'source', 'track', 'svg', 'math', 'noscript', 'template', 'slot', 'dialog', 'portal', 'marquee'],
	FORBID_ATTR: ['srcset', 'sizes', 'ping', 'form', 'formaction', 'autofocus', 'contenteditable', 'tabindex', 'accesskey', 'popover', 'popovertarget', 'is', 'nonce', 'slot', 'usemap', 'draggable'],
	ALLOW_DATA_ATTR: false,
	ALLOW_ARIA_ATTR: false,
	/* The last two alternatives let values through that are no addresses at all, such as "100%". */
	ALLOWED_URI_REGEXP: /^(?:(?:https?|mailto|tel|cid):|data:image\/(?:png|gif|jpe?g|webp|avif|bmp);|[^a-z]|[a-z+.-]+(?:[^a-z+.\-:]|$))/iu,
};

const REMOTE = /^(?:https?:)?\/\//iu;
const CSS_FETCH = /url\s*\(\s*(?!["']?\s*(?:data:|cid:|#))|@import|image-set\s*\(/iu;

type FrameWindow = Window & typeof globalThis;

export function fillFrame(frame: HTMLIFrameElement, html: string): Cleaned {
	const win = frame.contentWindow as FrameWindow;
	const doc = win.document;
	const found: Cleaned = { blocked: 0, cids: new Map(), coloured: false };
	const purify = cleanerFor(win);
	hooks(purify, found);
	const clean = purify.sanitize(html, CONFIG) as unknown as DocumentFragment;
	const root = clean.querySelector('html') ?? clean;
	const body = root.querySelector('body');
	doc.body.replaceChildren();
	for (const style of root.querySelectorAll('head style'))
		doc.body.append(style);
	if (body) {
		for (const name of ['bgcolor', 'text', 'style', 'dir', 'class', 'align'])
			if (body.hasAttribute(name))
				doc.body.setAttribute(name, body.getAttribute(name)!);
		doc.body.append(...body.childNodes);
	} else {
		doc.body.append(clean);
	}
	foldQuote(doc);
	return found;
}

/* DOMPurify for another frame's realm: its nodes are that realm's own. */
export const cleanerFor = (win: Window & typeof globalThis): DOMPurify => createDOMPurify(win);

/* For quoting: the cleaned tree, never shown. */
export function toNode(html: string): Node {
	const purify = createDOMPurify(window);
	return purify.sanitize(html, { RETURN_DOM_FRAGMENT: true, FORBID_TAGS: ['style', 'img', 'svg', 'math', 'form', 'audio', 'video'] }) as unknown as DocumentFragment;
}

function hooks(purify: DOMPurify, found: Cleaned): void {
	purify.addHook('uponSanitizeElement', (node, data) => {
		if (data.tagName !== 'style')
			return;
		const css = node.textContent ?? '';
		const harmless = withoutFetches(css);
		if (harmless !== null) {
			found.blocked++;
			node.textContent = harmless;
		}
		if (/color|background/iu.test(css))
			found.coloured = true;
	});
	purify.addHook('afterSanitizeAttributes', node => {
		const el = node as Element;
		if (el.tagName === 'A' || el.tagName === 'AREA')
			link(el);
		else if (el.tagName === 'IMG')
			picture(el, found);
		for (const name of ['background', 'src', 'poster']) {
			if (el.tagName !== 'IMG' && el.hasAttribute(name)) {
				if (REMOTE.test(el.getAttribute(name)!.trim()))
					found.blocked++;
				el.removeAttribute(name);
			}
		}
		const style = el.getAttribute('style');
		if (style !== null) {
			const harmless = withoutFetches(style);
			if (harmless !== null) {
				found.blocked++;
				el.setAttribute('style', harmless);
			}
			if (/(?:^|[;\s])(?:background|background-color|color)\s*:/iu.test(style))
				found.coloured = true;
		}
		if (el.hasAttribute('bgcolor') || (el.tagName === 'FONT' && el.hasAttribute('color')))
			found.coloured = true;
	});
}

/*
 * Null when nothing in it would be fetched. The policy refuses such fetches
 * anyway; here they do not even become requests to refuse. Escapes hide
 * "url(" from a search, not from the browser, so they are resolved first.
 */
function withoutFetches(css: string): string | null {
	const bare = css
		.replace(/\/\*[\s\S]*?\*\//gu, '')
		.replace(/\\([0-9a-f]{1,6})\s?/giu, (_, hex: string) => {
			const code = Number.parseInt(hex, 16);
			return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : '';
		})
		.replace(/\\(?=[a-z(])/giu, '');
	if (!CSS_FETCH.test(css) && !CSS_FETCH.test(bare))
		return null;
	return bare
		.replace(/@import[^;]*(?:;|$)/giu, '')
		.replace(/image-set\s*\(/giu, 'none(')
		.replace(/url\s*\(\s*(?!["']?\s*(?:data:|cid:|#))[^)]*\)/giu, 'none');
}

function link(a: Element): void {
	const href = a.getAttribute('href')?.trim();
	if (!href) {
		a.removeAttribute('href');
		return;
	}
	if (href.startsWith('#')) {
		/* Names inside a mail are its own; with a target they would open our pages. */
		a.removeAttribute('href');
		a.removeAttribute('target');
		return;
	}
	a.setAttribute('target', '_blank');
	a.setAttribute('rel', 'noopener noreferrer');
	a.setAttribute('title', href);
	if (/^mailto:/iu.test(href)) {
		const [to = '', query] = href.slice(7).split('?', 2);
		a.setAttribute('href', `/mail/compose?to=${to.replace(/&/gu, '%26')}${query ? `&${query}` : ''}`);
		return;
	}
	if (!/^https?:/iu.test(href)) {
		if (!/^tel:/iu.test(href))
			a.removeAttribute('href');
		return;
	}
	if (namesOtherHost(a.textContent ?? '', href))
		a.setAttribute('href', `/mail/leave?to=${encodeURIComponent(href)}`);
}

/* "www.bank.example" over a link to somewhere else. */
function namesOtherHost(text: string, href: string): boolean {
	const shown = /^\s*(?:https?:\/\/)?((?:[\p{L}\p{N}-]+\.)+\p{L}{2,})(?:[/:?#]\S*)?\s*$/iu.exec(text);
	if (!shown)
		return false;
	try {
		const bare = (h: string): string => h.toLowerCase().replace(/^www\./u, '');
		const says = bare(new URL(`http://${shown[1]!}`).hostname);
		const goes = bare(new URL(href).hostname);
		return says !== goes && !goes.endsWith(`.${says}`);
	} catch {
		return true;
	}
}

function picture(img: Element, found: Cleaned): void {
	const src = img.getAttribute('src')?.trim() ?? '';
	img.removeAttribute('src');
	img.setAttribute('decoding', 'async');
	img.removeAttribute('loading');
	if (/^cid:/iu.test(src)) {
		let cid = src.slice(4);
		try {
			cid = decodeURIComponent(cid);
		} catch {
			/* an odd % stays */
		}
		found.cids.set(cid, [...(found.cids.get(cid) ?? []), img]);
	} else if (/^data:image\//iu.test(src)) {
		img.setAttribute('src', src);
	} else if (src) {
		found.blocked++;
		img.setAttribute('data-src', src);
		if (!img.hasAttribute('alt'))
			img.setAttribute('alt', '');
		/* A counting pixel needs no place on the page. */
		if (['width', 'height'].some(side => Number(img.getAttribute(side) ?? 99) <= 3))
			img.setAttribute('hidden', '');
	}
}

/* What is quoted at the end folds behind "…"; <details> needs no script. */
function foldQuote(doc: Document): void {
	const quotes = [...doc.body.querySelectorAll('.gmail_quote, blockquote[type=cite], #divRplyFwdMsg, blockquote')];
	const quote = quotes.find(q => !q.parentElement?.closest('.gmail_quote, blockquote'));
	if (!quote || quote.closest('details'))
		return;
	const before = doc.createRange();
	before.setStart(doc.body, 0);
	before.setEndBefore(quote);
	const after = doc.createRange();
	after.setStartAfter(quote);
	after.setEnd(doc.body, doc.body.childNodes.length);
	const styles = [...doc.body.querySelectorAll('style')].map(s => s.textContent ?? '').join('');
	const head = before.toString().replace(styles, '').trim();
	if (head.length < 2 || after.toString().trim() !== '')
		return;
	const details = doc.createElement('details');
	const summary = doc.createElement('summary');
	summary.setAttribute('aria-label', doc.body.dataset['quoteLabel'] ?? '');
	summary.textContent = '···';
	quote.before(details);
	details.append(summary, quote);
}
