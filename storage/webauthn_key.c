#include "storage/db.h"
#include "storage/private.h"
#include "storage/webauthn_key.h"

#define COLUMNS \
	"account_id, id, name, rp_id, credential_id, algorithm, public_key, counter, passkey, " \
	SQL_TIME("created") ", " SQL_TIME("last_used")

static void
read_row(struct ctx *cx, const struct db_rows *rows, int i, struct webauthn_key *out)
{
	*out = (struct webauthn_key){
		.account = db_get_int(rows, i, 0),
		.id = db_get_int(rows, i, 1),
		.name = db_get_text(rows, i, 2),
		.rp_id = db_get_text(rows, i, 3),
		.algorithm = (int)db_get_int(rows, i, 5),
		.counter = db_get_int(rows, i, 7),
		.passkey = db_get_bool(rows, i, 8),
		.created = db_get_text(rows, i, 9),
		.last_used = db_get_text(rows, i, 10),
	};
	out->credential_id = db_get_bytes(cx, rows, i, 4, &out->credential_id_len);
	out->public_key = db_get_bytes(cx, rows, i, 6, &out->public_key_len);
}

enum status
db_webauthn_add(struct ctx *cx, struct webauthn_key *key)
{
	static const struct key_kind kind = {
		.most = WEBAUTHN_KEYS_MAX,
		.count = { "SELECT count(*) FROM webauthn_key WHERE account_id = $1" },
		.add = {
			"INSERT INTO webauthn_key (account_id, name, rp_id, credential_id, algorithm, public_key,"
			" counter, passkey) VALUES ($1, $2, $3, $4, $5, $6, $7, $8) RETURNING id"
		},
	};

	return key_add(cx, &kind, key->account, DB_ARGS(db_int(key->account), db_text(key->name),
	    db_text(key->rp_id), db_bytes(key->credential_id, key->credential_id_len),
	    db_int(key->algorithm), db_bytes(key->public_key, key->public_key_len),
	    db_int(key->counter), db_bool(key->passkey)), &key->id);
}

enum status
db_webauthn_list(struct ctx *cx, int64_t account, struct webauthn_key **out, size_t *count)
{
	static const struct db_stmt list = {
		"SELECT " COLUMNS " FROM webauthn_key WHERE account_id = $1 ORDER BY id"
	};
	struct db_rows rows;
	enum status st;

	if ((st = db_query(cx, &list, DB_ARGS(db_int(account)), &rows)) != OK)
		return st;
	*count = (size_t)rows.count;
	*out = arena_array(cx->arena, *count, sizeof **out);
	for (int i = 0; i < rows.count; i++)
		read_row(cx, &rows, i, &(*out)[i]);
	return OK;
}

enum status
db_webauthn_lock(struct ctx *cx, const void *credential_id, size_t len, struct webauthn_key *out)
{
	static const struct db_stmt find = {
		"SELECT " COLUMNS " FROM webauthn_key WHERE credential_id = $1 FOR UPDATE"
	};
	struct db_rows rows;
	enum status st;

	if ((st = db_begin(cx)) != OK ||
	    (st = db_query(cx, &find, DB_ARGS(db_bytes(credential_id, len)), &rows)) != OK)
		return st;
	if (rows.count == 0)
		return fault(cx, ERR_NOT_FOUND, "nobody has this key");
	read_row(cx, &rows, 0, out);
	return OK;
}

enum status
db_webauthn_used(struct ctx *cx, const struct webauthn_key *key, int64_t counter)
{
	static const struct db_stmt used = {
		"UPDATE webauthn_key SET counter = $3, last_used = now() WHERE account_id = $1 AND id = $2"
	};

	return db_exec(cx, &used, DB_ARGS(db_int(key->account), db_int(key->id), db_int(counter)));
}

enum status
db_webauthn_rename(struct ctx *cx, int64_t account, int64_t id, const char *name)
{
	static const struct db_stmt rename = {
		"UPDATE webauthn_key SET name = $3 WHERE account_id = $1 AND id = $2"
	};
	struct db_rows rows;
	enum status st;

	if ((st = db_query(cx, &rename, DB_ARGS(db_int(account), db_int(id), db_text(name)), &rows)) != OK)
		return st;
	return rows.affected > 0 ? OK : fault(cx, ERR_NOT_FOUND, "there is no such key");
}

enum status
db_webauthn_delete(struct ctx *cx, int64_t account, int64_t id)
{
	static const struct db_stmt del = {
		"DELETE FROM webauthn_key WHERE account_id = $1 AND id = $2"
	};
	struct db_rows rows;
	enum status st;

	if ((st = db_query(cx, &del, DB_ARGS(db_int(account), db_int(id)), &rows)) != OK)
		return st;
	return rows.affected > 0 ? OK : fault(cx, ERR_NOT_FOUND, "there is no such key");
}
