#include "core/hash.h"
#include "core/seal.h"
#include "storage/db.h"
#include "storage/sealed.h"

/* WHOSE with the row's id, mostly the account's, is what a secret was sealed for. */
static const struct {
	const char	*whose;
	struct db_stmt	 list, put;
} columns[] = {
	{ "totp", { "SELECT account_id, secret FROM totp FOR UPDATE" },
	  { "UPDATE totp SET secret = $2 WHERE account_id = $1" } },
	{ "oauth-key", { "SELECT id, secret FROM oauth_key FOR UPDATE" },
	  { "UPDATE oauth_key SET secret = $2 WHERE id = $1" } },
	{ "identity-provider", { "SELECT id, secret FROM identity_provider WHERE secret IS NOT NULL FOR UPDATE" },
	  { "UPDATE identity_provider SET secret = $2 WHERE id = $1" } },
	{ "outside", { "SELECT account_id, secret FROM outside_account FOR UPDATE" },
	  { "UPDATE outside_account SET secret = $2 WHERE account_id = $1" } },
	{ "syncjob", { "SELECT id, secret FROM sync_job WHERE length(secret) > 0 FOR UPDATE" },
	  { "UPDATE sync_job SET secret = $2 WHERE id = $1" } },
	{ "book-source", { "SELECT id, secret FROM book_source WHERE length(secret) > 0 FOR UPDATE" },
	  { "UPDATE book_source SET secret = $2 WHERE id = $1" } },
};

static enum status
renew(struct ctx *cx, size_t column, int64_t account, const void *sealed, size_t len)
{
	const char *whose = arena_printf(cx->arena, "%s %lld", columns[column].whose,
	    (long long)account);
	const void *fresh;
	void *secret;
	size_t secret_len, fresh_len;
	enum status st;

	if ((st = unseal(cx, whose, sealed, len, &secret, &secret_len)) != OK)
		return fault(cx, st, "%s: %s", whose, cx->fault_text);
	st = seal(cx, whose, secret, secret_len, &fresh, &fresh_len);
	hash_wipe(secret, secret_len);
	return st != OK ? st : db_exec(cx, &columns[column].put,
	    DB_ARGS(db_int(account), db_bytes(fresh, fresh_len)));
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
			if ((st = renew(cx, c, db_get_int(&rows, i, 0), sealed, len)) != OK)
				return st;
			++*count;
		}
	}
	return OK;
}
