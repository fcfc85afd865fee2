import assert from 'node:assert/strict';
import test from 'node:test';
import { fromMbox, toMbox, unzip } from '../lib/mail-files';
import { zip } from '../lib/zip';

const bytes = (s: string): Uint8Array<ArrayBuffer> => new Uint8Array(new TextEncoder().encode(s));
const text = (b: Uint8Array): string => new TextDecoder().decode(b);

test('mbox there and back, with lines that begin with From', async () => {
	const one = 'Subject: a\r\n\r\nFrom here on\r\n>From there\r\nend\r\n';
	const two = 'Subject: ü\r\n\r\nx\r\n';
	const blob = toMbox([{ bytes: bytes(one), from: 'a@x', at: '2026-11-20T10:00:00Z' }, { bytes: bytes(two), from: 'b@x', at: '2026-11-20T10:00:00Z' }]);
	const raw = new Uint8Array(await blob.arrayBuffer());
	assert.equal(text(raw).split('\n')[0], 'From a@x Fri Nov 20 10:00:00 2026');
	assert.deepEqual(fromMbox(raw).map(text).map(s => s.trimEnd()), [one, two].map(s => s.trimEnd()));
	assert.deepEqual(fromMbox(bytes('')), []);
});

test('a zip of ours is read back; rubbish is refused', async () => {
	const z = new Uint8Array(await zip([{ name: 'a.eml', bytes: bytes('Subject: x\r\n\r\ny') }]).arrayBuffer());
	assert.deepEqual((await unzip(z)).map(f => [f.name, text(f.bytes)]), [['a.eml', 'Subject: x\r\n\r\ny']]);
	assert.equal(await unzip(bytes('rubbish that is long enough to look at')).catch((e: Error) => e.message), 'no zip file');
});
