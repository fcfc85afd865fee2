/*
 * A statement and its arguments, as libpq takes them: prepared once, queued, foreseen,
 * asked and asked again.
 */
#include <stdio.h>
#include <string.h>

#include "storage/db_private.h"

/* The name of a statement on the server; prepares it the first time, for which nothing else may be on its way. */
static enum status
prepare(struct ctx *cx, struct db *db, const struct db_stmt *stmt, size_t count, char name[DB_NAME_SIZE])
{
	size_t slot = ((size_t)stmt / sizeof *stmt * 0x9e3779b97f4a7c15u) >> 55;

	for (size_t i = 0; i < PREPARED_MAX; i++, slot = (slot + 1) % PREPARED_MAX) {
		snprintf(name, DB_NAME_SIZE, "s%zu", slot);
		if (db->prepared[slot] == stmt)
			return OK;
		if (db->prepared[slot] == NULL) {
			enum status st;

			if ((st = db_land(cx, db)) == OK)
				st = db_result_take(cx, db, PQprepare(db->conn, name, stmt->sql,
				    (int)count, NULL), stmt->sql, NULL);
			if (st == OK)
				db->prepared[slot] = stmt;
			return st;
		}
	}
	return fault(cx, ERR_INTERNAL, "more than %d statements", PREPARED_MAX);
}

static void
bind_args(struct db_bound *b, const struct db_arg *args, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		b->values[i] = args[i].data;
		b->lengths[i] = 0;
		b->formats[i] = 0;
		switch (args[i].type) {
		case DB_NULL:
			b->values[i] = NULL;
			break;
		case DB_INT:
			snprintf(b->numbers[i], sizeof b->numbers[i], "%lld",
			    (long long)args[i].number);
			b->values[i] = b->numbers[i];
			break;
		case DB_BOOL:
			b->values[i] = args[i].number ? "t" : "f";
			break;
		case DB_TEXT:
			break;
		case DB_BYTES:
			b->lengths[i] = (int)args[i].len;
			b->formats[i] = 1;
			break;
		}
	}
}

/*
 * With more elements than that an array is many.  Fewer would be planned anew each time,
 * too, since the planner takes ten for an array that it does not see, which looks dearer
 * than one; and of a swift statement the planning is the larger part.
 */
#define MANY	100

/* Have the server told how it shall plan what comes next, where it does not know. */
static void
tell_plans(struct ctx *cx, struct db *db, bool built, const struct db_arg *args, size_t count)
{
	static const char *const set[] = {
		[PLANS_ONCE] = "SET plan_cache_mode = force_generic_plan",
		[PLANS_ANEW] = "SET plan_cache_mode = force_custom_plan",
	};
	struct db_queued *queued;
	bool many = built && count > 0;

	for (size_t i = 0; i < count; i++)
		many |= args[i].elements > MANY;
	if (!db->plan_few_once || db->plans == (many ? PLANS_ANEW : PLANS_ONCE) ||
	    db->queued == QUEUE_MAX)
		return;
	db->plans = many ? PLANS_ANEW : PLANS_ONCE;
	queued = arena_alloc(cx->arena, sizeof *queued);
	queued->sql = set[db->plans];
	db->queue[db->queued++] = queued;
}

