/* From a message on the page to a composer: reply, forward, a draft again. */
import { displayName, formatAddress } from '../lib/address';
import { quoteTime } from '../lib/dates';
import { locale, t } from '../lib/i18n';
import { toast } from '../lib/toast';
import type { FullEmail, Id } from '../jmap/types';
import { identities, loadIdentities, openComposer } from '../model/composing';
import { loadThread, peekBody } from '../model/conversation';
import { forwardOf, fromStored, replyTo, type QuoteWords } from '../model/draft';
import { emails } from '../model/mail-data';
import { textOf } from '../model/mail-text';

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

export async function answer(mail: FullEmail, how: 'reply' | 'all' | 'forward'): Promise<void> {
	const toNode = await ready();
	const text = textOf(mail, toNode);
	if (how === 'forward')
		openComposer('forward', forwardOf(mail, text, identities.peek(), words));
	else
		openComposer('reply', replyTo(mail, text, how === 'all', identities.peek(), words));
}

export async function continueDraft(id: Id): Promise<void> {
	const e = emails.peek(id);
	if (!e)
		return;
	await Promise.all([loadThread(e.threadId), ready()]);
	let mail = peekBody(id);
	if (!mail) {
		await loadThread(e.threadId, true);
		mail = peekBody(id);
	}
	if (mail)
		openComposer('draft', fromStored(mail, textOf(mail, await ready()), identities.peek()), id);
	else
		toast(t('draft-gone'), { bad: true });
}
