/* Keys to sign and to open mail with (docs/jmap-smime.md). */
import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { IconButton } from '../lib/button';
import { locale, t } from '../lib/i18n';
import { ConfirmDialog } from '../lib/overlay';
import { toast } from '../lib/toast';
import { refusal } from '../jmap/fault';
import type { SetResult } from '../jmap/types';
import { identities, loadIdentities } from '../model/composing';
import { home } from '../model/connection';
import { refusedText } from '../model/refused';
import { change, settings } from '../model/settings';
import { loadKeys, ownKeys, type Certificate } from '../model/smime';
import { Choice, Group } from './parts';

const LARGEST = 350_000;

const day = (at: string): string => new Intl.DateTimeFormat(locale(), { dateStyle: 'long' }).format(new Date(at));

/* "CN=Alice,O=Example" begins with what a person is called. */
const nameOf = (name: string): string => /(?:^|,)CN=((?:\\.|[^,\\])*)/u.exec(name)?.[1]?.replace(/\\(.)/gu, '$1') ?? name;

async function base64(file: File): Promise<string> {
	const bytes = new Uint8Array(await file.arrayBuffer());
	let s = '';
	for (let i = 0; i < bytes.length; i += 8192)
		s += String.fromCharCode(...bytes.subarray(i, i + 8192));
	return btoa(s);
}

export function Smime() {
	const going = useSignal<Certificate | null>(null);
	const load = (): void => void Promise.all([loadKeys(), loadIdentities()]).catch((e: Error) => toast(refusedText(e), { bad: true }));
	useEffect(load, []);
	const remove = async (key: Certificate): Promise<void> => {
		try {
			const r = await home().call<SetResult>('SmimeKey/set', { destroy: [key.id] }).result;
			if (r.notDestroyed?.[key.id])
				throw refusal(r.notDestroyed[key.id]);
			await loadKeys();
		} catch (e) {
			toast(refusedText(e), { bad: true });
		}
	};
	const keys = ownKeys.value ?? [];
	const leaving = going.value;
	return (
		<>
			<Group title={t('smime-keys')} text={t('smime-keys-text')}>
				{ownKeys.value && keys.length === 0 && <div class="set-row"><span>{t('smime-keys-none')}</span></div>}
				{[...keys].reverse().map(k => (
					<div key={k.id} class="set-row smime-key">
						<div>
							<span dir="auto">{nameOf(k.subject)}</span>
							<small dir="ltr">{k.emails.join(', ')}</small>
							<small dir="auto">{t('smime-issuer', { issuer: nameOf(k.issuer) })}</small>
							<small class={k.isExpired ? 'problem' : ''}>{t(k.isExpired ? 'smime-expired' : 'smime-until', { date: day(k.notAfter) })}</small>
							<small dir="ltr" class="print">{k.fingerprint.toUpperCase().replace(/..(?=.)/gu, '$& ')}</small>
						</div>
						<IconButton icon="trash" size="s" label={t('smime-remove', { name: nameOf(k.subject) })} onClick={() => { going.value = k; }} />
					</div>
				))}
			</Group>
			<Add />
			{keys.some(k => !k.isExpired) && (
				<Group title={t('smime-usual')} text={t('smime-usual-text')}>
					{identities.value.map(i => (
						<Choice
							key={i.id}
							label={i.email}
							value={settings.value.smime[i.id] ?? ''}
							of={[['', t('smime-usual-plain')], ['sign', t('smime-usual-sign')], ['encrypt', t('smime-usual-encrypt')]]}
							set={how => change({ smime: { ...settings.peek().smime, [i.id]: how } })}
						/>
					))}
				</Group>
			)}
			{leaving && (
				<ConfirmDialog
					title={t('smime-remove', { name: nameOf(leaving.subject) })}
					text={t('smime-remove-text')}
					action={t('smime-remove-do')}
					destroys
					onYes={() => void remove(leaving)}
					onClose={() => {
						going.value = null;
					}}
				/>
			)}
		</>
	);
}

function Add() {
	const form = useRef<HTMLFormElement>(null);
	const bad = useSignal('');
	const busy = useSignal(false);
	const add = async (file: File, password: string): Promise<void> => {
		busy.value = true;
		bad.value = '';
		try {
			const key = { pkcs12: file.size > LARGEST ? '' : await base64(file), password };
			const r = await home().call<SetResult>('SmimeKey/set', { create: { key } }).result;
			if (!r.created?.['key'])
				throw refusal({ ...r.notCreated!['key']!, properties: [] });
			await loadKeys();
			form.current?.reset();
			toast(t('smime-added'));
		} catch (e) {
			bad.value = refusedText(e);
		}
		busy.value = false;
	};
	return (
		<section class="set-group">
			<h3>{t('smime-add')}</h3>
			<p>{t('smime-add-text')}</p>
			<form
				ref={form}
				class="set-box form"
				onSubmit={e => {
					e.preventDefault();
					const data = new FormData(e.currentTarget);
					void add(data.get('file') as File, data.get('password') as string);
				}}
			>
				<label class="field"><span>{t('smime-file')}</span><input name="file" type="file" required accept=".p12,.pfx,application/x-pkcs12" /></label>
				<label class="field"><span>{t('smime-password')}</span><input name="password" type="password" autocomplete="off" /></label>
				{bad.value && <p class="problem" role="alert">{bad.value}</p>}
				<div class="foot"><button type="submit" class="btn pri" disabled={busy.value}>{t('smime-add')}</button></div>
			</form>
		</section>
	);
}
