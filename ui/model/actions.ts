/*
 * What people do to messages. Everything shows at once: records carry the
 * change as pending, rows leave the list, a toast offers Undo. What the
 * server refuses goes back, with its reason.
 */
import { signal } from '@preact/signals';
import { dismiss, toast } from '../lib/toast';
import { t } from '../lib/i18n';
import { UndoStack, type Undoable } from '../lib/undo';
import { Fault, refusal } from '../jmap/fault';
import type { Email, Id, Mailbox, Patch, SetResult } from '../jmap/types';
import { client } from './connection';
import { allLists, current, type MailList } from './list';
import { emailState, emails, peekMembers, refused, setEmailState } from './mail-data';
import { byRole, mailboxes } from './mailboxes';
import { escapePointer, inversePatch } from './records';
import { refusedText, why } from './refused';
import type { Label } from './settings';

/* Messages in one request. */
export const STEP = 400;

const undoStack = new UndoStack();
export const canUndo = signal(false);

/* Changes go out one after another: an undo never overtakes what it undoes. */
let chain: Promise<unknown> = Promise.resolve();
/* Changes that the server does not have yet; leaving the page now would lose them. */
let waiting = 0;

export function pendingChanges(): boolean {
	return waiting > 0;
}

function inTurn(work: () => Promise<void>): void {
	waiting++;
	document.documentElement.toggleAttribute('data-pending', true);
	chain = chain.then(work).finally(() => {
		waiting--;
		document.documentElement.toggleAttribute('data-pending', waiting > 0);
	});
}

interface Change {
	patches: Map<Id, Patch>;
	/* what the toast says; none for small things that show by themselves */
	text?: string;
	/* rows to put back in these lists when it is undone */
	bringBack?: Map<MailList, { id: Id; position: number }[]>;
}

function threadsOf(ids: Iterable<Id>): Set<Id> {
	const out = new Set<Id>();
	for (const id of ids) {
		const e = emails.peek(id);
		if (e)
			out.add(e.threadId);
	}
	return out;
}

function act(change: Change): void {
	const inverse = new Map<Id, Patch>();
	for (const [id, patch] of [...change.patches]) {
		const e = emails.peek(id);
		if (!e) {
			change.patches.delete(id);
			continue;
		}
		inverse.set(id, inversePatch(e, patch));
		emails.patch(id, patch);
	}
	if (change.patches.size === 0)
		return;
	const gone = new Map<MailList, { id: Id; position: number }[]>();
	const touched = threadsOf(change.patches.keys());
	for (const list of allLists()) {
		const rows = list.hideGone(touched);
		if (rows.length > 0)
			gone.set(list, rows);
	}
	for (const [list, rows] of change.bringBack ?? [])
		list.bringBack(rows);

	let item: Undoable | null = null;
	let toastId = 0;
	if (change.text) {
		item = {
			text: change.text,
			undo: () => act({ patches: inverse, bringBack: gone }),
		};
		const it = item;
		undoStack.push(it);
		canUndo.value = true;
		toastId = toast(change.text, {
			spoken: t('undo-spoken', { text: change.text }),
			action: { text: t('undo'), run: () => undo(it) },
		});
	}
	inTurn(() => commit(change, gone, () => {
		if (item) {
			undoStack.drop(item);
			canUndo.value = undoStack.size > 0;
			dismiss(toastId);
		}
	}));
}

async function commit(change: Change, gone: Map<MailList, { id: Id; position: number }[]>, onRefused: () => void): Promise<void> {
	const bad = new Map<Id, string>();
	let fault: Fault | null = null;
	const all = [...change.patches];
	for (let i = 0; i < all.length && !fault; i += STEP) {
		try {
			const result = await client().call<SetResult>('Email/set', { update: Object.fromEntries(all.slice(i, i + STEP)) }).result;
			for (const [id, error] of Object.entries(result.notUpdated ?? {}))
				bad.set(id, why(refusal(error)));
			if (result.oldState && result.oldState === emailState())
				setEmailState(result.newState);
		} catch (e) {
			fault = e instanceof Fault ? e : new Fault('server', 'unknown', String(e));
			for (const [id] of all.slice(i))
				bad.set(id, why(fault));
		}
	}
	for (const [id, patch] of change.patches)
		emails.settle(id, patch, !bad.has(id));
	for (const [list, rows] of gone) {
		const back = rows.filter(r => [...bad.keys()].some(id => emails.peek(id)?.threadId === emails.peek(r.id)?.threadId));
		list.accept(rows.filter(r => !back.includes(r)).map(r => r.id));
		if (back.length > 0)
			list.bringBack(back);
	}
	if (bad.size > 0) {
		onRefused();
		refused.value = new Map([...refused.peek(), ...bad]);
		toast(fault?.kind === 'offline' ? t('failed-offline') : t('failed-change', { why: [...bad.values()][0] ?? '' }), { bad: true });
	} else if (refused.peek().size > 0) {
		refused.value = new Map([...refused.peek()].filter(([id]) => !change.patches.has(id)));
	}
	void current.peek()?.refresh();
}

