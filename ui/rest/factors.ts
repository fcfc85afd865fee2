/* One's own second factors and passkeys (REST, /api/v2/factors). */
import { ask } from './objects';
import type { KeyAnswer, KeyQuestion } from './session';

export interface Factors {
	totp: string | null;
	keys: { id: string; name: string; passkey: boolean; site: string; created: string; used: string | null }[];
	/* YubiKeys that type one-time passwords */
	yubico: { id: string; name: string; publicId: string; created: string; used: string | null }[];
	canAddYubico: boolean;
	recovery: number;
	required: boolean;
	proved: boolean;
	canAddKeys: boolean;
	/* where a forgotten password is mended, '': nowhere; null: not here */
	recoveryAddress?: string | null;
	password: { length: number; chars: boolean; special_chars: boolean; lowerupper: boolean; numbers: boolean };
}

export interface AppOffer {
	step: string;
	secret: string;
	uri: string;
	qr: { size: number; path: string };
}

/* Shown when a factor is the first. */
export interface Added {
	recoveryCodes?: string[];
}

const PATH = '/api/v2/factors';

export const readFactors = (): Promise<Factors> => ask('GET', PATH);
export const offerApp = (): Promise<AppOffer> => ask('POST', `${PATH}/totp`, {});
export const addApp = (step: string, code: string): Promise<Added> => ask('POST', `${PATH}/totp`, { step, code });
export const removeApp = (): Promise<void> => ask('DELETE', `${PATH}/totp`);
export const offerKey = (): Promise<{ step: string; key: KeyQuestion }> => ask('POST', `${PATH}/keys`, {});
export const addKey = (step: string, name: string, key: KeyAnswer): Promise<Added> => ask('POST', `${PATH}/keys`, { step, name, key });
export const renameKey = (id: string, name: string): Promise<void> => ask('PATCH', `${PATH}/keys/${id}`, { name });
export const removeKey = (id: string): Promise<void> => ask('DELETE', `${PATH}/keys/${id}`);
export const addYubiKey = (name: string, code: string): Promise<Added> => ask('POST', `${PATH}/yubico`, { name, code });
export const renameYubiKey = (id: string, name: string): Promise<void> => ask('PATCH', `${PATH}/yubico/${id}`, { name });
export const removeYubiKey = (id: string): Promise<void> => ask('DELETE', `${PATH}/yubico/${id}`);
export const setRecoveryAddress = (address: string): Promise<void> => ask('PATCH', `${PATH}/recovery-address`, { address });
export const newRecoveryCodes = (): Promise<Required<Added>> => ask('POST', `${PATH}/recovery`, {});
