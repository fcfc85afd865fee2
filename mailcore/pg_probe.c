#include <libpq-fe.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/clock.h"
#include "mailcore/pg_probe.h"

enum step { DISCONNECTED, CONNECTING, CONNECTED, ASKING };

struct pg_probe {
	char			 conninfo[512];
	PGconn			*conn;
	enum step		 step;
	enum probe_state	 state;
	int64_t			 deadline;
	char			 why[160];
};

static void
quiet(void *arg, const PGresult *result)
{
	(void)arg;
	(void)result;
}

static void
conninfo(char *out, size_t size, const struct mailcore_model *m, const char *database)
{
	snprintf(out, size, "host=%s/run/postgresql port=5432 user=postgres dbname=%s"
	    " connect_timeout=5 application_name=hayloft-supervisor", m->root, database);
}

struct pg_probe *
pg_probe_open(const struct mailcore_model *m)
{
	struct pg_probe *p = calloc(1, sizeof *p);

	if (p == NULL)
		abort();
	conninfo(p->conninfo, sizeof p->conninfo, m, "postgres");
	return p;
}

static void
disconnect(struct pg_probe *p)
{
	PQfinish(p->conn);
	p->conn = NULL;
	p->step = DISCONNECTED;
}

void
pg_probe_close(struct pg_probe *p)
{
	if (p == NULL)
		return;
	disconnect(p);
	free(p);
}

static enum probe_state
failed(struct pg_probe *p, const char *why)
{
	const char *text = why != NULL ? why : PQerrorMessage(p->conn);

	snprintf(p->why, sizeof p->why, "%.*s", (int)strcspn(text, "\n"), text);
	disconnect(p);
	return p->state = PROBE_FAILED;
}

static bool
ask(struct pg_probe *p)
{
	p->step = ASKING;
	return PQsendQuery(p->conn, "SELECT 1") == 1 && PQflush(p->conn) >= 0;
}

void
pg_probe_start(struct pg_probe *p, int timeout_ms)
{
	p->state = PROBE_RUNNING;
	p->deadline = clock_steady() + timeout_ms;
	if (p->step == CONNECTED) {
		if (!ask(p))
			failed(p, NULL);
		return;
	}
	disconnect(p);
	p->conn = PQconnectStart(p->conninfo);
	if (p->conn == NULL)
		abort();
	PQsetNoticeReceiver(p->conn, quiet, NULL);
	p->step = CONNECTING;
	if (PQstatus(p->conn) == CONNECTION_BAD)
		failed(p, NULL);
}

static enum probe_state
read_answer(struct pg_probe *p)
{
	PGresult *result;
	bool right = false;

	if (!PQconsumeInput(p->conn))
		return failed(p, NULL);
	while (!PQisBusy(p->conn)) {
		if ((result = PQgetResult(p->conn)) == NULL) {
			if (!right)
				return failed(p, NULL);
			p->step = CONNECTED;
			return p->state = PROBE_PASSED;
		}
		right = PQresultStatus(result) == PGRES_TUPLES_OK;
		PQclear(result);
	}
	return p->state;
}

enum probe_state
pg_probe_step(struct pg_probe *p)
{
	if (p->state != PROBE_RUNNING)
		return p->state;
	if (p->step == CONNECTING)
		switch (PQconnectPoll(p->conn)) {
		case PGRES_POLLING_FAILED:
			return failed(p, NULL);
		case PGRES_POLLING_OK:
			if (!ask(p))
				return failed(p, NULL);
			break;
		default:
			break;
		}
	if (p->step == ASKING && read_answer(p) != PROBE_RUNNING)
		return p->state;
	if (clock_steady() >= p->deadline)
		return failed(p, "did not answer in time");
	return p->state;
}

const char *
pg_probe_why(const struct pg_probe *p)
{
	return p->why;
}

bool
pg_probe_lost(struct pg_probe *p)
{
	if (p->step != CONNECTED)
		return false;
	if (PQconsumeInput(p->conn) && PQstatus(p->conn) == CONNECTION_OK)
		return false;
	failed(p, NULL);
	return true;
}

void
pg_probe_forget(struct pg_probe *p)
{
	disconnect(p);
	p->state = PROBE_IDLE;
}

int
pg_probe_fd(const struct pg_probe *p)
{
	return p->conn != NULL ? PQsocket(p->conn) : -1;
}

/* ---- roles and database -------------------------------------------------- */

static enum status
run(struct ctx *cx, PGconn *conn, const char *sql, bool *any)
{
	PGresult *result = PQexec(conn, sql);
	ExecStatusType how = PQresultStatus(result);

	if (any != NULL)
		*any = PQntuples(result) > 0;
	PQclear(result);
	if (how != PGRES_COMMAND_OK && how != PGRES_TUPLES_OK)
		return fault(cx, ERR_INTERNAL, "PostgreSQL: %s", PQerrorMessage(conn));
	return OK;
}

/* The password holds letters and digits only (mailcore/secret.h). */
static enum status
make_role(struct ctx *cx, PGconn *conn, const char *role, const char *password, int limit)
{
	bool there;
	enum status st;

	st = run(cx, conn, arena_printf(cx->arena,
	    "SELECT 1 FROM pg_roles WHERE rolname = '%s'", role), &there);
	if (st == OK && !there)
		st = run(cx, conn, arena_printf(cx->arena, "CREATE ROLE %s LOGIN", role), NULL);
	if (st == OK)
		st = run(cx, conn, arena_printf(cx->arena,
		    "ALTER ROLE %s LOGIN PASSWORD '%s' CONNECTION LIMIT %d",
		    role, password, limit), NULL);
	return st;
}

static enum status
make_all(struct ctx *cx, PGconn *conn, const struct mailcore_model *m)
{
	bool there;
	enum status st;

	if ((st = make_role(cx, conn, "hayloft", m->hayloft_password, 90)) != OK ||
	    (st = make_role(cx, conn, "hayloft_mail", m->mail_password, 90)) != OK ||
	    (st = run(cx, conn, "SELECT 1 FROM pg_database WHERE datname = 'hayloft'",
	    &there)) != OK)
		return st;
	if (!there && (st = run(cx, conn,
	    "CREATE DATABASE hayloft OWNER hayloft TEMPLATE template0 ENCODING 'UTF8'"
	    " LC_COLLATE 'C.UTF-8' LC_CTYPE 'C.UTF-8'", NULL)) != OK)
		return st;
	return run(cx, conn, "REVOKE CONNECT, TEMPORARY ON DATABASE hayloft FROM PUBLIC;"
	    " GRANT CONNECT ON DATABASE hayloft TO hayloft_mail", NULL);
}

enum status
pg_make_roles(struct ctx *cx, const struct mailcore_model *m)
{
	char info[512];
	PGconn *conn;
	enum status st;

	conninfo(info, sizeof info, m, "postgres");
	conn = PQconnectdb(info);
	if (PQstatus(conn) != CONNECTION_OK) {
		st = fault(cx, ERR_BUSY, "PostgreSQL: %s", PQerrorMessage(conn));
	} else {
		PQsetNoticeReceiver(conn, quiet, NULL);
		st = make_all(cx, conn, m);
	}
	PQfinish(conn);
	return st;
}
