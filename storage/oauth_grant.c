#include <string.h>

#include "core/scope.h"
#include "storage/account_row.h"
#include "storage/notify.h"
#include "storage/oauth_grant.h"

/* PARENT: the refresh token that these come for, NULL: a code did. */
static enum status
add_tokens(struct ctx *cx, const struct oauth_grant *g, const char *access_scopes,
    const char *parent, struct oauth_tokens *out)
{
	static const struct db_stmt add = {
		"INSERT INTO oauth_token (account_id, token_sha256, grant_id, kind, scopes, parent_sha256,"
		" expires) VALUES ($1, $2, $3, $4, $5, $6, now() + make_interval(secs => $7::int))"
	};
	struct db_arg from = parent != NULL ? db_hashed(cx, parent) : db_null();
	enum status st;

	hash_token(out->access);
	hash_token(out->refresh);
	if ((st = db_exec(cx, &add, DB_ARGS(db_int(g->account), db_hashed(cx, out->access),
	    db_int(g->id), db_text("access"), db_text(access_scopes), from,
	    db_int(OAUTH_ACCESS_SECONDS)))) != OK)
		return st;
	return db_exec(cx, &add, DB_ARGS(db_int(g->account), db_hashed(cx, out->refresh),
	    db_int(g->id), db_text("refresh"), db_text(g->scopes), from,
	    db_int(OAUTH_REFRESH_DAYS * 86400)));
}

enum status
db_oauth_grant_add(struct ctx *cx, struct oauth_grant *g, struct oauth_tokens *out)
{
	static const struct db_stmt room = {
		"DELETE FROM oauth_grant WHERE account_id = $1 AND id IN (SELECT id FROM oauth_grant"
		" WHERE account_id = $1 ORDER BY last_used DESC, id OFFSET $2)"
	};
	static const struct db_stmt add = {
		"INSERT INTO oauth_grant (account_id, client_id, scopes, auth_time, way, remote)"
		" VALUES ($1, $2, $3, to_timestamp($4::bigint), $5, $6) RETURNING id"
	};
	struct db_rows rows;
	enum status st;

	if ((st = db_exec(cx, &room, DB_ARGS(db_int(g->account), db_int(OAUTH_GRANTS_MAX - 1)))) != OK ||
	    (st = db_query(cx, &add, DB_ARGS(db_int(g->account), db_int(g->client),
	    db_text(g->scopes), db_int(g->auth_time), db_text(g->way), db_text(cx->remote)),
	    &rows)) != OK)
		return st;
	g->id = db_get_int(&rows, 0, 0);
	return add_tokens(cx, g, g->scopes, NULL, out);
}

/* What a refresh token was found to be. */
struct shown {
	struct oauth_grant	 grant;
	bool			 used, may_retry;
};

/* The grant's row is locked: whoever else has a token of it waits. */
static enum status
lock_refresh(struct ctx *cx, int64_t client, const char *refresh, struct shown *out)
{
	static const struct db_stmt find = {
		"SELECT g.account_id, g.id, g.scopes, extract(epoch FROM g.auth_time)::bigint, g.way"
		" FROM oauth_token t JOIN oauth_grant g ON g.account_id = t.account_id AND g.id = t.grant_id"
		" JOIN account a ON a.id = g.account_id LEFT JOIN domain d ON d.id = a.domain_id"
		" WHERE t.token_sha256 = $1 AND t.kind = 'refresh' AND t.expires > now()"
		" AND g.client_id = $2 AND a.active AND a.sign_in AND coalesce(d.active, true)"
		" FOR UPDATE OF g"
	};
	/* Asked after the lock: what somebody else did meanwhile counts. */
	static const struct db_stmt look = {
		"SELECT t.used IS NOT NULL, t.used > now() - make_interval(secs => $2::int)"
		" AND EXISTS (SELECT FROM oauth_token n WHERE n.account_id = t.account_id"
		" AND n.parent_sha256 = t.token_sha256 AND n.kind = 'refresh' AND n.used IS NULL)"
		" AND NOT EXISTS (SELECT FROM oauth_token n WHERE n.account_id = t.account_id"
		" AND n.parent_sha256 = t.token_sha256 AND n.kind = 'refresh' AND n.used IS NOT NULL)"
		" FROM oauth_token t WHERE t.token_sha256 = $1"
	};
	struct db_rows rows;
	enum status st;

	if ((st = db_query(cx, &find, DB_ARGS(db_hashed(cx, refresh), db_int(client)), &rows)) != OK)
		return st;
	if (rows.count == 0)
		return fault(cx, ERR_NOT_FOUND, "there is no such refresh token");
	out->grant = (struct oauth_grant){
		.account = db_get_int(&rows, 0, 0),
		.id = db_get_int(&rows, 0, 1),
		.client = client,
		.scopes = db_get_text(&rows, 0, 2),
		.auth_time = db_get_int(&rows, 0, 3),
		.way = db_get_text(&rows, 0, 4),
	};
	if ((st = db_query(cx, &look, DB_ARGS(db_hashed(cx, refresh), db_int(OAUTH_RETRY_SECONDS)),
	    &rows)) != OK)
		return st;
	if (rows.count == 0)
		return fault(cx, ERR_NOT_FOUND, "there is no such refresh token");
	out->used = db_get_bool(&rows, 0, 0);
	out->may_retry = db_get_bool(&rows, 0, 1);
	return OK;
}

