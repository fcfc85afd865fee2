/*
 * Calls of one microtask travel in one POST, in the order they were made, so
 * a later one may refer to the result of an earlier one (RFC 8620, 3.7). When
 * the session has ended the batch waits until the person signed in again and
 * is then sent once more: nothing typed is lost.
 */
import { Fault, faultOf } from './fault';
import type { Answers, WireCall } from './first';

const USING = [
	'urn:ietf:params:jmap:core',
	'urn:ietf:params:jmap:mail',
	'urn:ietf:params:jmap:submission',
	'urn:ietf:params:jmap:vacationresponse',
	'urn:ietf:params:jmap:sieve',
	'urn:ietf:params:jmap:blob',
	'urn:ietf:params:jmap:mdn',
	'urn:ietf:params:jmap:smimeverify',
	'urn:hayloft:params:jmap:smime',
	'urn:hayloft:params:jmap:openpgp',
	'urn:ietf:params:jmap:webpush-vapid',
	'urn:hayloft:params:jmap:filters',
	'urn:ietf:params:jmap:quota',
	'urn:hayloft:params:jmap:snooze',
	'urn:hayloft:jmap:unsubscribe',
	'urn:ietf:params:jmap:principals',
	'urn:ietf:params:jmap:mail:share',
];

export interface Ref {
	resultOf: string;
	name: string;
	path: string;
}

export interface Call<T> {
	result: Promise<T>;
	/* what a later call of the same batch takes as an argument */
	ref: (path: string) => Ref;
}

interface Waiting {
	id: string;
	name: string;
	args: Record<string, unknown>;
	resolve: (value: never) => void;
	reject: (why: unknown) => void;
	/* answers beyond the first with the same id: implicit calls (RFC 8621, 7.5) */
	also?: (name: string, value: unknown) => void;
}

export interface ClientOptions {
	apiUrl: string;
	accountId: string;
	/* capabilities the server names; others are not asked for */
	capabilities: readonly string[];
	/* resolves when somebody is signed in again */
	signIn: () => Promise<void>;
	maxCalls?: number;
	/* requests on their way at once; more wait their turn */
	maxRequests?: number;
	/* answers that are on their way already (first.ts), or null */
	ahead?: (url: string, using: readonly string[], calls: readonly WireCall[]) => Promise<Answers | null>;
	fetch?: typeof fetch;
}

export class Client {
	readonly accountId: string;
	readonly #options: ClientOptions;
	#queue: Waiting[] = [];
	#count = 0;
	#running = 0;
	readonly #turns: (() => void)[] = [];

	constructor(options: ClientOptions) {
		this.#options = options;
		this.accountId = options.accountId;
	}

	/* `args` whose value is a Ref are written as back references. */
	call<T>(name: string, args: Record<string, unknown>, also?: Waiting['also']): Call<T> {
		const id = `c${this.#count++}`;
		const wire: Record<string, unknown> = { accountId: this.accountId };
		for (const [key, value] of Object.entries(args))
			wire[isRef(value) ? `#${key}` : key] = value;
		const result = new Promise<T>((resolve, reject) => {
			if (this.#queue.length === 0)
				queueMicrotask(() => this.#flush());
			const w: Waiting = { id, name, args: wire, resolve: resolve as never, reject };
			if (also)
				w.also = also;
			this.#queue.push(w);
		});
		/* A batch may fail as a whole before anybody awaits each part of it. */
		result.catch(() => {});
		return { result, ref: path => ({ resultOf: id, name, path }) };
	}

	#flush(): void {
		const all = this.#queue;
		this.#queue = [];
		const max = this.#options.maxCalls ?? 16;
		if (all.length <= max) {
			void this.#send(all);
			return;
		}
		/* Cut between calls that do not refer to one another. */
		let part: Waiting[] = [];
		for (const w of all) {
			const refers = Object.entries(w.args).some(([k, v]) => k.startsWith('#') && isRef(v));
			if (part.length >= max && !refers) {
				void this.#send(part);
				part = [];
			}
			part.push(w);
		}
		void this.#send(part);
	}

	async #send(batch: Waiting[]): Promise<void> {
		let answer: { methodResponses: Answers };
		if (this.#running >= (this.#options.maxRequests ?? 4))
			await new Promise<void>(resolve => this.#turns.push(resolve));
		this.#running++;
		try {
			answer = await this.#post(batch);
		} catch (e) {
			for (const w of batch)
				w.reject(e);
			return;
		} finally {
			this.#running--;
			this.#turns.shift()?.();
		}
		const byId = new Map(batch.map(w => [w.id, w]));
		const answered = new Set<string>();
		for (const [name, value, id] of answer.methodResponses) {
			const w = byId.get(id);
			if (!w)
				continue;
			if (answered.has(id)) {
				w.also?.(name, value);
				continue;
			}
			answered.add(id);
			if (name === 'error') {
				const error = value as { type?: string; description?: string };
				w.reject(new Fault('method', error.type ?? 'serverFail', error.description ?? ''));
			} else {
				w.resolve(value as never);
			}
		}
		for (const w of batch)
			if (!answered.has(w.id))
				w.reject(new Fault('method', 'serverFail', `no answer to ${w.name}`));
	}

	async #post(batch: Waiting[]): Promise<{ methodResponses: Answers }> {
		const using = USING.filter(u => this.#options.capabilities.includes(u));
		const methodCalls = batch.map((w): WireCall => [w.name, w.args, w.id]);
		const early = await this.#options.ahead?.(this.#options.apiUrl, using, methodCalls);
		if (early)
			return { methodResponses: early };
		const body = JSON.stringify({ using, methodCalls });
		const send = this.#options.fetch ?? fetch;
		for (let tries = 0; ; tries++) {
			let response: Response;
			try {
				response = await send(this.#options.apiUrl, {
					method: 'POST',
					headers: { 'Content-Type': 'application/json', Accept: 'application/json' },
					body,
					credentials: 'same-origin',
				});
			} catch (e) {
				throw new Fault('offline', 'network', e instanceof Error ? e.message : '');
			}
			if (response.ok)
				return await response.json() as { methodResponses: Answers };
			const fault = faultOf(response.status, await detailOf(response));
			if (fault.kind === 'signed-out') {
				await this.#options.signIn();
				continue;
			}
			/* The server was full and said when to come back. */
			if (fault.kind === 'busy' && tries < 3) {
				const wait = Number(response.headers.get('Retry-After'));
				await new Promise(r => setTimeout(r, (wait > 0 && wait < 20 ? wait : 1 + tries) * 1000));
				continue;
			}
			throw fault;
		}
	}
}

function isRef(v: unknown): v is Ref {
	return typeof v === 'object' && v !== null && 'resultOf' in v && 'path' in v && 'name' in v;
}

/* The words of a problem+json answer, or nothing. */
export async function detailOf(response: Response): Promise<string> {
	try {
		if (!(response.headers.get('Content-Type') ?? '').includes('json'))
			return '';
		const problem = await response.json() as { detail?: string; title?: string };
		return problem.detail ?? problem.title ?? '';
	} catch {
		return '';
	}
}
