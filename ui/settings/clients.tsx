/* What another program needs to know: hosts, ports, names; read from what programs read themselves. */
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { IconButton } from '../lib/button';
import { t } from '../lib/i18n';
import { toast } from '../lib/toast';
import { clientSettings, qrCode } from '../rest/objects';
import { Qr } from '../signin/qr';
import { person } from '../model/connection';
import { Group } from './parts';

interface Server {
	kind: string;
	host: string;
	port: string;
	security: string;
}

function servers(doc: Document): Server[] {
	return [...doc.querySelectorAll('incomingServer, outgoingServer')].map(s => ({
		kind: (s.getAttribute('type') ?? '').toUpperCase(),
		host: s.querySelector('hostname')?.textContent ?? '',
		port: s.querySelector('port')?.textContent ?? '',
		security: s.querySelector('socketType')?.textContent === 'SSL' ? 'TLS' : 'STARTTLS',
	}));
}

/* Phones are set up by their camera: Apple's profile, and DAVx5 on Android. */
function Phones({ address }: { address: string }) {
	const codes = useSignal<{ label: string; size: number; path: string }[]>([]);
	useEffect(() => {
		const texts: [string, string][] = [
			[t('clients-apple'), `${location.origin}/mobileconfig`],
			[t('clients-android'), `davx5://${encodeURIComponent(address)}@${location.host}/dav/`],
		];
		Promise.all(texts.map(([label, text]) => qrCode(text).then(c => ({ label, ...c })))).then(all => {
			codes.value = all;
		}, () => {});
	}, []);
	return codes.value.length === 0 ? null : (
		<Group title={t('clients-phones')} text={t('clients-phones-text')}>
			{codes.value.map(c => <div key={c.label} class="set-row"><div><span>{c.label}</span></div><Qr {...c} /></div>)}
		</Group>
	);
}

export function Clients() {
	const list = useSignal<Server[] | null>(null);
	const address = person.value?.address ?? '';
	useEffect(() => {
		void clientSettings(address).then(doc => {
			list.value = doc ? servers(doc) : [];
		});
	}, []);
	const dav = `${location.origin}/dav/`;
	const copy = (s: string): void => void navigator.clipboard?.writeText(s).then(() => toast(t('copied')));
	const fact = (label: string, value: string) => (
		<div class="set-row" key={label + value}>
			<div><span>{label}</span></div>
			<code dir="ltr">{value}</code>
			<IconButton icon="copy" size="s" label={t('copy-what', { what: label })} onClick={() => copy(value)} />
		</div>
	);
	return (
		<>
			<Group title={t('clients-account')} text={t('clients-text')}>
				{fact(t('clients-user'), address)}
				<div class="set-row"><small>{t('clients-password')}</small><a class="btn sec" href="/settings/security">{t('settings-security')}</a></div>
			</Group>
			<Group title={t('clients-mail')}>
				{list.value === null && <p class="late" role="status">{t('loading')}</p>}
				{list.value?.map(s => fact(`${s.kind}, ${s.security}`, `${s.host}:${s.port}`))}
				{list.value?.length === 0 && <div class="set-row"><small>{t('clients-none')}</small></div>}
			</Group>
			<Group title={t('clients-dav')} text={t('clients-dav-text')}>{fact('CalDAV, CardDAV', dav)}</Group>
			<Phones address={address} />
		</>
	);
}
