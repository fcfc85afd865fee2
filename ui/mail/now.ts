/* The time, once a minute: "18 min ago" moves, and "today" ends at midnight. */
import { signal } from '@preact/signals';

export const now = signal(new Date());

export function startClock(): void {
	setInterval(() => {
		if (document.visibilityState === 'visible')
			now.value = new Date();
	}, 60_000);
}
