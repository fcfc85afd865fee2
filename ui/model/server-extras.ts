/*
 * What our server can do beyond the RFCs, each under a capability of its own
 * in the session object. What is not offered is not shown.
 */
import { client, session } from './connection';
import { writer } from './desk';
import { refusal } from '../jmap/fault';
import type { Id, SetError } from '../jmap/types';
import { why } from './refused';

export const EXTRAS = {
	images: 'urn:hayloft:jmap:imageproxy',
	unsubscribe: 'urn:hayloft:jmap:unsubscribe',
	snooze: 'urn:hayloft:params:jmap:snooze',
	sieve: 'urn:ietf:params:jmap:sieve',
	filters: 'urn:hayloft:params:jmap:filters',
	receipts: 'urn:ietf:params:jmap:mdn',
	vacation: 'urn:ietf:params:jmap:vacationresponse',
	push: 'urn:ietf:params:jmap:webpush-vapid',
	quota: 'urn:ietf:params:jmap:quota',
	blob: 'urn:ietf:params:jmap:blob',
	signatures: 'urn:ietf:params:jmap:smimeverify',
	smime: 'urn:hayloft:params:jmap:smime',
	pgp: 'urn:hayloft:params:jmap:openpgp',
} as const;

/* In the account that is read: another's mailbox has no filters of ours, say. */
function has(urn: string): boolean {
	return urn in (session().accounts[client().accountId]?.accountCapabilities ?? {});
}

export const canSieve = (): boolean => has(EXTRAS.sieve);
export const canFilter = (): boolean => has(EXTRAS.filters);
export const canVacation = (): boolean => has(EXTRAS.vacation);
export const canSnooze = (): boolean => has(EXTRAS.snooze);
export const canReceipt = (): boolean => has(EXTRAS.receipts);
export const canVerify = (): boolean => has(EXTRAS.signatures);
/* One's own keys open mail of shared mailboxes, too. */
export const canSecure = (): boolean => EXTRAS.smime in session().capabilities;
export const canPgp = (): boolean => EXTRAS.pgp in session().capabilities;
export const canQuota = (): boolean => has(EXTRAS.quota);

/* The folder that snoozed mail waits in; it has no role of the RFCs. */
export function snoozeFolder(): string | null {
	const account = session().accounts[client().accountId];
	return (account?.accountCapabilities[EXTRAS.snooze] as { mailboxName?: string } | undefined)?.mailboxName ?? null;
}

function submission(): { maxDelayedSend?: number; submissionExtensions?: Record<string, unknown> } {
	const account = session().accounts[writer().accountId];
	return (account?.accountCapabilities['urn:ietf:params:jmap:submission'] ?? {}) as ReturnType<typeof submission>;
}

/* How many pieces of a file the server puts together (RFC 9404); 0: it does not. */
export function maxPieces(): number {
	const account = session().accounts[writer().accountId];
	return (account?.accountCapabilities[EXTRAS.blob] as { maxDataSources?: number } | undefined)?.maxDataSources ?? 0;
}

/* Seconds that the server holds a message before it goes out; 0: it does not. */
export function maxDelay(): number {
	return submission().maxDelayedSend ?? 0;
}

/* The address of the proxy for remote pictures, with this session's key; null when there is none. */
export function proxied(url: string): string | null {
	const proxy = session().capabilities[EXTRAS.images] as { url?: string } | undefined;
	if (!proxy?.url)
		return null;
	return proxy.url.replace(/^https?:\/\/[^/]+/u, '').replace('{url}', encodeURIComponent(url));
}

export function mayUnsubscribe(): boolean {
	return has(EXTRAS.unsubscribe);
}

/* Null when it was done, else why not. */
export async function unsubscribe(emailId: Id): Promise<string | null> {
	try {
		const r = await client().call<{ notDone?: SetError | null }>('Email/unsubscribe', { emailId }).result;
		return r.notDone ? why(refusal(r.notDone)) : null;
	} catch (e) {
		return why(e);
	}
}
