/*
 * How the pages look: what this browser saw last stands there at once, and
 * what the server says now replaces it.
 */
import { computed, effect, signal } from '@preact/signals';
import { readLocal, writeLocal } from '../lib/local';
import { dark } from '../lib/theme';
import { askLook, type Look } from '../rest/look';
import { phase } from './connection';

export const look = signal<Look>(readLocal<Look>('look', {}));

/* The picture for the ground that is shown, else for the other one; '' for our own. */
export const logoUrl = computed(() => {
	const { light, dark: night } = look.value.logo ?? {};
	const ground = dark.value ? (night ? 'dark' : 'light') : light ? 'light' : 'dark';
	const version = ground === 'dark' ? night : light;
	return version ? `/api/v2/look/${ground}?v=${version}` : '';
});

export async function loadLook(): Promise<void> {
	const now = await askLook();
	if (!now || JSON.stringify(now) === JSON.stringify(look.peek()))
		return;
	look.value = now;
	/* Links may name whoever is signed in: they stay with the session. */
	const { links: _, ...kept } = now;
	writeLocal('look', kept);
}

/* Announcements that were put away here. */
const putAway = signal<string>(readLocal('announcement', ''));

export const announcement = computed(() => (look.value.announcement?.text === putAway.value ? undefined : look.value.announcement));

export function putAnnouncementAway(): void {
	putAway.value = look.peek().announcement?.text ?? '';
	writeLocal('announcement', putAway.value);
}

/* The picture of the tab; and what is told changes while a page is open. */
export function startLook(): void {
	const icon = document.querySelector<HTMLLinkElement>('link[rel=icon]');
	const ours = icon?.href ?? '';
	effect(() => {
		if (icon && icon.href !== (logoUrl.value || ours)) {
			icon.type = logoUrl.value ? '' : 'image/svg+xml';
			icon.href = logoUrl.value || ours;
		}
	});
	setInterval(() => {
		if (phase.peek() === 'ready' && document.visibilityState === 'visible')
			void loadLook();
	}, 15 * 60_000);
}
