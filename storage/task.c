#include "storage/db.h"
#include "storage/task.h"

#define COLUMNS	"id, kind, ref, (extract(epoch FROM due) * 1000)::bigint, attempts, payload"

enum status
db_task_add(struct ctx *cx, struct task *task)
{
	static const struct db_stmt insert = {
		"INSERT INTO task (account_id, kind, ref, due, payload, slow)"
		" VALUES ($1, $2, $3, CASE WHEN $4::bigint = 0 THEN now()"
		"  ELSE to_timestamp($4::bigint / 1000.0) END, coalesce($5, '{}')::jsonb, $6)"
		" RETURNING id, pg_notify('" TASK_CHANNEL "', $4::bigint::text)"
	};
	struct db_rows rows;
	enum status st;

	if ((st = db_query(cx, &insert, DB_ARGS(db_int(task->account), db_text(task->kind),
	    db_int(task->ref), db_int(task->due), db_text(task->payload), db_bool(task->slow)), &rows)) != OK)
		return st;
	task->id = db_get_int(&rows, 0, 0);
	return OK;
}

enum status
db_task_remove(struct ctx *cx, int64_t account, const char *kind, int64_t ref)
{
	static const struct db_stmt remove = {
		"DELETE FROM task WHERE account_id = $1 AND kind = $2 AND ref = $3"
	};

	return db_exec(cx, &remove, DB_ARGS(db_int(account), db_text(kind), db_int(ref)));
}

enum status
db_task_listen(struct ctx *cx)
{
	return db_script(cx, "LISTEN " TASK_CHANNEL);
}

enum status
db_task_due(struct ctx *cx, int max, struct task_due **out, size_t *count, int64_t *next_ms)
{
	static const struct db_stmt due = {
		"SELECT account_id, slow FROM (SELECT account_id, slow, due FROM task"
		"  WHERE due <= clock_timestamp() ORDER BY due LIMIT 10000) late"
		" GROUP BY account_id, slow ORDER BY min(due) LIMIT $1"
	};
	static const struct db_stmt next = {
		"SELECT ceil(extract(epoch FROM min(due) - clock_timestamp()) * 1000)::bigint FROM task"
		" WHERE due > clock_timestamp()"
	};
	struct db_rows rows;
	enum status st;

	/* In this order, since time goes on: what becomes due between the two is in both, and not in neither. */
	if ((st = db_query(cx, &next, DB_NO_ARGS, &rows)) != OK)
		return st;
	*next_ms = rows.count == 0 || db_is_null(&rows, 0, 0) ? -1 : db_get_int(&rows, 0, 0);
	if ((st = db_query(cx, &due, DB_ARGS(db_int(max)), &rows)) != OK)
		return st;
	*count = (size_t)rows.count;
	*out = arena_array(cx->arena, *count, sizeof **out);
	for (int i = 0; i < rows.count; i++)
		(*out)[i] = (struct task_due){ db_get_int(&rows, i, 0), db_get_bool(&rows, i, 1) };
	return OK;
}

/* ---- Workers ------------------------------------------------------------------- */

#define LOCK_SQL(name)	"SELECT " name "(hashtextextended(CASE WHEN $2 THEN 'slow ' ELSE 'task ' END" \
	" || $1::bigint, 0))"

struct held {
	struct ctx	*cx;
	int64_t		 account;
	bool		 slow;
};

static void
unlock(void *arg)
{
	static const struct db_stmt release = { LOCK_SQL("pg_advisory_unlock") };
	struct held *h = arg;

	/* A lost connection has lost its locks too. */
	db_rollback(h->cx);
	(void)!db_exec(h->cx, &release, DB_ARGS(db_int(h->account), db_bool(h->slow)));
}

enum status
db_task_lock(struct ctx *cx, int64_t account, bool slow)
{
	static const struct db_stmt try = { LOCK_SQL("pg_try_advisory_lock") };
	struct db_rows rows;
	struct held *h;
	enum status st;

	if ((st = db_query(cx, &try, DB_ARGS(db_int(account), db_bool(slow)), &rows)) != OK)
		return st;
	if (!db_get_bool(&rows, 0, 0))
		return fault(cx, ERR_BUSY, "another process is at the tasks of this account");
	h = arena_alloc(cx->arena, sizeof *h);
	*h = (struct held){ .cx = cx, .account = account, .slow = slow };
	ctx_on_end(cx, unlock, h);
	return OK;
}

enum status
db_task_begin(struct ctx *cx, int64_t account, bool slow, struct task *task)
{
	/* 5 seconds, 10, 20, … at most an hour. */
	static const struct db_stmt begin = {
		"UPDATE task SET attempts = attempts + 1,"
		" due = clock_timestamp() + make_interval(secs => least(3600, 5 * 2 ^ least(attempts, 20)))"
		" WHERE account_id = $1 AND id = (SELECT id FROM task"
		"  WHERE account_id = $1 AND slow = $2 AND due <= clock_timestamp() ORDER BY due, id LIMIT 1"
		"  FOR UPDATE SKIP LOCKED)"
		" RETURNING " COLUMNS
	};
	struct db_rows rows;
	enum status st;

	if ((st = db_query(cx, &begin, DB_ARGS(db_int(account), db_bool(slow)), &rows)) != OK)
		return st;
	if (rows.count == 0)
		return fault(cx, ERR_NOT_FOUND, "nothing is due");
	*task = (struct task){
		.account = account,
		.id = db_get_int(&rows, 0, 0),
		.kind = db_get_text(&rows, 0, 1),
		.ref = db_get_int(&rows, 0, 2),
		.due = db_get_int(&rows, 0, 3),
		.attempts = (int)db_get_int(&rows, 0, 4),
		.payload = db_get_text(&rows, 0, 5),
	};
	return OK;
}

enum status
db_task_end(struct ctx *cx, const struct task *task)
{
	static const struct db_stmt remove = {
		"DELETE FROM task WHERE account_id = $1 AND id = $2"
	};

	return db_exec(cx, &remove, DB_ARGS(db_int(task->account), db_int(task->id)));
}

enum status
db_task_failed(struct ctx *cx, const struct task *task, const char *why)
{
	static const struct db_stmt note = {
		"UPDATE task SET fault = left($3, 1000) WHERE account_id = $1 AND id = $2"
	};

	return db_exec(cx, &note, DB_ARGS(db_int(task->account), db_int(task->id),
	    db_text(why != NULL ? why : "")));
}
