/* Where everything comes together: start, routes, shell, chunks on demand. */
import { catalogues } from 'catalogues';
import { h, render, type ComponentType } from 'preact';
import { effect, signal } from '@preact/signals';
import { parseAddresses, parseMailto } from './lib/address';
import { useTimeZone } from './lib/dates';
import { allTexts, pickLanguage, t, textsFrom, useLocale } from './lib/i18n';
import { addCommands, handleKey } from './lib/keys';
import { go, route, startRouter } from './lib/router';
import { startTheme } from './lib/theme';
import { addMailCommands } from './mail/commands';
import { startFolding } from './mail/folding';
import { MailPage } from './mail/page';
import { folderTitle } from './mail/folder-name';
import { mailbox, mailRoute, startMailState } from './mail/state';
import { startClock } from './mail/now';
import { pendingChanges } from './model/actions';
import { composers, openComposer, startSaving } from './model/composing';
import { startLabelCounts } from './model/label-counts';
import { startNotices } from './model/notices';
import { startOutbox } from './model/outbox';
import { atLeisure } from './model/leisure';
import { loadPeople } from './model/people';
import { loadLook, look, startLook } from './model/look';
import { loadQuota } from './model/quota';
import { submit, unsaved } from './model/sending';
import { loadSharing } from './model/sharing';
import { loadSettings, settings, startSettings } from './model/settings';
import { person, phase, signInNeeded } from './model/connection';
import { byRole } from './model/mailboxes';
import { start } from './model/start';
import { openLink } from './rest/session';
import { shellCommands } from './shell/commands';
import { Failed } from './shell/failed';
import { Leave } from './shell/leave';
import { Live } from './shell/live';
import { toast } from './lib/toast';
import { Shell } from './shell/shell';
import { PasswordPage, SignInDialog, SignInPage } from './shell/sign-in';
import { loadStyle } from './lib/style';
import { startWorker } from './shell/worker';

const Composers = signal<ComponentType<{ full: boolean }> | null>(null);

const SettingsPage = signal<ComponentType<{ section: string }> | null>(null);

/* Texts that only the settings have: with them, and in each language after that. */
let all = false;

textsFrom(() => {
	all = true;
	return loadLanguage();
});

function loadSettingsPage(): void {
	Promise.all([import('./settings/page'), loadStyle(ASSETS.settings), allTexts()]).then(([m]) => {
		SettingsPage.value = m.SettingsPage;
	}, () => toast(t('chunk-failed'), { bad: true }));
}

/* The catalogue of the chosen language, else of the first that the browser asks for. */
async function loadLanguage(): Promise<void> {
	const chosen = settings.peek().language;
	const language = /-X[AB]$/u.test(chosen) ? chosen : pickLanguage(chosen ? [chosen] : navigator.languages, LANGUAGES);
	const file = /-X[AB]$/u.test(language) ? 'en' : language;
	const parts = catalogues[file] ?? catalogues['en']!;
	const [first, later] = await Promise.all([parts.first(), all ? parts.later() : null]);
	useLocale(language, first.default, later?.default);
}

let composeChunk: Promise<void> | null = null;

function loadCompose(): Promise<void> {
	composeChunk ??= Promise.all([import('./compose/compose'), loadStyle(ASSETS.compose)])
		.then(([m]) => {
			Composers.value = m.Composers;
		})
		.catch(() => {
			/* A release may have replaced the chunk; asked for again next time. */
			composeChunk = null;
		});
	return composeChunk;
}

function App() {
	if (route.value.page === 'password')
		return <><PasswordPage /><Live /></>;
	switch (phase.value) {
	case 'starting':
		return <Live />;
	case 'signed-out':
		return <><SignInPage /><Live /></>;
	case 'failed':
		return <><Failed /><Live /></>;
	case 'ready':
	}
	const r = route.value;
	const C = Composers.value;
	if (r.page === 'leave')
		return <><Leave to={r.to} /><Live /></>;
	const full = r.page === 'compose';
	const S = SettingsPage.value;
	const page = full ? <main id="main" class="mail" />
		: r.page === 'settings' ? (S ? h(S, { section: r.section }) : <main id="main" class="mail" aria-busy="true" />)
		: <MailPage />;
	return (
		<>
			<Shell>{page}</Shell>
			{C && h(C, { full })}
			{signInNeeded.value && <SignInDialog />}
			<Live />
		</>
	);
}

