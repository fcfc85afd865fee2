/* An icon that opens a menu. */
import { useSignal } from '@preact/signals';
import { IconButton } from './button';
import { Menu, type MenuItem } from './overlay';

export function MenuButton({ icon, label, items }: { icon: string; label: string; items: () => readonly MenuItem[] }) {
	const at = useSignal<DOMRect | null>(null);
	return (
		<>
			<IconButton
				icon={icon}
				label={label}
				aria-haspopup="menu"
				aria-expanded={at.value !== null}
				onClick={e => {
					at.value = e.currentTarget.getBoundingClientRect();
				}}
			/>
			{at.value && <Menu label={label} at={at.value} items={items()} onClose={() => { at.value = null; }} />}
		</>
	);
}
