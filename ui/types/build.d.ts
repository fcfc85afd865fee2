/* What build.mjs puts into the bundle. */
declare const ASSETS: { readonly icons: string; readonly compose: string; readonly extra: string; readonly settings: string };
declare const LANGUAGES: readonly string[];

declare module '*.ftl' {
	const text: string;
	export default text;
}
