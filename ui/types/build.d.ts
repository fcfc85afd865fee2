/* What build.mjs puts into the bundle. */
declare const ASSETS: { readonly icons: string; readonly compose: string; readonly extra: string; readonly settings: string };
declare const LANGUAGES: readonly string[];
/* What boot.ts asked for (lib/ahead.ts). */
declare var askedAhead: Record<string, Promise<Response>> | undefined;

/* The texts of each language, loaded when asked for. */
declare module 'catalogues' {
	export const catalogues: Readonly<Record<string, Readonly<Record<'first' | 'later', () => Promise<{ default: string }>>>>>;
}
