/* Folders: by id, by role, as a tree. */
import { computed, signal } from '@preact/signals';
import type { Id, Mailbox } from '../jmap/types';
import { accountId, person, session } from './connection';
import { snoozeFolder } from './server-extras';

export const mailboxes = signal<ReadonlyMap<Id, Mailbox>>(new Map());
/* '' until the server told */
let state = '';

export function mailboxState(): string {
	return state;
}

export function putMailboxes(list: readonly (Partial<Mailbox> & { id: Id })[], newState: string, all: boolean): void {
	const next = new Map(all ? [] : mailboxes.peek());
	const snoozed = snoozeFolder();
	for (const m of list) {
		const whole = { ...mailboxes.peek().get(m.id), ...m } as Mailbox;
		next.set(m.id, !whole.role && !whole.parentId && whole.name === snoozed ? { ...whole, role: 'snoozed' } : whole);
	}
	mailboxes.value = next;
	state = newState;
}

export function removeMailboxes(ids: readonly Id[]): void {
	const next = new Map(mailboxes.peek());
	for (const id of ids)
		next.delete(id);
	mailboxes.value = next;
}

export function setMailboxState(s: string): void {
	state = s;
}

export function byRole(role: string): Mailbox | undefined {
	for (const m of mailboxes.value.values())
		if (m.role === role)
			return m;
	return undefined;
}

/* What an address names: a role, else an id. */
export function mailboxOf(box: string): Mailbox | undefined {
	return byRole(box) ?? mailboxes.value.get(box);
}

/* How an address names it. */
export function boxName(m: Mailbox): string {
	return m.role ?? m.id;
}

/* In this order in the sidebar; others follow as a tree. */
const ROLES = ['inbox', 'snoozed', 'scheduled', 'sent', 'drafts', 'archive', 'junk', 'trash'] as const;

/* Those that somebody may give to another folder (RFC 6154); the rest is the server's. */
export const ROLES_TO_GIVE = ['archive', 'drafts', 'junk', 'sent', 'trash'] as const;

export interface TreeRow {
	mailbox: Mailbox;
	depth: number;
}

/* Pure: children after their parent, by sortOrder and name. */
export function treeOf(list: Iterable<Mailbox>, parent: Id | null, compare: (a: string, b: string) => number): TreeRow[] {
	const children = new Map<Id | null, Mailbox[]>();
	for (const m of list) {
		const rows = children.get(m.parentId);
		if (rows)
			rows.push(m);
		else
			children.set(m.parentId, [m]);
	}
	const out: TreeRow[] = [];
	const seen = new Set<Id>();
	const walk = (id: Id | null, depth: number): void => {
		const rows = (children.get(id) ?? []).sort((a, b) => a.sortOrder - b.sortOrder || compare(a.name, b.name));
		for (const mailbox of rows) {
			if (seen.has(mailbox.id))
				continue;
			seen.add(mailbox.id);
			out.push({ mailbox, depth });
			walk(mailbox.id, depth + 1);
		}
	};
	walk(parent, 0);
	return out;
}

export const roleMailboxes = computed(() => ROLES.map(byRole).filter((m): m is Mailbox => m !== undefined));

/* Folders without a role, children of role folders among them. */
export const otherMailboxes = computed(() => {
	const compare = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' }).compare;
	const roles = new Set<string>(ROLES);
	const all = [...mailboxes.value.values()];
	const plain = all.filter(m => !(m.role && roles.has(m.role)));
	const known = new Set(plain.map(m => m.id));
	return treeOf(plain.map(m => (m.parentId && known.has(m.parentId) ? m : { ...m, parentId: null })), null, compare)
		.map(row => ({ ...row, mailbox: mailboxes.value.get(row.mailbox.id)! }));
});

/* Where all is another's, subscriptions are not one's own. */
export const ownsThis = computed(() => !person.value || session().accounts[accountId()]?.isPersonal !== false);

/* What one did not subscribe to stands apart, unless something below it is shown. */
const shownIds = computed(() => {
	const shown = new Set<Id>();
	for (const m of mailboxes.value.values())
		if (m.isSubscribed !== false || !ownsThis.value || isOthers(m))
			for (let x: Mailbox | undefined = m; x && !shown.has(x.id); x = x.parentId ? mailboxes.value.get(x.parentId) : undefined)
				shown.add(x.id);
	return shown;
});

export const shownMailboxes = computed(() => otherMailboxes.value.filter(r => shownIds.value.has(r.mailbox.id)));
export const hiddenMailboxes = computed(() => otherMailboxes.value.filter(r => !shownIds.value.has(r.mailbox.id)));

/* Another's, shared with oneself: below its owner's address, which nobody can rename. */
export function isOthers(m: Mailbox): boolean {
	let top = m;
	for (let x: Mailbox | undefined = m; x; x = x.parentId ? mailboxes.value.get(x.parentId) : undefined)
		top = x;
	return top.name.includes('@') && !top.role && top.myRights?.['mayRename'] === false;
}

/* Drafts count what lies there, the others what is unread. */
export function badge(m: Mailbox): number {
	if (m.role === 'drafts' || m.role === 'scheduled' || m.role === 'snoozed')
		return m.totalEmails;
	if (m.role === 'sent' || m.role === 'trash' || m.role === 'archive')
		return 0;
	return m.unreadThreads ?? m.unreadEmails;
}
