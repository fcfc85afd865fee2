#include <string.h>

#include "core/conf.h"
#include "core/http.h"
#include "storage/account_row.h"
#include "storage/notify.h"
#include "storage/private.h"
#include "storage/session.h"

#define AGENT_MAX	200
#define SESSIONS_MAX	200

enum status
db_session_start(struct ctx *cx, int64_t account, int64_t credential, const char *way,
    const char *user_agent, char token[static TOKEN_LEN + 1])
{
	/*
	 * A password that is changed gets another id.  Whoever changes it now waits
	 * for us, or we for him: then the row is not what was verified.
	 */
	static const struct db_stmt hold = {
		"SELECT 1 FROM credential WHERE account_id = $1 AND id = $2 FOR SHARE"
	};
	static const struct db_stmt add = {
		"INSERT INTO session (account_id, token_sha256, expires, remote, user_agent, way, proved)"
		/* Whoever is not the person himself stays for an hour, and changes no sign-in. */
		" VALUES ($1, $2, now() + CASE WHEN $7 = 'administrator' THEN interval '1 hour'"
		" ELSE make_interval(days => $3::int) END, $4, left($5, $6::int), $7,"
		" CASE WHEN $7 = 'administrator' THEN '-infinity' ELSE now() END)"
	};
	struct db_rows rows;
	enum status st;

	if ((st = db_begin(cx)) != OK || (credential != 0 &&
	    (st = db_query(cx, &hold, DB_ARGS(db_int(account), db_int(credential)), &rows)) != OK))
		return st;
	if (credential != 0 && rows.count == 0)
		return fault(cx, ERR_UNAUTHENTICATED, "the password was changed meanwhile");
	/* A header may hold any bytes, the database takes text. */
	if (user_agent == NULL || !utf8_valid(user_agent, strlen(user_agent)))
		user_agent = "";
	hash_token(token);
	return db_exec(cx, &add, DB_ARGS(db_int(account), db_hashed(cx, token),
	    db_int(cx->conf->session_days), db_text(cx->remote),
	    db_text(user_agent), db_int(AGENT_MAX), db_text(way)));
}

/* A use is written down once an hour at most: reading is the common case. */
static enum status
touch(struct ctx *cx, int64_t account, const char *token)
{
	static const struct db_stmt used = {
		"UPDATE session SET last_used = now(),"
		" expires = CASE WHEN way = 'administrator' THEN expires"
		" ELSE now() + make_interval(days => $3::int) END, remote = $4 WHERE account_id = $1 AND token_sha256 = $2"
	};

	return db_exec(cx, &used, DB_ARGS(db_int(account), db_hashed(cx, token),
	    db_int(cx->conf->session_days), db_text(cx->remote)));
}

enum status
db_session_find(struct ctx *cx, const char *token, struct account *out,
    struct session *session)
{
	static const struct db_stmt find = {
		"SELECT " ACCOUNT_COLUMNS ", s.last_used < now() - interval '1 hour', s.id,"
		" s.proved > now() - make_interval(mins => $2::int)" ACCOUNT_FROM
		"JOIN session s ON s.account_id = a.id"
		" WHERE s.token_sha256 = $1 AND s.expires > now()"
	};
	struct db_rows rows;
	enum status st;

	if (strlen(token) != TOKEN_LEN)
		return ERR_UNAUTHENTICATED;
	if ((st = db_query(cx, &find, DB_ARGS(db_hashed(cx, token), db_int(SESSION_PROVED_MINUTES)),
	    &rows)) != OK)
		return st;
	if (rows.count == 0)
		return ERR_UNAUTHENTICATED;
	account_read_row(&rows, 0, out);
	*session = (struct session){
		.id = db_get_int(&rows, 0, ACCOUNT_COUNT + 1),
		.proved = db_get_bool(&rows, 0, ACCOUNT_COUNT + 2),
	};
	if (!account_may_sign_in(out))
		return ERR_UNAUTHENTICATED;
	return db_get_bool(&rows, 0, ACCOUNT_COUNT) ? touch(cx, out->id, token) : OK;
}

enum status
db_session_end(struct ctx *cx, const char *token)
{
	static const struct db_stmt end = {
		"DELETE FROM session WHERE token_sha256 = $1 RETURNING account_id"
	};
	struct db_rows rows;
	enum status st;

	if ((st = db_query(cx, &end, DB_ARGS(db_hashed(cx, token)), &rows)) != OK)
		return st;
	return rows.count > 0 ? db_notify_access(cx, db_get_int(&rows, 0, 0)) : OK;
}

