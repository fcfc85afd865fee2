/* Rows that every page of the settings is made of. */
import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';

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
