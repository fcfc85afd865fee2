/*
 * A message being written, as data: how a reply or forward begins, and what
 * Email/set gets. Pure; composing.ts does the talking.
 */
import { sameAddress, type Address } from '../lib/address';
import { forwardSubject, quoteText, references, replySubject } from '../lib/quote';
import type { Email, FullEmail, Id, Identity } from '../jmap/types';

export interface Attachment {
	blobId: Id;
	type: string;
	name: string;
	size: number;
}

export interface DraftContent {
	identityId: Id | null;
	to: Address[];
	cc: Address[];
	bcc: Address[];
	subject: string;
	text: string;
	attachments: Attachment[];
	inReplyTo: string[] | null;
	references: string[] | null;
	/* the message that is answered or forwarded, to mark it when this is sent */
	origin: { id: Id; keyword: '$answered' | '$forwarded' } | null;
}

export function emptyDraft(): DraftContent {
	return { identityId: null, to: [], cc: [], bcc: [], subject: '', text: '', attachments: [], inReplyTo: null, references: null, origin: null };
}

export interface QuoteWords {
	/* "On …, Jonas wrote:" */
	wrote: (mail: FullEmail) => string;
	/* the block above a forwarded text */
	forwarded: (mail: FullEmail) => string;
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

function unique(list: readonly Address[], without: readonly string[]): Address[] {
	const out: Address[] = [];
	for (const a of list)
		if (!without.some(w => sameAddress(w, a.email)) && !out.some(o => sameAddress(o.email, a.email)))
			out.push({ name: a.name, email: a.email });
	return out;
}

export function replyTo(mail: FullEmail, text: string, all: boolean, identities: readonly Identity[], words: QuoteWords): DraftContent {
	const own = identities.map(i => i.email);
	const identity = identityFor(mail, identities);
	const fromMe = mail.from?.some(a => own.some(o => sameAddress(o, a.email))) ?? false;
	const answer = fromMe ? mail.to ?? [] : mail.replyTo?.length ? mail.replyTo : mail.from ?? [];
	/* Answering a note to oneself goes to oneself. */
	let to = unique(answer, fromMe ? own : []);
	if (to.length === 0)
		to = unique(answer, []);
	const taken = [...own, ...to.map(a => a.email)];
	return {
		...emptyDraft(),
		identityId: identity?.id ?? null,
		to,
		cc: all ? unique([...(fromMe ? [] : mail.to ?? []), ...(mail.cc ?? [])], taken) : [],
		subject: replySubject(mail.subject ?? ''),
		text: `${withSignature('', identity)}\n\n${words.wrote(mail)}\n${quoteText(text)}\n`,
		inReplyTo: mail.messageId,
		references: references(mail),
		origin: { id: mail.id, keyword: '$answered' },
	};
}

export function forwardOf(mail: FullEmail, text: string, identities: readonly Identity[], words: QuoteWords): DraftContent {
	const identity = identityFor(mail, identities);
	return {
		...emptyDraft(),
		identityId: identity?.id ?? null,
		subject: forwardSubject(mail.subject ?? ''),
		text: `${withSignature('', identity)}\n\n${words.forwarded(mail)}\n\n${text.trimEnd()}\n`,
		attachments: mail.attachments.filter(a => a.blobId).map(a => ({ blobId: a.blobId!, type: a.type, name: a.name ?? 'attachment', size: a.size })),
		references: references(mail),
		origin: { id: mail.id, keyword: '$forwarded' },
	};
}

/* A stored draft, to go on writing. */
export function fromStored(mail: FullEmail, text: string, identities: readonly Identity[]): DraftContent {
	const from = mail.from?.[0];
	return {
		...emptyDraft(),
		identityId: identities.find(i => from && sameAddress(i.email, from.email))?.id ?? identities[0]?.id ?? null,
		to: mail.to ?? [],
		cc: mail.cc ?? [],
		bcc: mail.bcc ?? [],
		subject: mail.subject ?? '',
		text,
		attachments: mail.attachments.filter(a => a.blobId).map(a => ({ blobId: a.blobId!, type: a.type, name: a.name ?? 'attachment', size: a.size })),
		inReplyTo: mail.inReplyTo,
		references: mail.references,
	};
}

/* What Email/set creates (RFC 8621, 4.6). Empty lists are left out. */
export function emailCreation(d: DraftContent, identity: Identity | undefined, mailboxId: Id, keywords: Email['keywords']): Record<string, unknown> {
	const email: Record<string, unknown> = {
		mailboxIds: { [mailboxId]: true },
		keywords,
		subject: d.subject,
		bodyValues: { text: { value: d.text } },
		textBody: [{ partId: 'text', type: 'text/plain' }],
	};
	if (identity)
		email['from'] = [{ name: identity.name || null, email: identity.email }];
	if (identity?.replyTo?.length)
		email['replyTo'] = identity.replyTo;
	for (const key of ['to', 'cc', 'bcc'] as const)
		if (d[key].length > 0)
			email[key] = d[key];
	for (const key of ['inReplyTo', 'references'] as const)
		if (d[key]?.length)
			email[key] = d[key];
	if (d.attachments.length > 0)
		email['attachments'] = d.attachments.map(a => ({ blobId: a.blobId, type: a.type, name: a.name, disposition: 'attachment' }));
	return email;
}
