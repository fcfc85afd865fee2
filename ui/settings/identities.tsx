/* Names to write under, each with its signature (RFC 8621, section 6). */
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { formatAddress, parseAddresses } from '../lib/address';
import { t } from '../lib/i18n';
import { toast } from '../lib/toast';
import type { Identity, SetResult } from '../jmap/types';
import { refusal } from '../jmap/fault';
import { identities, loadIdentities } from '../model/composing';
import { writer } from '../model/desk';
import { refusedText } from '../model/refused';
import { change, settings } from '../model/settings';
import { Later } from './later';
import { RichField } from './rich-field';
import { Choice, Group } from './parts';

async function store(i: Identity, patch: Partial<Identity>): Promise<void> {
	const before = identities.peek();
	identities.value = before.map(x => (x.id === i.id ? { ...x, ...patch } : x));
	try {
		const r = await writer().call<SetResult>('Identity/set', { update: { [i.id]: patch } }).result;
		const bad = r.notUpdated?.[i.id];
		if (bad)
			throw refusal(bad);
	} catch (e) {
		identities.value = before;
		toast(refusedText(e), { bad: true });
	}
}

export function Identities() {
	useEffect(() => void loadIdentities(), []);
	const list = identities.value;
	return (
		<>
			<Group text={t('set-identities-text')}>
				{list.length > 1 && <Choice label={t('set-default-identity')} value={settings.value.defaultIdentity || list[0]!.id} of={list.map(i => [i.id, formatAddress({ name: i.name, email: i.email })] as const)} set={defaultIdentity => change({ defaultIdentity })} />}
			</Group>
			{list.map(i => <One key={i.id} i={i} />)}
			<Later of="OutsideAccounts" />
		</>
	);
}

function One({ i }: { i: Identity }) {
	const bad = useSignal('');
	return (
		<section class="set-group">
			<h3 dir="ltr">{i.email}</h3>
			<div class="set-box form">
				<label class="field">
					<span>{t('set-name')}</span>
					<input dir="auto" value={i.name} maxLength={200} onChange={e => void store(i, { name: e.currentTarget.value.trim() })} />
				</label>
				<label class="field">
					<span>{t('reply-to')}</span>
					<input
						dir="ltr"
						value={(i.replyTo ?? []).map(formatAddress).join(', ')}
						aria-invalid={bad.value !== ''}
						onChange={e => {
							const { good, bad: odd } = parseAddresses(e.currentTarget.value);
							bad.value = odd.length > 0 ? t('send-failed-address', { text: odd[0]! }) : '';
							if (odd.length === 0)
								void store(i, { replyTo: good.length > 0 ? good : null });
						}}
					/>
				</label>
				{bad.value && <p class="problem" role="alert">{bad.value}</p>}
				<RichField label={t('set-signature')} html={i.htmlSignature || (i.textSignature ? i.textSignature.split('\n').map(l => `<div>${l.replace(/[&<>]/gu, c => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;' })[c]!)}</div>`).join('') : '')} onChange={(htmlSignature, textSignature) => void store(i, { htmlSignature, textSignature })} />
			</div>
		</section>
	);
}
