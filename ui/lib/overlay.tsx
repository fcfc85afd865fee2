/*
 * Dialogs and menus on the browser's own <dialog> and popover: the top layer,
 * Escape, and the inert page behind come from there. Focus goes back to where
 * it was when one closes.
 */
import type { ComponentChildren } from 'preact';
import { useId, useLayoutEffect, useRef } from 'preact/hooks';
import { IconButton } from './button';
import { Icon } from './icon';
import { t } from './i18n';
import { command, keyLabel } from './keys';

export function Dialog({ title, onClose, children, class: extra, locked }: {
	title: string;
	onClose: () => void;
	children: ComponentChildren;
	class?: string;
	/* must be answered: no Escape, no close button */
	locked?: boolean;
}) {
	const ref = useRef<HTMLDialogElement>(null);
	const id = useId();
	useLayoutEffect(() => {
		const before = document.activeElement as HTMLElement | null;
		const dialog = ref.current!;
		dialog.showModal();
		dialog.querySelector<HTMLElement>('[data-focus]')?.focus();
		return () => {
			dialog.close();
			if (before?.isConnected)
				before.focus({ preventScroll: true });
		};
	}, []);
	return (
		<dialog
			ref={ref}
			class={`dialog${extra ? ` ${extra}` : ''}`}
			aria-labelledby={id}
			onCancel={e => {
				e.preventDefault();
				if (!locked)
					onClose();
			}}
			onClick={e => {
				if (e.target === ref.current && !locked)
					onClose();
			}}
		>
			<div class="dialog-in">
				<div class="head">
					<h2 id={id}>{title}</h2>
					{!locked && <IconButton icon="x" label={t('close')} onClick={onClose} />}
				</div>
				{children}
			</div>
		</dialog>
	);
}

export function ConfirmDialog({ title, text, action, destroys, onYes, onClose }: {
	title: string; text: string; action: string; destroys?: boolean; onYes: () => void; onClose: () => void;
}) {
	return (
		<Dialog title={title} onClose={onClose} class="small">
			<p class="dialog-text">{text}</p>
			<div class="foot">
				<button type="button" class="btn sec" data-focus onClick={onClose}>{t('cancel')}</button>
				<button type="button" class={`btn ${destroys ? 'danger' : 'pri'}`} onClick={() => { onClose(); onYes(); }}>{action}</button>
			</div>
		</Dialog>
	);
}

export interface MenuItem {
	text: string;
	icon?: string;
	hint?: string;
	checked?: boolean;
	/* several may be checked at once */
	many?: boolean;
	/* a dot in one of the eight hues */
	hue?: number;
	/* what runs puts something in the menu's place: it does not close first */
	keep?: boolean;
	depth?: number;
	disabled?: boolean;
	href?: string;
	run: () => void;
}

/* A row of the command table as a row of a menu. */
export function commandItem(id: string, icon: string): MenuItem {
	const c = command(id)!;
	return { text: t(c.text), icon, hint: keyLabel(c), disabled: !(c.enabled?.() ?? true), run: c.run };
}

/*
 * A menu beside the element that opened it, or at a point. Arrow keys, Home,
 * End and first letters move; Escape and Tab close.
 */
