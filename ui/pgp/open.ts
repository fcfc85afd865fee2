/*
 * Messages opened and signatures looked at. What had no integrity protection is not
 * opened at all, and only a whole message is (EFAIL): nothing of a stranger's ever
 * stands in one document with what was secret.
 */
import { contentOf, fromBytes, headerText, parse, toBytes, type Part } from './mime';
import {
	createMessage, decrypt, LARGEST, readCleartextMessage, readMessage, readSignature, SymmetricallyEncryptedDataPacket, verify,
	type Message, type PrivateKey, type PublicKey,
} from './openpgp';

export type OpenFault = 'noKey' | 'locked' | 'broken' | 'tooLarge' | 'noIntegrity';

export interface Signed {
	/* altered: it does not fit the text; unknown: nobody knows the key */
	state: 'valid' | 'altered' | 'unknown';
	keyId: string;
	/* of the key that made it, where it is known */
	fingerprint: string | null;
}

export interface OpenedMessage {
	/* what it says; null with a fault */
	root: Part | null;
	/* of a protected header (RFC 9788) */
	subject: string | null;
	from: string | null;
	isEncrypted: boolean;
	signed: Signed | null;
	fault: OpenFault | null;
	/* key ids that it was encrypted for; one of zeros hides whose */
	wants: string[];
}

export interface Ring {
	/* public keys that may have made a signature, by key id */
	signers: (ids: readonly string[]) => Promise<PublicKey[]>;
	/* unlocked secret keys among these; 'locked': one's own is, 'noKey': none is there */
	openers: (ids: readonly string[]) => Promise<PrivateKey[] | 'locked' | 'noKey'>;
}

interface Result {
	keyID: { toHex: () => string };
	verified: Promise<unknown>;
}

const closed = (fault: OpenFault, wants: string[] = []): OpenedMessage => ({ root: null, subject: null, from: null, isEncrypted: true, signed: null, fault, wants });

async function judged(results: readonly Result[], keys: readonly PublicKey[]): Promise<Signed | null> {
	let found: Signed | null = null;
	for (const r of results) {
		const keyId = r.keyID.toHex();
		const key = keys.find(k => k.getKeyIDs().some(id => id.toHex() === keyId));
		const state = !key ? 'unknown' : await r.verified.then(() => 'valid' as const, () => 'altered' as const);
		/* Of several, one that holds counts; one that does not fit before one of nobody we know. */
		if (!found || state === 'valid' || (state === 'altered' && found.state === 'unknown'))
			found = { state, keyId, fingerprint: key?.getFingerprint() ?? null };
		if (state === 'valid')
			break;
	}
	return found;
}

function isTooLarge(e: unknown): boolean {
	return /maximum decompressed|size exceeded/iu.test(e instanceof Error ? `${e.message} ${String(e.cause ?? '')}` : '');
}

/* The header that was protected with the text: the Subject and From of its outermost part. */
function protectedHeader(root: Part): { subject: string | null; from: string | null } {
	const marked = root.params.has('hp') || root.params.has('protected-headers');
	return { subject: marked ? headerText(root, 'subject') : null, from: marked ? headerText(root, 'from') : null };
}

async function verifyPart(part: Part, ring: Ring): Promise<Signed | null> {
	const [text, signature] = part.parts;
	if (part.parts.length !== 2 || signature?.type !== 'application/pgp-signature')
		return { state: 'altered', keyId: '', fingerprint: null };
	try {
		const detached = await readSignature({ armoredSignature: fromBytes(contentOf(signature)) });
		const keys = await ring.signers(detached.getSigningKeyIDs().map(k => k.toHex()));
		/* Line ends as they travel (RFC 3156, section 5). */
		const message = await createMessage({ binary: toBytes(text!.raw.replace(/\r?\n/gu, '\r\n')) });
		const r = await verify({ message, signature: detached, verificationKeys: keys, format: 'binary' });
		return await judged(r.signatures, keys) ?? { state: 'altered', keyId: '', fingerprint: null };
	} catch {
		return { state: 'altered', keyId: '', fingerprint: null };
	}
}

const read = async (data: string | Uint8Array): Promise<Message<string> | Message<Uint8Array>> =>
	typeof data === 'string' ? await readMessage({ armoredMessage: data }) : await readMessage({ binaryMessage: data });

