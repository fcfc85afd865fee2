/* The session object (RFC 8620, 2) and its URL templates. */
import type { Session } from './types';
import { ahead } from '../lib/ahead';
import { Fault, faultOf } from './fault';
import { detailOf } from './client';

const SESSION = '/.well-known/jmap';

export async function fetchSession(): Promise<Session> {
	let response: Response;
	try {
		response = await (ahead(SESSION) ?? fetch(SESSION, { headers: { Accept: 'application/json' }, credentials: 'same-origin' }));
	} catch (e) {
		throw new Fault('offline', 'network', e instanceof Error ? e.message : '');
	}
	if (!response.ok)
		throw faultOf(response.status, await detailOf(response));
	return await response.json() as Session;
}

export function mailAccount(session: Session): string {
	const id = session.primaryAccounts['urn:ietf:params:jmap:mail'] ?? Object.keys(session.accounts)[0];
	if (!id)
		throw new Fault('server', 'noAccount', 'the session names no mail account');
	return id;
}

/* Templates of level 1 (RFC 6570); an absolute URL of ours becomes a path. */
export function expand(template: string, values: Record<string, string>): string {
	const url = template.replace(/\{(\w+)\}/gu, (_, name: string) => encodeURIComponent(values[name] ?? ''));
	return url.replace(/^https?:\/\/[^/]+/u, '');
}
