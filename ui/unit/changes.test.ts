import assert from 'node:assert/strict';
import test from 'node:test';
import { UndoStack } from '../lib/undo';
import { applyPatch, escapePointer, inversePatch, Records } from '../model/records';

interface Mail {
	id: string;
	keywords: Record<string, boolean>;
	mailboxIds: Record<string, boolean>;
}

const mail = (): Mail => ({ id: 'e1', keywords: { $seen: true }, mailboxIds: { m1: true } });

test('patches as RFC 8620, 5.3 has them', () => {
	const m = mail();
	assert.deepEqual(applyPatch(m, { 'keywords/$flagged': true, 'keywords/$seen': null }), { ...m, keywords: { $flagged: true } });
	assert.deepEqual(applyPatch(m, { mailboxIds: { m2: true } }).mailboxIds, { m2: true });
	assert.deepEqual(applyPatch(m, { [`keywords/${escapePointer('a/b~c')}`]: true }).keywords, { $seen: true, 'a/b~c': true });
	assert.deepEqual(m, mail(), 'the record itself stays');
});

test('a patch and its inverse give the record back', () => {
	for (const patch of [{ 'keywords/$seen': null }, { 'keywords/$flagged': true }, { mailboxIds: { m9: true } }, { 'mailboxIds/m1': null, 'mailboxIds/m4': true }]) {
		const m = mail();
		assert.deepEqual(applyPatch(applyPatch(m, patch), inversePatch(m, patch)), m);
	}
});

test('views see server state and pending changes; a refusal takes only its own back', () => {
	const r = new Records<Mail>();
	r.put([mail()]);
	const star = { 'keywords/$flagged': true };
	const unread = { 'keywords/$seen': null };
	r.patch('e1', star);
	r.patch('e1', unread);
	assert.deepEqual(r.peek('e1')!.keywords, { $flagged: true });
	r.settle('e1', unread, false);
	assert.deepEqual(r.peek('e1')!.keywords, { $seen: true, $flagged: true });
	/* The server's news meanwhile does not take away what is pending. */
	r.update([{ id: 'e1', keywords: { $answered: true } }]);
	assert.deepEqual(r.peek('e1')!.keywords, { $answered: true, $flagged: true });
	r.settle('e1', star, true);
	assert.deepEqual(r.peek('e1')!.keywords, { $answered: true, $flagged: true });
});

test('news about what we do not hold is left alone', () => {
	const r = new Records<Mail>();
	r.update([{ id: 'e2', keywords: {} }]);
	assert.equal(r.peek('e2'), undefined);
	r.put([mail()]);
	r.remove(['e1']);
	assert.equal(r.peek('e1'), undefined);
});

test('undo takes the newest, or the one whose toast was pressed, once', () => {
	const stack = new UndoStack(3);
	const done: string[] = [];
	const items = ['a', 'b', 'c', 'd'].map(text => ({ text, undo: () => void done.push(text) }));
	for (const i of items)
		stack.push(i);
	assert.equal(stack.size, 3);
	assert.equal(stack.pop(items[0]), undefined, 'the oldest fell off');
	assert.equal(stack.pop(items[2])!.text, 'c');
	assert.equal(stack.pop(items[2]), undefined);
	assert.equal(stack.pop()!.text, 'd');
	stack.drop(items[1]!);
	assert.equal(stack.pop(), undefined);
});
