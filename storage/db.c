#include <fcntl.h>
#include <libpq-fe.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "core/buf.h"
#include "core/conf.h"
#include "core/hash.h"
#include "core/log.h"
#include "storage/db.h"
#include "storage/owed.h"

#define PREPARED_MAX	512	/* a power of two, more than the program has statements */
#define ARGS_MAX	64

struct db {
	char			*conninfo;
	int			 timeout_ms;
	PGconn			*conn;
	struct ctx		*user;		/* whose unit of work holds the connection now */
	bool			 in_transaction;
	bool			 begin_owed;	/* BEGIN travels with the transaction's first statement */
	bool			 commit_next;	/* COMMIT travels with the next one, which is its last */
	bool			 checked;	/* alive since this unit of work began */
	bool			 broken;	/* lost in this unit of work, which is over for it */
	bool			 used;		/* something succeeded in this unit of work */
	struct owed		 owed;		/* news to be told */
	bool			 later;		/* by whoever opened us, and not at each end of work */
	bool			 plan_once;
	const struct db_stmt	*prepared[PREPARED_MAX];
	bool		 may_repeat;	/* the last failure was a deadlock */
};

struct db *
db_open(const char *conninfo, int timeout_ms)
{
	struct db *db = calloc(1, sizeof *db);

	if (db == NULL || (db->conninfo = strdup(conninfo)) == NULL)
		abort();
	db->timeout_ms = timeout_ms;
	return db;
}

static void
disconnect(struct db *db)
{
	if (db->conn != NULL)
		PQfinish(db->conn);
	db->conn = NULL;
	db->in_transaction = db->begin_owed = db->commit_next = false;
	memset(db->prepared, 0, sizeof db->prepared);
}

void
db_close(struct db *db)
{
	if (db == NULL)
		return;
	db_news_send(db);
	disconnect(db);
	free(db->conninfo);
	free(db);
}

/*
 * Our own cluster is reached by its socket folder.  libpq refuses socket paths
 * over 107 bytes, which a deep checkout exceeds, so the folder is named by an
 * open descriptor when its path is long.
 */
char *
db_conninfo(const struct conf *conf, struct arena *arena)
{
	char *folder, password[128] = "";
	FILE *f;

	if (*conf->database != '\0')
		return arena_strdup(arena, conf->database);
	folder = conf_root_path(conf, arena, "run/postgresql");
	f = fopen(conf_root_path(conf, arena, "conf/password.hayloft"), "re");
	if (f != NULL) {
		if (fgets(password, sizeof password, f) != NULL)
			password[strcspn(password, "\n")] = '\0';
		fclose(f);
	}
	if (strlen(folder) > 80)
		folder = arena_printf(arena, "/proc/self/fd/%d",
		    open(folder, O_PATH | O_DIRECTORY));
	return arena_printf(arena,
	    "host=%s port=5432 dbname=hayloft user=hayloft password=%s connect_timeout=3",
	    folder, password);
}

static void
quiet(void *arg, const PGresult *result)
{
	(void)arg;
	(void)result;
}

static enum status
connect_now(struct ctx *cx, struct db *db)
{
	char options[128];
	const char *keywords[] = { "dbname", "options", "application_name", NULL };
	const char *values[] = { db->conninfo, options, "hayloft", NULL };
	bool owed;

	owed = db->begin_owed;
	disconnect(db);
	db->in_transaction = db->begin_owed = owed;
	snprintf(options, sizeof options, "-c statement_timeout=%d%s", db->timeout_ms,
	    db->plan_once ? " -c plan_cache_mode=force_generic_plan" : "");
	db->conn = PQconnectdbParams(keywords, values, 1);
	if (db->conn == NULL)
		abort();
	if (PQstatus(db->conn) != CONNECTION_OK) {
		fault(cx, ERR_BUSY, "the database is away: %s", PQerrorMessage(db->conn));
		disconnect(db);
		db->broken = true;
		return ERR_BUSY;
	}
	PQsetNoticeReceiver(db->conn, quiet, NULL);
	return OK;
}

/*
 * A server that went away while we were idle has left its farewell in the
 * socket, and the end of file behind it.
 */
