import { hue, initials, type Address } from './address';

export function Avatar({ of, size }: { of: Address | undefined; size?: 's' | 'xs' | 'l' }) {
	return (
		<span class={`av h${of ? hue(of.email) : 8}${size ? ` ${size}` : ''}`} aria-hidden="true">
			{initials(of)}
		</span>
	);
}
