/* In place of the list's header while rows are ticked. */
import { CommandButton, IconButton } from '../lib/button';
import { t } from '../lib/i18n';
import { phone } from '../lib/media';
import { MenuButton } from '../lib/menu-button';
import { commandItem } from '../lib/overlay';
import { current } from '../model/list';
import { canSnooze } from '../model/server-extras';
import { allMatching, clearSelection, selected } from './state';

export function BulkBar() {
	const n = selected.value.size;
	const total = current.value?.windows.length ?? 0;
	return (
		<div class="lh bulk" role="toolbar" aria-label={t('selection-actions')}>
			<IconButton icon="x" label={t('cmd-select-none')} keys="* N" onClick={clearSelection} />
			<h1 class="n" aria-live="polite">{allMatching.value ? t('selected', { n: total }) : t('selected', { n })}</h1>
			<span class="sp" />
			<CommandButton id="archive" icon="archive" />
			<CommandButton id="delete" icon="trash" />
			<CommandButton id="move" icon="move" data-command="move" />
			<CommandButton id="label" icon="tag" data-command="label" />
			<CommandButton id="read" icon="mail" />
			{!phone.value && <CommandButton id="star" icon="star" />}
			<MenuButton
				icon="more"
				label={t('more')}
				items={() => [
					...(phone.value ? [commandItem('star', 'star')] : []),
					commandItem('unread', 'unread'), commandItem('junk', 'junk'),
					...(canSnooze() ? [commandItem('snooze', 'clock')] : []),
					commandItem('mute', 'mute'),
				]}
			/>
		</div>
	);
}
