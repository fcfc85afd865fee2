#include <string.h>

#include "core/json.h"
#include "storage/collection_row.h"
#include "storage/db.h"
#include "storage/reminder.h"

/* A calendar of somebody's own: what a web calendar wants to remind of is another's idea. */
static enum status
find_calendar(struct ctx *cx, int64_t account, int64_t id, struct collection *out)
{
	static const struct db_stmt find = {
		"SELECT " COLLECTION_COLUMNS COLLECTION_FROM "WHERE c.account_id = $1 AND c.id = $2"
		" AND c.kind = 'calendar' AND c.source IS NULL AND a.kind = 'person' AND a.active"
	};
	struct db_rows rows;
	enum status st;

	if ((st = db_query(cx, &find, DB_ARGS(db_int(account), db_int(id)), &rows)) != OK)
		return st;
	if (rows.count == 0)
		return ERR_NOT_FOUND;
	collection_read_row(&rows, 0, out);
	return OK;
}

enum status
db_reminder_find(struct ctx *cx, const struct task *task, struct reminder *out)
{
	const char *name;
	json_t *what;
	enum status st;

	if ((st = json_read(cx, task->payload, strlen(task->payload), &what)) != OK)
		return st;
	name = json_get_text(what, "name");
	out->told = json_integer_value(json_object_get(what, "told"));
	if ((st = find_calendar(cx, task->account, json_integer_value(json_object_get(what,
	         "collection")), &out->collection)) != OK ||
	    (st = db_item_find(cx, &out->collection, name != NULL ? name : "", true, &out->item)) != OK)
		return st;
	return out->item.id == task->ref ? OK : ERR_NOT_FOUND;
}

/*
 * The row stays, under another id: whoever ran TASK ends it by its id.  A row that
 * went and came anew would be hidden from a writer who deletes the tasks of his
 * object while we commit (item_reminds() in the schema), and live beside his own.
 */
enum status
db_reminder_again(struct ctx *cx, const struct task *task, int64_t due, int64_t told)
{
	static const struct db_stmt again = {
		"UPDATE task SET id = new_id(), due = to_timestamp($3::bigint), attempts = 0, fault = NULL,"
		"  payload = payload || jsonb_build_object('told', $4::bigint)"
		" WHERE account_id = $1 AND id = $2"
		" RETURNING pg_notify('" TASK_CHANNEL "', ($3::bigint * 1000)::text)"
	};
	struct db_rows rows;

	return db_query(cx, &again, DB_ARGS(db_int(task->account), db_int(task->id), db_int(due),
	    db_int(told)), &rows);
}
