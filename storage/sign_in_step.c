#include <string.h>

#include "storage/db.h"
#include "storage/sign_in_step.h"

/* Of one account, and of one address for which nobody signed in yet; older ones make room. */
#define OPEN_MAX	20

enum status
db_sign_in_step_add(struct ctx *cx, struct sign_in_step *step, char token[static TOKEN_LEN + 1])
{
	static const struct db_stmt room = {
		"DELETE FROM sign_in_step WHERE (account_id, token_sha256) IN"
		" (SELECT account_id, token_sha256 FROM sign_in_step WHERE account_id = $1"
		" AND (account_id <> 0 OR remote = $2) ORDER BY expires DESC OFFSET $3)"
	};
	static const struct db_stmt add = {
		"INSERT INTO sign_in_step (account_id, token_sha256, needs, way, credential_id, session_id,"
		" challenge, secret, remote, mailed, expires)"
		" VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, now() + make_interval(mins => $11::int))"
	};
	enum status st;

	hash_token(token);
	hash_random(step->challenge, sizeof step->challenge);
	if ((st = db_exec(cx, &room, DB_ARGS(db_int(step->account), db_text(cx->remote),
	    db_int(OPEN_MAX - 1)))) != OK)
		return st;
	return db_exec(cx, &add, DB_ARGS(db_int(step->account), db_hashed(cx, token), db_text(step->needs),
	    db_text(step->way), db_int(step->credential), db_int(step->session),
	    db_bytes(step->challenge, sizeof step->challenge),
	    db_bytes(step->secret, step->secret_len), db_text(cx->remote), db_bool(step->mailed),
	    db_int(step->minutes != 0 ? step->minutes : STEP_MINUTES)));
}

enum status
db_sign_in_step_try(struct ctx *cx, const char *token, struct sign_in_step *out)
{
	static const struct db_stmt try = {
		"UPDATE sign_in_step SET tries = tries + 1"
		" WHERE token_sha256 = $1 AND expires > now() AND tries < $2"
		" RETURNING account_id, needs, way, credential_id, session_id, challenge, secret,"
		" mailed"
	};
	struct db_rows rows;
	const void *challenge;
	size_t len;
	enum status st;

	if (strlen(token) != TOKEN_LEN)
		return fault(cx, ERR_UNAUTHENTICATED, "begin again");
	if ((st = db_query(cx, &try, DB_ARGS(db_hashed(cx, token), db_int(STEP_TRIES)), &rows)) != OK)
		return st;
	if (rows.count == 0)
		return fault(cx, ERR_UNAUTHENTICATED, "begin again");
	*out = (struct sign_in_step){
		.account = db_get_int(&rows, 0, 0),
		.needs = db_get_text(&rows, 0, 1),
		.way = db_get_text(&rows, 0, 2),
		.credential = db_get_int(&rows, 0, 3),
		.session = db_get_int(&rows, 0, 4),
		.mailed = db_get_bool(&rows, 0, 7),
	};
	challenge = db_get_bytes(cx, &rows, 0, 5, &len);
	memcpy(out->challenge, challenge, len < SHA256_LEN ? len : SHA256_LEN);
	if (!db_is_null(&rows, 0, 6))
		out->secret = db_get_bytes(cx, &rows, 0, 6, &out->secret_len);
	return OK;
}

enum status
db_sign_in_step_end(struct ctx *cx, const char *token)
{
	static const struct db_stmt end = { "DELETE FROM sign_in_step WHERE token_sha256 = $1" };
	struct db_rows rows;
	enum status st;

	if ((st = db_query(cx, &end, DB_ARGS(db_hashed(cx, token)), &rows)) != OK)
		return st;
	return rows.affected == 1 ? OK : fault(cx, ERR_UNAUTHENTICATED, "begin again");
}
