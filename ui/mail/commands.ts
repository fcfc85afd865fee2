/* The rows of the command table that are about mail. */
import { signal } from '@preact/signals';
import { addCommands, type Command, type Scope } from '../lib/keys';
import { go } from '../lib/router';
import type { Id } from '../jmap/types';
import * as actions from '../model/actions';
import { peekBody } from '../model/conversation';
import { current } from '../model/list';
import { emails, members } from '../model/mail-data';
import { byRole } from '../model/mailboxes';
import { openComposer } from '../model/composing';
import { canSnooze } from '../model/server-extras';
import { phone } from '../lib/media';
import { actOnAll } from './all';
import * as state from './state';
import { answer, continueDraft } from './answer';
import { focusedMessage, foldAll, focusNext } from './folding';

/* Where the move menu is open, and for which conversations. */
export const moveMenu = signal<{ at: DOMRect | { x: number; y: number }; threads: Id[] } | null>(null);
export const rowMenu = signal<{ x: number; y: number } | null>(null);
type Where = { at: DOMRect | { x: number; y: number }; threads: Id[] };
export const labelMenu = signal<Where | null>(null);
export const snoozeMenu = signal<Where | null>(null);
export const paletteOpen = signal<'' | 'commands' | 'folders'>('');

const some = (): boolean => state.meantThreads().length > 0;

/* Act, then leave what is gone: the cursor waits on the next row. */
function andLeave(run: (ids: Id[]) => void): () => void {
	return () => {
		const ids = state.meantThreads();
		const list = current.peek();
		const open = state.openId.peek();
		const at = open && list ? state.rowOfThread(list, open) : state.cursor.peek();
		run(ids);
		if (actions.confirmDestroy.peek())
			return;
		state.clearSelection();
		if (open)
			state.closeThread();
		if (list && at >= 0 && !phone.peek())
			state.setCursor(at);
	};
}

/* With everything selected, the list's query says what is meant. */
function orAll(what: string, usual: () => void): () => void {
	return () => {
		if (!actOnAll(what))
			usual();
	};
}

/* Act, then open the neighbour. */
function andOpen(by: 1 | -1): () => void {
	return () => {
		const list = current.peek();
		const open = state.openId.peek();
		if (!list || !open)
			return;
		const at = state.rowOfThread(list, open);
		const next = list.windows.at(at + by);
		actions.archive([open]);
		if (next)
			state.openRow(next);
		else
			state.closeThread();
	};
}

/* Beside its button when that is in sight, else in the middle. */
function beside(command: string): Where {
	const box = document.querySelector(`[data-command=${command}]`)?.getBoundingClientRect();
	return { at: box && box.width > 0 ? box : { x: innerWidth / 2 - 140, y: innerHeight / 3 }, threads: state.meantThreads() };
}

function latest(): Id | null {
	const focused = focusedMessage.peek();
	const open = state.openId.peek();
	if (!open)
		return null;
	const all = members(open).filter(e => !e.keywords['$draft']);
	return (all.find(e => e.id === focused) ?? all[all.length - 1])?.id ?? null;
}

function reply(how: 'reply' | 'all' | 'forward', large = false): () => void {
	return () => {
		const id = latest();
		const mail = id ? peekBody(id) : undefined;
		if (mail)
			void answer(mail, how, large);
	};
}

function selectWhere(test: (id: Id) => boolean): void {
	const ids = current.peek()?.windows.ids() ?? [];
	state.selected.value = new Set(ids.filter(test));
}

const seen = (id: Id): boolean => members(emails.peek(id)?.threadId ?? '').every(e => e.keywords['$seen']);

function row(id: string, keys: string[], scope: Scope, run: () => void, more: Partial<Command> = {}): Command {
	return { id, text: `cmd-${id}`, keys, scope, run, ...more };
}

const opened = (): boolean => state.openId.value !== null;
const onMail = (): boolean => state.mailRoute.value !== null;
const inList = (): boolean => state.mailRoute.value !== null && (current.value?.windows.length ?? 0) > 0;
const roleExists = (role: string) => (): boolean => byRole(role) !== undefined;

