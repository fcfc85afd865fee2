/*
 * The account that is written from: the one being read where it can send, as
 * one at another provider can; a shared mailbox is answered from one's own,
 * which has its address among the identities.
 */
import type { Client } from '../jmap/client';
import type { GetResult, Id, Mailbox } from '../jmap/types';
import { accountId, client, home, session } from './connection';
import { byRole } from './mailboxes';

const SUBMISSION = 'urn:ietf:params:jmap:submission';

export function writer(): Client {
	return SUBMISSION in (session().accounts[accountId()]?.accountCapabilities ?? {}) ? client() : home();
}

export function writesElsewhere(): boolean {
	return writer() !== client();
}

let ownFolders: Promise<readonly Mailbox[]> | null = null;

/* The folder for drafts, sent mail and so on of the account that is written from. */
export async function deskFolder(role: string): Promise<Id | undefined> {
	if (!writesElsewhere())
		return byRole(role)?.id;
	ownFolders ??= home().call<GetResult<Mailbox>>('Mailbox/get', { ids: null, properties: ['role'] }).result.then(r => r.list, e => {
		ownFolders = null;
		throw e;
	});
	return (await ownFolders).find(m => m.role === role)?.id;
}

/* A file of a message that is read, for one that is written: its name in the other account. */
export async function carryOver(blobId: Id): Promise<Id> {
	const r = await writer().call<{ copied?: Record<Id, Id> | null }>('Blob/copy', { fromAccountId: accountId(), blobIds: [blobId] }).result;
	/* What is not in the one account came from the other already. */
	return r.copied?.[blobId] ?? blobId;
}
