/* A sign of the sprite, coloured by the text around it. */
export function Icon({ name, size }: { name: string; size?: 's' | 'xs' | 'l' }) {
	return (
		<svg class={size ? `i ${size}` : 'i'} aria-hidden="true">
			<use href={`${ASSETS.icons}#${name}`} />
		</svg>
	);
}
