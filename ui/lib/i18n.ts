/*
 * Texts. Views ask for `t('archived', { n: 2 })`; the words are in
 * locales/ (Fluent). check.mjs holds every catalogue against en.ftl, and
 * catalogues.mjs says how a language comes in.
 * Two languages that nobody speaks make long and right-to-left texts visible
 * in tests: en-XA and ar-XB, made of the English one.
 */
import { FluentBundle, FluentResource, type FluentVariable } from '@fluent/bundle';
import { signal } from '@preact/signals';

type Args = Record<string, FluentVariable>;

const RTL = /^(?:ar|he|fa|ur)\b/u;
const LETTERS: Record<string, string> = { a: 'á', e: 'é', i: 'í', o: 'ö', u: 'ü', A: 'Á', E: 'É', O: 'Ö', U: 'Ü', n: 'ñ', c: 'ç', s: 'š' };

let bundle = new FluentBundle('en', { useIsolating: false });
/* Views that read a text are drawn again when the language changes. */
const language = signal('en');

function pseudo(s: string): string {
	return s.replace(/[a-zA-Z]/gu, c => LETTERS[c] ?? c).replace(/(\p{L}{4,})/gu, '$1~');
}

export function useLocale(locale: string, ...texts: readonly (string | undefined)[]): void {
	const invented = locale === 'en-XA' || locale === 'ar-XB';
	const next = new FluentBundle(invented ? 'en' : locale, { useIsolating: RTL.test(locale), ...(invented ? { transform: pseudo } : {}) });
	for (const text of texts) {
		const errors = next.addResource(new FluentResource(text ?? ''));
		if (errors.length > 0)
			throw errors[0];
	}
	bundle = next;
	document.documentElement.lang = invented ? 'en' : locale;
	document.documentElement.dir = RTL.test(locale) ? 'rtl' : 'ltr';
	language.value = locale;
}

/* Texts that only few chunks ask for come with these; the app knows from where. */
let fetchAll = async (): Promise<void> => {};
export const allTexts = (): Promise<void> => fetchAll();

export function textsFrom(load: () => Promise<void>): void {
	fetchAll = load;
}

export function t(key: string, args?: Args): string {
	language.value;
	const message = bundle.getMessage(key);
	if (!message?.value)
		return key;
	return bundle.formatPattern(message.value, args, []);
}

/* For dates and numbers: the chosen language as this reader writes it ("en" as en-GB), else that of the texts. */
export function locale(): string {
	const chosen = language.value.replace(/-X[AB]$/u, '');
	if (typeof navigator === 'undefined')
		return 'en';
	return navigator.languages?.find(l => l === chosen || l.startsWith(`${chosen}-`)) ?? chosen;
}

const script = (tag: string): string | undefined => new Intl.Locale(tag).maximize().script;

/* The first of what the browser asks for that we speak; Brazil's Portuguese for Portugal, but not China's script for Taiwan. */
export function pickLanguage(asked: readonly string[], have: readonly string[]): string {
	for (const tag of asked) {
		const low = tag.toLowerCase();
		const language = low.split('-')[0];
		const found = have.find(h => h.toLowerCase() === low) ?? have.find(h => h.toLowerCase() === language)
			?? have.find(h => h.split('-')[0] === language && script(h) === script(tag))
			?? (/^(?:no|nn)\b/u.test(low) ? have.find(h => h === 'nb') : undefined);
		if (found)
			return found;
	}
	return 'en';
}
