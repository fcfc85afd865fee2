#include <string.h>

#include "core/seal.h"
#include "storage/account_row.h"
#include "storage/identity_provider.h"
#include "storage/sealed.h"

#define ONLY		1			/* the id of its row */
#define OPEN_MAX	200			/* from one address; older ones make room */

enum status
db_identity_provider_get(struct ctx *cx, json_t **settings)
{
	static const struct db_stmt get = { "SELECT settings FROM identity_provider" };
	struct db_rows rows;
	const char *text;
	enum status st;

	if ((st = db_query(cx, &get, DB_NO_ARGS, &rows)) != OK)
		return st;
	text = rows.count > 0 ? db_get_text(&rows, 0, 0) : "{}";
	return json_read(cx, text, strlen(text), settings);
}

enum status
db_identity_provider_secret(struct ctx *cx, const char **secret)
{
	char *text;
	enum status st = db_sealed_get(cx, SEALED_IDENTITY_PROVIDER, ONLY, &text);

	*secret = *text != '\0' ? text : NULL;
	return st;
}

enum status
db_identity_provider_put(struct ctx *cx, const json_t *settings, const char *secret)
{
	static const struct db_stmt put = {
		"UPDATE identity_provider SET settings = $1::jsonb,"
		" secret = CASE WHEN $3 THEN coalesce($2, secret) END, modified = now()"
	};
	const void *sealed = NULL;
	size_t len = 0;
	enum status st;

	if (secret != NULL && *secret != '\0' && (st = seal(cx, sealed_whose(cx, SEALED_IDENTITY_PROVIDER, ONLY), secret,
	    strlen(secret), &sealed, &len)) != OK)
		return st;
	return db_exec(cx, &put, DB_ARGS(db_text(json_write(cx, settings, NULL)), db_bytes(sealed, len),
	    db_bool(secret == NULL || *secret != '\0')));
}

enum status
db_mailbox_template(struct ctx *cx, const char *name, json_t **attributes)
{
	static const struct db_stmt find = {
		"SELECT attributes FROM template WHERE kind = 'mailbox' AND name = $1"
	};
	struct db_rows rows;
	const char *text;
	enum status st;

	if ((st = db_query(cx, &find, DB_ARGS(db_text(name)), &rows)) != OK)
		return st;
	if (rows.count == 0)
		return fault(cx, ERR_NOT_FOUND, "there is no template %s", name);
	text = db_get_text(&rows, 0, 0);
	return json_read(cx, text, strlen(text), attributes);
}

enum status
db_account_of_subject(struct ctx *cx, const char *issuer, const char *subject, struct account *out)
{
	static const struct db_stmt find = {
		"SELECT " ACCOUNT_COLUMNS ACCOUNT_FROM "JOIN account_subject s ON s.account_id = a.id"
		" WHERE s.issuer = $1 AND s.subject = $2"
	};
	struct db_rows rows;
	enum status st;

	if ((st = db_query(cx, &find, DB_ARGS(db_text(issuer), db_text(subject)), &rows)) != OK)
		return st;
	if (rows.count == 0)
		return ERR_NOT_FOUND;
	account_read_row(&rows, 0, out);
	return OK;
}

enum status
db_account_subject_add(struct ctx *cx, int64_t account, const char *issuer, const char *subject)
{
	static const struct db_stmt add = {
		"INSERT INTO account_subject (account_id, issuer, subject) VALUES ($1, $2, $3)"
	};

	return db_exec(cx, &add, DB_ARGS(db_int(account), db_text(issuer), db_text(subject)));
}

enum status
db_account_source(struct ctx *cx, int64_t account, const char **source)
{
	static const struct db_stmt find = { "SELECT source FROM account WHERE id = $1" };
	struct db_rows rows;
	enum status st;

	if ((st = db_query(cx, &find, DB_ARGS(db_int(account)), &rows)) != OK)
		return st;
	if (rows.count == 0)
		return fault(cx, ERR_NOT_FOUND, "there is no such account");
	*source = db_get_text(&rows, 0, 0);
	return OK;
}

enum status
db_elsewhere_add(struct ctx *cx, const struct elsewhere *e, char state[static TOKEN_LEN + 1],
    char binding[static TOKEN_LEN + 1])
{
	static const struct db_stmt room = {
		"DELETE FROM sign_in_elsewhere WHERE state_sha256 IN (SELECT state_sha256"
		" FROM sign_in_elsewhere WHERE remote = $1 ORDER BY created DESC OFFSET $2)"
	};
	static const struct db_stmt add = {
		"INSERT INTO sign_in_elsewhere (state_sha256, binding_sha256, issuer, client_id, redirect_uri,"
		" nonce, verifier, remote) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)"
	};
	enum status st;

	hash_token(state);
	hash_token(binding);
	if ((st = db_exec(cx, &room, DB_ARGS(db_text(cx->remote), db_int(OPEN_MAX - 1)))) != OK)
		return st;
	return db_exec(cx, &add, DB_ARGS(db_hashed(cx, state), db_hashed(cx, binding), db_text(e->issuer),
	    db_text(e->client_id), db_text(e->redirect_uri), db_text(e->nonce), db_text(e->verifier),
	    db_text(cx->remote)));
}

enum status
db_elsewhere_take(struct ctx *cx, const char *state, const char *binding, struct elsewhere *out)
{
	static const struct db_stmt take = {
		"DELETE FROM sign_in_elsewhere WHERE state_sha256 = $1 AND binding_sha256 = $2"
		" AND created > now() - make_interval(mins => $3::int)"
		" RETURNING issuer, client_id, redirect_uri, nonce, verifier"
	};
	struct db_rows rows;
	enum status st;

	if ((st = db_query(cx, &take, DB_ARGS(db_hashed(cx, state), db_hashed(cx, binding),
	    db_int(ELSEWHERE_MINUTES)), &rows)) != OK)
		return st;
	if (rows.count == 0)
		return fault(cx, ERR_UNAUTHENTICATED, "begin again");
	*out = (struct elsewhere){
		.issuer = db_get_text(&rows, 0, 0),
		.client_id = db_get_text(&rows, 0, 1),
		.redirect_uri = db_get_text(&rows, 0, 2),
		.nonce = db_get_text(&rows, 0, 3),
		.verifier = db_get_text(&rows, 0, 4),
	};
	return OK;
}
