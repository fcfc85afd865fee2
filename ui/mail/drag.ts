/* Rows dragged onto folders. The same is done with V, and in every menu. */
import type { Id, Mailbox } from '../jmap/types';
import { labelThreads, moveTo } from '../model/actions';
import { emails } from '../model/mail-data';
import type { Label } from '../model/settings';
import { clearSelection, closeThread, openId, selected } from './state';

const TYPE = 'application/x-hayloft-conversations';

export function dragged(e: DragEvent, id: Id): void {
	const rows = selected.peek().has(id) ? [...selected.peek()] : [id];
	const threads = [...new Set(rows.map(r => emails.peek(r)?.threadId).filter((x): x is Id => x !== undefined))];
	e.dataTransfer?.setData(TYPE, JSON.stringify(threads));
	if (e.dataTransfer)
		e.dataTransfer.effectAllowed = 'move';
}

export function droppable(e: DragEvent): boolean {
	return e.dataTransfer?.types.includes(TYPE) ?? false;
}

export function dropped(e: DragEvent, to: Mailbox): void {
	const text = e.dataTransfer?.getData(TYPE);
	if (!text)
		return;
	const threads = JSON.parse(text) as Id[];
	moveTo(threads, to);
	clearSelection();
	if (openId.peek() && threads.includes(openId.peek()!))
		closeThread();
}

export function droppedOnLabel(e: DragEvent, l: Label): void {
	const text = e.dataTransfer?.getData(TYPE);
	if (text)
		labelThreads(JSON.parse(text) as Id[], l, true);
}
