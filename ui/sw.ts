/*
 * The service worker: the shell, its assets and the two empty frames, which
 * keep their own policies. Mail and every API go past it to the network; what
 * is kept of mail is in IndexedDB (model/offline.ts).
 */
declare const PRECACHE: readonly string[];
declare const VERSION: string;

interface Extendable extends Event {
	waitUntil(p: Promise<unknown>): void;
}

interface Fetching extends Extendable {
	readonly request: Request;
	respondWith(r: Promise<Response>): void;
}

const scope = self as unknown as EventTarget & { skipWaiting(): Promise<void>; clients: { claim(): Promise<void>; matchAll(o: object): Promise<{ focus(): Promise<unknown>; url: string }[]>; openWindow(url: string): Promise<unknown> }; registration: { showNotification(title: string, o: object): Promise<void> } };
const FRAMES = ['/frame/message.html', '/frame/editor.html'];
const NAME = `shell-${VERSION}`;

/*
 * Starting this worker takes longer than the network does: where the browser
 * can (static routing), what we never answer does not wait for it, and what we
 * may have is asked of both.
 */
type Source = 'network' | 'race-network-and-fetch-handler';

interface Condition {
	readonly urlPattern?: string;
	readonly requestMode?: string;
	readonly runningStatus?: string;
	readonly or?: readonly Condition[];
}

interface Installing extends Extendable {
	addRoutes?(rules: readonly { condition: Condition; source: Source }[]): Promise<void>;
}

const ROUTES: readonly { condition: Condition; source: Source }[] = [
	{ condition: { or: ['/api/*', '/jmap/*', '/.well-known/*', '/dav/*', '/img'].map(urlPattern => ({ urlPattern })) }, source: 'network' },
	{ condition: { urlPattern: '/assets/*', runningStatus: 'not-running' }, source: 'race-network-and-fetch-handler' },
	{ condition: { requestMode: 'navigate' }, source: 'race-network-and-fetch-handler' },
];

scope.addEventListener('install', e => (e as Extendable).waitUntil((async () => {
	await (e as Installing).addRoutes?.(ROUTES);
	const cache = await caches.open(NAME);
	await cache.addAll(['/mail/inbox', ...FRAMES, ...PRECACHE]);
	await scope.skipWaiting();
})()));

scope.addEventListener('activate', e => (e as Extendable).waitUntil((async () => {
	for (const name of await caches.keys())
		if (name.startsWith('shell-') && name !== NAME)
			await caches.delete(name);
	await scope.clients.claim();
})()));

async function shell(request: Request): Promise<Response> {
	const kept = await (await caches.open(NAME)).match('/mail/inbox');
	if (!kept)
		return fetch(request);
	const fresh = fetch(request);
	fresh.catch(() => {});
	const late = new Promise<Response>(resolve => setTimeout(() => resolve(kept.clone()), 2000));
	return Promise.race([fresh.catch(() => kept.clone()), late]);
}

async function frame(request: Request, path: string): Promise<Response> {
	try {
		return await fetch(request);
	} catch (e) {
		const kept = await (await caches.open(NAME)).match(path);
		if (kept)
			return kept;
		throw e;
	}
}

async function asset(request: Request): Promise<Response> {
	const cache = await caches.open(NAME);
	const kept = await cache.match(request, { ignoreVary: true });
	if (kept)
		return kept;
	const fresh = await fetch(request);
	if (fresh.ok)
		await cache.put(request, fresh.clone());
	return fresh;
}

scope.addEventListener('fetch', event => {
	const e = event as Fetching;
	const url = new URL(e.request.url);
	if (e.request.method !== 'GET' || url.origin !== location.origin)
		return;
	if (url.pathname.startsWith('/assets/'))
		e.respondWith(asset(e.request));
	else if (FRAMES.includes(url.pathname))
		e.respondWith(frame(e.request, url.pathname));
	else if (e.request.mode === 'navigate' && /^\/(?:$|mail|settings)/u.test(url.pathname) && !/\.\w+$/u.test(url.pathname))
		e.respondWith(shell(e.request));
});

/* News by Web Push (RFC 8030): no words of mail in it; the page tells more once it is open. */
scope.addEventListener('push', e => {
	const data = (e as Extendable & { data?: { json(): unknown } }).data;
	let news: { '@type'?: string; pushSubscriptionId?: string; verificationCode?: string } = {};
	try {
		news = (data?.json() ?? {}) as typeof news;
	} catch {
		/* a push without words is news all the same */
	}
	/* The server asks whether its words arrive here (RFC 8620, section 7.2.2). */
	if (news['@type'] === 'PushVerification') {
		(e as Extendable).waitUntil(fetch('/jmap/api', {
			method: 'POST', credentials: 'same-origin', headers: { 'Content-Type': 'application/json' },
			body: JSON.stringify({
				using: ['urn:ietf:params:jmap:core'],
				methodCalls: [['PushSubscription/set', { update: { [news.pushSubscriptionId ?? '']: { verificationCode: news.verificationCode } } }, 'v']],
			}),
		}));
		return;
	}
	(e as Extendable).waitUntil((async () => {
		const open = await scope.clients.matchAll({ type: 'window' });
		if (open.length === 0)
			await scope.registration.showNotification('Hayloft', { body: 'New mail', tag: 'news' });
	})());
});

scope.addEventListener('notificationclick', e => (e as Extendable).waitUntil((async () => {
	const [open] = await scope.clients.matchAll({ type: 'window' });
	await (open ? open.focus() : scope.clients.openWindow('/mail/inbox'));
})()));
