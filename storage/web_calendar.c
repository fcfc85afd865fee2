#include <string.h>

#include "core/clock.h"
#include "storage/db.h"
#include "storage/private.h"
#include "storage/task.h"
#include "storage/web_calendar.h"

#define CALENDARS_MAX	100	/* of one account */

/* The next look, and no other. */
static enum status
plan(struct ctx *cx, int64_t account, int64_t id, int64_t seconds)
{
	struct task task = {
		.account = account, .kind = TASK_WEB_CALENDAR, .ref = id,
		.due = seconds > 0 ? clock_now() / 1000 + seconds * 1000 : 0,
	};
	enum status st = db_task_remove(cx, account, TASK_WEB_CALENDAR, id);

	return st == OK ? db_task_add(cx, &task) : st;
}

enum status
db_web_calendar_start(struct ctx *cx, const struct collection *c)
{
	static const struct db_stmt put = {
		"INSERT INTO web_calendar (account_id, collection_id) SELECT $1, $2"
		" WHERE (SELECT count(*) FROM web_calendar WHERE account_id = $1) < $3"
		" ON CONFLICT (account_id, collection_id) DO UPDATE SET etag = NULL,"
		" last_modified = NULL, sha256 = NULL, failures = 0, fault = NULL"
	};
	struct db_rows rows;
	enum status st;

	if ((st = db_begin(cx)) != OK ||
	    (st = db_query(cx, &put, DB_ARGS(db_int(c->account), db_int(c->id),
	    db_int(CALENDARS_MAX)), &rows)) != OK)
		return st;
	if (rows.affected == 0)
		return fault(cx, ERR_LIMIT, "an account has at most %d web calendars", CALENDARS_MAX);
	return plan(cx, c->account, c->id, 0);
}

enum status
db_web_calendar_find(struct ctx *cx, int64_t account, int64_t id, struct web_calendar *out)
{
	static const struct db_stmt find = {
		"SELECT etag, last_modified, sha256, failures, fault, " SQL_TIME("checked") ", "
		SQL_TIME("changed") " FROM web_calendar WHERE account_id = $1 AND collection_id = $2"
	};
	struct db_rows rows;
	const void *sha256;
	enum status st;
	size_t len;

	if ((st = db_query(cx, &find, DB_ARGS(db_int(account), db_int(id)), &rows)) != OK)
		return st;
	if (rows.count == 0)
		return ERR_NOT_FOUND;
	*out = (struct web_calendar){
		.etag = db_get_text(&rows, 0, 0),
		.last_modified = db_get_text(&rows, 0, 1),
		.failures = (int)db_get_int(&rows, 0, 3),
		.fault = db_get_text(&rows, 0, 4),
		.checked = db_get_text(&rows, 0, 5),
		.changed = db_get_text(&rows, 0, 6),
	};
	if (!db_is_null(&rows, 0, 2) &&
	    (sha256 = db_get_bytes(cx, &rows, 0, 2, &len)) != NULL && len == SHA256_LEN) {
		memcpy(out->sha256, sha256, len);
		out->read_once = true;
	}
	return OK;
}

enum status
db_web_calendar_looked(struct ctx *cx, int64_t account, int64_t id, const struct web_calendar *w,
    bool changed, int64_t again)
{
	static const struct db_stmt keep = {
		"UPDATE web_calendar SET etag = $3, last_modified = $4, sha256 = $5, failures = $6,"
		" fault = left($7, 1000), checked = now(), changed = CASE WHEN $8 THEN now()"
		" ELSE changed END WHERE account_id = $1 AND collection_id = $2"
	};
	enum status st;

	if ((st = db_exec(cx, &keep, DB_ARGS(db_int(account), db_int(id), db_text(w->etag),
	    db_text(w->last_modified), db_bytes(w->read_once ? w->sha256 : NULL, SHA256_LEN),
	    db_int(w->failures), db_text(w->fault), db_bool(changed)))) != OK)
		return st;
	return plan(cx, account, id, again);
}
