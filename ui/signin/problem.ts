/* Why signing in did not work, in words. */
import { t } from '../lib/i18n';
import { whyOf } from '../lib/why';
import type { SignInResult } from '../rest/session';

export type Failed = Exclude<SignInResult, { ok: true } | { why: 'step' }>;

export function problem(r: Failed): string {
	if (r.why === 'throttled')
		return r.seconds > 90 ? t('sign-in-throttled-minutes', { n: Math.ceil(r.seconds / 60) }) : t('sign-in-throttled', { n: r.seconds });
	return r.why === 'refused' ? whyOf(r.type, r.about ? [r.about] : [], r.detail) : t(`sign-in-${r.why}`);
}
