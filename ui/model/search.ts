/*
 * What people type into the search field, as a JMAP filter (ui.md, section 6).
 * A recursive descent over words, quotes, "-", OR and brackets.
 */
export type Condition = Record<string, unknown>;
export type SearchFilter = Condition | { operator: 'AND' | 'OR' | 'NOT'; conditions: SearchFilter[] };

export interface SearchContext {
	now: Date;
	/* by role or name; undefined when there is none */
	mailbox: (name: string) => string | undefined;
	/* what a search of all mail leaves out */
	outside: readonly string[];
}

type Token = { kind: 'word'; text: string; quoted: boolean } | { kind: '(' | ')' | '-' | 'OR' };

function tokens(text: string): Token[] {
	const out: Token[] = [];
	const re = /\s*(?:([()])|(-)(?=[^\s-])|((?:[\p{L}_]+:)?"[^"]*"?)|([^\s()"]+))/gyu;
	for (let m = re.exec(text); m; m = re.exec(text)) {
		if (m[1])
			out.push({ kind: m[1] as '(' | ')' });
		else if (m[2])
			out.push({ kind: '-' });
		else if (m[3]) {
			const colon = /^[\p{L}_]+:/u.exec(m[3]);
			out.push(colon
				? { kind: 'word', text: m[3].replace(/"/gu, ''), quoted: false }
				: { kind: 'word', text: m[3].replace(/"/gu, ''), quoted: true });
		} else if (m[4] === 'OR')
			out.push({ kind: 'OR' });
		else if (m[4] !== 'AND')
			out.push({ kind: 'word', text: m[4]!, quoted: false });
	}
	return out;
}

export function parseSearch(text: string, cx: SearchContext): SearchFilter | null {
	const list = tokens(text);
	let at = 0;
	let placed = false;

	const any = (depth: number): SearchFilter | null => {
		const parts: SearchFilter[] = [];
		let part = all(depth);
		if (part)
			parts.push(part);
		while (list[at]?.kind === 'OR') {
			at++;
			part = all(depth);
			if (part)
				parts.push(part);
		}
		return join('OR', parts);
	};
	const all = (depth: number): SearchFilter | null => {
		const parts: SearchFilter[] = [];
		for (;;) {
			const token = list[at];
			if (!token || token.kind === 'OR' || (token.kind === ')' && depth > 0))
				return join('AND', parts);
			const part = one(depth);
			if (part)
				parts.push(part);
		}
	};
	const one = (depth: number): SearchFilter | null => {
		const token = list[at++]!;
		if (token.kind === '-') {
			const part = list[at] ? one(depth) : null;
			return part && { operator: 'NOT', conditions: [part] };
		}
		if (token.kind === '(') {
			/* People paste odd things: very deep brackets count as none. */
			const part = depth < 20 ? any(depth + 1) : null;
			if (list[at]?.kind === ')')
				at++;
			return part;
		}
		if (token.kind !== 'word' || token.text === '')
			return null;
		const f = token.quoted ? { text: token.text } : term(token.text, cx);
		if ('inMailbox' in f || 'anywhere' in f)
			placed = true;
		return 'anywhere' in f ? null : f;
	};

	const filter = any(0);
	if (!filter && !placed)
		return null;
	const parts: SearchFilter[] = filter ? [filter] : [];
	if (!placed && cx.outside.length > 0)
		parts.push({ inMailboxOtherThan: [...cx.outside] });
	return join('AND', parts) ?? {};
}

function join(operator: 'AND' | 'OR', parts: SearchFilter[]): SearchFilter | null {
	if (parts.length === 0)
		return null;
	return parts.length === 1 ? parts[0]! : { operator, conditions: parts };
}

function term(word: string, cx: SearchContext): SearchFilter {
	const m = /^([\p{L}_]+):(.+)$/su.exec(word);
	if (!m)
		return { text: word };
	const [, name, value] = m as unknown as [string, string, string];
	switch (name.toLowerCase()) {
	case 'from': case 'to': case 'cc': case 'bcc': case 'subject': case 'body':
		return { [name.toLowerCase()]: value };
	case 'has':
		return /^(?:attachments?|files?)$/iu.test(value) ? { hasAttachment: true } : { text: word };
	case 'is':
		switch (value.toLowerCase()) {
		case 'unread': return { notKeyword: '$seen' };
		case 'read': return { hasKeyword: '$seen' };
		case 'starred': case 'flagged': return { hasKeyword: '$flagged' };
		case 'unstarred': return { notKeyword: '$flagged' };
		case 'answered': return { hasKeyword: '$answered' };
		case 'draft': return { hasKeyword: '$draft' };
		default: return { text: word };
		}
	case 'in': {
		if (value.toLowerCase() === 'anywhere')
			return { anywhere: true };
		const id = cx.mailbox(value);
		return id ? { inMailbox: id } : { text: word };
	}
	case 'label': case 'keyword':
		return { hasKeyword: value };
	case 'before': case 'until': {
		const d = day(value);
		return d ? { before: d } : { text: word };
	}
	case 'after': case 'since': {
		const d = day(value);
		return d ? { after: d } : { text: word };
	}
	case 'older_than': {
		const d = back(value, cx.now);
		return d ? { before: d } : { text: word };
	}
	case 'newer_than': {
		const d = back(value, cx.now);
		return d ? { after: d } : { text: word };
	}
	case 'larger': case 'smaller': {
		const n = size(value);
		return n === null ? { text: word } : { [name.toLowerCase() === 'larger' ? 'minSize' : 'maxSize']: n };
	}
	case 'list':
		return { header: ['List-Id', value] };
	case 'header': {
		const eq = value.indexOf('=');
		return { header: eq < 0 ? [value] : [value.slice(0, eq), value.slice(eq + 1)] };
	}
	default:
		return { text: word };
	}
}

/* JMAP's UTCDate has no fraction of a second. */
function utc(d: Date): string {
	return d.toISOString().replace(/\.\d+Z$/u, 'Z');
}

function day(s: string): string | null {
	const m = /^(\d{4})[-/](\d{1,2})(?:[-/](\d{1,2}))?$/u.exec(s);
	if (!m)
		return null;
	const d = new Date(Number(m[1]), Number(m[2]) - 1, Number(m[3] ?? 1));
	return Number.isNaN(d.getTime()) ? null : utc(d);
}

function back(s: string, now: Date): string | null {
	const m = /^(\d{1,4})([hdwmy])$/iu.exec(s);
	if (!m)
		return null;
	const n = Number(m[1]);
	const d = new Date(now);
	switch (m[2]!.toLowerCase()) {
	case 'h': d.setHours(d.getHours() - n); break;
	case 'd': d.setDate(d.getDate() - n); break;
	case 'w': d.setDate(d.getDate() - 7 * n); break;
	case 'm': d.setMonth(d.getMonth() - n); break;
	default: d.setFullYear(d.getFullYear() - n);
	}
	return utc(d);
}

function size(s: string): number | null {
	const m = /^(\d+(?:\.\d+)?)([kmg])?b?$/iu.exec(s);
	if (!m)
		return null;
	const unit = { k: 1e3, m: 1e6, g: 1e9 }[(m[2] ?? '').toLowerCase()] ?? 1;
	return Math.round(Number(m[1]) * unit);
}
