import assert from 'node:assert/strict';
import test from 'node:test';
import { WINDOW, Windows } from '../model/windows';

const ids = (from: number, n: number): string[] => Array.from({ length: n }, (_, i) => `e${from + i}`);

function full(n = 5): Windows {
	const w = new Windows();
	w.fill(0, ids(0, n), n, 's1');
	return w;
}

test('nothing known asks for the first window', () => {
	assert.deepEqual(new Windows().missing(0, 20), [0]);
	assert.equal(new Windows().length, 0);
});

test('sparse windows: only what is looked at is missing', () => {
	const w = new Windows();
	w.fill(0, ids(0, WINDOW), 1000, 's1');
	assert.deepEqual(w.missing(0, 40), []);
	assert.deepEqual(w.missing(40, 60), [50]);
	assert.deepEqual(w.missing(495, 610), [450, 500, 550, 600]);
	w.fill(500, ids(500, WINDOW), 1000, 's1');
	assert.deepEqual(w.missing(500, 550), []);
	assert.equal(w.at(510), 'e510');
	assert.equal(w.at(300), undefined);
	assert.deepEqual(w.missing(980, 1200), [950]);
});

test('a window of another state drops what may be wrong', () => {
	const w = full();
	w.fill(50, ids(50, 10), 60, 's2');
	assert.equal(w.at(0), undefined);
	assert.equal(w.at(50), 'e50');
});

test('queryChanges: arrivals on top, removals, moves', () => {
	const w = full();
	w.change([], [{ id: 'new', index: 0 }], 6, 's2');
	assert.deepEqual(w.ids(), ['new', 'e0', 'e1', 'e2', 'e3', 'e4']);
	w.change(['e1', 'e3'], [], 4, 's3');
	assert.deepEqual(w.ids(), ['new', 'e0', 'e2', 'e4']);
	w.change(['e4'], [{ id: 'e4', index: 0 }], 4, 's4');
	assert.deepEqual(w.ids(), ['e4', 'new', 'e0', 'e2']);
	assert.equal(w.length, 4);
});

test('an id removed where we never looked makes the far windows unknown', () => {
	const w = new Windows();
	w.fill(0, ids(0, 50), 200, 's1');
	w.fill(100, ids(100, 50), 200, 's1');
	w.change(['e70'], [], 199, 's2');
	assert.equal(w.at(49), 'e49');
	assert.equal(w.at(100), undefined);
	assert.deepEqual(w.missing(100, 120), [100]);
});

test('hidden rows close up and come back', () => {
	const w = full();
	w.hide(['e1', 'e3']);
	assert.equal(w.length, 3);
	assert.deepEqual([w.at(0), w.at(1), w.at(2)], ['e0', 'e2', 'e4']);
	assert.equal(w.indexOf('e4'), 2);
	assert.equal(w.indexOf('e1'), -1);
	w.show(['e1', 'e3']);
	assert.equal(w.indexOf('e4'), 4);
});

test('what the server took away is no longer hidden, only gone', () => {
	const w = full();
	w.hide(['e1']);
	w.accept(['e1']);
	assert.deepEqual(w.accepted(), ['e1']);
	w.change(['e1'], [], 4, 's2');
	assert.deepEqual(w.accepted(), []);
	assert.equal(w.length, 4);
	assert.deepEqual(w.ids(), ['e0', 'e2', 'e3', 'e4']);
});

test('undo before the server answered, and after', () => {
	const w = full();
	w.hide(['e1']);
	w.insert(1, 'e1');
	assert.deepEqual(w.ids(), ids(0, 5));
	assert.equal(w.length, 5);
	w.change(['e1'], [], 4, 's2');
	w.insert(1, 'e1');
	assert.deepEqual(w.ids(), ids(0, 5));
	assert.equal(w.length, 5);
	w.change([], [{ id: 'e1', index: 1 }], 5, 's3');
	assert.deepEqual(w.ids(), ids(0, 5));
});

test('an arrival while a row is hidden', () => {
	const w = full();
	w.hide(['e0']);
	w.change([], [{ id: 'new', index: 0 }], 6, 's2');
	assert.deepEqual([w.at(0), w.at(1)], ['new', 'e1']);
	assert.equal(w.length, 5);
});
