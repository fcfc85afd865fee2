/* Questions about folders, loaded when the first is asked: a name, a place, a job, how old, and "really?" where it cannot be undone. */
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { locale, t } from '../lib/i18n';
import { ConfirmDialog, Dialog } from '../lib/overlay';
import { go } from '../lib/router';
import type { Id, Mailbox } from '../jmap/types';
import { clearOlder, countOlder, emptyFolder, giveRole, makeFolder, mayHold, moveFolder, nameProblem, removeFolder, renameFolder } from '../model/folders';
import { byRole, otherMailboxes, ROLES_TO_GIVE } from '../model/mailboxes';
import { folderDialog } from './folder-menu';
import { folderName } from './folder-name';
import { ShareDialog } from './share-dialog';
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
	case 'older': return <OlderDialog m={d.mailbox} />;
	case 'share': return <ShareDialog m={d.mailbox} onClose={close} />;
	case 'role': return <RoleDialog m={d.mailbox} />;
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

/* How far back, as numbers of a unit that Intl has words for. */
const AGES = [[30, 'day'], [3, 'month'], [6, 'month'], [1, 'year'], [2, 'year'], [5, 'year']] as const;

function before(at: number): Date {
	const [n, unit] = AGES[at]!;
	const d = new Date();
	if (unit === 'day')
		d.setDate(d.getDate() - n);
	else
		d.setMonth(d.getMonth() - (unit === 'year' ? 12 * n : n));
	return d;
}

function OlderDialog({ m }: { m: Mailbox }) {
	const age = useSignal(3);
	/* From Trash and Junk there is no way but out. */
	const places = m.role === 'trash' || m.role === 'junk' ? [] : [byRole('archive'), byRole('trash')].filter((x): x is Mailbox => x !== undefined && x.id !== m.id);
	const to = useSignal(places[0]?.id ?? '');
	const found = useSignal<number | null>(null);
	useEffect(() => {
		let over = false;
		found.value = null;
		void countOlder(m, before(age.value)).then(n => {
			if (!over)
				found.value = n;
		});
		return () => {
			over = true;
		};
	}, [age.value]);
	const words = (n: number, unit: string): string => new Intl.NumberFormat(locale(), { style: 'unit', unit, unitDisplay: 'long' }).format(n);
	return (
		<Dialog title={t('folder-older-title', { name: folderName(m) })} class="small" onClose={close}>
			<form
				class="form"
				onSubmit={e => {
					e.preventDefault();
					close();
					void clearOlder(m, before(age.value), places.find(x => x.id === to.value) ?? null, t('folder-older-done', { n: found.value ?? 0 }));
				}}
			>
				<label class="field">
					<span>{t('folder-older-than')}</span>
					<select data-focus value={age.value} onChange={e => { age.value = Number(e.currentTarget.value); }}>
						{AGES.map(([n, unit], i) => <option key={i} value={i}>{words(n, unit)}</option>)}
					</select>
				</label>
				<label class="field">
					<span>{t('folder-older-do')}</span>
					<select value={to.value} onChange={e => { to.value = e.currentTarget.value; }}>
						{places.map(x => <option key={x.id} value={x.id}>{t('folder-older-move', { name: folderName(x) })}</option>)}
						<option value="">{t('destroy-yes')}</option>
					</select>
				</label>
				<p class="dialog-text" role="status">
					{found.value === null ? t('loading') : t(to.value === '' && found.value > 0 ? 'folder-empty-text' : 'folder-older-found', { n: found.value })}
				</p>
				<div class="foot">
					<button type="button" class="btn sec" onClick={close}>{t('cancel')}</button>
					<button type="submit" class={`btn ${to.value === '' ? 'danger' : 'pri'}`} disabled={!found.value}>{t(to.value === '' ? 'destroy-yes' : 'folder-older-go')}</button>
				</div>
			</form>
		</Dialog>
	);
}

function RoleDialog({ m }: { m: Mailbox }) {
	const role = useSignal(m.role ?? '');
	const holder = role.value ? byRole(role.value) : undefined;
	return (
		<Dialog title={t('folder-role-title', { name: folderName(m) })} class="small" onClose={close}>
			<form
				class="form"
				onSubmit={e => {
					e.preventDefault();
					close();
					if (role.value !== (m.role ?? ''))
						void giveRole(m, role.value || null);
				}}
			>
				<label class="field">
					<span>{t('folder-role-label')}</span>
					<select data-focus value={role.value} onChange={e => { role.value = e.currentTarget.value; }}>
						<option value="">{t('folder-role-none')}</option>
						{ROLES_TO_GIVE.map(r => <option key={r} value={r}>{t(`folder-${r}`)}</option>)}
					</select>
				</label>
				{holder && holder.id !== m.id && <p class="dialog-text">{t('folder-role-moves', { name: folderName(holder) })}</p>}
				<div class="foot">
					<button type="button" class="btn sec" onClick={close}>{t('cancel')}</button>
					<button type="submit" class="btn pri">{t('save')}</button>
				</div>
			</form>
		</Dialog>
	);
}
