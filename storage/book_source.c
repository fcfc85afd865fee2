#include <string.h>

#include "core/clock.h"
#include "core/json.h"
#include "storage/book_source.h"
#include "storage/db.h"
#include "storage/sealed.h"
#include "storage/task.h"

enum status
db_book_source_find(struct ctx *cx, int64_t account, int64_t collection, struct book_source *out)
{
	static const struct db_stmt find = {
		"SELECT id, host, port, encryption, login, base, filter, to_json(fields), minutes, active, failures,"
		" kind = 'SQL', dbname"
		" FROM book_source WHERE account_id = $1 AND collection_id = $2"
	};
	struct db_rows rows;
	const char **fields;
	enum status st;

	if ((st = db_query(cx, &find, DB_ARGS(db_int(account), db_int(collection)), &rows)) != OK)
		return st;
	if (rows.count == 0)
		return ERR_NOT_FOUND;
	if ((st = db_get_texts(cx, &rows, 0, 7, &fields)) != OK)
		return st;
	*out = (struct book_source){
		.id = db_get_int(&rows, 0, 0), .host = db_get_text(&rows, 0, 1),
		.port = (int)db_get_int(&rows, 0, 2), .encryption = db_get_text(&rows, 0, 3),
		.login = db_get_text(&rows, 0, 4), .base = db_get_text(&rows, 0, 5),
		.filter = db_get_text(&rows, 0, 6), .fields = fields,
		.minutes = db_get_int(&rows, 0, 8), .active = db_get_bool(&rows, 0, 9),
		.failures = (int)db_get_int(&rows, 0, 10),
		.is_sql = db_get_bool(&rows, 0, 11), .database = db_get_text(&rows, 0, 12),
	};
	return OK;
}

enum status
db_book_source_put_password(struct ctx *cx, int64_t id, const char *password)
{
	return db_sealed_put(cx, SEALED_BOOK_SOURCE, id, password);
}

enum status
db_book_source_password(struct ctx *cx, int64_t id, char **password)
{
	return db_sealed_get(cx, SEALED_BOOK_SOURCE, id, password);
}

/* The next look, and no other; SECONDS < 0: none. */
static enum status
plan(struct ctx *cx, int64_t account, int64_t collection, int64_t seconds)
{
	struct task task = {
		.account = account, .kind = TASK_BOOK_SOURCE, .ref = collection, .slow = true,
		.due = seconds > 0 ? clock_now() / 1000 + seconds * 1000 : 0,
	};
	enum status st = db_task_remove(cx, account, TASK_BOOK_SOURCE, collection);

	return st != OK || seconds < 0 ? st : db_task_add(cx, &task);
}

enum status
db_book_source_start(struct ctx *cx, const struct collection *c, bool stops)
{
	/* A collection with a source is read only for everybody (storage/share.h). */
	static const struct db_stmt mark = {
		"UPDATE collection SET source = (SELECT CASE WHEN kind = 'SQL' THEN 'postgresql'"
		" WHEN encryption = 'SSL' THEN 'ldaps' ELSE 'ldap' END"
		" || '://' || host || ':' || port FROM book_source WHERE account_id = $1 AND collection_id = $2"
		" AND NOT $3) WHERE account_id = $1 AND id = $2"
	};
	static const struct db_stmt active = {
		"UPDATE book_source SET failures = 0, fault = NULL WHERE account_id = $1"
		" AND collection_id = $2 RETURNING active"
	};
	struct db_rows rows;
	enum status st;

	if ((st = db_exec(cx, &mark, DB_ARGS(db_int(c->account), db_int(c->id), db_bool(stops)))) != OK ||
	    (st = db_query(cx, &active, DB_ARGS(db_int(c->account), db_int(c->id)), &rows)) != OK)
		return st;
	return plan(cx, c->account, c->id,
	    !stops && rows.count > 0 && db_get_bool(&rows, 0, 0) ? 0 : -1);
}

enum status
db_book_source_looked(struct ctx *cx, int64_t account, int64_t collection, const char *fault,
    bool changed, int64_t again)
{
	static const struct db_stmt keep = {
		"UPDATE book_source SET failures = CASE WHEN $3::text IS NULL THEN 0 ELSE failures + 1 END,"
		" fault = left($3, 1000), checked = now(), changed = CASE WHEN $4 THEN now() ELSE changed END"
		" WHERE account_id = $1 AND collection_id = $2"
	};
	enum status st;

	if ((st = db_exec(cx, &keep, DB_ARGS(db_int(account), db_int(collection), db_text(fault),
	    db_bool(changed)))) != OK)
		return st;
	return plan(cx, account, collection, again);
}
