/* Password, second factors, app passwords, browsers signed in. What the server does not offer is not shown. */
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { IconButton } from '../lib/button';
import { longTime } from '../lib/dates';
import { locale, t } from '../lib/i18n';
import { Dialog } from '../lib/overlay';
import { toast } from '../lib/toast';
import { readFactors, setRecoveryAddress, type Factors as State } from '../rest/factors';
import { categories, changeObject, listObjects, makeObject, removeObject, RestFault, type Fields } from '../rest/objects';
import { person } from '../model/connection';
import { refusedText, why } from '../model/refused';
import { Factors } from './factors';
import { Group, Row, useAsked } from './parts';
import { ProveDialog, proved } from './prove';
import { Programs } from './programs';
import { LastLogins, Sessions } from './sessions';

export function Security() {
	const { it: have, instead } = useAsked(categories);
	return (
		<>
			{!have.value && instead}
			{have.value?.has('self') && <Password />}
			<Factors />
			{have.value?.has('app-passwd') && <AppPasswords />}
			<Programs />
			<Sessions />
			<LastLogins />
			<ProveDialog />
		</>
	);
}

/* What the domain asks for, in words. */
function ruleText(r: State['password']): string {
	const also = [r.chars && t('rule-letter'), r.lowerupper && t('rule-cases'), r.numbers && t('rule-digit'), r.special_chars && t('rule-special')].filter(x => x !== false);
	return also.length > 0 ? t('rule-also', { n: r.length, also: also.join(', ') }) : t('rule-length', { n: r.length });
}

function Password() {
	const bad = useSignal('');
	const busy = useSignal(false);
	const rule = useSignal<State['password'] | null>(null);
	const recovery = useSignal<string | null>(null);
	useEffect(() => {
		readFactors().then(f => {
			rule.value = f.password;
			recovery.value = f.recoveryAddress ?? null;
		}, () => {});
	}, []);
	return (
		<>
			<Group title={t('sign-in-password')} text={t('password-text')}>
				<form
					class="form set-form"
					onSubmit={e => {
						e.preventDefault();
						const form = e.currentTarget;
						const data = new FormData(form);
						const [one, two] = [String(data.get('one')), String(data.get('two'))];
						if (one !== two) {
							bad.value = t('password-differ');
							return;
						}
						busy.value = true;
						bad.value = '';
						changeObject('self', person.peek()?.address ?? '', { user_old_pass: String(data.get('old')), user_new_pass: one, user_new_pass2: two, end_sessions: data.has('end') }).then(() => {
							form.reset();
							toast(t('password-changed'));
						}, (e: Error) => {
							bad.value = t('password-refused', { why: e instanceof RestFault && e.code === 'access_denied' ? t('why-password-old') : why(e) });
						}).finally(() => {
							busy.value = false;
						});
					}}
				>
					<label class="field"><span>{t('password-old')}</span><input name="old" type="password" autocomplete="current-password" required /></label>
					<label class="field"><span>{t('password-new')}</span><input name="one" type="password" autocomplete="new-password" required minLength={rule.value?.length ?? 8} aria-describedby="password-rule" /></label>
					<small id="password-rule" class="hint">{rule.value ? ruleText(rule.value) : ''}</small>
					<label class="field"><span>{t('password-again')}</span><input name="two" type="password" autocomplete="new-password" required /></label>
					<label class="inline"><input type="checkbox" name="end" defaultChecked />{t('password-end-others')}</label>
					{bad.value && <p class="problem" role="alert">{bad.value}</p>}
					<div><button type="submit" class="btn pri" disabled={busy.value}>{t('password-change')}</button></div>
				</form>
			</Group>
			{recovery.value !== null && <RecoveryAddress value={recovery.value} />}
		</>
	);
}

