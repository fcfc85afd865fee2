#include <string.h>

#include "core/hash.h"
#include "core/seal.h"
#include "storage/db.h"
#include "storage/sealed.h"

#define COLUMN(whose, table, key) { whose, \
	{ "SELECT " key ", secret FROM " table " WHERE length(secret) > 0 FOR UPDATE" }, \
	{ "SELECT secret FROM " table " WHERE " key " = $1" }, \
	{ "UPDATE " table " SET secret = $2 WHERE " key " = $1" } }

static const struct {
	const char	*whose;
	struct db_stmt	 list, find, put;
} columns[] = {
	[SEALED_TOTP] = COLUMN("totp", "totp", "account_id"),
	[SEALED_OAUTH_KEY] = COLUMN("oauth-key", "oauth_key", "id"),
	[SEALED_IDENTITY_PROVIDER] = COLUMN("identity-provider", "identity_provider", "id"),
	[SEALED_OUTSIDE] = COLUMN("outside", "outside_account", "account_id"),
	[SEALED_SYNC_JOB] = COLUMN("syncjob", "sync_job", "id"),
	[SEALED_BOOK_SOURCE] = COLUMN("book-source", "book_source", "id"),
	[SEALED_EXCHANGE] = COLUMN("exchange", "exchange", "id"),
	[SEALED_SMIME_KEY] = COLUMN("smime-key", "smime_key", "id"),
	[SEALED_MAIL_PROVIDER] = COLUMN("mail-provider", "mail_provider", "id"),
	[SEALED_MAIL_GRANT] = COLUMN("mail-grant", "mail_grant", "id"),
	[SEALED_PGP_KEY] = COLUMN("pgp-key", "pgp_key", "id"),
};

const char *
sealed_whose(struct ctx *cx, enum sealed column, int64_t id)
{
	return arena_printf(cx->arena, "%s %lld", columns[column].whose, (long long)id);
}

static enum status
put(struct ctx *cx, enum sealed column, int64_t id, const void *secret, size_t len)
{
	const void *sealed;
	size_t sealed_len;
	enum status st;

	if ((st = seal(cx, sealed_whose(cx, column, id), secret, len, &sealed, &sealed_len)) != OK)
		return st;
	return db_exec(cx, &columns[column].put, DB_ARGS(db_int(id), db_bytes(sealed, sealed_len)));
}

enum status
db_sealed_put(struct ctx *cx, enum sealed column, int64_t id, const char *text)
{
	return put(cx, column, id, text, strlen(text));
}

enum status
db_sealed_get(struct ctx *cx, enum sealed column, int64_t id, char **text)
{
	struct db_rows rows;
	const void *sealed;
	size_t len = 0;
	void *secret;
	enum status st;

	*text = arena_strdup(cx->arena, "");
	if ((st = db_query(cx, &columns[column].find, DB_ARGS(db_int(id)), &rows)) != OK)
		return st;
	if (rows.count == 0)
		return fault(cx, ERR_NOT_FOUND, "%s is gone", sealed_whose(cx, column, id));
	sealed = db_get_bytes(cx, &rows, 0, 0, &len);
	if (len > 0 && (st = unseal(cx, sealed_whose(cx, column, id), sealed, len, &secret, &len)) == OK)
		*text = secret;
	return st;
}

static enum status
renew(struct ctx *cx, enum sealed column, int64_t id, const void *sealed, size_t len)
{
	const char *whose = sealed_whose(cx, column, id);
	void *secret;
	size_t secret_len;
	enum status st;

	if ((st = unseal(cx, whose, sealed, len, &secret, &secret_len)) != OK)
		return fault(cx, st, "%s: %s", whose, cx->fault_text);
	st = put(cx, column, id, secret, secret_len);
	hash_wipe(secret, secret_len);
	return st;
}

enum status
db_sealed_renew(struct ctx *cx, size_t *count)
{
	struct db_rows rows;
	enum status st;

	*count = 0;
	for (size_t c = 0; c < COUNT(columns); c++) {
		if ((st = db_query(cx, &columns[c].list, DB_NO_ARGS, &rows)) != OK)
			return st;
		for (int i = 0; i < rows.count; i++) {
			size_t len;
			const void *sealed = db_get_bytes(cx, &rows, i, 1, &len);

			if (seal_is_fresh(sealed, len))
				continue;
			if ((st = renew(cx, (enum sealed)c, db_get_int(&rows, i, 0), sealed, len)) != OK)
				return st;
			++*count;
		}
	}
	return OK;
}
