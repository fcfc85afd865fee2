/* What build.mjs puts into the bundle. */
declare const ASSETS: { readonly icons: string; readonly compose: string };

declare module '*.ftl' {
	const text: string;
	export default text;
}
