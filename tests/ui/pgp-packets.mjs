/* OpenPGP messages that no program makes any more, or none should (RFC 9580): what a stranger may send all the same. */
import { spawnSync } from 'node:child_process';
import { createCipheriv, createHash, randomBytes } from 'node:crypto';
import { deflateRawSync } from 'node:zlib';

/* A packet in the new format, with its length in four octets (section 4.2). */
export function packet(tag, body) {
	const head = Buffer.alloc(6);
	head.writeUInt8(0xc0 | tag, 0);
	head.writeUInt8(0xff, 1);
	head.writeUInt32BE(body.length, 2);
	return Buffer.concat([head, body]);
}

export const literal = text => packet(11, Buffer.concat([Buffer.from('b\0\0\0\0\0', 'latin1'), Buffer.from(text)]));
export const deflated = inside => packet(8, Buffer.concat([Buffer.from([1]), deflateRawSync(inside)]));

/* The encrypted session key that a message begins with, as it stands there. */
export function sessionPacket(message) {
	const b = message[0];
	if (b & 0x40) {
		const n = message[1];
		return message.subarray(0, n < 192 ? 2 + n : 3 + ((n - 192) << 8) + message[2] + 192);
	}
	const bytes = [1, 2, 4][b & 3];
	return message.subarray(0, 1 + bytes + message.readUIntBE(1, bytes));
}

/* What GnuPG, which has the secret key in HOME, says of a message's session key (AES-256). */
export function sessionKey(home, passphrase, message) {
	const said = spawnSync('gpg', ['--homedir', home, '--batch', '--yes', '--pinentry-mode', 'loopback', '--passphrase', passphrase, '--show-session-key', '-o', '/dev/null', '-d'], { input: message, encoding: 'utf8' });
	return Buffer.from(/session key: '9:([0-9A-F]{64})'/.exec(said.stderr)?.[1] ?? '', 'hex');
}

const cfb = (key, iv, data) => createCipheriv('aes-256-cfb', key, iv).update(data);

function prefix() {
	const random = randomBytes(16);
	return Buffer.concat([random, random.subarray(14)]);
}

/* Tag 9: nothing tells whether it was changed (section 5.7). */
export function unprotected(key, inside) {
	const start = cfb(key, Buffer.alloc(16), prefix());
	return packet(9, Buffer.concat([start, cfb(key, start.subarray(2), inside)]));
}

/* Tag 18, version 1, with its modification detection code (section 5.13.1). */
export function sealedPacket(key, inside) {
	const text = Buffer.concat([prefix(), inside, Buffer.from([0xd3, 0x14])]);
	const hash = createHash('sha1').update(text).digest();
	return packet(18, Buffer.concat([Buffer.from([1]), cfb(key, Buffer.alloc(16), Buffer.concat([text, hash]))]));
}

export const armour = bytes => `-----BEGIN PGP MESSAGE-----\n\n${bytes.toString('base64').replace(/.{64}(?=.)/g, '$&\n')}\n-----END PGP MESSAGE-----\n`;
