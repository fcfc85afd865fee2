/* For administrators: how the server is, at a glance; looked at anew while the page is in front. */
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { bytes } from '../lib/bytes';
import { longTime } from '../lib/dates';
import { Icon } from '../lib/icon';
import { locale, t } from '../lib/i18n';
import { bans as askBans, dnsCheck, domains, HOUR, lastDay, serverStatus, type Ban, type DnsRecord, type Series, type ServerStatus } from '../rest/server';
import { refusedText } from '../model/refused';
import { Group } from './parts';

const EVERY = 60_000;
/* Each check asks for some thirty records. */
const DOMAINS_MOST = 20;
const HOURS = 24;

const number = (n: number): string => new Intl.NumberFormat(locale()).format(Math.round(n));
const well = (state: string): boolean => state === 'ready' || state === 'asleep';
const newest = (s: Series | null, name: string): number => s?.[name]?.at(-1)?.[1] ?? 0;

export function Server() {
	const status = useSignal<ServerStatus | null>(null);
	const day = useSignal<Series | null>(null);
	const bans = useSignal<Ban[]>([]);
	const bad = useSignal('');
	useEffect(() => {
		const look = (): void => {
			if (document.visibilityState !== 'visible' && status.peek())
				return;
			Promise.all([serverStatus(), lastDay(['mail.taken', 'mail.refused', 'quarantined', 'signins_refused']), askBans()]).then(([s, d, b]) => {
				[status.value, day.value, bans.value, bad.value] = [s, d, b, ''];
			}, (e: Error) => {
				bad.value = refusedText(e);
			});
		};
		look();
		const timer = setInterval(look, EVERY);
		return () => clearInterval(timer);
	}, []);
	const s = status.value;
	return (
		<>
			{bad.value && <p class="problem" role="alert">{bad.value}</p>}
			{!s && !bad.value && <p class="late" role="status">{t('loading')}</p>}
			{s && <Warnings of={s} />}
			{s && (
				<dl class="facts">
					<Fact name={t('server-queue')} value={number((s.queue['active'] ?? 0) + (s.queue['incoming'] ?? 0))} more={t('server-deferred', { n: s.queue['deferred'] ?? 0 })} />
					<Fact name={t('server-quarantine')} value={number(newest(day.value, 'quarantined'))} />
					<Fact name={t('server-refused-signins')} value={number(newest(day.value, 'signins_refused'))} more={t('server-banned', { n: bans.value.length })} />
					<Disk of={s} />
				</dl>
			)}
			{day.value && <Day of={day.value} />}
			{s && <Services of={s} />}
			{bans.value.length > 0 && (
				<Group title={t('server-bans')}>
					{bans.value.slice(0, 5).map(b => (
						<div key={b.network} class="set-row"><div><span dir="ltr">{b.network}</span><small dir="auto">{b.reason}</small></div><small>{t('server-until', { when: longTime(b.until, locale()) })}</small></div>
					))}
				</Group>
			)}
			<Dns />
		</>
	);
}

function Warnings({ of }: { of: ServerStatus }) {
	if (of.warnings.length === 0)
		return <p class="server-well" role="status"><Icon name="ok" size="s" />{t('server-well')}</p>;
	return (
		<section class="told warning" role="alert">
			<Icon name="warn" size="s" />
			<ul dir="ltr" lang="en">{of.warnings.map(w => <li key={w}>{w}</li>)}</ul>
		</section>
	);
}

function Fact({ name, value, more }: { name: string; value: string; more?: string }) {
	return <div><dt>{name}</dt><dd><b>{value}</b>{more && <small>{more}</small>}</dd></div>;
}

function Disk({ of }: { of: ServerStatus }) {
	const { mail_total: total = 0, mail_free: free = 0 } = of.machine;
	return <Fact name={t('server-disk')} value={bytes(free, locale())} more={t('quota', { used: bytes(total - free, locale()), limit: bytes(total, locale()) })} />;
}

