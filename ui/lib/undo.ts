/* What can be taken back, newest last. */
export interface Undoable {
	text: string;
	undo: () => void;
}

export class UndoStack {
	readonly #items: Undoable[] = [];
	readonly #limit: number;

	constructor(limit = 20) {
		this.#limit = limit;
	}

	push(item: Undoable): void {
		this.#items.push(item);
		if (this.#items.length > this.#limit)
			this.#items.shift();
	}

	/* Take a given one (its toast was pressed), or the newest. */
	pop(item?: Undoable): Undoable | undefined {
		if (!item)
			return this.#items.pop();
		const at = this.#items.indexOf(item);
		return at < 0 ? undefined : this.#items.splice(at, 1)[0];
	}

	/* What the server refused can no longer be undone. */
	drop(item: Undoable): void {
		this.pop(item);
	}

	get size(): number {
		return this.#items.length;
	}
}
