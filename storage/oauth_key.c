#include <string.h>

#include "core/hash.h"
#include "core/seal.h"
#include "storage/db.h"
#include "storage/oauth_key.h"
#include "storage/sealed.h"

enum status
db_oauth_key_signing(struct ctx *cx, struct oauth_key *out)
{
	static const struct db_stmt find = {
		"SELECT id, secret, public FROM oauth_key WHERE replaced IS NULL"
		" AND created > now() - make_interval(days => $1::int) ORDER BY created DESC, id DESC LIMIT 1"
	};
	struct db_rows rows;
	const void *sealed;
	void *secret;
	size_t len;
	enum status st;

	if ((st = db_query(cx, &find, DB_ARGS(db_int(OAUTH_KEY_DAYS)), &rows)) != OK)
		return st;
	if (rows.count == 0)
		return ERR_NOT_FOUND;
	sealed = db_get_bytes(cx, &rows, 0, 1, &len);
	if ((st = unseal(cx, sealed_whose(cx, SEALED_OAUTH_KEY, db_get_int(&rows, 0, 0)), sealed, len,
	    &secret, &len)) != OK)
		return st;
	*out = (struct oauth_key){
		.kid = arena_printf(cx->arena, "%lld", (long long)db_get_int(&rows, 0, 0)),
		.secret = secret,
		.public = db_get_text(&rows, 0, 2),
	};
	return OK;
}

enum status
db_oauth_key_lock(struct ctx *cx)
{
	static const struct db_stmt lock = { "LOCK TABLE oauth_key IN SHARE ROW EXCLUSIVE MODE" };
	enum status st;

	if ((st = db_begin(cx)) != OK)
		return st;
	return db_exec(cx, &lock, DB_NO_ARGS);
}

enum status
db_oauth_key_rotate(struct ctx *cx)
{
	static const struct db_stmt replace = {
		"UPDATE oauth_key SET replaced = now() WHERE replaced IS NULL"
	};

	return db_exec(cx, &replace, DB_NO_ARGS);
}

enum status
db_oauth_key_add(struct ctx *cx, struct oauth_key *key)
{
	static const struct db_stmt draw = { "SELECT new_id()" };
	static const struct db_stmt add = {
		"INSERT INTO oauth_key (id, secret, public) VALUES ($1, $2, $3)"
	};
	struct db_rows rows;
	const void *sealed;
	size_t len;
	int64_t id;
	enum status st;

	if ((st = db_oauth_key_rotate(cx)) != OK || (st = db_query(cx, &draw, DB_NO_ARGS, &rows)) != OK)
		return st;
	id = db_get_int(&rows, 0, 0);
	if ((st = seal(cx, sealed_whose(cx, SEALED_OAUTH_KEY, id), key->secret, strlen(key->secret), &sealed,
	    &len)) != OK)
		return st;
	key->kid = arena_printf(cx->arena, "%lld", (long long)id);
	return db_exec(cx, &add, DB_ARGS(db_int(id), db_bytes(sealed, len), db_text(key->public)));
}

enum status
db_oauth_key_list(struct ctx *cx, struct oauth_key **out, size_t *count)
{
	static const struct db_stmt list = {
		"SELECT id, public FROM oauth_key WHERE replaced IS NULL"
		" OR replaced > now() - make_interval(days => $1::int) ORDER BY created DESC, id DESC"
	};
	struct db_rows rows;
	enum status st;

	if ((st = db_query(cx, &list, DB_ARGS(db_int(OAUTH_KEY_OVERLAP_DAYS)), &rows)) != OK)
		return st;
	*count = (size_t)rows.count;
	*out = arena_array(cx->arena, *count, sizeof **out);
	for (int i = 0; i < rows.count; i++)
		(*out)[i] = (struct oauth_key){
			.kid = arena_printf(cx->arena, "%lld", (long long)db_get_int(&rows, i, 0)),
			.public = db_get_text(&rows, i, 1),
		};
	return OK;
}
