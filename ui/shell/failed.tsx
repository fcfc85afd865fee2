/* The server did not answer at the start. */
import { Icon } from '../lib/icon';
import { t } from '../lib/i18n';
import { phase, startFault } from '../model/connection';
import { start } from '../model/start';
import { why } from '../model/refused';

export function Failed() {
	const fault = startFault.value;
	return (
		<main class="gate">
			<div class="gate-card" role="alert">
				<Icon name="warn" size="l" />
				<h1>{t('start-failed')}</h1>
				<p>{t(fault?.kind === 'offline' ? 'start-offline' : 'start-error', { why: fault ? why(fault) : '' })}</p>
				<button
					type="button"
					class="btn pri big"
					onClick={() => {
						phase.value = 'starting';
						void start();
					}}
				>
					{t('retry')}
				</button>
			</div>
		</main>
	);
}
