import assert from 'node:assert/strict';
import test from 'node:test';
import { displayName, firstName, formatAddress, hue, initials, isEmail, parseAddresses, parseMailto } from '../lib/address';

const cases: [string, [string | null, string][], string[]][] = [
	['a@example.org', [[null, 'a@example.org']], []],
	['Ana Souza <ana@example.org>', [['Ana Souza', 'ana@example.org']], []],
	['"Souza, Ana" <ana@example.org>, b@example.org', [['Souza, Ana', 'ana@example.org'], [null, 'b@example.org']], []],
	['a@example.org; b@example.org\nc@example.org', [[null, 'a@example.org'], [null, 'b@example.org'], [null, 'c@example.org']], []],
	['"A \\"B\\" C" <a@example.org>', [['A "B" C', 'a@example.org']], []],
	['a@example.org (Ana)', [['Ana', 'a@example.org']], []],
	['mailto:a@example.org', [[null, 'a@example.org']], []],
	['<a@example.org>', [[null, 'a@example.org']], []],
	['jürgen@bücher.example', [[null, 'jürgen@bücher.example']], []],
	['a@localhost', [[null, 'a@localhost']], []],
	['nobody, a@example.org, x@', [[null, 'a@example.org']], ['nobody', 'x@']],
	['a@b@c', [], ['a@b@c']],
	['', [], []],
	[',,;', [], []],
];

for (const [text, good, bad] of cases)
	test(`addresses: ${JSON.stringify(text)}`, () => {
		const p = parseAddresses(text);
		assert.deepEqual(p.good.map(a => [a.name, a.email]), good);
		assert.deepEqual(p.bad, bad);
	});

test('what is formatted can be read again', () => {
	for (const name of ['Ana', 'Souza, Ana', 'A "B" C', 'back\\slash', 'Dr. J. R.', 'Zoë 🦄', '(odd)', null]) {
		const a = { name, email: 'a@example.org' };
		assert.deepEqual(parseAddresses(formatAddress(a)).good, [a], String(name));
	}
});

test('no address smuggles a second header line', () => {
	assert.ok(!isEmail('a@example.org\nBcc: x@example.org'));
	assert.ok(!isEmail('a b@example.org'));
	assert.ok(!isEmail(`${'a'.repeat(250)}@example.org`));
});

test('a name cannot turn what is read', () => {
	assert.equal(displayName({ name: '\u202emoc.knab@ssob\u202c', email: 'x@evil.example' }), 'moc.knab@ssob');
	assert.equal(displayName({ name: '\u202e', email: 'x@evil.example' }), 'x@evil.example');
});

test('initials, first names, hues', () => {
	assert.equal(initials({ name: 'Jonas Keller', email: 'j@x.example' }), 'JK');
	assert.equal(initials({ name: null, email: 'rail.west@x.example' }), 'RW');
	assert.equal(initials({ name: 'Northbank', email: 'n@x.example' }), 'NO');
	assert.equal(initials({ name: '"Öl, Ärmel"', email: 'n@x.example' }), 'ÖÄ');
	assert.equal(initials(undefined), '?');
	assert.equal(firstName({ name: 'Souza, Ana Maria', email: 'a@x.example' }), 'Ana');
	assert.equal(firstName({ name: null, email: 'ana@x.example' }), 'ana');
	assert.equal(hue('A@x.example'), hue('a@X.example'));
	assert.ok(hue('a@x.example') >= 1 && hue('a@x.example') <= 8);
});

test('mailto: as RFC 6068 has it', () => {
	assert.deepEqual(parseMailto('mailto:a@x.example?cc=b@x.example&subject=Two%20words&body=1%0D%0A2'),
		{ to: 'a@x.example', cc: 'b@x.example', bcc: '', subject: 'Two words', body: '1\n2' });
	assert.equal(parseMailto('?to=a@x.example&to=b@x.example').to, 'a@x.example, b@x.example');
	assert.equal(parseMailto('mailto:100%?subject=50%').subject, '50%');
});