static enum status
ask_once(struct ctx *cx, const struct db_question *q, struct db_rows *rows)
{
	struct db_bound b;
	char name[DB_NAME_SIZE];
	struct db *db;
	enum status st;

	if (q->count > DB_ARGS_MAX)
		return fault(cx, ERR_INTERNAL, "too many arguments");
	if ((st = db_lease(cx, &db)) != OK || (st = db_land(cx, db)) != OK ||
	    (q->stmt != NULL && (st = prepare(cx, db, q->stmt, q->count, name)) != OK))
		return st;
	bind_args(&b, q->args, q->count);
	if (!q->script)
		tell_plans(cx, db, q->stmt == NULL, q->args, q->count);
	/* In a pipeline a script may have one statement only: so it goes behind it. */
	if (q->script && db->queued > 0) {
		struct db_question nothing = { .sql = "SELECT" };

		if ((st = db_travel(cx, db, &nothing, NULL, &b, NULL)) != OK)
			return st;
	}
	if (q->script) {
		if (db->begin_owed && (st = db_result_take(cx, db, PQexec(db->conn, db_begin_sql(db)), "BEGIN", NULL)) != OK)
			return st;
		db->begin_owed = false;
		return db_result_take(cx, db, PQexec(db->conn, q->sql), q->sql, rows);
	}
	if (db->begin_owed || db->commit_next || db->queued > 0)
		return db_travel(cx, db, q, name, &b, rows);
	return db_result_take(cx, db, q->stmt != NULL ?
	    PQexecPrepared(db->conn, name, (int)q->count, b.values, b.lengths, b.formats, 0) :
	    PQexecParams(db->conn, q->sql, (int)q->count, NULL, b.values, b.lengths, b.formats, 0),
	    q->sql, rows);
}

/* Doing it twice does no harm. */
static bool
only_asks(const char *sql)
{
	return strncmp(sql, "SELECT", 6) == 0;
}

/*
 * A connection can be found dead by the first thing said on it, when the
 * server ended a moment ago.  Then nothing was done yet, and the question is
 * asked again on a new one; so is the first of a transaction, which without a
 * COMMIT has done nothing either.
 */
static enum status
ask(struct ctx *cx, const struct db_question *q, struct db_rows *rows)
{
	enum status before = cx->fault, st;
	struct db *db = cx->db;
	bool first = db != NULL && db->user == cx && db->begin_owed && !db->commit_next;
	bool guessed = db != NULL && db->user == cx && db->queued == 1 && db->foreseen.stmt != NULL;
	bool alone = db == NULL || db->queued == 0 || guessed;

	if (db != NULL && db->foreseen.stmt != NULL && !only_asks(q->sql)) {
		db->foreseen.stmt = NULL;
		db->queued = guessed ? 0 : db->queued;
		guessed = false;
	}
	st = ask_once(cx, q, rows);
	if (st != OK && guessed && !db->broken && before == OK) {
		ctx_forgive(cx);	/* the guess may be what failed, and nobody has asked it */
		st = ask_once(cx, q, rows);
	}
	if (st != ERR_BUSY || !db->broken || db->used || !db->checked || before != OK || !alone ||
	    (!first && !only_asks(q->sql)))
		return st;
	db->checked = db->broken = false;
	db->in_transaction = db->begin_owed = first;
	ctx_forgive(cx);
	return ask_once(cx, q, rows);
}

static bool
same_args(const struct db_arg *a, const struct db_arg *b, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (a[i].type != b[i].type || a[i].number != b[i].number || a[i].len != b[i].len ||
		    (a[i].type == DB_TEXT ? strcmp(a[i].data, b[i].data) != 0 :
			a[i].len > 0 && memcmp(a[i].data, b[i].data, a[i].len) != 0))
			return false;
	return true;
}

/* Was it foreseen?  Its answer is good once. */
static bool
was_foreseen(struct ctx *cx, const struct db_stmt *stmt, const struct db_arg *args, size_t count,
    struct db_rows *rows)
{
	struct db *db = cx->db;

	if (db == NULL || db->user != cx || db->foreseen.stmt != stmt ||
	    db->foreseen.rows.result == NULL || db->foreseen.count != count ||
	    !same_args(db->foreseen.args, args, count))
		return false;
	*rows = db->foreseen.rows;
	db->foreseen.stmt = NULL;
	return true;
}

enum status
db_query(struct ctx *cx, const struct db_stmt *stmt, const struct db_arg *args, size_t count,
    struct db_rows *rows)
{
	if (was_foreseen(cx, stmt, args, count, rows))
		return OK;
	return ask(cx, &(struct db_question){ .stmt = stmt, .sql = stmt->sql, .args = args,
	    .count = count }, rows);
}

enum status
db_query_built(struct ctx *cx, const char *sql, const struct db_arg *args, size_t count,
    struct db_rows *rows)
{
	return ask(cx, &(struct db_question){ .sql = sql, .args = args, .count = count }, rows);
}

