/*
 * Away until a time (docs/jmap-snooze.md): the server moves the message to
 * Snoozed now and brings it back, unread, when it is due.
 */
import { dismiss, toast } from '../lib/toast';
import { mediumTime } from '../lib/dates';
import { locale, t } from '../lib/i18n';
import type { Id, SetResult } from '../jmap/types';
import { refusal } from '../jmap/fault';
import { meantOf } from './actions';
import { client } from './connection';
import { current } from './list';
import { emails } from './mail-data';
import { refusedText } from './refused';

function tell(e: unknown): void {
	toast(refusedText(e), { bad: true });
}

/* Rows go at once; a refusal brings them back. */
async function away(threadIds: readonly Id[], work: () => Promise<void>): Promise<boolean> {
	const list = current.peek();
	const rows = (list?.windows.ids() ?? []).filter(id => threadIds.includes(emails.peek(id)?.threadId ?? '')).map(id => ({ id, position: list!.windows.positionOf(id) }));
	list?.hide(rows.map(r => r.id));
	try {
		await work();
		list?.accept(rows.map(r => r.id));
		return true;
	} catch (e) {
		list?.bringBack(rows);
		tell(e);
		return false;
	} finally {
		void list?.refresh();
	}
}

async function set(args: Record<string, unknown>): Promise<SetResult> {
	const r = await client().call<SetResult>('EmailSnooze/set', args).result;
	const bad = Object.values({ ...r.notCreated, ...r.notUpdated, ...r.notDestroyed })[0];
	if (bad)
		throw refusal(bad);
	return r;
}

export function snooze(threadIds: readonly Id[], until: Date): void {
	const list = threadIds.flatMap(meantOf);
	const box = current.peek()?.spec.mailboxId;
	const wakeAt = until.toISOString().replace(/\.\d+Z$/u, 'Z');
	const text = t('snoozed', { n: threadIds.length, date: mediumTime(until.toISOString(), new Date(), locale()) });
	let made: Id[] = [];
	void away(threadIds, async () => {
		const r = await set({ create: Object.fromEntries(list.map((e, i) => [`s${i}`, { emailId: e.id, wakeAt, ...(box && e.mailboxIds[box] ? { mailboxId: box } : {}) }])) });
		made = Object.values(r.created ?? {}).map((c, i) => c.id ?? list[i]!.id);
	}).then(done => {
		if (!done)
			return;
		const id = toast(text, {
			action: {
				text: t('undo'), run: () => {
					dismiss(id);
					void set({ destroy: made }).then(() => current.peek()?.refresh(), tell);
				},
			},
		});
	});
}

export function unsnooze(threadIds: readonly Id[]): void {
	const ids = threadIds.flatMap(meantOf).map(e => e.id);
	void away(threadIds, async () => {
		await set({ destroy: ids });
	}).then(done => {
		if (done)
			toast(t('unsnoozed', { n: threadIds.length }));
	});
}
