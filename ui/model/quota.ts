/* How full the mailbox is (RFC 9425), where the server tells. */
import { signal } from '@preact/signals';
import type { GetResult } from '../jmap/types';
import { client } from './connection';
import { canQuota } from './server-extras';

interface Quota {
	id: string;
	used: number;
	hardLimit: number;
	resourceType: string;
}

export const quota = signal<Quota | null>(null);

export async function loadQuota(): Promise<void> {
	if (!canQuota())
		return;
	const got = await client().call<GetResult<Quota>>('Quota/get', { ids: null }).result.catch(() => null);
	quota.value = got?.list.find(q => q.resourceType === 'octets') ?? null;
}
