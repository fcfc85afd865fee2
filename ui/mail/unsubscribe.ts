/*
 * Leaving a mailing list. One click (RFC 8058) is asked of the server, which
 * checks the signature and does it from its own address; without that, the
 * list's mail address, or its page behind our "you leave" page.
 */
import { parseAddresses, parseMailto } from '../lib/address';
import { t } from '../lib/i18n';
import { go } from '../lib/router';
import { toast } from '../lib/toast';
import type { FullEmail } from '../jmap/types';
import { setKeyword } from '../model/actions';
import { openComposer } from '../model/composing';
import { mayUnsubscribe, unsubscribe } from '../model/server-extras';

export function canLeave(mail: FullEmail): boolean {
	return (mail['header:List-Unsubscribe:asURLs'] ?? []).some(u => /^(?:https|mailto):/iu.test(u));
}

export async function leaveList(mail: FullEmail): Promise<void> {
	const urls = mail['header:List-Unsubscribe:asURLs'] ?? [];
	const oneClick = /^\s*List-Unsubscribe=One-Click\s*$/iu.test(mail['header:List-Unsubscribe-Post:asText'] ?? '');
	if (oneClick && mayUnsubscribe()) {
		const why = await unsubscribe(mail.id);
		if (why === null) {
			setKeyword(mail.id, '$unsubscribed');
			toast(t('unsubscribed'));
			return;
		}
		toast(t('unsubscribe-failed', { why }), { bad: true });
	}
	const write = urls.find(u => /^mailto:/iu.test(u));
	if (write) {
		const m = parseMailto(write);
		openComposer('new', { to: parseAddresses(m.to).good, subject: m.subject || 'unsubscribe', text: m.body });
		return;
	}
	const page = urls.find(u => /^https:/iu.test(u));
	if (page)
		go({ page: 'leave', to: page });
}
