/*
 * Records by id: what the server said, and the local changes that it has not
 * confirmed yet. Views see the sum and are redrawn when it moves.
 */
import { signal, type Signal } from '@preact/signals';
import type { Id, Patch } from '../jmap/types';

/* A JMAP patch (RFC 8620, 5.3) on a copy: "keywords/$seen": true, null deletes. */
export function applyPatch<T extends object>(record: T, patch: Patch): T {
	const out = { ...record } as Record<string, unknown>;
	for (const [path, value] of Object.entries(patch)) {
		const [key, ...rest] = path.split('/').map(unescapePointer) as [string, ...string[]];
		if (rest.length === 0) {
			if (value === null)
				delete out[key];
			else
				out[key] = value;
			continue;
		}
		const inner = { ...(out[key] as Record<string, unknown> | undefined) };
		const name = rest.join('/');
		if (value === null || value === false)
			delete inner[name];
		else
			inner[name] = value;
		out[key] = inner;
	}
	return out as T;
}

/* The patch that takes `patch` back from a record it was applied to. */
export function inversePatch(record: object, patch: Patch): Patch {
	const out: Patch = {};
	for (const path of Object.keys(patch)) {
		const [key, ...rest] = path.split('/').map(unescapePointer) as [string, ...string[]];
		const old = (record as Record<string, unknown>)[key];
		if (rest.length === 0)
			out[path] = old ?? null;
		else
			out[path] = (old as Record<string, unknown> | undefined)?.[rest.join('/')] ?? null;
	}
	return out;
}

export function escapePointer(s: string): string {
	return s.replace(/~/gu, '~0').replace(/\//gu, '~1');
}

function unescapePointer(s: string): string {
	return s.replace(/~1/gu, '/').replace(/~0/gu, '~');
}

interface Slot<T> {
	server: T | undefined;
	pending: Patch[];
	sum: Signal<T | undefined>;
}

export class Records<T extends { id: Id }> {
	readonly #slots = new Map<Id, Slot<T>>();
	readonly #better: (record: T) => T;

	/* BETTER: what somebody found out since, over what the server says. */
	constructor(better: (record: T) => T = r => r) {
		this.#better = better;
	}

	#slot(id: Id): Slot<T> {
		let slot = this.#slots.get(id);
		if (!slot)
			this.#slots.set(id, slot = { server: undefined, pending: [], sum: signal(undefined) });
		return slot;
	}

	#draw(slot: Slot<T>): void {
		slot.sum.value = slot.server && slot.pending.reduce<T>((r, p) => applyPatch(r, p), slot.server);
	}

	/* Reading inside a view subscribes it. */
	get(id: Id): T | undefined {
		return this.#slot(id).sum.value;
	}

	peek(id: Id): T | undefined {
		return this.#slots.get(id)?.sum.peek();
	}

	/* What the server said. */
	put(list: readonly T[]): void {
		for (const r of list) {
			const slot = this.#slot(r.id);
			slot.server = this.#better({ ...slot.server, ...r });
			this.#draw(slot);
		}
	}

	/* A part of what the server knows; counts only for records that we hold. */
	update(list: readonly (Partial<T> & { id: Id })[]): void {
		for (const r of list) {
			const slot = this.#slots.get(r.id);
			if (slot?.server) {
				slot.server = this.#better({ ...slot.server, ...r });
				this.#draw(slot);
			}
		}
	}

	remove(ids: readonly Id[]): void {
		for (const id of ids) {
			const slot = this.#slots.get(id);
			if (slot) {
				slot.server = undefined;
				slot.pending = [];
				this.#draw(slot);
			}
		}
	}

	/* A local change until `settle` says what became of it. */
	patch(id: Id, patch: Patch): void {
		const slot = this.#slot(id);
		slot.pending.push(patch);
		this.#draw(slot);
	}

	settle(id: Id, patch: Patch, accepted: boolean): void {
		const slot = this.#slots.get(id);
		if (!slot)
			return;
		slot.pending = slot.pending.filter(p => p !== patch);
		if (accepted && slot.server)
			slot.server = applyPatch(slot.server, patch);
		this.#draw(slot);
	}

	held(ids: readonly Id[]): Id[] {
		return ids.filter(id => this.#slots.get(id)?.server);
	}

	all(): T[] {
		const out: T[] = [];
		for (const slot of this.#slots.values())
			if (slot.sum.value)
				out.push(slot.sum.value);
		return out;
	}

	clear(): void {
		for (const slot of this.#slots.values())
			slot.sum.value = undefined;
		this.#slots.clear();
	}
}
