/*
 * OpenPGP in the browser: the keys that the server keeps for this person (docs/openpgp.md),
 * which of them are unlocked in this tab, messages opened with them and made by them. A chunk
 * of its own; the library itself comes when a key is really used.
 */
import { signal } from '@preact/signals';
import { sameAddress } from '../lib/address';
import { download, downloadUrl, local, upload } from '../jmap/blob';
import { Fault, refusal } from '../jmap/fault';
import type { FullEmail, GetResult, Id, Identity, PgpState, SetResult } from '../jmap/types';
import type { OpenedMessage, Ring } from '../pgp/open';
import type { Key, PrivateKey, PublicKey } from '../pgp/openpgp';
import { accountId, home, session } from './connection';
import { showOpened } from './conversation';
import type { Creation } from './creation';
import { writer } from './desk';
import { usedFiles, wholeHtml, type DraftContent } from './draft';
import { ownKey, ring, type RingKey } from './pgp-ring';
import { autocrypt, pgpKind, type PgpKind } from './pgp-state';
import { verdictOf } from './trust';

/* The same limit as pgp/openpgp.ts has, known before that comes. */
const LARGEST = 50_000_000;
const PROPERTIES = ['fingerprint', 'emails', 'isOwn', 'isPublished', 'about'];

const library = async () => {
	const [keys, open, make] = await Promise.all([import('../pgp/keys'), import('../pgp/open'), import('../pgp/make')]);
	return { ...keys, ...open, ...make };
};

/* ---- The ring ------------------------------------------------------------------------- */

let loading: Promise<void> | null = null;

export function loadRing(fresh = false): Promise<void> {
	if (ring.peek() && !fresh)
		return Promise.resolve();
	loading ??= home().call<GetResult<RingKey>>('PgpKey/get', { ids: null, properties: PROPERTIES }).result.then(r => {
		ring.value = r.list;
		autocrypt.clear();
		for (const k of r.list)
			for (const email of k.isOwn && k.about.minimal ? k.emails : [])
				autocrypt.set(email, `addr=${email};${k.about.mutual ? ' prefer-encrypt=mutual;' : ''} keydata=${k.about.minimal!.replace(/.{70}(?=.)/gu, '$& ')}`);
	}).finally(() => {
		loading = null;
	});
	return loading;
}

const publicKeys = new Map<Id, Promise<PublicKey>>();
/* Secret keys that were unlocked here; gone with the tab. */
const unlocked = new Map<Id, PrivateKey>();
/* Counts unlocking, for views that wait for it. */
export const unlocks = signal(0);

async function publicKey(row: RingKey): Promise<PublicKey> {
	let p = publicKeys.get(row.id);
	if (!p) {
		p = (async () => {
			const r = await home().call<GetResult<{ publicKey: string }>>('PgpKey/get', { ids: [row.id], properties: ['publicKey'] }).result;
			return (await (await library()).readGiven(r.list[0]?.publicKey ?? ''))[0]!.toPublic();
		})();
		p.catch(() => publicKeys.delete(row.id));
		publicKeys.set(row.id, p);
	}
	return p;
}

async function secretText(row: RingKey): Promise<string> {
	const r = await home().call<GetResult<{ secretKey: string | null }>>('PgpKey/get', { ids: [row.id], properties: ['secretKey'] }).result;
	return r.list[0]?.secretKey ?? '';
}

export const isUnlocked = (row: RingKey): boolean => unlocks.value >= 0 && unlocked.has(row.id);

/* KeyFault 'passphrase' when that is not it. */
export async function unlock(row: RingKey, passphrase: string): Promise<void> {
	const l = await library();
	unlocked.set(row.id, await l.unlock(await l.readSecret(await secretText(row)), passphrase));
	unlocks.value++;
}

async function create(fields: Record<string, unknown>): Promise<void> {
	const r = await home().call<SetResult>('PgpKey/set', { create: { key: fields } }).result;
	if (!r.created?.['key'])
		throw refusal(r.notCreated?.['key']);
}

