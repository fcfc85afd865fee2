/*
 * Filter rules and the Sieve (RFC 5228) that they become. Rules live in one
 * marked block at the end of the active script; each carries itself as JSON in
 * a comment, so that what the page shows is what it wrote. Everything outside
 * the block is somebody's own and stays as it is. Pure.
 */
export type Field = 'from' | 'to' | 'subject' | 'header' | 'body' | 'size';
export type Match = 'contains' | 'not-contains' | 'is' | 'not-is' | 'starts' | 'ends' | 'over' | 'under';

export interface Test {
	field: Field;
	/* name of the header when `field` says "header" */
	header?: string;
	match: Match;
	value: string;
}

export type Action =
	| { do: 'move' | 'copy'; mailbox: string }
	| { do: 'label'; keyword: string }
	| { do: 'star' | 'read' | 'discard' | 'stop' | 'keep' }
	| { do: 'redirect'; address: string; copy: boolean }
	| { do: 'reject'; text: string };

export interface Rule {
	id: string;
	name: string;
	on: boolean;
	all: boolean;
	tests: Test[];
	actions: Action[];
}

const BEGIN = '# hayloft rules: begin (made in the webmail; changes between these lines are lost)';
const END = '# hayloft rules: end';
const NEEDS = '# hayloft rules: needs';

/* A quoted string (RFC 5228, 2.4.2); control signs cannot be in one. */
export function quote(s: string): string {
	return `"${s.replace(/[\u0000-\u0008\u000a-\u001f\u007f]/gu, ' ').replace(/["\\]/gu, '\\$&')}"`;
}

function wild(s: string): string {
	return s.replace(/[*?\\]/gu, '\\$&');
}

function testText(x: Test, needs: Set<string>): string {
	if (x.field === 'size') {
		const n = Math.max(0, Math.round(Number(x.value) || 0));
		return `size :${x.match === 'under' ? 'under' : 'over'} ${n}K`;
	}
	const not = x.match.startsWith('not-') ? 'not ' : '';
	const bare = x.match.replace(/^not-/u, '');
	const [how, value] = bare === 'is' ? [':is', x.value] : bare === 'starts' ? [':matches', `${wild(x.value)}*`] : bare === 'ends' ? [':matches', `*${wild(x.value)}`] : [':contains', x.value];
	switch (x.field) {
	case 'from': return `${not}address ${how} "from" ${quote(value)}`;
	case 'to': return `${not}address ${how} ["to", "cc", "bcc"] ${quote(value)}`;
	case 'subject': return `${not}header ${how} "subject" ${quote(value)}`;
	case 'body':
		needs.add('body');
		return `${not}body :text ${how} ${quote(value)}`;
	default: return `${not}header ${how} ${quote((x.header ?? '').replace(/[^\x21-\x39\x3b-\x7e]/gu, '') || 'x-none')} ${quote(value)}`;
	}
}

function actionText(a: Action, needs: Set<string>): string {
	switch (a.do) {
	case 'move':
		needs.add('fileinto');
		return `fileinto ${quote(a.mailbox)};`;
	case 'copy':
		needs.add('fileinto').add('copy');
		return `fileinto :copy ${quote(a.mailbox)};`;
	case 'label':
		needs.add('imap4flags');
		return `addflag ${quote(a.keyword)};`;
	case 'star':
		needs.add('imap4flags');
		return 'addflag "\\\\Flagged";';
	case 'read':
		needs.add('imap4flags');
		return 'addflag "\\\\Seen";';
	case 'redirect':
		if (a.copy)
			needs.add('copy');
		return `redirect ${a.copy ? ':copy ' : ''}${quote(a.address)};`;
	case 'reject':
		needs.add('reject');
		return `reject ${quote(a.text)};`;
	default: return `${a.do};`;
	}
}

/* Flags must be set before the message is filed, and "stop" ends a rule. */
const ORDER = ['label', 'star', 'read', 'copy', 'redirect', 'move', 'reject', 'keep', 'discard', 'stop'];

export function sieveOf(rules: readonly Rule[]): { needs: string[]; text: string } {
	const needs = new Set<string>();
	const out: string[] = [];
	for (const r of rules) {
		out.push(`# rule ${JSON.stringify(r)}`);
		if (!r.on || r.actions.length === 0)
			continue;
		const tests = r.tests.map(x => testText(x, needs));
		const test = tests.length === 0 ? 'true' : tests.length === 1 ? tests[0] : `${r.all ? 'allof' : 'anyof'} (${tests.join(',\n\t')})`;
		const actions = [...r.actions].sort((a, b) => ORDER.indexOf(a.do) - ORDER.indexOf(b.do)).map(a => `\t${actionText(a, needs)}`);
		out.push(`if ${test} {`, ...actions, '}');
	}
	return { needs: [...needs].sort(), text: out.join('\n') };
}

function lines(text: string): string[] {
	return text.replace(/\r\n?/gu, '\n').split('\n');
}

/* The script without anything of ours. */
export function ownPart(script: string): string {
	const out: string[] = [];
	let inside = false;
	for (const l of lines(script)) {
		if (l.startsWith('# hayloft rules: begin'))
			inside = true;
		else if (l.startsWith(END))
			inside = false;
		else if (!inside && !l.includes(NEEDS))
			out.push(l);
	}
	return out.join('\n').replace(/^\n+|\n+$/gu, '');
}

export function rulesOf(script: string): Rule[] {
	const out: Rule[] = [];
	let inside = false;
	for (const l of lines(script)) {
		if (l.startsWith('# hayloft rules: begin'))
			inside = true;
		else if (l.startsWith(END))
			inside = false;
		else if (inside && l.startsWith('# rule ')) {
			try {
				const r = JSON.parse(l.slice(7)) as Rule;
				if (typeof r.name === 'string' && Array.isArray(r.tests) && Array.isArray(r.actions))
					out.push(r);
			} catch {
				/* somebody changed the comment: the rule is gone from the page, as the lines warn */
			}
		}
	}
	return out;
}

export function scriptOf(own: string, rules: readonly Rule[]): string {
	const { needs, text } = sieveOf(rules);
	const require = needs.length > 0 ? `require [${needs.map(quote).join(', ')}]; ${NEEDS}\n` : '';
	return `${require}${own ? `${own}\n` : ''}${rules.length > 0 ? `${BEGIN}\n${text}\n${END}\n` : ''}`;
}
