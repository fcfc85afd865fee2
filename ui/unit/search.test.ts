import assert from 'node:assert/strict';
import test from 'node:test';
import { narrow } from '../model/list';
import { parseSearch, type SearchContext } from '../model/search';

const cx: SearchContext = {
	now: new Date('2026-11-19T12:00:00Z'),
	mailbox: name => ({ inbox: 'm1', trash: 'm6', clients: 'm7' })[name.toLowerCase()],
	outside: [],
};
const cases: [string, unknown][] = [
	['', null],
	['   ', null],
	['hello', { text: 'hello' }],
	['hello world', { operator: 'AND', conditions: [{ text: 'hello' }, { text: 'world' }] }],
	['"hello world"', { text: 'hello world' }],
	['"open quote', { text: 'open quote' }],
	['from:ana', { from: 'ana' }],
	['subject:"final plan"', { subject: 'final plan' }],
	['has:attachment', { hasAttachment: true }],
	['is:unread is:starred', { operator: 'AND', conditions: [{ notKeyword: '$seen' }, { hasKeyword: '$flagged' }] }],
	['-from:bob', { operator: 'NOT', conditions: [{ from: 'bob' }] }],
	['a OR b', { operator: 'OR', conditions: [{ text: 'a' }, { text: 'b' }] }],
	['(a OR b) c', { operator: 'AND', conditions: [{ operator: 'OR', conditions: [{ text: 'a' }, { text: 'b' }] }, { text: 'c' }] }],
	['in:clients x', { operator: 'AND', conditions: [{ inMailbox: 'm7' }, { text: 'x' }] }],
	['in:nowhere', { text: 'in:nowhere' }],
	['in:anywhere', {}],
	['larger:5M', { minSize: 5_000_000 }],
	['smaller:10k', { maxSize: 10_000 }],
	['larger:big', { text: 'larger:big' }],
	['older_than:7d', { before: '2026-11-12T12:00:00Z' }],
	['newer_than:2w', { after: '2026-11-05T12:00:00Z' }],
	['header:X-Spam=yes', { header: ['X-Spam', 'yes'] }],
	['list:dev.example.org', { header: ['List-Id', 'dev.example.org'] }],
	['label:work', { hasKeyword: 'work' }],
	['http://example.org/x', { text: 'http://example.org/x' }],
	['12:30', { text: '12:30' }],
	['e-mail', { text: 'e-mail' }],
	['a - b', { operator: 'AND', conditions: [{ text: 'a' }, { text: '-' }, { text: 'b' }] }],
	[')) ((', null],
];

for (const [typed, want] of cases)
	test(`search: ${typed || '(nothing)'}`, () => assert.deepEqual(parseSearch(typed, cx), want));

test('junk and trash are left out unless a folder is named', () => {
	const outside = { ...cx, outside: ['m5', 'm6'] };
	assert.deepEqual(parseSearch('x', outside), { operator: 'AND', conditions: [{ text: 'x' }, { inMailboxOtherThan: ['m5', 'm6'] }] });
	assert.deepEqual(parseSearch('x in:trash', outside), { operator: 'AND', conditions: [{ text: 'x' }, { inMailbox: 'm6' }] });
	assert.deepEqual(parseSearch('x in:anywhere', outside), { text: 'x' });
});

test('brackets without end do not exhaust anything', () => {
	parseSearch('('.repeat(50_000), cx);
	parseSearch('-'.repeat(5_000) + 'x', cx);
	assert.ok(true);
});

test('quick filters join a folder, a search and one another', () => {
	assert.deepEqual(narrow({ inMailbox: 'm1' }, 'unread'), { inMailbox: 'm1', notKeyword: '$seen' });
	assert.deepEqual(narrow({ inMailbox: 'm1' }, 'all'), { inMailbox: 'm1' });
	assert.deepEqual(narrow({ hasKeyword: '$answered' }, 'starred'), { operator: 'AND', conditions: [{ hasKeyword: '$answered' }, { hasKeyword: '$flagged' }] });
	assert.deepEqual(narrow(null, 'files'), { hasAttachment: true });
});
