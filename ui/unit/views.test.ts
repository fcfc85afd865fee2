import assert from 'node:assert/strict';
import test from 'node:test';
import { keyName, labelOf, match, type Command } from '../lib/keys';
import { MAX, rowsInView, scrollToShow } from '../lib/virtual';
import { treeOf } from '../model/mailboxes';
import type { Mailbox } from '../jmap/types';

const command = (id: string, keys: string[], enabled = true): Command => ({ id, text: '', keys, scope: 'everywhere', run: () => {}, enabled: () => enabled });
const event = (key: string, m: Partial<KeyboardEvent> = {}) => ({ key, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...m });

test('keys as the table writes them', () => {
	assert.equal(keyName(event('e')), 'e');
	assert.equal(keyName(event('I', { shiftKey: true })), 'Shift+I');
	assert.equal(keyName(event('#', { shiftKey: true })), '#');
	assert.equal(keyName(event('k', { ctrlKey: true })), 'Ctrl+K');
	assert.equal(keyName(event('Enter', { metaKey: true })), 'Ctrl+Enter');
	assert.equal(keyName(event('ArrowDown', { shiftKey: true })), 'Shift+ArrowDown');
	assert.equal(labelOf('g i'), 'G I');
	assert.equal(labelOf('Shift+ArrowUp'), 'Shift ↑');
});

test('sequences: g then i, and a second key that is none', () => {
	const rows = [command('inbox', ['g i']), command('archive', ['e']), command('off', ['x'], false)];
	assert.deepEqual(match(rows, '', 'g'), { pending: 'g' });
	assert.equal(match(rows, 'g', 'i').row!.id, 'inbox');
	assert.equal(match(rows, 'g', 'e').row!.id, 'archive');
	assert.deepEqual(match(rows, 'g', 'q'), { pending: '' });
	assert.deepEqual(match(rows, '', 'x'), { pending: '' });
});

test('only rows in view exist', () => {
	const v = rowsInView(1000, 84, 840, 8400, 2);
	assert.deepEqual([v.first, v.end, v.offset, v.height], [98, 112, 98 * 84, 84_000]);
	assert.deepEqual(rowsInView(3, 84, 840, 0), { height: 252, first: 0, end: 3, offset: 0 });
	assert.deepEqual(rowsInView(0, 84, 840, 0), { height: 0, first: 0, end: 0, offset: 0 });
});

test('a million rows: the scrolled area stays within what browsers can, the end is reached', () => {
	const total = 1_000_000;
	const end = rowsInView(total, 84, 840, MAX - 840, 0);
	assert.equal(end.height, MAX);
	assert.equal(end.end, total);
	/* The last row ends where the area ends. */
	assert.equal(end.offset + (end.end - end.first) * 84, MAX);
	assert.equal(rowsInView(total, 84, 840, 0, 0).first, 0);
	const middle = rowsInView(total, 84, 840, (MAX - 840) / 2, 0);
	assert.ok(Math.abs(middle.first - total / 2) < 10);
	const to = scrollToShow(700_000, total, 84, 840, 0)!;
	const there = rowsInView(total, 84, 840, to, 0);
	assert.ok(there.first <= 700_000 && there.end > 700_000);
});

test('scrolling only when the row is not in view', () => {
	assert.equal(scrollToShow(2, 100, 84, 840, 0), null);
	assert.equal(scrollToShow(0, 100, 84, 840, 500), 0);
	assert.equal(scrollToShow(10, 100, 84, 840, 0), 84);
});

test('folders as a tree, without end even when the server says nonsense', () => {
	const box = (id: string, name: string, parentId: string | null, sortOrder = 0): Mailbox => ({ id, name, parentId, sortOrder, role: null, totalEmails: 0, unreadEmails: 0, totalThreads: 0, unreadThreads: 0 });
	const rows = treeOf([box('3', 'b', '1'), box('1', 'z', null), box('2', 'a', null), box('4', 'a', '1')], null, (a, b) => a.localeCompare(b));
	assert.deepEqual(rows.map(r => [r.mailbox.id, r.depth]), [['2', 0], ['1', 0], ['4', 1], ['3', 1]]);
	assert.deepEqual(treeOf([box('1', 'a', '2'), box('2', 'b', '1')], null, (a, b) => a.localeCompare(b)), []);
});
