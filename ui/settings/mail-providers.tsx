/* For administrators: mail providers elsewhere where people sign in instead of giving us a password (docs/mail-providers.md). */
import { useSignal } from '@preact/signals';
import { IconButton } from '../lib/button';
import { t } from '../lib/i18n';
import { ConfirmDialog, Dialog } from '../lib/overlay';
import { toast } from '../lib/toast';
import { refusedText } from '../model/refused';
import { mailProviders } from '../rest/mail-sign-in';
import { categories, changeObject, listObjects, makeObject, removeObject, type Fields } from '../rest/objects';
import { Group, useAsked } from './parts';

const CATEGORY = 'mail-provider';
const KINDS = ['google', 'microsoft', 'generic'] as const;
const KIND_NAMES: Record<string, string> = { google: 'Google', microsoft: 'Microsoft 365' };
const URLS = ['authorize_url', 'token_url', 'scopes'] as const;

const text = (of: Fields | null, name: string): string => String(of?.[name] ?? '');
const domainsOf = (of: Fields | null): string => (Array.isArray(of?.['domains']) ? of['domains'].join(' ') : '');

export function MailProviders() {
	/* False: this server has none of it. */
	const { it, again, instead } = useAsked<{ list: Fields[]; redirect: string } | false>(async () =>
		(await categories()).has(CATEGORY) && { list: await listObjects(CATEGORY), redirect: (await mailProviders()).redirect_uri });
	/* The one that is looked at; 'new' for one that is not there yet. */
	const open = useSignal<Fields | 'new' | null>(null);
	const going = useSignal<Fields | null>(null);
	if (it.value === null)
		return <Group title={t('providers')}>{instead}</Group>;
	if (!it.value)
		return null;
	const { list, redirect } = it.value;
	const gone = going.value;
	return (
		<>
			<Group title={t('providers')} text={t('providers-text')}>
				{list.map(p => {
					const name = text(p, 'name');
					return (
						<div key={text(p, 'id')} class="set-row">
							<div>
								<span dir="auto">{name}</span>
								{Number(p['active']) !== 1 && <small>{t('oauth-client-off')}</small>}
								<small dir="ltr">{text(p, 'imap_host')}</small>
								<small>{t('providers-grants', { n: Number(p['grants'] ?? 0) })}</small>
							</div>
							<span class="set-acts">
								<IconButton icon="pencil" size="s" label={t('oauth-client-change', { name })} onClick={() => { open.value = p; }} />
								<IconButton icon="trash" size="s" label={t('oauth-client-remove', { name })} onClick={() => { going.value = p; }} />
							</span>
						</div>
					);
				})}
				<div class="set-row"><button type="button" class="btn sec" onClick={() => { open.value = 'new'; }}>{t('providers-add')}</button></div>
			</Group>
			{open.value && (
				<Edit
					of={open.value === 'new' ? null : open.value}
					redirect={redirect}
					onClose={() => { open.value = null; }}
					onDone={() => {
						open.value = null;
						toast(t('saved'));
						void again();
					}}
				/>
			)}
			{gone && (
				<ConfirmDialog
					title={t('oauth-client-remove', { name: text(gone, 'name') })}
					text={t('providers-remove-text')}
					action={t('oauth-client-remove-yes')}
					destroys
					onYes={() => void removeObject(CATEGORY, text(gone, 'id')).then(again, (e: Error) => toast(refusedText(e), { bad: true }))}
					onClose={() => { going.value = null; }}
				/>
			)}
		</>
	);
}

/* What is sent: of known providers what was left empty is theirs. */
function read(form: HTMLFormElement, of: Fields | null): Fields {
	const data = new FormData(form);
	const fields: Fields = {};
	for (const [name, value] of data)
		if (String(value).trim() !== '' && name !== 'domains' && name !== 'active')
			fields[name] = String(value).trim();
	const domains = String(data.get('domains') ?? '').split(/[\s,]+/u).filter(Boolean);
	if (of || domains.length > 0)
		fields['domains'] = domains;
	if (of)
		fields['active'] = data.has('active') ? '1' : '0';
	return fields;
}

function Edit({ of, redirect, onClose, onDone }: { of: Fields | null; redirect: string; onClose: () => void; onDone: () => void }) {
	const bad = useSignal('');
	const busy = useSignal(false);
	const kind = useSignal(of ? text(of, 'kind') : 'google');
	const known = kind.value !== 'generic' && !of;
	const field = (name: string, label: string, more: Record<string, unknown> = {}) => (
		<label class="field"><span>{label}</span><input dir="ltr" name={name} autocomplete="off" defaultValue={text(of, name)} {...more} /></label>
	);
	return (
		<Dialog title={of ? t('oauth-client-change', { name: text(of, 'name') }) : t('providers-add')} onClose={onClose}>
			<form
				class="form"
				onSubmit={e => {
					e.preventDefault();
					const fields = read(e.currentTarget, of);
					busy.value = true;
					bad.value = '';
					(of ? changeObject(CATEGORY, text(of, 'id'), fields) : makeObject(CATEGORY, fields)).then(onDone, (why: Error) => {
						bad.value = refusedText(why);
						busy.value = false;
					});
				}}
			>
				{!of && (
					<label class="field">
						<span>{t('providers-kind')}</span>
						<select name="kind" data-focus value={kind.value} onChange={e => { kind.value = e.currentTarget.value; }}>
							{KINDS.map(k => <option key={k} value={k}>{KIND_NAMES[k] ?? t('providers-other')}</option>)}
						</select>
					</label>
				)}
				{field('name', t('oauth-client-name'), { required: true, maxLength: 100, dir: 'auto' })}
				{field('client_id', t('providers-client'), { required: true })}
				<label class="field"><span>{t('providers-secret')}</span><input name="client_secret" type="password" autocomplete="new-password" placeholder={of ? t('providers-secret-kept') : undefined} /></label>
				<label class="field"><span>{t('providers-domains')}</span><input dir="ltr" name="domains" autocomplete="off" defaultValue={domainsOf(of)} placeholder="example.com example.net" /></label>
				{!known && URLS.map(name => <span key={name}>{field(name, t(`providers-${name.replace('_url', '')}`), { required: true })}</span>)}
				{!known && (['imap', 'smtp'] as const).map(k => (
					<fieldset key={k} class="server">
						<legend>{t(`outside-${k}`)}</legend>
						{field(`${k}_host`, t('outside-host'), { required: true, pattern: '[A-Za-z0-9.:\\-]+' })}
						{field(`${k}_port`, t('outside-port'), { type: 'number', min: 1, max: 65535, required: true, defaultValue: text(of, `${k}_port`) || (k === 'imap' ? '993' : '465') })}
						<label class="field"><span>{t('outside-tls')}</span><select name={`${k}_tls`} defaultValue={text(of, `${k}_tls`) || 'tls'}><option value="tls">TLS</option><option value="starttls">STARTTLS</option></select></label>
					</fieldset>
				))}
				{of && <label class="inline"><input type="checkbox" name="active" defaultChecked={Number(of['active']) === 1} />{t('oauth-client-active')}</label>}
				<p class="dialog-text">{t('providers-redirect')} <code dir="ltr">{redirect}</code></p>
				{bad.value && <p class="problem" role="alert">{bad.value}</p>}
				<div class="foot">
					<button type="button" class="btn sec" onClick={onClose}>{t('cancel')}</button>
					<button type="submit" class="btn pri" disabled={busy.value}>{t(of ? 'save' : 'providers-add')}</button>
				</div>
			</form>
		</Dialog>
	);
}
