/* What the app says to the editor in its frame, and hears from it. */
import type { DOMPurify } from 'dompurify';

export type Format = 'bold' | 'italic' | 'underline' | 'strike' | 'bullets' | 'numbers' | 'quote' | 'unquote' | 'clear' | 'undo' | 'redo' | 'rtl' | 'ltr' | 'left' | 'center' | 'right';

export interface EditorState {
	bold: boolean;
	italic: boolean;
	underline: boolean;
	strike: boolean;
	bullets: boolean;
	numbers: boolean;
	link: string;
}

export interface EditorHooks {
	label: string;
	/* something was typed */
	touched: () => void;
	state: (s: EditorState) => void;
	/* true: the app took the key */
	key: (e: KeyboardEvent) => boolean;
	/* pasted or dropped; pictures among them go into the text by `image` */
	files: (files: File[]) => void;
	/* an address for a picture that came with the text */
	picture: (cid: string) => Promise<string | null>;
}

export interface EditorApi {
	/* first of all; until then nothing goes in */
	cleanWith: (cleaner: DOMPurify) => void;
	/* `html` is not trusted */
	start: (html: string, hooks: EditorHooks) => void;
	html: () => string;
	text: () => string;
	focus: (where: 'start' | 'end' | 'keep') => void;
	format: (what: Format) => void;
	link: (url: string) => void;
	colour: (value: string | null) => void;
	size: (value: string | null) => void;
	insert: (html: string) => void;
	image: (url: string, cid: string, alt: string) => void;
	/* takes the place of the signature that is there, or goes to the end */
	signature: (html: string) => void;
	theme: (dark: boolean, ink: string, link: string, accent: string) => void;
	words: () => string;
}
