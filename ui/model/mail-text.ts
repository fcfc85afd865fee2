/*
 * What a message says, for quoting. HTML goes to the editor frame as it is,
 * which cleans it; its text is read from a cleaned tree (frame/clean.ts,
 * loaded only when needed) that never becomes part of a page.
 */
import { nodeText } from '../lib/html-text';
import type { FullEmail } from '../jmap/types';
import { escapeHtml, textToHtml, type Quoted } from './draft';

export type ToNode = (html: string) => Node;

function parts(mail: FullEmail, list: FullEmail['textBody']): { type: string; value: string }[] {
	return list.flatMap(part => {
		const value = part.partId ? mail.bodyValues[part.partId]?.value : undefined;
		return value === undefined ? [] : [{ type: part.type, value }];
	});
}

function textOf(mail: FullEmail, toNode: ToNode): string {
	return parts(mail, mail.textBody).map(p => (p.type === 'text/html' ? nodeText(toNode(p.value)) : p.value.replace(/\r\n?/gu, '\n'))).join('\n');
}

/* `plain`: the answer is written as plain text. */
export function quotedOf(mail: FullEmail, toNode: ToNode, plain: boolean): Quoted {
	const text = textOf(mail, toNode);
	if (plain)
		return { text, html: null };
	const all = parts(mail, mail.htmlBody.length > 0 ? mail.htmlBody : mail.textBody);
	return { text, html: all.map(p => (p.type === 'text/html' ? p.value : textToHtml(p.value))).join('') || escapeHtml('') };
}

export function hasHtml(mail: FullEmail): boolean {
	return mail.htmlBody.some(p => p.type === 'text/html');
}
