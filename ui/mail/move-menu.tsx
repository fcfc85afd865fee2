/* Where to: folders, narrowed by typing. */
import { useSignal } from '@preact/signals';
import { t } from '../lib/i18n';
import { Menu, type MenuItem } from '../lib/overlay';
import { moveTargets, moveTo } from '../model/actions';
import { otherMailboxes } from '../model/mailboxes';
import { current } from '../model/list';
import { moveAll } from './all';
import { moveMenu } from './commands';
import { folderIcon, folderName } from './folder-name';
import { clearSelection, closeThread } from './state';

export function MoveMenu() {
	const at = moveMenu.value;
	return at ? <Open at={at.at} threads={at.threads} /> : null;
}

function Open({ at, threads }: { at: DOMRect | { x: number; y: number }; threads: readonly string[] }) {
	const text = useSignal('');
	const needle = text.value.trim().toLocaleLowerCase();
	const depth = new Map(otherMailboxes.value.map(r => [r.mailbox.id, r.depth]));
	const order = ['inbox', 'archive', 'sent', 'junk', 'trash'];
	const rank = (role: string | null): number => {
		const i = order.indexOf(role ?? '');
		return i < 0 ? order.length : i;
	};
	const targets = moveTargets();
	const tree = otherMailboxes.value.map(r => r.mailbox.id);
	targets.sort((a, b) => rank(a.role) - rank(b.role) || tree.indexOf(a.id) - tree.indexOf(b.id));
	const items: MenuItem[] = targets
		.filter(m => !needle || folderName(m).toLocaleLowerCase().includes(needle))
		.map(m => ({
			text: folderName(m),
			icon: folderIcon(m),
			depth: needle ? 0 : depth.get(m.id) ?? 0,
			run: () => {
				if (!moveAll(m, t('moved', { n: current.peek()?.windows.length ?? 0, folder: folderName(m) })))
					moveTo(threads, m, t('moved', { n: threads.length, folder: folderName(m) }));
				clearSelection();
				closeThread();
			},
		}));
	return (
		<Menu
			label={t('move-to')}
			at={at}
			items={items}
			find={{
				value: text.value,
				placeholder: t('find-folder'),
				set: s => {
					text.value = s;
				},
			}}
			onClose={() => {
				moveMenu.value = null;
			}}
		/>
	);
}
