import assert from 'node:assert/strict';
import test from 'node:test';
import { format, parse, type Route } from '../lib/router';

function at(url: string): Route {
	const u = new URL(url, 'https://x.example');
	return parse(u.pathname, u.search);
}

const mail = (change: object): Route => ({ page: 'mail', box: 'inbox', thread: null, filter: 'all', q: '', ...change } as Route);
const cases: [string, Route][] = [
	['/mail/inbox', mail({})],
	['/mail/m12/t99', mail({ box: 'm12', thread: 't99' })],
	['/mail/inbox?f=unread', mail({ filter: 'unread' })],
	['/mail/search?q=from%3Aana+plan', mail({ box: 'search', q: 'from:ana plan' })],
	['/mail/search/t4?q=x&f=files', mail({ box: 'search', thread: 't4', q: 'x', filter: 'files' })],
	['/mail/compose?to=a%40x.example', { page: 'compose', query: 'to=a%40x.example' }],
	['/mail/compose', { page: 'compose', query: '' }],
	['/mail/leave?to=https%3A%2F%2Fx.example%2F%3Fa%3D1', { page: 'leave', to: 'https://x.example/?a=1' }],
	['/mail/a%2Fb', mail({ box: 'a/b' })],
];
for (const [url, route] of cases)
	test(`address ${url}`, () => {
		assert.deepEqual(at(url), route);
		assert.equal(format(route), url);
	});

test('addresses that are not ours lead to the inbox', () => {
	for (const url of ['/', '/mail', '/elsewhere', '/mail/inbox?f=nonsense'])
		assert.deepEqual(at(url), mail({}), url);
	assert.deepEqual(at('/mail/%E0%A4%A'), mail({ box: '%E0%A4%A' }));
});
