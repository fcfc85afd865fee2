/* What the mail page shows now: list, cursor, selection, open conversation. */
import { batch, computed, effect, signal } from '@preact/signals';
import { go, goMail, LABEL, route } from '../lib/router';
import type { Id } from '../jmap/types';
import { openThread } from '../model/conversation';
import { current, listFor, narrow, type ListSpec, type MailList } from '../model/list';
import { emails } from '../model/mail-data';
import { byRole, mailboxes, mailboxOf } from '../model/mailboxes';
import { parseSearch } from '../model/search';
import { WINDOW } from '../model/windows';

/* The row that keys mean, as an index into the list; -1 before the first key. */
export const cursor = signal(-1);
/* The message whose conversation is the cursor: it keeps its place when rows come and go. */
export const cursorId = signal<Id | null>(null);
/* Row ids ticked. */
export const selected = signal<ReadonlySet<Id>>(new Set());
/* Everything that the list holds, seen or not: actions go by query. */
export const allMatching = signal(false);
let anchor: Id | null = null;

export const mailRoute = computed(() => (route.value.page === 'mail' ? route.value : null));
export const openId = computed(() => mailRoute.value?.thread ?? null);

export const mailbox = computed(() => {
	const r = mailRoute.value;
	return r && r.box !== 'search' && r.box !== 'starred' && !r.box.startsWith(LABEL) ? mailboxOf(r.box) : undefined;
});

function outside(): Id[] {
	return ['trash', 'junk'].map(role => byRole(role)?.id).filter((id): id is Id => id !== undefined);
}

function findMailbox(name: string): Id | undefined {
	const low = name.toLowerCase();
	const role = { spam: 'junk', bin: 'trash', draft: 'drafts' }[low] ?? low;
	return (byRole(role) ?? [...mailboxes.value.values()].find(m => m.name.toLowerCase() === low))?.id;
}

const spec = computed<ListSpec | null>(() => {
	const r = mailRoute.value;
	if (!r || mailboxes.value.size === 0)
		return null;
	if (r.box === 'search') {
		const filter = parseSearch(r.q, { now: searchedAt(r.q), mailbox: findMailbox, outside: outside() });
		return { mailboxId: null, filter: narrow(filter, r.filter) };
	}
	if (r.box === 'starred')
		return { mailboxId: null, filter: narrow({ hasKeyword: '$flagged', inMailboxOtherThan: outside() }, r.filter) };
	if (r.box.startsWith(LABEL))
		return { mailboxId: null, filter: narrow({ hasKeyword: r.box.slice(LABEL.length), inMailboxOtherThan: outside() }, r.filter) };
	const m = mailboxOf(r.box);
	return m ? { mailboxId: m.id, filter: narrow({ inMailbox: m.id }, r.filter) } : null;
});

/* "newer_than:2d" means the moment it was typed, or each redraw would be another query. */
let asked = { q: '', at: new Date() };
function searchedAt(q: string): Date {
	if (asked.q !== q)
		asked = { q, at: new Date() };
	return asked.at;
}

/* By value: folders' counts move all the time, the query rarely. */
const specKey = computed(() => JSON.stringify(spec.value));

export function startMailState(): void {
	effect(() => {
		const key = specKey.value;
		const next = key === 'null' ? null : listFor(JSON.parse(key) as ListSpec);
		if (next === current.peek())
			return;
		batch(() => {
			current.value = next;
			selected.value = new Set();
			allMatching.value = false;
			cursor.value = -1;
			cursorId.value = null;
			anchor = null;
		});
		if (next?.windows.known)
			void next.refresh();
		else
			next?.look(0, WINDOW);
	});
	effect(() => openThread(openId.value));
}

/* Which conversations a command means: the ticked, else the open, else the cursor's. */
export function meantThreads(): Id[] {
	const list = current.value;
	if (!list)
		return [];
	const ids = new Set<Id>();
	if (selected.value.size > 0) {
		for (const row of selected.value) {
			const e = emails.get(row);
			if (e)
				ids.add(e.threadId);
		}
	} else if (openId.value) {
		ids.add(openId.value);
	} else {
		list.version.value;
		const row = cursorId.value ?? undefined;
		const e = row ? emails.get(row) : undefined;
		if (e)
			ids.add(e.threadId);
	}
	return [...ids];
}

export function rowOfThread(list: MailList, threadId: Id): number {
	for (const id of list.windows.ids())
		if (emails.peek(id)?.threadId === threadId)
			return list.windows.indexOf(id);
	return -1;
}

export function setCursor(index: number): void {
	const list = current.peek();
	if (!list)
		return;
	const at = Math.max(0, Math.min(index, list.windows.length - 1));
	batch(() => {
		cursor.value = at;
		cursorId.value = list.windows.at(at) ?? null;
	});
	anchor = cursorId.peek();
}

export function moveCursor(by: number): void {
	const list = current.peek();
	if (!list || list.windows.length === 0)
		return;
	if (openId.peek()) {
		const at = rowOfThread(list, openId.peek()!);
		const next = list.windows.at((at < 0 ? cursor.peek() : at) + by);
		if (next !== undefined)
			openRow(next);
		return;
	}
	setCursor(cursor.peek() < 0 ? (by > 0 ? 0 : list.windows.length - 1) : cursor.peek() + by);
}

/* Rows move when mail comes: where this one is by now. */
function rowNow(list: MailList, id: Id | null, otherwise: number): number {
	const at = id ? list.windows.indexOf(id) : -1;
	return at < 0 ? otherwise : at;
}

export function extendSelection(by: number): void {
	const list = current.peek();
	if (!list)
		return;
	const at = rowNow(list, cursorId.peek(), Math.max(0, cursor.peek()));
	const from = rowNow(list, anchor, at);
	const to = Math.max(0, Math.min(at + by, list.windows.length - 1));
	selectRange(from, to);
	cursor.value = to;
	cursorId.value = list.windows.at(to) ?? null;
	anchor = list.windows.at(from) ?? null;
}

function selectRange(from: number, to: number): void {
	const list = current.peek();
	const next = new Set(selected.peek());
	for (let i = Math.min(from, to); i <= Math.max(from, to); i++) {
		const id = list?.windows.at(i);
		if (id)
			next.add(id);
	}
	selected.value = next;
}

export function selectTo(index: number): void {
	const list = current.peek();
	if (!list)
		return;
	const from = rowNow(list, anchor, index);
	selectRange(from, index);
	setCursor(index);
	anchor = list.windows.at(from) ?? null;
}

export function toggleSelected(id: Id): void {
	const next = new Set(selected.peek());
	if (!next.delete(id))
		next.add(id);
	selected.value = next;
	allMatching.value = false;
	const at = current.peek()?.windows.indexOf(id) ?? -1;
	if (at >= 0)
		setCursor(at);
}

export function clearSelection(): void {
	selected.value = new Set();
	allMatching.value = false;
}

export function openRow(id: Id): void {
	const e = emails.peek(id);
	const list = current.peek();
	if (!e || !list)
		return;
	setCursor(list.windows.indexOf(id));
	goMail({ thread: e.threadId }, openId.peek() ? 'replace' : 'push');
}

export function closeThread(): void {
	if (openId.peek())
		goMail({ thread: null });
}

export function goBox(box: string): void {
	go({ page: 'mail', box, thread: null, filter: 'all', q: '' });
}
