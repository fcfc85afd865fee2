/* /oauth/callback: back from the provider elsewhere. What this server wants beyond it is asked as always. Who was at a mail provider: mail-callback.tsx. */
import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { Icon } from '../lib/icon';
import { t } from '../lib/i18n';
import { finishElsewhere, keptElsewhere } from '../rest/elsewhere';
import { keptMailSignIn } from '../rest/mail-sign-in';
import type { Step } from '../rest/session';
import { StepForm } from '../signin/step';
import { why } from '../model/refused';
import { MailCallback } from './mail-callback';

const mail = keptMailSignIn(location.search);

export function CallbackPage() {
	return mail ? <MailCallback kept={mail} /> : <SignInCallback />;
}

function SignInCallback() {
	const bad = useSignal('');
	const step = useSignal<Step | null>(null);
	const back = useRef('/');
	const done = (): void => location.replace(back.current);
	useEffect(() => {
		const kept = keptElsewhere();
		if (!kept) {
			bad.value = t('oauth-over');
			return;
		}
		back.current = kept.back;
		finishElsewhere(location.search.slice(1), kept.binding).then(r => {
			if ('needs' in r)
				step.value = r;
			else
				done();
		}, (e: Error) => {
			bad.value = why(e);
		});
	}, []);
	if (bad.value)
		return (
			<main class="gate">
				<div class="gate-card" role="alert">
					<Icon name="warn" size="l" />
					<h1>{t('provider-failed')}</h1>
					<p>{bad.value}</p>
					<a class="btn pri big" href="/">{t('sign-in-title')}</a>
				</div>
			</main>
		);
	return (
		<main class="gate" aria-busy={!step.value}>
			{step.value && (
				<div class="gate-card">
					<h1>{t('sign-in-title')}</h1>
					<StepForm first={step.value} proof={false} done={done} over={why => { bad.value = why; }} />
				</div>
			)}
		</main>
	);
}
