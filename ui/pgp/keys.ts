/* Keys: made, read, described, locked and unlocked. The server sees a secret one only locked. */
import { fromBase64, fromBytes } from './mime';
import { decryptKey, encryptKey, generateKey, readKeys, readPrivateKey, type Key, type PrivateKey, type PublicKey } from './openpgp';

export interface KeyFacts {
	fingerprint: string;
	/* of its user ids that hold */
	emails: string[];
	/* key ids of the whole, by which messages name it */
	ids: string[];
	name: string;
	made: string;
	/* null: never */
	expires: string | null;
	publicKey: string;
	/* of one user id and what it needs, to be sent along (Autocrypt) */
	minimal: string;
	mayEncrypt: boolean;
	maySign: boolean;
}

export class KeyFault extends Error {
	readonly why: 'passphrase' | 'none' | 'unlocked' | 'useless' | 'revoked';
	constructor(why: KeyFault['why']) {
		super(why);
		this.why = why;
	}
}

export const base64 = (b: Uint8Array): string => btoa(fromBytes(b));

const emailOf = (id: string): string => (/<([^<>\s]+@[^<>\s]+)>\s*$/u.exec(id)?.[1] ?? (/^[^\s<>]+@[^\s<>]+$/u.test(id.trim()) ? id.trim() : '')).toLowerCase();

/* User ids that the key itself vouches for, and did not take back. */
async function emailsOf(key: Key): Promise<string[]> {
	const out = new Set<string>();
	for (const user of key.users) {
		if (!user.userID)
			continue;
		const email = emailOf(user.userID.userID);
		if (email && await user.verify().then(() => true, () => false))
			out.add(email);
	}
	return [...out];
}

const can = (ask: Promise<unknown>): Promise<boolean> => ask.then(() => true, () => false);

/* A key with EMAIL's user id alone, for a header. */
async function minimal(key: PublicKey, email: string | undefined): Promise<string> {
	const [copy] = await readKeys({ binaryKeys: key.write() });
	copy!.users = copy!.users.filter(u => u.userID && (!email || emailOf(u.userID.userID) === email)).slice(0, 1);
	for (const u of copy!.users)
		u.otherCertifications = [];
	const now = await copy!.getEncryptionKey().catch(() => null);
	copy!.subkeys = copy!.subkeys.filter(s => s.getFingerprint() === now?.getFingerprint());
	for (const s of copy!.subkeys)
		s.bindingSignatures = s.bindingSignatures.slice(-1);
	return base64(copy!.write());
}

export async function factsOf(key: Key): Promise<KeyFacts> {
	const open = key.toPublic();
	if (await open.isRevoked())
		throw new KeyFault('revoked');
	const expires = await open.getExpirationTime().catch(() => null);
	const emails = await emailsOf(open);
	const primary = await open.getPrimaryUser().catch(() => null);
	const id = primary?.user.userID?.userID ?? open.getUserIDs()[0] ?? '';
	const [mayEncrypt, maySign] = await Promise.all([can(open.getEncryptionKey()), can(open.getSigningKey())]);
	return {
		fingerprint: open.getFingerprint(), emails, ids: open.getKeyIDs().map(k => k.toHex()), name: id.replace(/\s*<[^<>]*>\s*$/u, '') || id,
		made: open.getCreationTime().toISOString(), expires: expires instanceof Date ? expires.toISOString() : null,
		publicKey: base64(open.write()), minimal: await minimal(open, emails[0]), mayEncrypt, maySign,
	};
}

/* All keys in armoured text or bytes; KeyFault 'none' where there is none. */
export async function readGiven(given: string | Uint8Array): Promise<Key[]> {
	try {
		if (typeof given === 'string' && !given.includes('-----BEGIN PGP'))
			return await readKeys({ binaryKeys: fromBase64(given) });
		if (typeof given === 'string') {
			const out: Key[] = [];
			for (const m of given.matchAll(/-----BEGIN PGP (?:PUBLIC|PRIVATE) KEY BLOCK-----[\s\S]*?-----END PGP (?:PUBLIC|PRIVATE) KEY BLOCK-----/gu))
				out.push(...await readKeys({ armoredKeys: m[0] }));
			if (out.length > 0)
				return out;
		} else {
			return await readKeys({ binaryKeys: given });
		}
	} catch {
		/* said below */
	}
	throw new KeyFault('none');
}

/* Every part that there is opens; a part may lie elsewhere (a card). */
export async function unlock(key: PrivateKey, passphrase: string): Promise<PrivateKey> {
	try {
		return await decryptKey({ privateKey: key, passphrase });
	} catch {
		throw new KeyFault('passphrase');
	}
}

export const readSecret = (base: string): Promise<PrivateKey> => readPrivateKey({ binaryKey: fromBase64(base) });

/* Curve25519 as every program of today knows it, in keys of version 4 (RFC 9580, section 9.2; GnuPG opens no version 6). */
export async function makeKey(name: string, email: string, passphrase: string): Promise<{ key: PublicKey; secretKey: string }> {
	const { privateKey } = await generateKey({ type: 'ecc', curve: 'curve25519Legacy', userIDs: [{ name, email }], passphrase, format: 'object' });
	return { key: privateKey.toPublic(), secretKey: base64(privateKey.write()) };
}

/* A secret key of another program, locked by PASSPHRASE: the one it has, or a new one where it has none. */
export async function lockedCopy(key: PrivateKey, passphrase: string): Promise<string> {
	const open = key.isDecrypted() ? key : await unlock(key, passphrase);
	if (passphrase === '')
		throw new KeyFault('unlocked');
	return base64((await encryptKey({ privateKey: open, passphrase })).write());
}
