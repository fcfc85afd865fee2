/* How many of last week's messages would have been junk at other scores. Rspamd writes a star for each whole point. */
import type { FullEmail, GetResult, QueryResult } from '../jmap/types';
import { client } from './connection';

const WEEK = 7 * 86_400_000;
const PAGE = 500;
const PAGES = 20;
const HEADER = 'header:X-Spam-Level:asText';

export async function scoredAtLeast(low: number, high: number): Promise<{ total: number; junk: number; refused: number }> {
	const after = new Date(Date.now() - WEEK).toISOString().replace(/\.\d+Z$/u, 'Z');
	const stars: number[] = [];
	for (let page = 0; page < PAGES; page++) {
		const { ids } = await client().call<QueryResult>('Email/query', { filter: { after }, sort: [{ property: 'receivedAt', isAscending: false }], position: page * PAGE, limit: PAGE }).result;
		const { list } = await client().call<GetResult<FullEmail & { [HEADER]: string | null }>>('Email/get', { ids, properties: ['id', HEADER, 'header:Received:asRaw'] }).result;
		/* What came from outside or from others; drafts and the like were never judged. */
		for (const m of list)
			if ((m as unknown as Record<string, unknown>)['header:Received:asRaw'])
				stars.push(m[HEADER]?.trim().length ?? 0);
		if (ids.length < PAGE)
			break;
	}
	return { total: stars.length, junk: stars.filter(n => n >= low && n < high).length, refused: stars.filter(n => n >= high).length };
}
