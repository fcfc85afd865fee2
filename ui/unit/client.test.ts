import assert from 'node:assert/strict';
import test from 'node:test';
import { Client } from '../jmap/client';
import { Fault } from '../jmap/fault';
import { backoff } from '../jmap/push';
import { expand } from '../jmap/session';

type Call = [string, Record<string, unknown>, string];

function client(answer: (calls: Call[]) => { status?: number; body?: unknown }, more: object = {}) {
	const sent: Call[][] = [];
	const c = new Client({
		apiUrl: '/jmap/api', accountId: 'a1', capabilities: ['urn:ietf:params:jmap:core'], signIn: async () => {},
		fetch: async (_, init) => {
			const { methodCalls } = JSON.parse(String(init!.body)) as { methodCalls: Call[] };
			sent.push(methodCalls);
			const { status = 200, body } = answer(methodCalls);
			return new Response(JSON.stringify(body ?? { methodResponses: methodCalls.map(([n, , id]) => [n, { ok: n }, id]) }), { status, headers: { 'Content-Type': 'application/json' } });
		},
		...more,
	});
	return { c, sent };
}

test('calls of one microtask share a request, with back references', async () => {
	const { c, sent } = client(() => ({}));
	const q = c.call('Email/query', { limit: 1 });
	const g = c.call<{ ok: string }>('Email/get', { ids: q.ref('/ids') });
	assert.equal((await g.result).ok, 'Email/get');
	assert.equal(sent.length, 1);
	assert.deepEqual(sent[0]![1]![1], { accountId: 'a1', '#ids': { resultOf: sent[0]![0]![2], name: 'Email/query', path: '/ids' } });
	await c.call('Email/get', {}).result;
	assert.equal(sent.length, 2);
});

test('one method failing leaves the others alone', async () => {
	const { c } = client(calls => ({ body: { methodResponses: [['error', { type: 'unknownMethod' }, calls[0]![2]], ['B', {}, calls[1]![2]]] } }));
	const a = c.call('A', {}).result.catch((e: unknown) => e as Fault);
	const b = c.call('B', {}).result;
	assert.equal(((await a) as Fault).code, 'unknownMethod');
	assert.deepEqual(await b, {});
});

test('a session that ended: sign in, then the same batch again', async () => {
	let signedIn = false;
	let asked = 0;
	const { c, sent } = client(() => (signedIn ? {} : { status: 401, body: {} }), {
		signIn: async () => {
			asked++;
			signedIn = true;
		},
	});
	await c.call('Email/set', { update: {} }).result;
	assert.equal(asked, 1);
	assert.deepEqual(sent[0], sent[1]);
});

test('implicit answers reach the call that caused them', async () => {
	const { c } = client(calls => ({ body: { methodResponses: [['EmailSubmission/set', {}, calls[0]![2]], ['Email/set', { notUpdated: null }, calls[0]![2]]] } }));
	const also: string[] = [];
	await c.call('EmailSubmission/set', {}, name => also.push(name)).result;
	assert.deepEqual(also, ['Email/set']);
});

test('more calls than the server takes are cut, never between a call and its reference', async () => {
	const { c, sent } = client(() => ({}), { maxCalls: 2 });
	const all = [c.call('A', {}), c.call('B', {})];
	const d = c.call('C', {});
	await Promise.all([...all.map(x => x.result), d.result, c.call('D', { ids: d.ref('/ids') }).result]);
	assert.deepEqual(sent.map(s => s.map(x => x[0])), [['A', 'B'], ['C', 'D']]);
});

test('no network is told apart from an error of the server', async () => {
	const off = client(() => ({}), { fetch: async () => { throw new TypeError('no route'); } });
	assert.equal((await off.c.call('A', {}).result.catch((e: unknown) => e) as Fault).kind, 'offline');
	const bad = client(() => ({ status: 500, body: { detail: 'broken' } }));
	const fault = await bad.c.call('A', {}).result.catch((e: unknown) => e) as Fault;
	assert.deepEqual([fault.kind, fault.message], ['server', 'broken']);
});

test('URL templates and the pace of reconnecting', () => {
	assert.equal(expand('https://x.example/jmap/download/{accountId}/{blobId}/{name}?type={type}', { accountId: 'a1', blobId: 'b', name: 'a b/c.pdf', type: 'text/plain' }), '/jmap/download/a1/b/a%20b%2Fc.pdf?type=text%2Fplain');
	assert.equal(backoff(0, 1), 1000);
	assert.equal(backoff(20, 1), 60_000);
	assert.ok(backoff(3, 0) >= 4000);
});
