/*
 * What changes the sign-in itself wants to know that its person is still there:
 * `proved(ask)` runs ASK, and once more after the dialog when the server says so.
 */
import { signal, useSignal } from '@preact/signals';
import { t } from '../lib/i18n';
import { Dialog } from '../lib/overlay';
import { RestFault } from '../rest/objects';
import { prove, proveWithPasskey, type SignInResult, type Step } from '../rest/session';
import { canUseKeys } from '../signin/keys';
import { problem } from '../signin/problem';
import { StepForm } from '../signin/step';

const asked = signal<((yes: boolean) => void) | null>(null);

/* Null when the person did not want to. */
export async function proved<T>(ask: () => Promise<T>): Promise<T | null> {
	try {
		return await ask();
	} catch (e) {
		if (!(e instanceof RestFault && e.proveAgain))
			throw e;
	}
	const yes = await new Promise<boolean>(resolve => {
		asked.value = resolve;
	});
	return yes ? ask() : null;
}

function Ask({ answer }: { answer: (yes: boolean) => void }) {
	const step = useSignal<Step | null>(null);
	const error = useSignal('');
	const busy = useSignal(false);
	const take = (going: Promise<SignInResult>): void => {
		busy.value = true;
		error.value = '';
		void going.then(r => {
			busy.value = false;
			if (r.ok)
				answer(true);
			else if (r.why === 'step')
				step.value = r.step;
			else
				error.value = r.why === 'wrong' ? t('prove-wrong') : problem(r);
		});
	};
	return (
		<Dialog title={t('prove-title')} class="small" onClose={() => answer(false)}>
			{step.value ? (
				<StepForm
					first={step.value}
					proof
					done={() => answer(true)}
					over={why => {
						step.value = null;
						error.value = why;
					}}
				/>
			) : (
				<form
					class="form"
					onSubmit={e => {
						e.preventDefault();
						take(prove(String(new FormData(e.currentTarget).get('password'))));
					}}
				>
					<p>{t('prove-text')}</p>
					{error.value && <p class="problem" role="alert">{error.value}</p>}
					<label class="field"><span>{t('sign-in-password')}</span><input name="password" type="password" autocomplete="current-password" required data-focus /></label>
					<div class="foot">
						{canUseKeys() && <button type="button" class="btn sec" disabled={busy.value} onClick={() => take(proveWithPasskey())}>{t('use-passkey')}</button>}
						<button type="submit" class="btn pri" disabled={busy.value}>{t('step-go')}</button>
					</div>
				</form>
			)}
		</Dialog>
	);
}

export function ProveDialog() {
	const resolve = asked.value;
	return resolve && (
		<Ask
			answer={yes => {
				asked.value = null;
				resolve(yes);
			}}
		/>
	);
}