export function addMailCommands(): void {
	addCommands([
		row('compose', ['c'], 'everywhere', () => void openComposer('new')),
		row('undo', ['z', 'Ctrl+Z'], 'everywhere', () => actions.undo(), { enabled: () => actions.canUndo.value }),
		row('go-inbox', ['g i'], 'everywhere', () => state.goBox('inbox')),
		row('go-starred', ['g s'], 'everywhere', () => state.goBox('starred')),
		row('go-sent', ['g t'], 'everywhere', () => state.goBox('sent'), { enabled: roleExists('sent') }),
		row('go-drafts', ['g d'], 'everywhere', () => state.goBox('drafts'), { enabled: roleExists('drafts') }),
		row('go-archive', ['g a'], 'everywhere', () => state.goBox('archive'), { enabled: roleExists('archive') }),

		row('go-snoozed', ['g b'], 'everywhere', () => state.goBox('snoozed'), { enabled: roleExists('snoozed') }),
		row('go-settings', ['g ,'], 'everywhere', () => go({ page: 'settings', section: '' })),
		row('go-folder', ['g l'], 'everywhere', () => {
			paletteOpen.value = 'folders';
		}),
		row('palette', ['Ctrl+K'], 'everywhere', () => {
			paletteOpen.value = 'commands';
		}, { inFields: true }),

		row('next', ['j'], 'list', () => state.moveCursor(1), { enabled: inList }),
		row('previous', ['k'], 'list', () => state.moveCursor(-1), { enabled: inList }),
		row('open', ['o', 'Enter'], 'list', openAtCursor, { enabled: () => inList() && !opened() && state.cursorId.value !== null }),
		row('back', ['u'], 'list', () => state.closeThread(), { enabled: opened }),
		row('select', ['x'], 'list', selectAtCursor, { enabled: inList }),
		row('select-all', ['* a', 'Ctrl+A'], 'list', () => selectWhere(() => true), { enabled: () => inList() && !opened() }),
		row('select-none', ['* n'], 'list', () => state.clearSelection(), { enabled: () => state.selected.value.size > 0 }),
		row('select-read', ['* r'], 'list', () => selectWhere(seen), { enabled: inList }),
		row('select-unread', ['* u'], 'list', () => selectWhere(id => !seen(id)), { enabled: inList }),
		row('select-starred', ['* s'], 'list', () => selectWhere(id => actions.isStarred(emails.peek(id)?.threadId ?? '')), { enabled: inList }),
		row('select-down', ['Shift+ArrowDown'], 'list', () => state.extendSelection(1), { enabled: inList }),
		row('select-up', ['Shift+ArrowUp'], 'list', () => state.extendSelection(-1), { enabled: inList }),

		row('archive', ['e'], 'conversation', orAll('archive', andLeave(actions.archive)), { enabled: () => some() && state.mailbox.value?.role !== 'archive' && byRole('archive') !== undefined }),
		row('delete', ['#', 'Delete'], 'conversation', orAll('delete', andLeave(actions.trash)), { enabled: some }),
		row('junk', ['!'], 'conversation', orAll('junk', andLeave(actions.junk)), { enabled: () => some() && byRole('junk') !== undefined }),
		row('star', ['s'], 'conversation', orAll('star', () => actions.star(state.meantThreads())), { enabled: some }),
		row('move', ['v'], 'conversation', () => {
			moveMenu.value = beside('move');
		}, { enabled: some }),
		row('label', ['l'], 'conversation', () => {
			labelMenu.value = beside('label');
		}, { enabled: some }),
		row('snooze', ['b'], 'conversation', () => {
			snoozeMenu.value = beside('snooze');
		}, { enabled: () => some() && canSnooze() && !state.allMatching.value }),
		row('mute', ['m'], 'conversation', orAll('mute', () => {
			const ids = state.meantThreads();
			if (ids.every(actions.isMuted))
				actions.mute(ids, false);
			else
				andLeave(x => actions.mute(x, true))();
		}), { enabled: some }),
		row('print', ['Ctrl+P'], 'conversation', print, { enabled: opened }),
		row('read', ['Shift+I'], 'conversation', orAll('read', () => actions.markRead(state.meantThreads())), { enabled: some }),
		row('unread', ['Shift+U'], 'conversation', orAll('unread', () => {
			actions.markUnread(state.meantThreads());
			state.closeThread();
		}), { enabled: some }),
		row('unread-from', ['_'], 'conversation', () => {
			const id = latest();
			if (id)
				actions.markUnreadFrom(id);
			state.closeThread();
		}, { enabled: opened }),
		row('archive-newer', ['['], 'conversation', andOpen(-1), { enabled: opened }),
		row('archive-older', [']'], 'conversation', andOpen(1), { enabled: opened }),
		row('reply', ['r'], 'conversation', reply('reply'), { enabled: opened }),
		row('reply-all', ['a'], 'conversation', reply('all'), { enabled: opened }),
		row('forward', ['f'], 'conversation', reply('forward'), { enabled: opened }),
		row('reply-large', ['Shift+R'], 'conversation', reply('reply', true), { enabled: opened }),
		row('reply-all-large', ['Shift+A'], 'conversation', reply('all', true), { enabled: opened }),
		row('forward-large', ['Shift+F'], 'conversation', reply('forward', true), { enabled: opened }),
		row('next-message', ['n'], 'conversation', () => focusNext(1), { enabled: opened }),
		row('previous-message', ['p'], 'conversation', () => focusNext(-1), { enabled: opened }),
		row('unfold', [';'], 'conversation', () => foldAll(false), { enabled: opened }),
		row('fold', [':'], 'conversation', () => foldAll(true), { enabled: opened }),
		row('up', ['Escape'], 'everywhere', up, { enabled: () => onMail() && (opened() || state.selected.value.size > 0 || state.mailRoute.value?.box === 'search') }),
	]);
}

/* Everything unfolded first, its frames filled, then the browser's own dialog. */
function print(): void {
	foldAll(false);
	const begin = Date.now();
	const wait = (): void => {
		if (document.querySelector('article.msg iframe.blank') && Date.now() - begin < 3000)
			setTimeout(wait, 100);
		else
			window.print();
	};
	setTimeout(wait, 100);
}

function up(): void {
	if (state.selected.peek().size > 0)
		state.clearSelection();
	else if (state.openId.peek())
		state.closeThread();
	else
		state.goBox('inbox');
}

function selectAtCursor(): void {
	const list = current.peek();
	const open = state.openId.peek();
	const id = open && list ? list.windows.at(state.rowOfThread(list, open)) : state.cursorId.peek();
	if (id)
		state.toggleSelected(id);
}

function openAtCursor(): void {
	const id = state.cursorId.peek();
	if (id)
		openOrContinue(id);
}

/* A row of Drafts goes on in the composer; every other one is read. */
export function openOrContinue(id: Id): void {
	const e = emails.peek(id);
	if (e?.keywords['$draft'] && state.mailbox.peek()?.role === 'drafts')
		void continueDraft(id).then(went => went || state.openRow(id));
	else
		state.openRow(id);
}