export async function changeKey(row: RingKey, patch: Record<string, unknown>): Promise<void> {
	const r = await home().call<SetResult>('PgpKey/set', { update: { [row.id]: patch } }).result;
	if (r.notUpdated?.[row.id])
		throw refusal(r.notUpdated[row.id]);
	await loadRing(true);
}

export async function removeKey(row: RingKey): Promise<void> {
	const r = await home().call<SetResult>('PgpKey/set', { destroy: [row.id] }).result;
	if (r.notDestroyed?.[row.id])
		throw refusal(r.notDestroyed[row.id]);
	unlocked.delete(row.id);
	publicKeys.delete(row.id);
	await loadRing(true);
}

/* What the server gets of a key; EMAILS that it shall count for, else all that it names. */
async function fieldsOf(key: Key, about: RingKey['about'], emails?: readonly string[]): Promise<Record<string, unknown>> {
	const { fingerprint, publicKey: bytes, minimal, emails: named, ...facts } = await (await library()).factsOf(key);
	return {
		fingerprint, publicKey: bytes, emails: named.filter(e => !emails || emails.some(x => sameAddress(x, e))).slice(0, 20),
		about: { ...facts, ...about, ids: facts.ids.slice(0, 20), name: facts.name.slice(0, 200), ...(about.source ? {} : { minimal: minimal.length < 5000 ? minimal : '' }) },
	};
}

export async function makeOwn(name: string, email: string, passphrase: string): Promise<void> {
	const made = await (await library()).makeKey(name, email, passphrase);
	await create({ ...await fieldsOf(made.key, { mutual: true }), secretKey: made.secretKey });
	await loadRing(true);
}

/* Keys of a file or a text, whoever's. How many came in; those that were there already do not count. */
export async function importKeys(given: string | Uint8Array, passphrase: string): Promise<number> {
	const l = await library();
	let n = 0;
	for (const key of (await l.readGiven(given)).slice(0, 100)) {
		const secret = key.isPrivate() ? await l.lockedCopy(key, passphrase) : null;
		const fields = await fieldsOf(key, secret ? { mutual: true } : { source: 'imported' });
		if ((fields['emails'] as string[]).length === 0)
			throw new l.KeyFault('useless');
		const known = ring.peek()?.find(k => k.fingerprint === fields['fingerprint']);
		/* What was learned from mail is chosen now; what is somebody else's becomes one's own. */
		if (known && secret && !known.isOwn)
			await home().call('PgpKey/set', { destroy: [known.id] }).result;
		else if (known) {
			await changeKey(known, { publicKey: fields['publicKey'], emails: fields['emails'], about: { ...known.about, ...fields['about'] as object } });
			publicKeys.delete(known.id);
			n++;
			continue;
		}
		await create({ ...fields, ...(secret ? { secretKey: secret } : {}) });
		n++;
	}
	await loadRing(true);
	return n;
}

/* As armoured text; a secret key stays locked by its passphrase. */
export async function exported(row: RingKey, secret: boolean): Promise<string> {
	const l = await library();
	return secret ? (await l.readSecret(await secretText(row))).armor() : (await publicKey(row)).armor();
}

/* ---- Reading -------------------------------------------------------------------------- */

const names = (row: RingKey, ids: readonly string[]): boolean => row.about.ids?.some(id => ids.includes(id)) ?? false;
const HIDDEN = /^0*$/u;

const keys: Ring = {
	signers: async ids => Promise.all((ring.peek() ?? []).filter(k => names(k, ids)).slice(0, 10).map(publicKey)),
	openers: async ids => {
		const hidden = ids.some(id => HIDDEN.test(id));
		const mine = (ring.peek() ?? []).filter(k => k.isOwn && (hidden || names(k, ids)));
		const open = mine.flatMap(k => unlocked.get(k.id) ?? []);
		return open.length > 0 ? open : mine.length > 0 ? 'locked' : 'noKey';
	},
};

const RASTER = /^image\/(?:png|jpe?g|gif|webp|avif|bmp)$/iu;

