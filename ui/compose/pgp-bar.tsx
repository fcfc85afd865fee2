/* OpenPGP of a message being written: what will be done, and what stands against it. A chunk of its own. */
import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { Icon } from '../lib/icon';
import { allTexts, t } from '../lib/i18n';
import type { DraftContent } from '../model/draft';
import { isUnlocked, unlock, wantsEncryption, withoutKey } from '../model/pgp';
import { ownKey } from '../model/pgp-ring';

export const ready = allTexts();

export function PgpBar({ d, from, set }: { d: DraftContent; from: string; set: (change: Partial<DraftContent>) => void }) {
	const missing = useSignal<readonly string[]>([]);
	const wanted = useSignal(false);
	const own = ownKey(from);
	const people = [...d.to, ...d.cc].map(a => a.email).join('\n');
	useEffect(() => {
		let over = false;
		const list = people === '' ? [] : people.split('\n');
		const ask = async (): Promise<void> => {
			const none = d.pgpEncrypt ? await withoutKey(list) : [];
			const yes = !d.pgpEncrypt && d.bcc.length === 0 && await wantsEncryption(from, list);
			if (!over) {
				missing.value = none;
				wanted.value = yes;
			}
		};
		void ask().catch(() => {});
		return () => {
			over = true;
		};
	}, [people, d.pgpEncrypt, d.bcc.length, from]);
	if (!d.pgpSign && !d.pgpEncrypt) {
		if (!wanted.value || !own || d.encrypt)
			return null;
		return (
			<div class="fl secure">
				<span>{t('pgp-all-want')}</span>
				<button type="button" class="btn gh sm" onClick={() => set({ pgpEncrypt: true, pgpSign: true, sign: false, encrypt: false })}><Icon name="lock" size="xs" />{t('pgp-encrypt')}</button>
			</div>
		);
	}
	const bad = [
		...own ? [] : [t('why-smime-key')],
		...missing.value.length > 0 ? [t('why-pgp-key', { what: missing.value.join(', ') })] : [],
		...d.pgpEncrypt && d.bcc.length > 0 ? [t('why-smime-bcc')] : [],
	];
	return (
		<>
			<div class="fl secure">
				{d.pgpEncrypt && (
					<button type="button" class="chip h4" aria-label={`${t('smime-encrypted')} (OpenPGP): ${t('smime-encrypt-off')}`} title={t('smime-encrypt-off')} onClick={() => set({ pgpEncrypt: false })}>
						<Icon name="lock" size="xs" />{t('smime-encrypted')}<Icon name="x" size="xs" />
					</button>
				)}
				{d.pgpSign && (
					<button type="button" class="chip h6" aria-label={`${t('smime-signed')} (OpenPGP): ${t('smime-sign-off')}`} title={t('smime-sign-off')} onClick={() => set({ pgpSign: false })}>
						<Icon name="shieldok" size="xs" />{t('smime-signed')}<Icon name="x" size="xs" />
					</button>
				)}
				<span class="bad" role="status" dir="auto">{bad.join(' ')}</span>
			</div>
			{d.pgpSign && own && !isUnlocked(own) && <Unlock run={passphrase => unlock(own, passphrase)} />}
		</>
	);
}

/* No form: Enter in it would mean the message. */
function Unlock({ run }: { run: (passphrase: string) => Promise<void> }) {
	const bad = useSignal('');
	const input = useRef<HTMLInputElement>(null);
	const go = (): void => {
		bad.value = '';
		run(input.current?.value ?? '').catch(() => {
			bad.value = t('pgp-passphrase-wrong');
			input.current?.select();
		});
	};
	return (
		<div class="fl secure">
			<span>{t('pgp-sign-locked')}</span>
			<input
				ref={input}
				type="password"
				autocomplete="off"
				aria-label={t('pgp-passphrase')}
				placeholder={t('pgp-passphrase')}
				onKeyDown={e => {
					if (e.key === 'Enter' && !e.ctrlKey && !e.metaKey) {
						e.preventDefault();
						go();
					}
				}}
			/>
			<button type="button" class="btn sec sm" onClick={go}>{t('pgp-unlock')}</button>
			{bad.value && <span class="bad" role="alert">{bad.value}</span>}
		</div>
	);
}
