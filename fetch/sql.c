/* Nothing here blocks: the other server may say nothing at all, and libpq would wait for it. */
#include <libpq-fe.h>
#include <netdb.h>
#include <poll.h>
#include <string.h>

#include "core/clock.h"
#include "fetch/sql.h"

#define USUAL_PORT	5432
#define VALUE_MAX	((size_t)256 << 10)
#define QUIET_MS	10000	/* without a byte of the server */
#define COLUMNS_MAX	200
#define BYTEA		17	/* pg_type.oid */

struct reader {
	const struct fetch_sql	*q;
	PGconn			*conn;
	int64_t			 until;		/* clock_steady() */
	fetch_entry_fn		*fn;
	void			*arg;
	size_t			 count;
};

static void
finish(void *conn)
{
	PQfinish(conn);
}

/* The first line of what the database says, without "ERROR:". */
static enum status
said(struct ctx *cx, const char *words)
{
	return fault(cx, ERR_UPSTREAM, "the database: %.*s", (int)strcspn(words, "\n"), words);
}

static enum status
wait_for(struct ctx *cx, const struct reader *r, short events)
{
	struct pollfd p = { .fd = PQsocket(r->conn), .events = events };
	int64_t left = r->until - clock_steady();

	if (left <= 0 || poll(&p, 1, left < QUIET_MS ? (int)left : QUIET_MS) == 0)
		return fault(cx, ERR_BUSY, "the database is too slow");
	return OK;
}

static enum status
connect_to(struct ctx *cx, struct reader *r, const struct guard_address *at)
{
	const struct fetch_sql *q = r->q;
	const char *trusted = cx->conf->fetch_authorities != NULL && *cx->conf->fetch_authorities != '\0' ?
	    cx->conf->fetch_authorities : "/etc/ssl/certs/ca-certificates.crt";
	char address[NI_MAXHOST];
	PostgresPollingStatusType now = PGRES_POLLING_WRITING;
	enum status st;

	if (getnameinfo((const struct sockaddr *)&at->sa, at->len, address, sizeof address, NULL, 0,
	    NI_NUMERICHOST) != 0)
		return fault(cx, ERR_INTERNAL, "an address that has no text");
	/* An empty file of passwords and no certificate: nothing of this machine goes there. */
	r->conn = PQconnectStartParams(
	    (const char *const[]){ "host", "hostaddr", "port", "user", "password", "dbname", "sslmode",
	        "sslrootcert", "sslcert", "gssencmode", "passfile", "client_encoding", "options", NULL },
	    (const char *const[]){ q->host, address, arena_printf(cx->arena, "%d", q->port), q->login,
	        q->password, q->database, q->plain ? "disable" : "verify-full", trusted, "", "disable",
	        "/dev/null", "UTF8", "-c default_transaction_read_only=on -c statement_timeout=20s", NULL }, 0);
	if (r->conn == NULL || PQstatus(r->conn) == CONNECTION_BAD)
		now = PGRES_POLLING_FAILED;
	arena_adopt(cx->arena, r->conn, finish);
	for (; now != PGRES_POLLING_OK; now = PQconnectPoll(r->conn)) {
		if (now == PGRES_POLLING_FAILED)
			return said(cx, PQerrorMessage(r->conn));
		if ((st = wait_for(cx, r, now == PGRES_POLLING_READING ? POLLIN : POLLOUT)) != OK)
			return st;
	}
	return OK;
}

static enum status
reach(struct ctx *cx, struct reader *r)
{
	struct guard_address at[GUARD_ADDRESSES];
	enum status st;
	size_t count;

	if ((st = guard_resolve(cx, r->q->host, r->q->port, at, &count)) != OK)
		return st;
	for (size_t i = 0; i < count; i++) {
		if ((st = fetch_directory_may(cx, &at[i], r->q->port, r->q->port == USUAL_PORT,
		    r->q->plain)) != OK ||
		    (st = connect_to(cx, r, &at[i])) == OK || st == ERR_BUSY || i == count - 1)
			return st;
		ctx_forgive(cx);
	}
	return fault(cx, ERR_UPSTREAM, "%s has no address", r->q->host);
}