/* /mail/compose?to=…: a full page composer, once per visit. */
function startComposePage(): void {
	let shown = '';
	let had = false;
	effect(() => {
		const r = route.value;
		const open = composers.value.length;
		if (r.page !== 'compose') {
			shown = '';
			had = false;
			return;
		}
		if (phase.value !== 'ready')
			return;
		const key = r.query || '-';
		if (shown !== key) {
			shown = key;
			had = true;
			const m = parseMailto(`?${r.query.replace(/\+/gu, ' ')}`);
			queueMicrotask(() => openComposer('new', {
				to: parseAddresses(m.to).good, cc: parseAddresses(m.cc).good, bcc: parseAddresses(m.bcc).good,
				subject: m.subject, text: m.body,
			}));
		} else if (had && open === 0) {
			queueMicrotask(() => go({ page: 'mail', box: 'inbox', thread: null, filter: 'all', q: '' }, 'replace'));
		}
	});
}

function startTitle(): void {
	effect(() => {
		const unread = byRole('inbox')?.unreadThreads ?? 0;
		const domain = person.value?.address.split('@')[1] ?? 'Hayloft';
		const place = phase.value !== 'ready' ? t('app-name') : route.value.page === 'compose' ? t('cmd-compose') : route.value.page === 'settings' ? t('settings') : folderTitle(mailRoute.value, mailbox.value) || t('app-name');
		document.title = `${unread > 0 && phase.value === 'ready' ? `(${unread}) ` : ''}${place} – ${look.value.title ?? domain}`;
	});
}

/* Another program asks for access, or somebody comes back from a provider elsewhere: a page of its own, for which no mail is fetched. */
async function askForAccess(): Promise<void> {
	startTheme();
	all = true;
	const page = location.pathname === '/oauth/callback' ? import('./shell/callback').then(m => m.CallbackPage) : import('./shell/authorize').then(m => m.AuthorizePage);
	await loadLanguage();
	const Page = await page;
	document.title = t('app-name');
	render(<><Page /><Live /></>, document.getElementById('app')!);
}

/* mailcow's way in for domain administrators: a token that is good once. Who must show more signs in as always. */
async function takeToken(): Promise<void> {
	const token = new URLSearchParams(location.search).get('sso_token');
	if (!token)
		return;
	history.replaceState(null, '', '/');
	await openLink(token);
	location.replace('/');
	await new Promise(() => {});
}

async function main(): Promise<void> {
	await takeToken();
	if (/^\/oauth\/(?:authorize|callback)$/u.test(location.pathname))
		return askForAccess();
	const asked = start();
	startTheme();
	startSettings();
	await loadLanguage();
	startRouter();
	addCommands(shellCommands());
	addMailCommands();
	startMailState();
	startFolding();
	startClock();
	startTitle();
	startComposePage();
	startLabelCounts();
	startOutbox(submit);
	startSaving();
	startNotices();
	startLook();
	atLeisure(startWorker);
	let shown = settings.peek().language;
	effect(() => {
		useTimeZone(settings.value.timeZone);
		if (settings.value.language !== shown) {
			shown = settings.value.language;
			void loadLanguage();
		}
	});
	addEventListener('keydown', handleKey);
	addEventListener('beforeunload', e => {
		if (unsaved() || pendingChanges())
			e.preventDefault();
	});
	effect(() => {
		if (composers.value.length > 0)
			void loadCompose();
	});
	effect(() => {
		if (phase.value === 'ready') {
			atLeisure(() => {
				void loadCompose();
				void loadSettings();
				void loadPeople();
				void loadQuota();
				loadSharing().catch(() => {});
				void loadLook();
				/* What fails now is tried again at the next start. */
				import('./model/web-push').then(m => m.renewPush()).catch(() => {});
			});
		}
	});
	effect(() => {
		if (route.value.page === 'settings' && !SettingsPage.peek())
			loadSettingsPage();
	});
	render(<App />, document.getElementById('app')!);
	await asked;
}

void main();
