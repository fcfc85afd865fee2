/*
 * Fetches the newest conversations of the inbox, a few at a time and only
 * while nobody waits, so that they can be read without a connection.
 */
import type { Email, GetResult, Id, QueryResult, Thread } from '../jmap/types';
import { fetchBodies } from './conversation';
import { client, live } from './connection';
import { byRole } from './mailboxes';
import { KEPT_CONVERSATIONS, keepThread, keptThreadIds, mayKeep, trimThreads } from './offline';

const STEP = 10;
const PAUSE = 4_000;
const FIRST = 30_000;

export function startKeepAhead(): void {
	if (mayKeep() && !(navigator as Navigator & { connection?: { saveData?: boolean } }).connection?.saveData)
		setTimeout(() => void run().catch(() => {}), FIRST);
}

const pause = (): Promise<void> => new Promise(resolve => setTimeout(resolve, PAUSE));

async function run(): Promise<void> {
	const inbox = byRole('inbox');
	if (!inbox)
		return;
	const c = client();
	const q = c.call<QueryResult>('Email/query', { filter: { inMailbox: inbox.id }, sort: [{ property: 'receivedAt', isAscending: false }], collapseThreads: true, limit: KEPT_CONVERSATIONS });
	const g = c.call<GetResult<Pick<Email, 'id' | 'threadId'>>>('Email/get', { ids: q.ref('/ids'), properties: ['threadId'] });
	const [, got] = await Promise.all([q.result, g.result]);
	const have = await keptThreadIds();
	const missing = [...new Set(got.list.map(e => e.threadId))].filter(id => !have.has(id));
	while (missing.length > 0) {
		await pause();
		if (document.visibilityState === 'hidden' || live.peek() !== 'live')
			continue;
		await fetchSome(missing.splice(0, STEP));
	}
	await trimThreads();
}

async function fetchSome(ids: Id[]): Promise<void> {
	const found = client().call<GetResult<Thread>>('Thread/get', { ids });
	const got = await fetchBodies(found.ref('/list/*/emailIds'), 200_000);
	for (const thread of (await found.result).list)
		await keepThread(thread.id, got.filter(e => e.threadId === thread.id));
}
