/* Before the first paint: the theme, and the texts asked for early. Loaded as a classic script, so it stays tiny. */
(() => {
	const root = document.documentElement;
	const read = (key: string): string | null => {
		try {
			return localStorage.getItem(key);
		} catch {
			/* the system's theme and the browser's language it is */
			return null;
		}
	};
	const theme = read('hayloft.theme');
	const dark = theme ? theme === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
	root.dataset['theme'] = dark ? 'dark' : 'light';
	const files = JSON.parse(root.dataset['languages'] ?? '{}') as Record<string, string>;
	const chosen = /"language":"([\w-]+)"/u.exec(read('hayloft.settings') ?? '')?.[1];
	const tag = (chosen ? [chosen] : navigator.languages).flatMap(l => [l, l.split('-')[0]!, /^n[on]\b/u.test(l) ? 'nb' : '']).find(l => files[l]) ?? 'en';
	const link = document.createElement('link');
	link.rel = 'modulepreload';
	link.href = files[tag] ?? '';
	document.head.append(link);
})();
