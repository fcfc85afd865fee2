/*
 * Away until a time (draft-ietf-extra-email-snooze): the server moves the
 * message to Snoozed now and back, unread, when it is due.
 */
import { toast } from '../lib/toast';
import { t } from '../lib/i18n';
import { mediumTime } from '../lib/dates';
import { locale } from '../lib/i18n';
import type { Email, Id, Patch } from '../jmap/types';
import { actMail, meantOf } from './actions';
import { byRole } from './mailboxes';

export function snooze(threadIds: readonly Id[], until: Date): void {
	const to = byRole('snoozed');
	if (!to) {
		toast(t('no-folder', { role: t('folder-snoozed') }), { bad: true });
		return;
	}
	const back = byRole('inbox');
	const patches = new Map<Id, Patch>();
	for (const e of threadIds.flatMap(meantOf))
		patches.set(e.id, {
			mailboxIds: { [to.id]: true },
			snoozed: { until: until.toISOString().replace(/\.\d+Z$/u, 'Z'), moveToMailboxId: back?.id ?? null, setKeywords: { $seen: false } },
		} as Patch);
	actMail(patches, t('snoozed', { n: threadIds.length, date: mediumTime(until.toISOString(), new Date(), locale()) }));
}

export function unsnooze(threadIds: readonly Id[]): void {
	const to = byRole('inbox');
	if (!to)
		return;
	const patches = new Map<Id, Patch>();
	for (const e of threadIds.flatMap((id): Email[] => meantOf(id)))
		patches.set(e.id, { mailboxIds: { [to.id]: true }, snoozed: null });
	actMail(patches, t('unsnoozed', { n: threadIds.length }));
}
