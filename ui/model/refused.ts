/* Why a change did not happen, in words: nobody was reached, or the server's reason. */
import { t } from '../lib/i18n';
import { whyOf } from '../lib/why';
import { Fault } from '../jmap/fault';
import { RestFault } from '../rest/objects';

/* The reason alone. */
export function why(e: unknown): string {
	if (e instanceof Fault || e instanceof RestFault)
		return whyOf(e.code, e.about, e.message);
	return e instanceof Error ? e.message : String(e);
}

export function refusedText(e: unknown): string {
	const offline = (e instanceof Fault && e.kind === 'offline') || (e instanceof RestFault && e.status === 0);
	return offline ? t('failed-offline') : t('failed-change', { why: why(e) });
}
