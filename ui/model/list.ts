/*
 * The lists of conversations: a windowed Email/query each, filled where the
 * person looks and kept right by Email/queryChanges. The last few stay in
 * memory, so that going back shows something at once.
 */
import { signal } from '@preact/signals';
import type { Filter } from '../lib/router';
import { isMethodFault, type Fault } from '../jmap/fault';
import { firstCalls } from '../jmap/first';
import type { Id, QueryChangesResult, QueryResult } from '../jmap/types';
import { client } from './connection';
import { listStands } from './leisure';
import { askRows, peekMembers, emails, threads } from './mail-data';
import { keepList, keptList } from './offline';
import type { SearchFilter } from './search';
import { WINDOW, Windows } from './windows';

const SORT = [{ property: 'receivedAt', isAscending: false }];
const KEPT = 8;
const DEBOUNCE = 60;

export interface ListSpec {
	/* the folder, when the list is one */
	mailboxId: Id | null;
	filter: SearchFilter | null;
}

/* A folder or a search, narrowed by a quick filter. */
export function narrow(filter: SearchFilter | null, quick: Filter): SearchFilter | null {
	const extra: SearchFilter | null = quick === 'unread' ? { notKeyword: '$seen' }
		: quick === 'starred' ? { hasKeyword: '$flagged' }
		: quick === 'files' ? { hasAttachment: true }
		: null;
	if (!extra)
		return filter;
	if (!filter)
		return extra;
	if ('operator' in filter)
		return { operator: 'AND', conditions: [filter, extra] };
	const clash = Object.keys(extra).some(k => k in filter);
	return clash ? { operator: 'AND', conditions: [filter, extra] } : { ...filter, ...extra };
}

export class MailList {
	readonly spec: ListSpec;
	windows = new Windows();
	/* bumped when something to draw moved */
	readonly version = signal(0);
	readonly fault = signal<Fault | null>(null);
	#canChange = true;
	/* windows on their way, by position */
	#loading = new Map<number, Promise<void>>();
	#timer = 0;
	#wanted: [number, number] = [0, WINDOW];
	#refreshing: Promise<boolean> | null = null;
	#again = false;

	constructor(spec: ListSpec) {
		this.spec = spec;
	}

