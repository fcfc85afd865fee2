/* The keys that the server keeps for this person, once somebody asked (model/pgp.ts). */
import { signal } from '@preact/signals';
import { sameAddress } from '../lib/address';
import type { Id } from '../jmap/types';

/* As docs/openpgp.md has it; `about` is ours alone. */
export interface RingKey {
	id: Id;
	fingerprint: string;
	emails: string[];
	isOwn: boolean;
	isPublished: boolean;
	about: {
		name?: string;
		ids?: string[];
		made?: string;
		expires?: string | null;
		mayEncrypt?: boolean;
		maySign?: boolean;
		verified?: boolean;
		source?: 'imported' | 'autocrypt' | 'wkd';
		/* of a header's key (Autocrypt): wants encrypted mail, when key and mail came last */
		mutual?: boolean;
		keySeen?: number;
		seen?: number;
		/* one's own, as it goes into that header */
		minimal?: string;
	};
}

/* Null: nobody has asked yet. */
export const ring = signal<readonly RingKey[] | null>(null);

const holds = (k: RingKey): boolean => !k.about.expires || Date.parse(k.about.expires) > Date.now();

/* The newest of one's own for an address. */
export function ownKey(email: string): RingKey | undefined {
	return ring.value?.findLast(k => k.isOwn && holds(k) && k.emails.some(e => sameAddress(e, email)));
}
