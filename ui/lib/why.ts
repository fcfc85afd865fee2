/*
 * Why something was refused, in words of the page's own catalogue. Servers say it
 * by a type (RFC 8620, sections 3.6 and 5.3; problem+json of the REST API; else
 * HTTP's code) and what it is about; their sentence is English, and shown only
 * where the type is none that we know.
 */
import { t } from './i18n';

const WORDS: Record<string, string> = {
	/* nobody was reached, or nobody had time */
	network: 'why-offline', offline: 'why-offline', '0': 'why-offline',
	429: 'why-busy', 503: 'why-busy', 504: 'why-busy', serverUnavailable: 'why-unavailable', 502: 'why-unavailable',
	serverFail: 'why-server', serverPartialFail: 'why-server', 500: 'why-server', temp_error: 'why-server',
	/* rights */
	forbidden: 'why-forbidden', accountReadOnly: 'why-forbidden', accountNotSupportedByMethod: 'why-forbidden', access_denied: 'why-forbidden', 403: 'why-forbidden',
	singleton: 'why-forbidden',
	/* what it is about */
	notFound: 'why-gone', willDestroy: 'why-gone', blobNotFound: 'why-gone', accountNotFound: 'why-gone', 404: 'why-gone', 410: 'why-gone',
	alreadyExists: 'why-exists', object_exists: 'why-exists',
	stateMismatch: 'why-changed', 409: 'why-changed', 412: 'why-changed',
	grantee_invalid: 'why-nobody', mailbox_invalid: 'why-nobody',
	in_use: 'why-used', mailboxHasChild: 'folder-has-children', mailboxHasEmail: 'why-messages',
	invalidProperties: 'why-invalid', invalidPatch: 'why-invalid', invalidArguments: 'why-invalid', value_invalid: 'why-invalid', 400: 'why-invalid', 422: 'why-invalid',
	value_missing: 'why-missing', app_name_empty: 'why-missing', password_empty: 'why-missing',
	address_invalid: 'why-address', username_invalid: 'why-address',
	unsupportedFilter: 'why-search', unsupportedSort: 'why-search', anchorNotFound: 'why-gone',
	/* bounds */
	overQuota: 'why-full', limit_reached: 'why-full', tooLarge: 'why-large', 413: 'why-large', rateLimit: 'why-often', requestTooLarge: 'why-much', limit: 'why-much', tooManyChanges: 'why-much',
	tooManyKeywords: 'why-labels', tooManyMailboxes: 'why-folders',
	/* messages and sending */
	invalidEmail: 'why-no-message', tooManyRecipients: 'why-recipients-many', noRecipients: 'why-recipients-none', invalidRecipients: 'why-recipients',
	forbiddenFrom: 'why-from', forbiddenMailFrom: 'why-from', forbiddenToSend: 'why-sending', cannotUnsend: 'why-sent', mdnAlreadySent: 'why-receipt-sent',
	/* S/MIME */
	smimeNoKey: 'why-smime-key', smimeNoCertificate: 'why-smime-certificate', smimeBcc: 'why-smime-bcc', wrongPassword: 'why-smime-password', noKey: 'why-smime-file', notYours: 'why-smime-yours',
	/* OpenPGP */
	pgpNoOwn: 'why-smime-key', pgpLocked: 'why-pgp-locked', pgpNoKey: 'why-pgp-key',
	/* filters and lists */
	sieveIsActive: 'why-sieve-active', invalidSieve: 'why-sieve', invalidScript: 'why-sieve',
	notOffered: 'why-list-not-offered', ambiguousAddress: 'why-list-ambiguous', notVouchedFor: 'why-list-unsigned',
	password_mismatch: 'password-differ', redirect_uri_invalid: 'why-redirect',
	code_wrong: 'code-wrong', yubico_away: 'why-yubico-away',
	/* programs of others, and providers elsewhere */
	client_unknown: 'why-client', redirect_uri_unknown: 'why-client-address',
	provider_refused: 'why-provider', provider_wrong: 'why-provider-wrong', provider_no_mailbox: 'why-provider-mailbox', provider_no_address: 'why-provider-address', provider_other: 'why-provider-other',
	provider_over: 'why-provider-over', provider_no_lasting: 'why-provider-lasting',
	/* junk */
	policy_list_from_invalid: 'why-address', spam_score_invalid: 'why-invalid',
};

/* Properties that people meet, by what stands beside them on the page. */
const NAMES: Record<string, string> = {
	name: 'set-name', email: 'sign-in-login', address: 'sign-in-login', replyTo: 'reply-to', subject: 'subject', to: 'to', cc: 'cc', bcc: 'bcc',
	fromDate: 'set-vacation-from', toDate: 'set-vacation-to', password: 'sign-in-password',
	imap_host: 'outside-host', smtp_host: 'outside-host', imap_port: 'outside-port', smtp_port: 'outside-port', login: 'outside-login',
};

function names(about: readonly string[]): string {
	return about.map(p => p.split('/')[0]!).map(p => (NAMES[p] ? t(NAMES[p]) : p)).join(', ');
}

/* "length=12": a bound that the password breaks, with its number. */
function ofPassword(about: string): string {
	const [rule, n] = about.split('=');
	return t(`why-password-${rule}`, { n: Number(n ?? 0) });
}

const PASSWORD = /^(?:length|long|letter|cases|digit|special|common|same|old)(?:=\d+)?$/u;

/* ABOUT: properties, recipients, a rule's name, as the server named them; DETAIL: its sentence. */
export function whyOf(type: string, about: readonly string[], detail: string): string {
	if (type === 'password_complexity' && PASSWORD.test(about[0] ?? ''))
		return ofPassword(about[0]!);
	const key = WORDS[type];
	switch (key) {
	case undefined:
		return detail;
	case 'why-invalid':
		return about.length > 0 ? t('why-invalid-in', { what: names(about) }) : t(key);
	case 'why-missing':
		return about.length > 0 ? t('why-missing-in', { what: names(about) }) : t(key);
	case 'why-recipients':
		return about.length > 0 ? t('why-recipients', { what: about.join(', ') }) : detail;
	case 'why-smime-certificate':
	case 'why-pgp-key':
		return t(key, { what: about.join(', ') });
	case 'why-sieve':
		/* The compiler's own words; where in the script is what counts. */
		return t(key, { what: detail });
	default:
		return t(key);
	}
}
