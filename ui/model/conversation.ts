/* The open conversation: its messages with bodies. The last 80 bodies are kept. */
import { signal } from '@preact/signals';
import { isMethodFault, type Fault } from '../jmap/fault';
import type { Ref } from '../jmap/client';
import type { FullEmail, GetResult, Id, Thread } from '../jmap/types';
import { client } from './connection';
import { emails, inside, LIST_PROPERTIES, threads } from './mail-data';
import { keepThread, keptThread } from './offline';
import { canSecure, canVerify } from './server-extras';

const KEPT = 80;
const PROPERTIES = [
	...LIST_PROPERTIES, 'sentAt', 'cc', 'bcc', 'replyTo', 'sender', 'messageId', 'inReplyTo', 'references',
	'blobId', 'textBody', 'htmlBody', 'attachments', 'bodyValues',
	'header:Content-Type:asRaw', 'header:Autocrypt:asRaw:all', 'header:Authentication-Results:asRaw:all', 'header:Received:asRaw:all', 'header:List-Unsubscribe:asURLs',
	'header:List-Unsubscribe-Post:asText', 'header:List-Post:asURLs', 'header:List-Id:asText', 'header:Disposition-Notification-To:asAddresses',
];
const properties = (): string[] => [...PROPERTIES, ...canVerify() ? ['smimeStatus', 'smimeErrors'] : [], ...canVerify() && canSecure() ? ['smimeContent'] : []];
const BODY_PROPERTIES = ['partId', 'blobId', 'size', 'name', 'type', 'charset', 'disposition', 'cid'];
const MAX_BODY = 2_000_000;

const bodies = new Map<Id, FullEmail>();
/* bumped when a body came in or a conversation grew */
const version = signal(0);
const loading = new Map<Id, Promise<void>>();
export const threadFaults = signal<ReadonlyMap<Id, Fault>>(new Map());

export function body(id: Id): FullEmail | undefined {
	version.value;
	const full = bodies.get(id);
	if (full) {
		bodies.delete(id);
		bodies.set(id, full);
	}
	return full;
}

export function peekBody(id: Id): FullEmail | undefined {
	return bodies.get(id);
}

/* Have a conversation's messages with bodies; again after it changed. */
export function loadThread(threadId: Id, fresh = false): Promise<void> {
	const known = threads.peek(threadId)?.emailIds;
	if (!fresh && known?.length && known.every(id => bodies.has(id)))
		return Promise.resolve();
	let p = loading.get(threadId);
	if (!p || fresh) {
		p = fetchThread(threadId).finally(() => {
			if (loading.get(threadId) === p)
				loading.delete(threadId);
		});
		loading.set(threadId, p);
	}
	return p;
}

async function fetchThread(threadId: Id): Promise<void> {
	const c = client();
	const options = { properties: properties(), bodyProperties: BODY_PROPERTIES, fetchTextBodyValues: true, fetchHTMLBodyValues: true, maxBodyValueBytes: MAX_BODY };
	try {
		let list: FullEmail[];
		const found = c.call<GetResult<Thread>>('Thread/get', { ids: [threadId] });
		const got = c.call<GetResult<FullEmail>>('Email/get', { ids: found.ref('/list/*/emailIds'), ...options });
		try {
			const thread = await found.result;
			list = (await got.result).list;
			threads.put(thread.list);
			if (thread.list.length === 0)
				threads.remove([threadId]);
		} catch (e) {
			const ids = threads.peek(threadId)?.emailIds;
			if (!ids || !isMethodFault(e, 'unknownMethod'))
				throw e;
			list = (await c.call<GetResult<FullEmail>>('Email/get', { ids, ...options }).result).list;
		}
		list.forEach(reveal);
		emails.put(list.map(listPart));
		for (const e of list)
			bodies.set(e.id, { ...e, ...opened.get(e.id) });
		while (bodies.size > KEPT)
			bodies.delete(bodies.keys().next().value!);
		/* What was encrypted does not rest in the browser. */
		void keepThread(threadId, list.filter(e => !e.smimeContent?.isEncrypted));
		setFault(threadId, null);
	} catch (e) {
		const kept = (e as Fault).kind === 'offline' ? await keptThread(threadId) : null;
		if (kept) {
			emails.put(kept.filter(m => !emails.peek(m.id)).map(listPart));
			threads.put([{ id: threadId, emailIds: kept.map(m => m.id) }]);
			for (const m of kept)
				bodies.set(m.id, m);
		}
		setFault(threadId, kept ? null : e as Fault);
	}
	version.value++;
}

/* What was opened here, over what the server knows. */
const opened = new Map<Id, Partial<FullEmail>>();

export function showOpened(id: Id, within: Partial<FullEmail>): void {
	const e = bodies.get(id);
	if (!e)
		return;
	opened.set(id, within);
	bodies.set(id, { ...e, ...within });
	if (within.subject) {
		inside.set(id, within.subject);
		emails.update([{ id, subject: within.subject }]);
	}
	version.value++;
}

/* Encrypted mail has its subject inside (RFC 9788). */
function reveal(e: FullEmail): void {
	if (e.smimeContent?.isEncrypted && e.smimeContent.subject !== null)
		inside.set(e.id, e.subject = e.smimeContent.subject);
}

/* Whole messages for keeping; the page's own store is not touched. */
export async function fetchBodies(ids: Ref, maxBodyValueBytes: number): Promise<FullEmail[]> {
	const r = await client().call<GetResult<FullEmail>>('Email/get', { ids, properties: properties(), bodyProperties: BODY_PROPERTIES, fetchTextBodyValues: true, fetchHTMLBodyValues: true, maxBodyValueBytes }).result;
	return r.list.filter(e => !e.smimeContent?.isEncrypted);
}

function listPart(e: FullEmail) {
	const { id, threadId, mailboxIds, keywords, from, to, subject, receivedAt, preview, hasAttachment, size } = e;
	return { id, threadId, mailboxIds, keywords, from, to, subject, receivedAt, preview, hasAttachment, size };
}

function setFault(threadId: Id, fault: Fault | null): void {
	const next = new Map(threadFaults.peek());
	if (fault)
		next.set(threadId, fault);
	else
		next.delete(threadId);
	threadFaults.value = next;
}

/* The open one, set by the page. */
let open: Id | null = null;

export function openThread(threadId: Id | null): void {
	open = threadId;
	if (threadId)
		void loadThread(threadId);
}

/* sync.ts saw messages come or go: what is open fetches what it lacks. */
export function conversationChanged(threadIds: ReadonlySet<Id>): void {
	version.value++;
	if (!open || !threadIds.has(open))
		return;
	const ids = threads.peek(open)?.emailIds;
	if (!ids || !ids.every(id => bodies.has(id)))
		void loadThread(open, true);
}
