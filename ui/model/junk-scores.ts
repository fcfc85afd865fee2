/* How many of last week's messages would have been junk at other scores. Rspamd writes a star for each whole point. */
import type { FullEmail, GetResult, QueryResult } from '../jmap/types';
import { client } from './connection';

const WEEK = 7 * 86_400_000;
const MOST = 500;
const HEADER = 'header:X-Spam-Level:asText';

export async function scoredAtLeast(low: number, high: number): Promise<{ total: number; junk: number; refused: number }> {
	const after = new Date(Date.now() - WEEK).toISOString().replace(/\.\d+Z$/u, 'Z');
	const { ids } = await client().call<QueryResult>('Email/query', { filter: { after }, sort: [{ property: 'receivedAt', isAscending: false }], limit: MOST }).result;
	const { list } = await client().call<GetResult<FullEmail & { [HEADER]: string | null }>>('Email/get', { ids, properties: ['id', HEADER, 'header:Received:asRaw'] }).result;
	/* What came from outside or from others; drafts and the like were never judged. */
	const judged = list.filter(m => (m as unknown as Record<string, unknown>)['header:Received:asRaw']);
	const stars = judged.map(m => m[HEADER]?.trim().length ?? 0);
	return { total: judged.length, junk: stars.filter(n => n >= low && n < high).length, refused: stars.filter(n => n >= high).length };
}
