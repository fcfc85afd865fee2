/*
 * Short messages at the foot of the page, newest last, each with at most one
 * action. They wait while the pointer or the focus is on them.
 */
import { signal } from '@preact/signals';
import { announce } from './announce';

export interface Toast {
	id: number;
	text: string;
	bad: boolean;
	action?: { text: string; run: () => void };
}

export const toasts = signal<readonly Toast[]>([]);

let next = 1;
let held = false;
const timers = new Map<number, number>();

export function toast(text: string, options: { action?: Toast['action']; bad?: boolean; spoken?: string; ms?: number } = {}): number {
	const id = next++;
	const item: Toast = { id, text, bad: options.bad ?? false };
	if (options.action)
		item.action = options.action;
	toasts.value = [...toasts.peek().slice(-2), item];
	announce(options.spoken ?? text);
	wait(id, options.ms ?? (item.bad ? 15_000 : 8_000));
	return id;
}

export function dismiss(id: number): void {
	clearTimeout(timers.get(id));
	timers.delete(id);
	toasts.value = toasts.peek().filter(x => x.id !== id);
}

export function hold(on: boolean): void {
	held = on;
}

function wait(id: number, ms: number): void {
	timers.set(id, window.setTimeout(() => {
		if (held)
			wait(id, 2_000);
		else
			dismiss(id);
	}, ms));
}
