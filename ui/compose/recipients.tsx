/*
 * Addresses as tokens. Takes typing, pasting of many, and suggestions from
 * the people that our mail names.
 */
import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useEffect, useId, useRef } from 'preact/hooks';
import { displayName, formatAddress, parseAddresses, type Address } from '../lib/address';
import { Avatar } from '../lib/avatar';
import { announce } from '../lib/announce';
import { Icon } from '../lib/icon';
import { t } from '../lib/i18n';
import { askDirectory, suggest } from '../model/people';

export function RecipientField({ label, value, others, onChange, focus, children }: {
	label: string;
	value: readonly Address[];
	others: readonly Address[];
	onChange: (list: Address[]) => void;
	focus?: boolean;
	children?: ComponentChildren;
}) {
	const id = useId();
	const input = useRef<HTMLInputElement>(null);
	const text = useSignal('');
	const bad = useSignal(false);
	const at = useSignal(-1);
	const shut = useSignal(false);
	useEffect(() => {
		if (focus)
			input.current?.focus();
	}, []);

	const add = (list: readonly Address[]): void => {
		const next = [...value];
		for (const a of list)
			if (!next.some(x => x.email.toLowerCase() === a.email.toLowerCase()))
				next.push({ name: a.name, email: a.email });
		onChange(next);
	};
	/* What is complete becomes tokens; the rest stays to be mended. */
	const take = (typed: string): void => {
		const { good, bad: rest } = parseAddresses(typed);
		if (good.length > 0)
			add(good);
		text.value = rest.join(', ');
		bad.value = rest.length > 0;
		at.value = -1;
	};
	const remove = (a: Address): void => {
		onChange(value.filter(x => x !== a));
		announce(t('recipient-removed', { name: displayName(a) }));
		input.current?.focus();
	};
	const found = shut.value ? [] : suggest(text.value, [...value, ...others]);
	const open = found.length > 0;
	const choose = (a: Address): void => {
		add([a]);
		text.value = '';
		bad.value = false;
		at.value = -1;
		input.current?.focus();
	};
	const onKeyDown = (e: KeyboardEvent): void => {
		if (open && (e.key === 'ArrowDown' || e.key === 'ArrowUp')) {
			const n = found.length;
			at.value = e.key === 'ArrowDown' ? (at.value + 1) % n : (at.value <= 0 ? n : at.value) - 1;
			e.preventDefault();
		} else if (open && e.key === 'Escape') {
			shut.value = true;
			e.preventDefault();
			e.stopPropagation();
		} else if ((e.key === 'Enter' && !e.ctrlKey && !e.metaKey) || (e.key === 'Tab' && open && at.value >= 0)) {
			if (open && at.value >= 0)
				choose(found[at.value]!);
			else if (text.value.trim() && parseAddresses(text.value).good.length === 0 && open)
				choose(found[0]!);
			else if (text.value.trim())
				take(text.value);
			e.preventDefault();
		} else if ((e.key === ',' || e.key === ';') && parseAddresses(text.value).good.length > 0) {
			take(text.value);
			e.preventDefault();
		} else if (e.key === 'Backspace' && text.value === '' && value.length > 0) {
			remove(value[value.length - 1]!);
			e.preventDefault();
		}
	};
	return (
		<div class="fl rf" onClick={e => {
			if (e.target === e.currentTarget)
				input.current?.focus();
		}}>
			<label class="l" for={id}>{label}</label>
			<div class="toks">
				{value.map(a => (
					<span key={a.email} class="tok" title={a.email}>
						<Avatar of={a} size="xs" />
						<span dir="auto">{displayName(a)}</span>
						<button type="button" aria-label={t('remove-recipient', { name: formatAddress(a) })} onClick={() => remove(a)}><Icon name="x" size="xs" /></button>
					</span>
				))}
				<input
					ref={input}
					id={id}
					class={`rcpt${value.length > 0 && !text.value ? ' idle' : ''}`}
					type="text"
					inputMode="email"
					autocomplete="off"
					autocapitalize="off"
					spellcheck={false}
					role="combobox"
					aria-autocomplete="list"
					aria-expanded={open}
					{...(open ? { 'aria-controls': `${id}-list` } : {})}
					{...(open && at.value >= 0 ? { 'aria-activedescendant': `${id}-${at.value}` } : {})}
					aria-invalid={bad.value}
					value={text.value}
					onInput={e => {
						text.value = e.currentTarget.value;
						askDirectory(text.value);
						bad.value = false;
						shut.value = false;
						at.value = -1;
					}}
					onPaste={e => {
						const pasted = e.clipboardData?.getData('text') ?? '';
						if (/[,;\n]|@.*\s.*@/u.test(pasted)) {
							e.preventDefault();
							take(text.value + pasted);
						}
					}}
					onBlur={() => {
						shut.value = true;
						if (text.value.trim())
							take(text.value);
					}}
					onKeyDown={onKeyDown}
				/>
			</div>
			{children}
			{open && (
				<ul class="sugg" role="listbox" id={`${id}-list`} aria-label={t('suggestions')}>
					{found.map((a, i) => (
						<li
							key={a.email}
							id={`${id}-${i}`}
							role="option"
							aria-selected={i === at.value}
							onMouseDown={e => {
								e.preventDefault();
								choose(a);
							}}
						>
							<Avatar of={a} size="s" />
							<span dir="auto">{displayName(a)}</span>
							{a.name && <small>{a.email}</small>}
						</li>
					))}
				</ul>
			)}
		</div>
	);
}
