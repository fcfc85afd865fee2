/* Signing in: the page, and the dialog when a session ends in the middle of work. */
import type { ComponentChildren } from 'preact';
import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { IconButton } from '../lib/button';
import { Icon } from '../lib/icon';
import { t } from '../lib/i18n';
import { Dialog } from '../lib/overlay';
import { toast } from '../lib/toast';
import { providerName, signIn, signInWithPasskey, type Person, type SignInResult, type Step } from '../rest/session';
import { problem } from '../signin/problem';
import { person, phase, signedInAgain } from '../model/connection';
import { loadLook, look } from '../model/look';
import { why } from '../model/refused';
import { start } from '../model/start';
import { Announcement, Logo, SignInFoot, Words } from './look';

type StepForm = typeof import('../signin/step').StepForm;
type Forgotten = typeof import('../signin/forgotten');

export function SignInForm({ address, done }: { address?: string; done: (p: Person) => void }) {
	const form = useRef<HTMLFormElement>(null);
	const error = useSignal('');
	const busy = useSignal(false);
	const shown = useSignal(false);
	/* What the server asks for beyond the password; few meet it, so it comes when it is needed. */
	const step = useSignal<{ first: Step; Form: StepForm } | null>(null);
	const forgotten = useSignal<{ View: Forgotten['Forgotten']; address: string } | null>(null);
	const offer = useRef<AbortController | null>(null);
	const provider = useSignal('');
	/* Where a provider elsewhere is the usual way, the password is behind a button. */
	const byPassword = useSignal(false);
	useEffect(() => {
		if (!address)
			void providerName().then(name => { provider.value = name; });
		form.current?.querySelector<HTMLInputElement>(address ? '[name=password]' : '[name=login]')?.focus();
	}, []);
	/* The browser offers passkeys in the address field for as long as the form is there. */
	useEffect(() => {
		const stop = new AbortController();
		offer.current = stop;
		void import('../signin/autofill').then(m => m.passkeyByAutofill(stop.signal)).then(r => r && take(() => Promise.resolve(r)), () => {});
		return () => stop.abort();
	}, []);
	const take = async (ask: () => Promise<SignInResult>): Promise<SignInResult> => {
		busy.value = true;
		error.value = '';
		/* One question at a time is all that browsers take. */
		offer.current?.abort();
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
	const elsewhere = (): void => {
		busy.value = true;
		import('../rest/elsewhere').then(m => m.beginElsewhere()).catch((e: Error) => {
			busy.value = false;
			error.value = t('provider-away', { why: why(e) });
		});
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
	const forgot = (): void => {
		import('../signin/forgotten').then(m => {
			/* What was typed until now: on a slow line people go on typing. */
			const typed = String(new FormData(form.current ?? undefined).get('login') ?? '').trim();
			forgotten.value = { View: m.Forgotten, address: typed };
		}, () => {
			error.value = t('chunk-failed');
		});
	};
	if (forgotten.value) {
		const { View, address: typed } = forgotten.value;
		return <View address={typed} back={() => { forgotten.value = null; }} />;
	}
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
	if (provider.value && look.value.providerOnly && !byPassword.value)
		return (
			<div class="sign-in">
				{error.value && <p class="problem" role="alert"><Icon name="warn" size="s" /><span>{error.value}</span></p>}
				<button type="button" class="btn pri big" disabled={busy.value} onClick={elsewhere}>{t('provider-sign-in', { name: provider.value })}</button>
				<button type="button" class="btn gh" onClick={() => { byPassword.value = true; }}>{t('sign-in-by-password')}</button>
			</div>
		);
	return (
		<form ref={form} class="sign-in" onSubmit={e => void submit(e)} noValidate>
			{error.value && <p class="problem" role="alert" id="sign-in-problem"><Icon name="warn" size="s" /><span>{error.value}</span></p>}
			<label>
				<span>{t('sign-in-login')}</span>
				<input name="login" type="text" inputMode="email" autocomplete="username webauthn" autocapitalize="off" spellcheck={false} required defaultValue={address ?? ''} aria-invalid={error.value !== ''} />
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
			{provider.value && <button type="button" class="btn sec" disabled={busy.value} onClick={elsewhere}>{t('provider-sign-in', { name: provider.value })}</button>}
			{!address && <button type="button" class="btn gh" onClick={forgot}>{t('forgot')}</button>}
		</form>
	);
}

function Gate({ title, children }: { title: string; children: ComponentChildren }) {
	useEffect(() => void loadLook(), []);
	return (
		<main class="gate">
			<div class="gate-card">
				<Announcement away={false} />
				<Logo />
				<h1>{title}</h1>
				<p class="host">{location.hostname}</p>
				{look.value.signInText && <Words text={look.value.signInText} />}
				{children}
				<SignInFoot />
			</div>
		</main>
	);
}

export function SignInPage() {
	return (
		<Gate title={look.value.name ?? t('sign-in-title')}>
			<SignInForm
				done={who => {
					person.value = who;
					phase.value = 'starting';
					void start();
				}}
			/>
		</Gate>
	);
}

/* Where the link in the mail leads that somebody asked for who forgot the password. */
export function PasswordPage() {
	const view = useSignal<{ View: Forgotten['ChooseAnew'] } | null>(null);
	useEffect(() => {
		import('../signin/forgotten').then(m => {
			view.value = { View: m.ChooseAnew };
		}, () => toast(t('chunk-failed'), { bad: true }));
	}, []);
	const Chosen = view.value?.View;
	return (
		<Gate title={t('reset-title')}>
			{/* Whoever was signed in here before: the page begins anew. */}
			{Chosen && <Chosen token={location.hash.slice(1)} done={() => location.replace('/mail/inbox')} />}
		</Gate>
	);
}

export function SignInDialog() {
	return (
		<Dialog title={t('signed-out-title')} onClose={() => {}} locked class="small">
			<p class="dialog-text">{t('signed-out-text')}</p>
			<SignInForm {...(person.value ? { address: person.value.address } : {})} done={signedInAgain} />
		</Dialog>
	);
}
