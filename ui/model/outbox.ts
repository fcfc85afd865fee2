/*
 * Messages written without a connection. They wait in this browser's
 * IndexedDB and go out, in order, as soon as the server answers again.
 */
import { effect, signal } from '@preact/signals';
import { all, put, remove } from '../lib/idb';
import { toast } from '../lib/toast';
import { t } from '../lib/i18n';
import { Fault } from '../jmap/fault';
import type { Id } from '../jmap/types';
import type { Attempt } from './attempt';
import { openComposer } from './composing';
import { live, person, phase } from './connection';
import type { DraftContent } from './draft';
import { why } from './refused';

interface Waiting {
	key: string;
	account: string;
	draft: DraftContent;
	stored: Id | null;
	/* an earlier try that may have been carried out */
	lost: Attempt | null;
}

export const waiting = signal(0);

async function mine(): Promise<Waiting[]> {
	const account = person.peek()?.account;
	return (await all<Waiting>('outbox').catch(() => [])).filter(w => w.account === account).sort((a, b) => a.key.localeCompare(b.key));
}

export async function keepForLater(draft: DraftContent, stored: Id | null, lost: Attempt | null): Promise<void> {
	try {
		await put<Waiting>('outbox', { key: `${Date.now()}-${crypto.randomUUID()}`, account: person.peek()?.account ?? '', draft, stored, lost });
		waiting.value = (await mine()).length;
		toast(t('outbox-kept'));
	} catch {
		const c = openComposer('draft', draft, stored);
		c.lost = lost;
		c.problem.value = t('send-failed-offline');
	}
}

/* sending.ts keeps here what it cannot send, so it hands in the way to send. */
type Submit = (c: { stored: Id | null; lost: Attempt | null }, d: DraftContent, at: null) => Promise<unknown>;

/* The stream of news may be there while a request was not: then it is tried again by the clock. */
const AGAIN = 10_000;
const again = signal(0);
let timer = 0;

async function flush(submit: Submit): Promise<void> {
	try {
		for (const w of await mine()) {
			try {
				await submit(w, w.draft, null);
				await remove('outbox', w.key);
				toast(t('outbox-sent', { subject: w.draft.subject || t('no-subject') }));
			} catch (e) {
				if (e instanceof Fault && e.kind === 'offline') {
					await put<Waiting>('outbox', w);
					clearTimeout(timer);
					timer = window.setTimeout(() => again.value++, AGAIN);
					break;
				}
				await remove('outbox', w.key);
				const c = openComposer('draft', w.draft, w.stored);
				c.lost = w.lost;
				c.problem.value = t('send-failed', { why: why(e) });
			}
		}
	} finally {
		waiting.value = (await mine()).length;
	}
}

/* One tab at a time sends; the next finds what is left. */
export function startOutbox(submit: Submit): void {
	let here = Promise.resolve();
	effect(() => {
		waiting.value;
		again.value;
		if (live.value !== 'live' || phase.value !== 'ready')
			return;
		if ('locks' in navigator)
			void navigator.locks.request('hayloft-outbox', () => flush(submit));
		else
			here = here.then(() => flush(submit));
	});
}
