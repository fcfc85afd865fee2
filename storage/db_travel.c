/*
 * What travels together: statements that could wait before the one that is asked, BEGIN
 * with the first of a transaction, COMMIT with its last, and answers that are read later.
 */
#include "storage/db_private.h"

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
send_prepared(PGconn *conn, const char *name, size_t count, const struct db_bound *b)
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
send_all(struct db *db, const struct db_question *q, const char *name, const struct db_bound *b,
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

			db_result_keep(q->arena, result);
			*q->rows = db_result_rows(result);
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
		return db_result_take(cx, db, result, sql, NULL);
	db_result_keep(last->arena, result);
	if (last->rows != NULL)
		*last->rows = db_result_rows(result);
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
	return db_result_take(cx, db, result, db->flown[which], NULL);
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
		return db_result_take(cx, db, PQmakeEmptyPGresult(db->conn, PGRES_FATAL_ERROR),
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
enum status
db_travel(struct ctx *cx, struct db *db, const struct db_question *q, const char *name,
    const struct db_bound *b, struct db_rows *rows)
{
	bool begin = db->begin_owed, commit = db->commit_next;
	size_t before = begin + db->queued, which;
	const char *sql = q->sql;
	PGresult *result;

	db->begin_owed = db->commit_next = false;
	if (!send_all(db, q, name, b, begin, commit))
		return db_result_take(cx, db, PQmakeEmptyPGresult(db->conn, PGRES_FATAL_ERROR), sql, rows);
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
	return db_result_take(cx, db, result, sql, rows);
}

/* One result, and the end of the pipeline behind it. */
static PGresult *
receive_one(PGconn *conn)
{
	PGresult *result = next_result(conn);

	PQclear(next_result(conn));
	return result != NULL ? result : PQmakeEmptyPGresult(conn, PGRES_FATAL_ERROR);
}

enum status
db_travel_twice(struct ctx *cx, struct db *db, const struct db_question *q, const char *name,
    const struct db_bound *b, const char *note, struct db_rows *rows)
{
	PGresult *first, *second;

	if (!PQenterPipelineMode(db->conn) || !send_prepared(db->conn, name, q->count, b) ||
	    !PQpipelineSync(db->conn) || !send_prepared(db->conn, note, 0, b) ||
	    !PQpipelineSync(db->conn))
		return db_result_take(cx, db, PQmakeEmptyPGresult(db->conn, PGRES_FATAL_ERROR), q->sql, rows);
	first = receive_one(db->conn);
	second = receive_one(db->conn);
	PQexitPipelineMode(db->conn);
	if (succeeded(first) && !succeeded(second)) {
		PQclear(first);
		return db_result_take(cx, db, second, q->sql, rows);
	}
	PQclear(second);
	return db_result_take(cx, db, first, q->sql, rows);
}
