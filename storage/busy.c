#include "storage/busy.h"
#include "storage/db.h"
#include "storage/item_row.h"
#include "storage/task.h"

/* Worth packing anew: for other clocks, or not yet as far as it is done now. */
#define STALE(zones, to)	"(busy_zones IS DISTINCT FROM " zones " OR busy_to < " to ")"

enum status
db_busy_read(struct ctx *cx, const struct collection *c, const struct busy_question *q,
    struct busy_answer *out)
{
	/* Each row is judged once: OFFSET 0 keeps that from being done wherever it is asked for. */
	static const struct db_stmt read = {
		"SELECT string_agg(busy, '') FILTER (WHERE lack = 0), coalesce(max(lack), 0)"
		" FROM (SELECT busy, CASE WHEN " SQL_BUSY_KNOWN("$3", "$4", "$6") " THEN 0"
		"  WHEN " STALE("$6", "$7") " THEN 2 ELSE 1 END AS lack FROM item"
		"  WHERE account_id = $1 AND collection_id + 0 = $2 AND last_at >= $3"
		"  AND first_at <= $4 AND ($5::text IS NULL OR uid <> $5) OFFSET 0) i"
	};
	struct db_rows rows;
	enum status st;

	if ((st = db_query(cx, &read, DB_ARGS(db_int(c->account), db_int(c->id), db_int(q->from),
	    db_int(q->to), db_text(q->but), db_text(q->zones), db_int(q->pack_to)), &rows)) != OK)
		return st;
	*out = (struct busy_answer){
		.unknown = db_get_int(&rows, 0, 1) > 0, .stale = db_get_int(&rows, 0, 1) > 1,
	};
	out->data = db_get_bytes(cx, &rows, 0, 0, &out->len);
	return OK;
}

enum status
db_busy_again(struct ctx *cx, const struct collection *c)
{
	static const struct db_stmt waits = {
		"SELECT EXISTS (SELECT 1 FROM task WHERE account_id = $1 AND kind = '" TASK_BUSY "'"
		" AND ref = $2)"
	};
	struct task task = { .account = c->account, .kind = TASK_BUSY, .ref = c->id };
	struct db_rows rows;
	enum status st;

	if ((st = db_query(cx, &waits, DB_ARGS(db_int(c->account), db_int(c->id)), &rows)) != OK)
		return st;
	return db_get_bool(&rows, 0, 0) ? OK : db_task_add(cx, &task);
}

enum status
db_busy_stale(struct ctx *cx, const struct collection *c, const struct busy_question *q,
    size_t max, struct item **out, size_t *count)
{
	static const struct db_stmt find = {
		"SELECT " ITEM_COLUMNS ", body FROM item WHERE account_id = $1"
		" AND collection_id + 0 = $2 AND last_at >= $3 AND first_at <= $4 AND NOT "
		SQL_BUSY_KNOWN("$3", "$4", "$5") " AND " STALE("$5", "$6") " LIMIT $7"
	};
	struct db_rows rows;
	enum status st;

	if ((st = db_query(cx, &find, DB_ARGS(db_int(c->account), db_int(c->id), db_int(q->from),
	    db_int(q->to), db_text(q->zones), db_int(q->pack_to), db_int((int64_t)max)),
	    &rows)) != OK)
		return st;
	*count = (size_t)rows.count;
	*out = arena_array(cx->arena, *count, sizeof **out);
	for (int i = 0; i < rows.count; i++)
		item_read_row(&rows, i, &(*out)[i]);
	return OK;
}

enum status
db_busy_put(struct ctx *cx, const struct collection *c, const struct item *item)
{
	static const struct db_stmt put = {
		"UPDATE item SET busy = $5, busy_from = $6, busy_to = $7, busy_zones = $8"
		" WHERE account_id = $1 AND collection_id = $2 AND name = $3 AND etag = $4"
	};

	return db_exec(cx, &put, DB_ARGS(db_int(c->account), db_int(c->id), db_text(item->name),
	    db_text(item->etag), BUSY_ARGS(&item->busy)));
}

enum status
db_busy_of(struct ctx *cx, const struct collection *c, const char *name, struct item_busy *out)
{
	static const struct db_stmt ask = {
		"SELECT " ITEM_BUSY " FROM item WHERE account_id = $1 AND collection_id = $2"
		" AND name = $3"
	};
	struct db_rows rows;
	enum status st;

	*out = (struct item_busy){ 0 };
	if ((st = db_query(cx, &ask, DB_ARGS(db_int(c->account), db_int(c->id), db_text(name)),
	    &rows)) != OK || rows.count == 0)
		return st;
	out->data = db_get_bytes(cx, &rows, 0, 0, &out->len);
	if (!db_is_null(&rows, 0, 1))
		out->from = db_get_int(&rows, 0, 1);
	if (!db_is_null(&rows, 0, 2))
		out->to = db_get_int(&rows, 0, 2);
	out->zones = db_get_text(&rows, 0, 3);
	return OK;
}
