/* Sizes as people read them: "248 kB", "1.4 MB". */
const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const;

export function bytes(n: number, locale: string): string {
	let i = 0;
	let v = n;
	while (v >= 1000 && i < units.length - 1) {
		v /= 1000;
		i++;
	}
	return new Intl.NumberFormat(locale, {
		style: 'unit',
		unit: units[i]!,
		unitDisplay: i === 0 ? 'long' : 'short',
		maximumFractionDigits: v < 10 && i > 1 ? 1 : 0,
	}).format(v);
}
