import assert from 'node:assert/strict';
import test from 'node:test';
import { ownPart, quote, rulesOf, scriptOf, sieveOf, type Rule } from '../model/rules';

const rule: Rule = {
	id: '1', name: 'Bills "x"', on: true, all: true,
	tests: [{ field: 'from', match: 'contains', value: 'shop"; discard; #' }, { field: 'subject', match: 'starts', value: 'a*b\nc' }],
	actions: [{ do: 'move', mailbox: 'Bills' }, { do: 'label', keyword: 'bills' }, { do: 'stop' }],
};

test('a rule as Sieve: quoted, flags first, stop last', () => {
	const { needs, text } = sieveOf([rule]);
	assert.deepEqual(needs, ['fileinto', 'imap4flags']);
	assert.equal(text.split('\n').slice(1).join('\n'), [
		'if allof (address :contains "from" "shop\\"; discard; #",', '\theader :matches "subject" "a\\\\*b c*") {',
		'\taddflag "bills";', '\tfileinto "Bills";', '\tstop;', '}',
	].join('\n'));
	assert.equal(text.split('\n')[0]!.startsWith('# rule {'), true);
	assert.equal(quote('a\r\nb'), '"a  b"');
});

test('what was written by hand stays, whatever we do around it', () => {
	const own = 'require "vacation";\nif true {\n\tkeep;\n}';
	const script = scriptOf(own, [rule]);
	assert.equal(ownPart(script), own);
	assert.deepEqual(rulesOf(script), [rule]);
	assert.equal(scriptOf(ownPart(script), rulesOf(script)), script);
	assert.equal(scriptOf(own, []), `${own}\n`);
	assert.equal(script.startsWith('require ["fileinto", "imap4flags"];'), true);
	assert.deepEqual(rulesOf(own), []);
	assert.equal(sieveOf([{ ...rule, on: false }]).text.includes('if '), false);
});
