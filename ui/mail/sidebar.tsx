/* New message, folders, labels, saved searches, quota. */
import { useSignal } from '@preact/signals';
import { bytes } from '../lib/bytes';
import { IconButton } from '../lib/button';
import { Icon } from '../lib/icon';
import { locale, t } from '../lib/i18n';
import { command, keyLabel } from '../lib/keys';
import { Menu, type MenuItem } from '../lib/overlay';
import { LABEL } from '../lib/router';
import type { Mailbox } from '../jmap/types';
import { accounts, openAccount } from '../model/accounts';
import { openComposer } from '../model/composing';
import { accountId } from '../model/connection';
import { labelCounts } from '../model/label-counts';
import { badge, boxName, hiddenMailboxes, roleMailboxes, shownMailboxes } from '../model/mailboxes';
import { quota } from '../model/quota';
import { change, settings, type Label } from '../model/settings';
import { isShared } from '../model/sharing';
import { droppable, dropped, droppedOnLabel } from './drag';
import { folderDialog, folderItems } from './folder-menu';
import { folderIcon, folderName } from './folder-name';
import { mailRoute } from './state';

/* `onGo`: what is chosen here leads away without another address. */
export function Sidebar({ onGo }: { onGo?: () => void }) {
	const box = mailRoute.value?.box;
	const starred = (
		<li key="starred">
			<a href="/mail/starred" aria-current={box === 'starred' ? 'page' : undefined}><Icon name="star" /><span class="name">{t('folder-starred')}</span></a>
		</li>
	);
	return (
		<>
			<button type="button" class="btn pri big new" onClick={() => { onGo?.(); void openComposer('new'); }}>
				<Icon name="pencil" />
				{t('cmd-compose')}
				<kbd aria-hidden="true">{keyLabel(command('compose'))}</kbd>
			</button>
			<nav class="nav" aria-label={t('folders')}>
				<ul>
					{roleMailboxes.value.flatMap(m => {
						const link = <FolderLink key={m.id} m={m} depth={0} />;
						return m.role === 'inbox' ? [link, starred] : [link];
					})}
				</ul>
				<h2>
					<span>{t('folders')}</span>
					{isShared.value && <a class="ib" href="/settings/privacy" aria-label={t('mail-shared-mark')} title={t('mail-shared-mark')}><Icon name="users" size="s" /></a>}
					<IconButton icon="plus" size="s" label={t('folder-make')} onClick={() => { folderDialog.value = { kind: 'make', parentId: null }; }} />
				</h2>
				<ul>{shownMailboxes.value.map(({ mailbox, depth }) => <FolderLink key={mailbox.id} m={mailbox} depth={depth} />)}</ul>
				<HiddenFolders />
				{settings.value.labels.length > 0 && (
					<>
						<h2>
							<span>{t('labels')}</span>
							<a class="ib" href="/settings/labels" aria-label={t('settings-labels')} title={t('settings-labels')}><Icon name="sliders" size="s" /></a>
						</h2>
						<ul>{settings.value.labels.map(l => <LabelLink key={l.keyword} l={l} />)}</ul>
					</>
				)}
				<Accounts onGo={onGo} />
				{settings.value.searches.length > 0 && (
					<>
						<h2><span>{t('searches')}</span></h2>
						<ul>{settings.value.searches.map(s => <SearchLink key={s.q} s={s} />)}</ul>
					</>
				)}
			</nav>
			<Quota />
		</>
	);
}

/* Folders that nobody subscribed to, out of the way; the one that is open is in sight. */
function HiddenFolders() {
	const open = useSignal(false);
	const rows = hiddenMailboxes.value;
	if (rows.length === 0)
		return null;
	const all = open.value || rows.some(r => r.mailbox.id === mailRoute.value?.box);
	return (
		<>
			<button type="button" class="nav-more" aria-expanded={all} onClick={() => { open.value = !all; }}>
				<Icon name={all ? 'up' : 'down'} size="s" />
				{t('folders-more', { n: rows.length })}
			</button>
			{all && <ul>{rows.map(({ mailbox, depth }) => <FolderLink key={mailbox.id} m={mailbox} depth={depth} />)}</ul>}
		</>
	);
}

/* Other mailboxes: shared ones, and those at other providers. */
function Accounts({ onGo }: { onGo: (() => void) | undefined }) {
	const list = accounts();
	if (list.length < 2)
		return null;
	const shown = accountId();
	return (
		<>
			<h2><span>{t('accounts')}</span></h2>
			<ul>
				{list.map(a => (
					<li key={a.id}>
						<a
							href="/mail/inbox"
							aria-current={a.id === shown ? 'true' : undefined}
							title={a.kind === 'own' ? undefined : t(`account-${a.kind}`)}
							onClick={e => {
								e.preventDefault();
								onGo?.();
								if (a.id !== shown)
									void openAccount(a.id);
							}}
						>
							<Icon name={a.kind === 'own' ? 'user' : a.kind === 'shared' ? 'users' : 'globe'} />
							<span class="name" dir="auto">{a.name}</span>
						</a>
					</li>
				))}
			</ul>
		</>
	);
}

