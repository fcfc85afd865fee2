/* Buttons whose name, tooltip and key come from the command table. */
import type { JSX } from 'preact';
import { Icon } from './icon';
import { t } from './i18n';
import { command, keyLabel } from './keys';

type Rest = Omit<JSX.IntrinsicElements['button'], 'icon' | 'label'>;

export function IconButton({ icon, label, keys, size, class: extra, ...rest }: Rest & { icon: string; label: string; keys?: string; size?: 's' | 'xs' | 'l'; class?: string }) {
	return (
		<button
			type="button"
			class={`ib${extra ? ` ${extra}` : ''}`}
			aria-label={label}
			title={keys ? `${label} (${keys})` : label}
			{...rest}
		>
			<Icon name={icon} {...(size ? { size } : {})} />
		</button>
	);
}

/* An icon button that runs a command of the table. */
export function CommandButton({ id, icon, label, class: extra, ...rest }: Rest & { id: string; icon: string; label?: string; class?: string }) {
	const c = command(id);
	const enabled = c?.enabled?.() ?? true;
	return (
		<IconButton
			icon={icon}
			label={label ?? (c ? t(c.text) : id)}
			keys={keyLabel(c)}
			disabled={!enabled}
			onClick={() => c?.run()}
			{...(extra ? { class: extra } : {})}
			{...rest}
		/>
	);
}
