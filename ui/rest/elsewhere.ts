/* Signing in at a provider elsewhere (REST, /api/v2/session/provider). */
import { ask } from './objects';
import type { Person, Step } from './session';

const PATH = '/api/v2/session/provider';
const KEY = 'hayloft.elsewhere';

interface Kept {
	binding: string;
	back: string;
}

/* What this tab needs when it comes back stays in it. */
export async function beginElsewhere(): Promise<void> {
	const { redirect, binding } = await ask<{ redirect: string; binding: string }>('POST', PATH, {});
	const back = location.pathname.startsWith('/oauth/callback') ? '/' : location.pathname + location.search;
	sessionStorage.setItem(KEY, JSON.stringify({ binding, back } satisfies Kept));
	location.assign(redirect);
}

/* Null when it did not begin in this tab. */
export function keptElsewhere(): Kept | null {
	const text = sessionStorage.getItem(KEY);
	sessionStorage.removeItem(KEY);
	return text === null ? null : JSON.parse(text) as Kept;
}

export const finishElsewhere = (query: string, binding: string): Promise<Person | Step> => ask('POST', PATH, { query, binding });