function keepLocal(blob: Blob): Id {
	const id = `local-${crypto.randomUUID()}`;
	/* Opened by itself it is a file and no page. */
	local.set(id, { blob, url: URL.createObjectURL(RASTER.test(blob.type) ? blob : new Blob([blob], { type: 'application/octet-stream' })) });
	return id;
}

function dropLocal(id: Id): void {
	URL.revokeObjectURL(local.get(id)?.url ?? '');
	local.delete(id);
}

/* Files of the newest messages only. */
const kept: { id: Id; blobs: Id[] }[] = [];

function within(mail: FullEmail, o: OpenedMessage, bodiesOf: typeof import('../pgp/mime').bodiesOf): Partial<FullEmail> {
	if (!o.root || (!o.isEncrypted && o.signed?.state !== 'valid'))
		return {};
	const blobs: Id[] = [];
	const b = bodiesOf(o.root, (bytes, type) => {
		blobs.push(keepLocal(new Blob([bytes], { type })));
		return blobs[blobs.length - 1]!;
	});
	kept.push({ id: mail.id, blobs });
	if (kept.length > 40)
		kept.shift()!.blobs.forEach(dropLocal);
	return { ...b, hasAttachment: b.attachments.length > 0, ...(o.isEncrypted && o.subject !== null ? { subject: o.subject } : {}) };
}

function judge(mail: FullEmail, o: OpenedMessage): PgpState['signed'] {
	if (!o.signed)
		return null;
	const from = mail.from?.[0]?.email ?? '';
	const row = ring.peek()?.find(k => k.fingerprint === o.signed!.fingerprint);
	const told = { fingerprint: o.signed.fingerprint, verified: row?.about.verified === true || row?.isOwn === true };
	if (o.signed.state !== 'valid')
		return { ...told, state: o.signed.state };
	/* A header that was changed around what was signed (RFC 9788, section 4.3). */
	const inside = o.from?.match(/[^\s<>,;"()]+@[^\s<>,;"()]+/gu)?.at(-1) ?? null;
	if ((inside !== null && !sameAddress(inside, from)) || (!o.isEncrypted && o.subject !== null && o.subject !== (mail.subject ?? '')))
		return { ...told, state: 'altered' };
	return { ...told, state: mail.from?.length === 1 && row?.emails.some(e => sameAddress(e, from)) ? 'valid' : 'other' };
}

/* Opens it as far as today's keys can, and lets the page show it. */
export async function openMail(mail: FullEmail, kind: PgpKind): Promise<PgpState> {
	await loadRing();
	let o: OpenedMessage;
	const l = await library();
	if (mail.size > LARGEST) {
		o = { root: null, subject: null, from: null, isEncrypted: kind !== 'signed', signed: null, fault: 'tooLarge', wants: [] };
	} else if (kind === 'inline') {
		o = await l.openInline(mail.bodyValues[mail.textBody[0]!.partId!]!.value, keys);
	} else {
		const raw = new Uint8Array(await (await download(downloadUrl(session(), accountId(), { blobId: mail.blobId, name: 'mail', type: 'message/rfc822' }))).arrayBuffer());
		o = await (kind === 'encrypted' ? l.openEncrypted(raw, keys) : l.openSigned(raw, keys));
	}
	const pgp: PgpState = { kind, isEncrypted: o.isEncrypted, fault: o.fault, signed: judge(mail, o), wants: o.wants };
	showOpened(mail.id, { ...within(mail, o, l.bodiesOf), pgp });
	return pgp;
}

/* One's own keys that would open it, locked as they are. */
export function lockedFor(wants: readonly string[]): RingKey[] {
	const hidden = wants.some(id => HIDDEN.test(id));
	return (ring.value ?? []).filter(k => k.isOwn && !isUnlocked(k) && (hidden || names(k, wants)));
}

/* ---- Autocrypt and directories ---------------------------------------------------------- */

