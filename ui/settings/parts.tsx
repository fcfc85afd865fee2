/* Rows that every page of the settings is made of. */
import { useSignal, type Signal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useEffect, useId } from 'preact/hooks';
import { t } from '../lib/i18n';
import { toast } from '../lib/toast';
import { refusedText, why } from '../model/refused';

/*
 * What a part of a page needs of the server before there is something to show.
 * `instead` stands there until it has come, and says why it did not.
 */
export function useAsked<T>(ask: () => Promise<T>): { it: Signal<T | null>; again: () => Promise<void>; instead: ComponentChildren } {
	const it = useSignal<T | null>(null);
	const bad = useSignal('');
	const again = (): Promise<void> => {
		bad.value = '';
		return ask().then(got => {
			it.value = got;
		}, e => {
			if (it.peek() === null)
				bad.value = t('part-failed', { why: why(e) });
			else
				toast(refusedText(e), { bad: true });
		});
	};
	useEffect(() => void again(), []);
	const instead = bad.value
		? (
			<div class="set-row" role="alert">
				<span>{bad.value}</span>
				<button type="button" class="btn sec" onClick={() => void again()}>{t('retry')}</button>
			</div>
		)
		: <p class="late" role="status">{t('loading')}</p>;
	return { it, again, instead };
}

export function Group({ title, text, children }: { title?: string; text?: string; children: ComponentChildren }) {
	return (
		<section class="set-group">
			{title && <h3>{title}</h3>}
			{text && <p>{text}</p>}
			<div class="set-box">{children}</div>
		</section>
	);
}

export function Row({ label, hint, children }: { label: string; hint?: string; children: (id: string) => ComponentChildren }) {
	const id = useId();
	return (
		<div class="set-row">
			<div><label for={id}>{label}</label>{hint && <small>{hint}</small>}</div>
			{children(id)}
		</div>
	);
}

export function Choice<T extends string>({ label, hint, value, of, set }: { label: string; hint?: string; value: T; of: readonly (readonly [T, string])[]; set: (v: T) => void }) {
	return (
		<Row label={label} {...(hint ? { hint } : {})}>
			{id => <select id={id} value={value} onChange={e => set(e.currentTarget.value as T)}>{of.map(([v, text]) => <option key={v} value={v}>{text}</option>)}</select>}
		</Row>
	);
}

export function Toggle({ label, hint, value, set, disabled }: { label: string; hint?: string; value: boolean; set: (v: boolean) => void; disabled?: boolean }) {
	return (
		<Row label={label} {...(hint ? { hint } : {})}>
			{id => <input id={id} class="toggle" type="checkbox" role="switch" checked={value} disabled={disabled ?? false} onChange={e => set(e.currentTarget.checked)} />}
		</Row>
	);
}
