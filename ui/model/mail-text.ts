/*
 * The text of a message for quoting. HTML is cleaned first (frame/clean.ts,
 * loaded only when needed) and read as text; it never becomes part of a page.
 */
import { nodeText } from '../lib/html-text';
import type { FullEmail } from '../jmap/types';

export type ToNode = (html: string) => Node;

export function textOf(mail: FullEmail, toNode: ToNode): string {
	const out: string[] = [];
	for (const part of mail.textBody) {
		const value = part.partId ? mail.bodyValues[part.partId]?.value : undefined;
		if (value !== undefined)
			out.push(part.type === 'text/html' ? nodeText(toNode(value)) : value.replace(/\r\n?/gu, '\n'));
	}
	return out.join('\n');
}
