import assert from 'node:assert/strict';
import test from 'node:test';
import { looksLike, namesOtherAddress, verdictOf } from '../model/trust';
import type { FullEmail } from '../jmap/types';

const mail = (results: string[], received = [' from x by mx.example.org with LMTP'], from = 'ana@outside.example'): FullEmail => ({
	from: [{ name: 'Ana', email: from }], 'header:Authentication-Results:asRaw:all': results, 'header:Received:asRaw:all': received,
}) as unknown as FullEmail;

test('only what our own server wrote counts', () => {
	assert.equal(verdictOf(mail([' mx.example.org; dmarc=pass (policy=none) header.from=outside.example'])), 'pass');
	assert.equal(verdictOf(mail([' mx.example.org;\r\n\tdkim=pass header.d=other.example;\r\n\tdmarc=fail header.from=outside.example'])), 'fail');
	assert.equal(verdictOf(mail([' evil.example; dmarc=pass header.from=outside.example'])), 'none');
	assert.equal(verdictOf(mail([' mx.example.org; none', ' mx.example.org; dmarc=pass header.from=outside.example'])), 'none');
	assert.equal(verdictOf(mail([' mx.example.org; dmarc=pass header.from=other.example'])), 'none');
	assert.equal(verdictOf(mail([' mx.example.org (dmarc=pass header.from=outside.example); none'])), 'none');
	assert.equal(verdictOf(mail([' mx.example.org; dkim=pass header.d=outside.example'])), 'pass');
	assert.equal(verdictOf(mail([' mx.example.org; dmarc=pass header.from=outside.example'], [])), 'none');
});

test('domains that read like one we know', () => {
	const known = ['example.org', 'northbank.example', 'rnicro.example'];
	for (const [domain, like] of [
		['examp1e.org', 'example.org'], ['exаmple.org', 'example.org'], ['nortbank.example', 'northbank.example'], ['northbnak.example', 'northbank.example'],
		['example.org.evil.net', 'example.org'], ['example-org.evil.net', 'example.org'], ['micro.example', 'rnicro.example'],
		['example.org', null], ['mail.example.org', null], ['other.example', null], ['', null],
	] as const)
		assert.equal(looksLike(domain, known), like, domain);
});

test('a name that is an address of elsewhere', () => {
	assert.equal(namesOtherAddress({ name: 'boss@example.org', email: 'x@evil.example' }), 'boss@example.org');
	assert.equal(namesOtherAddress({ name: 'x@evil.example', email: 'x@evil.example' }), null);
	assert.equal(namesOtherAddress({ name: 'Boss', email: 'x@evil.example' }), null);
});
