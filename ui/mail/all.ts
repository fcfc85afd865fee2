/* Commands for "all that match": what becomes of each message, by the list's query. */
import { t } from '../lib/i18n';
import type { Email, Mailbox, Patch } from '../jmap/types';
import { confirmDestroy, junkMark, mutePatch } from '../model/actions';
import { changeAll, destroyAll } from '../model/bulk';
import { current } from '../model/list';
import { byRole } from '../model/mailboxes';
import { escapePointer } from '../model/records';
import type { Label } from '../model/settings';
import { allMatching, clearSelection } from './state';

type Some = Pick<Email, 'id' | 'mailboxIds' | 'keywords'>;

function run(patchOf: (e: Some) => Patch | null, text: string): boolean {
	const list = current.peek();
	if (!allMatching.peek() || !list)
		return false;
	clearSelection();
	void changeAll(list, patchOf, text);
	return true;
}

function keyword(name: string, on: boolean): (e: Some) => Patch | null {
	return e => (Boolean(e.keywords[name]) === on ? null : { [`keywords/${escapePointer(name)}`]: on ? true : null });
}

export function moveAll(to: Mailbox | undefined, text: string, extra?: Patch): boolean {
	const box = current.peek()?.spec.mailboxId;
	if (!to)
		return false;
	return run(e => (e.mailboxIds[to.id] ? null : {
		...(box && e.mailboxIds[box] ? { [`mailboxIds/${escapePointer(box)}`]: null, [`mailboxIds/${escapePointer(to.id)}`]: true } : { mailboxIds: { [to.id]: true } }),
		...extra,
	}), text);
}

export function labelAll(l: Label, on: boolean): boolean {
	return run(keyword(l.keyword, on), t(on ? 'label-added' : 'label-removed', { n: current.peek()?.windows.length ?? 0, name: l.name }));
}

/* What already lies in Trash goes for good, when the person says so. */
function destroyShown(n: number): boolean {
	const filter = current.peek()?.spec.filter;
	if (!allMatching.peek() || !filter)
		return false;
	confirmDestroy.value = { n, go: () => void destroyAll(filter, t('destroyed', { n })) };
	return true;
}

/* True when everything was meant, and is on its way. */
export function actOnAll(what: string): boolean {
	const n = current.peek()?.windows.length ?? 0;
	const box = current.peek()?.spec.mailboxId;
	switch (what) {
	case 'archive': return moveAll(byRole('archive'), t('archived', { n }));
	case 'delete': return box && box === byRole('trash')?.id ? destroyShown(n) : moveAll(byRole('trash'), t('trashed', { n }));
	case 'junk': return box && box === byRole('junk')?.id ? moveAll(byRole('inbox'), t('unjunked', { n }), junkMark(false))
		: moveAll(byRole('junk'), t('junked', { n }), junkMark(true));
	case 'mute': return run(mutePatch, t('muted', { n }));
	case 'read': return run(keyword('$seen', true), t('marked-read', { n }));
	case 'unread': return run(keyword('$seen', false), t('marked-unread', { n }));
	case 'star': return run(keyword('$flagged', true), t('all-starred', { n }));
	default: return false;
	}
}