/* Hours as bars: what was taken, and above it what was refused; who reads with ears hears the sums. */
function Day({ of }: { of: Series }) {
	const last = Math.floor(Date.now() / 1000 / HOUR) * HOUR;
	const hours = Array.from({ length: HOURS }, (_, i) => last - (HOURS - 1 - i) * HOUR);
	/* Points are means of minutes. */
	const sum = (name: string): Map<number, number> => new Map((of[name] ?? []).map(([at, mean]) => [at, mean * 60]));
	const taken = sum('mail.taken'), refused = sum('mail.refused');
	const most = Math.max(1, ...hours.map(h => (taken.get(h) ?? 0) + (refused.get(h) ?? 0)));
	const all = (m: Map<number, number>): number => hours.reduce((n, h) => n + (m.get(h) ?? 0), 0);
	const text = t('server-day-text', { taken: Math.round(all(taken)), refused: Math.round(all(refused)) });
	const hour = (h: number): string => new Intl.DateTimeFormat(locale(), { hour: 'numeric', minute: '2-digit' }).format(new Date(h * 1000));
	return (
		<Group title={t('server-day')} text={text}>
			<svg class="server-day" viewBox="0 0 240 60" preserveAspectRatio="none" role="img" aria-label={text}>
				{hours.map((h, i) => {
					const a = (taken.get(h) ?? 0) / most * 56, b = (refused.get(h) ?? 0) / most * 56;
					return (
						<g key={h}>
							<title>{`${hour(h)}: ${number(taken.get(h) ?? 0)} / ${number(refused.get(h) ?? 0)}`}</title>
							<rect class="ground" x={i * 10} y={0} width={10} height={60} />
							<rect class="base" x={i * 10 + 1.5} y={59} width={7} height={1} />
							<rect class="taken" x={i * 10 + 1.5} y={60 - a} width={7} height={a} />
							<rect class="refused" x={i * 10 + 1.5} y={60 - a - b} width={7} height={b} />
						</g>
					);
				})}
			</svg>
			<p class="server-legend"><span><i class="taken" />{t('server-taken')}</span><span><i class="refused" />{t('server-refused')}</span><span dir="ltr">{hour(hours[0]!)} – {hour(last + HOUR)}</span></p>
		</Group>
	);
}

function Services({ of }: { of: ServerStatus }) {
	const memory = t('server-memory', { size: bytes(of.pss, locale()) });
	return (
		<Group title={t('server-services')} text={memory}>
			{of.services.filter(s => s.state !== 'off').map(s => (
				<div key={s.name} class="set-row">
					<div>
						<span class="server-state" data-well={well(s.state)}><Icon name={well(s.state) ? 'ok' : 'bad'} size="s" />{s.name}</span>
						{s.restarts > 0 && <small>{t('server-restarts', { n: s.restarts })}</small>}
					</div>
					<small class="size">{well(s.state) ? bytes(s.pss, locale()) : t('server-down')}</small>
				</div>
			))}
			{of.services.some(s => s.name === 'rspamd' && s.state !== 'off') && (
				<div class="set-row"><a href="/rspamd/" target="_blank" rel="noopener noreferrer">{t('server-rspamd')}</a></div>
			)}
		</Group>
	);
}

type Checked = DnsRecord[] | Error | undefined;

/* By hand: the check asks other people's servers. */
function Dns() {
	const found = useSignal<Map<string, Checked> | null>(null);
	const busy = useSignal(false);
	const check = async (): Promise<void> => {
		busy.value = true;
		const names = await domains().catch(() => []);
		found.value = new Map(names.slice(0, DOMAINS_MOST).map(n => [n, undefined]));
		for (const name of found.value.keys()) {
			const result = await dnsCheck(name).catch((e: Error) => e);
			found.value = new Map(found.value).set(name, result);
		}
		busy.value = false;
	};
	return (
		<Group title={t('server-dns')} text={t('server-dns-text')}>
			{[...found.value ?? []].map(([name, result]) => <Domain key={name} name={name} result={result} />)}
			<div class="set-row"><button type="button" class="btn sec" disabled={busy.value} onClick={() => void check()}>{t('server-dns-check')}</button></div>
		</Group>
	);
}

function Domain({ name, result }: { name: string; result: Checked }) {
	const wrong = Array.isArray(result) ? result.filter(r => r.state === 'wrong' || r.state === 'weak' || (r.state === 'missing' && !r.optional)) : [];
	const unknown = Array.isArray(result) && result.every(r => r.state === 'unknown');
	let said = t('loading');
	if (result instanceof Error)
		said = refusedText(result);
	else if (result)
		said = unknown ? t('server-dns-unknown') : t('server-dns-wrong', { n: wrong.length });
	return (
		<div class="set-row">
			<div>
				<span dir="ltr">{name}</span>
				{wrong.map(r => <small key={`${r.name} ${r.type}`} dir="ltr"><code>{r.name} {r.type}</code>: {r.why || r.state}</small>)}
			</div>
			<small role="status">{said}</small>
		</div>
	);
}
