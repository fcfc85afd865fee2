/* The frame of the app: rail, sidebar or drawer, top bar, and the content on one surface. */
import { signal, useSignal } from '@preact/signals';
import type { ComponentChildren, ComponentType } from 'preact';
import { useEffect } from 'preact/hooks';
import { CommandButton, IconButton } from '../lib/button';
import { Icon } from '../lib/icon';
import { t } from '../lib/i18n';
import { singleKeys } from '../lib/keys';
import { readLocal } from '../lib/local';
import { narrow, phone } from '../lib/media';
import { route } from '../lib/router';
import { Dialog, Menu } from '../lib/overlay';
import { toast } from '../lib/toast';
import { dark, setTheme, theme, type Theme } from '../lib/theme';
import { paletteOpen } from '../mail/commands';
import { folderDialog } from '../mail/folder-menu';
import { Sidebar } from '../mail/sidebar';
import { openComposer } from '../model/composing';
import { live } from '../model/connection';
import { byRole } from '../model/mailboxes';
import { AccountButton } from './account-menu';
import { helpOpen } from './commands';
import { Help } from './help';
import { Announcement } from './look';
import { Palette } from './palette';
import { SearchField } from './search';

/* The apps of the rail and of the phone's bar; a row each. */
const APPS = [{ id: 'mail', icon: 'mail', href: '/mail/inbox' }] as const;

export function Shell({ children }: { children: ComponentChildren }) {
	const drawer = useSignal(false);
	useEffect(() => {
		singleKeys.value = readLocal('keys', true);
	}, []);
	const unread = byRole('inbox')?.unreadThreads ?? 0;
	const closeDrawer = (): void => {
		drawer.value = false;
	};
	/* Whatever leads to another place leads out of the drawer. */
	useEffect(closeDrawer, [route.value]);
	const drawerButton = <IconButton icon="menu" size="l" label={t('folders')} aria-expanded={drawer.value} onClick={() => { drawer.value = true; }} />;
	return (
		<div class="shell">
			<a class="skip" href="#main" onClick={e => {
				e.preventDefault();
				(document.querySelector<HTMLElement>('.conv') ?? document.querySelector<HTMLElement>('.rows'))?.focus();
			}}>{t('skip')}</a>
			<Announcement away />
			{!phone.value && (
				<nav class="rail" aria-label={t('apps')}>
					<a class="logo" href="/mail/inbox" aria-label={t('home')}><Icon name="mail" /></a>
					{APPS.map(a => (
						<a key={a.id} href={a.href} {...(route.value.page === 'settings' ? {} : { 'aria-current': 'page' as const })} aria-label={unread > 0 ? t('app-mail-unread', { n: unread }) : t('app-mail')} title={t('app-mail')}>
							<Icon name={a.icon} size="l" />
						</a>
					))}
					<span class="sp" />
					<CommandButton id="help" icon="help" />
					<a href="/settings" aria-label={t('settings')} title={t('settings')} {...(route.value.page === 'settings' ? { 'aria-current': 'page' as const } : {})}><Icon name="sliders" /></a>
					<AccountButton size="s" />
				</nav>
			)}
			{!narrow.value && <aside class="side" aria-label={t('sidebar')}><Sidebar /></aside>}
			<header class="top">
				{narrow.value && drawerButton}
				<SearchField />
				{narrow.value && !phone.value && (
					<button type="button" class="btn pri" onClick={() => void openComposer('new')}><Icon name="pencil" />{t('cmd-compose')}</button>
				)}
				{!phone.value && <span class="sp" />}
				<LiveDot />
				{phone.value ? <AccountButton size="s" /> : <ThemeButton />}
			</header>
			{children}
			{drawer.value && narrow.value && (
				<Dialog title={t('folders')} class="drawer" onClose={closeDrawer}>
					<div class="side"><Sidebar onGo={closeDrawer} /></div>
				</Dialog>
			)}
			{helpOpen.value && <Help />}
			{paletteOpen.value && <Palette />}
			{folderDialog.value && <FolderDialog />}
		</div>
	);
}

const FolderDialogs = signal<ComponentType | null>(null);

function FolderDialog() {
	useEffect(() => {
		if (!FolderDialogs.peek())
			import('../mail/folder-dialogs').then(m => {
				FolderDialogs.value = m.FolderDialogs;
			}, () => {
				folderDialog.value = null;
				toast(t('chunk-failed'), { bad: true });
			});
	}, []);
	const Now = FolderDialogs.value;
	return Now && <Now />;
}

function LiveDot() {
	const state = live.value;
	return (
		<span class={`sync ${state}`} title={t(`live-${state}-title`)} role="status">
			<span>{t(`live-${state}`)}</span>
		</span>
	);
}

function ThemeButton() {
	const at = useSignal<DOMRect | null>(null);
	const choices: readonly Theme[] = ['system', 'light', 'dark'];
	return (
		<>
			<IconButton
				icon={dark.value ? 'sun' : 'moon'}
				label={t('theme')}
				aria-haspopup="menu"
				aria-expanded={at.value !== null}
				onClick={e => {
					at.value = e.currentTarget.getBoundingClientRect();
				}}
			/>
			{at.value && (
				<Menu
					label={t('theme')}
					at={at.value}
					onClose={() => {
						at.value = null;
					}}
					items={choices.map(x => ({ text: t(`theme-${x}`), checked: theme.value === x, run: () => setTheme(x) }))}
				/>
			)}
		</>
	);
}
