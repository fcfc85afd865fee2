/*
 * Who is signed in and how to reach the server. Everything else in the model
 * stands on `client()`.
 */
import { signal } from '@preact/signals';
import { whoAmI, type Person } from '../rest/session';
import { Client } from '../jmap/client';
import { firstCalls } from '../jmap/first';
import { fetchSession, mailAccount } from '../jmap/session';
import { Fault } from '../jmap/fault';
import type { Live } from '../jmap/push';
import type { Session } from '../jmap/types';
import { chooseAccount, chosenAccount } from './chosen-account';
import { keepFor, keptStart } from './offline';

export type Phase = 'starting' | 'signed-out' | 'ready' | 'failed';

export const phase = signal<Phase>('starting');
export const person = signal<Person | null>(null);
export const live = signal<Live>('connecting');
/* a dialog over the page asks for the password; what waits for it is below */
export const signInNeeded = signal(false);
/* counts answers to the dialog: streams that ended with the session open again */
export const signIns = signal(0);
export const startFault = signal<Fault | null>(null);

let jmapSession: Session | null = null;
let jmapClient: Client | null = null;
let homeClient: Client | null = null;
let waiting: (() => void)[] = [];

export function client(): Client {
	if (!jmapClient)
		throw new Error('not connected');
	return jmapClient;
}

export function session(): Session {
	if (!jmapSession)
		throw new Error('not connected');
	return jmapSession;
}

export function accountId(): string {
	return client().accountId;
}

/* One's own account, whatever is being read. */
export function home(): Client {
	if (!homeClient)
		throw new Error('not connected');
	return homeClient;
}

/* A stream that ends may mean that the session did: ask before an action finds out. */
export async function checkSession(): Promise<void> {
	if (signInNeeded.peek() || phase.peek() !== 'ready')
		return;
	const who = await whoAmI().catch(() => undefined);
	if (who === null)
		void askSignIn();
}

/* Resolves when the dialog was answered. Many calls may wait at once. */
export function askSignIn(): Promise<void> {
	signInNeeded.value = true;
	return new Promise(resolve => waiting.push(resolve));
}

/* Somebody else signing in over this page means another mailbox: start anew. */
export function signedInAgain(next: Person): void {
	if (person.peek() && person.peek()!.account !== next.account) {
		location.reload();
		return;
	}
	person.value = next;
	signInNeeded.value = false;
	signIns.value++;
	const all = waiting;
	waiting = [];
	for (const resolve of all)
		resolve();
}

export async function connect(): Promise<boolean> {
	startFault.value = null;
	try {
		const [who, found] = await Promise.all([
			person.peek() ?? whoAmI(),
			fetchSession().catch((e: unknown) => {
				if (e instanceof Fault && e.kind === 'signed-out')
					return null;
				throw e;
			}),
		]);
		if (!who || !found) {
			person.value = null;
			phase.value = 'signed-out';
			return false;
		}
		use(who, found);
		return true;
	} catch (e) {
		const fault = e instanceof Fault ? e : new Fault('offline', 'network', e instanceof Error ? e.message : '');
		/* Without a connection: as the person who was here last, with what was kept. */
		const kept = fault.kind === 'offline' ? await keptStart() : null;
		if (kept) {
			live.value = 'offline';
			chooseAccount(null);
			use(kept.person, kept.session);
			return true;
		}
		startFault.value = fault;
		phase.value = 'failed';
		return false;
	}
}

function use(who: Person, found: Session): void {
	person.value = who;
	jmapSession = found;
	const limits = found.capabilities['urn:ietf:params:jmap:core'];
	const own = mailAccount(found);
	const read = chosenAccount(found) ?? own;
	const clientOf = (accountId: string): Client => new Client({
		apiUrl: found.apiUrl.replace(/^https?:\/\/[^/]+/u, ''),
		accountId,
		capabilities: Object.keys(found.capabilities),
		signIn: askSignIn,
		maxCalls: limits?.maxCallsInRequest ?? 16,
		maxRequests: limits?.maxConcurrentRequests ?? 4,
		...(read === own ? { ahead: firstCalls.answers.bind(firstCalls) } : {}),
	});
	jmapClient = clientOf(read);
	homeClient = read === own ? jmapClient : clientOf(own);
	keepFor(read === own ? who.account : `${who.account}/${read}`);
	phase.value = 'ready';
}