export function undo(item?: Undoable): void {
	const taken = undoStack.pop(item);
	canUndo.value = undoStack.size > 0;
	if (!taken)
		return;
	taken.undo();
	toast(t('undone'));
}

/* Messages of a conversation that an action in the open list means. */
function meant(threadId: Id, box: Id | null): Email[] {
	const all = peekMembers(threadId);
	if (box)
		return all.filter(e => e.mailboxIds[box]);
	const outside = ['trash', 'junk', 'drafts', 'sent'].map(r => byRole(r)?.id).filter((x): x is Id => x !== undefined);
	const inside = all.filter(e => !outside.some(id => e.mailboxIds[id]));
	return inside.length > 0 ? inside : all;
}

function openBox(): Id | null {
	return current.peek()?.spec.mailboxId ?? null;
}

function movePatch(e: Email, to: Id, box: Id | null): Patch | null {
	if (e.mailboxIds[to])
		return null;
	if (box && e.mailboxIds[box])
		return { [`mailboxIds/${escapePointer(box)}`]: null, [`mailboxIds/${escapePointer(to)}`]: true };
	return { mailboxIds: { [to]: true } };
}

export function moveTo(threadIds: readonly Id[], to: Mailbox, text?: string, extra?: Patch): void {
	const box = openBox();
	const patches = new Map<Id, Patch>();
	for (const id of threadIds)
		for (const e of meant(id, box)) {
			const patch = movePatch(e, to.id, box);
			if (patch)
				patches.set(e.id, { ...patch, ...extra });
		}
	act({ patches, text: text ?? t('moved', { n: threadIds.length, folder: to.name }) });
}

export function archive(threadIds: readonly Id[]): void {
	const to = byRole('archive');
	if (to)
		moveTo(threadIds, to, t('archived', { n: threadIds.length }));
	else
		toast(t('no-folder', { role: 'archive' }), { bad: true });
}

export function junk(threadIds: readonly Id[]): void {
	const inJunk = openBox() === byRole('junk')?.id;
	const to = byRole(inJunk ? 'inbox' : 'junk');
	if (!to) {
		toast(t('no-folder', { role: 'junk' }), { bad: true });
		return;
	}
	moveTo(threadIds, to, t(inJunk ? 'unjunked' : 'junked', { n: threadIds.length }), junkMark(!inJunk));
}

/* Dovecot learns from these. */
export function junkMark(isJunk: boolean): Patch {
	return { 'keywords/$junk': isJunk || null, 'keywords/$notjunk': !isJunk || null };
}

/* What waits for "delete forever" in a dialog: so many conversations. */
export const confirmDestroy = signal<{ n: number; go: () => void } | null>(null);

export function trash(threadIds: readonly Id[]): void {
	const to = byRole('trash');
	const box = openBox();
	const isDrafts = box !== null && box === byRole('drafts')?.id;
	if (!to || box === to.id) {
		confirmDestroy.value = { n: threadIds.length, go: () => destroy(threadIds) };
		return;
	}
	moveTo(threadIds, to, t(isDrafts ? 'draft-trashed' : 'trashed', { n: threadIds.length }));
}

function destroy(threadIds: readonly Id[]): void {
	const box = openBox();
	const ids = threadIds.flatMap(id => meant(id, box)).map(e => e.id);
	const list = current.peek();
	const rows = (list?.windows.ids() ?? []).filter(id => threadIds.includes(emails.peek(id)?.threadId ?? ''))
		.map(id => ({ id, position: list!.windows.positionOf(id) }));
	list?.hide(rows.map(r => r.id));
	inTurn(async () => {
		try {
			for (let i = 0; i < ids.length; i += STEP) {
				const result = await client().call<SetResult>('Email/set', { destroy: ids.slice(i, i + STEP) }).result;
				const bad = Object.values(result.notDestroyed ?? {});
				if (bad.length > 0)
					throw refusal(bad[0]);
			}
			list?.accept(rows.map(r => r.id));
			toast(t('destroyed', { n: threadIds.length }));
		} catch (e) {
			list?.bringBack(rows);
			toast(refusedText(e), { bad: true });
		}
		void list?.refresh();
	});
}

