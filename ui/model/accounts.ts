/*
 * The accounts of the session (RFC 8620, section 1.6.2): one's own, mailboxes
 * that others share, and those at other providers. A tab shows one of them.
 */
import type { Id, Session } from '../jmap/types';
import { person, session } from './connection';
import { composers, save } from './composing';
import { chooseAccount, MAIL } from './chosen-account';

export interface Account {
	id: Id;
	name: string;
	kind: 'own' | 'shared' | 'elsewhere';
}

function accountsOf(s: Session): Account[] {
	const own = s.primaryAccounts[MAIL];
	return Object.entries(s.accounts).filter(([, a]) => MAIL in a.accountCapabilities)
		.map(([id, a]): Account => ({ id, name: a.name, kind: id === own ? 'own' : a.isPersonal ? 'elsewhere' : 'shared' }))
		.sort((a, b) => Number(b.kind === 'own') - Number(a.kind === 'own') || a.name.localeCompare(b.name));
}

export function accounts(): Account[] {
	return person.value ? accountsOf(session()) : [];
}

/* Drafts are saved first; the page begins anew with the other's mail. */
export async function openAccount(id: Id): Promise<void> {
	await Promise.all(composers.peek().map(save));
	chooseAccount(id === session().primaryAccounts[MAIL] ? null : id);
	location.assign('/mail/inbox');
}
