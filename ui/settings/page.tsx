/* Settings: a list of pages beside the page. Everything is kept at once; there is no Save. */
import { signal } from '@preact/signals';
import type { ComponentType } from 'preact';
import { useEffect } from 'preact/hooks';
import { Icon } from '../lib/icon';
import { t } from '../lib/i18n';
import { phone } from '../lib/media';
import { toast } from '../lib/toast';
import { settingsSections } from '../model/sections';
import { Appearance } from './appearance';
import { Clients } from './clients';
import { Filters } from './filters';
import { Identities } from './identities';
import { Labels } from './labels';
import { MailSettings } from './mail';
import { Notifications } from './notifications';
import { Privacy } from './privacy';
import { Security } from './security';
import { Shortcuts } from './shortcuts';
import { Templates } from './templates';
import { Transfer } from './transfer';
import { Vacation } from './vacation';

const PAGES: Record<string, ComponentType> = {
	appearance: Appearance, mail: MailSettings, identities: Identities, templates: Templates, labels: Labels, filters: Filters, vacation: Vacation,
	notifications: Notifications, privacy: Privacy, security: Security, clients: Clients, shortcuts: Shortcuts, import: Transfer,
};

/* Pages that few people open come as a chunk of their own. */
const SELDOM = ['junk', 'addresses', 'server', 'oauth', 'smime', 'openpgp'];
const seldom = signal<Record<string, ComponentType>>({});

function loadSeldom(shown: string): void {
	(shown === 'openpgp' ? import('./openpgp').then(m => ({ openpgp: m.OpenPgp })) : import('./seldom').then(m => m.PAGES)).then(pages => {
		seldom.value = { ...seldom.peek(), ...pages };
	}, () => toast(t('chunk-failed'), { bad: true }));
}

const ICONS: Record<string, string> = {
	appearance: 'sun', mail: 'mail', identities: 'user', templates: 'template', labels: 'tag', filters: 'filter', vacation: 'globe', junk: 'junk', addresses: 'clock',
	notifications: 'bell', privacy: 'eye', security: 'key', clients: 'system', shortcuts: 'code', import: 'download', server: 'shieldok', oauth: 'layers', smime: 'lock', openpgp: 'lock',
};

export function SettingsPage({ section }: { section: string }) {
	const sections = settingsSections();
	const name = section.split('?')[0]!;
	const one = phone.value;
	const shown = sections.includes(name) ? name : one ? '' : sections[0]!;
	const Page = PAGES[shown] ?? seldom.value[shown];
	useEffect(() => {
		if (SELDOM.includes(shown) && !Page)
			loadSeldom(shown);
	}, [shown]);
	return (
		<main class="set" id="main" data-open={shown !== ''}>
			{!(one && shown) && (
				<nav class="set-nav" aria-label={t('settings')}>
					<h1>{t('settings')}</h1>
					<ul>
						{sections.map(s => (
							<li key={s}><a href={`/settings/${s}`} {...(s === shown ? { 'aria-current': 'page' as const } : {})}><Icon name={ICONS[s] ?? 'sliders'} />{t(`settings-${s}`)}</a></li>
						))}
					</ul>
				</nav>
			)}
			{shown && (
				<section class="set-page" aria-labelledby="set-title" aria-busy={!Page} tabIndex={-1}>
					<header>
						{one && <h1 class="sr">{t('settings')}</h1>}
						{one && <a class="ib" href="/settings" aria-label={t('settings')}><Icon name="back" /></a>}
						<h2 id="set-title">{t(`settings-${shown}`)}</h2>
					</header>
					{Page && <Page key={shown} />}
				</section>
			)}
		</main>
	);
}
