import { t } from '../lib/i18n';
import { canReceipt } from '../model/server-extras';
import { change, settings, type Swipe } from '../model/settings';
import { Choice, Group, Toggle } from './parts';

const SWIPES: readonly Swipe[] = ['archive', 'delete', 'read', 'star', 'none'];

export function MailSettings() {
	const s = settings.value;
	const swipes = SWIPES.map(x => [x, x === 'none' ? t('set-swipe-none') : t(`cmd-${x}`)] as const);
	return (
		<>
			<Group title={t('set-reading')}>
				<Choice label={t('set-read')} value={String(s.readDelay)} of={[['0', t('set-read-now')], ['3', t('set-read-after', { n: 3 })], ['10', t('set-read-after', { n: 10 })], ['-1', t('set-read-never')]]} set={v => change({ readDelay: Number(v) })} />
				{canReceipt() && <Choice label={t('set-receipts')} hint={t('set-receipts-hint')} value={s.receipts} of={[['ask', t('set-receipts-ask')], ['never', t('set-receipts-never')]]} set={receipts => change({ receipts })} />}
			</Group>
			<Group title={t('set-writing')}>
				<Choice label={t('set-undo')} value={String(s.undoSeconds)} of={[0, 5, 10, 20, 30].map(n => [String(n), n === 0 ? t('set-undo-none') : t('seconds', { n })] as const)} set={v => change({ undoSeconds: Number(v) })} />
				<Toggle label={t('set-plain')} hint={t('set-plain-hint')} value={s.plainText} set={plainText => change({ plainText })} />
				<Toggle label={t('set-collect')} hint={t('set-collect-hint', { n: s.collected.length })} value={s.collect} set={collect => change({ collect })} />
				{s.collected.length > 0 && <div class="set-row"><button type="button" class="btn sec" onClick={() => change({ collected: [] })}>{t('set-collect-clear')}</button></div>}
			</Group>
			<Group title={t('set-swipes')} text={t('set-swipes-text')}>
				<Choice<Swipe> label={t('set-swipe-start')} value={s.swipeStart} of={swipes} set={swipeStart => change({ swipeStart })} />
				<Choice<Swipe> label={t('set-swipe-end')} value={s.swipeEnd} of={swipes} set={swipeEnd => change({ swipeEnd })} />
			</Group>
		</>
	);
}
