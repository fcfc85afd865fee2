/* Who forgot the password: asking for a link by mail, and what the link opens. */
import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { Icon } from '../lib/icon';
import { t } from '../lib/i18n';
import { askForLink, openLink, type Person, type SignInResult, type Step } from '../rest/session';
import { problem } from './problem';
import { StepForm } from './step';

function Problem({ text }: { text: string }) {
	return text ? <p class="problem" role="alert"><Icon name="warn" size="s" /><span>{text}</span></p> : null;
}

export function Forgotten({ address, back }: { address: string; back: () => void }) {
	const form = useRef<HTMLFormElement>(null);
	const error = useSignal('');
	const busy = useSignal(false);
	const sent = useSignal(false);
	useEffect(() => {
		form.current?.querySelector<HTMLElement>(sent.value ? 'button' : 'input')?.focus();
	}, [sent.value]);
	const submit = async (e: Event): Promise<void> => {
		e.preventDefault();
		const login = String(new FormData(form.current!).get('login') ?? '').trim();
		if (!login) {
			form.current?.querySelector('input')?.focus();
			return;
		}
		busy.value = true;
		const r = await askForLink(login);
		busy.value = false;
		if (r.ok)
			sent.value = true;
		else if (r.why !== 'step')
			error.value = problem(r);
	};
	return (
		<form ref={form} class="sign-in" onSubmit={e => void submit(e)} noValidate>
			<Problem text={error.value} />
			{sent.value ? <p role="status">{t('forgot-sent')}</p> : (
				<>
					<p>{t('forgot-text')}</p>
					<label>
						<span>{t('sign-in-login')}</span>
						<input name="login" type="text" inputMode="email" autocomplete="username" autocapitalize="off" spellcheck={false} required defaultValue={address} />
					</label>
					<button type="submit" class="btn pri big" disabled={busy.value}>{t('forgot-send')}</button>
				</>
			)}
			<button type="button" class="btn sec" onClick={back}>{t('forgot-back')}</button>
		</form>
	);
}

/* The link is good once, and programs that look at mail follow links: it takes a click. */
export function ChooseAnew({ token, done }: { token: string; done: (p: Person) => void }) {
	const step = useSignal<Step | null>(null);
	const error = useSignal('');
	const busy = useSignal(false);
	const take = (r: SignInResult): void => {
		busy.value = false;
		if (r.ok)
			done(r.person);
		else if (r.why === 'step')
			step.value = r.step;
		else
			error.value = r.why === 'over' ? t('reset-over') : problem(r);
	};
	if (step.value)
		return (
			<StepForm
				first={step.value}
				proof={false}
				done={done}
				over={() => {
					step.value = null;
					error.value = t('reset-over');
				}}
			/>
		);
	return (
		<div class="sign-in">
			<Problem text={error.value} />
			{!error.value && <p>{t('reset-text')}</p>}
			{error.value
				? <a class="btn pri big" href="/">{t('forgot-back')}</a>
				: <button type="button" class="btn pri big" disabled={busy.value} onClick={() => { busy.value = true; void openLink(token).then(take); }}>{t('step-go')}</button>}
		</div>
	);
}
