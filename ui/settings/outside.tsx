/* Mail accounts at other providers, read and written from here (docs/api.md, outside-account). */
import { useSignal } from '@preact/signals';
import { IconButton } from '../lib/button';
import { t } from '../lib/i18n';
import { Dialog } from '../lib/overlay';
import { toast } from '../lib/toast';
import { categories, listObjects, makeObject, removeObject, type Fields } from '../rest/objects';
import { person } from '../model/connection';
import { refusedText } from '../model/refused';
import { Group, useAsked } from './parts';

const CATEGORY = 'outside-account';

export function OutsideAccounts() {
	/* False: this server has none of it. */
	const { it: list, instead } = useAsked<Fields[] | false>(async () => (await categories()).has(CATEGORY) && listObjects(CATEGORY));
	const making = useSignal(false);
	if (list.value === null)
		return <Group title={t('outside')}>{instead}</Group>;
	if (!list.value)
		return null;
	return (
		<Group title={t('outside')} text={t('outside-text')}>
			{list.value.map(a => {
				const address = String(a['address']);
				return (
					<div key={String(a['id'])} class="set-row">
						<div>
							<span dir="ltr">{address}</span>
							{a['last_error'] ? <small class="problem" role="alert">{t('outside-fault', { why: String(a['last_error']) })}</small> : <small dir="ltr">{String(a['imap_host'])}</small>}
						</div>
						<IconButton
							icon="trash"
							size="s"
							label={t('outside-remove', { address })}
							onClick={() => void removeObject(CATEGORY, String(a['id'])).then(() => location.reload(), (e: Error) => toast(refusedText(e), { bad: true }))}
						/>
					</div>
				);
			})}
			<div class="set-row"><button type="button" class="btn sec" onClick={() => { making.value = true; }}>{t('outside-add')}</button></div>
			{making.value && <Add onClose={() => { making.value = false; }} />}
		</Group>
	);
}

/* Most providers name their servers so; whoever knows better writes over it. */
function guess(form: HTMLFormElement, address: string): void {
	const domain = address.split('@')[1];
	const put = (name: string, value: string): void => {
		const input = form.elements.namedItem(name) as HTMLInputElement;
		if (input.value === '')
			input.value = value;
	};
	if (domain) {
		put('imap_host', `imap.${domain}`);
		put('smtp_host', `smtp.${domain}`);
		put('login', address);
	}
}

function Add({ onClose }: { onClose: () => void }) {
	const bad = useSignal('');
	const busy = useSignal(false);
	return (
		<Dialog title={t('outside-add')} onClose={onClose}>
			<form
				class="form"
				onSubmit={e => {
					e.preventDefault();
					const data = Object.fromEntries(new FormData(e.currentTarget)) as Record<string, string>;
					busy.value = true;
					bad.value = '';
					makeObject(CATEGORY, { ...data, name: person.peek()?.name ?? '' }).then(() => location.reload(), (why: Error) => {
						bad.value = refusedText(why);
						busy.value = false;
					});
				}}
			>
				<label class="field"><span>{t('sign-in-login')}</span><input data-focus dir="ltr" name="address" type="email" required autocomplete="off" onChange={e => guess(e.currentTarget.form!, e.currentTarget.value.trim())} /></label>
				<label class="field"><span>{t('outside-login')}</span><input dir="ltr" name="login" required autocomplete="off" /></label>
				<label class="field"><span>{t('sign-in-password')}</span><input name="password" type="password" required autocomplete="new-password" /></label>
				{(['imap', 'smtp'] as const).map(kind => (
					<fieldset key={kind} class="server">
						<legend>{t(`outside-${kind}`)}</legend>
						<label class="field"><span>{t('outside-host')}</span><input dir="ltr" name={`${kind}_host`} required pattern="[A-Za-z0-9.:\-]+" /></label>
						<label class="field"><span>{t('outside-port')}</span><input dir="ltr" name={`${kind}_port`} type="number" min={1} max={65535} required defaultValue={kind === 'imap' ? '993' : '465'} /></label>
						<label class="field"><span>{t('outside-tls')}</span><select name={`${kind}_tls`}><option value="tls">TLS</option><option value="starttls">STARTTLS</option></select></label>
					</fieldset>
				))}
				{bad.value && <p class="problem" role="alert">{bad.value}</p>}
				<div class="foot">
					<button type="button" class="btn sec" onClick={onClose}>{t('cancel')}</button>
					<button type="submit" class="btn pri" disabled={busy.value}>{t('outside-add')}</button>
				</div>
			</form>
		</Dialog>
	);
}