static bool
is_alive(struct db *db)
{
	struct pollfd p = { .fd = PQsocket(db->conn), .events = POLLIN };

	if (PQstatus(db->conn) != CONNECTION_OK)
		return false;
	for (int reads = 0; reads < 16 && poll(&p, 1, 0) > 0; reads++)
		if (PQconsumeInput(db->conn) != 1 || PQstatus(db->conn) != CONNECTION_OK)
			return false;
	return true;
}

static void
work_ended(void *arg)
{
	struct db *db = arg;

	if (db->user != NULL)
		db_rollback(db->user);
	owed_rollback(&db->owed);
	if (!db->later)
		db_news_send(db);
	db->user = NULL;
	db->checked = db->broken = db->used = false;
}

static enum status
lease(struct ctx *cx, struct db **out)
{
	struct db *db = cx->db;

	if (db == NULL)
		return fault(cx, ERR_INTERNAL, "no database here");
	if (db->user != cx) {
		if (db->user != NULL)
			return fault(cx, ERR_INTERNAL, "the connection is in use");
		db->user = cx;
		db->checked = false;
		ctx_on_end(cx, work_ended, db);
	}
	if (db->broken)
		return fault(cx, ERR_BUSY, "the database went away");
	if (!db->checked) {
		enum status st;

		if ((db->conn == NULL || !is_alive(db)) && (st = connect_now(cx, db)) != OK)
			return st;
		db->checked = true;
	}
	*out = db;
	return OK;
}

