/*
 * A statement on its way to the server and back, and what an error of the
 * server means to us.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/log.h"
#include "storage/db_private.h"

#define ARGS_MAX	64
#define NAME_SIZE	32	/* of a prepared statement */

static enum status
status_of(const char *state)
{
	static const struct {
		const char	*prefix;
		enum status	 st;
	} table[] = {
		{ "23505", ERR_EXISTS },	/* unique_violation */
		{ "23P01", ERR_EXISTS },	/* exclusion_violation */
		{ "23503", ERR_PRECONDITION },	/* foreign_key_violation */
		{ "23", ERR_INVALID },
		{ "22", ERR_INVALID },
		{ "40", ERR_BUSY },		/* serialization, deadlock */
		{ "55P03", ERR_BUSY },		/* lock_not_available */
		{ "57014", ERR_LIMIT },		/* statement_timeout */
		{ "57", ERR_BUSY },		/* shutting or starting */
		{ "08", ERR_BUSY },
		{ "53", ERR_BUSY },		/* no connection, memory or disk left */
		{ "25006", ERR_BUSY },		/* the primary moved */
	};

	if (state == NULL)
		return ERR_BUSY;	/* no answer at all: the connection broke */
	for (size_t i = 0; i < COUNT(table); i++)
		if (strncmp(state, table[i].prefix, strlen(table[i].prefix)) == 0)
			return table[i].st;
	return ERR_INTERNAL;
}

bool
db_may_repeat(const struct ctx *cx)
{
	return cx->db != NULL && cx->db->may_repeat;
}

static void
clear(void *result)
{
	PQclear(result);
}

static struct db_rows
rows_of(PGresult *result)
{
	return (struct db_rows){
		.count = PQntuples(result),
		.affected = strtoll(PQcmdTuples(result), NULL, 10),
		.result = result,
	};
}

static enum status
take(struct ctx *cx, struct db *db, PGresult *result, const char *sql, struct db_rows *rows)
{
	const char *state, *message;
	enum status st;

	if (result == NULL)
		abort();	/* libpq had no memory */
	arena_adopt(cx->arena, result, clear);
	switch (PQresultStatus(result)) {
	case PGRES_TUPLES_OK:
	case PGRES_COMMAND_OK:
	case PGRES_SINGLE_TUPLE:
		if (rows != NULL)
			*rows = rows_of(result);
		db->used = true;
		return OK;
	default:
		break;
	}
	state = PQresultErrorField(result, PG_DIAG_SQLSTATE);
	message = PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY);
	st = status_of(state);
	db->plans = PLANS_UNKNOWN;	/* what was set goes back with all else */
	db->may_repeat = state != NULL && strncmp(state, "40", 2) == 0;
	if (PQstatus(db->conn) != CONNECTION_OK ||
	    PQpipelineStatus(db->conn) != PQ_PIPELINE_OFF) {
		db_disconnect(db);
		db->broken = true;
		st = ERR_BUSY;
	}
	/* What is no error of ours may be shown to a client, who is not told how we ask. */
	if (st != ERR_INTERNAL) {
		log_warn("database", "%s (%s) in: %.120s", message != NULL ? message : "-",
		    state != NULL ? state : "-", sql);
		return fault(cx, st, "database: %s (%s)",
		    message != NULL ? message : "connection lost", state != NULL ? state : "-");
	}
	return fault(cx, st, "database: %s (%s) in: %.120s",
	    message != NULL ? message : "-", state != NULL ? state : "-", sql);
}

/* The name of a statement on the server; prepares it the first time, for which nothing else may be on its way. */
static enum status
prepare(struct ctx *cx, struct db *db, const struct db_stmt *stmt, size_t count, char name[NAME_SIZE])
{
	size_t slot = ((size_t)stmt / sizeof *stmt * 0x9e3779b97f4a7c15u) >> 55;

	for (size_t i = 0; i < PREPARED_MAX; i++, slot = (slot + 1) % PREPARED_MAX) {
		snprintf(name, NAME_SIZE, "s%zu", slot);
		if (db->prepared[slot] == stmt)
			return OK;
		if (db->prepared[slot] == NULL) {
			enum status st;

			if ((st = db_land(cx, db)) == OK)
				st = take(cx, db, PQprepare(db->conn, name, stmt->sql,
				    (int)count, NULL), stmt->sql, NULL);
			if (st == OK)
				db->prepared[slot] = stmt;
			return st;
		}
	}
	return fault(cx, ERR_INTERNAL, "more than %d statements", PREPARED_MAX);
}

/* Arguments as libpq takes them. */
struct bound {
	const char	*values[ARGS_MAX];
	int		 lengths[ARGS_MAX], formats[ARGS_MAX];
	char		 numbers[ARGS_MAX][24];
};

static void
bind_args(struct bound *b, const struct db_arg *args, size_t count)
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

/* What goes to the server: a prepared statement, text with arguments, or a script. */
struct question {
	const struct db_stmt	*stmt;		/* NULL: as in sql */
	const char		*sql;
	bool			 script;
	const struct db_arg	*args;
	size_t			 count;
};

