/*
 * A link in a mail named one place and led to another: ask before going
 * there. Reached from the message frame, where no script of ours runs.
 */
import { Icon } from '../lib/icon';
import { t } from '../lib/i18n';

export function Leave({ to }: { to: string }) {
	let url: URL | null = null;
	try {
		url = new URL(to);
	} catch {
		/* shown as not usable */
	}
	const good = url !== null && /^https?:$/u.test(url.protocol);
	return (
		<main class="gate">
			<div class="gate-card">
				<Icon name="warn" size="l" />
				<h1>{t('leave-title')}</h1>
				<p>{t('leave-text')}</p>
				<p class="leave-host" dir="ltr">{good ? url!.host : t('leave-bad')}</p>
				{good && <p class="leave-url" dir="ltr">{to}</p>}
				<div class="gate-buttons">
					<a class="btn pri big" href="/mail/inbox">{t('leave-back')}</a>
					{good && <a class="btn sec big" href={to} rel="noopener noreferrer">{t('leave-go')}</a>}
				</div>
			</div>
		</main>
	);
}