/* A key that came with mail (Autocrypt Level 1, section 2.3), and that mail came without one. */
export async function learn(mail: FullEmail): Promise<void> {
	const from = mail.from?.[0]?.email ?? '';
	if (mail.keywords['$draft'] || mail.keywords['$junk'] || verdictOf(mail) === 'fail' || /^\s*multipart\/report/iu.test(mail['header:Content-Type:asRaw'] ?? ''))
		return;
	const { autocryptOf } = await import('../pgp/autocrypt');
	const got = autocryptOf(mail['header:Autocrypt:asRaw:all'] ?? [], mail.from ?? []);
	if (!got)
		return;
	await loadRing();
	const at = Math.min(Date.now(), Date.parse(mail.sentAt ?? mail.receivedAt));
	const rows = (ring.peek() ?? []).filter(k => k.emails.some(e => sameAddress(e, from)));
	const before = rows.find(k => k.about.source === 'autocrypt');
	if (rows.some(k => k.isOwn) || at <= (before?.about.keySeen ?? 0))
		return;
	const l = await library();
	const [key] = await l.readGiven(got.keydata);
	if (!key || key.isPrivate())
		return;
	const fields = await fieldsOf(key, { source: 'autocrypt', mutual: got.mutual, keySeen: at, seen: at }, []);
	/* It counts for who sent it, whatever names are in it. */
	fields['emails'] = [got.addr];
	const same = ring.peek()!.find(k => k.fingerprint === fields['fingerprint']);
	if (same) {
		/* A key that somebody chose keeps what was chosen. */
		if (rows.includes(same))
			await changeKey(same, { about: { ...same.about, mutual: got.mutual, keySeen: at, seen: at } });
		return;
	}
	await create(fields);
	if (before && !before.about.verified)
		await home().call('PgpKey/set', { destroy: [before.id] }).result;
	await loadRing(true);
}

const WORTH = { imported: 2, wkd: 1, autocrypt: 0 };

/* The key to write to somebody with: what was verified before what was chosen before what came by itself. */
function keyFor(email: string): RingKey | undefined {
	const worth = (k: RingKey): number => (k.isOwn ? 8 : 0) + (k.about.verified ? 4 : 0) + WORTH[k.about.source ?? 'imported'];
	return (ring.value ?? []).filter(k => k.about.mayEncrypt && k.emails.some(e => sameAddress(e, email)) && !(k.about.expires && Date.parse(k.about.expires) < Date.now()))
		.sort((a, b) => worth(b) - worth(a) || (b.about.keySeen ?? 0) - (a.about.keySeen ?? 0))[0];
}

/* Asked once in a while per address, and found or not. */
const asked = new Map<string, Promise<void>>();

/* Of whom no key is known, also not to the directory of their domain. */
export async function withoutKey(emails: readonly string[]): Promise<string[]> {
	await loadRing();
	const missing = emails.map(e => e.toLowerCase()).filter(e => !keyFor(e));
	const fresh = missing.filter(e => !asked.has(e)).slice(0, 10);
	if (fresh.length > 0) {
		const p = lookUp(fresh);
		for (const e of fresh)
			asked.set(e, p);
	}
	await Promise.all(missing.map(e => asked.get(e)));
	return missing.filter(e => !keyFor(e));
}

async function lookUp(emails: string[]): Promise<void> {
	const r = await home().call<{ list: { email: string; publicKey: string }[] }>('PgpKey/lookup', { emails }).result.catch(() => ({ list: [] }));
	for (const { email, publicKey: bytes } of r.list)
		try {
			/* Of what a directory gives, the names that were asked for count. */
			const [key] = await (await library()).readGiven(bytes);
			const fields = await fieldsOf(key!, { source: 'wkd' }, [email]);
			if ((fields['emails'] as string[]).length > 0 && !ring.peek()?.some(k => k.fingerprint === fields['fingerprint']))
				await create(fields);
		} catch {
			/* no key of theirs, or one that is of no use */
		}
	if (r.list.length > 0)
		await loadRing(true);
}

