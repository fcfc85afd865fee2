/* Signing in: the page, and the dialog when a session ends in the middle of work. */
import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { IconButton } from '../lib/button';
import { Icon } from '../lib/icon';
import { t } from '../lib/i18n';
import { Dialog } from '../lib/overlay';
import { signIn, signInWithPasskey, type Person, type SignInResult, type Step } from '../rest/session';
import { problem } from '../signin/problem';
import { person, phase, signedInAgain } from '../model/connection';
import { start } from '../model/start';

type StepForm = typeof import('../signin/step').StepForm;

function Form({ address, done }: { address?: string; done: (p: Person) => void }) {
	const form = useRef<HTMLFormElement>(null);
	const error = useSignal('');
	const busy = useSignal(false);
	const shown = useSignal(false);
	/* What the server asks for beyond the password; few meet it, so it comes when it is needed. */
	const step = useSignal<{ first: Step; Form: StepForm } | null>(null);
	useEffect(() => {
		form.current?.querySelector<HTMLInputElement>(address ? '[name=password]' : '[name=login]')?.focus();
	}, []);
	const take = async (ask: () => Promise<SignInResult>): Promise<SignInResult> => {
		busy.value = true;
		error.value = '';
		const result = await ask();
		if (result.ok)
			done(result.person);
		else if (result.why === 'step')
			await import('../signin/step').then(m => {
				step.value = { first: result.step, Form: m.StepForm };
			}, () => {
				error.value = t('chunk-failed');
			});
		else
			error.value = problem(result);
		busy.value = false;
		return result;
	};
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
		const result = await take(() => signIn(login, password));
		if (result.ok || result.why === 'step')
			return;
		const field = form.current?.querySelector<HTMLInputElement>('[name=password]');
		field?.focus();
		field?.select();
	};
	if (step.value) {
		const { first, Form: Steps } = step.value;
		return (
			<Steps
				first={first}
				proof={false}
				done={done}
				over={why => {
					step.value = null;
					error.value = why;
				}}
			/>
		);
	}
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
			{'PublicKeyCredential' in window && <button type="button" class="btn sec" disabled={busy.value} onClick={() => void take(signInWithPasskey)}><Icon name="key" size="s" />{t('use-passkey')}</button>}
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
