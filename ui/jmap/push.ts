/*
 * News from the server. One EventSource per browser, not per tab: the tab
 * that holds the Web Lock listens and tells the others. A broken stream is
 * opened again after 1 s to 60 s with jitter, and whoever listens hears
 * "check everything", because what happened meanwhile was missed.
 */
import type { StateChange } from './types';

export type Live = 'live' | 'connecting' | 'offline';

export interface PushHandlers {
	change: (change: StateChange) => void;
	/* something may have been missed */
	check: () => void;
	live: (state: Live) => void;
	/* a stream ended that had been open, or could not be opened again */
	ended: () => void;
}

type Message =
	| { kind: 'change'; change: StateChange }
	| { kind: 'check' }
	| { kind: 'live'; live: Live }
	| { kind: 'hello' };

/* The server pings every 30 s; a stream that is silent for longer is dead. */
const SILENCE = 75_000;

export function backoff(tries: number, random: number): number {
	return Math.min(60_000, 1000 * 2 ** tries) * (0.5 + random / 2);
}

export function startPush(url: string, accountId: string, handlers: PushHandlers): () => void {
	const stopped = new AbortController();
	const channel = new BroadcastChannel(`hayloft-push-${accountId}`);
	let leading = false;
	let live: Live = 'connecting';
	let source: EventSource | null = null;
	let timer = 0;
	let watchdog = 0;
	let tries = 0;
	let opened = false;

	const tell = (m: Message): void => {
		if (leading)
			channel.postMessage(m);
	};
	const setLive = (next: Live): void => {
		live = next;
		handlers.live(next);
		tell({ kind: 'live', live: next });
	};

	const alive = (): void => {
		clearTimeout(watchdog);
		watchdog = window.setTimeout(retry, SILENCE);
	};
	const retry = (): void => {
		source?.close();
		source = null;
		clearTimeout(watchdog);
		clearTimeout(timer);
		if (stopped.signal.aborted)
			return;
		setLive(navigator.onLine === false || tries > 0 ? 'offline' : 'connecting');
		handlers.ended();
		timer = window.setTimeout(listen, backoff(tries++, Math.random()));
	};
	const listen = (): void => {
		clearTimeout(timer);
		const es = new EventSource(url);
		source = es;
		es.onopen = () => {
			setLive('live');
			tries = 0;
			alive();
			/* Also the first time: between the page's questions and this stream something may have come. */
			handlers.check();
			if (opened)
				tell({ kind: 'check' });
			opened = true;
		};
		es.onerror = retry;
		es.addEventListener('ping', alive);
		es.addEventListener('state', e => {
			alive();
			const change = JSON.parse((e as MessageEvent<string>).data) as StateChange;
			handlers.change(change);
			tell({ kind: 'change', change });
		});
	};

	channel.onmessage = (e: MessageEvent<Message>) => {
		const m = e.data;
		if (m.kind === 'hello')
			tell({ kind: 'live', live });
		else if (leading)
			return;
		else if (m.kind === 'change')
			handlers.change(m.change);
		else if (m.kind === 'check')
			handlers.check();
		else
			handlers.live(m.live);
	};
	channel.postMessage({ kind: 'hello' } satisfies Message);

	const lead = async (): Promise<void> => {
		leading = true;
		listen();
		/* Held until this tab stops. */
		await new Promise<void>(resolve => stopped.signal.addEventListener('abort', () => resolve()));
	};
	if ('locks' in navigator)
		navigator.locks.request(`hayloft-push-${accountId}`, { signal: stopped.signal }, lead).catch(() => {});
	else
		void lead();

	const online = (): void => {
		if (leading && live !== 'live') {
			tries = 0;
			retry();
		}
	};
	const offline = (): void => {
		if (leading)
			setLive('offline');
	};
	addEventListener('online', online);
	addEventListener('offline', offline);

	return () => {
		stopped.abort();
		clearTimeout(timer);
		clearTimeout(watchdog);
		source?.close();
		channel.close();
		removeEventListener('online', online);
		removeEventListener('offline', offline);
	};
}
