import assert from 'node:assert/strict';
import test from 'node:test';
import { pickLanguage } from '../lib/i18n';
import { linkify, quoteBlocks, quotedTail } from '../lib/text';
import { forwardSubject, quoteText, references, replySubject } from '../lib/quote';

const links: [string, [string, string?][]][] = [
	['see https://example.org/a.', [['see '], ['https://example.org/a', 'https://example.org/a'], ['.']]],
	['(https://en.example.org/X_(y))', [['('], ['https://en.example.org/X_(y)', 'https://en.example.org/X_(y)'], [')']]],
	['www.example.org, ok', [['www.example.org', 'http://www.example.org'], [', ok']]],
	['write to a.b@example.org!', [['write to '], ['a.b@example.org', '/mail/compose?to=a.b%40example.org'], ['!']]],
	['<https://example.org>', [['<'], ['https://example.org', 'https://example.org'], ['>']]],
	['javascript:alert(1)', [['javascript:alert(1)']]],
	['no links here', [['no links here']]],
];
for (const [text, want] of links)
	test(`links: ${text}`, () => assert.deepEqual(linkify(text).map(p => (p.href ? [p.text, p.href] : [p.text])), want));

test('text is never lost by looking for links', () => {
	const odd = 'http:// https:// www. @ a@ @b <https://x.example> https://x.example/?q=(a)[b]… "https://y.example"';
	assert.equal(linkify(odd).map(p => p.text).join(''), odd);
});

test('quotes by depth', () => {
	assert.deepEqual(quoteBlocks('a\n> b\n>> c\n> > d\n\ne').map(b => [b.depth, b.lines]),
		[[0, ['a']], [1, ['b']], [2, ['c', 'd']], [0, ['', 'e']]]);
});

test('the quoted end folds, quotes in the middle do not', () => {
	assert.equal(quotedTail(quoteBlocks('hello\n\n> old\n> text\n')), 1);
	assert.equal(quotedTail(quoteBlocks('> asked\nanswer')), -1);
	assert.equal(quotedTail(quoteBlocks('> only quotes')), -1);
	assert.equal(quotedTail(quoteBlocks('no quotes')), -1);
	assert.equal(quotedTail(quoteBlocks('hi\n> a\n\n> b')), 1);
});

test('quoting for an answer', () => {
	assert.equal(quoteText('one\r\n\r\ntwo\n'), '> one\n>\n> two');
	assert.equal(quoteText('> deep\nflat'), '>> deep\n> flat');
	assert.equal(quoteText('text\n-- \nsignature'), '> text');
});

test('subjects', () => {
	assert.equal(replySubject('Plan'), 'Re: Plan');
	assert.equal(replySubject('RE: Aw: re[2]: Plan'), 'Re: Plan');
	assert.equal(replySubject(''), 'Re:');
	assert.equal(forwardSubject('Fwd: WG: Plan'), 'Fwd: Plan');
	assert.equal(forwardSubject('Re: Plan'), 'Fwd: Re: Plan');
});

test('references of an answer (RFC 5322, 3.6.4)', () => {
	assert.deepEqual(references({ messageId: ['c'], inReplyTo: ['b'], references: ['a', 'b'] }), ['a', 'b', 'c']);
	assert.deepEqual(references({ messageId: ['c'], inReplyTo: ['b'], references: null }), ['b', 'c']);
	assert.deepEqual(references({ messageId: ['c'], inReplyTo: ['a', 'b'], references: null }), ['c']);
	assert.deepEqual(references({ messageId: null, inReplyTo: null, references: null }), []);
});

test('the language that somebody reads: as asked, its relative in the same script, or English', () => {
	const have = ['de', 'en', 'nb', 'pt-BR', 'zh-CN'];
	const cases: [string[], string][] = [
		[['de-AT'], 'de'], [['pt-PT'], 'pt-BR'], [['pt'], 'pt-BR'], [['zh'], 'zh-CN'], [['zh-SG'], 'zh-CN'], [['zh-TW', 'de'], 'de'],
		[['nn', 'de'], 'nb'], [['no'], 'nb'], [['cy'], 'en'], [['fi', 'pt-BR'], 'pt-BR'],
	];
	for (const [asked, want] of cases)
		assert.equal(pickLanguage(asked, have), want, asked.join());
});
