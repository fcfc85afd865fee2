/* Rows swiped aside on the phone. What each direction does is in the settings; menus do the same. */
import { runCommand } from '../lib/keys';
import { settings, type Swipe } from '../model/settings';
import { emails, peekMembers } from '../model/mail-data';
import { selected, setCursor } from './state';
import { current } from '../model/list';
import type { Id } from '../jmap/types';

const FAR = 88;
const COMMANDS: Record<Exclude<Swipe, 'none'>, string> = { archive: 'archive', delete: 'delete', read: 'read', star: 'star' };

function act(id: Id, what: Swipe): void {
	if (what === 'none')
		return;
	setCursor(current.peek()?.windows.indexOf(id) ?? -1);
	const before = selected.peek();
	selected.value = new Set([id]);
	const unread = peekMembers(emails.peek(id)?.threadId ?? '').some(e => !e.keywords['$seen']);
	runCommand(what === 'read' && !unread ? 'unread' : COMMANDS[what]);
	selected.value = new Set([...before].filter(x => x !== id));
}

/* One finger at a time; rows may be drawn anew under it. */
let at: Id | null = null;
let x = 0;
let y = 0;
let dx = 0;
let mine = false;

export function swipe(id: Id) {
	const end = (el: HTMLElement): void => {
		el.style.removeProperty('--swipe');
		delete el.dataset['swipe'];
	};
	return {
		onTouchStart: (e: TouchEvent & { currentTarget: HTMLElement }) => {
			at = id;
			x = e.touches[0]!.clientX;
			y = e.touches[0]!.clientY;
			dx = 0;
			mine = false;
		},
		onTouchMove: (e: TouchEvent & { currentTarget: HTMLElement }) => {
			if (at !== id)
				return;
			dx = e.touches[0]!.clientX - x;
			const dy = Math.abs(e.touches[0]!.clientY - y);
			if (!mine && Math.abs(dx) > 14 && Math.abs(dx) > dy * 2)
				mine = true;
			if (!mine)
				return;
			e.currentTarget.style.setProperty('--swipe', `${dx}px`);
			const forward = dx > 0 === (document.dir !== 'rtl');
			e.currentTarget.dataset['swipe'] = `${forward ? settings.peek().swipeStart : settings.peek().swipeEnd}${Math.abs(dx) > FAR ? ' far' : ''}`;
		},
		onTouchEnd: (e: TouchEvent & { currentTarget: HTMLElement }) => {
			end(e.currentTarget);
			if (at !== id || !mine || Math.abs(dx) < FAR)
				return;
			if (e.cancelable)
				e.preventDefault();
			act(id, dx > 0 === (document.dir !== 'rtl') ? settings.peek().swipeStart : settings.peek().swipeEnd);
		},
		onTouchCancel: (e: TouchEvent & { currentTarget: HTMLElement }) => end(e.currentTarget),
	};
}
