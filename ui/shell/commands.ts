/* The rows of the command table that belong to no topic. */
import { signal } from '@preact/signals';
import type { Command } from '../lib/keys';

export const helpOpen = signal(false);

export function shellCommands(): Command[] {
	return [
		{ id: 'help', text: 'cmd-help', keys: ['?'], scope: 'everywhere', run: () => {
			helpOpen.value = true;
		} },
		{ id: 'search', text: 'cmd-search', keys: ['/'], scope: 'everywhere', run: () => document.querySelector<HTMLElement>('.find input')?.focus() },
	];
}
