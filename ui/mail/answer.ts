/* From a message on the page to a composer: reply, forward, a draft again. */
import { displayName, formatAddress } from '../lib/address';
import { quoteTime } from '../lib/dates';
import { locale, t } from '../lib/i18n';
import { toast } from '../lib/toast';
import type { FullEmail, Id } from '../jmap/types';
import { identities, loadIdentities, openComposer } from '../model/composing';
import { writesElsewhere } from '../model/desk';
import { loadThread, peekBody } from '../model/conversation';
import { forwardFiles, forwardOf, fromStored, replyTo, type QuoteWords } from '../model/draft';
import { emails } from '../model/mail-data';
import { hasHtml, quotedOf } from '../model/mail-text';
import { pgpKind } from '../model/pgp-state';
import { settings } from '../model/settings';

const words: QuoteWords = {
	wrote: mail => t('wrote', { date: quoteTime(mail.sentAt ?? mail.receivedAt, locale()), name: displayName(mail.from?.[0]) }),
	forwarded: mail => [
		t('forwarded-head'),
		`${t('from')}: ${(mail.from ?? []).map(formatAddress).join(', ')}`,
		`${t('date')}: ${quoteTime(mail.sentAt ?? mail.receivedAt, locale())}`,
		`${t('subject')}: ${mail.subject ?? ''}`,
		`${t('to')}: ${(mail.to ?? []).map(formatAddress).join(', ')}`,
		...(mail.cc?.length ? [`${t('cc')}: ${mail.cc.map(formatAddress).join(', ')}`] : []),
	].join('\n'),
};

async function ready(): Promise<(html: string) => Node> {
	const [clean] = await Promise.all([
		import('../frame/clean'),
		identities.peek().length > 0 ? null : loadIdentities(),
	]);
	return clean.toNode;
}

export type How = 'reply' | 'all' | 'list' | 'forward' | 'attach' | 'again';

export async function answer(mail: FullEmail, how: How, large = false): Promise<void> {
	const toNode = await ready();
	const plain = settings.peek().plainText;
	const mine = identities.peek();
	switch (how) {
	case 'attach':
		openComposer('forward', forwardFiles([mail], mine, plain), null, large);
		return;
	case 'forward':
		openComposer('forward', forwardOf(mail, quotedOf(mail, toNode, plain), mine, words), null, large);
		return;
	case 'again':
		openComposer('new', { ...fromStored(mail, quotedOf(mail, toNode, plain || !hasHtml(mail)), mine), inReplyTo: null, references: null }, null, large);
		return;
	default:
		openComposer('reply', replyTo(mail, quotedOf(mail, toNode, plain), how === 'reply' ? 'one' : how, mine, words), null, large);
	}
}

/* False: it is locked, and asks for its passphrase where it is read. */
export async function continueDraft(id: Id): Promise<boolean> {
	const e = emails.peek(id);
	if (!e)
		return true;
	await Promise.all([loadThread(e.threadId), ready()]);
	let mail = peekBody(id);
	if (!mail) {
		await loadThread(e.threadId, true);
		mail = peekBody(id);
	}
	if (mail && pgpKind(mail)) {
		if (!await (await import('../model/pgp')).openedDraft(mail))
			return false;
		mail = peekBody(id);
	}
	if (mail)
		openComposer('draft', fromStored(mail, quotedOf(mail, await ready(), !hasHtml(mail)), identities.peek()), writesElsewhere() ? null : id);
	else
		toast(t('draft-gone'), { bad: true });
	return true;
}
