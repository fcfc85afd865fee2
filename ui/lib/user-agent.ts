/* What people call the browser behind a User-Agent; null when it looks like none. */
const BROWSERS: readonly (readonly [RegExp, string])[] = [
	[/\bEdg(?:A|iOS)?\//u, 'Edge'], [/\bOPR\//u, 'Opera'], [/\bSamsungBrowser\//u, 'Samsung Internet'], [/\b(?:Firefox|FxiOS)\//u, 'Firefox'],
	[/\b(?:Headless)?Chrom(?:e|ium)\/|\bCriOS\//u, 'Chrome'], [/\bVersion\/[\d.]+ (?:Mobile\/\w+ )?Safari\//u, 'Safari'],
];
const SYSTEMS: readonly (readonly [RegExp, string])[] = [
	[/\biPhone\b/u, 'iPhone'], [/\biPad\b/u, 'iPad'], [/\bAndroid\b/u, 'Android'], [/\bCrOS\b/u, 'ChromeOS'], [/\bWindows\b/u, 'Windows'],
	[/\bMac OS X\b/u, 'macOS'], [/\bLinux\b/u, 'Linux'],
];

export function browserName(agent: string): { browser: string; system: string } | null {
	const browser = BROWSERS.find(([re]) => re.test(agent))?.[1];
	return browser ? { browser, system: SYSTEMS.find(([re]) => re.test(agent))?.[1] ?? '' } : null;
}