enum status
db_oauth_refresh(struct ctx *cx, int64_t client, const char *refresh, const char *scopes,
    struct oauth_grant *grant, struct oauth_tokens *out)
{
	static const struct db_stmt use = {
		"UPDATE oauth_token SET used = coalesce(used, now()) WHERE token_sha256 = $1"
	};
	/* What the answer that got lost brought is worth nothing. */
	static const struct db_stmt supersede = {
		"UPDATE oauth_token SET used = '-infinity' WHERE account_id = $1 AND parent_sha256 = $2"
		" AND kind = 'refresh'"
	};
	static const struct db_stmt touch = {
		"UPDATE oauth_grant SET last_used = now(), remote = $3 WHERE account_id = $1 AND id = $2"
	};
	struct shown s = { 0 };
	const char *name;
	enum status st;

	if ((st = lock_refresh(cx, client, refresh, &s)) != OK)
		return st;
	*grant = s.grant;
	if (s.used && !s.may_retry) {
		if ((st = db_oauth_grant_end(cx, s.grant.account, s.grant.id, &name)) != OK)
			return st;
		return fault(cx, ERR_PRECONDITION, "the refresh token was used before");
	}
	if (scopes != NULL && !scope_within(scopes, s.grant.scopes))
		return fault(cx, ERR_INVALID, "more than was granted");
	if ((s.used && (st = db_exec(cx, &supersede, DB_ARGS(db_int(s.grant.account),
	    db_hashed(cx, refresh)))) != OK) ||
	    (st = db_exec(cx, &use, DB_ARGS(db_hashed(cx, refresh)))) != OK ||
	    (st = db_exec(cx, &touch, DB_ARGS(db_int(s.grant.account), db_int(s.grant.id),
	    db_text(cx->remote)))) != OK)
		return st;
	return add_tokens(cx, &s.grant, scopes != NULL ? scopes : s.grant.scopes, refresh, out);
}

enum status
db_oauth_granted(struct ctx *cx, int64_t account, int64_t client, const char *scopes, bool *yes)
{
	static const struct db_stmt any = {
		"SELECT EXISTS (SELECT FROM oauth_grant WHERE account_id = $1 AND client_id = $2"
		" AND string_to_array($3, ' ') <@ string_to_array(scopes, ' '))"
	};
	struct db_rows rows;
	enum status st;

	if ((st = db_query(cx, &any, DB_ARGS(db_int(account), db_int(client), db_text(scopes)),
	    &rows)) != OK)
		return st;
	*yes = db_get_bool(&rows, 0, 0);
	return OK;
}

enum status
db_oauth_grant_list(struct ctx *cx, int64_t account, struct oauth_grant **out, size_t *count)
{
	static const struct db_stmt list = {
		"SELECT g.id, c.client_id, c.name, g.scopes, " SQL_TIME("g.created") ", "
		SQL_TIME("g.last_used") ", g.remote FROM oauth_grant g JOIN oauth_client c"
		" ON c.id = g.client_id WHERE g.account_id = $1 AND EXISTS (SELECT FROM oauth_token t"
		" WHERE t.account_id = g.account_id AND t.grant_id = g.id AND t.expires > now())"
		" ORDER BY g.last_used DESC, g.id"
	};
	struct db_rows rows;
	enum status st;

	if ((st = db_query(cx, &list, DB_ARGS(db_int(account)), &rows)) != OK)
		return st;
	*count = (size_t)rows.count;
	*out = arena_array(cx->arena, *count, sizeof **out);
	for (int i = 0; i < rows.count; i++)
		(*out)[i] = (struct oauth_grant){
			.account = account,
			.id = db_get_int(&rows, i, 0),
			.client_id = db_get_text(&rows, i, 1),
			.name = db_get_text(&rows, i, 2),
			.scopes = db_get_text(&rows, i, 3),
			.created = db_get_text(&rows, i, 4),
			.last_used = db_get_text(&rows, i, 5),
			.remote = db_get_text(&rows, i, 6),
		};
	return OK;
}

