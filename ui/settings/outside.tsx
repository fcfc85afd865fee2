/* Mail accounts at other providers, read and written from here (docs/api.md, outside-account). */
import { useSignal } from '@preact/signals';
import { IconButton } from '../lib/button';
import { t } from '../lib/i18n';
import { Dialog } from '../lib/overlay';
import { toast } from '../lib/toast';
import { categories, listObjects, makeObject, removeObject, type Fields } from '../rest/objects';
import { person } from '../model/connection';
import { refusedText } from '../model/refused';
import { beginMailSignIn } from '../rest/mail-sign-in';
import { Offer, SignInAgain, useOffer } from './mail-sign-in';
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
				const over = Number(a['sign_in']) === 1;
				return (
					<div key={String(a['id'])} class="set-row">
						<div>
							<span dir="ltr">{address}</span>
							{over ? <small class="problem" role="alert">{t('mail-sign-in-over')}</small> : a['last_error'] ? <small class="problem" role="alert">{t('outside-fault', { why: String(a['last_error']) })}</small> : <small dir="ltr">{String(a['imap_host'])}</small>}
						</div>
						<span class="set-acts">
							{over && <SignInAgain of={a} login={String(a['login'])} category={CATEGORY} />}
							<IconButton
								icon="trash"
								size="s"
								label={t('outside-remove', { address })}
								onClick={() => void removeObject(CATEGORY, String(a['id'])).then(() => location.reload(), (e: Error) => toast(refusedText(e), { bad: true }))}
							/>
						</span>
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
		const input = form.elements.namedItem(name) as HTMLInputElement | null;
		if (input?.value === '')
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
		const data = Object.fromEntries(new FormData(form)) as Record<string, string>;
		const name = person.peek()?.name ?? '', address = data['address']!;
		if (offer)
			went(beginMailSignIn({ provider: offer.id, login: address }, { category: CATEGORY, fields: { address, name } }), () => {});
		else
			went(makeObject(CATEGORY, { ...data, name }), () => location.reload());
	};
	return (
		<Dialog title={t('outside-add')} onClose={onClose}>
			<form
				class="form"
				onSubmit={e => {
					e.preventDefault();
					submit(e.currentTarget);
				}}
			>
				<label class="field">
					<span>{t('sign-in-login')}</span>
					<input
						data-focus
						dir="ltr"
						name="address"
						type="email"
						required
						autocomplete="off"
						onInput={e => look(e.currentTarget.form!, 'imap_host')}
						onChange={e => guess(e.currentTarget.form!, e.currentTarget.value.trim())}
					/>
				</label>
				{offer && <Offer of={offer} onPassword={password} />}
				{!offer && <label class="field"><span>{t('outside-login')}</span><input dir="ltr" name="login" required autocomplete="off" /></label>}
				{!offer && <label class="field"><span>{t('sign-in-password')}</span><input name="password" type="password" required autocomplete="new-password" /></label>}
				{!offer && (['imap', 'smtp'] as const).map(kind => (
					<fieldset key={kind} class="server">
						<legend>{t(`outside-${kind}`)}</legend>
						<label class="field"><span>{t('outside-host')}</span><input dir="ltr" name={`${kind}_host`} required pattern="[A-Za-z0-9.:\-]+" onChange={e => look(e.currentTarget.form!, 'imap_host')} /></label>
						<label class="field"><span>{t('outside-port')}</span><input dir="ltr" name={`${kind}_port`} type="number" min={1} max={65535} required defaultValue={kind === 'imap' ? '993' : '465'} /></label>
						<label class="field"><span>{t('outside-tls')}</span><select name={`${kind}_tls`}><option value="tls">TLS</option><option value="starttls">STARTTLS</option></select></label>
					</fieldset>
				))}
				{bad.value && <p class="problem" role="alert">{bad.value}</p>}
				<div class="foot">
					<button type="button" class="btn sec" onClick={onClose}>{t('cancel')}</button>
					<button type="submit" class="btn pri" disabled={busy.value}>{offer ? t('mail-sign-in', { name: offer.name }) : t('outside-add')}</button>
				</div>
			</form>
		</Dialog>
	);
}
