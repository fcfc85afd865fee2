#include <string.h>

#include "core/address.h"
#include "storage/api_key.h"
#include "storage/db.h"
#include "storage/private.h"

#define COLUMNS \
	"id, name, read_only, active, array_to_string(allow_from, ' ')," \
	SQL_TIME("created") ", " SQL_TIME("last_used") \
	", array_to_string(scope, ' '), bound, skip_ip_check, " SQL_TIME("expires")

/* "a b" as texts of their own. */
static size_t
split(struct ctx *cx, const char *text, const char ***out)
{
	char *rest = arena_strdup(cx->arena, text), *word;
	size_t count = 0;

	*out = arena_array(cx->arena, strlen(text) / 2 + 1, sizeof **out);
	while ((word = strsep(&rest, " ")) != NULL)
		if (*word != '\0')
			(*out)[count++] = word;
	return count;
}

static void
read_row(struct ctx *cx, const struct db_rows *rows, int row, struct api_key *out)
{
	*out = (struct api_key){
		.id = db_get_int(rows, row, 0),
		.name = db_get_text(rows, row, 1),
		.read_only = db_get_bool(rows, row, 2),
		.active = db_get_bool(rows, row, 3),
		.created = db_get_text(rows, row, 5),
		.last_used = db_get_text(rows, row, 6),
		.bound = db_get_bool(rows, row, 8),
		.skip_ip_check = db_get_bool(rows, row, 9),
		.expires = db_get_text(rows, row, 10),
	};
	out->allow_count = split(cx, db_get_text(rows, row, 4), &out->allow_from);
	out->scope_count = split(cx, db_get_text(rows, row, 7), &out->scope);
}

static enum status
require_networks(struct ctx *cx, const struct api_key *key)
{
	for (size_t i = 0; i < key->allow_count; i++)
		if (!network_valid(key->allow_from[i]))
			return fault(cx, ERR_INVALID, "an API key is used from addresses and networks like"
			    " 192.0.2.7, 192.0.2.0/24 or 2001:db8::/32, not from \"%s\"", key->allow_from[i]);
	return OK;
}

enum status
db_api_key_add(struct ctx *cx, struct api_key *key, char token[static TOKEN_LEN + 1])
{
	static const struct db_stmt add = {
		"INSERT INTO api_key (name, key_sha256, read_only, active, allow_from, scope,"
		" skip_ip_check, expires)"
		" VALUES ($1, $2, $3, $4, $5::inet[], $6::text[], $7, $8::timestamptz) ON CONFLICT (name) DO NOTHING RETURNING id"
	};
	struct db_rows rows;
	enum status st;

	if (*key->name == '\0')
		return fault(cx, ERR_INVALID, "an API key needs a name");
	hash_token(token);
	if ((st = require_networks(cx, key)) != OK ||
	    (st = db_query(cx, &add, DB_ARGS(db_text(key->name), db_hashed(cx, token),
	    db_bool(key->read_only), db_bool(key->active),
	    db_text_array(cx, key->allow_from, key->allow_count),
	    db_text_array(cx, key->scope, key->scope_count), db_bool(key->skip_ip_check),
	    db_text(key->expires)), &rows)) != OK)
		return st;
	if (rows.count == 0)
		return fault(cx, ERR_EXISTS, "there is an API key named %s", key->name);
	key->id = db_get_int(&rows, 0, 0);
	return OK;
}

static enum status
touch(struct ctx *cx, int64_t id)
{
	static const struct db_stmt used = {
		"UPDATE api_key SET last_used = now() WHERE id = $1"
		" AND (last_used IS NULL OR last_used < now() - interval '1 hour')"
	};

	return db_exec(cx, &used, DB_ARGS(db_int(id)));
}

enum status
db_api_key_find(struct ctx *cx, const char *token, struct api_key *out)
{
	static const struct db_stmt find = {
		"SELECT " COLUMNS ", allow_from = '{}' OR skip_ip_check"
		" OR coalesce(nullif($2::text, '-')::inet <<= ANY (allow_from), false)"
		" FROM api_key WHERE key_sha256 = $1 AND active"
		" AND (expires IS NULL OR expires > now())"
	};
	struct db_rows rows;
	enum status st;

	if (strlen(token) != TOKEN_LEN)
		return ERR_UNAUTHENTICATED;
	if ((st = db_query(cx, &find, DB_ARGS(db_hashed(cx, token), db_text(cx->remote)),
	    &rows)) != OK)
		return st;
	if (rows.count == 0)
		return ERR_UNAUTHENTICATED;
	if (!db_get_bool(&rows, 0, 11))
		return fault(cx, ERR_DENIED, "this API key may not be used from %s", cx->remote);
	read_row(cx, &rows, 0, out);
	return touch(cx, out->id);
}

enum status
db_api_key_named(struct ctx *cx, const char *name, struct api_key *out)
{
	static const struct db_stmt named = {
		"SELECT " COLUMNS " FROM api_key WHERE name = $1"
	};
	struct db_rows rows;
	enum status st;

	if ((st = db_query(cx, &named, DB_ARGS(db_text(name)), &rows)) != OK)
		return st;
	if (rows.count == 0)
		return fault(cx, ERR_NOT_FOUND, "there is no API key named %s", name);
	read_row(cx, &rows, 0, out);
	return OK;
}

enum status
db_api_key_list(struct ctx *cx, struct api_key **out, size_t *count)
{
	static const struct db_stmt list = {
		"SELECT " COLUMNS " FROM api_key ORDER BY name"
	};
	struct db_rows rows;
	enum status st;

	if ((st = db_query(cx, &list, DB_NO_ARGS, &rows)) != OK)
		return st;
	*count = (size_t)rows.count;
	*out = arena_array(cx->arena, *count, sizeof **out);
	for (int i = 0; i < rows.count; i++)
		read_row(cx, &rows, i, &(*out)[i]);
	return OK;
}

enum status
db_api_key_edit(struct ctx *cx, const struct api_key *key)
{
	static const struct db_stmt edit = {
		"UPDATE api_key SET read_only = $2, active = $3, allow_from = $4::inet[],"
		" scope = $5::text[], skip_ip_check = $6, expires = $7::timestamptz"
		" WHERE id = $1"
	};
	struct db_rows rows;
	enum status st;

	if ((st = require_networks(cx, key)) != OK ||
	    (st = db_query(cx, &edit, DB_ARGS(db_int(key->id), db_bool(key->read_only),
	    db_bool(key->active), db_text_array(cx, key->allow_from, key->allow_count),
	    db_text_array(cx, key->scope, key->scope_count), db_bool(key->skip_ip_check),
	    db_text(key->expires)), &rows)) != OK)
		return st;
	if (rows.affected == 0)
		return fault(cx, ERR_NOT_FOUND, "the API key was deleted");
	return OK;
}

enum status
db_api_key_delete(struct ctx *cx, int64_t id)
{
	static const struct db_stmt del = { "DELETE FROM api_key WHERE id = $1" };
	struct db_rows rows;
	enum status st;

	if ((st = db_query(cx, &del, DB_ARGS(db_int(id)), &rows)) != OK)
		return st;
	if (rows.affected == 0)
		return fault(cx, ERR_NOT_FOUND, "the API key was deleted");
	return OK;
}