enum status
db_oauth_grant_end(struct ctx *cx, int64_t account, int64_t id, const char **name)
{
	static const struct db_stmt end = {
		"DELETE FROM oauth_grant g USING oauth_client c WHERE g.account_id = $1 AND g.id = $2"
		" AND c.id = g.client_id RETURNING c.name"
	};
	struct db_rows rows;
	enum status st;

	if ((st = db_query(cx, &end, DB_ARGS(db_int(account), db_int(id)), &rows)) != OK)
		return st;
	if (rows.count == 0)
		return fault(cx, ERR_NOT_FOUND, "nothing of that kind was allowed");
	*name = db_get_text(&rows, 0, 0);
	return db_notify_access(cx, account);
}

enum status
db_oauth_grant_end_all(struct ctx *cx, int64_t account)
{
	static const struct db_stmt end = { "DELETE FROM oauth_grant WHERE account_id = $1" };

	return db_exec(cx, &end, DB_ARGS(db_int(account)));
}

enum status
db_oauth_token_find(struct ctx *cx, const char *token, struct oauth_token *out)
{
	static const struct db_stmt find = {
		"SELECT t.account_id, t.grant_id, a.address, t.kind = 'access', t.expires > now()"
		" AND t.used IS NULL AND c.active AND a.active AND a.sign_in AND coalesce(d.active, true),"
		" c.client_id, t.scopes, extract(epoch FROM t.created)::bigint,"
		" extract(epoch FROM t.expires)::bigint"
		" FROM oauth_token t JOIN oauth_grant g ON g.account_id = t.account_id AND g.id = t.grant_id"
		" JOIN oauth_client c ON c.id = g.client_id JOIN account a ON a.id = t.account_id"
		" LEFT JOIN domain d ON d.id = a.domain_id WHERE t.token_sha256 = $1"
	};
	struct db_rows rows;
	enum status st;

	if ((st = db_query(cx, &find, DB_ARGS(db_hashed(cx, token)), &rows)) != OK)
		return st;
	if (rows.count == 0)
		return fault(cx, ERR_NOT_FOUND, "there is no such token");
	*out = (struct oauth_token){
		.account = db_get_int(&rows, 0, 0),
		.grant = db_get_int(&rows, 0, 1),
		.address = db_get_text(&rows, 0, 2),
		.is_access = db_get_bool(&rows, 0, 3),
		.live = db_get_bool(&rows, 0, 4),
		.client_id = db_get_text(&rows, 0, 5),
		.scopes = db_get_text(&rows, 0, 6),
		.created = db_get_int(&rows, 0, 7),
		.expires = db_get_int(&rows, 0, 8),
	};
	return OK;
}

enum status
db_oauth_token_end(struct ctx *cx, const char *token)
{
	static const struct db_stmt end = {
		"DELETE FROM oauth_token WHERE token_sha256 = $1 AND kind = 'access'"
	};

	return db_exec(cx, &end, DB_ARGS(db_hashed(cx, token)));
}

enum status
db_oauth_access_find(struct ctx *cx, const char *token, const char *service,
    struct account *out, const char **scopes)
{
	static const struct db_stmt find = {
		"SELECT " ACCOUNT_COLUMNS ", t.scopes" ACCOUNT_FROM
		"JOIN oauth_access t ON t.account_id = a.id WHERE t.token_sha256 = $1"
		" AND a.kind = 'person' AND ($2::text IS NULL OR $2::text = ANY (a.services))"
	};
	struct db_rows rows;
	enum status st;

	if (strlen(token) != TOKEN_LEN)
		return ERR_UNAUTHENTICATED;
	if ((st = db_query(cx, &find, DB_ARGS(db_hashed(cx, token), db_text(service)), &rows)) != OK)
		return st;
	if (rows.count == 0)
		return ERR_UNAUTHENTICATED;
	account_read_row(&rows, 0, out);
	*scopes = db_get_text(&rows, 0, ACCOUNT_COUNT);
	return account_may_sign_in(out) ? OK : ERR_UNAUTHENTICATED;
}
