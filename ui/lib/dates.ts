/*
 * Dates as people read them. Everything takes `now` and the locale, so that
 * tests can hold the clock.
 */
const DAY = 86_400_000;

let zone: string | undefined;

/* '' means the browser's own; a zone that it does not know counts as that. */
export function useTimeZone(name: string): void {
	try {
		zone = name ? new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone : undefined;
	} catch {
		zone = undefined;
	}
	cache.clear();
}

/* Year, month and day where the reader is. */
function dayParts(d: Date): [number, number, number] {
	if (!zone)
		return [d.getFullYear(), d.getMonth(), d.getDate()];
	const [y, m, day] = format('en-CA', 'parts', { year: 'numeric', month: '2-digit', day: '2-digit' }, d).split('-').map(Number);
	return [y!, m! - 1, day!];
}

function startOfDay(d: Date): number {
	return Date.UTC(...dayParts(d));
}

const cache = new Map<string, Intl.DateTimeFormat>();

function format(locale: string, name: string, options: Intl.DateTimeFormatOptions, d: Date): string {
	const key = `${locale} ${name}`;
	let f = cache.get(key);
	if (!f)
		cache.set(key, f = new Intl.DateTimeFormat(locale, zone ? { ...options, timeZone: zone } : options));
	return f.format(d);
}

/* Days from d to now by the calendar, not by 24 hours; DST days round away. */
export function daysAgo(d: Date, now: Date): number {
	return Math.round((startOfDay(now) - startOfDay(d)) / DAY);
}

/* In the list: today the time, then "Yesterday", the weekday, the day, the date. */
export function shortTime(iso: string, now: Date, locale: string): string {
	const d = new Date(iso);
	if (Number.isNaN(d.getTime()))
		return '';
	const days = daysAgo(d, now);
	if (days === 0)
		return format(locale, 'time', { hour: 'numeric', minute: '2-digit' }, d);
	if (days === 1) {
		const text = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }).format(-1, 'day');
		return text.charAt(0).toLocaleUpperCase(locale) + text.slice(1);
	}
	if (days > 1 && days < 7)
		return format(locale, 'weekday', { weekday: 'short' }, d);
	if (dayParts(d)[0] === dayParts(now)[0])
		return format(locale, 'day', { day: 'numeric', month: 'short' }, d);
	return format(locale, 'date', { day: 'numeric', month: 'short', year: 'numeric' }, d);
}

/* Over a folded message: as in the list, with the time when it is not today. */
export function mediumTime(iso: string, now: Date, locale: string): string {
	const d = new Date(iso);
	const short = shortTime(iso, now, locale);
	if (!short || daysAgo(d, now) === 0)
		return short;
	return `${short} ${format(locale, 'time', { hour: 'numeric', minute: '2-digit' }, d)}`;
}

export function longTime(iso: string, locale: string): string {
	const d = new Date(iso);
	if (Number.isNaN(d.getTime()))
		return '';
	return format(locale, 'long', { dateStyle: 'full', timeStyle: 'short' }, d);
}

/* "18 min ago", only while that is easier to grasp than the time itself. */
export function ago(iso: string, now: Date, locale: string): string {
	const ms = now.getTime() - new Date(iso).getTime();
	if (!(ms >= 0) || ms >= 12 * 3_600_000)
		return '';
	const f = new Intl.RelativeTimeFormat(locale, { numeric: 'auto', style: 'short' });
	const minutes = Math.floor(ms / 60_000);
	if (minutes < 1)
		return f.format(0, 'second');
	return minutes < 60 ? f.format(-minutes, 'minute') : f.format(-Math.floor(minutes / 60), 'hour');
}

/* The line above a quote and in forwarded headers. */
export function quoteTime(iso: string, locale: string): string {
	const d = new Date(iso);
	if (Number.isNaN(d.getTime()))
		return '';
	return format(locale, 'quote', { dateStyle: 'long', timeStyle: 'short' }, d);
}
