/* What can be done with a folder, as rows of a menu. */
import { signal } from '@preact/signals';
import { t } from '../lib/i18n';
import type { MenuItem } from '../lib/overlay';
import type { Id, Mailbox } from '../jmap/types';
import { changeAll } from '../model/bulk';
import { showFolder } from '../model/folders';
import { isOthers, ownsThis, ROLES_TO_GIVE } from '../model/mailboxes';
import { listFor } from '../model/list';
import { chooseFiles, exportFolder, importFiles } from './import-files';
import { folderName } from './folder-name';

export type FolderDialog =
	| { kind: 'make'; parentId: Id | null }
	| { kind: 'rename' | 'remove' | 'empty' | 'move' | 'older' | 'role' | 'share'; mailbox: Mailbox };

export const folderDialog = signal<FolderDialog | null>(null);

export function folderItems(m: Mailbox): MenuItem[] {
	const rights = m.myRights ?? {};
	const may = (right: string): boolean => rights[right] !== false;
	const ask = (d: FolderDialog) => (): void => {
		folderDialog.value = d;
	};
	const gone = m.role === 'trash' || m.role === 'junk';
	const others = !ownsThis.peek() || isOthers(m);
	const role = m.role === null || ROLES_TO_GIVE.some(r => r === m.role);
	return [
		{
			text: t('folder-read'), icon: 'mail', run: () => {
				const list = listFor({ mailboxId: m.id, filter: { inMailbox: m.id, notKeyword: '$seen' } });
				void changeAll(list, () => ({ 'keywords/$seen': true }), t('folder-all-read', { name: folderName(m) }));
			},
		},
		...(may('mayCreateChild') ? [{ text: t('folder-make-inside'), icon: 'plus', run: ask({ kind: 'make', parentId: m.id }) }] : []),
		...(!m.role && may('mayRename') ? [
			{ text: t('folder-rename'), icon: 'pencil', run: ask({ kind: 'rename', mailbox: m }) },
			{ text: t('folder-move'), icon: 'move', run: ask({ kind: 'move', mailbox: m }) },
		] : []),
		...(rights['mayShare'] ? [{ text: t('folder-share'), icon: 'users', run: ask({ kind: 'share', mailbox: m }) }] : []),
		...(role && !others && may('mayRename') ? [{ text: t('folder-role'), icon: 'tag', run: ask({ kind: 'role', mailbox: m }) }] : []),
		...(!m.role && !others ? [m.isSubscribed === false
			? { text: t('folder-show'), icon: 'eye', run: () => showFolder(m, true, folderName(m)) }
			: { text: t('folder-hide'), icon: 'box', run: () => showFolder(m, false, folderName(m)) }] : []),
		...(may('mayAddItems') ? [{ text: t('folder-import'), icon: 'up', run: () => chooseFiles('.eml,.mbox,.zip,message/rfc822', files => void importFiles(m.id, files)) }] : []),
		{ text: t('folder-export-mbox'), icon: 'download', run: () => void exportFolder(m, 'mbox') },
		{ text: t('folder-export-zip'), icon: 'download', run: () => void exportFolder(m, 'zip') },
		...(may('mayRemoveItems') ? [{ text: t('folder-older'), icon: 'clock', run: ask({ kind: 'older', mailbox: m }) }] : []),
		...(gone && may('mayRemoveItems') ? [{ text: t('folder-empty'), icon: 'trash', run: ask({ kind: 'empty', mailbox: m }) }] : []),
		...(!m.role && may('mayDelete') ? [{ text: t('folder-remove'), icon: 'trash', run: ask({ kind: 'remove', mailbox: m }) }] : []),
	];
}
