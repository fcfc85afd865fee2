/* What is worth a question before a message goes. Pure. */
import type { DraftContent } from '../model/draft';

export type Doubt = 'no-subject' | 'forgotten-file' | 'no-reply' | 'many';

/* Words for "attached" in the languages that we speak; a quote does not count. */
const ATTACHED = /\b(?:attach(?:ed|ment|ments|ing)?|enclosed|anhang|angehängt|anbei|anlage|beigefügt|ci-joint|pièces? jointes?|joint à ce|adjunt[oa]s?|vedlagt|vedlegg|adjuntar)\b|مرفق|المرفق/iu;
const NO_REPLY = /^(?:no-?reply|do-?not-?reply|nicht-?antworten|ne-?pas-?repondre|noresponder)(?:[+._-].*)?@/iu;

export function doubts(d: DraftContent, words: string): Doubt[] {
	const out: Doubt[] = [];
	const all = [...d.to, ...d.cc, ...d.bcc];
	if (all.some(a => NO_REPLY.test(a.email)))
		out.push('no-reply');
	if (d.subject.trim() === '')
		out.push('no-subject');
	if (d.attachments.length === 0 && ATTACHED.test(`${/^(?:re|fwd?|aw|wg|sv|vs)\s*:/iu.test(d.subject) ? '' : d.subject}\n${words}`))
		out.push('forgotten-file');
	if (d.to.length + d.cc.length > 30)
		out.push('many');
	return out;
}

/* The part of a plain text that was written here. */
export function ownWords(text: string): string {
	const lines = text.split('\n').filter(l => !l.startsWith('>'));
	const signature = lines.indexOf('-- ');
	return (signature >= 0 ? lines.slice(0, signature) : lines).join('\n');
}