enum status
db_session_list(struct ctx *cx, int64_t account, struct session **out, size_t *count)
{
	static const struct db_stmt list = {
		"SELECT id, " SQL_TIME("created") ", " SQL_TIME("last_used") ", remote, user_agent, way"
		" FROM session WHERE account_id = $1 AND expires > now()"
		" ORDER BY session.last_used DESC, id LIMIT $2"
	};
	struct db_rows rows;
	enum status st;

	if ((st = db_query(cx, &list, DB_ARGS(db_int(account), db_int(SESSIONS_MAX)), &rows)) != OK)
		return st;
	*count = (size_t)rows.count;
	*out = arena_array(cx->arena, *count, sizeof **out);
	for (int i = 0; i < rows.count; i++)
		(*out)[i] = (struct session){
			.id = db_get_int(&rows, i, 0),
			.created = db_get_text(&rows, i, 1),
			.last_used = db_get_text(&rows, i, 2),
			.remote = db_get_text(&rows, i, 3),
			.user_agent = db_get_text(&rows, i, 4),
			.way = db_get_text(&rows, i, 5),
		};
	return OK;
}

enum status
db_session_prove(struct ctx *cx, int64_t account, int64_t id)
{
	static const struct db_stmt prove = {
		"UPDATE session SET proved = now() WHERE account_id = $1 AND id = $2"
	};

	return db_exec(cx, &prove, DB_ARGS(db_int(account), db_int(id)));
}

enum status
db_session_shown(struct ctx *cx, int64_t account, int64_t id, int64_t *when, const char **way)
{
	static const struct db_stmt find = {
		"SELECT (extract(epoch FROM proved) * 1000)::bigint, way FROM session"
		" WHERE account_id = $1 AND id = $2"
	};
	struct db_rows rows;
	enum status st;

	if ((st = db_query(cx, &find, DB_ARGS(db_int(account), db_int(id)), &rows)) != OK)
		return st;
	if (rows.count == 0)
		return fault(cx, ERR_NOT_FOUND, "there is no such session");
	*when = db_get_int(&rows, 0, 0);
	*way = db_get_text(&rows, 0, 1);
	return OK;
}

enum status
db_session_end_one(struct ctx *cx, int64_t account, int64_t id)
{
	static const struct db_stmt end = {
		"DELETE FROM session WHERE account_id = $1 AND id = $2"
	};
	struct db_rows rows;
	enum status st;

	if ((st = db_query(cx, &end, DB_ARGS(db_int(account), db_int(id)), &rows)) != OK)
		return st;
	if (rows.affected == 0)
		return fault(cx, ERR_NOT_FOUND, "there is no such session");
	return db_notify_access(cx, account);
}

enum status
db_session_end_others(struct ctx *cx, int64_t account, int64_t keep, int64_t *ended)
{
	static const struct db_stmt end = {
		"DELETE FROM session WHERE account_id = $1 AND id <> $2"
	};
	static const struct db_stmt forget = { "DELETE FROM basic_cache WHERE account_id = $1" };
	/* Those that a session made go with it (RFC 8620, section 7.2), and with all of them the others. */
	static const struct db_stmt hush = {
		"DELETE FROM push_subscription WHERE account_id = $1 AND $2::bigint = 0"
	};
	struct db_rows rows;
	enum status st;

	if ((st = db_begin(cx)) != OK ||
	    (st = db_exec(cx, &hush, DB_ARGS(db_int(account), db_int(keep)))) != OK ||
	    (st = db_query(cx, &end, DB_ARGS(db_int(account), db_int(keep)), &rows)) != OK ||
	    (st = db_exec(cx, &forget, DB_ARGS(db_int(account)))) != OK ||
	    (st = db_notify_access(cx, account)) != OK)
		return st;
	*ended = rows.affected;
	return OK;
}

enum status
db_session_end_all(struct ctx *cx, int64_t account, int64_t *ended)
{
	return db_session_end_others(cx, account, 0, ended);
}

enum status
db_session_expire(struct ctx *cx, int hours, int64_t *ended)
{
	static const struct db_stmt end = {
		"WITH gone AS (DELETE FROM session WHERE last_used < now() - make_interval(hours => $1::int)"
		" RETURNING account_id) SELECT account_id, count(*) FROM gone GROUP BY 1"
	};
	struct db_rows rows;
	enum status st;

	if ((st = db_begin(cx)) != OK || (st = db_query(cx, &end, DB_ARGS(db_int(hours)), &rows)) != OK)
		return st;
	*ended = 0;
	for (int i = 0; i < rows.count; i++) {
		*ended += db_get_int(&rows, i, 1);
		if ((st = db_notify_access(cx, db_get_int(&rows, i, 0))) != OK)
			return st;
	}
	return OK;
}
