/* Keys of one's own and certificates of others, as the server knows them (docs/jmap-smime.md). */
import { signal } from '@preact/signals';
import { sameAddress } from '../lib/address';
import type { Id } from '../jmap/types';
import { home } from './connection';
import { canSecure } from './server-extras';
import { settings } from './settings';

export interface Certificate {
	id: Id;
	subject: string;
	issuer: string;
	emails: string[];
	notAfter: string;
	fingerprint: string;
	isExpired: boolean;
	maySign: boolean;
	mayEncrypt: boolean;
}

/* Null: nobody has asked yet. */
export const ownKeys = signal<readonly Certificate[] | null>(null);

export async function loadKeys(): Promise<void> {
	if (canSecure())
		ownKeys.value = (await home().call<{ list: Certificate[] }>('SmimeKey/get', { ids: null }).result).list;
}

export function hasKey(email: string, use: 'maySign' | 'mayEncrypt'): boolean {
	return ownKeys.value?.some(k => k[use] && !k.isExpired && k.emails.some(e => sameAddress(e, email))) ?? false;
}

/* Of these nobody knows a certificate. */
export async function withoutCertificate(emails: readonly string[]): Promise<string[]> {
	if (emails.length === 0)
		return [];
	return (await home().call<{ notFound: string[] }>('SmimeCertificate/lookup', { emails }).result).notFound;
}

/* How new mail of an identity begins, as its owner chose. */
export function usualSecurity(identityId: Id | null): { sign: boolean; encrypt: boolean } {
	const how = settings.peek().smime[identityId ?? ''];
	return { sign: how === 'sign' || how === 'encrypt', encrypt: how === 'encrypt' };
}
