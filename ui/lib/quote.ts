/* What a reply and a forward begin with: subject and quoted text. */
export function replySubject(subject: string): string {
	const bare = stripPrefixes(subject, /^(?:re|aw|sv|vs|antw)(?:\[\d+\])?\s*:\s*/iu);
	return bare ? `Re: ${bare}` : 'Re:';
}

export function forwardSubject(subject: string): string {
	const bare = stripPrefixes(subject, /^(?:fwd?|wg|tr)(?:\[\d+\])?\s*:\s*/iu);
	return bare ? `Fwd: ${bare}` : 'Fwd:';
}

function stripPrefixes(s: string, prefix: RegExp): string {
	let rest = s.trim();
	while (prefix.test(rest))
		rest = rest.replace(prefix, '');
	return rest;
}

/* Quote with "> ", keep deeper quotes compact (">> "), leave the old signature out. */
export function quoteText(text: string): string {
	const lines = text.replace(/\r\n?/gu, '\n').split('\n');
	const signature = lines.indexOf('-- ');
	const kept = signature > 0 ? lines.slice(0, signature) : lines;
	while (kept.length > 0 && kept[kept.length - 1]!.trim() === '')
		kept.pop();
	return kept.map(l => (l.startsWith('>') ? `>${l}` : l.trim() === '' ? '>' : `> ${l}`)).join('\n');
}

/* References of an answer (RFC 5322, section 3.6.4). */
export function references(mail: { messageId: string[] | null; inReplyTo: string[] | null; references: string[] | null }): string[] {
	const parents = mail.references?.length ? mail.references : mail.inReplyTo?.length === 1 ? mail.inReplyTo : [];
	return [...new Set([...parents, ...(mail.messageId ?? [])])];
}
