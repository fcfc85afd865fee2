/* Browsers that are signed in, and when each service was used last. */
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { withCountry } from '../lib/country';
import { longTime } from '../lib/dates';
import { locale, t } from '../lib/i18n';
import { toast } from '../lib/toast';
import { browserName } from '../lib/user-agent';
import { endSession, lastLogins, listSessions, type BrowserSession, type LastLogin } from '../rest/objects';
import { signOut } from '../rest/session';
import { refusedText } from '../model/refused';
import { Group } from './parts';

export function Sessions() {
	const list = useSignal<BrowserSession[] | null>(null);
	const load = (): void => {
		void listSessions().then(l => {
			list.value = l;
		});
	};
	useEffect(load, []);
	const end = (id: string): void => {
		endSession(id).then(() => {
			toast(t('session-ended'));
			load();
		}, (e: Error) => toast(refusedText(e), { bad: true }));
	};
	const name = (s: BrowserSession): string => {
		const b = browserName(s.agent);
		return b ? (b.system ? t('session-on', { browser: b.browser, system: b.system }) : b.browser) : s.agent.slice(0, 60) || t('session-unknown');
	};
	return (
		<Group title={t('sessions')} text={t('sessions-text')}>
			{list.value?.map(s => (
				<div key={s.id} class="set-row">
					<div>
						<span>{name(s)}{s.current && ` (${t('sessions-this')})`}</span>
						<small>{t('session-seen', { when: longTime(s.seen, locale()), address: withCountry(s.address, s.country) })}</small>
						<small>{t('session-since', { when: longTime(s.created, locale()), way: t(`way-${s.way}`) })}</small>
					</div>
					{!s.current && <button type="button" class="btn sec" aria-label={t('session-end-name', { name: name(s) })} onClick={() => end(s.id)}>{t('session-end')}</button>}
				</div>
			))}
			<div class="set-row">
				{(list.value?.length ?? 0) > 1 && <button type="button" class="btn sec" onClick={() => end('others')}>{t('sessions-end-others')}</button>}
				<button type="button" class="btn sec" onClick={() => void signOut(true).then(done => (done ? location.assign('/') : toast(t('sign-out-failed'), { bad: true })))}>{t('sign-out-everywhere')}</button>
			</div>
		</Group>
	);
}

export function LastLogins() {
	const list = useSignal<LastLogin[]>([]);
	useEffect(() => {
		void lastLogins().then(l => {
			list.value = l;
		});
	}, []);
	return list.value.length === 0 ? null : (
		<Group title={t('last-logins')} text={t('last-logins-text')}>
			{list.value.map(l => (
				<div key={l.service} class="set-row">
					<div><span>{l.service === 'web' ? t('protocol-web') : l.service === 'api' ? t('protocol-api') : l.service === 'mail' ? t('app-mail') : t(`protocol-${l.service}`)}</span><small>{t('session-seen', { when: longTime(l.at, locale()), address: withCountry(l.address, l.country) })}</small></div>
				</div>
			))}
		</Group>
	);
}
