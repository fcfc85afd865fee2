#include "storage/db.h"
#include "storage/sealed.h"
#include "storage/smime.h"

enum status
db_smime_keys(struct ctx *cx, int64_t account, struct smime_key_row **out, size_t *count)
{
	static const struct db_stmt list = {
		"SELECT id, fingerprint, certificate, chain FROM smime_key WHERE account_id = $1"
		" ORDER BY created, id"
	};
	struct db_rows rows;
	enum status st;

	if ((st = db_query(cx, &list, DB_ARGS(db_int(account)), &rows)) != OK)
		return st;
	*count = (size_t)rows.count;
	*out = arena_array(cx->arena, *count, sizeof **out);
	for (int i = 0; i < rows.count; i++) {
		struct smime_key_row *row = &(*out)[i];

		row->id = db_get_int(&rows, i, 0);
		row->fingerprint = db_get_text(&rows, i, 1);
		row->certificate = db_get_bytes(cx, &rows, i, 2, &row->certificate_len);
		row->chain = db_get_bytes(cx, &rows, i, 3, &row->chain_len);
	}
	return OK;
}

enum status
db_smime_key_add(struct ctx *cx, int64_t account, struct smime_key_row *row, const char *pem)
{
	static const struct db_stmt add = {
		"INSERT INTO smime_key (account_id, fingerprint, certificate, chain)"
		" SELECT id, $2, $3, $4 FROM account WHERE id = $1"
		" AND (SELECT count(*) FROM smime_key WHERE account_id = $1) < $5 RETURNING id"
	};
	struct db_rows rows;
	enum status st;

	if ((st = db_query(cx, &add, DB_ARGS(db_int(account), db_text(row->fingerprint),
	    db_bytes(row->certificate, row->certificate_len),
	    db_bytes(row->chain_len > 0 ? row->chain : "", row->chain_len),
	    db_int(SMIME_KEYS_MAX)), &rows)) != OK)
		return st;
	if (rows.count == 0)
		return fault(cx, ERR_LIMIT, "%d keys are enough", SMIME_KEYS_MAX);
	row->id = db_get_int(&rows, 0, 0);
	return db_sealed_put(cx, SEALED_SMIME_KEY, row->id, pem);
}

enum status
db_smime_key_secret(struct ctx *cx, int64_t id, char **pem)
{
	return db_sealed_get(cx, SEALED_SMIME_KEY, id, pem);
}

enum status
db_smime_key_remove(struct ctx *cx, int64_t account, int64_t id)
{
	static const struct db_stmt remove = {
		"DELETE FROM smime_key WHERE account_id = $1 AND id = $2"
	};
	struct db_rows rows;
	enum status st;

	if ((st = db_query(cx, &remove, DB_ARGS(db_int(account), db_int(id)), &rows)) != OK)
		return st;
	return rows.affected > 0 ? OK : fault(cx, ERR_NOT_FOUND, "no such key");
}

enum status
db_smime_certificates(struct ctx *cx, int64_t account, const char *const *emails,
    size_t email_count, struct smime_certificate_row **out, size_t *count)
{
	static const struct db_stmt list = {
		"SELECT email, fingerprint, certificate, gcm IS NULL, coalesce(gcm, false)"
		" FROM smime_certificate WHERE account_id = $1 AND email = ANY($2::text[])"
		" ORDER BY email, seen DESC, fingerprint"
	};
	struct db_rows rows;
	enum status st;

	if ((st = db_query(cx, &list, DB_ARGS(db_int(account),
	    db_text_array(cx, emails, email_count)), &rows)) != OK)
		return st;
	*count = (size_t)rows.count;
	*out = arena_array(cx->arena, *count, sizeof **out);
	for (int i = 0; i < rows.count; i++) {
		struct smime_certificate_row *row = &(*out)[i];

		row->email = db_get_text(&rows, i, 0);
		row->fingerprint = db_get_text(&rows, i, 1);
		row->certificate = db_get_bytes(cx, &rows, i, 2, &row->certificate_len);
		row->gcm = db_get_bool(&rows, i, 3) ? -1 : db_get_bool(&rows, i, 4);
	}
	return OK;
}

enum status
db_smime_certificate_put(struct ctx *cx, int64_t account, const struct smime_certificate_row *row)
{
	static const struct db_stmt put = {
		"WITH old AS (DELETE FROM smime_certificate WHERE account_id = $1 AND email = $2"
		" AND fingerprint IN (SELECT fingerprint FROM smime_certificate WHERE account_id = $1"
		" AND email = $2 AND fingerprint <> $3 ORDER BY seen DESC OFFSET $6))"
		"INSERT INTO smime_certificate (account_id, email, fingerprint, certificate, gcm)"
		" VALUES ($1, $2, $3, $4, $5) ON CONFLICT (account_id, email, fingerprint)"
		" DO UPDATE SET seen = now(), gcm = excluded.gcm"
	};

	return db_exec(cx, &put, DB_ARGS(db_int(account), db_text(row->email),
	    db_text(row->fingerprint), db_bytes(row->certificate, row->certificate_len),
	    row->gcm < 0 ? db_null() : db_bool(row->gcm > 0), db_int(SMIME_CERTIFICATES_MAX - 1)));
}
