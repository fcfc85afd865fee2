/* /oauth/callback: back from a mail provider elsewhere; the account or job that this was for is made. */
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { Icon } from '../lib/icon';
import { t } from '../lib/i18n';
import { finishMailSignIn, type keptMailSignIn } from '../rest/mail-sign-in';
import { refusedText } from '../model/refused';

export function MailCallback({ kept }: { kept: NonNullable<ReturnType<typeof keptMailSignIn>> }) {
	const bad = useSignal('');
	useEffect(() => {
		finishMailSignIn(location.search.slice(1), kept).then(() => location.replace(kept.back), (e: Error) => {
			bad.value = refusedText(e);
		});
	}, []);
	return (
		<main class="gate" aria-busy={!bad.value}>
			{bad.value && (
				<div class="gate-card" role="alert">
					<Icon name="warn" size="l" />
					<h1>{t('provider-failed')}</h1>
					<p>{bad.value}</p>
					<a class="btn pri big" href={kept.back}>{t('settings')}</a>
				</div>
			)}
		</main>
	);
}
