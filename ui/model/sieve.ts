/* Sieve scripts of the account (RFC 9661): the active one, read and replaced as a whole. */
import { download, downloadUrl, upload } from '../jmap/blob';
import type { GetResult, Id, SetResult } from '../jmap/types';
import { refusal } from '../jmap/fault';
import { accountId, client, session } from './connection';

interface Script {
	id: Id;
	name: string | null;
	blobId: Id;
	isActive: boolean;
}

export interface Active {
	id: Id | null;
	text: string;
}

export async function loadScript(): Promise<Active> {
	const got = await client().call<GetResult<Script>>('SieveScript/get', { ids: null }).result;
	const active = got.list.find(s => s.isActive);
	if (!active)
		return { id: null, text: '' };
	const url = downloadUrl(session(), accountId(), { blobId: active.blobId, name: 'script.sieve', type: 'application/sieve' });
	return { id: active.id, text: await (await download(url)).text() };
}

/* Throws with the server's words when the script is not right. */
export async function storeScript(now: Active, text: string): Promise<Active> {
	const blob = await upload(session(), accountId(), new Blob([text], { type: 'application/sieve' }), () => {}).done;
	const set = now.id
		? { update: { [now.id]: { blobId: blob.blobId } }, onSuccessActivateScript: now.id }
		: { create: { s: { name: 'hayloft', blobId: blob.blobId } }, onSuccessActivateScript: '#s' };
	const r = await client().call<SetResult>('SieveScript/set', set).result;
	const bad = now.id ? r.notUpdated?.[now.id] : r.notCreated?.['s'];
	if (bad)
		throw refusal(bad);
	return { id: now.id ?? r.created?.['s']?.id ?? null, text };
}
