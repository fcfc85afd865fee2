#include <string.h>

#include "core/conf.h"
#include "storage/account_row.h"
#include "storage/basic_cache.h"
#include "storage/basic_known.h"
#include "storage/last_login.h"

void
basic_cache_mac(const unsigned char key[static SHA256_LEN], const char *login,
    const char *password, unsigned char mac[static SHA256_LEN])
{
	size_t login_size = strlen(login) + 1, len = login_size + strlen(password);
	struct arena *arena = arena_open();
	char *text = arena_alloc(arena, len + 1);

	memcpy(text, login, login_size);
	memcpy(text + login_size, password, len - login_size);
	hash_hmac(key, SHA256_LEN, text, len, mac);
	hash_wipe(text, len);
	arena_close(arena);
}

/* Is what was read of it a moment ago still so? */
static enum status
find_known(struct ctx *cx, const struct basic_use *use, struct account *out, bool *is_app)
{
	static const struct db_stmt ask = { "SELECT access FROM account WHERE id = $1" };
	const struct basic_known *known = basic_known_find(use);
	struct db_rows rows;
	enum status st;

	if (known == NULL)
		return ERR_NOT_FOUND;
	if ((st = db_query(cx, &ask, DB_ARGS(db_int(known->account.id)), &rows)) != OK)
		return st;
	if (rows.count == 0 || db_get_int(&rows, 0, 0) != known->access)
		return ERR_NOT_FOUND;
	*out = known->account;
	out->address = arena_strdup(cx->arena, out->address);
	out->kind = arena_strdup(cx->arena, out->kind);
	out->name = arena_strdup(cx->arena, out->name);
	*is_app = known->is_app;
	return OK;
}

static enum status
find_stored(struct ctx *cx, const struct basic_use *use, struct account *out, bool *is_app)
{
	static const struct db_stmt find = {
		"SELECT " ACCOUNT_HEADS ", c.kind IS NOT DISTINCT FROM 'app', EXISTS (SELECT FROM last_login l"
		" WHERE l.account_id = b.account_id AND l.service = $3 AND l.remote = $4"
		" AND l.at > now() - interval '1 hour'), coalesce(c.id, 0), a.access,"
		" floor(extract(epoch FROM b.expires - now()))::bigint" ACCOUNT_FROM
		"JOIN basic_cache b ON b.account_id = a.id"
		" LEFT JOIN credential c ON c.account_id = b.account_id AND c.id = b.credential_id"
		" WHERE b.mac = $1 AND b.expires > now()"
		" AND ($2::text IS NULL OR $2::text = ANY (a.services))"
		/* Who knows it: we ourselves, or a directory. */
		" AND CASE WHEN b.credential_id = 0 THEN a.source = 'ldap' ELSE c.active"
		"  AND sha256(convert_to(c.hash, 'UTF8')) = b.hash_sha256"
		"  AND CASE c.kind WHEN 'app' THEN $2::text = ANY (c.protocols) ELSE a.source = 'mailcow' END END"
		" AND (c.kind IS NOT DISTINCT FROM 'app'"
		"  OR NOT EXISTS (SELECT FROM needs_more n WHERE n.account_id = a.id))"
	};
	struct db_rows rows;
	enum status st;

	if ((st = db_query(cx, &find, DB_ARGS(db_bytes(use->mac, SHA256_LEN), db_text(use->protocol),
	    db_text(use->service), db_text(use->remote)), &rows)) != OK)
		return st;
	if (rows.count == 0)
		return ERR_NOT_FOUND;
	account_read_row(&rows, 0, out);
	*is_app = db_get_bool(&rows, 0, ACCOUNT_COUNT);
	if (!account_may_sign_in(out))
		return ERR_NOT_FOUND;
	basic_known_put(use, &(struct basic_known){ .account = *out, .is_app = *is_app,
	    .access = db_get_int(&rows, 0, ACCOUNT_COUNT + 3) },
	    db_get_int(&rows, 0, ACCOUNT_COUNT + 4));
	/* Written an hour apart at most: a client asks all day. */
	return db_get_bool(&rows, 0, ACCOUNT_COUNT + 1) ? OK :
	    db_last_login_put(cx, out->id, use->service, db_get_int(&rows, 0, ACCOUNT_COUNT + 2));
}

enum status
db_basic_cache_find(struct ctx *cx, const unsigned char mac[static SHA256_LEN],
    const char *protocol, const char *service, struct account *out, bool *is_app)
{
	struct basic_use use = { .mac = mac, .protocol = protocol, .service = service, .remote = cx->remote };
	enum status st = find_known(cx, &use, out, is_app);

	return st == ERR_NOT_FOUND ? find_stored(cx, &use, out, is_app) : st;
}

/* The request that waits for the verification must still find the row. */
#define SECONDS_LEAST	10

/* Nobody tells us when a password changes in a directory; Dovecot remembers as long (auth_cache_ttl). */
#define DIRECTORY_MOST	60

enum status
db_basic_cache_put(struct ctx *cx, const unsigned char mac[static SHA256_LEN],
    int64_t account, int64_t credential)
{
	static const struct db_stmt put = {
		"INSERT INTO basic_cache (account_id, mac, credential_id, hash_sha256, expires)"
		" SELECT $1, $3, $2, coalesce((SELECT sha256(convert_to(hash, 'UTF8')) FROM credential"
		" WHERE account_id = $1 AND id = $2), ''), now() + make_interval(secs => $4::int)"
		" ON CONFLICT (account_id, mac) DO UPDATE SET credential_id = excluded.credential_id,"
		" hash_sha256 = excluded.hash_sha256, expires = excluded.expires"
	};
	int64_t seconds = cx->conf->basic_cache_seconds;

	if (credential == 0 && seconds > DIRECTORY_MOST)
		seconds = DIRECTORY_MOST;
	return db_exec(cx, &put, DB_ARGS(db_int(account), db_int(credential),
	    db_bytes(mac, SHA256_LEN), db_int(seconds > SECONDS_LEAST ? seconds : SECONDS_LEAST)));
}
