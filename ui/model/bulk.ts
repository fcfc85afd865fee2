/*
 * "All 1,284 conversations": every message that the open list's query finds,
 * whether it was ever shown or not. Ids come in pages, changes go out in
 * hundreds, and Undo knows what each message was before.
 */
import { toast, dismiss } from '../lib/toast';
import { t } from '../lib/i18n';
import type { Email, GetResult, Id, Patch, QueryResult, SetResult } from '../jmap/types';
import { refusal } from '../jmap/fault';
import { STEP } from './actions';
import { client } from './connection';
import { current, type MailList } from './list';
import { emails } from './mail-data';
import { inversePatch } from './records';
import { refusedText, why } from './refused';
import type { SearchFilter } from './search';
import { sync } from './sync';

const PAGE = 2000;

async function allIds(list: MailList): Promise<Id[]> {
	const out: Id[] = [];
	for (;;) {
		const r = await client().call<QueryResult>('Email/query', {
			filter: list.spec.filter, sort: [{ property: 'receivedAt', isAscending: false }], position: out.length, limit: PAGE,
		}).result;
		out.push(...r.ids);
		if (r.ids.length < PAGE)
			return out;
	}
}

async function apply(patches: readonly (readonly [Id, Patch])[]): Promise<string | null> {
	let reason: string | null = null;
	for (let i = 0; i < patches.length; i += STEP) {
		const part = patches.slice(i, i + STEP);
		const r = await client().call<SetResult>('Email/set', { update: Object.fromEntries(part) }).result;
		const bad = Object.values(r.notUpdated ?? {})[0];
		if (bad)
			reason = why(refusal(bad));
		for (const [id, patch] of part)
			if (!r.notUpdated?.[id]) {
				emails.patch(id, patch);
				emails.settle(id, patch, true);
			}
	}
	return reason;
}

/* `patchOf` gives what is to become of a message; null leaves it. */
export async function changeAll(list: MailList, patchOf: (e: Pick<Email, 'id' | 'mailboxIds' | 'keywords'>) => Patch | null, text: string): Promise<void> {
	const working = toast(t('bulk-working'));
	try {
		const ids = await allIds(list);
		const patches: [Id, Patch][] = [];
		const inverse: [Id, Patch][] = [];
		for (let i = 0; i < ids.length; i += PAGE) {
			const got = await client().call<GetResult<Pick<Email, 'id' | 'mailboxIds' | 'keywords'>>>('Email/get', { ids: ids.slice(i, i + PAGE), properties: ['mailboxIds', 'keywords'] }).result;
			for (const e of got.list) {
				const patch = patchOf(e);
				if (patch) {
					patches.push([e.id, patch]);
					inverse.push([e.id, inversePatch(e, patch)]);
				}
			}
		}
		const refused = await apply(patches);
		dismiss(working);
		if (refused)
			toast(t('failed-change', { why: refused }), { bad: true });
		const id = toast(text, {
			action: {
				text: t('undo'), run: () => {
					dismiss(id);
					void apply(inverse).then(() => {
						toast(t('undone'));
						return list.refresh();
					});
				},
			},
		});
	} catch (e) {
		dismiss(working);
		toast(t('failed-change', { why: why(e) }), { bad: true });
	}
	await list.refresh();
}

/* For good, whatever FILTER finds. */
export async function destroyAll(filter: SearchFilter, text: string): Promise<void> {
	try {
		for (;;) {
			const r = await client().call<QueryResult>('Email/query', { filter, limit: 500 }).result;
			if (r.ids.length === 0)
				break;
			const done = await client().call<SetResult>('Email/set', { destroy: r.ids }).result;
			const bad = Object.values(done.notDestroyed ?? {})[0];
			if (bad)
				throw refusal(bad);
		}
		toast(text);
	} catch (e) {
		toast(refusedText(e), { bad: true });
	}
	await sync();
	await current.peek()?.refresh();
}
