/* Before the first paint: the theme; texts, session and the first list asked for early. Loaded as a classic script, so it stays tiny. */
import type { First } from './jmap/first';

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

	const asked: Record<string, Promise<Response>> = {};
	const ask = (url: string, options: RequestInit = {}): void => {
		const answer = fetch(url, { credentials: 'same-origin', ...options, headers: { Accept: 'application/json', ...options.headers } });
		/* Said by whoever takes it. */
		answer.catch(() => {});
		asked[url] = answer;
	};
	ask('/api/v2/session');
	ask('/.well-known/jmap');
	try {
		const first = JSON.parse(read('hayloft.first') ?? 'null') as First | null;
		const path = location.pathname === '/' ? '/mail/inbox' : location.pathname;
		if (first && first.path === path + location.search)
			ask(first.url, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: first.body });
	} catch {
		/* not as we wrote it: asked when the app is there */
	}
	Object.assign(globalThis, { askedAhead: asked });
})();
