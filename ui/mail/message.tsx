/* One message of a conversation: folded to a line, or whole. */
import { signal, useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { Avatar } from '../lib/avatar';
import { displayName, formatAddress, sameAddress, type Address } from '../lib/address';
import { ago, longTime, mediumTime } from '../lib/dates';
import { IconButton } from '../lib/button';
import { runCommand } from '../lib/keys';
import { locale, t } from '../lib/i18n';
import { go } from '../lib/router';
import { MenuButton } from '../lib/menu-button';
import type { MenuItem } from '../lib/overlay';
import { downloadUrl } from '../jmap/blob';
import type { BodyPart, FullEmail } from '../jmap/types';
import { markUnreadFrom, starMessage } from '../model/actions';
import { accountId, person, session } from '../model/connection';
import { pgpKind } from '../model/pgp-state';
import { canFilter, canPgp, canReceipt } from '../model/server-extras';
import { body } from '../model/conversation';
import { emails } from '../model/mail-data';
import { identities } from '../model/composing';
import { answer, continueDraft } from './answer';
import { Files } from './files';
import { Invitation } from './invitation';
import { HtmlView } from './html-view';
import { toggleFold } from './folding';
import { openExtra } from './extra-state';
import { Receipt } from './receipt';
import { Closed, Secrecy, Signature, Trust, Warnings } from './trust-line';
import { canLeave, leaveList } from './unsubscribe';
import { now } from './now';
import { closeThread } from './state';
import { TextView } from './text-view';

function own(a: Address): boolean {
	return identities.value.some(i => sameAddress(i.email, a.email)) || sameAddress(person.value?.address ?? '', a.email);
}

function sender(a: Address | undefined): string {
	return a ? (own(a) ? t('you-start') : displayName(a)) : t('unknown-sender');
}

export function FoldedMessage({ id }: { id: string }) {
	const e = emails.get(id);
	if (!e)
		return null;
	const from = e.from?.[0];
	return (
		<button type="button" class="msg c" id={`message-${id}`} aria-expanded="false" onClick={() => toggleFold(id)}>
			<Avatar of={from} size="s" />
			<b dir="auto">{e.keywords['$draft'] ? t('draft-mark') : sender(from)}</b>
			<span dir="auto">{e.preview}</span>
			<time dateTime={e.receivedAt}>{mediumTime(e.receivedAt, now.value, locale())}</time>
		</button>
	);
}

/* "to you, Dora Klein and 2 more" */
function recipients(mail: FullEmail): string {
	const all = [...(mail.to ?? []), ...(mail.cc ?? []), ...(mail.bcc ?? [])];
	if (all.length === 0)
		return t('to-nobody');
	const names = all.map(a => (own(a) ? t('you') : displayName(a)));
	return names.length > 3
		? t('to-some', { names: names.slice(0, 2).join(', '), n: names.length - 2 })
		: t('to-list', { names: new Intl.ListFormat(locale(), { type: 'conjunction' }).format(names) });
}

const pgpNote = signal<typeof import('./pgp-note') | null>(null);

/* What OpenPGP needs, once there is a message that does. */
function usePgp(needed: boolean): typeof import('./pgp-note') | null {
	useEffect(() => {
		if (needed && !pgpNote.peek())
			import('./pgp-note').then(async m => {
				await m.ready;
				pgpNote.value = m;
			}).catch(() => {});
	}, [needed]);
	return needed ? pgpNote.value : null;
}

export function Message({ id }: { id: string }) {
	const details = useSignal(false);
	const e = emails.get(id);
	const mail = body(id);
	if (!e || !mail)
		return null;
	const from = e.from?.[0];
	const starred = Boolean(e.keywords['$flagged']);
	const date = e.receivedAt;
	const since = ago(date, now.value, locale());
	const draft = Boolean(e.keywords['$draft']);
	const pgp = canPgp() ? pgpKind(mail) : null;
	const { PgpNote, PgpTrust } = usePgp(pgp !== null || (mail['header:Autocrypt:asRaw:all']?.length ?? 0) > 0) ?? {};
	return (
		<article class="msg" id={`message-${id}`} tabIndex={-1} aria-label={t('message-from', { name: sender(from) })}>
			<header class="mh">
				<Avatar of={from} size="l" />
				<div>
					<div class="who">
						<button type="button" class="n" aria-expanded="true" title={t('fold-message')} dir="auto" onClick={() => toggleFold(id)}>{sender(from)}</button>
						{from && displayName(from) !== from.email && <span class="e" dir="ltr">{from.email}</span>}
						{draft && <span class="chip h3">{t('draft-mark')}</span>}
					</div>
					<div class="to">
						<button type="button" aria-expanded={details.value} onClick={() => { details.value = !details.value; }} dir="auto">{recipients(mail)}</button>
						{!draft && from && !own(from) && <Trust mail={mail} />}
						<Secrecy mail={mail} />
						{!draft && <Signature mail={mail} />}
						{mail.pgp && PgpTrust && <PgpTrust pgp={mail.pgp} />}
					</div>
				</div>
				<div class="a">
					<time dateTime={date} title={longTime(date, locale())}>
						{mediumTime(date, now.value, locale())}
						{since && <span class="opt"> ({since})</span>}
					</time>
					<IconButton icon="star" label={t(starred ? 'unstar-message' : 'star-message')} aria-pressed={starred} {...(starred ? { class: 'on' } : {})} onClick={() => starMessage(id)} />
					{!draft && <IconButton icon="reply" label={t('cmd-reply')} onClick={() => void answer(mail, 'reply')} />}
					<MenuButton icon="more" label={t('message-actions')} items={() => menu(id, mail)} />
				</div>
			</header>
			{details.value && <Details mail={mail} />}
			{!draft && from && !own(from) && <Warnings mail={mail} />}
			{draft && (
				<div class="rem">
					<span>{t('draft-here')}</span>
					<span class="sp" />
					<button type="button" class="btn gh" onClick={() => void continueDraft(id)}>{t('continue-writing')}</button>
				</div>
			)}
			{!draft && canReceipt() && <Receipt mail={mail} />}
			<Closed mail={mail} />
			{PgpNote && <PgpNote mail={mail} kind={pgp} />}
			{(!pgp || pgp === 'signed' || mail.pgp?.fault === null) && <Body mail={mail} />}
		</article>
	);
}

function menu(id: string, mail: FullEmail): MenuItem[] {
	const name = `${mail.subject?.slice(0, 80) || 'message'}.eml`;
	const list = mail['header:List-Post:asURLs']?.find(u => /^mailto:/iu.test(u));
	return [
		{ text: t('cmd-reply'), icon: 'reply', run: () => void answer(mail, 'reply') },
		{ text: t('cmd-reply-all'), icon: 'replyall', run: () => void answer(mail, 'all') },
		...(list ? [{ text: t('reply-list'), icon: 'replyall', run: () => void answer(mail, 'list') }] : []),
		{ text: t('cmd-forward'), icon: 'fwd', run: () => void answer(mail, 'forward') },
		{ text: t('forward-file'), icon: 'clip', run: () => void answer(mail, 'attach') },
		{ text: t('edit-as-new'), icon: 'pencil', run: () => void answer(mail, 'again') },
		{
			text: t('cmd-unread-from'), icon: 'unread', run: () => {
				markUnreadFrom(id);
				closeThread();
			},
		},
		...(canLeave(mail) ? [{ text: t('unsubscribe'), icon: 'bell', run: () => void leaveList(mail) }] : []),
		...(canFilter() ? [{ text: t('filter-like-this'), icon: 'filter', run: () => go({ page: 'settings', section: `filters?from=${mail.from?.[0]?.email ?? ''}` }) }] : []),
		{ text: t('cmd-print'), icon: 'print', run: () => runCommand('print') },
		{ text: t('show-source'), icon: 'code', run: () => openExtra({ kind: 'source', mail }) },
		{
			text: t('download-message'), icon: 'download', run: () => {},
			href: downloadUrl(session(), accountId(), { blobId: mail.blobId, name, type: 'message/rfc822' }),
		},
	];
}

function Details({ mail }: { mail: FullEmail }) {
	const rows: [string, string][] = [
		[t('from'), (mail.from ?? []).map(formatAddress).join(', ')],
		[t('reply-to'), (mail.replyTo ?? []).map(formatAddress).join(', ')],
		[t('to'), (mail.to ?? []).map(formatAddress).join(', ')],
		[t('cc'), (mail.cc ?? []).map(formatAddress).join(', ')],
		[t('bcc'), (mail.bcc ?? []).map(formatAddress).join(', ')],
		[t('date'), longTime(mail.sentAt ?? mail.receivedAt, locale())],
		[t('subject'), mail.subject ?? ''],
	];
	return (
		<dl class="details">
			{rows.filter(([, v]) => v).map(([k, v]) => <div key={k}><dt>{k}</dt><dd dir="auto">{v}</dd></div>)}
		</dl>
	);
}

const SIGNATURE = /^application\/(?:(?:x-)?pkcs7|pgp)-signature$/iu;

function Body({ mail }: { mail: FullEmail }) {
	const used = useSignal<ReadonlySet<string>>(new Set());
	const parts = mail.htmlBody.length > 0 ? mail.htmlBody : mail.textBody;
	const inline = parts.filter(p => !p.type.startsWith('text/'));
	/* A signature that was looked at is no file for people. */
	const files = [...mail.attachments.filter(a => !((mail.smimeStatus || mail.pgp) && SIGNATURE.test(a.type)) && !inline.includes(a) && !(a.cid && used.value.has(a.cid)))];
	for (const p of inline)
		if (!files.some(f => f.blobId === p.blobId) && !(p.cid && used.value.has(p.cid)))
			files.push(p);
	return (
		<>
			{parts.map((part, i) => <Part key={part.partId ?? i} mail={mail} part={part} onUsed={cids => { used.value = cids; }} />)}
			{mail.attachments.filter(a => a.blobId && /^text\/calendar$/iu.test(a.type)).slice(0, 1).map(a => <Invitation key={a.blobId} part={a} />)}
			{files.length > 0 && <Files files={files} subject={mail.subject ?? ''} />}
		</>
	);
}

function Part({ mail, part, onUsed }: { mail: FullEmail; part: BodyPart; onUsed: (cids: ReadonlySet<string>) => void }) {
	const value = part.partId ? mail.bodyValues[part.partId] : undefined;
	if (!value || !part.type.startsWith('text/'))
		return null;
	return (
		<>
			{part.type === 'text/html'
				? <HtmlView html={value.value} mail={mail} onUsed={onUsed} />
				: <div class="mb"><TextView text={value.value} /></div>}
			{value.isTruncated && <p class="note">{t('body-truncated')}</p>}
		</>
	);
}
