/* Making, renaming, moving, emptying and deleting folders. The sidebar shows it at once. */
import { toast } from '../lib/toast';
import { t } from '../lib/i18n';
import { refusal } from '../jmap/fault';
import type { Id, Mailbox, QueryResult, SetResult } from '../jmap/types';
import { changeAll, destroyAll } from './bulk';
import { client } from './connection';
import { current, listFor } from './list';
import { byRole, mailboxes, mailboxState, putMailboxes } from './mailboxes';
import { escapePointer } from './records';
import { refusedText } from './refused';
import type { SearchFilter } from './search';
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
		const r = await client().call<SetResult>('Mailbox/set', { create: { f: { name: name.trim(), parentId, isSubscribed: true } } }).result;
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

/* Among the folders in sight, or under "More folders": a subscription, so mail programs do the same. */
export function showFolder(m: Mailbox, shown: boolean, name: string): void {
	void update(m, { isSubscribed: shown }).then(done => {
		if (done && !shown)
			toast(t('folder-hidden', { name }), { action: { text: t('undo'), run: () => void update({ ...m, isSubscribed: false }, { isSubscribed: true }) } });
	});
}

/* A role has one folder: the one that has it gives it up in the same call. */
export async function giveRole(m: Mailbox, role: string | null): Promise<void> {
	const holder = role ? byRole(role) : undefined;
	const change: Record<Id, Partial<Mailbox>> = { ...(holder ? { [holder.id]: { role: null } } : {}), [m.id]: { role } };
	try {
		const r = await client().call<SetResult>('Mailbox/set', { update: change }).result;
		const bad = Object.values(r.notUpdated ?? {})[0];
		/* Given up, and not given on: back. */
		if (bad && holder && !r.notUpdated?.[holder.id])
			await client().call<SetResult>('Mailbox/set', { update: { [holder.id]: { role } } }).result;
		if (bad)
			throw refusal(bad);
	} catch (e) {
		tell(e);
	}
	await sync();
}

const older = (m: Mailbox, before: Date): SearchFilter => ({ inMailbox: m.id, before: `${before.toISOString().slice(0, 19)}Z` });

/* How many messages of a folder came before then; null when nobody can say now. */
export async function countOlder(m: Mailbox, before: Date): Promise<number | null> {
	try {
		return (await client().call<QueryResult>('Email/query', { filter: older(m, before), limit: 0, calculateTotal: true }).result).total ?? null;
	} catch {
		return null;
	}
}

/* Old messages go to another folder, which can be undone; without one they go for good. */
export async function clearOlder(m: Mailbox, before: Date, to: Mailbox | null, text: string): Promise<void> {
	if (!to)
		return destroyAll(older(m, before), text);
	const patch = { [`mailboxIds/${escapePointer(m.id)}`]: null, [`mailboxIds/${escapePointer(to.id)}`]: true };
	await changeAll(listFor({ mailboxId: m.id, filter: older(m, before) }), () => patch, text);
	await current.peek()?.refresh();
}

/* For good: what lies in Trash or Junk. */
export function emptyFolder(m: Mailbox): Promise<void> {
	return destroyAll({ inMailbox: m.id }, t('folder-emptied'));
}
