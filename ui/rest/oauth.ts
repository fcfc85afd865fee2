/* Programs that ask for access (REST, /api/v2/oauth): the question, and what was allowed. */
import { ask } from './objects';

/* What a program wants, and what is missing before it gets it. */
export interface AccessRequest {
	request: string;
	needs: 'sign-in' | 'proof' | 'consent';
	client: string;
	scopes: string;
	/* the host, or the app, that the answer goes to */
	to: string;
	hint?: string;
	account?: string;
	address?: string;
	name?: string;
}

export type AccessAnswer = AccessRequest | { redirect: string };

const PATH = '/api/v2/oauth/authorization';

export const beginAccess = (query: string): Promise<AccessAnswer> => ask('POST', PATH, { query });
export const lookAtAccess = (request: string): Promise<AccessAnswer> => ask('POST', PATH, { request });
export const decideAccess = (r: AccessRequest, allow: boolean): Promise<AccessAnswer> => ask('POST', PATH, { request: r.request, account: r.account ?? '', allow });

export interface Grant {
	id: string;
	client: string;
	name: string;
	scope: string;
	created: string;
	used: string;
	address: string;
}

/* None where the server does not tell. */
export const listGrants = (): Promise<Grant[]> => ask<Grant[]>('GET', '/api/v2/oauth/grants').catch(() => []);
export const endGrant = (id: string): Promise<void> => ask('DELETE', `/api/v2/oauth/grants/${id}`);
