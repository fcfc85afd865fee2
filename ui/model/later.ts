/* Moments that people put things off to, in the reader's own day. Pure. */
export interface Later {
	name: 'today' | 'evening' | 'tomorrow' | 'weekend' | 'monday';
	at: Date;
}

function day(now: Date, plus: number, hour: number): Date {
	return new Date(now.getFullYear(), now.getMonth(), now.getDate() + plus, hour);
}

export function laterTimes(now: Date): Later[] {
	const out: Later[] = [];
	if (now.getHours() < 15)
		out.push({ name: 'today', at: new Date(now.getFullYear(), now.getMonth(), now.getDate(), now.getHours() + 3) });
	else if (now.getHours() < 18)
		out.push({ name: 'evening', at: day(now, 0, 19) });
	out.push({ name: 'tomorrow', at: day(now, 1, 8) });
	const weekday = now.getDay();
	if (weekday >= 1 && weekday <= 4)
		out.push({ name: 'weekend', at: day(now, 6 - weekday, 9) });
	out.push({ name: 'monday', at: day(now, (8 - weekday) % 7 || 7, 8) });
	return out;
}
