#include "storage/change.h"
#include "storage/item_row.h"

/*
 * $1 collection, $2 since, $3 the most private class, $4 how many.  An object that
 * the asker may not see is told as deleted: it may have been visible before.
 */
#define LIST(columns) \
	"SELECT " columns ", class > $3 FROM item" \
	" WHERE collection_id + 0 = $1 AND modseq > $2" \
	" UNION ALL SELECT 0, name, '', '', modseq, 0, 0, 0, '', 0, 0, 0, NULL, NULL, true" \
	" FROM tombstone t WHERE account_id = $5 AND collection_id = $1" \
	" AND modseq > $2 AND NOT EXISTS (SELECT 1 FROM item i" \
	" WHERE i.account_id = $5 AND i.collection_id = $1 AND i.name = t.name)" \
	" ORDER BY 5 LIMIT $4"

/*
 * Of this alone the index gives the order, without sorting the whole collection;
 * naming the account too would bring another index in, and the sorting with it,
 * as long as nothing was measured.
 */
#define LIST_INITIAL(columns) \
	"SELECT " columns ", false FROM item" \
	" WHERE collection_id + 0 = $1 AND modseq > $2 AND class <= $3 ORDER BY modseq LIMIT $4"

enum status
db_change_list(struct ctx *cx, const struct collection *c, const struct change_query *q,
    struct change **out, size_t *count, bool *more)
{
	static const struct db_stmt later[] = {
		{ LIST(ITEM_COLUMNS ", NULL::text") }, { LIST(ITEM_COLUMNS ", body") },
	};
	static const struct db_stmt initial[] = {
		{ LIST_INITIAL(ITEM_HEADS ", NULL") }, { LIST_INITIAL(ITEM_COLUMNS ", body") },
		{ LIST_INITIAL(ITEM_MARKS ", NULL") },
	};
	const struct db_arg args[] = {
		db_int(c->id), db_int(q->since), db_int(q->most), db_int((int64_t)q->limit + 1),
		db_int(c->account),
	};
	struct db_rows rows;
	enum status st;

	st = q->initial ?
	    db_query(cx, &initial[q->bodies ? 1 : q->marks ? 2 : 0], args, COUNT(args) - 1, &rows) :
	    db_query(cx, &later[q->bodies], args, COUNT(args), &rows);
	if (st != OK)
		return st;
	*more = (size_t)rows.count > q->limit;
	*count = *more ? q->limit : (size_t)rows.count;
	*out = arena_array(cx->arena, *count, sizeof **out);
	for (size_t i = 0; i < *count; i++) {
		item_read_row(&rows, (int)i, &(*out)[i].item);
		(*out)[i].deleted = db_get_bool(&rows, (int)i, 14);
	}
	return OK;
}

/* The collection remembers how far its deletions are forgotten: older tokens end there. */
enum status
db_change_forget(struct ctx *cx)
{
	static const struct db_stmt forget = {
		"WITH gone AS (DELETE FROM tombstone WHERE at < now() - interval '1 year'"
		" RETURNING account_id, collection_id, modseq)"
		" UPDATE collection c SET forgotten = greatest(c.forgotten, g.modseq)"
		" FROM (SELECT account_id, collection_id, max(modseq) AS modseq FROM gone"
		" GROUP BY 1, 2) g WHERE c.account_id = g.account_id AND c.id = g.collection_id"
	};

	return db_exec(cx, &forget, DB_NO_ARGS);
}
