#include "storage/db.h"
#include "storage/oauth_request.h"

/* From one address; older ones make room. */
#define OPEN_MAX	200

enum status
db_oauth_request_add(struct ctx *cx, const struct oauth_request *r,
    char token[static TOKEN_LEN + 1])
{
	static const struct db_stmt room = {
		"DELETE FROM oauth_request WHERE token_sha256 IN (SELECT token_sha256 FROM oauth_request"
		" WHERE remote = $1 ORDER BY created DESC OFFSET $2)"
	};
	static const struct db_stmt add = {
		"INSERT INTO oauth_request (token_sha256, client_id, redirect_uri, redirect_sent, scopes,"
		" state, nonce, challenge, login_hint, ask_login, ask_consent, max_age, remote)"
		" VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, nullif($12::bigint, -1), $13)"
	};
	enum status st;

	hash_token(token);
	if ((st = db_exec(cx, &room, DB_ARGS(db_text(cx->remote), db_int(OPEN_MAX - 1)))) != OK)
		return st;
	return db_exec(cx, &add, DB_ARGS(db_hashed(cx, token), db_int(r->client.id),
	    db_text(r->redirect_uri), db_bool(r->redirect_sent), db_text(r->scopes), db_text(r->state),
	    db_text(r->nonce), db_text(r->challenge), db_text(r->login_hint), db_bool(r->ask_login),
	    db_bool(r->ask_consent), db_int(r->max_age), db_text(cx->remote)));
}

enum status
db_oauth_request_find(struct ctx *cx, const char *token, struct oauth_request *out)
{
	static const struct db_stmt find = {
		"SELECT c.client_id, r.redirect_uri, r.redirect_sent, r.scopes, r.state, r.nonce, r.challenge,"
		" r.login_hint, r.ask_login, r.ask_consent, coalesce(r.max_age, -1),"
		" (extract(epoch FROM r.created) * 1000)::bigint"
		" FROM oauth_request r JOIN oauth_client c ON c.id = r.client_id"
		" WHERE r.token_sha256 = $1 AND r.created > now() - make_interval(mins => $2::int)"
	};
	struct db_rows rows;
	enum status st;

	if ((st = db_query(cx, &find, DB_ARGS(db_hashed(cx, token), db_int(OAUTH_REQUEST_MINUTES)),
	    &rows)) != OK)
		return st;
	if (rows.count == 0)
		return fault(cx, ERR_NOT_FOUND, "this request is over");
	*out = (struct oauth_request){
		.redirect_uri = db_get_text(&rows, 0, 1),
		.redirect_sent = db_get_bool(&rows, 0, 2),
		.scopes = db_get_text(&rows, 0, 3),
		.state = db_get_text(&rows, 0, 4),
		.nonce = db_get_text(&rows, 0, 5),
		.challenge = db_get_text(&rows, 0, 6),
		.login_hint = db_get_text(&rows, 0, 7),
		.ask_login = db_get_bool(&rows, 0, 8),
		.ask_consent = db_get_bool(&rows, 0, 9),
		.max_age = db_get_int(&rows, 0, 10),
		.created = db_get_int(&rows, 0, 11),
	};
	return db_oauth_client_find(cx, db_get_text(&rows, 0, 0), &out->client);
}

enum status
db_oauth_request_end(struct ctx *cx, const char *token)
{
	static const struct db_stmt end = { "DELETE FROM oauth_request WHERE token_sha256 = $1" };
	struct db_rows rows;
	enum status st;

	if ((st = db_query(cx, &end, DB_ARGS(db_hashed(cx, token)), &rows)) != OK)
		return st;
	return rows.affected == 1 ? OK : fault(cx, ERR_NOT_FOUND, "this request is over");
}
