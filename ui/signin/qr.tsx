/* A QR code as the server drew it: dark on white in every theme, or phones do not read it. */
export function Qr({ size, path, label }: { size: number; path: string; label: string }) {
	return (
		<svg class="qrcode" viewBox={`0 0 ${size} ${size}`} role="img" aria-label={label} shape-rendering="crispEdges">
			<path d={`M0 0h${size}v${size}H0z`} fill="#fff" />
			<path d={path} fill="#000" />
		</svg>
	);
}
