/*
 * System, light or dark. boot.js sets the attribute before the first paint
 * from the same place.
 */
import { effect, signal } from '@preact/signals';

export type Theme = 'system' | 'light' | 'dark';

const KEY = 'hayloft.theme';

function stored(): Theme {
	try {
		const v = localStorage.getItem(KEY);
		return v === 'light' || v === 'dark' ? v : 'system';
	} catch {
		return 'system';
	}
}

export const theme = signal<Theme>(stored());
export const dark = signal(false);

export function startTheme(): void {
	const query = matchMedia('(prefers-color-scheme: dark)');
	const apply = (): void => {
		dark.value = theme.value === 'dark' || (theme.value === 'system' && query.matches);
		document.documentElement.dataset['theme'] = dark.value ? 'dark' : 'light';
	};
	query.addEventListener('change', apply);
	effect(apply);
}

export function setTheme(next: Theme): void {
	theme.value = next;
	try {
		if (next === 'system')
			localStorage.removeItem(KEY);
		else
			localStorage.setItem(KEY, next);
	} catch {
		/* a browser without storage keeps it for this page */
	}
}
