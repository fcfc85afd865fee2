/*
 * What this browser keeps so that mail can be read without a connection: who
 * is signed in and their folders, the first rows of lists that were open, and
 * whole conversations, the newest 500. Signing out deletes all of it.
 */
import { all, clear, get, keys, put, remove } from '../lib/idb';
import { readLocal, writeLocal } from '../lib/local';
import type { Person } from '../rest/session';
import type { Email, FullEmail, Id, Mailbox, Session, Thread } from '../jmap/types';

export const KEPT_CONVERSATIONS = 500;

interface Start {
	key: 'start';
	person: Person;
	session: Session;
	mailboxes: Mailbox[];
}

export interface KeptList {
	key: string;
	account: string;
	ids: Id[];
	total: number;
	emails: Email[];
	threads: Thread[];
}

interface KeptThread {
	key: string;
	account: string;
	at: number;
	list: FullEmail[];
}

let account = '';

export function mayKeep(): boolean {
	return readLocal('offline', true) && 'indexedDB' in globalThis;
}

export function setKeep(on: boolean): void {
	writeLocal('offline', on);
	if (!on)
		void forgetAll();
}

export function keepFor(name: string): void {
	account = name;
}

export async function keepStart(person: Person, session: Session, mailboxes: Mailbox[]): Promise<void> {
	if (mayKeep() && account)
		await put<Start>('lists', { key: 'start', person, session, mailboxes }).catch(() => {});
}

export async function keptStart(): Promise<Start | null> {
	return mayKeep() ? await get<Start>('lists', 'start').catch(() => null) ?? null : null;
}

export async function keepList(list: Omit<KeptList, 'account'>): Promise<void> {
	if (mayKeep() && account)
		await put<KeptList>('lists', { ...list, key: `${account} ${list.key}`, account }).catch(() => {});
}

export async function keptList(key: string): Promise<KeptList | null> {
	return mayKeep() ? await get<KeptList>('lists', `${account} ${key}`).catch(() => null) ?? null : null;
}

export async function keepThread(id: Id, list: FullEmail[]): Promise<void> {
	if (mayKeep() && account && list.length > 0)
		await put<KeptThread>('threads', { key: `${account} ${id}`, account, at: Date.now(), list }).catch(() => {});
}

export async function keptThread(id: Id): Promise<FullEmail[] | null> {
	return mayKeep() ? (await get<KeptThread>('threads', `${account} ${id}`).catch(() => null))?.list ?? null : null;
}

export async function keptThreadIds(): Promise<Set<Id>> {
	const mine = (await keys('threads').catch(() => [])).filter(k => k.startsWith(`${account} `));
	return new Set(mine.map(k => k.slice(account.length + 1)));
}

/* The oldest make room. */
export async function trimThreads(): Promise<void> {
	const list = (await all<KeptThread>('threads').catch(() => [])).sort((a, b) => b.at - a.at);
	for (const t of list.slice(KEPT_CONVERSATIONS))
		await remove('threads', t.key).catch(() => {});
}

export async function forgetAll(): Promise<void> {
	await clear().catch(() => {});
	for (const key of ['recent', 'settings', 'identities', 'first'])
		try {
			localStorage.removeItem(`hayloft.${key}`);
		} catch {
			/* nothing was kept */
		}
}