/* Saved when one leaves the field, like all other settings; but it is part of the sign-in. */
function RecoveryAddress({ value }: { value: string }) {
	const bad = useSignal('');
	const save = (typed: string): void => {
		bad.value = '';
		proved(() => setRecoveryAddress(typed.trim()).then(() => true)).then(done => {
			if (done)
				toast(t('saved'));
		}, (why: Error) => {
			bad.value = refusedText(why);
		});
	};
	return (
		<Group title={t('recovery-address')} text={t('recovery-address-text')}>
			<Row label={t('sign-in-login')}>
				{id => <input id={id} class="wide" type="email" autocomplete="off" dir="ltr" maxLength={320} defaultValue={value} aria-invalid={bad.value !== ''} onChange={e => save(e.currentTarget.value)} />}
			</Row>
			{bad.value && <p class="problem" role="alert">{bad.value}</p>}
		</Group>
	);
}

const PROTOCOLS = ['imap', 'smtp', 'dav', 'pop3', 'sieve', 'jmap'] as const;

function AppPasswords() {
	const list = useSignal<Fields[] | null>(null);
	const making = useSignal(false);
	const made = useSignal('');
	const load = (): void => {
		listObjects('app-passwd').then(l => {
			list.value = l;
		}, () => {
			list.value = [];
		});
	};
	useEffect(load, []);
	return (
		<Group title={t('app-passwords')} text={t('app-passwords-text')}>
			{list.value?.map(p => {
				const name = String(p['name'] ?? p['app_name'] ?? '');
				const used = String(p['last_used'] ?? p['used'] ?? '');
				return (
					<div key={String(p['id'])} class="set-row">
						<div><span dir="auto">{name}</span>{used && used !== 'null' && <small>{t('app-password-used', { when: longTime(used, locale()) || used })}</small>}</div>
						<IconButton icon="trash" size="s" label={t('app-password-remove', { name })} onClick={() => void removeObject('app-passwd', String(p['id'])).then(() => { toast(t('app-password-removed')); load(); }, (e: Error) => toast(refusedText(e), { bad: true }))} />
					</div>
				);
			})}
			{list.value?.length === 0 && <div class="set-row"><small>{t('app-passwords-none')}</small></div>}
			<div class="set-row"><button type="button" class="btn sec" onClick={() => { making.value = true; }}>{t('app-password-new')}</button></div>
			{making.value && (
				<MakeDialog
					onClose={() => {
						making.value = false;
					}}
					onMade={password => {
						making.value = false;
						made.value = password;
						load();
					}}
				/>
			)}
			{made.value && (
				<Dialog title={t('app-password-made')} class="small" onClose={() => { made.value = ''; }}>
					<p class="dialog-text">{t('app-password-once')}</p>
					<p class="secret" dir="ltr"><code>{made.value}</code></p>
					<div class="foot"><button type="button" class="btn pri" data-focus onClick={() => void navigator.clipboard?.writeText(made.peek()).then(() => toast(t('copied')))}>{t('copy')}</button></div>
				</Dialog>
			)}
		</Group>
	);
}

function MakeDialog({ onClose, onMade }: { onClose: () => void; onMade: (password: string) => void }) {
	const bad = useSignal('');
	return (
		<Dialog title={t('app-password-new')} class="small" onClose={onClose}>
			<form
				class="form"
				onSubmit={e => {
					e.preventDefault();
					const data = new FormData(e.currentTarget);
					proved(() => makeObject('app-passwd', { app_name: String(data.get('name')).trim(), protocols: PROTOCOLS.filter(p => data.has(p)).map(p => `${p}_access`) })).then(r => {
						if (r)
							onMade(String(r['app_passwd'] ?? r['password'] ?? ''));
					}, (why: Error) => {
						bad.value = refusedText(why);
					});
				}}
			>
				<label class="field"><span>{t('app-password-for')}</span><input name="name" data-focus required maxLength={100} placeholder={t('app-password-example')} /></label>
				<fieldset class="checks">
					<legend>{t('app-password-may')}</legend>
					{PROTOCOLS.map(p => <label key={p} class="inline"><input type="checkbox" name={p} defaultChecked={p === 'imap' || p === 'smtp' || p === 'dav'} />{t(`protocol-${p}`)}</label>)}
				</fieldset>
				{bad.value && <p class="problem" role="alert">{bad.value}</p>}
				<div class="foot">
					<button type="button" class="btn sec" onClick={onClose}>{t('cancel')}</button>
					<button type="submit" class="btn pri">{t('app-password-make')}</button>
				</div>
			</form>
		</Dialog>
	);
}
