/* Making, renaming, moving, emptying and deleting folders. The sidebar shows it at once. */
import { toast } from '../lib/toast';
import { t } from '../lib/i18n';
import { refusal } from '../jmap/fault';
import type { Id, Mailbox, QueryResult, SetResult } from '../jmap/types';
import { client } from './connection';
import { current } from './list';
import { mailboxes, mailboxState, putMailboxes } from './mailboxes';
import { refusedText } from './refused';
import { sync } from './sync';


function tell(e: unknown): void {
	toast(refusedText(e), { bad: true });
}

/* Why a name cannot be, or null. */
export function nameProblem(name: string, parentId: Id | null, except?: Id): string | null {
	const bare = name.trim();
	if (!bare)
		return t('folder-name-empty');
	const same = [...mailboxes.peek().values()].some(m => m.id !== except && m.parentId === parentId && m.name.toLowerCase() === bare.toLowerCase());
	return same ? t('folder-name-taken', { name: bare }) : null;
}

/* Null, with the reason told, when the server refused. */
export async function makeFolder(name: string, parentId: Id | null): Promise<Id | null> {
	try {
		const r = await client().call<SetResult>('Mailbox/set', { create: { f: { name: name.trim(), parentId } } }).result;
		const made = r.created?.['f'];
		if (!made)
			throw refusal(r.notCreated?.['f']);
		await sync();
		return made.id;
	} catch (e) {
		tell(e);
		return null;
	}
}

async function update(m: Mailbox, patch: Partial<Mailbox>): Promise<boolean> {
	putMailboxes([{ id: m.id, ...patch }], mailboxState(), false);
	try {
		const r = await client().call<SetResult>('Mailbox/set', { update: { [m.id]: patch } }).result;
		const bad = r.notUpdated?.[m.id];
		if (bad)
			throw refusal(bad);
		void sync();
		return true;
	} catch (e) {
		putMailboxes([m], mailboxState(), false);
		tell(e);
		return false;
	}
}

export function renameFolder(m: Mailbox, name: string): void {
	void update(m, { name: name.trim() });
}

export function moveFolder(m: Mailbox, parentId: Id | null): void {
	const before = m.parentId;
	void update(m, { parentId }).then(done => {
		if (done)
			toast(t('folder-moved', { name: m.name }), { action: { text: t('undo'), run: () => void update({ ...m, parentId }, { parentId: before }) } });
	});
}

/* A folder cannot go below itself. */
export function mayHold(m: Mailbox, target: Mailbox): boolean {
	for (let x: Mailbox | undefined = target; x; x = x.parentId ? mailboxes.peek().get(x.parentId) : undefined)
		if (x.id === m.id)
			return false;
	return true;
}

export async function removeFolder(m: Mailbox): Promise<boolean> {
	try {
		const r = await client().call<SetResult>('Mailbox/set', { destroy: [m.id], onDestroyRemoveEmails: true }).result;
		const bad = r.notDestroyed?.[m.id];
		if (bad)
			throw refusal(bad);
		toast(t('folder-removed', { name: m.name }));
		await sync();
		return true;
	} catch (e) {
		tell(e);
		return false;
	}
}

/* For good: what lies in Trash or Junk. */
export async function emptyFolder(m: Mailbox): Promise<void> {
	try {
		for (;;) {
			const r = await client().call<QueryResult>('Email/query', { filter: { inMailbox: m.id }, limit: 500 }).result;
			if (r.ids.length === 0)
				break;
			const done = await client().call<SetResult>('Email/set', { destroy: r.ids }).result;
			const bad = Object.values(done.notDestroyed ?? {})[0];
			if (bad)
				throw refusal(bad);
		}
		toast(t('folder-emptied'));
	} catch (e) {
		tell(e);
	}
	await sync();
	await current.peek()?.refresh();
}
