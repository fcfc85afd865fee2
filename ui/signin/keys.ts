/* Security keys and passkeys: the browser's navigator.credentials, with the server's base64url (WebAuthn, level 2). */
import type { KeyAnswer, KeyQuestion } from '../rest/session';

export const canUseKeys = (): boolean => typeof PublicKeyCredential === 'function';

function bytes(text: string): Uint8Array<ArrayBuffer> {
	return Uint8Array.from(atob(text.replace(/-/gu, '+').replace(/_/gu, '/')), c => c.charCodeAt(0));
}

function text(buffer: ArrayBuffer): string {
	return btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/gu, '-').replace(/\//gu, '_').replace(/[=]+$/u, '');
}

const listed = (keys: KeyQuestion['allowCredentials']): PublicKeyCredentialDescriptor[] =>
	(keys ?? []).map(k => ({ type: 'public-key' as const, id: bytes(k.id) }));

/* Null when the person closed the browser's dialog, or had no key. */
async function orNull<T>(asked: Promise<T>): Promise<T | null> {
	try {
		return await asked;
	} catch (e) {
		if (e instanceof DOMException && (e.name === 'NotAllowedError' || e.name === 'AbortError'))
			return null;
		throw e;
	}
}

export async function makeKey(q: KeyQuestion): Promise<KeyAnswer | null> {
	const made = await orNull(navigator.credentials.create({ publicKey: {
		...q, challenge: bytes(q.challenge), user: { ...q.user!, id: bytes(q.user!.id) },
		rp: q.rp!, pubKeyCredParams: q.pubKeyCredParams!, excludeCredentials: listed(q.excludeCredentials),
	} as PublicKeyCredentialCreationOptions })) as PublicKeyCredential | null;
	if (!made)
		return null;
	const r = made.response as AuthenticatorAttestationResponse;
	return { id: made.id, clientDataJSON: text(r.clientDataJSON), authenticatorData: text(r.getAuthenticatorData()) };
}

export const askKey = (q: KeyQuestion): Promise<KeyAnswer | null> => ask(q, {});

/* Offered in the form instead of a dialog, for as long as nobody aborts it. */
export const offerKeys = (q: KeyQuestion, signal: AbortSignal): Promise<KeyAnswer | null> => ask(q, { mediation: 'conditional', signal });

async function ask(q: KeyQuestion, how: CredentialRequestOptions): Promise<KeyAnswer | null> {
	const got = await orNull(navigator.credentials.get({ ...how, publicKey: {
		...q, challenge: bytes(q.challenge), allowCredentials: listed(q.allowCredentials),
	} as PublicKeyCredentialRequestOptions })) as PublicKeyCredential | null;
	if (!got)
		return null;
	const r = got.response as AuthenticatorAssertionResponse;
	return {
		id: got.id, clientDataJSON: text(r.clientDataJSON), authenticatorData: text(r.authenticatorData), signature: text(r.signature),
		...(r.userHandle ? { userHandle: text(r.userHandle) } : {}),
	};
}
