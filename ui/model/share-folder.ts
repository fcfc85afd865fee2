/*
 * With whom a folder is shared (RFC 9670; `shareWith` of a Mailbox): people, groups, and
 * everybody at one's own server. Whom there is, the server tells.
 */
import { refusal } from '../jmap/fault';
import type { GetResult, Id, Mailbox, QueryResult, SetResult } from '../jmap/types';
import { client } from './connection';

export interface Principal {
	id: Id;
	type: string;
	name: string;
	email: string | null;
}

export type Rights = Record<string, boolean>;

/* In the order in which they are shown. */
export const RIGHTS = ['mayReadItems', 'maySetSeen', 'maySetKeywords', 'mayAddItems', 'mayRemoveItems', 'mayCreateChild', 'mayDelete', 'maySubmit', 'mayShare'] as const;

export const LEVELS: Record<string, readonly string[]> = {
	read: RIGHTS.slice(0, 1),
	mark: RIGHTS.slice(0, 3),
	write: RIGHTS.slice(0, 6),
	all: RIGHTS,
};

export function rightsOf(names: readonly string[]): Rights {
	const all = Object.fromEntries(RIGHTS.map(r => [r, names.includes(r)]));
	return { ...all, mayRename: names.includes('mayDelete') };
}

/* The level that these rights are, or 'own' for any others. */
export function levelOf(rights: Rights): string {
	const has = RIGHTS.filter(r => rights[r]);
	return Object.entries(LEVELS).find(([, names]) => names.length === has.length && names.every(n => rights[n]))?.[0] ?? 'own';
}

export interface Share {
	who: Principal;
	rights: Rights;
}

const get = (ids: readonly Id[]): Promise<readonly Principal[]> => (ids.length === 0 ? Promise.resolve([])
	: client().call<GetResult<Principal>>('Principal/get', { ids }).result.then(r => r.list));

export async function sharesOf(id: Id): Promise<Share[]> {
	const r = await client().call<GetResult<{ id: Id; shareWith: Record<Id, Rights> | null }>>('Mailbox/get', { ids: [id], properties: ['shareWith'] }).result;
	const all = r.list[0]?.shareWith ?? {};
	const people = await get(Object.keys(all));
	return people.map(who => ({ who, rights: all[who.id]! })).sort((a, b) => a.who.name.localeCompare(b.who.name));
}

/* Those whom somebody may mean by what he types; everybody is the one of type 'other'. */
export async function whoIs(filter: Record<string, unknown>, limit = 20): Promise<readonly Principal[]> {
	const c = client();
	const found = c.call<QueryResult>('Principal/query', { filter, limit });
	const got = c.call<GetResult<Principal>>('Principal/get', { ids: found.ref('/ids') });
	return (await got.result).list;
}

/* Null: nothing any more. */
export async function giveRights(m: Mailbox, who: Id, rights: Rights | null): Promise<void> {
	const r = await client().call<SetResult>('Mailbox/set', { update: { [m.id]: { [`shareWith/${who}`]: rights } } }).result;
	const bad = r.notUpdated?.[m.id];
	if (bad)
		throw refusal(bad);
}
