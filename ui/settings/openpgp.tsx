/* OpenPGP keys: one's own and those of others (docs/openpgp.md). */
import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { locale, t } from '../lib/i18n';
import { MenuButton } from '../lib/menu-button';
import { ConfirmDialog } from '../lib/overlay';
import { saveBlob } from '../lib/save';
import { toast } from '../lib/toast';
import { identities, loadIdentities } from '../model/composing';
import { person } from '../model/connection';
import { changeKey, exported, importKeys, loadRing, makeOwn, removeKey } from '../model/pgp';
import { ring, type RingKey } from '../model/pgp-ring';
import { refusedText } from '../model/refused';
import { Group } from './parts';

const day = (at: string): string => new Intl.DateTimeFormat(locale(), { dateStyle: 'long' }).format(new Date(at));
const nameOf = (k: RingKey): string => k.about.name || k.emails[0] || k.fingerprint.slice(-16).toUpperCase();
const ended = (k: RingKey): boolean => Boolean(k.about.expires && Date.parse(k.about.expires) < Date.now());

const FAULTS: Record<string, string> = {
	passphrase: 'pgp-passphrase-wrong', none: 'pgp-import-none', unlocked: 'pgp-import-unlocked', useless: 'pgp-import-useless', revoked: 'pgp-import-revoked', notYours: 'pgp-not-yours',
};

/* Words for a fault of the keys themselves, else of the server. */
function words(e: unknown): string {
	const { why, code } = e as { why?: string; code?: string };
	const key = FAULTS[why ?? code ?? ''];
	return key ? t(key) : refusedText(e);
}

const failed = (e: unknown): unknown => toast(words(e), { bad: true });

async function save(k: RingKey, secret: boolean): Promise<void> {
	saveBlob(new Blob([await exported(k, secret)], { type: 'application/pgp-keys' }), `${(k.emails[0] ?? k.fingerprint).replace(/[^\w.@-]/gu, '_')}${secret ? '-secret' : ''}.asc`);
}

export function OpenPgp() {
	const going = useSignal<RingKey | null>(null);
	useEffect(() => {
		Promise.all([loadRing(true), loadIdentities()]).catch(failed);
	}, []);
	const all = ring.value;
	const leaving = going.value;
	const own = (all ?? []).filter(k => k.isOwn).reverse();
	const others = (all ?? []).filter(k => !k.isOwn).sort((a, b) => nameOf(a).localeCompare(nameOf(b)));
	const remove = (k: RingKey): void => {
		going.value = k;
	};
	return (
		<>
			<Group title={t('pgp-keys')} text={t('pgp-keys-text')}>
				{all && own.length === 0 && <div class="set-row"><span>{t('smime-keys-none')}</span></div>}
				{own.map(k => <Row key={k.id} k={k} remove={remove} />)}
			</Group>
			<Make />
			<Import />
			<Group title={t('pgp-others')} text={t('pgp-others-text')}>
				{all && others.length === 0 && <div class="set-row"><span>{t('pgp-others-none')}</span></div>}
				{others.map(k => <Row key={k.id} k={k} remove={remove} />)}
			</Group>
			{leaving && (
				<ConfirmDialog
					title={t('smime-remove', { name: nameOf(leaving) })}
					text={t(leaving.isOwn ? 'smime-remove-text' : 'pgp-remove-text')}
					action={t('smime-remove-do')}
					destroys
					onYes={() => void removeKey(leaving).catch(failed)}
					onClose={() => {
						going.value = null;
					}}
				/>
			)}
		</>
	);
}

function Row({ k, remove }: { k: RingKey; remove: (k: RingKey) => void }) {
	const about = (patch: RingKey['about']): void => void changeKey(k, { about: { ...k.about, ...patch } }).catch(failed);
	return (
		<div class="set-row smime-key">
			<div>
				<span dir="auto">{nameOf(k)}</span>
				<small dir="ltr">{k.emails.join(', ')}</small>
				{k.about.expires && <small class={ended(k) ? 'problem' : ''}>{t(ended(k) ? 'smime-expired' : 'smime-until', { date: day(k.about.expires) })}</small>}
				{k.isOwn
					? k.isPublished && <small>{t('pgp-published')}</small>
					: <small>{t(k.about.verified ? 'pgp-verified' : `pgp-from-${k.about.source ?? 'imported'}`)}</small>}
				<small dir="ltr" class="print">{k.fingerprint.toUpperCase().replace(/....(?=.)/gu, '$& ')}</small>
			</div>
			<MenuButton
				icon="more"
				label={t('pgp-key-menu', { name: nameOf(k) })}
				items={() => [
					{ text: t('pgp-export'), icon: 'download', run: () => void save(k, false).catch(failed) },
					...k.isOwn ? [
						{ text: t('pgp-export-secret'), icon: 'key', run: () => void save(k, true).catch(failed) },
						{ text: t('pgp-publish'), checked: k.isPublished, many: true, run: () => void changeKey(k, { isPublished: !k.isPublished }).catch(failed) },
						{ text: t('pgp-mutual'), checked: k.about.mutual === true, many: true, run: () => about({ mutual: !k.about.mutual }) },
					] : [
						{ text: t('pgp-verify'), checked: k.about.verified === true, many: true, run: () => about({ verified: !k.about.verified }) },
					],
					{ text: t('smime-remove-do'), icon: 'trash', run: () => remove(k) },
				]}
			/>
		</div>
	);
}

