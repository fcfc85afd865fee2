/*
 * A message being written, as data: how a reply or forward begins, and what
 * Email/set gets. Pure; composing.ts does the talking.
 */
import { sameAddress, type Address } from '../lib/address';
import { forwardSubject, quoteText, references, replySubject } from '../lib/quote';
import { local } from '../jmap/blob';
import type { BodyPart, Email, FullEmail, Id, Identity } from '../jmap/types';

export interface Attachment {
	blobId: Id;
	type: string;
	name: string;
	size: number;
	/* a picture inside the text, by its Content-ID */
	cid?: string;
	/* bytes that the server has not, and shall not have as they are */
	blob?: Blob;
}

export interface DraftContent {
	identityId: Id | null;
	to: Address[];
	cc: Address[];
	bcc: Address[];
	subject: string;
	/* the plain text; when there is HTML, made of it */
	text: string;
	/* formatted text; null in plain-text mode. Comes from mail: only the editor frame may look inside. */
	html: string | null;
	attachments: Attachment[];
	inReplyTo: string[] | null;
	references: string[] | null;
	priority: 'high' | 'normal' | 'low';
	receipt: boolean;
	/* S/MIME */
	sign: boolean;
	encrypt: boolean;
	/* OpenPGP */
	pgpSign: boolean;
	pgpEncrypt: boolean;
	/* the message that is answered or forwarded, to mark it when this is sent */
	origin: { id: Id; keyword: '$answered' | '$forwarded' } | null;
}

export function emptyDraft(): DraftContent {
	return {
		identityId: null, to: [], cc: [], bcc: [], subject: '', text: '', html: null, attachments: [], inReplyTo: null, references: null,
		priority: 'normal', receipt: false, sign: false, encrypt: false, pgpSign: false, pgpEncrypt: false, origin: null,
	};
}

export interface QuoteWords {
	/* "On …, Jonas wrote:" */
	wrote: (mail: FullEmail) => string;
	/* the block above a forwarded text */
	forwarded: (mail: FullEmail) => string;
}

/* What a message says, in both forms; `html` null when it has none or none is wanted. */
export interface Quoted {
	text: string;
	html: string | null;
}

