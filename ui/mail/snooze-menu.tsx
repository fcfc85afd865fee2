/* Until when a conversation goes away. */
import { useSignal } from '@preact/signals';
import { mediumTime } from '../lib/dates';
import { locale, t } from '../lib/i18n';
import { Menu } from '../lib/overlay';
import { WhenDialog } from '../lib/when-dialog';
import { laterTimes } from '../model/later';
import { snooze, unsnooze } from '../model/snooze';
import { snoozeMenu } from './commands';
import { clearSelection, closeThread, mailbox } from './state';

export function SnoozeMenu() {
	const at = snoozeMenu.value;
	return at ? <Open at={at.at} threads={at.threads} /> : null;
}

function Open({ at, threads }: { at: DOMRect | { x: number; y: number }; threads: readonly string[] }) {
	const picking = useSignal(false);
	const close = (): void => {
		snoozeMenu.value = null;
	};
	const until = (d: Date): void => {
		close();
		snooze(threads, d);
		clearSelection();
		closeThread();
	};
	if (picking.value)
		return <WhenDialog title={t('snooze-until')} action={t('cmd-snooze')} onClose={close} onPick={until} />;
	const now = new Date();
	return (
		<Menu
			label={t('snooze-until')}
			at={at}
			onClose={() => {
				if (!picking.peek())
					close();
			}}
			items={[
				...laterTimes(now).map(x => ({ text: t(`later-${x.name}`), hint: mediumTime(x.at.toISOString(), now, locale()), run: () => until(x.at) })),
				{
					text: t('later-pick'), icon: 'clock', keep: true, run: () => {
						picking.value = true;
					},
				},
				...(mailbox.value?.role === 'snoozed' ? [{
					text: t('unsnooze'), icon: 'inbox', run: () => {
						unsnooze(threads);
						clearSelection();
						closeThread();
					},
				}] : []),
			]}
		/>
	);
}
