/* The sender's verification in a word, and warnings worth a line (ui.md, section 6). */
import { useEffect } from 'preact/hooks';
import { displayName } from '../lib/address';
import { Icon } from '../lib/icon';
import { t } from '../lib/i18n';
import type { FullEmail } from '../jmap/types';
import { askFirstTime, isFirstTime } from '../model/first-time';
import { known, knownDomains } from '../model/people';
import { change, settings } from '../model/settings';
import { domainOf, looksLike, namesOtherAddress, verdictOf } from '../model/trust';

export function Trust({ mail }: { mail: FullEmail }) {
	const verdict = verdictOf(mail);
	if (verdict === 'pass')
		return <span class="trust ok" title={t('verified-why', { domain: domainOf(mail.from?.[0]) })}><Icon name="shieldok" size="xs" />{t('verified')}</span>;
	if (verdict === 'none' && known(mail.from?.[0]?.email ?? ''))
		return null;
	return verdict === 'fail' ? null : <span class="trust" title={t('unverified-why')}>{t('unverified')}</span>;
}

/* S/MIME: who could read it on its way. */
export function Secrecy({ mail }: { mail: FullEmail }) {
	const c = mail.smimeContent;
	return c?.isEncrypted ? <span class={`trust${c.fault ? '' : ' ok'}`} title={t(unproven(mail) ? 'encrypted-unproven' : 'encrypted-why')}><Icon name="lock" size="xs" />{t('smime-encrypted')}</span> : null;
}

export const wasEncrypted = (mail: FullEmail): boolean => Boolean(mail.smimeContent?.isEncrypted || mail.pgp?.isEncrypted);

/* Somebody could have put in what sends the text elsewhere: neither cipher nor signature tells. */
export function unproven(mail: FullEmail): boolean {
	const c = mail.smimeContent;
	return Boolean(c?.isEncrypted && !c.isAuthenticated && mail.smimeStatus !== 'encrypted+signed/verified');
}

const FAULTS = { noKey: 'smime-no-key', broken: 'smime-broken', tooLarge: 'smime-too-large', unsupported: 'smime-unsupported' };

/* Why there is nothing to read. */
export function Closed({ mail }: { mail: FullEmail }) {
	const fault = mail.smimeContent?.fault;
	return fault ? <div class="rem alarm" role="note"><Icon name="lock" size="s" /><span>{t(FAULTS[fault])}</span></div> : null;
}

/* S/MIME: what the sender's own certificate says. */
export function Signature({ mail }: { mail: FullEmail }) {
	const status = mail.smimeStatus?.replace('encrypted+', '');
	if (status === 'signed/verified')
		return <span class="trust ok" title={t('signed-why', { email: mail.from?.[0]?.email ?? '' })}><Icon name="shieldok" size="xs" />{t('signed')}</span>;
	if (status === 'signed/failed')
		return <span class="trust" title={(mail.smimeErrors ?? []).join(' ')}>{t('signed-not')}</span>;
	return null;
}

export function Warnings({ mail }: { mail: FullEmail }) {
	const from = mail.from?.[0];
	const email = from?.email ?? '';
	useEffect(() => {
		if (email)
			void askFirstTime(email);
	}, [email]);
	if (!from || settings.value.trusted.includes(email.toLowerCase()))
		return null;
	const alike = looksLike(domainOf(from), knownDomains());
	const other = namesOtherAddress(from);
	const answers = mail.replyTo?.[0];
	const failed = verdictOf(mail) === 'fail';
	const lines: [string, boolean][] = [];
	if (failed)
		lines.push([t('warn-failed', { domain: domainOf(from) }), true]);
	if (alike)
		lines.push([t('warn-alike', { domain: domainOf(from), known: alike }), true]);
	if (other)
		lines.push([t('warn-name', { name: other, email }), true]);
	if (answers && domainOf(answers) !== domainOf(from) && (failed || alike || other))
		lines.push([t('warn-reply', { email: answers.email }), true]);
	if (lines.length === 0 && isFirstTime(email))
		lines.push([t('warn-first', { name: displayName(from) }), false]);
	if (lines.length === 0)
		return null;
	return (
		<>
			{lines.map(([text, bad]) => (
				<div key={text} class={`rem ${bad ? 'alarm' : 'quiet'}`} role="note">
					<Icon name={bad ? 'warn' : 'info'} size="s" />
					<span dir="auto">{text}</span>
					<span class="sp" />
					<button type="button" class="btn gh" onClick={() => change({ trusted: [...settings.peek().trusted, email.toLowerCase()] })}>{t(bad ? 'i-know' : 'ok')}</button>
				</div>
			))}
		</>
	);
}
