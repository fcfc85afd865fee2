/* Who else sees one's mail, and what each of them may do there; everything is kept at once. */
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { IconButton } from '../lib/button';
import { t } from '../lib/i18n';
import { Dialog } from '../lib/overlay';
import { toast } from '../lib/toast';
import { person } from '../model/connection';
import { refusedText, why } from '../model/refused';
import { CATEGORY, loadSharing } from '../model/sharing';
import { categories, changeObject, makeObject, removeObject, type Fields } from '../rest/objects';
import { Group } from './parts';
import { ProveDialog, proved } from './prove';

const SEND = ['no', 'behalf', 'as'] as const;

function Rights({ write, send, who, set }: { write: string; send: string; who: string; set: (fields: Fields) => void }) {
	return (
		<>
			<select aria-label={t('mail-shared-right', { who })} value={write} onChange={e => set({ write: e.currentTarget.value })}>
				<option value="0">{t('mail-right-read')}</option>
				<option value="1">{t('mail-right-write')}</option>
			</select>
			<select aria-label={t('mail-shared-send', { who })} value={send} onChange={e => set({ send: e.currentTarget.value })}>
				{SEND.map(s => <option key={s} value={s}>{t(`mail-send-${s}`)}</option>)}
			</select>
		</>
	);
}

export function MailShared() {
	const list = useSignal<Fields[] | null>(null);
	const making = useSignal(false);
	const own = person.value?.address ?? '';
	const load = (): Promise<void> => loadSharing().then(l => {
		list.value = l;
	}, () => {
		list.value = null;
	});
	useEffect(() => void categories().then(c => {
		if (c.has(CATEGORY))
			void load();
	}, () => {}), []);
	if (!list.value)
		return null;
	/* Shown at once, and as the server has it afterwards. */
	const act = (next: Fields[], work: () => Promise<unknown>): void => {
		list.value = next;
		proved(() => work().then(() => true)).then(done => {
			if (done)
				toast(t('saved'));
		}, (e: Error) => toast(refusedText(e), { bad: true })).finally(() => void load());
	};
	const all = list.value;
	return (
		<Group title={t('mail-shared')} text={t('mail-shared-text')}>
			{all.map(x => {
				const who = String(x['grantee']);
				const id = String(x['id']);
				return (
					<div key={id} class="set-row">
						<span dir="ltr">{who}</span>
						<span class="set-more">
							<Rights write={String(x['write'])} send={String(x['send'])} who={who} set={fields => act(all.map(y => (y === x ? { ...x, ...fields } : y)), () => changeObject(CATEGORY, id, fields))} />
						</span>
						<IconButton icon="trash" size="s" label={t('mail-shared-remove', { who })} onClick={() => act(all.filter(y => y !== x), () => removeObject(CATEGORY, id))} />
					</div>
				);
			})}
			{all.length === 0 && <div class="set-row"><small>{t('mail-shared-none')}</small></div>}
			<div class="set-row"><button type="button" class="btn sec" onClick={() => { making.value = true; }}>{t('mail-shared-add')}</button></div>
			{making.value && (
				<Add
					own={own}
					onClose={again => {
						making.value = false;
						if (again)
							void load();
					}}
				/>
			)}
			<ProveDialog />
		</Group>
	);
}

function Add({ own, onClose }: { own: string; onClose: (again: boolean) => void }) {
	const bad = useSignal('');
	const rights = useSignal<Fields>({ write: '0', send: 'no' });
	return (
		<Dialog title={t('mail-shared-add')} class="small" onClose={() => onClose(false)}>
			<form
				class="form"
				onSubmit={e => {
					e.preventDefault();
					const grantee = String(new FormData(e.currentTarget).get('who')).trim();
					bad.value = '';
					proved(() => makeObject(CATEGORY, { mailbox: own, grantee, ...rights.peek() })).then(made => {
						if (made)
							onClose(true);
					}, (e: Error) => {
						bad.value = why(e);
					});
				}}
			>
				<label class="field"><span>{t('mail-shared-who')}</span><input data-focus name="who" type="email" dir="ltr" required autocomplete="off" /></label>
				<div class="set-more"><Rights write={String(rights.value['write'])} send={String(rights.value['send'])} who={t('mail-shared-who')} set={fields => { rights.value = { ...rights.peek(), ...fields }; }} /></div>
				{bad.value && <p class="problem" role="alert">{bad.value}</p>}
				<div class="foot">
					<button type="button" class="btn sec" onClick={() => onClose(false)}>{t('cancel')}</button>
					<button type="submit" class="btn pri">{t('mail-shared-add')}</button>
				</div>
			</form>
		</Dialog>
	);
}