static PGresult *
next_result(PGconn *conn)
{
	PGresult *result = PQgetResult(conn), *end;

	/* In a pipeline a statement's results end with NULL. */
	if (result != NULL && PQresultStatus(result) != PGRES_PIPELINE_SYNC)
		while ((end = PQgetResult(conn)) != NULL)
			PQclear(end);
	return result;
}

/* One of several that travel together; false when libpq does not take it. */
static bool
send_command(PGconn *conn, const char *sql)
{
	return PQsendQueryParams(conn, sql, 0, NULL, NULL, NULL, NULL, 0) == 1;
}

struct db_queued {
	const char	*sql;
	char		 name[NAME_SIZE];	/* "": not prepared */
	size_t		 count;
	struct bound	 args;
	struct db_rows	*rows;		/* NULL: nobody asks for them */
	struct arena	*arena;		/* that they go to */
};

static bool
send_prepared(PGconn *conn, const char *name, size_t count, const struct bound *b)
{
	return PQsendQueryPrepared(conn, name, (int)count, b->values, b->lengths, b->formats, 0) == 1;
}

static bool
send_queue(struct db *db, bool begin)
{
	if (!PQenterPipelineMode(db->conn) || (begin && !send_command(db->conn, db_begin_sql(db))))
		return false;
	for (size_t i = 0; i < db->queued; i++) {
		const struct db_queued *s = db->queue[i];

		if (*s->name != '\0' ? !send_prepared(db->conn, s->name, s->count, &s->args) :
		    !send_command(db->conn, s->sql))
			return false;
	}
	return true;
}

static bool
send_all(struct db *db, const struct question *q, const char *name, const struct bound *b,
    bool begin, bool commit)
{
	return send_queue(db, begin) && (q->stmt != NULL ? send_prepared(db->conn, name, q->count, b) :
	    PQsendQueryParams(db->conn, q->sql, (int)q->count, NULL, b->values, b->lengths,
	    b->formats, 0)) && (!commit || send_command(db->conn, "COMMIT")) &&
	    PQpipelineSync(db->conn);
}

static bool
succeeded(const PGresult *result)
{
	return PQresultStatus(result) == PGRES_COMMAND_OK || PQresultStatus(result) == PGRES_TUPLES_OK;
}

/*
 * The answers to BEFORE statements, the one that was asked, and to AFTER others: that
 * one's, or of those before and behind it the first that failed; *WHICH of them it is.
 * Of those before it the last stand in the queue, from the BEGIN on.
 */
static PGresult *
receive(struct db *db, size_t begin, size_t before, size_t after, size_t *which)
{
	PGresult *asked = NULL, *failed = NULL;

	*which = before;
	for (size_t i = 0; i < before + 1 + after; i++) {
		PGresult *result = next_result(db->conn);

		if (result == NULL)
			break;		/* the connection is gone */
		if (!succeeded(result) && failed == NULL) {
			failed = result;
			*which = i;
		} else if (i == before) {
			asked = result;
		} else if (i >= begin && i < before && db->queue[i - begin]->rows != NULL) {
			const struct db_queued *q = db->queue[i - begin];

			arena_adopt(q->arena, result, clear);
			*q->rows = rows_of(result);
		} else {
			PQclear(result);
		}
	}
	PQclear(next_result(db->conn));		/* the end of the pipeline */
	PQexitPipelineMode(db->conn);		/* refused while there is more to come */
	if (failed != NULL) {
		PQclear(asked);
		return failed;
	}
	return asked != NULL ? asked : PQmakeEmptyPGresult(db->conn, PGRES_FATAL_ERROR);
}

/* Remember what was sent and is not waited for. */
static void
fly(struct db *db, const char *sql, bool begin)
{
	size_t n = 0;

	if (begin)
		db->flown[n++] = "BEGIN";
	for (size_t i = 0; i < db->queued; i++)
		db->flown[n++] = db->queue[i]->sql;
	db->flown[n++] = sql;
	db->flown[n++] = "COMMIT";
	db->flying = n;
	db->queued = 0;
	db->unwatched = false;
}

/* The answers to what db_send() sent: the last of them, or the first that failed, and whose it is. */
static PGresult *
receive_queue(struct db *db, const char **sql)
{
	size_t last = db->ahead_begins + db->queued - 1, which;
	PGresult *result = receive(db, db->ahead_begins, last, 0, &which);

	*sql = which < db->ahead_begins ? "BEGIN" : db->queue[which - db->ahead_begins]->sql;
	db->ahead = false;
	return result;
}

static enum status
land_queue(struct ctx *cx, struct db *db)
{
	const struct db_queued *last = db->queue[db->queued - 1];
	const char *sql;
	PGresult *result = receive_queue(db, &sql);

	db->queued = 0;
	if (!succeeded(result))
		return take(cx, db, result, sql, NULL);
	arena_adopt(last->arena, result, clear);
	if (last->rows != NULL)
		*last->rows = rows_of(result);
	db->used = true;
	return OK;
}

