/*
 * The connection: made when it is asked for, lent to one unit of work at a
 * time, found again after the server was away; its transactions and its news.
 */
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "core/buf.h"
#include "core/conf.h"
#include "core/log.h"
#include "storage/db_private.h"

struct db *
db_open(const char *conninfo, int timeout_ms)
{
	struct db *db = calloc(1, sizeof *db);

	if (db == NULL || (db->conninfo = strdup(conninfo)) == NULL)
		abort();
	db->timeout_ms = timeout_ms;
	return db;
}

void
db_disconnect(struct db *db)
{
	if (db->conn != NULL)
		PQfinish(db->conn);
	db->conn = NULL;
	db->in_transaction = db->begin_owed = db->commit_next = db->unwatched = false;
	db->behind = db->ahead = false;
	db->queued = db->flying = 0;
	db->foreseen.stmt = NULL;
	memset(db->prepared, 0, sizeof db->prepared);
}

void
db_close(struct db *db)
{
	if (db == NULL)
		return;
	db_news_send(db);
	db_disconnect(db);
	free(db->conninfo);
	free(db);
}

/*
 * Our own cluster is reached by its socket folder.  libpq refuses socket paths
 * over 107 bytes, which a deep checkout exceeds, so the folder is named by an
 * open descriptor when its path is long.
 */
char *
db_conninfo(const struct conf *conf, struct arena *arena, int patience)
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
	    "host=%s port=5432 dbname=hayloft user=hayloft password=%s connect_timeout=%d",
	    folder, password, patience);
}

static void
quiet(void *arg, const PGresult *result)
{
	(void)arg;
	(void)result;
}

/*
 * Before anything else is asked: if the server crashed, no change number may come again
 * (0066_numbers.sql).  A database without that function is one that is about to be made.
 */
static bool
settle_numbers(PGconn *conn)
{
	PGresult *result = PQexec(conn, "SELECT numbers_settle()");
	const char *state = PQresultErrorField(result, PG_DIAG_SQLSTATE);
	bool done = PQresultStatus(result) == PGRES_TUPLES_OK;

	if (done && PQgetvalue(result, 0, 0)[0] == 't')
		log_warn("database", "it crashed: the change numbers of all collections went on");
	done = done || (state != NULL && strcmp(state, "42883") == 0);	/* undefined_function */
	PQclear(result);
	return done;
}

static enum status
connect_now(struct ctx *cx, struct db *db)
{
	char options[128];
	const char *keywords[] = { "dbname", "options", "application_name", NULL };
	const char *values[] = { db->conninfo, options, "hayloft", NULL };
	bool owed;

	owed = db->begin_owed;
	db_disconnect(db);
	db->in_transaction = db->begin_owed = owed;
	snprintf(options, sizeof options, "-c statement_timeout=%d%s", db->timeout_ms,
	    db->plan_once ? " -c plan_cache_mode=force_generic_plan" : "");
	db->plans = PLANS_ONCE;
	db->conn = PQconnectdbParams(keywords, values, 1);
	if (db->conn == NULL)
		abort();
	PQsetNoticeReceiver(db->conn, quiet, NULL);
	if (PQstatus(db->conn) != CONNECTION_OK || !settle_numbers(db->conn)) {
		fault(cx, ERR_BUSY, "the database is away: %s", PQerrorMessage(db->conn));
		db_disconnect(db);
		db->broken = true;
		return ERR_BUSY;
	}
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
	db->foreseen.stmt = NULL;
	db->queued = 0;
	if (!db->later)
		db_news_send(db);
	db->user = NULL;
	db->checked = db->broken = db->used = false;
}

enum status
db_lease(struct ctx *cx, struct db **out)
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

enum status
db_begin(struct ctx *cx)
{
	struct db *db = cx->db;
	enum status st;

	if (db != NULL && db->user == cx && db->flying > 0 && (st = db_land(cx, db)) != OK)
		return st;
	if (db != NULL && db->user == cx && db->in_transaction)
		return OK;
	if ((st = db_lease(cx, &db)) != OK)
		return st;
	db->in_transaction = db->begin_owed = true;
	db->snapshot = false;
	db->foreseen.stmt = NULL;
	return OK;
}

enum status
db_begin_behind(struct ctx *cx)
{
	struct db *db = cx->db;

	if (db == NULL || db->user != cx || db->flying == 0)
		return db_begin(cx);
	db->behind = db->begin_owed = true;
	return OK;
}

enum status
db_begin_snapshot(struct ctx *cx)
{
	bool inside = cx->db != NULL && cx->db->user == cx && cx->db->in_transaction;
	enum status st = db_begin(cx);

	if (st == OK && !inside)
		cx->db->snapshot = true;
	return st;
}

const char *
db_begin_sql(const struct db *db)
{
	return db->snapshot ? "BEGIN ISOLATION LEVEL REPEATABLE READ" : "BEGIN";
}

enum status
db_commit(struct ctx *cx)
{
	struct db *db;
	enum status st;

	if ((st = db_lease(cx, &db)) != OK)
		return st;
	if (!db->in_transaction)
		return OK;
	if ((st = db_land(cx, db)) != OK || !db->in_transaction)
		return st;
	if (db->begin_owed && db->queued == 0) {
		db->in_transaction = db->begin_owed = false;	/* nothing was said in it */
		return OK;
	}
	/* COMMIT of a failed transaction answers ROLLBACK, and that is no success. */
	if (!db->begin_owed && PQtransactionStatus(db->conn) != PQTRANS_INTRANS) {
		db_rollback(cx);
		return fault(cx, ERR_INTERNAL, "commit of a failed transaction");
	}
	if (db->queued > 0) {
		struct db_rows rows;

		db_commit_with_next(cx);
		return db_query_built(cx, "SELECT", DB_NO_ARGS, &rows);
	}
	if ((st = db_script(cx, "COMMIT")) != OK)
		return st;
	db->in_transaction = db->unwatched = false;
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
db_commit_unwatched(struct ctx *cx)
{
	if (cx->db != NULL && cx->db->user == cx && cx->db->in_transaction)
		cx->db->unwatched = true;
}

void
db_rollback(struct ctx *cx)
{
	struct db *db = cx->db;

	if (db == NULL || db->user != cx || !db->in_transaction ||
	    (db_land(cx, db) == OK && !db->in_transaction))
		return;
	owed_rollback(&db->owed);
	db->in_transaction = db->commit_next = db->unwatched = false;
	db->queued = 0;
	db->plans = PLANS_UNKNOWN;
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

	if (db_lease(cx, &db) != OK || !owed_add(&db->owed, account, collection, type))
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
db_plan_few_once(struct db *db)
{
	db->plan_once = db->plan_few_once = true;
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

enum status
db_next_notify(struct ctx *cx, bool *found, const char **channel, const char **payload)
{
	struct db *db;
	PGnotify *n;
	enum status st;

	*found = false;
	/* A new connection would hear nothing: no quiet reconnect here. */
	if (cx->db->conn == NULL || !is_alive(cx->db)) {
		db_disconnect(cx->db);
		return fault(cx, ERR_BUSY, "the database went away");
	}
	if ((st = db_lease(cx, &db)) != OK)
		return st;
	if (PQconsumeInput(db->conn) != 1) {
		db_disconnect(db);
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