export function escapeHtml(s: string): string {
	return s.replace(/[&<>"]/gu, c => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[c]!);
}

/* Lines as blocks, the way the editor writes them. */
export function textToHtml(s: string): string {
	return s.replace(/\r\n?/gu, '\n').split('\n').map(l => `<div>${escapeHtml(l) || '<br>'}</div>`).join('');
}

/* The identity that a message was written to, else the first. */
export function identityFor(mail: Pick<FullEmail, 'to' | 'cc' | 'bcc' | 'from'>, identities: readonly Identity[]): Identity | undefined {
	for (const list of [mail.to, mail.cc, mail.bcc, mail.from])
		for (const a of list ?? []) {
			const found = identities.find(i => sameAddress(i.email, a.email));
			if (found)
				return found;
		}
	return identities[0];
}

export function withSignature(text: string, identity: Identity | undefined): string {
	const signature = identity?.textSignature.trim();
	return signature ? `${text}\n\n-- \n${signature}` : text;
}

export function signatureHtml(identity: Identity | undefined): string {
	const html = identity?.htmlSignature.trim() || (identity?.textSignature.trim() ? textToHtml(identity.textSignature.trim()) : '');
	return html ? `<div data-signature="1">${html}</div>` : '';
}

function unique(list: readonly Address[], without: readonly string[]): Address[] {
	const out: Address[] = [];
	for (const a of list)
		if (!without.some(w => sameAddress(w, a.email)) && !out.some(o => sameAddress(o.email, a.email)))
			out.push({ name: a.name, email: a.email });
	return out;
}

/* What was told in confidence is passed on so. */
function confidence(mail: FullEmail): Pick<DraftContent, 'sign' | 'encrypt' | 'pgpSign' | 'pgpEncrypt'> {
	const pgp = mail.pgp?.isEncrypted ?? false;
	return { sign: /^encrypted\+signed/u.test(mail.smimeStatus ?? ''), encrypt: mail.smimeContent?.isEncrypted ?? false, pgpSign: pgp, pgpEncrypt: pgp };
}

function fileOf(a: BodyPart, name: string): Attachment {
	const blob = local.get(a.blobId!)?.blob;
	return { blobId: a.blobId!, type: a.type, name: a.name ?? name, size: a.size, ...(blob ? { blob } : {}) };
}

/* Pictures of the text travel along with a quote of it. */
function inlineOf(mail: FullEmail): Attachment[] {
	return mail.attachments.filter(a => a.blobId && a.cid && /^image\//iu.test(a.type))
		.map(a => ({ ...fileOf(a, 'image'), cid: a.cid!.replace(/^<|>$/gu, '') }));
}

function filesOf(mail: FullEmail, without: readonly Attachment[]): Attachment[] {
	return mail.attachments.filter(a => a.blobId && !without.some(w => w.blobId === a.blobId))
		.map(a => fileOf(a, 'attachment'));
}

export function replyTo(mail: FullEmail, quoted: Quoted, how: 'one' | 'all' | 'list', identities: readonly Identity[], words: QuoteWords): DraftContent {
	const own = identities.map(i => i.email);
	const identity = identityFor(mail, identities);
	const fromMe = mail.from?.some(a => own.some(o => sameAddress(o, a.email))) ?? false;
	const list = mail['header:List-Post:asURLs']?.find(u => /^mailto:/iu.test(u));
	const answer = how === 'list' && list ? [{ name: null, email: decodeURIComponent(list.slice(7).split('?')[0]!) }]
		: fromMe ? mail.to ?? [] : mail.replyTo?.length ? mail.replyTo : mail.from ?? [];
	/* Answering a note to oneself goes to oneself. */
	let to = unique(answer, fromMe ? own : []);
	if (to.length === 0)
		to = unique(answer, []);
	const taken = [...own, ...to.map(a => a.email)];
	const html = quoted.html === null ? null
		: `<div><br></div>${signatureHtml(identity)}<div><br></div><div dir="auto">${escapeHtml(words.wrote(mail))}</div><blockquote type="cite">${quoted.html}</blockquote>`;
	return {
		...emptyDraft(),
		...confidence(mail),
		identityId: identity?.id ?? null,
		to,
		cc: how === 'all' ? unique([...(fromMe ? [] : mail.to ?? []), ...(mail.cc ?? [])], taken) : [],
		subject: replySubject(mail.subject ?? ''),
		text: `${withSignature('', identity)}\n\n${words.wrote(mail)}\n${quoteText(quoted.text)}\n`,
		html,
		attachments: html === null ? [] : inlineOf(mail),
		inReplyTo: mail.messageId,
		references: references(mail),
		origin: { id: mail.id, keyword: '$answered' },
	};
}

export function forwardOf(mail: FullEmail, quoted: Quoted, identities: readonly Identity[], words: QuoteWords): DraftContent {
	const identity = identityFor(mail, identities);
	const html = quoted.html === null ? null
		: `<div><br></div>${signatureHtml(identity)}<div><br></div>${textToHtml(words.forwarded(mail))}<div><br></div><div>${quoted.html}</div>`;
	const inline = html === null ? [] : inlineOf(mail);
	return {
		...emptyDraft(),
		...confidence(mail),
		identityId: identity?.id ?? null,
		subject: forwardSubject(mail.subject ?? ''),
		text: `${withSignature('', identity)}\n\n${words.forwarded(mail)}\n\n${quoted.text.trimEnd()}\n`,
		html,
		attachments: [...inline, ...filesOf(mail, inline)],
		references: references(mail),
		origin: { id: mail.id, keyword: '$forwarded' },
	};
}

/* Whole messages as files. */
export function forwardFiles(mails: readonly FullEmail[], identities: readonly Identity[], plain: boolean): DraftContent {
	const identity = mails[0] ? identityFor(mails[0], identities) : identities[0];
	return {
		...emptyDraft(),
		identityId: identity?.id ?? null,
		subject: forwardSubject(mails[0]?.subject ?? ''),
		text: withSignature('', identity),
		html: plain ? null : `<div><br></div>${signatureHtml(identity)}`,
		attachments: mails.map(m => ({ blobId: m.blobId, type: 'message/rfc822', name: `${(m.subject ?? '').slice(0, 80) || 'message'}.eml`, size: m.size })),
		origin: mails[0] ? { id: mails[0].id, keyword: '$forwarded' } : null,
	};
}

/* A stored draft, to go on writing; or a sent message, as the start of a new one. */
export function fromStored(mail: FullEmail, quoted: Quoted, identities: readonly Identity[]): DraftContent {
	const from = mail.from?.[0];
	const inline = quoted.html === null ? [] : inlineOf(mail);
	return {
		...emptyDraft(),
		...confidence(mail),
		identityId: identities.find(i => from && sameAddress(i.email, from.email))?.id ?? identities[0]?.id ?? null,
		to: mail.to ?? [],
		cc: mail.cc ?? [],
		bcc: mail.bcc ?? [],
		subject: mail.subject ?? '',
		text: quoted.text,
		html: quoted.html,
		attachments: [...inline, ...filesOf(mail, inline)],
		inReplyTo: mail.inReplyTo,
		references: mail.references,
		receipt: Boolean(mail['header:Disposition-Notification-To:asAddresses']?.length),
	};
}

/* What Email/set creates (RFC 8621, 4.6). Empty lists are left out. Until it goes out, a confidential one is for oneself. */
export function emailCreation(d: DraftContent, identity: Identity | undefined, mailboxId: Id, keywords: Email['keywords'], messageId: string, goes = false, autocrypt?: string): Record<string, unknown> {
	const email: Record<string, unknown> = {
		mailboxIds: { [mailboxId]: true },
		keywords,
		messageId: [messageId],
		subject: d.subject,
		bodyValues: { text: { value: d.text }, ...(d.html === null ? {} : { html: { value: wholeHtml(d.html) } }) },
		textBody: [{ partId: 'text', type: 'text/plain' }],
	};
	if (d.html !== null)
		email['htmlBody'] = [{ partId: 'html', type: 'text/html' }];
	const me = identity ? { name: identity.name || null, email: identity.email } : null;
	if (me)
		email['from'] = [me];
	if (identity?.replyTo?.length)
		email['replyTo'] = identity.replyTo;
	for (const key of ['to', 'cc', 'bcc'] as const)
		if (d[key].length > 0)
			email[key] = d[key];
	for (const key of ['inReplyTo', 'references'] as const)
		if (d[key]?.length)
			email[key] = d[key];
	if (d.priority !== 'normal') {
		email['header:X-Priority:asText'] = d.priority === 'high' ? '1 (Highest)' : '5 (Lowest)';
		email['header:Importance:asText'] = d.priority;
	}
	if (d.encrypt)
		email['smimeEncrypt'] = goes ? 'recipients' : 'self';
	if (d.sign && goes)
		email['smimeSign'] = true;
	if (goes && autocrypt)
		email['header:Autocrypt:asRaw'] = autocrypt;
	if (d.receipt && me)
		email['header:Disposition-Notification-To:asAddresses'] = [me];
	const files = usedFiles(d);
	if (files.length > 0)
		email['attachments'] = files.map(a => ({
			blobId: a.blobId, type: a.type, name: a.name, ...(a.cid ? { disposition: 'inline', cid: a.cid } : { disposition: 'attachment' }),
		}));
	return email;
}

/* Without pictures that the text shows no more. */
export function usedFiles(d: DraftContent): Attachment[] {
	return d.attachments.filter(a => !a.cid || (d.html?.includes(`cid:${a.cid}`) ?? false));
}

export function wholeHtml(html: string): string {
	return `<!DOCTYPE html><html><head><meta charset="utf-8"></head><body>${html}</body></html>`;
}
