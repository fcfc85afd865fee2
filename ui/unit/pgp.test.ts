import assert from 'node:assert/strict';
import test from 'node:test';
import { autocryptOf, recommendation } from '../pgp/autocrypt';
import { bodiesOf, contentOf, fromBytes, headerText, parse, textOf, toBytes } from '../pgp/mime';

const lines = (...l: string[]): string => l.join('\r\n');
const keep = (): string => 'blob';

test('parts, their texts and names', () => {
	const m = parse(lines(
		'Subject: =?utf-8?q?Gr=C3=BC=C3=9Fe?=', ' =?utf-8?b?IGFsbGU=?=', 'Content-Type: multipart/mixed; boundary="a b"', '', 'preamble',
		'--a b', 'Content-Type: multipart/alternative; boundary=in', '', '--in', 'Content-Type: text/plain; charset=iso-8859-1', 'Content-Transfer-Encoding: quoted-printable', '', 'Gr=FC=', '=DFe', '--in',
		'Content-Type: text/html', '', '<p>x</p>', '--in--',
		'--a b', "Content-Type: application/pdf; name*0*=utf-8''B%C3%BC; name*1=cher.pdf", 'Content-Transfer-Encoding: base64', 'Content-Disposition: attachment', '', 'aGFs', 'bG8=', '--a b--', 'epilogue',
	));
	assert.equal(headerText(m, 'subject'), 'Grüße alle');
	assert.equal(m.parts.length, 2);
	assert.equal(textOf(m.parts[0]!.parts[0]!), 'Grüße');
	const b = bodiesOf(m, keep);
	assert.deepEqual([b.textBody.map(p => p.type), b.htmlBody.map(p => p.type)], [['text/plain'], ['text/html']]);
	assert.deepEqual(b.attachments.map(a => [a.name, a.size, a.type]), [['Bücher.pdf', 5, 'application/pdf']]);
	assert.equal(fromBytes(contentOf(m.parts[1]!)), 'hallo');
});

test('what stands in a part is kept as it was, for signatures', () => {
	const part = lines('Content-Type: text/plain', '', 'a ', '', 'b', '');
	const m = parse(`Content-Type: multipart/signed; boundary=x\r\n\r\n--x\r\n${part}\r\n--x\r\nContent-Type: text/plain\r\n\r\n--x-\r\n--x--\r\n`);
	assert.equal(m.parts[0]!.raw, part);
	assert.equal(m.parts[1]!.body, '--x-');
});

test('no end of parts is made an end of', () => {
	let deep = 'x';
	for (let i = 0; i < 60; i++)
		deep = `Content-Type: multipart/mixed; boundary=b${i}\r\n\r\n--b${i}\r\n${deep}\r\n--b${i}--\r\n`;
	assert.ok(parse(deep));
	const many = parse(`Content-Type: multipart/mixed; boundary=x\r\n\r\n${'--x\r\n\r\na\r\n'.repeat(5000)}--x--`);
	assert.ok(many.parts.length < 1100);
	for (const odd of ['', '\r\n', 'a', ':\r\n\r\n', 'Content-Type: multipart/mixed\r\n\r\nx', 'Content-Type: text/plain; charset=nonsense\r\n\r\n\xff'])
		assert.ok(bodiesOf(parse(odd), keep));
	assert.equal(fromBytes(toBytes('\0\xff')), '\0\xff');
});

test('pictures of the HTML are no other files', () => {
	const m = parse(lines('Content-Type: multipart/related; boundary=x', '', '--x', 'Content-Type: text/html', '', '<img src="cid:a">', '--x', 'Content-Type: image/png', 'Content-ID: <a>', '', 'p', '--x--'));
	const b = bodiesOf(m, keep);
	assert.deepEqual([b.htmlBody.length, b.attachments.map(a => a.cid)], [1, ['a']]);
});

test('the header that brings a key', () => {
	const from = [{ email: 'Ada@example.org' }];
	const good = 'addr=ada@example.org; prefer-encrypt=mutual; _odd=1; keydata=AAAA\r\n BBBB';
	assert.deepEqual(autocryptOf([good], from), { addr: 'ada@example.org', mutual: true, keydata: 'AAAABBBB' });
	for (const [values, who] of [
		[[good, good], from], [[good], [...from, { email: 'b@example.org' }]], [[good], [{ email: 'eve@example.org' }]], [[], from],
		[['addr=ada@example.org'], from], [['addr=ada@example.org; odd=1; keydata=AAAA'], from], [['addr=ada@example.org; keydata=<script>'], from],
		[[`addr=ada@example.org; keydata=${'A'.repeat(30_000)}`], from], [['addr=ada@example.org; addr=ada@example.org; keydata=AAAA'], from],
	] as const)
		assert.equal(autocryptOf(values, who), null, String(values));
	/* One of another address beside it does not count. */
	assert.equal(autocryptOf(['addr=eve@example.org; keydata=AAAA', good], from)?.keydata, 'AAAABBBB');
});

test('what is recommended to who writes', () => {
	const day = 86_400_000;
	const peer = { mutual: true, keySeen: 100 * day, seen: 100 * day, mayEncrypt: true };
	assert.equal(recommendation(null), 'disable');
	assert.equal(recommendation({ ...peer, mayEncrypt: false }), 'disable');
	assert.equal(recommendation(peer), 'encrypt');
	assert.equal(recommendation({ ...peer, mutual: false }), 'available');
	assert.equal(recommendation({ ...peer, seen: 136 * day }), 'discourage');
});
