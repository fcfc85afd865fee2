/* Messages and conversations that we hold, and how they are asked for. */
import { signal, type Signal } from '@preact/signals';
import type { Call, Client, Ref } from '../jmap/client';
import { Fault } from '../jmap/fault';
import type { Email, GetResult, Id, Thread } from '../jmap/types';
import { Records } from './records';

/* Subjects that stood in what was encrypted; lists are told what carriers see. */
export const inside = new Map<Id, string>();

export const emails = new Records<Email>(e => (inside.has(e.id) ? { ...e, subject: inside.get(e.id)! } : e));
export const threads = new Records<Thread>();

let state = '';

export function emailState(): string {
	return state;
}

export function setEmailState(s: string): void {
	state = s;
}

export const LIST_PROPERTIES = [
	'id', 'threadId', 'mailboxIds', 'keywords', 'from', 'to', 'subject', 'receivedAt', 'preview', 'hasAttachment', 'size',
];

/* The messages of a conversation, oldest first, as far as known. */
export function members(threadId: Id): Email[] {
	const ids = threads.get(threadId)?.emailIds ?? [];
	return ids.map(id => emails.get(id)).filter((e): e is Email => e !== undefined);
}

export function peekMembers(threadId: Id): Email[] {
	const ids = threads.peek(threadId)?.emailIds ?? [];
	return ids.map(id => emails.peek(id)).filter((e): e is Email => e !== undefined);
}

/*
 * Rows of a list: the messages that `ids` names, their conversations, and the
 * other messages of these, in one request. A server without threads, or one
 * that finds the whole too large, still gives the rows themselves.
 */
export function askRows(c: Client, ids: Ref | Id[]): { done: Promise<void> } {
	const heads = c.call<GetResult<Email>>('Email/get', { ids, properties: ['threadId'] });
	const found = c.call<GetResult<Thread>>('Thread/get', { ids: heads.ref('/list/*/threadId') });
	const all = c.call<GetResult<Email>>('Email/get', { ids: found.ref('/list/*/emailIds'), properties: LIST_PROPERTIES });
	return { done: takeRows(c, heads, found, all) };
}

async function takeRows(c: Client, heads: Call<GetResult<Email>>, found: Call<GetResult<Thread>>, all: Call<GetResult<Email>>): Promise<void> {
	const first = await heads.result;
	let list: Thread[] | null = null;
	try {
		list = (await found.result).list;
		const got = await all.result;
		emails.put(got.list);
		threads.put(list);
		noteState(got.state);
	} catch (e) {
		if (!(e instanceof Fault) || e.kind !== 'method')
			throw e;
		const alone = await c.call<GetResult<Email>>('Email/get', { ids: first.list.map(x => x.id), properties: LIST_PROPERTIES }).result;
		emails.put(alone.list);
		const groups = new Map<Id, Id[]>();
		for (const e2 of alone.list)
			groups.set(e2.threadId, [...(groups.get(e2.threadId) ?? []), e2.id]);
		threads.put(list ?? [...groups].map(([id, emailIds]) => ({ id, emailIds })));
		noteState(alone.state);
	}
}

/* The first state heard is the one that changes are asked from. */
function noteState(s: string): void {
	if (!state)
		state = s;
}

/* Rows whose last change was refused, with the reason. */
export const refused: Signal<ReadonlyMap<Id, string>> = signal(new Map());
