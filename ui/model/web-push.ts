/*
 * News while Hayloft is closed (RFC 8030, RFC 8620, section 7.2): the browser
 * gives an address, the server proves that it reaches this browser, and the
 * service worker answers for it (sw.ts). Nothing of a mail is in the news.
 */
import { Fault } from '../jmap/fault';
import type { GetResult, Id, SetResult } from '../jmap/types';
import { refusal } from '../jmap/fault';
import { client, session } from './connection';
import { EXTRAS } from './server-extras';

function serverKey(): Uint8Array<ArrayBuffer> | null {
	const key = (session().capabilities[EXTRAS.push] as { applicationServerKey?: string } | undefined)?.applicationServerKey;
	if (!key)
		return null;
	const raw = atob(key.replace(/-/gu, '+').replace(/_/gu, '/'));
	return Uint8Array.from(raw, c => c.charCodeAt(0));
}

export function canPush(): boolean {
	return 'serviceWorker' in navigator && 'PushManager' in window && serverKey() !== null;
}

const ours = (): string => `hayloft-web-${navigator.userAgent.length}-${location.host}`;

async function forget(): Promise<void> {
	const got = await client().call<GetResult<{ id: Id; deviceClientId: string }>>('PushSubscription/get', { accountId: undefined, ids: null }).result;
	const mine = got.list.filter(s => s.deviceClientId === ours()).map(s => s.id);
	if (mine.length > 0)
		await client().call<SetResult>('PushSubscription/set', { accountId: undefined, destroy: mine }).result;
}

/* Throws when the browser or the server does not want to. */
export async function setPush(on: boolean): Promise<void> {
	const worker = await navigator.serviceWorker.ready;
	const old = await worker.pushManager.getSubscription();
	if (!on) {
		await old?.unsubscribe();
		await forget();
		return;
	}
	const key = serverKey();
	if (!key)
		throw new Fault('server', 'noPush', 'the server sends no push');
	const s = old ?? await worker.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key });
	const json = s.toJSON();
	await forget();
	const r = await client().call<SetResult>('PushSubscription/set', {
		accountId: undefined,
		create: { p: { deviceClientId: ours(), url: json.endpoint, keys: json.keys, types: ['EmailDelivery'] } },
	}).result;
	const bad = r.notCreated?.['p'];
	if (bad) {
		await s.unsubscribe();
		throw refusal(bad);
	}
}

export async function pushing(): Promise<boolean> {
	if (!canPush())
		return false;
	return (await (await navigator.serviceWorker.getRegistration())?.pushManager.getSubscription() ?? null) !== null;
}

const RENEW_BEFORE = 3 * 86_400_000;

/* The server's side of it ends after a week, and with the sign-in that made it; the browser's side does not. */
export async function renewPush(): Promise<void> {
	if (!await pushing())
		return;
	const got = await client().call<GetResult<{ id: Id; deviceClientId: string; expires: string }>>('PushSubscription/get', { accountId: undefined, ids: null }).result;
	const mine = got.list.find(s => s.deviceClientId === ours());
	if (!mine || Date.parse(mine.expires) - Date.now() < RENEW_BEFORE)
		await setPush(true);
}