/* "schema.table" as names and nothing else. */
static const char *
quoted(struct ctx *cx, PGconn *conn, const char *name)
{
	const char *dot = strchr(name, '.');
	char *one = PQescapeIdentifier(conn, name, dot != NULL ? (size_t)(dot - name) : strlen(name));
	const char *out;

	if (one == NULL)
		return NULL;
	out = arena_strdup(cx->arena, one);
	PQfreemem(one);
	if (dot == NULL)
		return out;
	name = quoted(cx, conn, dot + 1);
	return name == NULL ? NULL : arena_printf(cx->arena, "%s.%s", out, name);
}

/* The next result; NULL at the end. */
static enum status
next_result(struct ctx *cx, const struct reader *r, PGresult **out)
{
	enum status st;

	while (PQisBusy(r->conn))
		if ((st = wait_for(cx, r, POLLIN)) != OK)
			return st;
		else if (PQconsumeInput(r->conn) != 1)
			return said(cx, PQerrorMessage(r->conn));
	*out = PQgetResult(r->conn);
	return OK;
}

static struct fetch_value *
value_of(struct ctx *cx, const PGresult *row, int column)
{
	struct fetch_value *v = arena_alloc(cx->arena, sizeof *v);
	const char *data = PQgetvalue(row, 0, column);
	size_t len = (size_t)PQgetlength(row, 0, column);
	unsigned char *bytes = NULL;
	char *copy;

	if (PQftype(row, column) == BYTEA) {
		bytes = PQunescapeBytea((const unsigned char *)data, &len);
		data = bytes == NULL ? "" : (const char *)bytes;
		len = bytes == NULL ? 0 : len;
	}
	copy = arena_alloc(cx->arena, len + 1);
	memcpy(copy, data, len);
	PQfreemem(bytes);
	*v = (struct fetch_value){
		.attribute = arena_strdup(cx->arena, PQfname(row, column)), .data = copy, .len = len,
	};
	return v;
}

static enum status
take_row(struct ctx *cx, struct reader *r, const PGresult *row)
{
	struct fetch_entry entry = { .dn = "" };
	struct fetch_value **end = &entry.values;

	if (++r->count > r->q->max)
		return fault(cx, ERR_LIMIT, "the table has more than %zu rows", r->q->max);
	for (int i = 0; i < PQnfields(row) && i < COLUMNS_MAX; i++) {
		if (PQgetisnull(row, 0, i) || (size_t)PQgetlength(row, 0, i) > VALUE_MAX * 2)
			continue;
		*end = value_of(cx, row, i);
		if (i == 0)
			entry.dn = (*end)->data;
		end = &(*end)->next;
	}
	return r->fn(cx, r->arg, &entry);
}

static enum status
read_rows(struct ctx *cx, struct reader *r)
{
	enum status st = OK;
	PGresult *row = NULL;

	while (st == OK && (st = next_result(cx, r, &row)) == OK && row != NULL) {
		struct arena *whole = ctx_turn(cx);
		const char *why = PQresultErrorField(row, PG_DIAG_MESSAGE_PRIMARY);

		if (PQresultStatus(row) == PGRES_SINGLE_TUPLE)
			st = take_row(cx, r, row);
		else if (PQresultStatus(row) != PGRES_TUPLES_OK)
			st = said(cx, why != NULL ? why : "no answer that we know");
		ctx_turn_end(cx, whole);
		PQclear(row);
	}
	return st;
}

enum status
fetch_sql(struct ctx *cx, const struct fetch_sql *q, fetch_entry_fn *fn, void *arg)
{
	struct reader r = { .q = q, .until = clock_steady() + q->timeout, .fn = fn, .arg = arg };
	const char *table;
	enum status st;

	/* Without a name libpq would ask this machine for ours. */
	if (*q->login == '\0' || *q->database == '\0')
		return fault(cx, ERR_INVALID, "a database wants a login and its name");
	if ((st = reach(cx, &r)) != OK)
		return st;
	if ((table = quoted(cx, r.conn, q->table)) == NULL ||
	    PQsendQuery(r.conn, arena_printf(cx->arena, "SELECT * FROM %s", table)) != 1 ||
	    PQsetSingleRowMode(r.conn) != 1)
		return said(cx, PQerrorMessage(r.conn));
	return read_rows(cx, &r);
}
