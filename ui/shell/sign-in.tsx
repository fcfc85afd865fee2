/* Signing in: the page, and the dialog when a session ends in the middle of work. */
import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { IconButton } from '../lib/button';
import { Icon } from '../lib/icon';
import { t } from '../lib/i18n';
import { Dialog } from '../lib/overlay';
import { signIn, type Person, type SignInResult } from '../rest/session';
import { person, phase, signedInAgain } from '../model/connection';
import { start } from '../model/start';

function problem(r: Exclude<SignInResult, { ok: true }>): string {
	if (r.why === 'throttled')
		return r.seconds > 90 ? t('sign-in-throttled-minutes', { n: Math.ceil(r.seconds / 60) }) : t('sign-in-throttled', { n: r.seconds });
	return t(`sign-in-${r.why}`);
}

function Form({ address, done }: { address?: string; done: (p: Person) => void }) {
	const form = useRef<HTMLFormElement>(null);
	const error = useSignal('');
	const busy = useSignal(false);
	const shown = useSignal(false);
	useEffect(() => {
		form.current?.querySelector<HTMLInputElement>(address ? '[name=password]' : '[name=login]')?.focus();
	}, []);
	const submit = async (e: Event): Promise<void> => {
		e.preventDefault();
		const data = new FormData(form.current!);
		const login = String(data.get('login') ?? '').trim();
		const password = String(data.get('password') ?? '');
		if (!login || !password) {
			error.value = t('sign-in-empty');
			form.current?.querySelector<HTMLInputElement>(login ? '[name=password]' : '[name=login]')?.focus();
			return;
		}
		busy.value = true;
		error.value = '';
		const result = await signIn(login, password);
		busy.value = false;
		if (result.ok) {
			done(result.person);
			return;
		}
		error.value = problem(result);
		const field = form.current?.querySelector<HTMLInputElement>('[name=password]');
		field?.focus();
		field?.select();
	};
	return (
		<form ref={form} class="sign-in" onSubmit={e => void submit(e)} noValidate>
			{error.value && <p class="problem" role="alert" id="sign-in-problem"><Icon name="warn" size="s" /><span>{error.value}</span></p>}
			<label>
				<span>{t('sign-in-login')}</span>
				<input name="login" type="text" inputMode="email" autocomplete="username" autocapitalize="off" spellcheck={false} required defaultValue={address ?? ''} aria-invalid={error.value !== ''} />
			</label>
			<label>
				<span>{t('sign-in-password')}</span>
				<span class="pw">
					<input name="password" type={(shown.value ? 'text' : 'password') as 'password'} autocomplete="current-password" required aria-invalid={error.value !== ''} {...(error.value ? { 'aria-describedby': 'sign-in-problem' } : {})} />
					<IconButton icon="eye" label={t(shown.value ? 'hide-password' : 'show-password')} aria-pressed={shown.value} onClick={() => { shown.value = !shown.value; }} />
				</span>
			</label>
			<button type="submit" class="btn pri big" disabled={busy.value}>{busy.value ? t('signing-in') : t('sign-in')}</button>
		</form>
	);
}

export function SignInPage() {
	return (
		<main class="gate">
			<div class="gate-card">
				<span class="logo big" aria-hidden="true"><Icon name="mail" size="l" /></span>
				<h1>{t('sign-in-title')}</h1>
				<p class="host">{location.hostname}</p>
				<Form
					done={who => {
						person.value = who;
						phase.value = 'starting';
						void start();
					}}
				/>
			</div>
		</main>
	);
}

export function SignInDialog() {
	return (
		<Dialog title={t('signed-out-title')} onClose={() => {}} locked class="small">
			<p class="dialog-text">{t('signed-out-text')}</p>
			<Form {...(person.value ? { address: person.value.address } : {})} done={signedInAgain} />
		</Dialog>
	);
}
