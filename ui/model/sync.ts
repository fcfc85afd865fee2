/*
 * Following the server. News arrives as state strings; one request asks what
 * changed and brings the records along. Where the server cannot say, what is
 * held is fetched again.
 */
import { effect } from '@preact/signals';
import { announce } from '../lib/announce';
import { displayName } from '../lib/address';
import { t } from '../lib/i18n';
import { Fault } from '../jmap/fault';
import { backoff, startPush } from '../jmap/push';
import { expand } from '../jmap/session';
import type { ChangesResult, Email, GetResult, Id, Mailbox, StateChange, Thread } from '../jmap/types';
import { accountId, checkSession, client, home, live, person, session, signIns } from './connection';
import { keepStart, keptStart } from './offline';
import { isMuted } from './actions';
import { noticeArrivals } from './notices';
import { atLeisure } from './leisure';
import { current } from './list';
import { emailState, emails, LIST_PROPERTIES, setEmailState, threads } from './mail-data';
import { byRole, mailboxes, mailboxState, putMailboxes, removeMailboxes, setMailboxState } from './mailboxes';
import { conversationChanged } from './conversation';

/* Not with whom each is shared, which costs the server a look into every folder's list. */
const FOLDER = ['name', 'parentId', 'role', 'sortOrder', 'totalEmails', 'unreadEmails', 'totalThreads', 'unreadThreads', 'myRights', 'isSubscribed'];
const CHANGING = ['id', 'mailboxIds', 'keywords', 'threadId'];

export async function loadMailboxes(): Promise<void> {
	const got = await client().call<GetResult<Mailbox>>('Mailbox/get', { ids: null, properties: FOLDER }).result;
	putMailboxes(got.list, got.state, true);
	const who = person.peek();
	if (who && client() === home())
		void keepStart(who, session(), got.list);
}

/* Folders as they were, when there is no connection at the start. */
export async function loadKeptMailboxes(): Promise<void> {
	const kept = await keptStart();
	if (kept && mailboxes.peek().size === 0)
		putMailboxes(kept.mailboxes, '', true);
}

let running: Promise<void> | null = null;
let again = false;

/* Runs one after another; news during a run makes one more. */
export function sync(): Promise<void> {
	again = true;
	return running ??= syncAll();
}

async function syncAll(): Promise<void> {
	try {
		while (again) {
			again = false;
			/* The three ask in the same microtask, so they share one request. */
			const [, , fresh] = await Promise.all([syncMailboxes(), syncEmails(), current.peek()?.refresh()]);
			followed(fresh !== false);
		}
	} catch {
		followed(false);
	} finally {
		running = null;
	}
}

let tries = 0;
let timer = 0;

/* News is told once: what could not be asked then is asked again, after longer and longer. */
function followed(all: boolean): void {
	clearTimeout(timer);
	if (all)
		tries = 0;
	else
		timer = window.setTimeout(() => void sync(), backoff(tries++, Math.random()));
}

async function syncMailboxes(): Promise<void> {
	const since = mailboxState();
	if (!since)
		return loadMailboxes();
	const c = client();
	const changes = c.call<ChangesResult>('Mailbox/changes', { sinceState: since });
	const created = c.call<GetResult<Mailbox>>('Mailbox/get', { ids: changes.ref('/created'), properties: FOLDER });
	const updated = c.call<GetResult<Mailbox>>('Mailbox/get', { ids: changes.ref('/updated'), properties: FOLDER });
	try {
		const [x, a, b] = await Promise.all([changes.result, created.result, updated.result]);
		if (x.hasMoreChanges)
			return await loadMailboxes();
		if (x.destroyed.length > 0)
			removeMailboxes(x.destroyed);
		if (a.list.length + b.list.length > 0)
			putMailboxes([...a.list, ...b.list], x.newState, false);
		setMailboxState(x.newState);
	} catch (e) {
		if (!(e instanceof Fault) || e.kind !== 'method')
			throw e;
		await loadMailboxes();
	}
}