function Make() {
	const bad = useSignal('');
	const busy = useSignal(false);
	const make = async (form: HTMLFormElement): Promise<void> => {
		const data = new FormData(form);
		const [email, one, two] = ['email', 'one', 'two'].map(n => data.get(n) as string) as [string, string, string];
		bad.value = one !== two ? t('password-differ') : one.length < 8 ? t('pgp-passphrase-short') : '';
		if (bad.value)
			return;
		busy.value = true;
		try {
			await makeOwn(identities.peek().find(i => i.email === email)?.name ?? '', email, one);
			form.reset();
			toast(t('pgp-made'));
		} catch (e) {
			bad.value = words(e);
		}
		busy.value = false;
	};
	const addresses = identities.value.length > 0 ? identities.value.map(i => i.email) : [person.value?.address ?? ''];
	return (
		<section class="set-group">
			<h3>{t('pgp-make')}</h3>
			<p>{t('pgp-make-text')}</p>
			<form
				class="set-box form"
				onSubmit={e => {
					e.preventDefault();
					void make(e.currentTarget);
				}}
			>
				<label class="field"><span>{t('pgp-address')}</span><select name="email">{[...new Set(addresses)].map(a => <option key={a} value={a}>{a}</option>)}</select></label>
				<label class="field"><span>{t('pgp-passphrase')}</span><input name="one" type="password" autocomplete="new-password" required /></label>
				<label class="field"><span>{t('pgp-passphrase-again')}</span><input name="two" type="password" autocomplete="new-password" required /></label>
				{bad.value && <p class="problem" role="alert">{bad.value}</p>}
				<div class="foot"><button type="submit" class="btn pri" disabled={busy.value}>{t('pgp-make')}</button></div>
			</form>
		</section>
	);
}

function Import() {
	const bad = useSignal('');
	const busy = useSignal(false);
	const form = useRef<HTMLFormElement>(null);
	const take = async (data: FormData): Promise<void> => {
		const file = data.get('file') as File;
		const text = (data.get('text') as string).trim();
		busy.value = true;
		bad.value = '';
		try {
			const bytes = file.size > 0 && file.size < 2_000_000 ? new Uint8Array(await file.arrayBuffer()) : null;
			const armoured = bytes && new TextDecoder().decode(bytes).includes('-----BEGIN PGP');
			const n = await importKeys(bytes ? (armoured ? new TextDecoder().decode(bytes) : bytes) : text, data.get('passphrase') as string);
			form.current?.reset();
			toast(t('pgp-imported', { n }));
		} catch (e) {
			bad.value = words(e);
		}
		busy.value = false;
	};
	return (
		<section class="set-group">
			<h3>{t('pgp-import')}</h3>
			<p>{t('pgp-import-text')}</p>
			<form
				ref={form}
				class="set-box form"
				onSubmit={e => {
					e.preventDefault();
					void take(new FormData(e.currentTarget));
				}}
			>
				<label class="field"><span>{t('pgp-file')}</span><input name="file" type="file" accept=".asc,.gpg,.pgp,.key,application/pgp-keys" /></label>
				<label class="field"><span>{t('pgp-text')}</span><textarea name="text" rows={3} dir="ltr" spellcheck={false} /></label>
				<label class="field"><span>{t('pgp-import-passphrase')}</span><input name="passphrase" type="password" autocomplete="off" /></label>
				{bad.value && <p class="problem" role="alert">{bad.value}</p>}
				<div class="foot"><button type="submit" class="btn pri" disabled={busy.value}>{t('pgp-import')}</button></div>
			</form>
		</section>
	);
}
