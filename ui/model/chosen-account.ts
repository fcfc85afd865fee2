/* Whose mail this tab shows, kept as long as the tab is open. */
import type { Id, Session } from '../jmap/types';

export const MAIL = 'urn:ietf:params:jmap:mail';
const KEY = 'hayloft.account';

export function chooseAccount(id: Id | null): void {
	try {
		if (id)
			sessionStorage.setItem(KEY, id);
		else
			sessionStorage.removeItem(KEY);
	} catch {
		/* a browser that refuses shows one's own */
	}
}

/* The chosen one where it is still there, else one's own; undefined: there is none. */
export function chosenAccount(session: Session): Id | undefined {
	let id: Id | null = null;
	try {
		id = sessionStorage.getItem(KEY);
	} catch {
		/* as above */
	}
	return id && MAIL in (session.accounts[id]?.accountCapabilities ?? {}) ? id : undefined;
}
