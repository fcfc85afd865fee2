/* Signing in at a mail provider elsewhere instead of giving its password (REST, /api/v2/mail-sign-in). */
import { ask, changeObject, makeObject, type Fields, RestFault } from './objects';

const PATH = '/api/v2/mail-sign-in';
const KEY = 'hayloft.mail-sign-in';

export interface MailProvider {
	id: string;
	name: string;
	kind: 'google' | 'microsoft' | 'generic';
	domains: string[];
	imap_host: string;
	smtp_host: string;
}

export interface MailProviders {
	providers: MailProvider[];
	/* where people come back to, as it is to be registered at a provider */
	redirect_uri: string;
}

/* An older server has none of it. */
export const mailProviders = (): Promise<MailProviders> => ask<MailProviders>('GET', PATH).catch((e: RestFault) => {
	if (e.status === 404)
		return { providers: [], redirect_uri: '' };
	throw e;
});

/* Whose an address or a server is; null: nobody's that is registered. */
export function providerOf(list: readonly MailProvider[], address: string, host: string): MailProvider | null {
	const domain = address.split('@')[1]?.trim().toLowerCase();
	const server = host.trim().toLowerCase();
	return list.find(p => (domain && p.domains.includes(domain)) || (server && p.imap_host.toLowerCase() === server)) ?? null;
}

/* What is done with the sign-in when it has come back: an object is made, or is given it in place of what it had. */
export interface Then {
	category: 'outside-account' | 'syncjob';
	key?: string;
	fields: Fields;
}

interface Kept {
	state: string;
	binding: string;
	back: string;
	then: Then | null;
}

/* `grant`: one that is over and begins anew. What this tab needs when it comes back stays in it. */
export async function beginMailSignIn(wish: { provider: string; login: string; grant?: string }, then: Then | null): Promise<void> {
	const { redirect, binding } = await ask<{ redirect: string; binding: string }>('POST', PATH, wish);
	const state = new URL(redirect).searchParams.get('state') ?? '';
	sessionStorage.setItem(KEY, JSON.stringify({ state, binding, back: location.pathname, then } satisfies Kept));
	location.assign(redirect);
}

/* Null when what came back is not the answer to what began in this tab. */
export function keptMailSignIn(query: string): Kept | null {
	const text = sessionStorage.getItem(KEY);
	const kept = text === null ? null : JSON.parse(text) as Kept;
	if (!kept || kept.state !== new URLSearchParams(query).get('state'))
		return null;
	sessionStorage.removeItem(KEY);
	return kept;
}

export async function finishMailSignIn(query: string, kept: Kept): Promise<void> {
	const { grant } = await ask<{ grant: string }>('POST', PATH, { query, binding: kept.binding });
	if (kept.then?.key)
		await changeObject(kept.then.category, kept.then.key, { ...kept.then.fields, grant });
	else if (kept.then)
		await makeObject(kept.then.category, { ...kept.then.fields, grant });
}
