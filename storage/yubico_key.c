#include "storage/db.h"
#include "storage/private.h"
#include "storage/yubico_key.h"

enum status
db_yubico_add(struct ctx *cx, struct yubico_key *key)
{
	static const struct key_kind kind = {
		.most = YUBICO_KEYS_MAX,
		.count = { "SELECT count(*) FROM yubico_key WHERE account_id = $1" },
		.add = {
			"INSERT INTO yubico_key (account_id, public_id, name) VALUES ($1, $2, $3) RETURNING id"
		},
	};

	return key_add(cx, &kind, key->account, DB_ARGS(db_int(key->account),
	    db_text(key->public_id), db_text(key->name)), &key->id);
}

enum status
db_yubico_list(struct ctx *cx, int64_t account, struct yubico_key **out, size_t *count)
{
	static const struct db_stmt list = {
		"SELECT id, public_id, name, " SQL_TIME("created") ", " SQL_TIME("last_used")
		" FROM yubico_key WHERE account_id = $1 ORDER BY id"
	};
	struct db_rows rows;
	enum status st;

	if ((st = db_query(cx, &list, DB_ARGS(db_int(account)), &rows)) != OK)
		return st;
	*count = (size_t)rows.count;
	*out = arena_array(cx->arena, *count, sizeof **out);
	for (int i = 0; i < rows.count; i++)
		(*out)[i] = (struct yubico_key){
			.account = account,
			.id = db_get_int(&rows, i, 0),
			.public_id = db_get_text(&rows, i, 1),
			.name = db_get_text(&rows, i, 2),
			.created = db_get_text(&rows, i, 3),
			.last_used = db_get_text(&rows, i, 4),
		};
	return OK;
}

enum status
db_yubico_find(struct ctx *cx, int64_t account, const char *public_id, int64_t *id)
{
	static const struct db_stmt find = {
		"SELECT id FROM yubico_key WHERE account_id = $1 AND public_id = $2"
	};
	struct db_rows rows;
	enum status st;

	if ((st = db_query(cx, &find, DB_ARGS(db_int(account), db_text(public_id)), &rows)) != OK)
		return st;
	if (rows.count == 0)
		return fault(cx, ERR_NOT_FOUND, "there is no such key");
	*id = db_get_int(&rows, 0, 0);
	return OK;
}

/* One row of the account's was meant. */
static enum status
change(struct ctx *cx, const struct db_stmt *stmt, const struct db_arg *args, size_t count)
{
	struct db_rows rows;
	enum status st;

	if ((st = db_query(cx, stmt, args, count, &rows)) != OK)
		return st;
	return rows.affected > 0 ? OK : fault(cx, ERR_NOT_FOUND, "there is no such key");
}

enum status
db_yubico_used(struct ctx *cx, int64_t account, int64_t id)
{
	static const struct db_stmt used = {
		"UPDATE yubico_key SET last_used = now() WHERE account_id = $1 AND id = $2"
	};

	return change(cx, &used, DB_ARGS(db_int(account), db_int(id)));
}

enum status
db_yubico_rename(struct ctx *cx, int64_t account, int64_t id, const char *name)
{
	static const struct db_stmt rename = {
		"UPDATE yubico_key SET name = $3 WHERE account_id = $1 AND id = $2"
	};

	return change(cx, &rename, DB_ARGS(db_int(account), db_int(id), db_text(name)));
}

enum status
db_yubico_delete(struct ctx *cx, int64_t account, int64_t id)
{
	static const struct db_stmt del = { "DELETE FROM yubico_key WHERE account_id = $1 AND id = $2" };

	return change(cx, &del, DB_ARGS(db_int(account), db_int(id)));
}

enum status
db_yubico_show(struct ctx *cx, int64_t account, const char *otp)
{
	static const struct db_stmt show = {
		"INSERT INTO yubico_used (account_id, otp_sha256) VALUES ($1, $2) ON CONFLICT DO NOTHING"
	};
	struct db_rows rows;
	enum status st;

	if ((st = db_query(cx, &show, DB_ARGS(db_int(account), db_hashed(cx, otp)), &rows)) != OK)
		return st;
	return rows.affected > 0 ? OK : fault(cx, ERR_EXISTS, "this one-time password was shown before");
}