	#moved(): void {
		this.version.value++;
	}

	/* The view looks at these rows now. */
	look(first: number, end: number): void {
		this.#wanted = [first, end];
		if (this.fault.peek() || this.windows.missing(first, end).length === 0)
			return;
		clearTimeout(this.#timer);
		if (this.windows.known)
			this.#timer = window.setTimeout(() => void this.#fetchWanted(), DEBOUNCE);
		else
			void this.#fetchWanted();
	}

	async #fetchWanted(): Promise<void> {
		const starts = this.windows.missing(...this.#wanted);
		await Promise.all(starts.map(s => this.#loading.get(s) ?? this.#begin(s)));
	}

	#begin(position: number): Promise<void> {
		const done = this.#fetch(position, this.windows).finally(() => {
			this.#loading.delete(position);
			this.#moved();
			listStands();
		});
		this.#loading.set(position, done);
		return done;
	}

	#ask(position: number): { query: Promise<QueryResult>; rows: Promise<void> } {
		const c = client();
		const q = c.call<QueryResult>('Email/query', {
			filter: this.spec.filter,
			sort: SORT,
			collapseThreads: true,
			position,
			limit: WINDOW,
			calculateTotal: true,
		});
		return { query: q.result, rows: askRows(c, q.ref('/ids')).done };
	}

	async #fetch(position: number, into: Windows): Promise<void> {
		try {
			const { query, rows } = this.#ask(position);
			const [result] = await Promise.all([query, rows]);
			this.#canChange = result.canCalculateChanges;
			into.fill(result.position, result.ids, result.total ?? result.position + result.ids.length, result.queryState);
			this.fault.value = null;
			if (position === 0) {
				firstCalls.keep(`${location.pathname}${location.search}`);
				void this.#keep(result);
			}
		} catch (e) {
			if (!(position === 0 && !into.known && (e as Fault).kind === 'offline' && await this.#kept(into)))
				this.fault.value = e as Fault;
		}
	}

	/* The first rows, for a day without a connection. */
	async #keep(r: QueryResult): Promise<void> {
		const heads = r.ids.map(id => emails.peek(id)).filter(e => e !== undefined);
		const known = heads.map(e => threads.peek(e.threadId)).filter(x => x !== undefined);
		const members = known.flatMap(x => peekMembers(x.id));
		await keepList({ key: JSON.stringify(this.spec), ids: r.ids, total: r.total ?? r.ids.length, emails: [...new Map([...heads, ...members].map(e => [e.id, e])).values()], threads: known });
	}

	async #kept(into: Windows): Promise<boolean> {
		const kept = await keptList(JSON.stringify(this.spec));
		if (!kept)
			return false;
		emails.put(kept.emails);
		threads.put(kept.threads);
		/* No state: the first answer of the server replaces it all. */
		into.fill(0, kept.ids, kept.ids.length, '');
		this.#canChange = false;
		return true;
	}

	retry(): void {
		this.fault.value = null;
		void this.#fetchWanted();
		this.#moved();
	}

	/*
	 * Bring it up to date; calls while one runs are one more run after it. False:
	 * it could not be asked, and whoever had news asks again.
	 */
	refresh(): Promise<boolean> {
		this.#again = true;
		return this.#refreshing ??= this.#refreshAll();
	}

	async #refreshAll(): Promise<boolean> {
		let fresh = true;
		try {
			while (this.#again) {
				this.#again = false;
				fresh = await this.#refresh();
			}
			return fresh;
		} finally {
			this.#refreshing = null;
		}
	}

	async #refresh(): Promise<boolean> {
		if (!this.windows.known) {
			/* What is on its way may be older than the news that brought us here. */
			const late = this.#loading.size > 0;
			await this.#fetchWanted();
			if (!late || !this.windows.known)
				return this.fault.peek() === null || this.fault.peek()!.kind === 'method';
		}
		const settled = this.windows.accepted();
		try {
			if (!this.#canChange || !await this.#changes())
				await this.#anew();
			this.windows.show(settled);
			this.#moved();
			return true;
		} catch {
			/* What is shown stays. */
			return false;
		}
	}

	/* False when the server cannot say what changed. */
	async #changes(): Promise<boolean> {
		const c = client();
		const windows = this.windows;
		const since = windows.state;
		const q = c.call<QueryChangesResult>('Email/queryChanges', {
			filter: this.spec.filter,
			sort: SORT,
			collapseThreads: true,
			sinceQueryState: since,
			maxChanges: 500,
			calculateTotal: true,
		});
		const rows = askRows(c, q.ref('/added/*/id')).done;
		rows.catch(() => {});
		let result: QueryChangesResult;
		try {
			result = await q.result;
		} catch (e) {
			if (isMethodFault(e, 'cannotCalculateChanges', 'unknownMethod', 'tooManyChanges', 'unsupportedFilter', 'invalidArguments', 'serverFail')) {
				if (isMethodFault(e, 'unknownMethod'))
					this.#canChange = false;
				return false;
			}
			throw e;
		}
		await rows.catch(() => {});
		/* Another answer came in between, which may be older than this one. */
		if (windows !== this.windows || windows.state !== since) {
			this.#again = true;
			return true;
		}
		if (result.total === undefined)
			return false;
		windows.change(result.removed, result.added, result.total, result.newQueryState);
		return true;
	}

	/* Fetch what is in view again; the rest when it is looked at. */
	async #anew(): Promise<void> {
		const next = new Windows();
		const [first, end] = this.#wanted;
		const starts = new Set([0]);
		for (let s = Math.floor(first / WINDOW) * WINDOW; s < end; s += WINDOW)
			starts.add(s);
		const answers = await Promise.all([...starts].map(async s => {
			const { query, rows } = this.#ask(s);
			const [result] = await Promise.all([query, rows]);
			return result;
		}));
		for (const r of answers)
			next.fill(r.position, r.ids, r.total ?? r.position + r.ids.length, r.queryState);
		this.#canChange = answers[0]!.canCalculateChanges;
		next.takeHidden(this.windows);
		this.windows = next;
		this.fault.value = null;
	}

	/*
	 * A local change was made: rows whose conversation has nothing left in
	 * this folder go at once. Gives what to bring back when it is undone.
	 */
	hideGone(threadIds: ReadonlySet<Id>): { id: Id; position: number }[] {
		const box = this.spec.mailboxId;
		if (!box || !this.windows.known)
			return [];
		const gone: { id: Id; position: number }[] = [];
		for (const id of this.windows.ids()) {
			const e = emails.peek(id);
			if (!e || !threadIds.has(e.threadId))
				continue;
			const rest = peekMembers(e.threadId);
			if (!(rest.length > 0 ? rest : [e]).some(m => m.mailboxIds[box]))
				gone.push({ id, position: this.windows.positionOf(id) });
		}
		this.windows.hide(gone.map(g => g.id));
		if (gone.length > 0)
			this.#moved();
		return gone;
	}

	hide(ids: Id[]): void {
		this.windows.hide(ids);
		this.#moved();
	}

	accept(ids: Id[]): void {
		this.windows.accept(ids);
	}

	bringBack(rows: { id: Id; position: number }[]): void {
		for (const { id, position } of rows)
			this.windows.insert(Math.max(0, position), id);
		this.#moved();
	}
}

const lists = new Map<string, MailList>();

export function listFor(spec: ListSpec): MailList {
	const key = JSON.stringify(spec);
	let list = lists.get(key);
	if (list)
		lists.delete(key);
	else
		list = new MailList(spec);
	lists.set(key, list);
	while (lists.size > KEPT)
		lists.delete(lists.keys().next().value!);
	return list;
}

export function allLists(): MailList[] {
	return [...lists.values()];
}

/* The list on the page; set by the page's own signals. */
export const current = signal<MailList | null>(null);
