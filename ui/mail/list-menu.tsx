/* The list's own menu, and "select all that match" once a window of rows is ticked. */
import { t } from '../lib/i18n';
import { MenuButton } from '../lib/menu-button';
import type { MenuItem } from '../lib/overlay';
import { current } from '../model/list';
import { change, settings } from '../model/settings';
import { WINDOW } from '../model/windows';
import { allMatching, mailbox, mailRoute, selected } from './state';
import { folderItems } from './folder-menu';

export function ListMenu() {
	const m = mailbox.value;
	const r = mailRoute.value;
	const items = (): MenuItem[] => [
		{ text: t('refresh'), icon: 'refresh', run: () => void current.peek()?.refresh() },
		...(r?.box === 'search' && r.q && !settings.value.searches.some(s => s.q === r.q) ? [{
			text: t('search-save'), icon: 'plus', run: () => change({ searches: [...settings.peek().searches, { name: r.q, q: r.q }] }),
		}] : []),
		...(['comfortable', 'cosy', 'compact'] as const).map(d => ({ text: t(`density-${d}`), checked: settings.value.density === d, run: () => change({ density: d }) })),
		...(m ? folderItems(m) : []),
	];
	return <MenuButton icon="more" label={t('list-menu')} items={items} />;
}

export function AllBar() {
	const list = current.value;
	const n = selected.value.size;
	const total = list?.windows.length ?? 0;
	list?.version.value;
	if (total <= n || n < WINDOW)
		return null;
	return (
		<div class="allbar">
			{allMatching.value
				? <span>{t('all-selected', { n: total })}</span>
				: <button type="button" class="btn gh sm" onClick={() => { allMatching.value = true; }}>{t('select-matching', { n: total })}</button>}
		</div>
	);
}
