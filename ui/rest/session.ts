/* Sign-in and sign-out (REST, /api/v2/session). */
import { ahead } from '../lib/ahead';

export interface Person {
	account: string;
	address: string;
	name: string;
	role: 'user' | 'domain_admin' | 'admin';
}

/* WebAuthn's options as JSON: binary members are base64url. */
export interface KeyQuestion {
	challenge: string;
	rpId?: string;
	rp?: { id: string; name: string };
	user?: { id: string; name: string; displayName: string };
	pubKeyCredParams?: { type: 'public-key'; alg: number }[];
	allowCredentials?: { id: string }[];
	excludeCredentials?: { id: string }[];
	[more: string]: unknown;
}

export interface KeyAnswer {
	id: string;
	clientDataJSON: string;
	authenticatorData: string;
	signature?: string;
	userHandle?: string;
}

/* What the server still wants to see before it opens. */
export interface Step {
	step: string;
	needs: 'second-factor' | 'passkey' | 'enrol' | 'new-password';
	code?: boolean;
	recovery?: boolean;
	/* a YubiKey types it */
	yubico?: boolean;
	key?: KeyQuestion;
	totp?: { secret: string; uri: string; qr: { size: number; path: string } };
	length?: number;
	recoveryCodes?: string[];
}

export type StepAnswer = { code: string } | { key: KeyAnswer } | { password: string };

export type SignInResult =
	| { ok: true; person: Person; recoveryCodes?: string[] }
	| { ok: false; why: 'step'; step: Step }
	| { ok: false; why: 'wrong' | 'offline' | 'server' | 'over' }
	| { ok: false; why: 'refused'; type: string; about: string; detail: string }
	| { ok: false; why: 'throttled'; seconds: number };

const SIGN_IN = '/api/v2/session';

export async function whoAmI(): Promise<Person | null> {
	const response = await (ahead(SIGN_IN) ?? fetch(SIGN_IN, { headers: { Accept: 'application/json' }, credentials: 'same-origin' }));
	if (response.status === 401)
		return null;
	if (!response.ok)
		throw new Error(`session: ${response.status}`);
	return await response.json() as Person;
}

/* PATH is that of a new session, or of a proof that one's person is still there. */
async function post(path: string, body: unknown): Promise<SignInResult> {
	let response: Response;
	try {
		response = await fetch(path, {
			method: 'POST',
			headers: { 'Content-Type': 'application/json', Accept: 'application/json' },
			body: JSON.stringify(body),
			credentials: 'same-origin',
		});
	} catch {
		return { ok: false, why: 'offline' };
	}
	const said = (response.status === 204 ? {} : await response.json().catch(() => ({}))) as Person & Step & { type?: string; about?: string; detail?: string };
	switch (response.status) {
	case 200:
	case 204:
		return { ok: true, person: said, ...(said.recoveryCodes ? { recoveryCodes: said.recoveryCodes } : {}) };
	case 202:
		return { ok: false, why: 'step', step: said };
	case 400:
		return { ok: false, why: 'refused', type: said.type?.split('#')[1] ?? '400', about: said.about ?? '', detail: said.detail ?? '' };
	case 401:
	case 403:
		return { ok: false, why: 'wrong' };
	case 410:
		return { ok: false, why: 'over' };
	case 429:
		return { ok: false, why: 'throttled', seconds: Number(response.headers.get('Retry-After')) || 60 };
	}
	/* A service that another one needs is away: it has a type of its own. */
	const type = said.type?.split('#')[1];
	return type ? { ok: false, why: 'refused', type, about: '', detail: said.detail ?? '' } : { ok: false, why: 'server' };
}

const PROOF = '/api/v2/session/proof';

export const signIn = (login: string, password: string): Promise<SignInResult> => post(SIGN_IN, { login, password });
export const signInWithPasskey = (): Promise<SignInResult> => post(SIGN_IN, { passkey: true });
/* By mail to the recovery address, if there is one: nobody is told whether. */
export const askForLink = (login: string): Promise<SignInResult> => post(SIGN_IN, { forgotten: login });
/* What is behind the '#' of the link. */
export const openLink = (token: string): Promise<SignInResult> => post(SIGN_IN, { step: token });
export const prove = (password: string): Promise<SignInResult> => post(PROOF, { password });
export const proveWithPasskey = (): Promise<SignInResult> => post(PROOF, { passkey: true });

/* PROOF: the step belongs to a proof, not to a sign-in. */
export const answerStep = (step: string, answer: StepAnswer, proof: boolean): Promise<SignInResult> => post(proof ? PROOF : SIGN_IN, { step, ...answer });

/* The provider elsewhere where people can sign in; '' when there is none. */
export const providerName = (): Promise<string> => fetch(`${SIGN_IN}/provider`).then(async r => (r.ok ? (await r.json() as { name?: string }).name ?? '' : '')).catch(() => '');

/* False when the server could not be reached: the session lives on. */
export async function signOut(everywhere: boolean): Promise<boolean> {
	try {
		const response = await fetch(everywhere ? '/api/v2/sessions' : '/api/v2/session', {
			method: 'DELETE',
			credentials: 'same-origin',
		});
		return response.ok || response.status === 401;
	} catch {
		return false;
	}
}
