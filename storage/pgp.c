#include "storage/db.h"
#include "storage/identity.h"
#include "storage/pgp.h"
#include "storage/sealed.h"

enum status
db_pgp_keys(struct ctx *cx, int64_t account, bool whole, struct pgp_key_row **out, size_t *count)
{
	static const struct db_stmt list = {
		"SELECT k.id, k.version, k.fingerprint, to_json(k.emails), CASE WHEN $2 THEN k.public END,"
		" k.secret <> '', k.about, EXISTS (SELECT FROM pgp_published p"
		"  WHERE p.account_id = k.account_id AND p.key_id = k.id)"
		" FROM pgp_key k WHERE k.account_id = $1 ORDER BY k.created, k.id"
	};
	struct db_rows rows;
	enum status st;

	if ((st = db_query(cx, &list, DB_ARGS(db_int(account), db_bool(whole)), &rows)) != OK)
		return st;
	*count = (size_t)rows.count;
	*out = arena_array(cx->arena, *count, sizeof **out);
	for (int i = 0; i < rows.count; i++) {
		struct pgp_key_row *row = &(*out)[i];

		row->id = db_get_int(&rows, i, 0);
		row->version = db_get_int(&rows, i, 1);
		row->fingerprint = db_get_text(&rows, i, 2);
		if ((st = db_get_texts(cx, &rows, i, 3, &row->emails)) != OK)
			return st;
		if (whole)
			row->public = db_get_bytes(cx, &rows, i, 4, &row->public_len);
		row->is_own = db_get_bool(&rows, i, 5);
		row->about = db_get_text(&rows, i, 6);
		row->is_published = db_get_bool(&rows, i, 7);
	}
	return OK;
}

static size_t
length(const char *const *list)
{
	size_t n = 0;

	while (list[n] != NULL)
		n++;
	return n;
}

enum status
db_pgp_key_add(struct ctx *cx, int64_t account, struct pgp_key_row *row, const char *secret)
{
	static const struct db_stmt add = {
		"INSERT INTO pgp_key (account_id, fingerprint, emails, public, about)"
		" SELECT id, $2, $3, $4, $5 FROM account WHERE id = $1"
		" AND (SELECT count(*) FROM pgp_key WHERE account_id = $1) < $6 RETURNING id"
	};
	const char *const *emails = row->emails;
	struct db_rows rows;
	enum status st;

	if ((st = db_query(cx, &add, DB_ARGS(db_int(account), db_text(row->fingerprint),
	    db_text_array(cx, emails, length(emails)), db_bytes(row->public, row->public_len),
	    db_text(row->about), db_int(PGP_KEYS_MAX)), &rows)) != OK)
		return st;
	if (rows.count == 0)
		return fault(cx, ERR_LIMIT, "%d keys are enough", PGP_KEYS_MAX);
	row->id = db_get_int(&rows, 0, 0);
	return secret != NULL ? db_sealed_put(cx, SEALED_PGP_KEY, row->id, secret) : OK;
}

enum status
db_pgp_key_put(struct ctx *cx, int64_t account, const struct pgp_key_row *row)
{
	static const struct db_stmt put = {
		"UPDATE pgp_key SET emails = $3, about = $4, public = coalesce($5, public),"
		" version = new_id() WHERE account_id = $1 AND id = $2"
	};
	const char *const *emails = row->emails;
	struct db_rows rows;
	enum status st;

	if ((st = db_query(cx, &put, DB_ARGS(db_int(account), db_int(row->id),
	    db_text_array(cx, emails, length(emails)), db_text(row->about),
	    db_bytes(row->public, row->public_len)), &rows)) != OK)
		return st;
	return rows.affected > 0 ? OK : fault(cx, ERR_NOT_FOUND, "no such key");
}

enum status
db_pgp_key_secret(struct ctx *cx, int64_t id, char **secret)
{
	return db_sealed_get(cx, SEALED_PGP_KEY, id, secret);
}

enum status
db_pgp_key_remove(struct ctx *cx, int64_t account, int64_t id)
{
	static const struct db_stmt remove = {
		"DELETE FROM pgp_key WHERE account_id = $1 AND id = $2"
	};
	struct db_rows rows;
	enum status st;

	if ((st = db_query(cx, &remove, DB_ARGS(db_int(account), db_int(id)), &rows)) != OK)
		return st;
	return rows.affected > 0 ? OK : fault(cx, ERR_NOT_FOUND, "no such key");
}

enum status
db_pgp_withdraw(struct ctx *cx, int64_t account, int64_t key)
{
	static const struct db_stmt withdraw = {
		"DELETE FROM pgp_published WHERE account_id = $1 AND key_id = $2"
	};

	return db_exec(cx, &withdraw, DB_ARGS(db_int(account), db_int(key)));
}

enum status
db_pgp_publish(struct ctx *cx, int64_t account, int64_t key, const char *email, const char *domain,
    const char *hash)
{
	static const struct db_stmt publish = {
		"INSERT INTO pgp_published (domain, hash, email, account_id, key_id)"
		" VALUES ($1, $2, $3, $4, $5) ON CONFLICT (domain, hash)"
		" DO UPDATE SET email = $3, account_id = $4, key_id = $5"
	};

	return db_exec(cx, &publish, DB_ARGS(db_text(domain), db_text(hash), db_text(email),
	    db_int(account), db_int(key)));
}

enum status
db_pgp_published(struct ctx *cx, const char *domain, const char *hash, const void **key, size_t *len)
{
	static const struct db_stmt find = {
		"SELECT p.account_id, p.email, k.public FROM pgp_published p"
		" JOIN pgp_key k ON k.account_id = p.account_id AND k.id = p.key_id"
		" JOIN account a ON a.id = p.account_id AND a.active"
		" WHERE p.domain = $1 AND p.hash = $2"
	};
	struct db_rows rows;
	bool may = false;
	enum status st;

	if ((st = db_query(cx, &find, DB_ARGS(db_text(domain), db_text(hash)), &rows)) != OK)
		return st;
	if (rows.count > 0 && (st = db_identity_may_use(cx, db_get_int(&rows, 0, 0),
	    db_get_text(&rows, 0, 1), &may)) != OK)
		return st;
	if (!may)
		return fault(cx, ERR_NOT_FOUND, "no key is published for this address");
	*key = db_get_bytes(cx, &rows, 0, 2, len);
	return OK;
}
