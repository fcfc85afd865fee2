/* The sender would like to know that this was read; nothing is sent without a word (RFC 8098, section 2.1). */
import { displayName } from '../lib/address';
import { Icon } from '../lib/icon';
import { t } from '../lib/i18n';
import { toast } from '../lib/toast';
import type { FullEmail } from '../jmap/types';
import { setKeyword } from '../model/actions';
import { sendReceipt } from '../model/receipts';
import { emails } from '../model/mail-data';
import { settings } from '../model/settings';
import { why } from '../model/refused';

export function Receipt({ mail }: { mail: FullEmail }) {
	const to = mail['header:Disposition-Notification-To:asAddresses']?.[0];
	const done = emails.get(mail.id)?.keywords['$mdnsent'];
	if (!to || done || settings.value.receipts === 'never')
		return null;
	const send = async (): Promise<void> => {
		setKeyword(mail.id, '$mdnsent');
		try {
			await sendReceipt(mail.id);
			toast(t('receipt-sent'));
		} catch (e) {
			toast(t('failed-change', { why: why(e) }), { bad: true });
		}
	};
	return (
		<div class="rem quiet" role="note">
			<Icon name="info" size="s" />
			<span>{t('receipt-wanted', { name: displayName(to) })}</span>
			<span class="sp" />
			<button type="button" class="btn gh" onClick={() => void send()}>{t('receipt-send')}</button>
			<button type="button" class="btn gh" onClick={() => setKeyword(mail.id, '$mdnsent')}>{t('receipt-no')}</button>
		</div>
	);
}
