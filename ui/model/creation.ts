/*
 * The call that makes a message of what was written: Email/set, or Email/import of one that
 * was put together and locked here (model/pgp.ts), so that the server never has it in clear.
 */
import type { Id, Identity } from '../jmap/types';
import { emailCreation, type DraftContent } from './draft';
import { autocrypt } from './pgp-state';

export interface Creation {
	method: 'Email/set' | 'Email/import';
	args: Record<string, unknown>;
}

export const isSealed = (d: DraftContent, goes: boolean): boolean => d.pgpEncrypt || (d.pgpSign && goes);

export async function creation(key: string, d: DraftContent, identity: Identity | undefined, mailboxId: Id, messageId: string, goes: boolean): Promise<Creation> {
	if (isSealed(d, goes))
		return (await import('./pgp')).sealed(key, d, identity, mailboxId, messageId, goes);
	return { method: 'Email/set', args: { create: { [key]: emailCreation(d, identity, mailboxId, { $draft: true, $seen: true }, messageId, goes, autocrypt.get(identity?.email ?? '')) } } };
}
