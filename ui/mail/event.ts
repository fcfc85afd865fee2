/*
 * Just enough of iCalendar and vCard to show what came with a mail: content
 * lines (RFC 5545, 3.1), the first facts of each event, the rows of a card.
 */
import { locale } from '../lib/i18n';

export interface Line {
	name: string;
	params: Record<string, string>;
	value: string;
}

export function contentLines(text: string): Line[] {
	return text.slice(0, 500_000).replace(/\r?\n[ \t]/gu, '').split(/\r?\n/u).flatMap(raw => {
		const m = /^(?:[\w-]+\.)?([\w-]+)((?:;[\w-]+=(?:"[^"]*"|[^:;"]*)(?:,(?:"[^"]*"|[^:;"]*))*|;[\w-]+)*):(.*)$/su.exec(raw);
		if (!m)
			return [];
		const params: Record<string, string> = {};
		for (const p of m[2]!.matchAll(/;([\w-]+)=("[^"]*"|[^;]*)/gu))
			params[p[1]!.toUpperCase()] = p[2]!.replace(/^"|"$/gu, '');
		return [{ name: m[1]!.toUpperCase(), params, value: m[3]! }];
	});
}

const plain = (s: string): string => s.replace(/\\n/giu, '\n').replace(/\\(.)/gsu, '$1');

export interface Event {
	title: string;
	start: Date | null;
	when: string;
	where: string;
	organizer: string;
	guests: string[];
	text: string;
}

function moment(line: Line | undefined): { date: Date; allDay: boolean } | null {
	const m = /^(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)(\d\d)?(Z)?)?$/u.exec(line?.value ?? '');
	if (!m)
		return null;
	const [y, mo, d, h, mi] = [1, 2, 3, 4, 5].map(i => Number(m[i] ?? 0)) as [number, number, number, number, number];
	/* A floating or zoned time is shown as written; its zone stands beside it. */
	return { date: m[7] ? new Date(Date.UTC(y, mo - 1, d, h, mi)) : new Date(y, mo - 1, d, h, mi), allDay: m[4] === undefined };
}

function span(start: Line | undefined, end: Line | undefined): string {
	const a = moment(start);
	const b = moment(end);
	if (!a)
		return '';
	const f = new Intl.DateTimeFormat(locale(), a.allDay ? { dateStyle: 'full' } : { dateStyle: 'full', timeStyle: 'short' });
	if (b && a.allDay)
		b.date.setDate(b.date.getDate() - 1);
	const text = b && b.date > a.date ? f.formatRange(a.date, b.date) : f.format(a.date);
	return start?.params['TZID'] ? `${text} (${start.params['TZID']})` : text;
}

export function eventOf(lines: readonly Line[]): Event[] {
	const out: Event[] = [];
	let own: Line[] | null = null;
	let depth = 0;
	for (const l of lines) {
		if (l.name === 'BEGIN') {
			if (own)
				depth++;
			else if (l.value.toUpperCase() === 'VEVENT')
				[own, depth] = [[], 0];
			continue;
		}
		if (l.name === 'END' && own) {
			if (depth-- > 0)
				continue;
			const get = (name: string): Line | undefined => own!.find(x => x.name === name);
			const who = (x: Line): string => x.params['CN'] || x.value.replace(/^mailto:/iu, '');
			out.push({
				title: plain(get('SUMMARY')?.value ?? ''), start: moment(get('DTSTART'))?.date ?? null, when: span(get('DTSTART'), get('DTEND')), where: plain(get('LOCATION')?.value ?? ''),
				organizer: get('ORGANIZER') ? who(get('ORGANIZER')!) : '', guests: own.filter(x => x.name === 'ATTENDEE').slice(0, 50).map(who), text: plain(get('DESCRIPTION')?.value ?? ''),
			});
			own = null;
			continue;
		}
		if (own && depth === 0)
			own.push(l);
	}
	return out;
}

export interface Card {
	name: string;
	rows: [string, string][];
	/* the card itself, to keep it */
	source: string;
}

export function cardOf(lines: readonly Line[]): Card[] {
	const out: Card[] = [];
	let own: Line[] | null = null;
	for (const l of lines) {
		if (l.name === 'BEGIN' && l.value.toUpperCase() === 'VCARD')
			own = [];
		else if (l.name === 'END' && own) {
			const rows = own.filter(x => /^(?:EMAIL|TEL|ORG|TITLE|ADR|URL|BDAY|NOTE)$/u.test(x.name))
				.map(x => [x.name.charAt(0) + x.name.slice(1).toLowerCase(), plain(x.value).replace(/;+/gu, ', ').replace(/^[, ]+|[, ]+$/gu, '')] as [string, string]);
			const text = own.map(x => `${x.name}${Object.entries(x.params).map(([k, v]) => `;${k}=${/[:;,]/u.test(v) ? `"${v}"` : v}`).join('')}:${x.value}`);
			out.push({ name: plain(own.find(x => x.name === 'FN')?.value ?? ''), rows, source: ['BEGIN:VCARD', ...text, 'END:VCARD', ''].join('\r\n') });
			own = null;
		} else {
			own?.push(l);
		}
	}
	return out;
}
