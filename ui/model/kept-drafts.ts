/*
 * What is being written, in this browser too: from when the server is asked to
 * store a draft until it has. A tab that ends in between (it crashed, or was
 * closed while the server was away) leaves its text here, and the next one
 * opens it again. A lock that each tab holds tells who is still there.
 */
import { all, put, remove } from '../lib/idb';
import type { Id } from '../jmap/types';
import type { Attempt } from './attempt';
import { person } from './connection';
import type { DraftContent } from './draft';
import { mayKeep } from './offline';

export interface Kept {
	key: string;
	account: string;
	tab: string;
	draft: DraftContent;
	stored: Id | null;
	/* the request that may have been carried out since */
	lost: Attempt | null;
}

const TAB = crypto.randomUUID();
const lockOf = (tab: string): string => `hayloft-tab-${tab}`;

let held: Promise<void> | null = null;
let last: Promise<unknown> = Promise.resolve();

/* This tab's lock, until it ends. */
function hold(): Promise<void> {
	held ??= new Promise(resolve => {
		void navigator.locks.request(lockOf(TAB), () => {
			resolve();
			return new Promise(() => {});
		});
	});
	return held;
}

/* One after the other, so that what is dropped last stays dropped. A browser that refuses keeps nothing. */
function inTurn(work: () => Promise<unknown>): void {
	if (mayKeep() && 'locks' in navigator)
		last = last.then(hold).then(work).catch(() => {});
}

export function keepDraft(what: Omit<Kept, 'account' | 'tab'>): void {
	inTurn(() => put<Kept>('drafts', { ...what, account: person.peek()?.account ?? '', tab: TAB }));
}

export function dropDraft(key: string): void {
	inTurn(() => remove('drafts', key));
}

/* What tabs left that are gone. It is this tab's from now on: two that start at once do not both take it. */
export async function leftDrafts(): Promise<Kept[]> {
	if (!mayKeep() || !('locks' in navigator))
		return [];
	await hold();
	return navigator.locks.request('hayloft-drafts', async () => {
		const here = new Set((await navigator.locks.query()).held?.map(l => l.name));
		const left = (await all<Kept>('drafts').catch(() => [])).filter(k => k.account === person.peek()?.account && !here.has(lockOf(k.tab)));
		for (const k of left)
			await put<Kept>('drafts', { ...k, tab: TAB });
		return left;
	});
}
