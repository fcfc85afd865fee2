/* OpenPGP of a message: what was found, and the passphrase that opens it. A chunk of its own. */
import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { Icon } from '../lib/icon';
import { allTexts, t } from '../lib/i18n';
import type { FullEmail, PgpState } from '../jmap/types';
import { learn, lockedFor, openMail, unlock, unlocks } from '../model/pgp';
import { ring } from '../model/pgp-ring';
import type { PgpKind } from '../model/pgp-state';

export const ready = allTexts();

const FAULTS: Record<NonNullable<PgpState['fault']>, string> = {
	noKey: 'pgp-no-key', locked: 'pgp-locked', broken: 'smime-broken', tooLarge: 'smime-too-large', noIntegrity: 'pgp-no-integrity',
};

/* The words that stand beside the sender. */
export function PgpTrust({ pgp }: { pgp: PgpState }) {
	const s = pgp.signed;
	return (
		<>
			{pgp.isEncrypted && <span class={`trust${pgp.fault ? '' : ' ok'}`} title={t('pgp-encrypted-why')}><Icon name="lock" size="xs" />{t('smime-encrypted')}</span>}
			{s?.state === 'valid' && <span class="trust ok" title={t(s.verified ? 'pgp-signed-verified' : 'pgp-signed-why', { print: short(s.fingerprint) })}><Icon name="shieldok" size="xs" />{t(s.verified ? 'pgp-signed-known' : 'signed')}</span>}
			{s?.state === 'unknown' && <span class="trust" title={t('pgp-signed-unknown-why')}>{t('pgp-signed-unknown')}</span>}
		</>
	);
}

const short = (fingerprint: string | null): string => (fingerprint ?? '').toUpperCase().replace(/.{4}(?=.)/gu, '$& ');

export function PgpNote({ mail, kind }: { mail: FullEmail; kind: PgpKind | null }) {
	const bad = useSignal('');
	const pgp = mail.pgp;
	/* Again when it came anew, and when another key came or was unlocked that may tell more. */
	const open = !pgp || pgp.fault === 'locked' || pgp.fault === 'noKey' || pgp.signed?.state === 'unknown' || pgp.signed?.state === 'other';
	const keys = `${unlocks.value} ${ring.value?.length}`;
	const tried = useRef('');
	useEffect(() => {
		if (!kind || !open || (pgp && keys === tried.current))
			return;
		tried.current = keys;
		openMail(mail, kind).catch((e: Error) => {
			bad.value = e.message;
		});
	}, [mail.id, pgp, keys]);
	useEffect(() => {
		void learn(mail).catch(() => {});
	}, [mail.id]);
	if (bad.value)
		return <Line bad text={t('pgp-failed')} />;
	if (!kind)
		return null;
	if (!pgp)
		return kind === 'signed' ? null : <p class="note" role="status">{t('pgp-opening')}</p>;
	if (pgp.fault === 'locked')
		return <Passphrase wants={pgp.wants} />;
	if (pgp.fault)
		return <Line bad text={t(FAULTS[pgp.fault])} />;
	if (pgp.signed?.state === 'altered')
		return <Line bad text={t('pgp-signed-altered')} />;
	if (pgp.signed?.state === 'other')
		return <Line bad text={t('pgp-signed-other', { email: mail.from?.[0]?.email ?? '' })} />;
	return null;
}

function Line({ text, bad }: { text: string; bad?: boolean }) {
	return <div class={`rem${bad ? ' alarm' : ''}`} role="note"><Icon name="lock" size="s" /><span>{text}</span></div>;
}

function Passphrase({ wants }: { wants: readonly string[] }) {
	const bad = useSignal('');
	const busy = useSignal(false);
	const input = useRef<HTMLInputElement>(null);
	const keys = lockedFor(wants);
	const go = async (): Promise<void> => {
		busy.value = true;
		bad.value = '';
		/* Where the message does not say whose, the passphrase says it. */
		const opened = await Promise.all(keys.map(k => unlock(k, input.current?.value ?? '').then(() => true, () => false)));
		busy.value = false;
		if (!opened.includes(true)) {
			bad.value = t('pgp-passphrase-wrong');
			input.current?.select();
		}
	};
	return (
		<form
			class="rem pgp"
			onSubmit={e => {
				e.preventDefault();
				void go();
			}}
		>
			<Icon name="lock" size="s" />
			<label>
				<span>{t('pgp-locked')}</span>
				<input ref={input} type="password" autocomplete="off" required aria-label={t('pgp-passphrase')} placeholder={t('pgp-passphrase')} />
			</label>
			<button type="submit" class="btn sec" disabled={busy.value}>{t('pgp-unlock')}</button>
			{bad.value && <span class="problem" role="alert">{bad.value}</span>}
		</form>
	);
}
