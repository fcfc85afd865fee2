import assert from 'node:assert/strict';
import test from 'node:test';
import { FirstCalls, type First, type WireCall } from '../jmap/first';

const kept = new Map<string, string>();
(globalThis as unknown as { localStorage: object }).localStorage = {
	getItem: (k: string) => kept.get(k) ?? null,
	setItem: (k: string, v: string) => void kept.set(k, v),
};
const boxes: WireCall = ['Mailbox/get', { accountId: 'a1', ids: null }, 'c0'];
const query: WireCall = ['Email/query', { accountId: 'a1', filter: { inMailbox: 'm1' } }, 'c1'];
const answered = (calls: WireCall[]): Response => new Response(JSON.stringify({ methodResponses: calls.map(([n, , id]) => [n, { ok: id }, id]) }));

/* A page as it begins, and what boot.ts asked for. */
function page(asked?: Response): FirstCalls {
	Object.assign(globalThis, { askedAhead: asked ? { '/jmap/api': Promise.resolve(asked) } : {} });
	return new FirstCalls();
}

test('what the first list took is kept, and taken from the answer that was asked ahead', async () => {
	let p = page();
	assert.equal(await p.answers('/jmap/api', ['u'], [boxes]), null);
	assert.equal(await p.answers('/jmap/api', ['u'], [query]), null);
	p.keep('/mail/inbox');
	const first = JSON.parse(kept.get('hayloft.first')!) as First;
	assert.deepEqual([first.path, first.url, JSON.parse(first.body)], ['/mail/inbox', '/jmap/api', { using: ['u'], methodCalls: [boxes, query] }]);

	p = page(answered([boxes, query]));
	assert.deepEqual(await p.answers('/jmap/api', ['u'], [boxes]), [['Mailbox/get', { ok: 'c0' }, 'c0']]);
	assert.deepEqual(await p.answers('/jmap/api', ['u'], [query]), [['Email/query', { ok: 'c1' }, 'c1']]);
	p.keep('/mail/inbox');
	assert.equal(await p.answers('/jmap/api', ['u'], [boxes]), null, 'an answer of the start is not for later');
});

test('another call, a refusal, no network: asked as ever', async () => {
	let p = page(answered([boxes, query]));
	assert.equal(await p.answers('/jmap/api', ['u'], [['Email/query', { accountId: 'a1', filter: { inMailbox: 'm2' } }, 'c1']]), null);
	p = page(new Response('{}', { status: 401 }));
	assert.equal(await p.answers('/jmap/api', ['u'], [boxes]), null);
	p = page();
	Object.assign(globalThis, { askedAhead: { '/jmap/api': Promise.reject(new TypeError('no network')) } });
	assert.equal(await p.answers('/jmap/api', ['u'], [boxes]), null);
});

test('what changes something is not kept, nor is a search', async () => {
	kept.clear();
	let p = page();
	await p.answers('/jmap/api', ['u'], [boxes]);
	await p.answers('/jmap/api', ['u'], [['Email/set', { accountId: 'a1', update: {} }, 'c1']]);
	await p.answers('/jmap/api', ['u'], [['Mailbox/changes', { accountId: 'a1', sinceState: '7' }, 'c2'], ['Mailbox/get', { accountId: 'a1' }, 'c3']]);
	p.keep('/mail/inbox');
	assert.deepEqual(JSON.parse((JSON.parse(kept.get('hayloft.first')!) as First).body), { using: ['u'], methodCalls: [boxes] });
	kept.clear();
	p = page();
	await p.answers('/jmap/api', ['u'], [boxes]);
	p.keep('/mail/search?q=newer_than:2d');
	assert.equal(kept.size, 0);
});
