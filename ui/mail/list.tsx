/*
 * The list of conversations: a grid with one tab stop, of which only the rows
 * in view exist. Rows that come or go above what is looked at do not move it.
 */
import { useComputed, useSignal } from '@preact/signals';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import { IconButton } from '../lib/button';
import { Icon } from '../lib/icon';
import { t } from '../lib/i18n';
import { phone } from '../lib/media';
import { commandItem, Menu } from '../lib/overlay';
import { goMail, type Filter } from '../lib/router';
import { rowsInView, scrollToShow } from '../lib/virtual';
import { runCommand } from '../lib/keys';
import { current, type MailList } from '../model/list';
import { openComposer } from '../model/composing';
import { mailboxes } from '../model/mailboxes';
import { canSnooze } from '../model/server-extras';
import { settings } from '../model/settings';
import { why } from '../model/refused';
import { rowMenu } from './commands';
import { BulkBar } from './bulk-bar';
import { importFiles } from './import-files';
import { AllBar, ListMenu } from './list-menu';
import { folderTitle } from './folder-name';
import { Row, SkeletonRow } from './row';
import { SearchChips } from './search-chips';
import { cursor, cursorId, extendSelection, mailbox, mailRoute, moveCursor, openId, rowOfThread, selected, setCursor } from './state';

const FILTERS: readonly Filter[] = ['all', 'unread', 'starred', 'files'];

/* As in list.css. */
const HEIGHTS = { comfortable: 84, cosy: 60, compact: 36 } as const;

function rowHeight(): number {
	const rem = Number.parseFloat(getComputedStyle(document.documentElement).fontSize) / 16;
	return Math.round((phone.value ? 88 : HEIGHTS[settings.value.density]) * rem);
}

export function ListPane() {
	const list = current.value;
	const r = mailRoute.value;
	list?.version.value;
	const title = folderTitle(r, mailbox.value);
	const known = list?.windows.known ?? false;
	return (
		<section class="lp" aria-label={t('conversations-region')}>
			{selected.value.size > 0 ? <BulkBar /> : (
				<div class="lh">
					<h1 dir="auto">{title}</h1>
					<span class="c">{known ? t('conversations', { n: list!.windows.length }) : ''}</span>
					<span class="sp" />
					<IconButton icon="task" label={t('cmd-select-all')} keys="* A" disabled={!known || list!.windows.length === 0} onClick={() => runCommand('select-all')} />
					<ListMenu />
				</div>
			)}
			<SearchChips />
			<AllBar />
			<div class="tabs" role="group" aria-label={t('quick-filters')}>
				{FILTERS.map(f => (
					<button key={f} type="button" class="pillb" aria-pressed={(r?.filter ?? 'all') === f} onClick={() => goMail({ filter: f, thread: null })}>
						{t(`filter-${f}`)}
					</button>
				))}
			</div>
			{list ? <Rows key={JSON.stringify(list.spec)} list={list} label={title} /> : mailboxes.value.size > 0 ? <Missing /> : <Waiting />}
			<RowMenu />
			{phone.value && (
				<button type="button" class="fab" onClick={() => void openComposer('new')}>
					<Icon name="pencil" size="l" />
					{t('cmd-compose')}
				</button>
			)}
		</section>
	);
}

function Waiting() {
	return <div class="rows" aria-hidden="true"><div class="late">{Array.from({ length: 8 }, (_, i) => <SkeletonRow key={i} y={null} />)}</div></div>;
}

function Missing() {
	return <div class="empty"><Icon name="folder" size="l" /><p>{t('folder-missing')}</p></div>;
}

