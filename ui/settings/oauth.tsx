/* For administrators: programs that may ask people for access by OAuth or OpenID Connect (docs/oauth.md). */
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { IconButton } from '../lib/button';
import { t } from '../lib/i18n';
import { ConfirmDialog, Dialog } from '../lib/overlay';
import { toast } from '../lib/toast';
import { changeObject, listObjects, makeObject, removeObject, type Fields } from '../rest/objects';
import { refusedText } from '../model/refused';
import { Later } from './later';
import { Group } from './parts';

const CATEGORY = 'oauth2-client';
const SCOPES = ['profile', 'email', 'mail', 'dav'] as const;

interface Program {
	id: string;
	clientId: string;
	name: string;
	redirects: string[];
	scopes: string[];
	open: boolean;
	trusted: boolean;
	active: boolean;
}

const read = (f: Fields): Program => ({
	id: String(f['id']), clientId: String(f['client_id']), name: String(f['name'] ?? ''),
	redirects: String(f['redirect_uri'] ?? '').split(/[\s,]+/u).filter(Boolean), scopes: String(f['scope'] ?? '').split(' '),
	open: f['public'] === true, trusted: f['trusted'] === true, active: Number(f['active'] ?? 1) === 1,
});

export function OAuthClients() {
	const list = useSignal<Program[] | null>(null);
	const bad = useSignal('');
	/* The one that is looked at; 'new' for one that is not there yet. */
	const open = useSignal<Program | 'new' | null>(null);
	const going = useSignal<Program | null>(null);
	const made = useSignal<{ id: string; secret: string } | null>(null);
	const load = (): void => {
		listObjects(CATEGORY).then(l => {
			list.value = l.map(read);
		}, (e: Error) => {
			list.value = [];
			bad.value = refusedText(e);
		});
	};
	useEffect(load, []);
	const done = (answer: Fields | null): void => {
		open.value = null;
		if (answer && typeof answer['client_secret'] === 'string' && answer['client_secret'] !== '*')
			made.value = { id: String(answer['client_id']), secret: answer['client_secret'] };
		else if (answer)
			toast(t('saved'));
		load();
	};
	const remove = (p: Program): void => void removeObject(CATEGORY, p.id).then(() => {
		toast(t('oauth-client-removed'));
		load();
	}, (e: Error) => toast(refusedText(e), { bad: true }));
	const gone = going.value;
	return (
		<>
			<Group text={t('oauth-clients-text')}>
				{list.value === null && <p class="late" role="status">{t('loading')}</p>}
				{bad.value && <p class="problem" role="alert">{bad.value}</p>}
				{list.value?.map(p => (
					<div key={p.id} class="set-row">
						<div>
							<span dir="auto">{p.name}</span>
							{!p.active && <small>{t('oauth-client-off')}</small>}
							<small dir="ltr"><code>{p.clientId}</code></small>
							{p.redirects.map(r => <small key={r} dir="ltr">{r}</small>)}
						</div>
						<span class="set-acts">
							<IconButton icon="pencil" size="s" label={t('oauth-client-change', { name: p.name })} onClick={() => { open.value = p; }} />
							<IconButton icon="trash" size="s" label={t('oauth-client-remove', { name: p.name })} onClick={() => { going.value = p; }} />
						</span>
					</div>
				))}
				{list.value?.length === 0 && !bad.value && <div class="set-row"><small>{t('oauth-clients-none')}</small></div>}
				<div class="set-row"><button type="button" class="btn sec" onClick={() => { open.value = 'new'; }}>{t('oauth-client-add')}</button></div>
			</Group>
			<Later of="MailProviders" />
			{open.value && <Edit of={open.value === 'new' ? null : open.value} onClose={() => { open.value = null; }} onDone={done} />}
			{gone && <ConfirmDialog title={t('oauth-client-remove', { name: gone.name })} text={t('oauth-client-remove-text')} action={t('oauth-client-remove-yes')} destroys onYes={() => remove(gone)} onClose={() => { going.value = null; }} />}
			{made.value && <Secret of={made.value} onClose={() => { made.value = null; }} />}
		</>
	);
}

