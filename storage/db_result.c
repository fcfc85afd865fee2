/*
 * What the server answered, and what an error of the server means to us.
 */
#include <stdlib.h>
#include <string.h>

#include "core/log.h"
#include "storage/db_private.h"

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

void
db_result_keep(struct arena *arena, PGresult *result)
{
	arena_adopt(arena, result, clear);
}

struct db_rows
db_result_rows(PGresult *result)
{
	return (struct db_rows){
		.count = PQntuples(result),
		.affected = strtoll(PQcmdTuples(result), NULL, 10),
		.result = result,
	};
}

enum status
db_result_take(struct ctx *cx, struct db *db, PGresult *result, const char *sql, struct db_rows *rows)
{
	const char *state, *message;
	enum status st;

	if (result == NULL)
		abort();	/* libpq had no memory */
	db_result_keep(cx->arena, result);
	switch (PQresultStatus(result)) {
	case PGRES_TUPLES_OK:
	case PGRES_COMMAND_OK:
	case PGRES_SINGLE_TUPLE:
		if (rows != NULL)
			*rows = db_result_rows(result);
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