function Rows({ list, label }: { list: MailList; label: string }) {
	const ref = useRef<HTMLDivElement>(null);
	const scrollTop = useSignal(0);
	const viewport = useSignal(800);
	const over = useSignal(false);
	const height = rowHeight();
	const windows = list.windows;
	list.version.value;
	const total = windows.known ? windows.length : 0;
	const view = useComputed(() => {
		list.version.value;
		return rowsInView(list.windows.known ? list.windows.length : 0, rowHeight(), viewport.value, scrollTop.value);
	}).value;

	useLayoutEffect(() => {
		const el = ref.current;
		if (!el)
			return;
		const resize = new ResizeObserver(() => {
			viewport.value = el.clientHeight;
		});
		resize.observe(el);
		return () => resize.disconnect();
	}, [total === 0]);

	useEffect(() => list.look(view.first, view.end));

	/* Keep what is looked at where it is when rows come or go above it. */
	const top = useRef<{ id: string; row: number } | null>(null);
	const generation = list.version.value;
	useLayoutEffect(() => {
		const el = ref.current;
		const before = top.current;
		if (!el || !before || el.scrollTop < height / 2)
			return;
		const now = windows.indexOf(before.id);
		if (now >= 0 && now !== before.row)
			el.scrollTop += (now - before.row) * height;
	}, [generation]);
	useLayoutEffect(() => {
		const row = Math.floor((ref.current?.scrollTop ?? 0) / height);
		const id = windows.at(row);
		top.current = id ? { id, row } : null;
	});

	/* The cursor follows its conversation, and the page follows the cursor. */
	const followed = cursorId.value;
	useEffect(() => {
		const at = followed ? windows.indexOf(followed) : -1;
		if (at >= 0 && at !== cursor.peek())
			cursor.value = at;
		else if (followed && at < 0 && cursor.peek() >= 0)
			cursorId.value = windows.at(Math.min(cursor.peek(), Math.max(0, windows.length - 1))) ?? null;
	}, [generation, followed]);
	const show = (index: number): void => {
		const el = ref.current;
		const to = el && scrollToShow(index, list.windows.length, height, el.clientHeight, el.scrollTop);
		if (el && to !== null)
			el.scrollTop = to;
	};
	const at = cursor.value;
	useEffect(() => {
		if (at >= 0)
			show(at);
	}, [at]);
	const open = openId.value;
	useEffect(() => {
		const row = open ? rowOfThread(list, open) : -1;
		if (row >= 0) {
			cursor.value = row;
			cursorId.value = list.windows.at(row) ?? null;
		}
	}, [open]);

	const onKeyDown = (e: KeyboardEvent): void => {
		const page = Math.max(1, Math.floor(viewport.peek() / height) - 1);
		const moves: Record<string, () => void> = {
			ArrowDown: () => moveCursor(1),
			ArrowUp: () => moveCursor(-1),
			PageDown: () => setCursor(Math.max(0, cursor.peek()) + page),
			PageUp: () => setCursor(cursor.peek() - page),
			Home: () => setCursor(0),
			End: () => setCursor(list.windows.length - 1),
			' ': () => runCommand('select'),
			ContextMenu: () => openMenuAtCursor(),
		};
		if (e.shiftKey && (e.key === 'ArrowDown' || e.key === 'ArrowUp'))
			extendSelection(e.key === 'ArrowDown' ? 1 : -1);
		else if (e.shiftKey && e.key === 'F10')
			openMenuAtCursor();
		else if (moves[e.key] && !e.ctrlKey && !e.metaKey && !e.altKey)
			moves[e.key]!();
		else
			return;
		e.preventDefault();
	};
	const openMenuAtCursor = (): void => {
		const row = ref.current?.querySelector(`#row-${CSS.escape(cursorId.peek() ?? '')}`);
		const box = row?.getBoundingClientRect();
		if (box)
			rowMenu.value = { x: box.x + 60, y: box.y + 40 };
	};

	if (list.fault.value && !windows.known) {
		return (
			<div class="empty" role="alert">
				<Icon name="warn" size="l" />
				<p>{t(list.fault.value.kind === 'offline' ? 'list-offline' : 'list-failed', { why: why(list.fault.value) })}</p>
				<button type="button" class="btn sec" onClick={() => list.retry()}>{t('retry')}</button>
			</div>
		);
	}
	if (!windows.known) {
		return <div class="rows" ref={ref} aria-busy="true" aria-label={t('loading')} role="status"><div class="late">{Array.from({ length: 8 }, (_, i) => <SkeletonRow key={i} y={null} />)}</div></div>;
	}
	if (total === 0)
		return <Empty />;

	const rows = [];
	for (let i = view.first; i < view.end; i++) {
		const id = windows.at(i);
		const y = view.offset + (i - view.first) * height;
		rows.push(id ? <Row key={id} id={id} index={i} y={y} /> : <SkeletonRow key={`gap-${i}`} y={y} index={i} />);
	}
	const active = cursorId.value && at >= view.first && at < view.end ? `row-${cursorId.value}` : undefined;
	return (
		<div
			class={`rows ${phone.value ? 'comfortable' : settings.value.density}${over.value ? ' over' : ''}`}
			ref={ref}
			role="grid"
			aria-label={label}
			aria-rowcount={total}
			aria-multiselectable="true"
			{...(active ? { 'aria-activedescendant': active } : {})}
			tabIndex={0}
			onScroll={e => {
				scrollTop.value = e.currentTarget.scrollTop;
			}}
			onFocus={e => {
				if (e.target === e.currentTarget && cursor.peek() < 0 && e.currentTarget.matches(':focus-visible'))
					setCursor(0);
			}}
			onKeyDown={onKeyDown}
			onDragOver={e => {
				if (list.spec.mailboxId && e.dataTransfer?.types.includes('Files')) {
					e.preventDefault();
					over.value = true;
				}
			}}
			onDragLeave={() => {
				over.value = false;
			}}
			onDrop={e => {
				over.value = false;
				if (!list.spec.mailboxId || !e.dataTransfer?.files.length)
					return;
				e.preventDefault();
				void importFiles(list.spec.mailboxId, Array.from(e.dataTransfer.files));
			}}
		>
			<div role="presentation" class="rows-in" style={{ blockSize: `${view.height}px` }}>{rows}</div>
		</div>
	);
}

function Empty() {
	const r = mailRoute.value;
	const narrowed = r && r.filter !== 'all';
	const key = narrowed ? `empty-${r.filter}` : r?.box === 'search' ? 'empty-search' : mailbox.value?.role === 'inbox' ? 'empty-inbox' : r?.box === 'starred' ? 'empty-starred' : 'empty-folder';
	return (
		<div class="empty">
			<Icon name={r?.box === 'search' ? 'search' : 'inbox'} size="l" />
			<p>{t(key, { q: r?.q ?? '' })}</p>
			{narrowed && <button type="button" class="btn sec" onClick={() => goMail({ filter: 'all' })}>{t('show-all')}</button>}
		</div>
	);
}

function RowMenu() {
	const at = rowMenu.value;
	if (!at)
		return null;
	return (
		<Menu
			label={t('conversation-actions')}
			at={at}
			onClose={() => {
				rowMenu.value = null;
			}}
			items={[
				commandItem('archive', 'archive'),
				commandItem('delete', 'trash'),
				commandItem('junk', 'junk'),
				commandItem('move', 'move'),
				commandItem('label', 'tag'),
				...(canSnooze() ? [commandItem('snooze', 'clock')] : []),
				commandItem('mute', 'mute'),
				commandItem('star', 'star'),
				commandItem('read', 'mail'),
				commandItem('unread', 'unread'),
				commandItem('select', 'task'),
			]}
		/>
	);
}
