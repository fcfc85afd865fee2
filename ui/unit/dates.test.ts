import assert from 'node:assert/strict';
import test from 'node:test';
import { ago, daysAgo, mediumTime, shortTime } from '../lib/dates';
import { bytes } from '../lib/bytes';

/* TZ is Europe/Berlin (check.mjs). */
const now = new Date('2026-11-19T10:00:00Z');
const cases: [string, string][] = [
	['2026-11-19T09:42:00Z', '10:42'],
	['2026-11-18T23:30:00Z', '0:30'],
	['2026-11-18T22:30:00Z', 'Yesterday'],
	['2026-11-17T08:00:00Z', 'Tue'],
	['2026-11-13T08:00:00Z', 'Fri'],
	['2026-11-12T08:00:00Z', '12 Nov'],
	['2025-12-31T08:00:00Z', '31 Dec 2025'],
	['2026-11-21T08:00:00Z', '21 Nov'],
	['nonsense', ''],
];
for (const [iso, want] of cases)
	test(`list time of ${iso}`, () => assert.equal(shortTime(iso, now, 'en-GB'), want));

test('a day with 25 hours is one day', () => {
	assert.equal(daysAgo(new Date('2026-10-24T22:30:00Z'), new Date('2026-10-25T22:30:00Z')), 0);
	assert.equal(daysAgo(new Date('2026-10-24T12:00:00Z'), new Date('2026-10-25T22:30:00Z')), 1);
});

test('over a folded message the time is added', () => {
	assert.equal(mediumTime('2026-11-17T15:20:00Z', now, 'en-GB'), 'Tue 16:20');
	assert.equal(mediumTime('2026-11-19T09:42:00Z', now, 'en-GB'), '10:42');
});

test('ago only while it helps', () => {
	assert.equal(ago('2026-11-19T09:42:00Z', now, 'en-GB'), '18 min ago');
	assert.equal(ago('2026-11-18T09:42:00Z', now, 'en-GB'), '');
	assert.equal(ago('2026-11-19T10:42:00Z', now, 'en-GB'), '');
});

test('other languages say it in their way', () => {
	assert.equal(shortTime('2026-11-18T12:00:00Z', now, 'de'), 'Gestern');
});

test('sizes', () => {
	assert.equal(bytes(0, 'en-GB'), '0 bytes');
	assert.equal(bytes(999, 'en-GB'), '999 bytes');
	assert.equal(bytes(248_000, 'en-GB'), '248 kB');
	assert.equal(bytes(1_440_000, 'en-GB'), '1.4 MB');
	assert.equal(bytes(20_971_520, 'en-GB'), '21 MB');
});
