/*
 * News outside the page: a desktop notification for mail that arrives in a
 * chosen folder while nobody looks, and the unread count on the app's icon.
 */
import { effect, signal } from '@preact/signals';
import { displayName } from '../lib/address';
import { t } from '../lib/i18n';
import { readLocal, writeLocal } from '../lib/local';
import { go } from '../lib/router';
import type { Email } from '../jmap/types';
import { phase } from './connection';
import { boxName, byRole, mailboxes } from './mailboxes';
import { settings } from './settings';

/* Per browser: another device may want none. */
export const notify = signal(readLocal('notify', false));

export async function setNotify(on: boolean): Promise<boolean> {
	if (on && 'Notification' in window && await Notification.requestPermission() !== 'granted')
		on = false;
	notify.value = on && 'Notification' in window;
	writeLocal('notify', notify.value);
	return notify.value;
}

function wanted(e: Email): string | null {
	const chosen = settings.peek().notifyFolders;
	const inbox = byRole('inbox')?.id;
	return Object.keys(e.mailboxIds).find(id => (chosen.length > 0 ? chosen.includes(id) : id === inbox)) ?? null;
}

export function noticeArrivals(list: readonly Email[]): void {
	if (!notify.peek() || document.visibilityState === 'visible' || Notification.permission !== 'granted')
		return;
	for (const e of list.slice(0, 3)) {
		const box = wanted(e);
		if (!box || e.keywords['$seen'] || e.keywords['$draft'] || e.keywords['$muted'])
			continue;
		const n = new Notification(displayName(e.from?.[0]) || t('unknown-sender'), { body: `${e.subject ?? ''}\n${e.preview}`.trim(), tag: e.id });
		n.onclick = () => {
			window.focus();
			const m = mailboxes.peek().get(box);
			go({ page: 'mail', box: m ? boxName(m) : 'inbox', thread: e.threadId, filter: 'all', q: '' });
			n.close();
		};
	}
}

export function startNotices(): void {
	effect(() => {
		const unread = phase.value === 'ready' ? byRole('inbox')?.unreadEmails ?? 0 : 0;
		const badge = navigator as Navigator & { setAppBadge?: (n: number) => Promise<void>; clearAppBadge?: () => Promise<void> };
		void (unread > 0 ? badge.setAppBadge?.(unread) : badge.clearAppBadge?.())?.catch(() => {});
	});
}
