/* Who else sees one's own mail (mailbox-access of the REST API). All folders are shared alike, so one mark says it for all. */
import { computed, signal } from '@preact/signals';
import { listObjects, type Fields } from '../rest/objects';
import { accountId, home, person } from './connection';

export const CATEGORY = 'mailbox-access';

const grants = signal(0);

/* Not while somebody else's mailbox is read. */
export const isShared = computed(() => grants.value > 0 && accountId() === home().accountId);

export async function loadSharing(): Promise<Fields[]> {
	const own = person.peek()?.address ?? '';
	/* What others share with oneself is among them. */
	const list = (await listObjects(CATEGORY, own)).filter(x => x['mailbox'] === own);
	grants.value = list.length;
	return list;
}