enum status
db_exec(struct ctx *cx, const struct db_stmt *stmt, const struct db_arg *args, size_t count)
{
	struct db_rows rows;

	return db_query(cx, stmt, args, count, &rows);
}

enum status
db_query_to_disk(struct ctx *cx, const struct db_stmt *stmt, const struct db_arg *args,
    size_t count, struct db_rows *rows)
{
	static const struct db_stmt note = { "SELECT pg_logical_emit_message(true, 'hayloft', '')" };
	struct db_question q = { .stmt = stmt, .sql = stmt->sql, .args = args, .count = count };
	char name[DB_NAME_SIZE], behind[DB_NAME_SIZE];
	struct db_bound b;
	struct db *db;
	enum status st;

	if ((st = db_answers(cx)) != OK || (st = db_lease(cx, &db)) != OK)
		return st;
	if (db->in_transaction || count > DB_ARGS_MAX)
		return fault(cx, ERR_INTERNAL, "no transaction of its own");
	if ((st = prepare(cx, db, stmt, count, name)) != OK ||
	    (st = prepare(cx, db, &note, 0, behind)) != OK)
		return st;
	bind_args(&b, args, count);
	return db_travel_twice(cx, db, &q, name, &b, behind, rows);
}

/* It travels before the next statement. */
static enum status
add(struct ctx *cx, struct db *db, const struct db_stmt *stmt, const struct db_arg *args, size_t count,
    struct db_rows *rows)
{
	struct db_queued *queued;
	enum status st;

	if (count > DB_ARGS_MAX)
		return fault(cx, ERR_INTERNAL, "too many arguments");
	tell_plans(cx, db, false, args, count);
	queued = arena_alloc(cx->arena, sizeof *queued);
	queued->sql = stmt->sql;
	queued->count = count;
	queued->rows = rows;
	queued->arena = cx->arena;
	if ((st = prepare(cx, db, stmt, count, queued->name)) != OK)
		return st;
	bind_args(&queued->args, args, count);
	db->queue[db->queued++] = queued;
	return OK;
}

static enum status
queue(struct ctx *cx, const struct db_stmt *stmt, const struct db_arg *args, size_t count,
    struct db_rows *rows)
{
	struct db *db;
	enum status st;

	if ((st = db_lease(cx, &db)) != OK ||
	    ((!db->behind || db->ahead) && (st = db_land(cx, db)) != OK))
		return st;
	if (!db->in_transaction || db->queued + 2 > QUEUE_MAX)
		return rows != NULL ? db_query(cx, stmt, args, count, rows) :
		    db_exec(cx, stmt, args, count);
	return add(cx, db, stmt, args, count, rows);
}

void
db_foresee(struct ctx *cx, const struct db_stmt *stmt, const struct db_arg *args, size_t count)
{
	struct db *db = cx->db;

	/* Whether the server is there is for the question that is asked to find out. */
	if (db == NULL || db->user != NULL || db->conn == NULL || cx->fault != OK)
		return;
	if (db_lease(cx, &db) != OK || add(cx, db, stmt, args, count, &db->foreseen.rows) != OK) {
		ctx_forgive(cx);
		return;
	}
	db->foreseen.stmt = stmt;
	db->foreseen.args = args;
	db->foreseen.count = count;
	db->foreseen.rows = (struct db_rows){ 0 };
}

enum status
db_exec_later(struct ctx *cx, const struct db_stmt *stmt, const struct db_arg *args, size_t count)
{
	return queue(cx, stmt, args, count, NULL);
}

enum status
db_query_later(struct ctx *cx, const struct db_stmt *stmt, const struct db_arg *args, size_t count,
    struct db_rows *rows)
{
	*rows = (struct db_rows){ 0 };
	return queue(cx, stmt, args, count, rows);
}

enum status
db_script(struct ctx *cx, const char *sql)
{
	return ask(cx, &(struct db_question){ .sql = sql, .script = true }, NULL);
}
