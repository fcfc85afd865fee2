/*
 * One table of commands drives keys, menus, tooltips and the help page.
 * A row names its keys as in ui.md: "e", "Shift+I", "Ctrl+Enter", "g i" for
 * a sequence. Single keys can be switched off as a whole (WCAG 2.1.4).
 */
import { signal } from '@preact/signals';

export type Scope = 'everywhere' | 'list' | 'conversation' | 'composer';

export interface Command {
	id: string;
	/* key of the title in locales/, `cmd-` and the id */
	text: string;
	keys: readonly string[];
	scope: Scope;
	run: () => void;
	enabled?: () => boolean;
	/* also while a field has the focus */
	inFields?: boolean;
}

export const commands: Command[] = [];
export const singleKeys = signal(true);

export function addCommands(rows: Command[]): void {
	commands.push(...rows);
}

export function command(id: string): Command | undefined {
	return commands.find(c => c.id === id);
}

export function runCommand(id: string): void {
	const c = command(id);
	if (c && (c.enabled?.() ?? true))
		c.run();
}

/* The key as the table writes it: Ctrl stands for Command on a Mac. */
export function keyName(e: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>): string {
	let key = e.key;
	if (key === ' ')
		key = 'Space';
	const ctrl = e.ctrlKey || e.metaKey;
	const letter = /^\p{L}$/u.test(key);
	const name = letter ? (e.shiftKey || ctrl ? key.toUpperCase() : key.toLowerCase()) : key;
	/* For signs such as "#" Shift is part of typing them, not of the key. */
	const shift = e.shiftKey && (letter || key.length > 1);
	return `${ctrl ? 'Ctrl+' : ''}${e.altKey ? 'Alt+' : ''}${shift ? 'Shift+' : ''}${name}`;
}

/* Which command a key means, given the keys typed just before. Pure. */
export function match(rows: readonly Command[], before: string, key: string): { row?: Command; pending: string } {
	const sequence = before ? `${before} ${key}` : key;
	const row = rows.find(c => c.keys.includes(sequence) && (c.enabled?.() ?? true));
	if (row)
		return { row, pending: '' };
	if (rows.some(c => c.keys.some(k => k.startsWith(`${sequence} `))))
		return { pending: sequence };
	return before ? match(rows, '', key) : { pending: '' };
}

function inField(target: EventTarget | null): boolean {
	return target instanceof HTMLElement
		&& (target.isContentEditable || /^(?:INPUT|TEXTAREA|SELECT)$/u.test(target.tagName))
		&& !/^(?:checkbox|radio|button)$/u.test((target as HTMLInputElement).type ?? '');
}

let pending = '';
let timer = 0;

export function handleKey(e: KeyboardEvent): void {
	if (e.defaultPrevented || e.isComposing || /^(?:Shift|Control|Alt|Meta|AltGraph)$/u.test(e.key))
		return;
	const dialog = document.querySelector('dialog[open]:modal') !== null;
	const field = inField(e.target);
	const key = keyName(e);
	const single = !key.includes('Ctrl+') && !/^(?:Escape|Enter|Arrow.*|Home|End|Page.*|Delete|F\d+)$/u.test(key);
	if (dialog || (single && !singleKeys.peek()))
		return;
	/* Enter and Space belong to the button or link that has the focus. */
	const target = e.target as HTMLElement | null;
	if ((key === 'Enter' || key === 'Space') && target?.closest?.('button,a[href],summary,[role=menuitem]'))
		return;
	const rows = field ? commands.filter(c => c.inFields) : commands;
	const found = match(rows, field ? '' : pending, key);
	clearTimeout(timer);
	pending = found.pending;
	if (pending)
		timer = window.setTimeout(() => {
			pending = '';
		}, 1200);
	if (found.row || found.pending)
		e.preventDefault();
	found.row?.run();
}

/* Keys as shown: first one, with the signs of the platform left plain. */
export function keyLabel(c: Command | undefined): string {
	const k = c?.keys[0];
	return k ? labelOf(k) : '';
}

export function labelOf(keys: string): string {
	const names: Record<string, string> = { Escape: 'Esc', ArrowDown: '↓', ArrowUp: '↑', Enter: 'Enter', PageUp: 'PgUp', PageDown: 'PgDn' };
	return keys.split(' ').map(k => k.split('+').map(p => names[p] ?? (p.length === 1 ? p.toUpperCase() : p)).join(' ')).join(' ');
}
