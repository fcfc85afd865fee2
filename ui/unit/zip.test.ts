import assert from 'node:assert/strict';
import test from 'node:test';
import { unzip } from '../lib/mail-files';
import { crc32, uniqueNames, zip } from '../lib/zip';

const bytes = (s: string): Uint8Array<ArrayBuffer> => new Uint8Array(new TextEncoder().encode(s));

test('what is read back', async () => {
	const blob = zip([{ name: 'a.txt', bytes: bytes('hello') }, { name: 'A.txt', bytes: bytes('') }, { name: 'ü/../x.bin', bytes: bytes('\u0000\u0001') }]);
	const files = await unzip(new Uint8Array(await blob.arrayBuffer()));
	assert.deepEqual(files.map(f => [f.name, f.bytes.length]), [['a.txt', 5], ['A (2).txt', 0], ['ü_.._x.bin', 2]]);
});

test('names without paths or tricks', () => {
	assert.deepEqual(uniqueNames(['../../etc/passwd', '', 'x\u202egnp.exe', 'x', 'x']), ['__.._etc_passwd', 'file', 'xgnp.exe', 'x', 'x (2)']);
	assert.equal(crc32(bytes('123456789')), 0xcbf43926);
});