async function decryptWith(data: string | Uint8Array, ring: Ring): Promise<{ bytes: Uint8Array; signed: Signed | null; wants: string[] } | OpenedMessage> {
	let wants: string[] = [];
	try {
		const message = await read(data);
		wants = message.getEncryptionKeyIDs().map(k => k.toHex());
		if (message.packets.some(p => p instanceof SymmetricallyEncryptedDataPacket))
			return closed('noIntegrity', wants);
		const openers = await ring.openers(wants);
		if (typeof openers === 'string')
			return closed(openers, wants);
		const first = await decrypt({ message: message as Message<Uint8Array>, decryptionKeys: openers, format: 'binary' });
		const bytes = first.data as Uint8Array;
		const made = first.signatures as readonly Result[];
		for (const r of made)
			r.verified.catch(() => {});
		if (bytes.length > LARGEST)
			return closed('tooLarge', wants);
		/* Who signed is known only now; with their keys it is read once more. */
		const keys = await ring.signers(made.map(r => r.keyID.toHex()));
		if (keys.length === 0)
			return { bytes, signed: await judged(made, keys), wants };
		const again = await decrypt({ message: await read(data) as Message<Uint8Array>, decryptionKeys: openers, verificationKeys: keys, format: 'binary' });
		return { bytes: again.data as Uint8Array, signed: await judged(again.signatures as readonly Result[], keys), wants };
	} catch (e) {
		return closed(isTooLarge(e) ? 'tooLarge' : 'broken', wants);
	}
}

/* multipart/encrypted (RFC 3156, section 4). */
export async function openEncrypted(raw: Uint8Array, ring: Ring): Promise<OpenedMessage> {
	if (raw.length > LARGEST)
		return closed('tooLarge');
	const outer = parse(fromBytes(raw));
	const [control, data] = outer.parts;
	if (outer.type !== 'multipart/encrypted' || outer.parts.length !== 2 || control?.type !== 'application/pgp-encrypted')
		return closed('broken');
	const bytes = contentOf(data!);
	const armoured = fromBytes(bytes);
	const r = await decryptWith(armoured.includes('-----BEGIN PGP MESSAGE-----') ? armoured : bytes, ring);
	if ('fault' in r)
		return r;
	const root = parse(fromBytes(r.bytes));
	/* Signed first, then encrypted as another layer (section 6.1). */
	const signed = r.signed ?? (isSignedPart(root) ? await verifyPart(root, ring) : null);
	return { root: isSignedPart(root) ? root.parts[0] ?? root : root, ...protectedHeader(isSignedPart(root) ? root.parts[0] ?? root : root), isEncrypted: true, signed, fault: null, wants: r.wants };
}

const isSignedPart = (p: Part): boolean => p.type === 'multipart/signed' && /^application\/pgp-signature$/iu.test(p.params.get('protocol') ?? '');

/* multipart/signed (RFC 3156, section 5). What is shown is what was looked at. */
export async function openSigned(raw: Uint8Array, ring: Ring): Promise<OpenedMessage> {
	const outer = parse(fromBytes(raw));
	const root = outer.parts[0] ?? null;
	const signed = isSignedPart(outer) ? await verifyPart(outer, ring) : null;
	return { root, ...(root ? protectedHeader(root) : { subject: null, from: null }), isEncrypted: false, signed, fault: null, wants: [] };
}

function plain(text: string): Part {
	return parse(`Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n${fromBytes(new TextEncoder().encode(text))}`);
}

/* A whole text that is one armoured message; nothing but text is made of it. */
export async function openInline(text: string, ring: Ring): Promise<OpenedMessage> {
	if (text.length > LARGEST)
		return closed('tooLarge');
	if (text.includes('-----BEGIN PGP SIGNED MESSAGE-----')) {
		try {
			const message = await readCleartextMessage({ cleartextMessage: text.trim().replace(/\r?\n/gu, '\n') });
			const keys = await ring.signers(message.getSigningKeyIDs().map(k => k.toHex()));
			const signed = await judged(await message.verify(keys), keys);
			return { root: plain(message.getText()), subject: null, from: null, isEncrypted: false, signed, fault: null, wants: [] };
		} catch {
			return { root: plain(text), subject: null, from: null, isEncrypted: false, signed: { state: 'altered', keyId: '', fingerprint: null }, fault: null, wants: [] };
		}
	}
	const r = await decryptWith(text.trim(), ring);
	if ('fault' in r)
		return r;
	return { root: plain(new TextDecoder().decode(r.bytes)), subject: null, from: null, isEncrypted: true, signed: r.signed, fault: null, wants: r.wants };
}

export { bodiesOf } from './mime';
