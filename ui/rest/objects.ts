/* Objects of one's own over the REST API (/api/v2/objects/…): app passwords, one's mailbox. */
export class RestFault extends Error {
	readonly status: number;
	/* the problem's type, else the status */
	readonly code: string;
	readonly about: readonly string[];
	/* show password or key again, then ask once more */
	readonly proveAgain: boolean;

	constructor(status: number, detail: string, type = '', about = '') {
		super(detail || String(status));
		this.status = status;
		this.code = type.split('#')[1] ?? String(status);
		this.about = about ? [about] : [];
		this.proveAgain = this.code === 'prove_again';
	}
}

export async function ask<T>(method: string, path: string, body?: unknown): Promise<T> {
	let response: Response;
	try {
		response = await fetch(path, {
			method,
			headers: { Accept: 'application/json', ...(body === undefined ? {} : { 'Content-Type': 'application/json' }) },
			...(body === undefined ? {} : { body: JSON.stringify(body) }),
			credentials: 'same-origin',
		});
	} catch {
		throw new RestFault(0, 'offline');
	}
	if (!response.ok) {
		const problem = await response.json().catch(() => ({})) as { detail?: string; title?: string; type?: string; about?: string };
		throw new RestFault(response.status, problem.detail ?? problem.title ?? '', problem.type, problem.about);
	}
	return response.status === 204 ? undefined as T : await response.json() as T;
}

/* What this server has; an older one has none of it. */
export async function categories(): Promise<Set<string>> {
	const list = await ask<{ name: string }[]>('GET', '/api/v2/objects/').catch((e: RestFault) => {
		if (e.status === 404)
			return [];
		throw e;
	});
	return new Set(list.map(c => c.name));
}

export type Fields = Record<string, unknown>;

/* All that one may see, or those of OWNER: an administrator sees more than the own. */
export async function listObjects(category: string, owner = ''): Promise<Fields[]> {
	const r = await ask<{ items?: Fields[]; list?: Fields[]; objects?: Fields[] } | Fields[]>('GET', `/api/v2/objects/${category}?limit=200${owner ? `&owner=${encodeURIComponent(owner)}` : ''}`);
	return Array.isArray(r) ? r : r.items ?? r.list ?? r.objects ?? [];
}

export function readObject(category: string, key: string): Promise<Fields> {
	return ask('GET', `/api/v2/objects/${category}/${encodeURIComponent(key)}`);
}

export function makeObject(category: string, fields: Fields): Promise<Fields> {
	return ask('POST', `/api/v2/objects/${category}`, fields);
}

export function changeObject(category: string, key: string, fields: Fields): Promise<Fields> {
	return ask('PATCH', `/api/v2/objects/${category}/${encodeURIComponent(key)}`, fields);
}

export function removeObject(category: string, key: string): Promise<void> {
	return ask('DELETE', `/api/v2/objects/${category}/${encodeURIComponent(key)}`);
}

export interface BrowserSession {
	id: string;
	created: string;
	seen: string;
	address: string;
	/* ISO 3166-1, where the server knows it */
	country?: string;
	agent: string;
	way: 'password' | 'totp' | 'recovery' | 'key' | 'passkey' | 'yubico';
	current: boolean;
}

/* Null where the server does not tell. */
export async function listSessions(): Promise<BrowserSession[] | null> {
	return ask<BrowserSession[]>('GET', '/api/v2/sessions').catch(() => null);
}

/* One by its id, or all others. */
export function endSession(id: string | 'others'): Promise<void> {
	return ask('DELETE', `/api/v2/sessions/${id}`);
}

export interface LastLogin {
	service: 'web' | 'imap' | 'pop3' | 'smtp' | 'sieve' | 'dav' | 'jmap' | 'api' | 'mail';
	at: string;
	address: string;
	country?: string;
}

export async function lastLogins(): Promise<LastLogin[]> {
	return ask<LastLogin[]>('GET', '/api/v2/last-logins').catch(() => []);
}

/* A text as a picture for phones. */
export const qrCode = (text: string): Promise<{ size: number; path: string }> => ask('GET', `/api/v2/qr?text=${encodeURIComponent(text)}`);

/* What other programs need to know (RFC draft of autoconfig); parsed by XMLHttpRequest, see dav/request.ts. */
export function clientSettings(address: string): Promise<Document | null> {
	return new Promise(resolve => {
		const xhr = new XMLHttpRequest();
		xhr.open('GET', `/mail/config-v1.1.xml?emailaddress=${encodeURIComponent(address)}`);
		xhr.responseType = 'document';
		xhr.overrideMimeType('application/xml');
		xhr.onload = () => resolve(xhr.status === 200 ? xhr.responseXML : null);
		xhr.onerror = () => resolve(null);
		xhr.send();
	});
}
