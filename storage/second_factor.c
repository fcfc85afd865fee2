#include <ctype.h>
#include <string.h>

#include "core/clock.h"
#include "core/hash.h"
#include "core/seal.h"
#include "storage/db.h"
#include "storage/private.h"
#include "storage/sealed.h"
#include "storage/second_factor.h"

enum status
db_second_factors(struct ctx *cx, int64_t account, struct second_factors *out)
{
	static const struct db_stmt ask = {
		"SELECT (SELECT " SQL_TIME("created") " FROM totp t WHERE t.account_id = a.id),"
		" (SELECT count(*) FROM webauthn_key k WHERE k.account_id = a.id),"
		" (SELECT count(*) FROM recovery_code r WHERE r.account_id = a.id),"
		" (SELECT count(*) FROM yubico_key y WHERE y.account_id = a.id),"
		" must_have_2fa, must_change_password AND source = 'mailcow' FROM account a WHERE id = $1"
	};
	struct db_rows rows;
	enum status st;

	if ((st = db_query(cx, &ask, DB_ARGS(db_int(account)), &rows)) != OK)
		return st;
	if (rows.count == 0)
		return fault(cx, ERR_NOT_FOUND, "there is no such account");
	*out = (struct second_factors){
		.totp_since = db_get_text(&rows, 0, 0),
		.keys = db_get_int(&rows, 0, 1),
		.recovery_codes = db_get_int(&rows, 0, 2),
		.yubikeys = db_get_int(&rows, 0, 3),
		.required = db_get_bool(&rows, 0, 4),
		.must_change = db_get_bool(&rows, 0, 5),
	};
	return OK;
}

enum status
db_needs_more(struct ctx *cx, const char *address, bool *more)
{
	static const struct db_stmt ask = {
		"SELECT EXISTS (SELECT FROM needs_more n"
		" WHERE n.account_id = (SELECT id FROM account WHERE address = $1))"
	};
	struct db_rows rows;
	enum status st;

	if ((st = db_query(cx, &ask, DB_ARGS(db_text(address)), &rows)) == OK)
		*more = db_get_bool(&rows, 0, 0);
	return st;
}

bool
second_factors_on(const struct second_factors *f)
{
	return f->totp_since != NULL || f->keys > 0 || f->yubikeys > 0;
}

enum status
db_totp_make(struct ctx *cx, int64_t account, unsigned char secret[static TOTP_SECRET_LEN],
    const void **sealed, size_t *len)
{
	hash_random(secret, TOTP_SECRET_LEN);
	return seal(cx, sealed_whose(cx, SEALED_TOTP, account), secret, TOTP_SECRET_LEN, sealed, len);
}

/* ERR_UNAUTHENTICATED unless CODE belongs to a step after AFTER. */
static enum status
check_code(struct ctx *cx, int64_t account, const void *sealed, size_t sealed_len, const char *code,
    int64_t after, int64_t *step)
{
	enum status st;
	void *secret;
	size_t len;
	bool right;

	if ((st = unseal(cx, sealed_whose(cx, SEALED_TOTP, account), sealed, sealed_len, &secret, &len)) != OK)
		return st;
	if (len != TOTP_SECRET_LEN)
		return fault(cx, ERR_INTERNAL, "a secret of %zu bytes", len);
	right = totp_matches(secret, code, clock_seconds(), after, step);
	hash_wipe(secret, len);
	return right ? OK : fault(cx, ERR_UNAUTHENTICATED, "the code is wrong or was used");
}

enum status
db_totp_add(struct ctx *cx, int64_t account, const void *sealed, size_t len, const char *code)
{
	static const struct db_stmt put = {
		"INSERT INTO totp (account_id, secret, last_step) VALUES ($1, $2, $3)"
		" ON CONFLICT (account_id) DO UPDATE"
		" SET secret = excluded.secret, last_step = excluded.last_step, created = now()"
	};
	int64_t step;
	enum status st;

	if ((st = check_code(cx, account, sealed, len, code, 0, &step)) != OK)
		return st;
	return db_exec(cx, &put, DB_ARGS(db_int(account), db_bytes(sealed, len), db_int(step)));
}

/* Two at once are counted in a row: the account's row is locked. */
enum status
key_add(struct ctx *cx, const struct key_kind *kind, int64_t account, const struct db_arg *args,
    size_t count, int64_t *id)
{
	static const struct db_stmt lock = { "SELECT 1 FROM account WHERE id = $1 FOR UPDATE" };
	struct db_rows rows;
	enum status st;

	if ((st = db_begin(cx)) != OK ||
	    (st = db_exec(cx, &lock, DB_ARGS(db_int(account)))) != OK ||
	    (st = db_query(cx, &kind->count, DB_ARGS(db_int(account)), &rows)) != OK)
		return st;
	if (db_get_int(&rows, 0, 0) >= kind->most)
		return fault(cx, ERR_LIMIT, "%d keys are the most", kind->most);
	st = db_query(cx, &kind->add, args, count, &rows);
	if (st == ERR_EXISTS) {
		ctx_forgive(cx);
		return fault(cx, st, "this key is known already");
	}
	if (st == OK)
		*id = db_get_int(&rows, 0, 0);
	return st;
}

