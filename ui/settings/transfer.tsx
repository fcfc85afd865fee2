/* Mail in and out as files. */
import { useSignal } from '@preact/signals';
import { useRef } from 'preact/hooks';
import { t } from '../lib/i18n';
import { byRole, mailboxes, otherMailboxes, roleMailboxes } from '../model/mailboxes';
import { exportFolder, importFiles } from '../model/transfer';
import { Later } from './later';
import { Group, Row } from './parts';

export function Transfer() {
	const box = useSignal('');
	const busy = useSignal(false);
	const input = useRef<HTMLInputElement>(null);
	const all = [...roleMailboxes.value, ...otherMailboxes.value.map(r => r.mailbox)];
	const label = (m: { role: string | null; name: string }): string => (m.role ? t(`folder-${m.role}`) : m.name);
	const run = (work: Promise<void>): void => {
		busy.value = true;
		void work.finally(() => {
			busy.value = false;
		});
	};
	const m = mailboxes.value.get(box.value) ?? byRole('inbox');
	return (
		<>
			<Group text={t('set-import-text')}>
				<Row label={t('set-folder')}>{id => <select id={id} value={m?.id ?? ''} onChange={e => { box.value = e.currentTarget.value; }}>{all.map(x => <option key={x.id} value={x.id}>{label(x)}</option>)}</select>}</Row>
				<div class="set-row">
					<button type="button" class="btn sec" disabled={busy.value || !m} onClick={() => input.current?.click()}>{t('folder-import')}</button>
					<button type="button" class="btn sec" disabled={busy.value || !m} onClick={() => m && run(exportFolder(m, label(m), 'mbox'))}>{t('folder-export-mbox')}</button>
					<button type="button" class="btn sec" disabled={busy.value || !m} onClick={() => m && run(exportFolder(m, label(m), 'zip'))}>{t('folder-export-zip')}</button>
					<input
						ref={input}
						class="sr"
						type="file"
						multiple
						accept=".eml,.mbox,.zip"
						tabIndex={-1}
						aria-label={t('folder-import')}
						onChange={e => {
							const files = Array.from(e.currentTarget.files ?? []);
							e.currentTarget.value = '';
							if (m && files.length > 0)
								run(importFiles(m.id, files));
						}}
					/>
				</div>
			</Group>
			<Later of="SyncJobs" />
		</>
	);
}
