/*
 * /oauth/authorize: another program wants access. Its person signs in as
 * always, sees what the program wants, and decides; then the browser goes back
 * to where the server says.
 */
import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { Icon } from '../lib/icon';
import { t } from '../lib/i18n';
import { why } from '../model/refused';
import { beginAccess, decideAccess, lookAtAccess, type AccessAnswer, type AccessRequest } from '../rest/oauth';
import { RestFault } from '../rest/objects';
import { signOut } from '../rest/session';
import { SignInForm } from './sign-in';

const SHOWN = ['openid', 'profile', 'email', 'mail', 'dav'];

export function AuthorizePage() {
	const asked = useSignal<AccessRequest | null>(null);
	const bad = useSignal('');
	/* In RFC 6749's words, which have no other language. */
	const forMaker = useSignal('');
	const busy = useSignal(true);
	const heading = useRef<HTMLHeadingElement>(null);
	const take = (going: Promise<AccessAnswer>): void => {
		busy.value = true;
		going.then(answer => {
			if ('redirect' in answer) {
				location.replace(answer.redirect);
				return;
			}
			asked.value = answer;
			busy.value = false;
		}, (e: Error) => {
			bad.value = e instanceof RestFault && e.status === 404 ? t('oauth-over') : t('oauth-wrong', { why: why(e) });
			forMaker.value = e instanceof RestFault && e.status === 400 ? e.message : '';
		});
	};
	useEffect(() => take(beginAccess(location.search.slice(1))), []);
	const needs = asked.value?.needs;
	useEffect(() => {
		if (needs === 'consent')
			heading.current?.focus();
	}, [needs]);
	if (bad.value)
		return (
			<main class="gate">
				<div class="gate-card" role="alert">
					<Icon name="warn" size="l" />
					<h1>{t('oauth-problem')}</h1>
					<p>{bad.value}</p>
					{forMaker.value && <p class="host" dir="ltr" lang="en">{forMaker.value}</p>}
				</div>
			</main>
		);
	const a = asked.value;
	if (!a)
		return <main class="gate" aria-busy="true" />;
	if (a.needs !== 'consent')
		return (
			<main class="gate">
				<div class="gate-card">
					<span class="logo big" aria-hidden="true"><Icon name="mail" size="l" /></span>
					<h1>{t('sign-in-title')}</h1>
					<p>{t(a.needs === 'proof' ? 'oauth-prove' : 'oauth-sign-in', { client: a.client })}</p>
					<SignInForm key={a.needs} {...(a.address ?? a.hint ? { address: a.address ?? a.hint ?? '' } : {})} done={() => take(lookAtAccess(a.request))} />
				</div>
			</main>
		);
	return (
		<main class="gate" aria-busy={busy.value}>
			<div class="gate-card">
				<span class="logo big" aria-hidden="true"><Icon name="key" size="l" /></span>
				<h1 ref={heading} tabIndex={-1}>{t('oauth-title', { client: a.client })}</h1>
				<p class="host" dir="ltr">{a.to}</p>
				<div class="gate-wants">
					<p>{t('oauth-wants')}</p>
					<ul>{SHOWN.filter(s => a.scopes.split(' ').includes(s)).map(s => <li key={s}>{t(`oauth-scope-${s}`)}</li>)}</ul>
					<p>{t('oauth-lasts')}</p>
				</div>
				<div class="gate-buttons">
					<button type="button" class="btn pri big" disabled={busy.value} onClick={() => take(decideAccess(a, true))}>{t('oauth-allow')}</button>
					<button type="button" class="btn sec big" disabled={busy.value} onClick={() => take(decideAccess(a, false))}>{t('oauth-deny')}</button>
				</div>
				<p class="host" dir="auto">{t('oauth-as', { address: a.address ?? '' })}</p>
				<button type="button" class="btn sec" disabled={busy.value} onClick={() => void signOut(false).then(() => take(lookAtAccess(a.request)))}>{t('oauth-other')}</button>
			</div>
		</main>
	);
}
