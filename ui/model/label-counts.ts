/* Unread messages by label: counted by the server, one request for all. */
import { effect, signal } from '@preact/signals';
import type { QueryResult } from '../jmap/types';
import { client, phase } from './connection';
import { mailboxes } from './mailboxes';
import { settings } from './settings';

export const labelCounts = signal<ReadonlyMap<string, number>>(new Map());

let timer = 0;

async function count(): Promise<void> {
	const labels = settings.peek().labels;
	try {
		const c = client();
		const answers = await Promise.all(labels.map(l => c.call<QueryResult>('Email/query', {
			filter: { operator: 'AND', conditions: [{ hasKeyword: l.keyword }, { notKeyword: '$seen' }] }, limit: 0, calculateTotal: true,
		}).result));
		labelCounts.value = new Map(labels.map((l, i) => [l.keyword, answers[i]!.total ?? 0]));
	} catch {
		/* without numbers, then */
	}
}

/* Folders' counts move whenever mail does. */
export function startLabelCounts(): void {
	effect(() => {
		mailboxes.value;
		if (settings.value.labels.length === 0 || phase.value !== 'ready')
			return;
		clearTimeout(timer);
		timer = window.setTimeout(() => void count(), 700);
	});
}
