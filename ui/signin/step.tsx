/*
 * What the server asks for after the password: a code, a key, a new password,
 * or to set an authenticator app up. The same for signing in and for proving
 * in the settings that one is still there.
 */
import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { Icon } from '../lib/icon';
import { t } from '../lib/i18n';
import { toast } from '../lib/toast';
import { answerStep, type Person, type SignInResult, type Step, type StepAnswer } from '../rest/session';
import { askKey, canUseKeys } from './keys';
import { problem } from './problem';
import { Qr } from './qr';

/* For an app that has no camera at hand. */
export function AppSecret({ secret, uri, qr }: NonNullable<Step['totp']>) {
	return (
		<div class="app-secret">
			<Qr {...qr} label={t('factor-qr')} />
			<p>{t('factor-scan')}</p>
			<p class="secret" dir="ltr"><code>{secret.replace(/(.{4})(?=.)/gu, '$1 ')}</code></p>
			<p><a href={uri}>{t('factor-open-app')}</a></p>
		</div>
	);
}

export function RecoveryCodes({ codes }: { codes: string[] }) {
	return (
		<>
			<p class="dialog-text">{t('recovery-text')}</p>
			<ul class="secret codes" dir="ltr">{codes.map(c => <li key={c}><code>{c}</code></li>)}</ul>
			<button type="button" class="btn sec" onClick={() => void navigator.clipboard?.writeText(codes.join('\n')).then(() => toast(t('copied')))}>{t('copy')}</button>
		</>
	);
}

/* What may be typed as a code. */
function hints(s: Step): string[] {
	const app = s.needs === 'enrol' || s.code;
	return [s.yubico && t('code-hint-yubico'), app && t(s.recovery ? 'code-hint-recovery' : 'code-hint'), !app && s.recovery && t('code-hint-recovery-only')].filter(h => typeof h === 'string');
}

interface Props {
	first: Step;
	proof: boolean;
	/* whoever signed in; in a proof nobody new */
	done: (p: Person) => void;
	/* the token is over: from the beginning */
	over: (why: string) => void;
}

export function StepForm({ first, proof, done, over }: Props) {
	const step = useSignal(first);
	const codes = useSignal<string[] | null>(first.recoveryCodes ?? null);
	const after = useSignal<Person | null>(null);
	const error = useSignal('');
	const busy = useSignal(false);
	const form = useRef<HTMLFormElement>(null);
	const s = step.value;

	const take = (r: SignInResult): void => {
		busy.value = false;
		if (r.ok) {
			/* Codes are shown once: not passed by, either. */
			if (r.recoveryCodes) {
				codes.value = r.recoveryCodes;
				after.value = r.person;
			} else
				done(r.person);
		} else if (r.why === 'step') {
			codes.value = r.step.recoveryCodes ?? null;
			step.value = r.step;
			form.current?.reset();
		} else if (r.why === 'over')
			over(t('sign-in-over'));
		else {
			error.value = r.why === 'wrong' ? t(s.key && !s.code && !s.yubico && !s.recovery ? 'key-wrong' : 'code-wrong') : problem(r);
			form.current?.querySelector('input')?.select();
		}
	};
	const send = (answer: StepAnswer): void => {
		busy.value = true;
		error.value = '';
		void answerStep(s.step, answer, proof).then(take);
	};
	const byKey = (): void => {
		error.value = '';
		askKey(s.key!).then(key => {
			if (key)
				send({ key });
			else
				error.value = t('key-none');
		}, (e: Error) => {
			error.value = t('key-failed', { why: e.message });
		});
	};
	useEffect(() => {
		form.current?.querySelector<HTMLElement>(s.key && !s.code ? 'button' : 'input, button')?.focus();
		/* Asked for with a press of a button: the browser's dialog may come at once. */
		if (s.needs === 'passkey')
			byKey();
	}, [s.step]);

	if (codes.value)
		return (
			<div class="sign-in">
				<RecoveryCodes codes={codes.value} />
				<button type="button" class="btn pri big" onClick={() => {
					codes.value = null;
					if (after.peek())
						done(after.peek()!);
				}}>{t('recovery-kept')}</button>
			</div>
		);
	/* Who has keys and no app types a code only when no key is at hand. */
	const keyFirst = Boolean(s.key) && !s.code && canUseKeys();
	const byKeyButton = s.key && canUseKeys() && <button type="button" class={`btn ${keyFirst ? 'pri' : 'sec'} big`} disabled={busy.value} onClick={byKey}><Icon name="key" size="s" />{t(s.needs === 'passkey' ? 'use-passkey' : 'use-key')}</button>;
	const typed = s.needs === 'enrol' || (s.needs === 'second-factor' && (s.code || s.yubico || s.recovery));
	return (
		<form
			ref={form}
			class="sign-in"
			noValidate
			onSubmit={e => {
				e.preventDefault();
				const data = new FormData(e.currentTarget);
				const [one, two] = [String(data.get('one') ?? ''), String(data.get('two') ?? '')];
				const code = String(data.get('code') ?? '').trim();
				if (s.needs === 'new-password' && one !== two)
					error.value = t('password-differ');
				else if (s.needs === 'new-password')
					send({ password: one });
				else if (code)
					send({ code });
				else
					error.value = t('code-empty');
			}}
		>
			{error.value && <p class="problem" role="alert" id="step-problem"><Icon name="warn" size="s" /><span>{error.value}</span></p>}
			{s.needs === 'enrol' && <><p>{t('step-enrol')}</p>{s.totp && <AppSecret {...s.totp} />}</>}
			{s.needs === 'new-password' && <p>{t('step-new-password', { n: s.length ?? 8 })}</p>}
			{s.needs === 'passkey' && <p>{t('step-passkey')}</p>}
			{keyFirst && byKeyButton}
			{typed && (
				<>
					<label>
						<span>{t('code')}</span>
						<input name="code" type="text" inputMode={s.recovery || s.yubico ? 'text' : 'numeric'} autocomplete="one-time-code" autocapitalize="off" spellcheck={false} maxLength={64} dir="ltr" aria-invalid={error.value !== ''} aria-describedby={error.value ? 'step-problem' : 'step-hint'} />
					</label>
					<small id="step-hint" class="hint">{hints(s).join(' ')}</small>
				</>
			)}
			{s.needs === 'new-password' && (
				<>
					<label><span>{t('password-new')}</span><input name="one" type="password" autocomplete="new-password" minLength={s.length ?? 8} /></label>
					<label><span>{t('password-again')}</span><input name="two" type="password" autocomplete="new-password" /></label>
				</>
			)}
			{(typed || s.needs === 'new-password') && <button type="submit" class={`btn ${keyFirst ? 'sec' : 'pri'} big`} disabled={busy.value}>{t('step-go')}</button>}
			{!keyFirst && byKeyButton}
			<button type="button" class="btn sec" onClick={() => over('')}>{t('step-back')}</button>
		</form>
	);
}
