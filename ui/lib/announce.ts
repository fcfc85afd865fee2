/* Words for screen readers that nobody has to look for. */
import { signal } from '@preact/signals';

export const announcement = signal('');

let flip = false;

/* The same words twice are still two announcements: a space at the end differs. */
export function announce(text: string): void {
	flip = !flip;
	announcement.value = text + (flip ? '\u00a0' : '');
}
