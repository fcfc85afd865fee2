/* Questions about folders: a name, a place, and "really?" where it cannot be undone. */
import { useSignal } from '@preact/signals';
import { t } from '../lib/i18n';
import { ConfirmDialog, Dialog } from '../lib/overlay';
import { go } from '../lib/router';
import type { Id, Mailbox } from '../jmap/types';
import { emptyFolder, makeFolder, mayHold, moveFolder, nameProblem, removeFolder, renameFolder } from '../model/folders';
import { otherMailboxes } from '../model/mailboxes';
import { folderDialog } from './folder-menu';
import { folderName } from './folder-name';
import { goBox, mailbox } from './state';

const close = (): void => {
	folderDialog.value = null;
};

export function FolderDialogs() {
	const d = folderDialog.value;
	switch (d?.kind) {
	case 'make': return <NameDialog parentId={d.parentId} />;
	case 'rename': return <NameDialog parentId={d.mailbox.parentId} of={d.mailbox} />;
	case 'move': return <PlaceDialog m={d.mailbox} />;
	case 'empty': return (
		<ConfirmDialog
			title={t('folder-empty-title', { name: folderName(d.mailbox) })} text={t('folder-empty-text', { n: d.mailbox.totalEmails })} action={t('folder-empty')} destroys
			onClose={close} onYes={() => void emptyFolder(d.mailbox)}
		/>
	);
	case 'remove': return (
		<ConfirmDialog
			title={t('folder-remove-title', { name: d.mailbox.name })} text={t('folder-remove-text', { n: d.mailbox.totalEmails })} action={t('folder-remove')} destroys
			onClose={close}
			onYes={() => {
				const here = mailbox.peek()?.id === d.mailbox.id;
				void removeFolder(d.mailbox).then(done => {
					if (done && here)
						goBox('inbox');
				});
			}}
		/>
	);
	default: return null;
	}
}

function NameDialog({ parentId, of }: { parentId: Id | null; of?: Mailbox }) {
	const name = useSignal(of?.name ?? '');
	const bad = useSignal('');
	return (
		<Dialog title={t(of ? 'folder-rename' : 'folder-make')} class="small" onClose={close}>
			<form
				class="form"
				onSubmit={e => {
					e.preventDefault();
					const problem = nameProblem(name.value, parentId, of?.id);
					if (problem) {
						bad.value = problem;
						return;
					}
					close();
					if (of)
						renameFolder(of, name.value);
					else
						void makeFolder(name.value, parentId).then(id => {
							if (id)
								go({ page: 'mail', box: id, thread: null, filter: 'all', q: '' });
						});
				}}
			>
				<label class="field">
					<span>{t('folder-name')}</span>
					<input data-focus dir="auto" maxLength={200} value={name.value} aria-invalid={bad.value !== ''} onInput={e => { name.value = e.currentTarget.value; bad.value = ''; }} />
				</label>
				{bad.value && <p class="problem" role="alert">{bad.value}</p>}
				<div class="foot">
					<button type="button" class="btn sec" onClick={close}>{t('cancel')}</button>
					<button type="submit" class="btn pri">{t(of ? 'folder-rename' : 'folder-make')}</button>
				</div>
			</form>
		</Dialog>
	);
}

function PlaceDialog({ m }: { m: Mailbox }) {
	const to = useSignal(m.parentId ?? '');
	return (
		<Dialog title={t('folder-move')} class="small" onClose={close}>
			<form
				class="form"
				onSubmit={e => {
					e.preventDefault();
					close();
					if (to.value !== (m.parentId ?? ''))
						moveFolder(m, to.value || null);
				}}
			>
				<label class="field">
					<span>{t('folder-place')}</span>
					<select data-focus value={to.value} onChange={e => { to.value = e.currentTarget.value; }}>
						<option value="">{t('folder-top')}</option>
						{otherMailboxes.value.filter(r => mayHold(m, r.mailbox)).map(r => <option key={r.mailbox.id} value={r.mailbox.id}>{`${'\u2003'.repeat(r.depth)}${r.mailbox.name}`}</option>)}
					</select>
				</label>
				<div class="foot">
					<button type="button" class="btn sec" onClick={close}>{t('cancel')}</button>
					<button type="submit" class="btn pri">{t('folder-move')}</button>
				</div>
			</form>
		</Dialog>
	);
}
