/* The mail page: list beside reader, or one of them where there is no room. */
import { useEffect } from 'preact/hooks';
import { phone } from '../lib/media';
import { ConfirmDialog } from '../lib/overlay';
import { t } from '../lib/i18n';
import { confirmDestroy } from '../model/actions';
import { atLeisure } from '../model/leisure';
import { extra, ExtraView } from './extra-state';
import { LabelMenu } from './labels';
import { ListPane } from './list';
import { MoveMenu } from './move-menu';
import { Reader } from './reader';
import { SnoozeMenu } from './snooze-menu';
import { clearSelection, closeThread, openId } from './state';

export function MailPage() {
	const one = phone.value;
	const open = openId.value !== null;
	useEffect(() => {
		/* Cleaner and frame helper while nobody waits. */
		atLeisure(() => void import('../frame/clean'));
	}, []);
	const doomed = confirmDestroy.value;
	const Extra = ExtraView.value;
	return (
		<main class="mail" id="main" data-open={open}>
			{!(one && open) && <ListPane />}
			{!(one && !open) && <Reader />}
			<MoveMenu />
			<LabelMenu />
			<SnoozeMenu />
			{Extra && extra.value && <Extra />}
			{doomed && (
				<ConfirmDialog
					title={t('destroy-title', { n: doomed.n })}
					text={t('destroy-text')}
					action={t('destroy-yes')}
					destroys
					onClose={() => {
						confirmDestroy.value = null;
					}}
					onYes={() => {
						doomed.go();
						clearSelection();
						closeThread();
					}}
				/>
			)}
		</main>
	);
}