/* What Autocrypt recommends for a message to all of these (section 2.4). */
export async function wantsEncryption(from: string, emails: readonly string[]): Promise<boolean> {
	const { recommendation } = await import('../pgp/autocrypt');
	return emails.length > 0 && ownKey(from)?.about.mutual === true && emails.every(e => {
		const k = keyFor(e);
		return recommendation(k ? { mutual: k.about.mutual ?? false, keySeen: k.about.keySeen ?? 0, seen: k.about.seen ?? 0, mayEncrypt: true } : null) === 'encrypt';
	});
}

/* ---- Writing -------------------------------------------------------------------------- */

/* Email/import of the whole message, which is locked up before the server has it. */
export async function sealed(key: string, d: DraftContent, identity: Identity | undefined, mailboxId: Id, messageId: string, goes: boolean): Promise<Creation> {
	const blob = await seal(d, identity, messageId, goes);
	const { blobId } = await upload(session(), writer().accountId, blob, () => {}).done;
	return { method: 'Email/import', args: { emails: { [key]: { blobId, mailboxIds: { [mailboxId]: true }, keywords: { $draft: true, $seen: true } } } } };
}

async function bytesOf(d: DraftContent): Promise<{ name: string; type: string; cid: string | null; bytes: Uint8Array }[]> {
	return Promise.all(usedFiles(d).map(async a => {
		const blob = a.blob ?? await download(downloadUrl(session(), writer().accountId, a));
		return { name: a.name, type: a.type, cid: a.cid ?? null, bytes: new Uint8Array(await blob.arrayBuffer()) };
	}));
}

/*
 * The whole message. As a draft for the sender's eyes alone. Faults: pgpNoOwn, pgpLocked,
 * pgpNoKey with whom it is missing of, smimeBcc (every recipient's key is named in it).
 */
async function seal(d: DraftContent, identity: Identity | undefined, messageId: string, goes: boolean): Promise<Blob> {
	await loadRing();
	const own = identity && ownKey(identity.email);
	if (!identity || !own)
		throw new Fault('method', 'pgpNoOwn');
	if (goes && d.pgpEncrypt && d.bcc.length > 0)
		throw new Fault('method', 'smimeBcc');
	const people = goes && d.pgpEncrypt ? [...d.to, ...d.cc].map(a => a.email) : [];
	const missing = await withoutKey(people);
	if (missing.length > 0)
		throw new Fault('method', 'pgpNoKey', '', missing);
	const signer = goes && d.pgpSign ? unlocked.get(own.id) ?? null : null;
	if (goes && d.pgpSign && !signer)
		throw new Fault('method', 'pgpLocked');
	const me = { name: identity.name || null, email: identity.email };
	const message = {
		from: me, to: d.to, cc: d.cc, bcc: d.bcc, replyTo: identity.replyTo ?? [], subject: d.subject, messageId, inReplyTo: d.inReplyTo ?? [], references: d.references ?? [],
		more: [
			...(d.priority === 'normal' ? [] : [['X-Priority', d.priority === 'high' ? '1 (Highest)' : '5 (Lowest)'], ['Importance', d.priority]] as const),
			...(d.receipt ? [['Disposition-Notification-To', `<${identity.email}>`]] as const : []),
		],
		date: new Date(), text: d.text, html: d.html === null ? null : wholeHtml(d.html), files: await bytesOf(d), autocrypt: goes ? autocrypt.get(identity.email) ?? null : null,
	};
	const l = await library();
	if (!d.pgpEncrypt)
		return l.signed(message, signer!);
	const rows = new Map([own, ...people.map(e => keyFor(e)!)].map(k => [k.id, k]));
	return l.encrypted(message, await Promise.all([...rows.values()].map(publicKey)), signer);
}

/* Whether a draft is open now, so that somebody can go on with it. */
export async function openedDraft(mail: FullEmail): Promise<boolean> {
	const kind = pgpKind(mail);
	return kind === null || mail.pgp?.fault === null || (await openMail(mail, kind)).fault === null;
}
