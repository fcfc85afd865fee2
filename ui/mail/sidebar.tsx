/* New message and folders. */
import { useSignal } from '@preact/signals';
import { Icon } from '../lib/icon';
import { t } from '../lib/i18n';
import { command, keyLabel } from '../lib/keys';
import type { Mailbox } from '../jmap/types';
import { openComposer } from '../model/composing';
import { badge, boxName, otherMailboxes, roleMailboxes } from '../model/mailboxes';
import { droppable, dropped } from './drag';
import { folderIcon, folderName } from './folder-name';
import { mailRoute } from './state';

export function Sidebar({ onGo }: { onGo?: () => void }) {
	const box = mailRoute.value?.box;
	const starred = (
		<li key="starred">
			<a href="/mail/starred" aria-current={box === 'starred' ? 'page' : undefined} onClick={onGo}><Icon name="star" />{t('folder-starred')}</a>
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
						const link = <FolderLink key={m.id} m={m} depth={0} onGo={onGo} />;
						return m.role === 'inbox' ? [link, starred] : [link];
					})}
				</ul>
				{otherMailboxes.value.length > 0 && (
					<>
						<h2>{t('folders')}</h2>
						<ul>{otherMailboxes.value.map(({ mailbox, depth }) => <FolderLink key={mailbox.id} m={mailbox} depth={depth} onGo={onGo} />)}</ul>
					</>
				)}
			</nav>
		</>
	);
}

function FolderLink({ m, depth, onGo }: { m: Mailbox; depth: number; onGo: (() => void) | undefined }) {
	const over = useSignal(false);
	const box = mailRoute.value?.box;
	const here = box === boxName(m) || box === m.id;
	const n = badge(m);
	const unread = n > 0 && m.role !== 'drafts' && m.role !== 'junk';
	return (
		<li>
			<a
				href={`/mail/${encodeURIComponent(boxName(m))}`}
				class={`${unread ? 'b' : ''}${over.value ? ' over' : ''}`}
				aria-current={here ? 'page' : undefined}
				style={depth > 0 ? { paddingInlineStart: `${10 + Math.min(depth, 6) * 16}px` } : {}}
				onClick={onGo}
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
				{n > 0 && <span class="n"> {n.toLocaleString()}<span class="sr"> {t(m.role === 'inbox' || !m.role || m.role === 'junk' ? 'folder-unread' : 'folder-messages')}</span></span>}
			</a>
		</li>
	);
}
