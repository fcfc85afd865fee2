/*
 * One query's result as far as we looked: `total` and sparse windows of ids.
 * Rows that a local change took out are hidden at once and the positions of
 * the others close up; the server's word comes later. Pure: fetches nothing.
 */
import type { Id } from '../jmap/types';

export const WINDOW = 50;

export class Windows {
	#ids: (Id | undefined)[] = [];
	#total = 0;
	#known = false;
	/* id -> whether the server has accepted what hid it */
	readonly #hidden = new Map<Id, boolean>();
	#gaps: number[] | null = null;
	state = '';

	get known(): boolean {
		return this.#known;
	}

	/* Rows that a view shows. */
	get length(): number {
		return this.#total - this.#hiddenAt().length;
	}

	#hiddenAt(): number[] {
		if (this.#gaps === null) {
			this.#gaps = [];
			if (this.#hidden.size > 0)
				this.#ids.forEach((id, i) => {
					if (id !== undefined && this.#hidden.has(id))
						this.#gaps!.push(i);
				});
		}
		return this.#gaps;
	}

	/* Where row n of the view is in the server's result. */
	#position(row: number): number {
		let at = row;
		for (const gap of this.#hiddenAt()) {
			if (gap > at)
				break;
			at++;
		}
		return at;
	}

	at(row: number): Id | undefined {
		return this.#ids[this.#position(row)];
	}

	/* Row of an id in the view, or -1. */
	indexOf(id: Id): number {
		const at = this.#ids.indexOf(id);
		if (at < 0 || this.#hidden.has(id))
			return -1;
		return at - this.#hiddenAt().filter(gap => gap < at).length;
	}

	positionOf(id: Id): number {
		return this.#ids.indexOf(id);
	}

	has(id: Id): boolean {
		return this.#ids.includes(id);
	}

	/* Every id known, in order. */
	ids(): Id[] {
		return this.#ids.filter((id): id is Id => id !== undefined && !this.#hidden.has(id));
	}

	/* Starts of the windows that must be fetched to draw these rows. */
	missing(first: number, end: number): number[] {
		if (!this.#known)
			return [0];
		const out: number[] = [];
		const from = this.#position(Math.max(0, first));
		const to = Math.min(this.#total, this.#position(Math.max(0, end - 1)) + 1);
		for (let start = Math.floor(from / WINDOW) * WINDOW; start < to; start += WINDOW) {
			for (let i = start; i < Math.min(start + WINDOW, this.#total); i++) {
				if (this.#ids[i] === undefined) {
					out.push(start);
					break;
				}
			}
		}
		return out;
	}

	/*
	 * A window arrived. When the query's state moved since the others were
	 * fetched they may be wrong, so only the new one is kept.
	 */
	fill(position: number, ids: readonly Id[], total: number, state: string): void {
		if (this.#known && this.state !== state)
			this.#ids = [];
		for (const [i, id] of ids.entries()) {
			const elsewhere = this.#ids.indexOf(id);
			if (elsewhere >= 0 && elsewhere !== position + i)
				this.#ids[elsewhere] = undefined;
			this.#ids[position + i] = id;
		}
		this.#total = total;
		this.#ids.length = Math.min(this.#ids.length, total);
		this.#known = true;
		this.state = state;
		this.#gaps = null;
	}

	/* Email/queryChanges (RFC 8620, 5.6). */
	change(removed: readonly Id[], added: readonly { id: Id; index: number }[], total: number, state: string): void {
		const again = new Set(added.map(a => a.id));
		for (const id of removed) {
			const at = this.#ids.indexOf(id);
			if (at >= 0) {
				this.#ids.splice(at, 1);
			} else if (!again.has(id) || this.#ids.includes(undefined)) {
				/* Somewhere in a window that we do not know: what follows the first gap may have moved. */
				const gap = this.#firstGap();
				if (gap >= 0)
					this.#ids.length = gap;
			}
			if (!again.has(id))
				this.#hidden.delete(id);
		}
		for (const { id, index } of [...added].sort((a, b) => a.index - b.index)) {
			const at = this.#ids.indexOf(id);
			if (at >= 0)
				this.#ids.splice(at, 1);
			if (index <= this.#ids.length)
				this.#ids.splice(index, 0, id);
			else
				this.#ids[index] = id;
		}
		this.#total = total;
		this.#ids.length = Math.min(this.#ids.length, total);
		this.state = state;
		this.#gaps = null;
	}

	#firstGap(): number {
		for (let i = 0; i < this.#ids.length; i++)
			if (this.#ids[i] === undefined)
				return i;
		return -1;
	}

	hide(ids: readonly Id[]): void {
		for (const id of ids)
			this.#hidden.set(id, false);
		this.#gaps = null;
	}

	show(ids: readonly Id[]): void {
		for (const id of ids)
			this.#hidden.delete(id);
		this.#gaps = null;
	}

	accept(ids: readonly Id[]): void {
		for (const id of ids)
			if (this.#hidden.has(id))
				this.#hidden.set(id, true);
	}

	/* Hidden rows whose change the server has: a refresh begun now knows about them. */
	accepted(): Id[] {
		return [...this.#hidden].filter(([, done]) => done).map(([id]) => id);
	}

	/* Put a row back where it was, before the server says so. */
	insert(position: number, id: Id): void {
		this.#hidden.delete(id);
		if (!this.#ids.includes(id)) {
			if (position <= this.#ids.length)
				this.#ids.splice(position, 0, id);
			else
				this.#ids[position] = id;
			this.#total++;
		}
		this.#gaps = null;
	}

	/* Hidden rows live on when the windows are fetched anew. */
	takeHidden(from: Windows): void {
		for (const [id, done] of from.#hidden)
			if (!done)
				this.#hidden.set(id, done);
		this.#gaps = null;
	}
}
