/* Whether a sender has written before, asked once per address and only for what is opened. */
import { signal } from '@preact/signals';
import type { QueryResult } from '../jmap/types';
import { client, person } from './connection';
import { known } from './people';
import { settings } from './settings';
import { byRole } from './mailboxes';

const asked = new Set<string>();
const firsts = signal<ReadonlySet<string>>(new Set());

export function isFirstTime(email: string): boolean {
	return firsts.value.has(email.toLowerCase()) && !settings.value.trusted.includes(email.toLowerCase());
}

export async function askFirstTime(email: string): Promise<void> {
	const low = email.toLowerCase();
	const own = person.peek()?.address.split('@')[1]?.toLowerCase();
	if (asked.has(low) || known(low) || low.endsWith(`@${own}`))
		return;
	asked.add(low);
	try {
		const c = client();
		const from = c.call<QueryResult>('Email/query', { filter: { from: low }, collapseThreads: true, limit: 2, calculateTotal: false });
		const sent = byRole('sent');
		const to = sent ? c.call<QueryResult>('Email/query', { filter: { inMailbox: sent.id, to: low }, limit: 1 }) : null;
		const [a, b] = await Promise.all([from.result, to?.result]);
		if (a.ids.length <= 1 && (b?.ids.length ?? 0) === 0)
			firsts.value = new Set([...firsts.peek(), low]);
	} catch {
		asked.delete(low);
	}
}