int
db_fd(struct db *db)
{
	return db->conn != NULL ? PQsocket(db->conn) : -1;
}

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
			*rows = (struct db_rows){
				.count = PQntuples(result),
				.affected = strtoll(PQcmdTuples(result), NULL, 10),
				.result = result,
			};
		db->used = true;
		return OK;
	default:
		break;
	}
	state = PQresultErrorField(result, PG_DIAG_SQLSTATE);
	message = PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY);
	st = status_of(state);
	db->may_repeat = state != NULL && strncmp(state, "40", 2) == 0;
	if (PQstatus(db->conn) != CONNECTION_OK ||
	    PQpipelineStatus(db->conn) != PQ_PIPELINE_OFF) {
		disconnect(db);
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

/* The name of a statement on the server; prepares it the first time. */
static enum status
prepare(struct ctx *cx, struct db *db, const struct db_stmt *stmt, size_t count, char name[32])
{
	size_t slot = ((size_t)stmt / sizeof *stmt * 0x9e3779b97f4a7c15u) >> 55;

	for (size_t i = 0; i < PREPARED_MAX; i++, slot = (slot + 1) % PREPARED_MAX) {
		snprintf(name, 32, "s%zu", slot);
		if (db->prepared[slot] == stmt)
			return OK;
		if (db->prepared[slot] == NULL) {
			enum status st = take(cx, db,
			    PQprepare(db->conn, name, stmt->sql, (int)count, NULL),
			    stmt->sql, NULL);

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

static bool
send_all(struct db *db, const struct question *q, const char *name, const struct bound *b,
    bool begin, bool commit)
{
	int count = (int)q->count;

	return PQenterPipelineMode(db->conn) && (!begin || send_command(db->conn, "BEGIN")) &&
	    (q->stmt != NULL ?
	    PQsendQueryPrepared(db->conn, name, count, b->values, b->lengths, b->formats, 0) :
	    PQsendQueryParams(db->conn, q->sql, count, NULL, b->values, b->lengths, b->formats, 0)) &&
	    (!commit || send_command(db->conn, "COMMIT")) && PQpipelineSync(db->conn);
}

/*
 * A transaction's first statement with BEGIN, its last with COMMIT, in one
 * journey to the server and back, which is what a short transaction's time
 * goes into.  What fails in between keeps the COMMIT from being done.
 */
static PGresult *
travel(struct db *db, const struct question *q, const char *name, const struct bound *b)
{
	bool begin = db->begin_owed, commit = db->commit_next;
	PGresult *result, *last;

	db->begin_owed = db->commit_next = false;
	if (!send_all(db, q, name, b, begin, commit))
		return PQmakeEmptyPGresult(db->conn, PGRES_FATAL_ERROR);
	if (begin) {
		result = next_result(db->conn);
		if (PQresultStatus(result) != PGRES_COMMAND_OK)
			return result != NULL ? result :
			    PQmakeEmptyPGresult(db->conn, PGRES_FATAL_ERROR);
		PQclear(result);
	}
	result = next_result(db->conn);
	if (commit) {
		last = next_result(db->conn);
		if (PQresultStatus(last) == PGRES_COMMAND_OK) {
			db->in_transaction = false;
			owed_commit(&db->owed);
			PQclear(last);
		} else if (PQresultStatus(last) == PGRES_PIPELINE_ABORTED) {
			PQclear(last);		/* the statement says why */
		} else {
			PQclear(result);	/* it was done, and yet it is not */
			result = last;
		}
	}
	PQclear(next_result(db->conn));		/* the end of the pipeline */
	PQexitPipelineMode(db->conn);
	return result != NULL ? result : PQmakeEmptyPGresult(db->conn, PGRES_FATAL_ERROR);
}

static enum status
ask_once(struct ctx *cx, const struct question *q, struct db_rows *rows)
{
	struct bound b;
	char name[32];
	struct db *db;
	enum status st;

	if (q->count > ARGS_MAX)
		return fault(cx, ERR_INTERNAL, "too many arguments");
	if ((st = lease(cx, &db)) != OK ||
	    (q->stmt != NULL && (st = prepare(cx, db, q->stmt, q->count, name)) != OK))
		return st;
	if (q->script) {
		if (db->begin_owed && (st = take(cx, db, PQexec(db->conn, "BEGIN"), "BEGIN", NULL)) != OK)
			return st;
		db->begin_owed = false;
		return take(cx, db, PQexec(db->conn, q->sql), q->sql, rows);
	}
	bind_args(&b, q->args, q->count);
	if (db->begin_owed || db->commit_next)
		return take(cx, db, travel(db, q, name, &b), q->sql, rows);
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

	st = ask_once(cx, q, rows);
	if (st != ERR_BUSY || !db->broken || db->used || !db->checked || before != OK ||
	    (!first && !only_asks(q->sql)))
		return st;
	db->checked = db->broken = false;
	db->in_transaction = db->begin_owed = first;
	ctx_forgive(cx);
	return ask_once(cx, q, rows);
}

enum status
db_query(struct ctx *cx, const struct db_stmt *stmt, const struct db_arg *args, size_t count,
    struct db_rows *rows)
{
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

enum status
db_script(struct ctx *cx, const char *sql)
{
	return ask(cx, &(struct question){ .sql = sql, .script = true }, NULL);
}

enum status
db_begin(struct ctx *cx)
{
	struct db *db;
	enum status st;

	if (cx->db != NULL && cx->db->user == cx && cx->db->in_transaction)
		return OK;
	if ((st = lease(cx, &db)) != OK)
		return st;
	db->in_transaction = db->begin_owed = true;
	return OK;
}

enum status
db_commit(struct ctx *cx)
{
	struct db *db;
	enum status st;

	if ((st = lease(cx, &db)) != OK)
		return st;
	if (!db->in_transaction)
		return OK;
	if (db->begin_owed) {
		db->in_transaction = db->begin_owed = false;	/* nothing was said in it */
		return OK;
	}
	/* COMMIT of a failed transaction answers ROLLBACK, and that is no success. */
	if (PQtransactionStatus(db->conn) != PQTRANS_INTRANS) {
		db_rollback(cx);
		return fault(cx, ERR_INTERNAL, "commit of a failed transaction");
	}
	if ((st = db_script(cx, "COMMIT")) != OK)
		return st;
	db->in_transaction = false;
	owed_commit(&db->owed);
	return OK;
}

void
db_commit_with_next(struct ctx *cx)
{
	if (cx->db != NULL && cx->db->user == cx && cx->db->in_transaction)
		cx->db->commit_next = true;
}

void
db_rollback(struct ctx *cx)
{
	struct db *db = cx->db;

	if (db == NULL || db->user != cx || !db->in_transaction)
		return;
	owed_rollback(&db->owed);
	db->in_transaction = db->commit_next = false;
	if (db->conn != NULL && !db->begin_owed)
		PQclear(PQexec(db->conn, "ROLLBACK"));
	db->begin_owed = false;
}

enum status
db_savepoint(struct ctx *cx)
{
	return db_script(cx, "SAVEPOINT step");
}

enum status
db_rollback_to(struct ctx *cx)
{
	return db_script(cx, "ROLLBACK TO SAVEPOINT step");
}

bool
db_owe(struct ctx *cx, int64_t account, int64_t collection, const char *type)
{
	struct db *db;

	if (lease(cx, &db) != OK || !owed_add(&db->owed, account, collection, type))
		return false;
	if (!db->in_transaction)
		owed_commit(&db->owed);
	return true;
}

void
db_plan_once(struct db *db)
{
	db->plan_once = true;
}

void
db_news_later(struct db *db)
{
	db->later = true;
}

bool
db_news_waiting(const struct db *db)
{
	return db->owed.firm > 0;
}

void
db_news_send(struct db *db)
{
	struct arena *arena;
	PGresult *result;

	if (db->owed.firm == 0 || db->conn == NULL || db->in_transaction)
		return;
	arena = arena_open();
	struct buf script = BUF_ON(arena);

	owed_script(&db->owed, &script);
	result = PQexec(db->conn, buf_str(&script));
	if (PQresultStatus(result) == PGRES_COMMAND_OK) {
		owed_paid(&db->owed);
	} else {
		log_warn("news", "%s", PQerrorMessage(db->conn));
		if (PQtransactionStatus(db->conn) != PQTRANS_IDLE)
			PQclear(PQexec(db->conn, "ROLLBACK"));
	}
	PQclear(result);
	arena_close(arena);
}

struct db_arg
db_int_array(struct ctx *cx, const int64_t *n, size_t count)
{
	struct buf out = BUF_ON(cx->arena);

	buf_putc(&out, '{');
	for (size_t i = 0; i < count; i++)
		buf_printf(&out, i > 0 ? ",%lld" : "%lld", (long long)n[i]);
	buf_putc(&out, '}');
	return db_text(buf_str(&out));
}

struct db_arg
db_text_array(struct ctx *cx, const char *const *s, size_t count)
{
	struct buf out = BUF_ON(cx->arena);

	buf_putc(&out, '{');
	for (size_t i = 0; i < count; i++) {
		buf_puts(&out, i > 0 ? ",\"" : "\"");
		for (const char *c = s[i]; *c != '\0'; c++) {
			if (*c == '"' || *c == '\\')
				buf_putc(&out, '\\');
			buf_putc(&out, *c);
		}
		buf_putc(&out, '"');
	}
	buf_putc(&out, '}');
	return db_text(buf_str(&out));
}

bool
db_is_null(const struct db_rows *rows, int row, int column)
{
	return PQgetisnull(rows->result, row, column) == 1;
}

const char *
db_get_text(const struct db_rows *rows, int row, int column)
{
	return db_is_null(rows, row, column) ? NULL : PQgetvalue(rows->result, row, column);
}

int64_t
db_get_int(const struct db_rows *rows, int row, int column)
{
	return strtoll(PQgetvalue(rows->result, row, column), NULL, 10);
}

bool
db_get_bool(const struct db_rows *rows, int row, int column)
{
	return *PQgetvalue(rows->result, row, column) == 't';
}

const void *
db_get_bytes(struct ctx *cx, const struct db_rows *rows, int row, int column, size_t *len)
{
	unsigned char *raw;

	*len = 0;
	if (db_is_null(rows, row, column))
		return NULL;
	raw = PQunescapeBytea((const unsigned char *)PQgetvalue(rows->result, row, column), len);
	if (raw == NULL)
		abort();
	return arena_adopt(cx->arena, raw, PQfreemem);
}

enum status
db_next_notify(struct ctx *cx, bool *found, const char **channel, const char **payload)
{
	struct db *db;
	PGnotify *n;
	enum status st;

	*found = false;
	/* A new connection would hear nothing: no quiet reconnect here. */
	if (cx->db->conn == NULL || !is_alive(cx->db)) {
		disconnect(cx->db);
		return fault(cx, ERR_BUSY, "the database went away");
	}
	if ((st = lease(cx, &db)) != OK)
		return st;
	if (PQconsumeInput(db->conn) != 1) {
		disconnect(db);
		db->broken = true;
		return fault(cx, ERR_BUSY, "the database went away");
	}
	if ((n = PQnotifies(db->conn)) == NULL)
		return OK;
	*found = true;
	*channel = arena_strdup(cx->arena, n->relname);
	*payload = arena_strdup(cx->arena, n->extra);
	PQfreemem(n);
	return OK;
}
