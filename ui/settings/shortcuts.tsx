import { t } from '../lib/i18n';
import { command, singleKeys } from '../lib/keys';
import { writeLocal } from '../lib/local';
import { Group, Toggle } from './parts';

export function Shortcuts() {
	return (
		<Group text={t('set-shortcuts-text')}>
			<Toggle
				label={t('single-keys')}
				value={singleKeys.value}
				set={v => {
					singleKeys.value = v;
					writeLocal('keys', v);
				}}
			/>
			<div class="set-row"><button type="button" class="btn sec" onClick={() => command('help')?.run()}>{t('cmd-help')}</button></div>
		</Group>
	);
}
