/* Why a change did not happen, in words: nobody was reached, or the server's reason. */
import { t } from '../lib/i18n';
import { Fault } from '../jmap/fault';
import { RestFault } from '../rest/objects';

export function refusedText(e: unknown): string {
	const offline = (e instanceof Fault && e.kind === 'offline') || (e instanceof RestFault && e.status === 0);
	return offline ? t('failed-offline') : t('failed-change', { why: (e as Error).message });
}
