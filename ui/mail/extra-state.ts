/* What the dialogs of reading show: a preview of files, the source. Loaded on first use. */
import { signal } from '@preact/signals';
import { t } from '../lib/i18n';
import { loadStyle } from '../lib/style';
import { toast } from '../lib/toast';
import type { ComponentType } from 'preact';
import type { BodyPart, FullEmail } from '../jmap/types';

export type Extra =
	| { kind: 'preview'; files: readonly BodyPart[]; at: number }
	| { kind: 'source'; mail: FullEmail };

export const extra = signal<Extra | null>(null);
export const ExtraView = signal<ComponentType | null>(null);

export function openExtra(what: Extra): void {
	extra.value = what;
	if (ExtraView.peek())
		return;
	Promise.all([import('./extra'), loadStyle(ASSETS.extra)]).then(([m]) => {
		ExtraView.value = m.Extra;
	}, () => {
		extra.value = null;
		toast(t('chunk-failed'), { bad: true });
	});
}

export function closeExtra(): void {
	extra.value = null;
}

export async function saveAll(files: readonly BodyPart[], name: string): Promise<void> {
	try {
		await (await import('./extra')).saveZip(files, name);
	} catch {
		toast(t('save-all-failed'), { bad: true });
	}
}
