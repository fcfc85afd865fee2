/*
 * What is searched of emails, some fifty in a row.  A row for each email would
 * cost more to visit than to read; compressed pages of them are read a hundred
 * thousand emails in a few hundredths of a second, and weigh half.
 */
#include <stdio.h>

#include "core/buf.h"
#include "storage/mail_private.h"

#define PAGE_BYTES	8000	/* of records; compressed, two or three rows fill a page of the database */

/* Behind the last records of the newest page, while it has room; else a page of its own. */
static enum status
append(struct ctx *cx, int64_t account, int64_t newest, int64_t oldest, const char *records)
{
	static const struct db_stmt update = {
		"WITH done AS (UPDATE mail_words w SET records = w.records || E'\\x1e' || $4,"
		"  newest = greatest(newest, $2::bigint), oldest = least(oldest, $3::bigint)"
		"  WHERE account_id = $1 AND id = (SELECT id FROM mail_words WHERE account_id = $1"
		"   ORDER BY newest DESC LIMIT 1)"
		"  AND octet_length(records) + octet_length($4) < $5::int RETURNING id)"
		" INSERT INTO mail_words (account_id, newest, oldest, records)"
		" SELECT $1, $2, $3, $4 WHERE NOT EXISTS (SELECT FROM done)"
	};

	return db_exec_later(cx, &update, DB_ARGS(db_int(account), db_int(newest), db_int(oldest),
	    db_text(records), db_int(PAGE_BYTES)));
}

enum status
mail_words_put(struct ctx *cx, int64_t account, const struct mail_searched *list, size_t count)
{
	static const struct db_stmt insert = {
		"INSERT INTO mail_words (account_id, newest, oldest, records)"
		" SELECT $1, n, o, r FROM unnest($2::bigint[], $3::bigint[], $4::text[]) AS x(n, o, r)"
	};
	int64_t *newest = arena_array(cx->arena, count, sizeof *newest);
	int64_t *oldest = arena_array(cx->arena, count, sizeof *oldest);
	const char **records = arena_array(cx->arena, count, sizeof *records);
	struct buf page = BUF_ON(cx->arena);
	size_t pages = 0;

	for (size_t i = 0; i < count; i++) {
		const struct mail_searched *m = &list[i];

		if (page.len == 0)
			newest[pages] = oldest[pages] = m->received_at;
		if (m->received_at > newest[pages])
			newest[pages] = m->received_at;
		if (m->received_at < oldest[pages])
			oldest[pages] = m->received_at;
		buf_printf(&page, "%s%019lld\n%s", page.len > 0 ? "\x1e" : "", (long long)m->email,
		    m->words);
		if (page.len < PAGE_BYTES && i + 1 < count)
			continue;
		records[pages++] = buf_str(&page);
		page = BUF_ON(cx->arena);
	}
	if (pages == 1)
		return append(cx, account, newest[0], oldest[0], records[0]);
	if (pages == 0)
		return OK;
	return db_exec_later(cx, &insert, DB_ARGS(db_int(account), db_int_array(cx, newest, pages),
	    db_int_array(cx, oldest, pages), db_text_list(cx, records, pages)));
}

enum status
mail_words_remove(struct ctx *cx, int64_t account, const int64_t *emails, const int64_t *received,
    size_t count)
{
	static const struct db_stmt update = {
		"UPDATE mail_words w SET records = coalesce((SELECT string_agg(r, E'\\x1e' ORDER BY n)"
		"  FROM string_to_table(w.records, E'\\x1e') WITH ORDINALITY AS x(r, n)"
		"  WHERE left(r, 19)::bigint <> ALL($2::bigint[])), '')"
		" WHERE account_id = $1 AND EXISTS (SELECT FROM unnest($3::bigint[]) AS x(at)"
		"  WHERE x.at BETWEEN w.oldest AND w.newest)"
		" AND newest >= $4::bigint AND oldest <= $5::bigint RETURNING id, records = ''"
	};
	static const struct db_stmt remove = {
		"DELETE FROM mail_words WHERE account_id = $1 AND id = ANY($2::bigint[])"
	};
	int64_t low = INT64_MAX, high = INT64_MIN, *empty;
	struct db_rows rows;
	size_t n = 0;
	enum status st;

	for (size_t i = 0; i < count; i++) {
		low = received[i] < low ? received[i] : low;
		high = received[i] > high ? received[i] : high;
	}
	if ((st = db_query(cx, &update, DB_ARGS(db_int(account), db_int_array(cx, emails, count),
	    db_int_array(cx, received, count), db_int(low), db_int(high)), &rows)) != OK)
		return st;
	empty = arena_array(cx->arena, (size_t)rows.count, sizeof *empty);
	for (int i = 0; i < rows.count; i++)
		if (db_get_bool(&rows, i, 1))
			empty[n++] = db_get_int(&rows, i, 0);
	return n == 0 ? OK : db_exec(cx, &remove, DB_ARGS(db_int(account),
	    db_int_array(cx, empty, n)));
}
