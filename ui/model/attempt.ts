/*
 * A request that ended in silence (the connection dropped, a worker died) may
 * have been carried out all the same: to repeat it blindly sends twice. Each
 * message that we make has a Message-ID of ours, by which the next try finds it.
 */
import { Fault } from '../jmap/fault';
import type { Id, QueryResult } from '../jmap/types';
import { writer } from './desk';

export interface Attempt {
	messageId: string;
	/* by this device's clock */
	at: number;
}

const DAY = 86_400_000;

export function newAttempt(from: string | undefined): Attempt {
	return { messageId: `${crypto.randomUUID()}@${from?.split('@')[1] ?? 'hayloft.invalid'}`, at: Date.now() };
}

/* Nobody knows whether the server did it. */
export function inDoubt(e: unknown): boolean {
	return !(e instanceof Fault) || e.kind === 'offline' || e.kind === 'server' || e.kind === 'busy';
}

/* The message that it made, and its submission; null when it made none. */
export async function outcome(a: Attempt): Promise<{ id: Id; submission: Id | null } | null> {
	const after = new Date(a.at - DAY).toISOString().replace(/\.\d+Z$/u, 'Z');
	const { ids } = await writer().call<QueryResult>('Email/query', { filter: { after, header: ['Message-ID', a.messageId] }, limit: 1 }).result;
	const id = ids[0];
	if (!id)
		return null;
	const sent = await writer().call<QueryResult>('EmailSubmission/query', { filter: { emailIds: [id] }, limit: 1 }).result;
	return { id, submission: sent.ids[0] ?? null };
}