/* The row is locked by FOR UPDATE: of two who show the same code at once the second sees it used. */
enum status
db_totp_use(struct ctx *cx, int64_t account, const char *code)
{
	static const struct db_stmt lock = {
		"SELECT secret, last_step FROM totp WHERE account_id = $1 FOR UPDATE"
	};
	static const struct db_stmt used = { "UPDATE totp SET last_step = $2 WHERE account_id = $1" };
	struct db_rows rows;
	const void *sealed;
	int64_t step;
	size_t len;
	enum status st;

	if ((st = db_begin(cx)) != OK ||
	    (st = db_query(cx, &lock, DB_ARGS(db_int(account)), &rows)) != OK)
		return st;
	if (rows.count == 0)
		return fault(cx, ERR_UNAUTHENTICATED, "there is no authenticator app");
	sealed = db_get_bytes(cx, &rows, 0, 0, &len);
	if ((st = check_code(cx, account, sealed, len, code, db_get_int(&rows, 0, 1), &step)) != OK)
		return st;
	return db_exec(cx, &used, DB_ARGS(db_int(account), db_int(step)));
}

enum status
db_totp_delete(struct ctx *cx, int64_t account)
{
	static const struct db_stmt del = { "DELETE FROM totp WHERE account_id = $1" };
	struct db_rows rows;
	enum status st;

	if ((st = db_query(cx, &del, DB_ARGS(db_int(account)), &rows)) != OK)
		return st;
	return rows.affected > 0 ? OK : fault(cx, ERR_NOT_FOUND, "there is no authenticator app");
}

/* 80 random bits: a plain hash is enough, as for app passwords. */
static struct db_arg
hashed(struct ctx *cx, const char *code)
{
	unsigned char *sha = arena_alloc(cx->arena, SHA256_LEN);
	char plain[RECOVERY_CODE_LEN + 1];
	size_t n = 0;

	for (; *code != '\0' && n < sizeof plain - 1; code++)
		if (*code != '-' && !isspace((unsigned char)*code))
			plain[n++] = (char)tolower((unsigned char)*code);
	hash_sha256(plain, n, sha);
	hash_wipe(plain, sizeof plain);
	return db_bytes(sha, SHA256_LEN);
}

static const char *
make_code(struct ctx *cx)
{
	static const char letters[] = "abcdefghijkmnpqrstuvwxyz23456789";
	unsigned char raw[16];
	char *out = arena_alloc(cx->arena, RECOVERY_CODE_LEN + 1), *o = out;

	hash_random(raw, sizeof raw);
	for (size_t i = 0; i < sizeof raw; i++) {
		if (i > 0 && i % 4 == 0)
			*o++ = '-';
		*o++ = letters[raw[i] & 31];
	}
	return out;
}

enum status
db_recovery_make(struct ctx *cx, int64_t account, const char *codes[static RECOVERY_CODES])
{
	static const struct db_stmt clear = { "DELETE FROM recovery_code WHERE account_id = $1" };
	static const struct db_stmt add = {
		"INSERT INTO recovery_code (account_id, code_sha256) VALUES ($1, $2)"
	};
	enum status st;

	if ((st = db_begin(cx)) != OK ||
	    (st = db_exec(cx, &clear, DB_ARGS(db_int(account)))) != OK)
		return st;
	for (int i = 0; i < RECOVERY_CODES; i++) {
		codes[i] = make_code(cx);
		if ((st = db_exec(cx, &add, DB_ARGS(db_int(account), hashed(cx, codes[i])))) != OK)
			return st;
	}
	return OK;
}

enum status
db_recovery_use(struct ctx *cx, int64_t account, const char *code)
{
	static const struct db_stmt use = {
		"DELETE FROM recovery_code WHERE account_id = $1 AND code_sha256 = $2"
	};
	struct db_rows rows;
	enum status st;

	if ((st = db_begin(cx)) != OK ||
	    (st = db_query(cx, &use, DB_ARGS(db_int(account), hashed(cx, code)), &rows)) != OK)
		return st;
	return rows.affected == 1 ? OK : fault(cx, ERR_UNAUTHENTICATED, "the code is wrong or was used");
}

enum status
db_recovery_tidy(struct ctx *cx, int64_t account)
{
	static const struct db_stmt tidy = {
		"DELETE FROM recovery_code WHERE account_id = $1"
		" AND NOT EXISTS (SELECT FROM totp WHERE account_id = $1)"
		" AND NOT EXISTS (SELECT FROM webauthn_key WHERE account_id = $1)"
		" AND NOT EXISTS (SELECT FROM yubico_key WHERE account_id = $1)"
	};

	return db_exec(cx, &tidy, DB_ARGS(db_int(account)));
}

enum status
db_second_factors_reset(struct ctx *cx, int64_t account, bool *had)
{
	static const struct db_stmt away[] = {
		{ "DELETE FROM totp WHERE account_id = $1" },
		{ "DELETE FROM webauthn_key WHERE account_id = $1" },
		{ "DELETE FROM yubico_key WHERE account_id = $1" },
		{ "DELETE FROM recovery_code WHERE account_id = $1" },
		{ "DELETE FROM sign_in_step WHERE account_id = $1" },
	};
	enum status st;

	*had = false;
	for (size_t i = 0; i < COUNT(away); i++) {
		struct db_rows rows;

		if ((st = db_query(cx, &away[i], DB_ARGS(db_int(account)), &rows)) != OK)
			return st;
		*had = *had || rows.affected > 0;
	}
	return db_second_factors_changed(cx, account);
}

enum status
db_second_factors_changed(struct ctx *cx, int64_t account)
{
	static const struct db_stmt forget = { "DELETE FROM basic_cache WHERE account_id = $1" };

	return db_exec(cx, &forget, DB_ARGS(db_int(account)));
}
