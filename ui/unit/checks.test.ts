import assert from 'node:assert/strict';
import test from 'node:test';
import { doubts, ownWords } from '../compose/checks';
import { emptyDraft } from '../model/draft';

const to = [{ name: null, email: 'ana@outside.example' }];

test('what is worth a question', () => {
	const d = { ...emptyDraft(), to, subject: 'Plan' };
	assert.deepEqual(doubts(d, 'Hello'), []);
	assert.deepEqual(doubts(d, 'See the attached plan'), ['forgotten-file']);
	assert.deepEqual(doubts(d, 'Anbei der Plan'), ['forgotten-file']);
	assert.deepEqual(doubts({ ...d, attachments: [{ blobId: 'b', name: 'a', type: 't', size: 1 }] }, 'attached'), []);
	assert.deepEqual(doubts({ ...d, subject: '' }, ''), ['no-subject']);
	assert.deepEqual(doubts({ ...d, to: [{ name: null, email: 'no-reply@shop.example' }] }, ''), ['no-reply']);
	assert.deepEqual(doubts({ ...d, subject: 'Re: attachment' }, ''), []);
	assert.deepEqual(doubts({ ...d, to: Array.from({ length: 31 }, (_, i) => ({ name: null, email: `a${i}@x.example` })) }, ''), ['many']);
});

test('a quote and a signature are not own words', () => {
	assert.equal(ownWords('Hi\n> attached\n-- \nattached'), 'Hi');
});
