/* Mail of another server copied into this mailbox again and again (docs/api.md, syncjob). */
import { useSignal } from '@preact/signals';
import { IconButton } from '../lib/button';
import { longTime } from '../lib/dates';
import { locale, t } from '../lib/i18n';
import { Dialog } from '../lib/overlay';
import { toast } from '../lib/toast';
import { person } from '../model/connection';
import { refusedText } from '../model/refused';
import { beginMailSignIn } from '../rest/mail-sign-in';
import { categories, listObjects, makeObject, removeObject, type Fields } from '../rest/objects';
import { Offer, SignInAgain, useOffer } from './mail-sign-in';
import { Group, useAsked } from './parts';

const CATEGORY = 'syncjob';
const own = (): string => person.peek()?.address ?? '';

function stateOf(job: Fields): string {
	if (Number(job['sign_in']) === 1)
		return t('mail-sign-in-over');
	if (Number(job['is_running']) === 1)
		return t('sync-running');
	if (!job['last_run'])
		return t('sync-never');
	const when = longTime(String(job['last_run']), locale());
	return Number(job['success']) === 1 ? t('sync-well', { when, n: Number(job['copied'] ?? 0) }) : t('sync-failed', { when, why: String(job['exit_status']) });
}

export function SyncJobs() {
	/* False: this server has none of it. */
	const { it: list, again, instead } = useAsked<Fields[] | false>(async () => (await categories()).has(CATEGORY) && listObjects(CATEGORY, own()));
	const making = useSignal(false);
	if (list.value === null)
		return <Group title={t('sync')}>{instead}</Group>;
	if (!list.value)
		return null;
	return (
		<Group title={t('sync')} text={t('sync-text')}>
			{list.value.map(job => {
				const name = String(job['user1']), over = Number(job['sign_in']) === 1;
				const failed = over || (Number(job['success']) !== 1 && Boolean(job['last_run']) && Number(job['is_running']) !== 1);
				return (
					<div key={String(job['id'])} class="set-row">
						<div>
							<span dir="ltr">{name}</span>
							<small dir="ltr">{String(job['host1'])}</small>
							<small class={failed ? 'problem' : undefined}>{stateOf(job)}</small>
						</div>
						<span class="set-acts">
							{over && <SignInAgain of={job} login={name} category={CATEGORY} />}
							<IconButton icon="trash" size="s" label={t('sync-remove', { name })} onClick={() => void removeObject(CATEGORY, String(job['id'])).then(again, (e: Error) => toast(refusedText(e), { bad: true }))} />
						</span>
					</div>
				);
			})}
			<div class="set-row"><button type="button" class="btn sec" onClick={() => { making.value = true; }}>{t('sync-add')}</button></div>
			{making.value && (
				<Add
					onClose={() => { making.value = false; }}
					onDone={() => {
						making.value = false;
						void again();
					}}
				/>
			)}
		</Group>
	);
}

function Add({ onClose, onDone }: { onClose: () => void; onDone: () => void }) {
	const bad = useSignal('');
	const busy = useSignal(false);
	const { offer, look, password } = useOffer();
	const went = (answer: Promise<unknown>, then: () => void): void => {
		busy.value = true;
		bad.value = '';
		answer.then(then, (why: Error) => {
			bad.value = refusedText(why);
			busy.value = false;
		});
	};
	const submit = (form: HTMLFormElement): void => {
		const fields: Fields = { ...Object.fromEntries(new FormData(form)), username: own() };
		if (offer)
			went(beginMailSignIn({ provider: offer.id, login: String(fields['user1']) }, { category: CATEGORY, fields }), () => {});
		else
			went(makeObject(CATEGORY, fields), onDone);
	};
	return (
		<Dialog title={t('sync-add')} onClose={onClose}>
			<form
				class="form"
				onSubmit={e => {
					e.preventDefault();
					submit(e.currentTarget);
				}}
			>
				<label class="field"><span>{t('sync-login')}</span><input data-focus dir="ltr" name="user1" required autocomplete="off" onInput={e => look(e.currentTarget.form!, 'host1')} /></label>
				{offer && <Offer of={offer} onPassword={password} />}
				{!offer && <label class="field"><span>{t('sign-in-password')}</span><input name="password1" type="password" required autocomplete="new-password" /></label>}
				{!offer && (
					<fieldset class="server">
						<legend>{t('outside-imap')}</legend>
						<label class="field"><span>{t('outside-host')}</span><input dir="ltr" name="host1" required pattern="[A-Za-z0-9.:\-]+" onChange={e => look(e.currentTarget.form!, 'host1')} /></label>
						<label class="field"><span>{t('outside-port')}</span><input dir="ltr" name="port1" type="number" min={1} max={65535} required defaultValue="993" /></label>
						<label class="field"><span>{t('outside-tls')}</span><select name="enc1"><option value="SSL">TLS</option><option value="TLS">STARTTLS</option></select></label>
					</fieldset>
				)}
				<label class="field"><span>{t('sync-minutes')}</span><input dir="ltr" name="mins_interval" type="number" min={1} max={43800} required defaultValue="20" /></label>
				{bad.value && <p class="problem" role="alert">{bad.value}</p>}
				<div class="foot">
					<button type="button" class="btn sec" onClick={onClose}>{t('cancel')}</button>
					<button type="submit" class="btn pri" disabled={busy.value}>{offer ? t('mail-sign-in', { name: offer.name }) : t('sync-add')}</button>
				</div>
			</form>
		</Dialog>
	);
}