/* What the program's own settings ask for; the secret is nowhere else. */
function Secret({ of, onClose }: { of: { id: string; secret: string }; onClose: () => void }) {
	const fact = (label: string, value: string) => (
		<div class="set-row">
			<div><span>{label}</span><small dir="ltr"><code>{value}</code></small></div>
			<IconButton icon="copy" size="s" label={t('copy-what', { what: label })} onClick={() => void navigator.clipboard?.writeText(value).then(() => toast(t('copied')))} />
		</div>
	);
	return (
		<Dialog title={t('oauth-client-made')} onClose={onClose}>
			<p class="dialog-text">{t('oauth-client-once')}</p>
			<div class="set-box">
				{fact('Client ID', of.id)}
				{fact('Client secret', of.secret)}
				{fact('Issuer', location.origin)}
			</div>
			<div class="foot"><button type="button" class="btn pri" data-focus onClick={onClose}>{t('close')}</button></div>
		</Dialog>
	);
}

function Edit({ of, onClose, onDone }: { of: Program | null; onClose: () => void; onDone: (answer: Fields | null) => void }) {
	const bad = useSignal('');
	const busy = useSignal(false);
	const going = (answer: Promise<Fields>): void => {
		busy.value = true;
		bad.value = '';
		answer.then(onDone, (e: Error) => {
			bad.value = refusedText(e);
			busy.value = false;
		});
	};
	const submit = (e: SubmitEvent): void => {
		e.preventDefault();
		const data = new FormData(e.currentTarget as HTMLFormElement);
		const fields: Fields = {
			name: String(data.get('name')).trim(),
			redirect_uri: String(data.get('redirects')).split(/\s+/u).filter(Boolean),
			/* What is no choice of this page stays as it is. */
			scope: [...(of ? of.scopes.filter(s => !SCOPES.some(x => x === s)) : ['openid', 'offline_access']), ...SCOPES.filter(s => data.has(s))].join(' '),
			trusted: data.has('trusted'),
			...(of ? { active: data.has('active') } : { public: data.has('public') }),
		};
		going(of ? changeObject(CATEGORY, of.id, fields) : makeObject(CATEGORY, fields));
	};
	const box = (name: string, text: string, checked: boolean) => <label key={name} class="inline"><input type="checkbox" name={name} defaultChecked={checked} />{text}</label>;
	return (
		<Dialog title={of ? t('oauth-client-change', { name: of.name }) : t('oauth-client-add')} onClose={onClose}>
			<form class="form" onSubmit={e => submit(e as unknown as SubmitEvent)}>
				<label class="field"><span>{t('oauth-client-name')}</span><input name="name" data-focus required maxLength={100} autocomplete="off" defaultValue={of?.name ?? ''} dir="auto" /></label>
				<label class="field">
					<span>{t('oauth-client-redirects')}</span>
					<textarea name="redirects" class="code" rows={3} required dir="ltr" spellcheck={false} placeholder="https://app.example.org/callback" defaultValue={of?.redirects.join('\n') ?? ''} />
				</label>
				<fieldset class="checks">
					<legend>{t('oauth-client-may')}</legend>
					{SCOPES.map(s => box(s, t(`oauth-scope-${s}`), of ? of.scopes.includes(s) : s === 'profile' || s === 'email'))}
				</fieldset>
				{box('trusted', t('oauth-client-trusted'), of?.trusted ?? false)}
				{of ? box('active', t('oauth-client-active'), of.active) : box('public', t('oauth-client-public'), false)}
				{bad.value && <p class="problem" role="alert">{bad.value}</p>}
				{of && (
					<div class="gate-buttons">
						{!of.open && <button type="button" class="btn sec sm" disabled={busy.value} onClick={() => going(changeObject(CATEGORY, of.id, { renew_secret: true }))}>{t('oauth-client-renew')}</button>}
						<button type="button" class="btn sec sm" disabled={busy.value} onClick={() => going(changeObject(CATEGORY, of.id, { revoke_tokens: true }))}>{t('oauth-client-revoke')}</button>
					</div>
				)}
				<div class="foot">
					<button type="button" class="btn sec" onClick={onClose}>{t('cancel')}</button>
					<button type="submit" class="btn pri" disabled={busy.value}>{t(of ? 'save' : 'oauth-client-add')}</button>
				</div>
			</form>
		</Dialog>
	);
}
