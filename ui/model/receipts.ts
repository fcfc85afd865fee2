/* MDN/send (RFC 9007, section 2.1): "it was displayed", said by hand. */
import type { Id, SetError } from '../jmap/types';
import { refusal } from '../jmap/fault';
import { identityNow } from './composing';
import { client } from './connection';
import { emptyDraft } from './draft';

export async function sendReceipt(emailId: Id): Promise<void> {
	const identity = identityNow(emptyDraft());
	const r = await client().call<{ sent?: Record<string, unknown> | null; notSent?: Record<string, SetError> | null }>('MDN/send', {
		identityId: identity?.id ?? null,
		send: { m: { forEmailId: emailId, disposition: { actionMode: 'manual-action', sendingMode: 'mdn-sent-manually', type: 'displayed' } } },
	}).result;
	const bad = r.notSent?.['m'];
	if (bad)
		throw refusal(bad);
}
