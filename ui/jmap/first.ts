/*
 * The calls that it took until the first list stood there are kept. At the
 * next start boot.ts makes them all in one request, before the app is loaded;
 * who then makes the same calls gets these answers and no way to the server
 * and back. Whatever differs (another folder, a new release) asks as ever.
 */
import { ahead } from '../lib/ahead';
import { readLocal, writeLocal } from '../lib/local';

export type WireCall = [name: string, args: Record<string, unknown>, id: string];
export type Answers = [name: string, value: unknown, id: string][];

/* Read by boot.ts as well. */
export interface First {
	path: string;
	url: string;
	body: string;
}

/* As many as the server takes at once. */
const MOST = 16;

async function read(answer: Promise<Response>): Promise<Answers | null> {
	try {
		const response = await answer;
		return response.ok ? (await response.json() as { methodResponses: Answers }).methodResponses : null;
	} catch {
		return null;
	}
}

export class FirstCalls {
	#made: WireCall[] | null = [];
	#url = '';
	#using: readonly string[] = [];
	#asked: { calls: Set<string>; answers: Promise<Answers | null> } | null = null;

	#begin(url: string): void {
		this.#url = url;
		const answer = ahead(url);
		const first = readLocal<First | null>('first', null);
		if (!answer || !first)
			return;
		const { methodCalls } = JSON.parse(first.body) as { methodCalls: WireCall[] };
		this.#asked = { calls: new Set(methodCalls.map(c => JSON.stringify(c))), answers: read(answer) };
	}

	/* The answers to these calls, when they were asked for ahead and all is well; else null. */
	async answers(url: string, using: readonly string[], calls: readonly WireCall[]): Promise<Answers | null> {
		/* What changes something is never made twice; what asks for changes is another question each time. */
		if (!this.#made || calls.some(([name]) => !/\/(?:get|query)$/u.test(name)))
			return null;
		if (this.#made.length === 0)
			this.#begin(url);
		this.#made.push(...calls);
		this.#using = using;
		if (!calls.every(c => this.#asked?.calls.has(JSON.stringify(c))))
			return null;
		const ids = new Set(calls.map(c => c[2]));
		return (await this.#asked?.answers)?.filter(([, , id]) => ids.has(id)) ?? null;
	}

	/* The first list stands: what it took is for the next start. A search is another one each time. */
	keep(path: string): void {
		const made = this.#made;
		this.#made = null;
		this.#asked = null;
		if (made && made.length > 0 && made.length <= MOST && !path.includes('?'))
			writeLocal('first', { path, url: this.#url, body: JSON.stringify({ using: this.#using, methodCalls: made }) } satisfies First);
	}
}

export const firstCalls = new FirstCalls();
