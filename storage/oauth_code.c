#include "storage/db.h"
#include "storage/oauth_code.h"

enum status
db_oauth_code_add(struct ctx *cx, const struct oauth_code *c, char text[static TOKEN_LEN + 1])
{
	static const struct db_stmt add = {
		"INSERT INTO oauth_code (account_id, code_sha256, client_id, redirect_uri, scopes, nonce,"
		" challenge, auth_time, way) VALUES ($1, $2, $3, $4, $5, $6, $7, to_timestamp($8::bigint), $9)"
	};

	hash_token(text);
	return db_exec(cx, &add, DB_ARGS(db_int(c->account), db_hashed(cx, text), db_int(c->client),
	    db_text(c->redirect_uri), db_text(c->scopes), db_text(c->nonce), db_text(c->challenge),
	    db_int(c->auth_time), db_text(c->way)));
}

enum status
db_oauth_code_take(struct ctx *cx, const char *text, struct oauth_code *out)
{
	static const struct db_stmt find = {
		"SELECT account_id, client_id, redirect_uri, scopes, nonce, challenge,"
		" extract(epoch FROM auth_time)::bigint, way, used, coalesce(grant_id, 0),"
		" created < now() - make_interval(secs => $2::int)"
		" FROM oauth_code WHERE code_sha256 = $1 FOR UPDATE"
	};
	static const struct db_stmt use = { "UPDATE oauth_code SET used = true WHERE code_sha256 = $1" };
	struct db_rows rows;
	enum status st;

	if ((st = db_query(cx, &find, DB_ARGS(db_hashed(cx, text), db_int(OAUTH_CODE_SECONDS)),
	    &rows)) != OK)
		return st;
	if (rows.count == 0)
		return fault(cx, ERR_NOT_FOUND, "there is no such code");
	*out = (struct oauth_code){
		.account = db_get_int(&rows, 0, 0),
		.client = db_get_int(&rows, 0, 1),
		.redirect_uri = db_get_text(&rows, 0, 2),
		.scopes = db_get_text(&rows, 0, 3),
		.nonce = db_get_text(&rows, 0, 4),
		.challenge = db_get_text(&rows, 0, 5),
		.auth_time = db_get_int(&rows, 0, 6),
		.way = db_get_text(&rows, 0, 7),
		.used = db_get_bool(&rows, 0, 8),
		.grant = db_get_int(&rows, 0, 9),
		.over = db_get_bool(&rows, 0, 10),
	};
	return db_exec(cx, &use, DB_ARGS(db_hashed(cx, text)));
}

enum status
db_oauth_code_led(struct ctx *cx, const char *text, int64_t grant)
{
	static const struct db_stmt led = { "UPDATE oauth_code SET grant_id = $2 WHERE code_sha256 = $1" };

	return db_exec(cx, &led, DB_ARGS(db_hashed(cx, text), db_int(grant)));
}
