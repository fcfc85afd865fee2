#include <string.h>

#include "core/conf.h"
#include "core/http.h"
#include "storage/db.h"
#include "storage/notify.h"
#include "storage/session.h"

#define AGENT_MAX	200

static struct db_arg
hashed(struct ctx *cx, const char *token)
{
	unsigned char *sha = arena_alloc(cx->arena, SHA256_LEN);

	hash_sha256(token, strlen(token), sha);
	return db_bytes(sha, SHA256_LEN);
}

enum status
db_session_start(struct ctx *cx, int64_t account, int64_t credential,
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
		"INSERT INTO session (account_id, token_sha256, expires, remote, user_agent)"
		" VALUES ($1, $2, now() + make_interval(days => $3::int), $4, left($5, $6::int))"
	};
	struct db_rows rows;
	enum status st;

	if ((st = db_begin(cx)) != OK ||
	    (st = db_query(cx, &hold, DB_ARGS(db_int(account), db_int(credential)), &rows)) != OK)
		return st;
	if (rows.count == 0)
		return fault(cx, ERR_UNAUTHENTICATED, "the password was changed meanwhile");
	/* A header may hold any bytes, the database takes text. */
	if (user_agent == NULL || !utf8_valid(user_agent, strlen(user_agent)))
		user_agent = "";
	hash_token(token);
	return db_exec(cx, &add, DB_ARGS(db_int(account), hashed(cx, token),
	    db_int(cx->conf->session_days), db_text(cx->remote),
	    db_text(user_agent), db_int(AGENT_MAX)));
}

/* A use is written down once an hour at most: reading is the common case. */
static enum status
touch(struct ctx *cx, int64_t account, const char *token)
{
	static const struct db_stmt used = {
		"UPDATE session SET last_used = now(),"
		" expires = now() + make_interval(days => $3::int), remote = $4"
		" WHERE account_id = $1 AND token_sha256 = $2"
	};

	return db_exec(cx, &used, DB_ARGS(db_int(account), hashed(cx, token),
	    db_int(cx->conf->session_days), db_text(cx->remote)));
}

enum status
db_session_find(struct ctx *cx, const char *token, struct account *out)
{
	static const struct db_stmt find = {
		"SELECT account_id, last_used < now() - interval '1 hour' FROM session"
		" WHERE token_sha256 = $1 AND expires > now()"
	};
	struct db_rows rows;
	enum status st;

	if (strlen(token) != TOKEN_LEN)
		return ERR_UNAUTHENTICATED;
	if ((st = db_query(cx, &find, DB_ARGS(hashed(cx, token)), &rows)) != OK)
		return st;
	if (rows.count == 0)
		return ERR_UNAUTHENTICATED;
	if ((st = db_account_get(cx, db_get_int(&rows, 0, 0), out)) != OK)
		return st == ERR_NOT_FOUND ? ERR_UNAUTHENTICATED : st;
	if (!account_may_sign_in(out))
		return ERR_UNAUTHENTICATED;
	return db_get_bool(&rows, 0, 1) ? touch(cx, out->id, token) : OK;
}

enum status
db_session_end(struct ctx *cx, const char *token)
{
	static const struct db_stmt end = {
		"DELETE FROM session WHERE token_sha256 = $1 RETURNING account_id"
	};
	struct db_rows rows;
	enum status st;

	if ((st = db_query(cx, &end, DB_ARGS(hashed(cx, token)), &rows)) != OK)
		return st;
	return rows.count > 0 ? db_notify_access(cx, db_get_int(&rows, 0, 0)) : OK;
}

enum status
db_session_end_all(struct ctx *cx, int64_t account, int64_t *ended)
{
	static const struct db_stmt end = { "DELETE FROM session WHERE account_id = $1" };
	static const struct db_stmt forget = { "DELETE FROM basic_cache WHERE account_id = $1" };
	/* RFC 8620, section 7.2: they end with what they were made with. */
	static const struct db_stmt hush = { "DELETE FROM push_subscription WHERE account_id = $1" };
	struct db_rows rows;
	enum status st;

	if ((st = db_begin(cx)) != OK ||
	    (st = db_exec(cx, &hush, DB_ARGS(db_int(account)))) != OK ||
	    (st = db_query(cx, &end, DB_ARGS(db_int(account)), &rows)) != OK ||
	    (st = db_exec(cx, &forget, DB_ARGS(db_int(account)))) != OK ||
	    (st = db_notify_access(cx, account)) != OK)
		return st;
	*ended = rows.affected;
	return OK;
}
