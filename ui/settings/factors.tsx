/* Two steps: an authenticator app, security keys and passkeys, recovery codes. */
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { IconButton } from '../lib/button';
import { longTime } from '../lib/dates';
import { locale, t } from '../lib/i18n';
import { ConfirmDialog, Dialog } from '../lib/overlay';
import { toast } from '../lib/toast';
import { addApp, addKey, addYubiKey, newRecoveryCodes, offerApp, offerKey, readFactors, removeApp, removeKey, removeYubiKey, renameKey, renameYubiKey, type Added, type AppOffer, type Factors as State } from '../rest/factors';
import { RestFault } from '../rest/objects';
import { canUseKeys, makeKey } from '../signin/keys';
import { AppSecret, RecoveryCodes } from '../signin/step';
import { refusedText } from '../model/refused';
import { Group } from './parts';
import { proved } from './prove';

/* A key whose name changes. */
interface Naming {
	id: string;
	name: string;
	run: (id: string, name: string) => Promise<void>;
}

interface Confirm {
	text: string;
	action: string;
	run: () => Promise<unknown>;
}

const failed = (e: Error): void => {
	toast(refusedText(e), { bad: true });
};

export function Factors() {
	const state = useSignal<State | null>(null);
	const offer = useSignal<AppOffer | null>(null);
	const naming = useSignal<Naming | null>(null);
	const touching = useSignal(false);
	const asking = useSignal<Confirm | null>(null);
	const codes = useSignal<string[] | null>(null);
	const load = (): void => {
		readFactors().then(s => {
			state.value = s;
		}, () => {
			state.value = null;
		});
	};
	useEffect(load, []);
	const s = state.value;
	const ask = asking.value;
	if (!s)
		return null;

	const added = (r: Added, said: string): void => {
		toast(said);
		codes.value = r.recoveryCodes ?? null;
		load();
	};
	const remove = (run: () => Promise<unknown>): void => {
		proved(run).then(load, failed);
	};
	const startKey = async (): Promise<void> => {
		const asked = await proved(offerKey);
		const key = asked && await makeKey(asked.key);
		if (!asked || !key)
			return;
		/* Named at once so that it counts; a better name can follow. */
		const r = await addKey(asked.step, t('key-default', { n: s.keys.length + 1 }), key);
		added(r, t('key-added'));
	};
	return (
		<>
			<Group title={t('factors')} text={t(s.required ? 'factors-required' : 'factors-text')}>
				<div class="set-row">
					<div><span>{t('factor-app')}</span><small>{s.totp ? t('factor-since', { when: longTime(s.totp, locale()) }) : t('factor-app-text')}</small></div>
					{s.totp
						? <button type="button" class="btn sec" onClick={() => { asking.value = { text: t('factor-app-off-text'), action: t('factor-off'), run: removeApp }; }}>{t('factor-off')}</button>
						: <button type="button" class="btn sec" onClick={() => void proved(offerApp).then(o => { offer.value = o; }, failed)}>{t('factor-app-add')}</button>}
				</div>
				{s.keys.map(k => (
					<div key={k.id} class="set-row">
						<div>
							<span dir="auto">{k.name}</span>
							<small>{t(k.passkey ? 'key-passkey' : 'key-second')} · {k.used ? t('app-password-used', { when: longTime(k.used, locale()) }) : t('factor-since', { when: longTime(k.created, locale()) })}{k.site !== location.hostname && ` · ${k.site}`}</small>
						</div>
						<span class="set-acts">
							<IconButton icon="pencil" size="s" label={t('key-rename', { name: k.name })} onClick={() => { naming.value = { ...k, run: renameKey }; }} />
							<IconButton icon="trash" size="s" label={t('key-remove', { name: k.name })} onClick={() => { asking.value = { text: t('key-remove-text'), action: t('key-remove-short'), run: () => removeKey(k.id) }; }} />
						</span>
					</div>
				))}
				{canUseKeys() && s.canAddKeys && (
					<div class="set-row">
						<div><span>{t('keys')}</span><small>{t('keys-text')}</small></div>
						<button type="button" class="btn sec" onClick={() => void startKey().catch(failed)}>{t('key-add')}</button>
					</div>
				)}
				{s.yubico.map(k => (
					<div key={k.id} class="set-row">
						<div>
							<span dir="auto">{k.name}</span>
							<small>{t('yubico-kind')} · {k.used ? t('app-password-used', { when: longTime(k.used, locale()) }) : t('factor-since', { when: longTime(k.created, locale()) })} · <bdi dir="ltr">{k.publicId}</bdi></small>
						</div>
						<span class="set-acts">
							<IconButton icon="pencil" size="s" label={t('key-rename', { name: k.name })} onClick={() => { naming.value = { ...k, run: renameYubiKey }; }} />
							<IconButton icon="trash" size="s" label={t('key-remove', { name: k.name })} onClick={() => { asking.value = { text: t('key-remove-text'), action: t('key-remove-short'), run: () => removeYubiKey(k.id) }; }} />
						</span>
					</div>
				))}
				{s.canAddYubico && (
					<div class="set-row">
						<div><span>{t('yubico')}</span><small>{t('yubico-text')}</small></div>
						<button type="button" class="btn sec" onClick={() => { touching.value = true; }}>{t('yubico-add')}</button>
					</div>
				)}
				{(s.totp || s.keys.length > 0 || s.yubico.length > 0) && (
					<div class="set-row">
						<div><span>{t('recovery')}</span><small>{t('recovery-left', { n: s.recovery })}</small></div>
						<button type="button" class="btn sec" onClick={() => void proved(newRecoveryCodes).then(r => { if (r) added(r, t('recovery-made')); }, failed)}>{t('recovery-new')}</button>
					</div>
				)}
			</Group>
			{offer.value && (
				<AppDialog
					offer={offer.value}
					onClose={() => {
						offer.value = null;
					}}
					onAdded={r => {
						offer.value = null;
						added(r, t('factor-app-added'));
					}}
				/>
			)}
			{touching.value && (
				<YubiKeyDialog
					name={t('yubico-default', { n: s.yubico.length + 1 })}
					onClose={() => {
						touching.value = false;
					}}
					onAdded={r => {
						touching.value = false;
						added(r, t('key-added'));
					}}
				/>
			)}
			{naming.value && (
				<NameDialog
					key_={naming.value}
					onClose={again => {
						naming.value = null;
						if (again)
							load();
					}}
				/>
			)}
			{ask && <ConfirmDialog title={ask.action} text={ask.text} action={ask.action} destroys onYes={() => remove(ask.run)} onClose={() => { asking.value = null; }} />}
			{codes.value && (
				<Dialog title={t('recovery')} class="small" onClose={() => { codes.value = null; }}>
					<RecoveryCodes codes={codes.value} />
					<div class="foot"><button type="button" class="btn pri" data-focus onClick={() => { codes.value = null; }}>{t('recovery-kept')}</button></div>
				</Dialog>
			)}
		</>
	);
}

