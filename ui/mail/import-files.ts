/* Files dropped on a list or chosen for a folder; the code for it comes when it is needed. */
import { t } from '../lib/i18n';
import { toast } from '../lib/toast';
import type { Id, Mailbox } from '../jmap/types';
import { folderName } from './folder-name';

export async function importFiles(mailboxId: Id, files: readonly File[]): Promise<void> {
	const m = await import('../model/transfer').catch(() => null);
	if (m)
		await m.importFiles(mailboxId, files);
	else
		toast(t('chunk-failed'), { bad: true });
}

export async function exportFolder(m: Mailbox, how: 'mbox' | 'zip'): Promise<void> {
	const code = await import('../model/transfer').catch(() => null);
	if (code)
		await code.exportFolder(m, folderName(m), how);
	else
		toast(t('chunk-failed'), { bad: true });
}

export function chooseFiles(accept: string, then: (files: File[]) => void): void {
	const input = document.createElement('input');
	input.type = 'file';
	input.multiple = true;
	input.accept = accept;
	input.addEventListener('change', () => then(Array.from(input.files ?? [])));
	input.click();
}
