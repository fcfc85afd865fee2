/* What will be done to a message before it goes, and what stands against it. */
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { Icon } from '../lib/icon';
import { t } from '../lib/i18n';
import type { DraftContent } from '../model/draft';
import { hasKey, withoutCertificate } from '../model/smime';

export function Secure({ d, from, set }: { d: DraftContent; from: string; set: (change: Partial<DraftContent>) => void }) {
	const missing = useSignal<readonly string[]>([]);
	const people = d.encrypt ? [...d.to, ...d.cc].map(a => a.email).join('\n') : '';
	useEffect(() => {
		let over = false;
		withoutCertificate(people === '' ? [] : people.split('\n')).then(list => {
			if (!over)
				missing.value = list;
		}, () => {});
		return () => {
			over = true;
		};
	}, [people]);
	const bad = [
		...(d.sign && !hasKey(from, 'maySign')) || (d.encrypt && !hasKey(from, 'mayEncrypt')) ? [t('why-smime-key')] : [],
		...missing.value.length > 0 ? [t('why-smime-certificate', { what: missing.value.join(', ') })] : [],
		...d.encrypt && d.bcc.length > 0 ? [t('why-smime-bcc')] : [],
	];
	return (
		<div class="fl secure">
			{d.encrypt && (
				<button type="button" class="chip h4" aria-label={`${t('smime-encrypted')}: ${t('smime-encrypt-off')}`} title={t('smime-encrypt-off')} onClick={() => set({ encrypt: false })}>
					<Icon name="lock" size="xs" />{t('smime-encrypted')}<Icon name="x" size="xs" />
				</button>
			)}
			{d.sign && (
				<button type="button" class="chip h6" aria-label={`${t('smime-signed')}: ${t('smime-sign-off')}`} title={t('smime-sign-off')} onClick={() => set({ sign: false })}>
					<Icon name="shieldok" size="xs" />{t('smime-signed')}<Icon name="x" size="xs" />
				</button>
			)}
			<span class="bad" role="status" dir="auto">{bad.join(' ')}</span>
		</div>
	);
}