function keywordPatches(list: readonly Email[], keyword: string, on: boolean): Map<Id, Patch> {
	return new Map(list.filter(e => Boolean(e.keywords[keyword]) !== on).map(e => [e.id, { [`keywords/${keyword}`]: on ? true : null }]));
}

export function markRead(threadIds: readonly Id[], quiet = false): void {
	const patches = keywordPatches(threadIds.flatMap(peekMembers), '$seen', true);
	act(quiet ? { patches } : { patches, text: t('marked-read', { n: threadIds.length }) });
}

export function markUnread(threadIds: readonly Id[]): void {
	const newest = threadIds.flatMap(id => meant(id, openBox()).slice(-1));
	act({ patches: keywordPatches(newest, '$seen', false), text: t('marked-unread', { n: threadIds.length }) });
}

/* "Unread from here": this message and the later ones. */
export function markUnreadFrom(emailId: Id): void {
	const e = emails.peek(emailId);
	const all = e ? peekMembers(e.threadId) : [];
	act({ patches: keywordPatches(all.slice(all.findIndex(x => x.id === emailId)), '$seen', false), text: t('marked-unread', { n: 1 }) });
}

export function isStarred(threadId: Id): boolean {
	return peekMembers(threadId).some(e => e.keywords['$flagged']);
}

/* On: the newest message; off: all. One row decides for a selection. */
export function star(threadIds: readonly Id[], on = !threadIds.every(isStarred)): void {
	const list = threadIds.flatMap(id => (on ? meant(id, openBox()).slice(-1) : peekMembers(id)));
	act({ patches: keywordPatches(list, '$flagged', on) });
}

export function starMessage(emailId: Id): void {
	const e = emails.peek(emailId);
	if (e)
		act({ patches: keywordPatches([e], '$flagged', !e.keywords['$flagged']) });
}

export function setKeyword(emailId: Id, keyword: string): void {
	const e = emails.peek(emailId);
	if (e)
		act({ patches: keywordPatches([e], keyword, true) });
}

export function moveTargets(): Mailbox[] {
	const box = openBox();
	return [...mailboxes.peek().values()].filter(m => m.id !== box && m.role !== 'drafts' && m.role !== 'scheduled' && m.role !== 'snoozed' && m.myRights?.['mayAddItems'] !== false);
}

export function labelled(threadId: Id, l: Label): boolean {
	return peekMembers(threadId).some(e => e.keywords[l.keyword]);
}

/* On: what the open list means of a conversation; off: all of it. */
export function labelThreads(threadIds: readonly Id[], l: Label, on: boolean): void {
	const list = threadIds.flatMap(id => (on ? meant(id, openBox()) : peekMembers(id)));
	act({ patches: keywordPatches(list, l.keyword, on), text: t(on ? 'label-added' : 'label-removed', { n: threadIds.length, name: l.name }) });
}

export function isMuted(threadId: Id): boolean {
	return peekMembers(threadId).some(e => e.keywords['$muted']);
}

/* Muted conversations leave the inbox, and what comes to them later does too. */
export function mutePatch(e: Pick<Email, 'mailboxIds'>): Patch {
	const [inbox, to] = [byRole('inbox'), byRole('archive')];
	const leaves = inbox && to && e.mailboxIds[inbox.id];
	return {
		'keywords/$muted': true,
		...(leaves ? { [`mailboxIds/${escapePointer(inbox.id)}`]: null, [`mailboxIds/${escapePointer(to.id)}`]: true } : {}),
	};
}

export function mute(threadIds: readonly Id[], on: boolean): void {
	const all = threadIds.flatMap(peekMembers);
	const patches = on ? new Map(all.map(e => [e.id, mutePatch(e)])) : keywordPatches(all, '$muted', false);
	act({ patches, text: t(on ? 'muted' : 'unmuted', { n: threadIds.length }) });
}

export function meantOf(threadId: Id): Email[] {
	return meant(threadId, openBox());
}
