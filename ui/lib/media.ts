/* Widths at which the layout changes (ui.md, section 3), as signals. */
import { signal, type ReadonlySignal } from '@preact/signals';

function query(text: string): ReadonlySignal<boolean> {
	const m = matchMedia(text);
	const s = signal(m.matches);
	m.addEventListener('change', () => {
		s.value = m.matches;
	});
	return s;
}

export const phone = query('(max-width: 699.98px)');
export const narrow = query('(max-width: 1099.98px)');