function Quota() {
	const q = quota.value;
	if (!q || q.hardLimit <= 0)
		return null;
	const part = Math.min(1, q.used / q.hardLimit);
	const text = t('quota', { used: bytes(q.used, locale()), limit: bytes(q.hardLimit, locale()) });
	return (
		<div class={`quota${part > 0.9 ? ' full' : ''}`}>
			<progress max={1} value={part} aria-label={text} />
			<small>{text}</small>
		</div>
	);
}

/* "…" beside a row of the sidebar, also its context menu. */
function RowMenu({ label, items, at, set }: { label: string; items: () => MenuItem[]; at: DOMRect | { x: number; y: number } | null; set: (x: DOMRect | { x: number; y: number } | null) => void }) {
	return (
		<>
			<IconButton icon="more" size="s" class="row-more" label={label} aria-haspopup="menu" aria-expanded={at !== null} onClick={e => set(e.currentTarget.getBoundingClientRect())} />
			{at && <Menu label={label} at={at} items={items()} onClose={() => set(null)} />}
		</>
	);
}

function FolderLink({ m, depth }: { m: Mailbox; depth: number }) {
	const over = useSignal(false);
	const menu = useSignal<DOMRect | { x: number; y: number } | null>(null);
	const box = mailRoute.value?.box;
	const here = box === boxName(m) || box === m.id;
	const n = badge(m);
	const unread = n > 0 && m.role !== 'drafts' && m.role !== 'junk';
	return (
		<li
			onContextMenu={e => {
				e.preventDefault();
				menu.value = { x: e.clientX, y: e.clientY };
			}}
		>
			<a
				href={`/mail/${encodeURIComponent(boxName(m))}`}
				class={`${unread ? 'b' : ''}${over.value ? ' over' : ''}`}
				aria-current={here ? 'page' : undefined}
				style={depth > 0 ? { paddingInlineStart: `${10 + Math.min(depth, 6) * 16}px` } : {}}
				onDragOver={e => {
					if (droppable(e)) {
						e.preventDefault();
						over.value = true;
					}
				}}
				onDragLeave={() => {
					over.value = false;
				}}
				onDrop={e => {
					e.preventDefault();
					over.value = false;
					dropped(e, m);
				}}
			>
				<Icon name={folderIcon(m)} />
				<span class="name" dir="auto">{folderName(m)}</span>
				{m.isShared && <Icon name="users" size="xs" />}
				{n > 0 && <span class="n"> {n.toLocaleString(locale())}<span class="sr"> {t(m.role === 'inbox' || !m.role || m.role === 'junk' ? 'folder-unread' : 'folder-messages')}</span></span>}
			</a>
			<RowMenu label={t('folder-menu', { name: folderName(m) })} items={() => folderItems(m)} at={menu.value} set={x => { menu.value = x; }} />
		</li>
	);
}

function LabelLink({ l }: { l: Label }) {
	const over = useSignal(false);
	const n = labelCounts.value.get(l.keyword) ?? 0;
	return (
		<li>
			<a
				href={`/mail/label/${encodeURIComponent(l.keyword)}`}
				class={`${n > 0 ? 'b' : ''}${over.value ? ' over' : ''}`}
				aria-current={mailRoute.value?.box === `${LABEL}${l.keyword}` ? 'page' : undefined}
				onDragOver={e => {
					if (droppable(e)) {
						e.preventDefault();
						over.value = true;
					}
				}}
				onDragLeave={() => {
					over.value = false;
				}}
				onDrop={e => {
					e.preventDefault();
					over.value = false;
					droppedOnLabel(e, l);
				}}
			>
				<span class={`dot d${l.hue}`} aria-hidden="true" />
				<span class="name" dir="auto">{l.name}</span>
				{n > 0 && <span class="n"> {n.toLocaleString(locale())}<span class="sr"> {t('folder-unread')}</span></span>}
			</a>
		</li>
	);
}

function SearchLink({ s }: { s: { name: string; q: string } }) {
	const menu = useSignal<DOMRect | { x: number; y: number } | null>(null);
	const r = mailRoute.value;
	return (
		<li>
			<a href={`/mail/search?q=${encodeURIComponent(s.q)}`} aria-current={r?.box === 'search' && r.q === s.q ? 'page' : undefined}>
				<Icon name="search" />
				<span class="name" dir="auto">{s.name}</span>
			</a>
			<RowMenu
				label={t('search-menu', { name: s.name })}
				at={menu.value}
				set={x => {
					menu.value = x;
				}}
				items={() => [{ text: t('search-forget'), icon: 'trash', run: () => change({ searches: settings.peek().searches.filter(x => x.q !== s.q) }) }]}
			/>
		</li>
	);
}