static enum status
land_flown(struct ctx *cx, struct db *db)
{
	size_t last = db->flying - 1, which;
	PGresult *result = receive(db, last, last, 0, &which);
	const char *sql;

	db->flying = 0;
	if (succeeded(result)) {
		db->in_transaction = db->behind;
		owed_commit(&db->owed);
	} else {
		/* The one behind it never began. */
		if (db->ahead)
			PQclear(receive_queue(db, &sql));
		if (db->behind)
			db->begin_owed = false;
		db->queued = 0;
	}
	db->behind = false;
	return take(cx, db, result, db->flown[which], NULL);
}

enum status
db_land(struct ctx *cx, struct db *db)
{
	enum status st;

	if (db->flying > 0 && (st = land_flown(cx, db)) != OK)
		return st;
	return db->ahead ? land_queue(cx, db) : OK;
}

enum status
db_send(struct ctx *cx)
{
	struct db *db;
	enum status st;

	if ((st = db_lease(cx, &db)) != OK || db->queued == 0 || db->ahead)
		return st;
	if (!send_queue(db, db->begin_owed) || !PQpipelineSync(db->conn))
		return take(cx, db, PQmakeEmptyPGresult(db->conn, PGRES_FATAL_ERROR),
		    db->queue[0]->sql, NULL);
	db->ahead_begins = db->begin_owed;
	db->begin_owed = false;
	db->ahead = true;
	return OK;
}

enum status
db_answers(struct ctx *cx)
{
	enum status st;

	return (st = db_send(cx)) != OK ? st : db_land(cx, cx->db);
}

/*
 * A transaction's first statement with BEGIN, those that could wait with the next
 * one, the last with COMMIT, in one journey to the server and back, which is what a
 * short transaction's time goes into.  What fails in between keeps the COMMIT from
 * being done.
 */
static enum status
travel(struct ctx *cx, struct db *db, const struct question *q, const char *name,
    const struct bound *b, struct db_rows *rows)
{
	bool begin = db->begin_owed, commit = db->commit_next;
	size_t before = begin + db->queued, which;
	const char *sql = q->sql;
	PGresult *result;

	db->begin_owed = db->commit_next = false;
	if (!send_all(db, q, name, b, begin, commit))
		return take(cx, db, PQmakeEmptyPGresult(db->conn, PGRES_FATAL_ERROR), sql, rows);
	if (commit && db->unwatched) {
		fly(db, sql, begin);
		if (rows != NULL)
			*rows = (struct db_rows){ 0 };
		return OK;
	}
	db->queued = 0;
	result = receive(db, begin, before, commit, &which);
	if (commit && succeeded(result)) {
		db->in_transaction = false;
		owed_commit(&db->owed);
	}
	if (which >= begin && which < before)
		sql = db->queue[which - begin]->sql;
	return take(cx, db, result, sql, rows);
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
ask_once(struct ctx *cx, const struct question *q, struct db_rows *rows)
{
	struct bound b;
	char name[NAME_SIZE];
	struct db *db;
	enum status st;

	if (q->count > ARGS_MAX)
		return fault(cx, ERR_INTERNAL, "too many arguments");
	if ((st = db_lease(cx, &db)) != OK || (st = db_land(cx, db)) != OK ||
	    (q->stmt != NULL && (st = prepare(cx, db, q->stmt, q->count, name)) != OK))
		return st;
	bind_args(&b, q->args, q->count);
	if (!q->script)
		tell_plans(cx, db, q->stmt == NULL, q->args, q->count);
	/* In a pipeline a script may have one statement only: so it goes behind it. */
	if (q->script && db->queued > 0) {
		struct question nothing = { .sql = "SELECT" };

		if ((st = travel(cx, db, &nothing, NULL, &b, NULL)) != OK)
			return st;
	}
	if (q->script) {
		if (db->begin_owed && (st = take(cx, db, PQexec(db->conn, db_begin_sql(db)), "BEGIN", NULL)) != OK)
			return st;
		db->begin_owed = false;
		return take(cx, db, PQexec(db->conn, q->sql), q->sql, rows);
	}
	if (db->begin_owed || db->commit_next || db->queued > 0)
		return travel(cx, db, q, name, &b, rows);
	return take(cx, db, q->stmt != NULL ?
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
ask(struct ctx *cx, const struct question *q, struct db_rows *rows)
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
	return ask(cx, &(struct question){ .stmt = stmt, .sql = stmt->sql, .args = args,
	    .count = count }, rows);
}

enum status
db_query_built(struct ctx *cx, const char *sql, const struct db_arg *args, size_t count,
    struct db_rows *rows)
{
	return ask(cx, &(struct question){ .sql = sql, .args = args, .count = count }, rows);
}

enum status
db_exec(struct ctx *cx, const struct db_stmt *stmt, const struct db_arg *args, size_t count)
{
	struct db_rows rows;

	return db_query(cx, stmt, args, count, &rows);
}

/* It travels before the next statement. */
static enum status
add(struct ctx *cx, struct db *db, const struct db_stmt *stmt, const struct db_arg *args, size_t count,
    struct db_rows *rows)
{
	struct db_queued *queued;
	enum status st;

	if (count > ARGS_MAX)
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
	return ask(cx, &(struct question){ .sql = sql, .script = true }, NULL);
}
