/* A message that lies in no folder (Email/parse, RFC 8621, 4.9): one inside another, one kept back. */
import type { FullEmail, Id } from '../jmap/types';
import { client } from './connection';

/* With its text; null when it is none, or not there. */
export async function parseMail(blobId: Id, properties: readonly string[]): Promise<FullEmail | null> {
	const r = await client().call<{ parsed?: Record<Id, FullEmail> | null }>('Email/parse', {
		blobIds: [blobId], properties: [...properties, 'textBody', 'bodyValues'], fetchTextBodyValues: true, maxBodyValueBytes: 200_000,
	}).result;
	return r.parsed?.[blobId] ?? null;
}

/* Its words, not its HTML. */
export function wordsOf(m: FullEmail): string {
	return m.textBody.map(p => (p.partId ? m.bodyValues[p.partId]?.value ?? '' : '').replace(p.type === 'text/html' ? /<style[\s\S]*?<\/style>|<[^>]*>/giu : /$^/u, ' ')).join('\n');
}