function AppDialog({ offer, onClose, onAdded }: { offer: AppOffer; onClose: () => void; onAdded: (r: Added) => void }) {
	const bad = useSignal('');
	return (
		<Dialog title={t('factor-app-add')} class="small" onClose={onClose}>
			<form
				class="form"
				onSubmit={e => {
					e.preventDefault();
					addApp(offer.step, String(new FormData(e.currentTarget).get('code'))).then(onAdded, (why: Error) => {
						bad.value = why instanceof RestFault && [400, 401, 403, 422].includes(why.status) ? t('code-wrong') : refusedText(why);
					});
				}}
			>
				<AppSecret {...offer} />
				<label class="field"><span>{t('code')}</span><input name="code" type="text" inputMode="numeric" autocomplete="one-time-code" required maxLength={10} dir="ltr" data-focus aria-describedby="code-hint" /></label>
				<small id="code-hint" class="hint">{t('code-hint')}</small>
				{bad.value && <p class="problem" role="alert">{bad.value}</p>}
				<div class="foot">
					<button type="button" class="btn sec" onClick={onClose}>{t('cancel')}</button>
					<button type="submit" class="btn pri">{t('factor-on')}</button>
				</div>
			</form>
		</Dialog>
	);
}

/* The key types its code and Enter, which sends the form. */
function YubiKeyDialog({ name, onClose, onAdded }: { name: string; onClose: () => void; onAdded: (r: Added) => void }) {
	const bad = useSignal('');
	return (
		<Dialog title={t('yubico-add')} class="small" onClose={onClose}>
			<form
				class="form"
				onSubmit={e => {
					e.preventDefault();
					const form = e.currentTarget;
					const data = new FormData(form);
					bad.value = '';
					proved(() => addYubiKey(String(data.get('name')).trim(), String(data.get('code')))).then(r => {
						if (r)
							onAdded(r);
					}, (e: Error) => {
						bad.value = e instanceof RestFault && e.code === 'code_wrong' ? t('code-wrong') : refusedText(e);
						/* What it typed is good once. */
						form.querySelector<HTMLInputElement>('[name=code]')!.value = '';
					});
				}}
			>
				<label class="field"><span>{t('key-name')}</span><input name="name" required maxLength={50} defaultValue={name} /></label>
				<label class="field"><span>{t('yubico-code')}</span><input name="code" type="text" autocomplete="off" autocapitalize="off" spellcheck={false} required maxLength={64} dir="ltr" data-focus aria-describedby="yubico-hint" /></label>
				<small id="yubico-hint" class="hint">{t('yubico-touch')}</small>
				{bad.value && <p class="problem" role="alert">{bad.value}</p>}
				<div class="foot">
					<button type="button" class="btn sec" onClick={onClose}>{t('cancel')}</button>
					<button type="submit" class="btn pri">{t('yubico-add')}</button>
				</div>
			</form>
		</Dialog>
	);
}

function NameDialog({ key_, onClose }: { key_: Naming; onClose: (again: boolean) => void }) {
	return (
		<Dialog title={t('key-rename', { name: key_.name })} class="small" onClose={() => onClose(false)}>
			<form
				class="form"
				onSubmit={e => {
					e.preventDefault();
					const name = String(new FormData(e.currentTarget).get('name')).trim();
					onClose(false);
					proved(() => key_.run(key_.id, name)).then(() => onClose(true), failed);
				}}
			>
				<label class="field"><span>{t('key-name')}</span><input name="name" required maxLength={50} defaultValue={key_.name} data-focus /></label>
				<div class="foot">
					<button type="button" class="btn sec" onClick={() => onClose(false)}>{t('cancel')}</button>
					<button type="submit" class="btn pri">{t('step-go')}</button>
				</div>
			</form>
		</Dialog>
	);
}
