/* Rules for mail that arrives, as the server keeps them (docs/jmap-filters.md). */
import { t } from '../lib/i18n';
import { isEmail } from '../lib/address';
import type { GetResult, Id, SetResult } from '../jmap/types';
import { refusal } from '../jmap/fault';
import { client } from './connection';

export type Field = 'from' | 'recipient' | 'subject' | 'body' | 'list' | 'header' | 'size' | 'attachment';
export type Op = 'contains' | 'is' | 'startsWith' | 'endsWith' | 'over' | 'under';

export interface Condition {
	field: Field;
	op?: Op;
	value?: string | number;
	header?: string;
	negate?: boolean;
}

export type Action =
	| { type: 'move' | 'copy'; mailboxId: Id }
	| { type: 'label'; keyword: string }
	| { type: 'forward' | 'redirect'; address: string }
	| { type: 'reject'; text: string }
	| { type: 'flag' | 'markRead' | 'delete' | 'discard' | 'stop' };

export interface MailFilter {
	id: Id;
	name: string;
	isEnabled: boolean;
	position: number;
	match: 'all' | 'any';
	conditions: Condition[];
	actions: Action[];
}

export async function loadFilters(): Promise<MailFilter[]> {
	const got = await client().call<GetResult<MailFilter>>('MailFilter/get', { ids: null }).result;
	return got.list.sort((a, b) => a.position - b.position);
}

/* Throws with the server's words when it refuses. */
export async function putFilter(f: Partial<MailFilter>): Promise<void> {
	const { id, ...rest } = f;
	const r = await client().call<SetResult>('MailFilter/set', id ? { update: { [id]: rest } } : { create: { f: rest } }).result;
	const bad = id ? r.notUpdated?.[id] : r.notCreated?.['f'];
	if (bad)
		throw refusal(bad);
}

export async function putOrder(ids: readonly Id[]): Promise<void> {
	const r = await client().call<SetResult>('MailFilter/set', { update: Object.fromEntries(ids.map((id, position) => [id, { position }])) }).result;
	const bad = Object.values(r.notUpdated ?? {})[0];
	if (bad)
		throw refusal(bad);
}

export async function removeFilter(id: Id): Promise<void> {
	const r = await client().call<SetResult>('MailFilter/set', { destroy: [id] }).result;
	const bad = r.notDestroyed?.[id];
	if (bad)
		throw refusal(bad);
}

/* Why a rule cannot be kept yet, in words; '' when it can. */
export function problemOf(f: MailFilter): string {
	if (!f.name.trim())
		return t('filter-need-name');
	if (f.conditions.some(c => c.field !== 'attachment' && (!String(c.value ?? '').trim() || (c.field === 'header' && !c.header?.trim()))))
		return t('filter-need-test');
	if (f.actions.length === 0)
		return t('filter-need-action');
	for (const a of f.actions) {
		if ((a.type === 'move' || a.type === 'copy') && !a.mailboxId)
			return t('filter-need-folder');
		if ((a.type === 'forward' || a.type === 'redirect') && !isEmail(a.address))
			return t('send-failed-address', { text: a.address });
		if (a.type === 'label' && !a.keyword)
			return t('filter-need-label');
	}
	return '';
}
