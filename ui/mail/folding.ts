/* Which messages of the open conversation are unfolded, and which one keys mean. */
import { effect, signal } from '@preact/signals';
import type { Id } from '../jmap/types';
import { members, threads } from '../model/mail-data';
import { openId } from './state';

export const unfolded = signal<ReadonlySet<Id>>(new Set());
export const focusedMessage = signal<Id | null>(null);
/* "6 earlier messages" was pressed */
export const allShown = signal(false);

/* On opening: what is unread, and the newest. Later arrivals unfold too. */
export function startFolding(): void {
	let open: Id | null = null;
	let known = new Set<Id>();
	effect(() => {
		const id = openId.value;
		const list = id ? (threads.get(id), members(id)) : [];
		if (id !== open) {
			open = id;
			known = new Set();
			unfolded.value = new Set();
			focusedMessage.value = null;
			allShown.value = false;
		}
		const news = list.filter(e => !known.has(e.id));
		if (news.length === 0)
			return;
		const last = list[list.length - 1]!;
		unfolded.value = new Set([...unfolded.peek(), ...news.filter(e => !e.keywords['$seen'] || e === last).map(e => e.id)]);
		for (const e of news)
			known.add(e.id);
	});
}

export function toggleFold(id: Id): void {
	const next = new Set(unfolded.peek());
	if (!next.delete(id))
		next.add(id);
	unfolded.value = next;
	focusedMessage.value = id;
}

export function foldAll(fold: boolean): void {
	const list = openId.peek() ? members(openId.peek()!) : [];
	allShown.value = true;
	unfolded.value = new Set((fold ? list.slice(-1) : list).map(e => e.id));
}

export function focusNext(by: 1 | -1): void {
	const list = openId.peek() ? members(openId.peek()!) : [];
	const at = list.findIndex(e => e.id === focusedMessage.peek());
	const next = list[at < 0 ? (by > 0 ? 0 : list.length - 1) : Math.max(0, Math.min(at + by, list.length - 1))];
	if (!next)
		return;
	allShown.value = true;
	unfolded.value = new Set([...unfolded.peek(), next.id]);
	focusedMessage.value = next.id;
	requestAnimationFrame(() => document.getElementById(`message-${next.id}`)?.focus());
}
