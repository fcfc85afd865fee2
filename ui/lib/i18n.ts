/*
 * Texts. Views ask for `t('archived', { n: 2 })`; the words are in
 * locales/*.ftl (Fluent). check.mjs holds every key used against en.ftl.
 */
import { FluentBundle, FluentResource, type FluentVariable } from '@fluent/bundle';

type Args = Record<string, FluentVariable>;

let bundle = new FluentBundle('en', { useIsolating: false });

export function useLocale(locale: string, text: string): void {
	const next = new FluentBundle(locale, { useIsolating: false });
	const errors = next.addResource(new FluentResource(text));
	if (errors.length > 0)
		throw errors[0];
	bundle = next;
	document.documentElement.lang = locale;
}

export function t(key: string, args?: Args): string {
	const message = bundle.getMessage(key);
	if (!message?.value)
		return key;
	return bundle.formatPattern(message.value, args, []);
}

/* The language for dates and numbers: the reader's own, not that of the texts. */
export function locale(): string {
	return typeof navigator === 'undefined' ? 'en' : navigator.language || 'en';
}
