#include <string.h>

#include "storage/db.h"
#include "storage/oauth_client.h"

#define COLUMNS	"id, client_id, name, redirect_uris, scopes, secret_sha256 IS NULL, trusted, introspect"

static void
read_row(const struct db_rows *rows, struct oauth_client *out)
{
	*out = (struct oauth_client){
		.id = db_get_int(rows, 0, 0),
		.client_id = db_get_text(rows, 0, 1),
		.name = db_get_text(rows, 0, 2),
		.redirect_uris = db_get_text(rows, 0, 3),
		.scopes = db_get_text(rows, 0, 4),
		.is_public = db_get_bool(rows, 0, 5),
		.trusted = db_get_bool(rows, 0, 6),
		.introspect = db_get_bool(rows, 0, 7),
	};
}

enum status
db_oauth_client_find(struct ctx *cx, const char *client_id, struct oauth_client *out)
{
	static const struct db_stmt find = {
		"SELECT " COLUMNS " FROM oauth_client WHERE client_id = $1 AND active"
	};
	struct db_rows rows;
	enum status st;

	if ((st = db_query(cx, &find, DB_ARGS(db_text(client_id)), &rows)) != OK)
		return st;
	if (rows.count == 0)
		return fault(cx, ERR_NOT_FOUND, "there is no such client");
	read_row(&rows, out);
	return OK;
}

enum status
db_oauth_client_verify(struct ctx *cx, const char *client_id, const char *secret,
    struct oauth_client *out)
{
	static const struct db_stmt find = {
		"SELECT " COLUMNS ", secret_sha256 FROM oauth_client"
		" WHERE client_id = $1 AND active AND secret_sha256 IS NOT NULL"
	};
	unsigned char sha[SHA256_LEN];
	struct db_rows rows;
	const void *kept;
	size_t len;
	enum status st;

	if ((st = db_query(cx, &find, DB_ARGS(db_text(client_id)), &rows)) != OK)
		return st;
	if (rows.count == 0)
		return fault(cx, ERR_UNAUTHENTICATED, "there is no such client with a secret");
	hash_sha256(secret, strlen(secret), sha);
	kept = db_get_bytes(cx, &rows, 0, 8, &len);
	if (len != sizeof sha || !hash_equal(kept, sha, sizeof sha))
		return fault(cx, ERR_UNAUTHENTICATED, "the client's secret is not right");
	read_row(&rows, out);
	return OK;
}

enum status
db_oauth_client_secret(struct ctx *cx, int64_t id, char secret[static TOKEN_LEN + 1])
{
	static const struct db_stmt put = {
		"UPDATE oauth_client SET secret_sha256 = $2, modified = now() WHERE id = $1"
	};
	unsigned char sha[SHA256_LEN];

	hash_token(secret);
	hash_sha256(secret, TOKEN_LEN, sha);
	return db_exec(cx, &put, DB_ARGS(db_int(id), db_bytes(sha, sizeof sha)));
}

enum status
db_oauth_client_end_grants(struct ctx *cx, int64_t id)
{
	static const struct db_stmt end = { "DELETE FROM oauth_grant WHERE client_id = $1" };

	return db_exec(cx, &end, DB_ARGS(db_int(id)));
}

enum status
db_oauth_client_people(struct ctx *cx, int64_t id, const char ***addresses, size_t *count)
{
	static const struct db_stmt find = {
		"SELECT DISTINCT a.address FROM oauth_grant g JOIN account a ON a.id = g.account_id"
		" WHERE g.client_id = $1"
	};
	struct db_rows rows;
	enum status st;

	if ((st = db_query(cx, &find, DB_ARGS(db_int(id)), &rows)) != OK)
		return st;
	*count = (size_t)rows.count;
	*addresses = arena_array(cx->arena, *count + 1, sizeof **addresses);
	for (int i = 0; i < rows.count; i++)
		(*addresses)[i] = db_get_text(&rows, i, 0);
	return OK;
}