async function syncEmails(): Promise<void> {
	const c = client();
	const since = emailState();
	if (!since)
		return refetchHeld();
	const changes = c.call<ChangesResult>('Email/changes', { sinceState: since, maxChanges: 200 });
	const created = c.call<GetResult<Email>>('Email/get', { ids: changes.ref('/created'), properties: LIST_PROPERTIES });
	const updated = c.call<GetResult<Partial<Email> & { id: Id }>>('Email/get', { ids: changes.ref('/updated'), properties: CHANGING });
	const grown = c.call<GetResult<Thread>>('Thread/get', { ids: created.ref('/list/*/threadId') });
	let x: ChangesResult;
	try {
		const [found, a, b] = await Promise.all([changes.result, created.result, updated.result]);
		x = found;
		/* Whether or not the list had them first. */
		const news = a.list;
		emails.put(a.list);
		emails.update(b.list);
		const list = await grown.result.then(g => g.list, () => null);
		threads.put(list ?? a.list.map(e => ({ id: e.threadId, emailIds: [...new Set([...(threads.peek(e.threadId)?.emailIds ?? []), e.id])] })));
		forget(x.destroyed);
		conversationChanged(new Set([...a.list, ...b.list].map(e => e.threadId).filter((id): id is Id => id !== undefined)));
		/* The server takes what comes to a muted conversation out of the inbox. */
		const heard = news.filter(e => !isMuted(e.threadId));
		tellArrivals(heard);
		noticeArrivals(heard);
	} catch (e) {
		if (!(e instanceof Fault) || e.kind !== 'method')
			throw e;
		return refetchHeld();
	}
	setEmailState(x.newState);
	if (x.hasMoreChanges)
		await syncEmails();
}

function forget(ids: readonly Id[]): void {
	for (const id of ids) {
		const e = emails.peek(id);
		const thread = e && threads.peek(e.threadId);
		if (thread)
			threads.put([{ ...thread, emailIds: thread.emailIds.filter(x => x !== id) }]);
	}
	emails.remove(ids);
}

/* No history: look again at what the open list shows. */
async function refetchHeld(): Promise<void> {
	const rows = current.peek()?.windows.ids().slice(0, 200) ?? [];
	const ids = new Set<Id>();
	const threadIds = new Set<Id>();
	for (const id of rows) {
		const e = emails.peek(id);
		if (e)
			threadIds.add(e.threadId);
		for (const member of (e && threads.peek(e.threadId)?.emailIds) ?? [id])
			ids.add(member);
	}
	const got = await client().call<GetResult<Partial<Email> & { id: Id }>>('Email/get', { ids: [...ids].slice(0, 400), properties: CHANGING }).result;
	emails.update(got.list);
	forget(got.notFound);
	setEmailState(got.state);
	conversationChanged(threadIds);
}

/* A few words to those who do not see the list move. */
function tellArrivals(news: readonly Email[]): void {
	const inbox = byRole('inbox');
	const arrived = news.filter(e => inbox && e.mailboxIds[inbox.id] && !e.keywords['$seen'] && !e.keywords['$draft']);
	if (arrived.length === 1)
		announce(t('arrived', { from: displayName(arrived[0]!.from?.[0]), subject: arrived[0]!.subject ?? '' }));
	else if (arrived.length > 1)
		announce(t('arrived-many', { n: arrived.length }));
}

let stop: (() => void) | null = null;

function listen(): void {
	stop?.();
	const id = accountId();
	const url = expand(session().eventSourceUrl, { types: '*', closeafter: 'no', ping: '30' });
	stop = startPush(url, id, {
		change: (change: StateChange) => {
			const types = change.changed[id];
			if (!types)
				return;
			/* Our own change coming back: nothing new when we are already there. */
			const known = (!types['Email'] || types['Email'] === emailState()) && (!types['Mailbox'] || types['Mailbox'] === mailboxState());
			if (!known || !current.peek()?.windows.known)
				void sync();
			else
				void current.peek()?.refresh().then(followed);
		},
		check: () => atLeisure(() => void sync()),
		live: state => {
			live.value = state;
		},
		ended: () => void checkSession(),
	});
}

export function startSync(): void {
	let known = -1;
	effect(() => {
		const n = signIns.value;
		if (n === known)
			return;
		const again = known >= 0;
		known = n;
		listen();
		if (again)
			void sync();
	});
	/* A tab that slept may have missed the end of its stream. */
	document.addEventListener('visibilitychange', () => {
		if (document.visibilityState === 'visible' && mailboxes.peek().size > 0)
			void sync();
	});
}
