/* In place of the list's header while rows are ticked. */
import { CommandButton, IconButton } from '../lib/button';
import { t } from '../lib/i18n';
import { runCommand } from '../lib/keys';
import { phone } from '../lib/media';
import { current } from '../model/list';
import { clearSelection, selected } from './state';

export function BulkBar() {
	const n = selected.value.size;
	const total = current.value?.windows.length ?? 0;
	return (
		<div class="lh bulk" role="toolbar" aria-label={t('selection-actions')}>
			<IconButton icon="x" label={t('cmd-select-none')} keys="* N" onClick={clearSelection} />
			<h1 class="n" aria-live="polite">{t('selected', { n })}</h1>
			{n < total && !phone.value && <button type="button" class="btn gh sm" onClick={() => runCommand('select-all')}>{t('cmd-select-all')}</button>}
			<span class="sp" />
			<CommandButton id="archive" icon="archive" />
			<CommandButton id="delete" icon="trash" />
			<CommandButton id="move" icon="move" data-command="move" />
			<CommandButton id="read" icon="mail" />
			<CommandButton id="star" icon="star" />
		</div>
	);
}
