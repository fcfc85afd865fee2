/* Sign-in and sign-out (REST, /api/v2/session). */
export interface Person {
	account: string;
	address: string;
	name: string;
	role: 'user' | 'domain_admin' | 'admin';
}

export type SignInResult =
	| { ok: true; person: Person }
	| { ok: false; why: 'wrong' | 'offline' | 'server' }
	| { ok: false; why: 'throttled'; seconds: number };

export async function whoAmI(): Promise<Person | null> {
	const response = await fetch('/api/v2/session', { headers: { Accept: 'application/json' }, credentials: 'same-origin' });
	if (response.status === 401)
		return null;
	if (!response.ok)
		throw new Error(`session: ${response.status}`);
	return await response.json() as Person;
}

export async function signIn(login: string, password: string): Promise<SignInResult> {
	let response: Response;
	try {
		response = await fetch('/api/v2/session', {
			method: 'POST',
			headers: { 'Content-Type': 'application/json', Accept: 'application/json' },
			body: JSON.stringify({ login, password }),
			credentials: 'same-origin',
		});
	} catch {
		return { ok: false, why: 'offline' };
	}
	if (response.ok)
		return { ok: true, person: await response.json() as Person };
	if (response.status === 401)
		return { ok: false, why: 'wrong' };
	if (response.status === 429)
		return { ok: false, why: 'throttled', seconds: Number(response.headers.get('Retry-After')) || 60 };
	return { ok: false, why: 'server' };
}

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
