/*
 * Addresses of the app. `parse` and `format` are pure and each other's
 * inverse; the rest keeps the signal and the browser's history together.
 */
import { signal } from '@preact/signals';

export type Filter = 'all' | 'unread' | 'starred' | 'files';

export type Route =
	| { page: 'mail'; box: string; thread: string | null; filter: Filter; q: string }
	| { page: 'compose'; query: string }
	| { page: 'settings'; section: string }
	| { page: 'leave'; to: string }
	| { page: 'password' };

export const LABEL = 'label:';

const FILTERS: readonly Filter[] = ['unread', 'starred', 'files'];

export function parse(path: string, search: string): Route {
	const params = new URLSearchParams(search);
	const parts = path.split('/').filter(s => s !== '').map(decode);
	if (parts[0] === 'mail' && parts[1] === 'compose')
		return { page: 'compose', query: search.replace(/^\?/u, '') };
	if (parts[0] === 'mail' && parts[1] === 'leave')
		return { page: 'leave', to: params.get('to') ?? '' };
	if (parts[0] === 'mail' && parts[1] === 'password')
		return { page: 'password' };
	if (parts[0] === 'settings')
		return { page: 'settings', section: parts[1] ?? '' };
	const f = params.get('f') as Filter;
	/* A label is a list like a folder; inside, its name says which. */
	const label = parts[0] === 'mail' && parts[1] === 'label' && parts[2] !== undefined;
	const at = label ? 2 : 1;
	return {
		page: 'mail',
		box: parts[0] === 'mail' && parts[at] ? (label ? `${LABEL}${parts[at]}` : parts[at]!) : 'inbox',
		thread: parts[0] === 'mail' ? parts[at + 1] ?? null : null,
		filter: FILTERS.includes(f) ? f : 'all',
		q: params.get('q') ?? '',
	};
}

export function format(r: Route): string {
	if (r.page === 'compose')
		return `/mail/compose${r.query ? `?${r.query}` : ''}`;
	if (r.page === 'leave')
		return `/mail/leave?to=${encodeURIComponent(r.to)}`;
	if (r.page === 'password')
		return '/mail/password';
	if (r.page === 'settings')
		return `/settings${r.section ? `/${encodeURIComponent(r.section)}` : ''}`;
	const params = new URLSearchParams();
	if (r.q)
		params.set('q', r.q);
	if (r.filter !== 'all')
		params.set('f', r.filter);
	const query = params.toString();
	const box = r.box.startsWith(LABEL) ? `label/${encodeURIComponent(r.box.slice(LABEL.length))}` : encodeURIComponent(r.box);
	return `/mail/${box}${r.thread ? `/${encodeURIComponent(r.thread)}` : ''}${query ? `?${query}` : ''}`;
}

function decode(s: string): string {
	try {
		return decodeURIComponent(s);
	} catch {
		return s;
	}
}

export const route = signal<Route>({ page: 'mail', box: 'inbox', thread: null, filter: 'all', q: '' });

export function go(r: Route, how: 'push' | 'replace' = 'push'): void {
	const url = format(r);
	if (url === location.pathname + location.search)
		how = 'replace';
	if (how === 'push')
		history.pushState(null, '', url);
	else
		history.replaceState(null, '', url);
	route.value = r;
}

/* A change of the mail page's address, the rest as it is. */
export function goMail(change: Partial<Extract<Route, { page: 'mail' }>>, how: 'push' | 'replace' = 'push'): void {
	const now = route.peek();
	const base = now.page === 'mail' ? now : { page: 'mail', box: 'inbox', thread: null, filter: 'all', q: '' } as const;
	go({ ...base, ...change, page: 'mail' }, how);
}

/* Links of our own are followed without loading the page anew. */
export function startRouter(): void {
	const read = (): void => {
		route.value = parse(location.pathname, location.search);
	};
	addEventListener('popstate', read);
	addEventListener('click', event => {
		if (event.defaultPrevented || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey)
			return;
		const a = (event.target as Element | null)?.closest?.('a[href]');
		if (!(a instanceof HTMLAnchorElement) || a.target || a.hasAttribute('download') || a.origin !== location.origin || !/^\/(?:mail|settings)(?:\/|$)/u.test(a.pathname))
			return;
		event.preventDefault();
		go(parse(a.pathname, a.search));
	});
	read();
	if (location.pathname === '/')
		go(route.value, 'replace');
}