export function Menu({ label, items, at, onClose, find }: {
	label: string;
	items: readonly MenuItem[];
	at: DOMRect | { x: number; y: number };
	onClose: () => void;
	/* a field above the items that narrows them */
	find?: { value: string; placeholder: string; set: (s: string) => void };
}) {
	const ref = useRef<HTMLDivElement>(null);
	const returnTo = useRef<HTMLElement | null>(null);
	useLayoutEffect(() => {
		const menu = ref.current!;
		returnTo.current = document.activeElement as HTMLElement | null;
		menu.showPopover();
		const box = menu.getBoundingClientRect();
		const anchor = at instanceof DOMRect ? at : new DOMRect(at.x, at.y, 0, 0);
		const rtl = getComputedStyle(menu).direction === 'rtl';
		let x = rtl ? anchor.right - box.width : anchor.left;
		if (x + box.width > innerWidth - 8)
			x = anchor.right - box.width;
		x = Math.max(8, Math.min(x, innerWidth - box.width - 8));
		let y = anchor.bottom + 4;
		if (y + box.height > innerHeight - 8)
			y = Math.max(8, anchor.top - box.height - 4);
		menu.style.translate = `${x}px ${y}px`;
		(menu.querySelector<HTMLElement>('input') ?? menu.querySelector<HTMLElement>('[role^=menuitem]:not([aria-disabled=true])'))?.focus();
		const toggled = (e: Event): void => {
			if ((e as ToggleEvent).newState === 'closed')
				onClose();
		};
		menu.addEventListener('toggle', toggled);
		return () => {
			menu.removeEventListener('toggle', toggled);
			const inside = menu.contains(document.activeElement) || document.activeElement === document.body;
			if (inside && returnTo.current?.isConnected)
				returnTo.current.focus({ preventScroll: true });
		};
	}, []);

	const move = (to: 'next' | 'prev' | 'first' | 'last'): void => {
		const rows = [...ref.current!.querySelectorAll<HTMLElement>('[role^=menuitem]:not([aria-disabled=true])')];
		const now = rows.indexOf(document.activeElement as HTMLElement);
		const index = to === 'first' ? 0 : to === 'last' ? rows.length - 1 : to === 'next' ? (now + 1) % rows.length : (now <= 0 ? rows.length : now) - 1;
		rows[index]?.focus();
	};
	const onKeyDown = (e: KeyboardEvent): void => {
		const moves: Record<string, 'next' | 'prev' | 'first' | 'last'> = { ArrowDown: 'next', ArrowUp: 'prev', Home: 'first', End: 'last' };
		const field = e.target instanceof HTMLInputElement;
		if (e.key === 'Tab' || e.key === 'Escape') {
			e.preventDefault();
			onClose();
		} else if (field && e.key === 'Enter') {
			e.preventDefault();
			ref.current!.querySelector<HTMLElement>('[role^=menuitem]:not([aria-disabled=true])')?.click();
		} else if (moves[e.key] && !(field && (e.key === 'Home' || e.key === 'End'))) {
			e.preventDefault();
			move(moves[e.key]!);
		} else if (!field && /^\p{L}$/u.test(e.key) && !e.ctrlKey && !e.metaKey) {
			const rows = [...ref.current!.querySelectorAll<HTMLElement>('[role^=menuitem]')];
			const now = rows.indexOf(document.activeElement as HTMLElement);
			const hit = [...rows.slice(now + 1), ...rows.slice(0, now + 1)].find(r => r.textContent?.trim().toLowerCase().startsWith(e.key.toLowerCase()));
			hit?.focus();
		}
		e.stopPropagation();
	};
	const choose = (item: MenuItem): void => {
		if (item.disabled)
			return;
		if (item.keep) {
			item.run();
			return;
		}
		onClose();
		/* After the focus went back, so that what runs may move it again. */
		queueMicrotask(item.run);
	};
	const rows = items.map(item => {
		const inside = (
			<>
				{item.icon ? <Icon name={item.icon} /> : item.checked === undefined ? null : <span class="menu-check">{item.checked && <Icon name="check" />}</span>}
				{item.hue !== undefined && <span class={`dot d${item.hue}`} aria-hidden="true" />}
				<span class="menu-text" dir="auto">{item.text}</span>
				{item.hint && <kbd class="kbd">{item.hint}</kbd>}
			</>
		);
		const indent = item.depth ? { paddingInlineStart: `${10 + item.depth * 16}px` } : {};
		return item.href
			? <a key={item.text} role="menuitem" class="menu-item" tabIndex={-1} href={item.href} download onClick={onClose} style={indent}>{inside}</a>
			: (
				<div
					key={item.text + (item.hint ?? '')}
					role={item.checked === undefined ? 'menuitem' : item.many ? 'menuitemcheckbox' : 'menuitemradio'}
					{...(item.checked === undefined ? {} : { 'aria-checked': item.checked })}
					class="menu-item"
					tabIndex={-1}
					aria-disabled={item.disabled ?? false}
					style={indent}
					onClick={() => choose(item)}
					onKeyDown={e => {
						if (e.key === 'Enter' || e.key === ' ') {
							e.preventDefault();
							choose(item);
						}
					}}
				>
					{inside}
				</div>
			);
	});
	return (
		<div ref={ref} popover="auto" class="menu" onKeyDown={onKeyDown}>
			{find && (
				<input
					class="menu-find"
					type="search"
					aria-label={find.placeholder}
					placeholder={find.placeholder}
					value={find.value}
					onInput={e => find.set(e.currentTarget.value)}
				/>
			)}
			{rows.length > 0 && <div role="menu" aria-label={label} class="menu-rows">{rows}</div>}
		</div>
	);
}
