#include <argon2.h>
#include <stdlib.h>
#include <string.h>

#include "core/hash.h"
#include "storage/credential.h"
#include "storage/db.h"
#include "storage/notify.h"
#include "storage/oauth_grant.h"
#include "storage/password_link.h"
#include "storage/private.h"

/*
 * RFC 9106 and OWASP's smallest recommendation.  19 MiB keep a guess costly;
 * two passes keep a sign-in at a few hundredths of a second, which matters in
 * Dovecot, where one process verifies for all.
 */
enum { MEMORY_KIB = 19456, PASSES = 2, LANES = 1, SALT_LEN = 16, HASH_LEN = 32 };

#define ARGON2ID	"{ARGON2ID}"
#define SHA256		"{SHA256.HEX}"

const char *
credential_hash(struct ctx *cx, const char *password)
{
	unsigned char salt[SALT_LEN];
	char encoded[256];

	hash_random(salt, sizeof salt);
	if (argon2id_hash_encoded(PASSES, MEMORY_KIB, LANES, password, strlen(password), salt,
	    sizeof salt, HASH_LEN, encoded, sizeof encoded) != ARGON2_OK)
		abort();	/* no memory, or parameters that nobody can mend */
	return arena_printf(cx->arena, ARGON2ID "%s", encoded);
}

const char *
credential_app_hash(struct ctx *cx, const char *password)
{
	return arena_printf(cx->arena, SHA256 "%s",
	    hash_sha256_hex(cx->arena, password, strlen(password)));
}

bool
credential_matches(const char *hash, const char *password)
{
	if (strncmp(hash, ARGON2ID, strlen(ARGON2ID)) == 0)
		return argon2id_verify(hash + strlen(ARGON2ID), password,
		    strlen(password)) == ARGON2_OK;
	return false;
}

char *
credential_random(struct ctx *cx)
{
	static const char letters[] = "abcdefghijkmnpqrstuvwxyz23456789";
	unsigned char raw[24];
	char *out = arena_alloc(cx->arena, APP_PASSWORD_LEN + 1), *o = out;

	_Static_assert(sizeof letters == 33, "five bits a letter");
	hash_random(raw, sizeof raw);
	for (size_t i = 0; i < sizeof raw; i++) {
		if (i > 0 && i % 4 == 0)
			*o++ = '-';
		*o++ = letters[raw[i] & 31];
	}
	hash_wipe(raw, sizeof raw);
	return out;
}

/*
 * A new id with each password: whatever remembers a credential by its id
 * (basic_cache) forgets it thereby.
 */
static enum status
put_password(struct ctx *cx, int64_t account, const char *password)
{
	static const struct db_stmt put = {
		"INSERT INTO credential (account_id, kind, hash) VALUES ($1, 'password', $2)"
		" ON CONFLICT (account_id) WHERE kind = 'password' DO UPDATE"
		" SET id = new_id(), hash = excluded.hash, created = now(), last_used = NULL"
	};
	static const struct db_stmt cache = { "DELETE FROM basic_cache WHERE account_id = $1" };
	enum status st;

	if (*password == '\0' || strlen(password) > PASSWORD_MAX)
		return fault(cx, ERR_INVALID, "a password has 1 to %d bytes", PASSWORD_MAX);
	if ((st = db_begin(cx)) != OK ||
	    (st = db_exec(cx, &put, DB_ARGS(db_int(account),
	    db_text(credential_hash(cx, password))))) != OK)
		return st;
	if ((st = db_exec(cx, &cache, DB_ARGS(db_int(account)))) != OK)
		return st;
	return db_password_link_end(cx, account);
}

enum status
db_credential_set_password(struct ctx *cx, int64_t account, const char *password)
{
	static const struct db_stmt sessions = { "DELETE FROM session WHERE account_id = $1" };
	enum status st;

	if ((st = put_password(cx, account, password)) != OK ||
	    (st = db_exec(cx, &sessions, DB_ARGS(db_int(account)))) != OK ||
	    (st = db_oauth_grant_end_all(cx, account)) != OK)
		return st;
	return db_notify_access(cx, account);
}

enum status
db_credential_change_password(struct ctx *cx, int64_t account, const char *password, int64_t keep,
    bool others)
{
	static const struct db_stmt sessions = {
		"DELETE FROM session WHERE account_id = $1 AND id <> $2 AND $3"
	};
	static const struct db_stmt done = {
		"UPDATE account SET must_change_password = false WHERE id = $1 AND must_change_password"
	};
	enum status st;

	if ((st = put_password(cx, account, password)) != OK ||
	    (st = db_exec(cx, &sessions, DB_ARGS(db_int(account), db_int(keep), db_bool(others)))) != OK ||
	    (others && (st = db_oauth_grant_end_all(cx, account)) != OK) ||
	    (st = db_exec(cx, &done, DB_ARGS(db_int(account)))) != OK)
		return st;
	return db_notify_access(cx, account);
}

/* What nobody's password is compared with, made once so that it costs the same as a real one. */
static const char *
nobodys_hash(struct ctx *cx)
{
	static char hash[256];

	if (*hash == '\0') {
		char token[TOKEN_LEN + 1];

		hash_token(token);
		strncpy(hash, credential_hash(cx, token), sizeof hash - 1);
	}
	return hash;
}

static enum status
touch(struct ctx *cx, int64_t account, int64_t id)
{
	static const struct db_stmt used = {
		"UPDATE credential SET last_used = now() WHERE account_id = $1 AND id = $2"
		" AND (last_used IS NULL OR last_used < now() - interval '1 hour')"
	};

	return db_exec(cx, &used, DB_ARGS(db_int(account), db_int(id)));
}

/*
 * An app password is found by its hash.  The argon2id verification runs in any
 * case, also after an app password was found and for a login that nobody has,
 * so that the time tells nothing.
 */
enum status
db_credential_verify(struct ctx *cx, int64_t account, const char *password,
    const char *protocol, struct credential_use *used)
{
	static const struct db_stmt find = {
		"SELECT c.id, c.kind, c.hash, EXISTS (SELECT FROM needs_more n WHERE n.account_id = a.id)"
		" FROM credential c JOIN account a ON a.id = c.account_id"
		" WHERE c.account_id = $1 AND c.active"
		" AND ($2::text IS NULL OR $2::text = ANY (a.services))"
		" AND ((c.kind = 'password' AND a.source = 'mailcow') OR ($2::text = ANY (c.protocols)"
		" AND c.kind = 'app' AND c.hash = $3))"
	};
	const char *hash = nobodys_hash(cx);
	int64_t main_id = 0, app_id = 0;
	bool matches, needs_more = false;
	struct db_rows rows;
	enum status st;

	if ((st = db_query(cx, &find, DB_ARGS(db_int(account), db_text(protocol),
	    db_text(credential_app_hash(cx, password))), &rows)) != OK)
		return st;
	for (int i = 0; i < rows.count; i++) {
		if (strcmp(db_get_text(&rows, i, 1), "app") == 0) {
			app_id = db_get_int(&rows, i, 0);
			continue;
		}
		main_id = db_get_int(&rows, i, 0);
		hash = db_get_text(&rows, i, 2);
		needs_more = db_get_bool(&rows, i, 3);
	}
	matches = strlen(password) <= PASSWORD_MAX && credential_matches(hash, password);
	if (!(matches && main_id != 0) && app_id == 0)
		return ERR_UNAUTHENTICATED;
	*used = matches && main_id != 0 ?
	    (struct credential_use){ .id = main_id, .needs_more = needs_more } :
	    (struct credential_use){ .id = app_id, .is_app = true };
	return touch(cx, account, used->id);
}

enum status
db_app_password_add(struct ctx *cx, int64_t account, const char *name, const char *protocols,
    char **password, int64_t *id)
{
	*password = credential_random(cx);
	return db_app_password_keep(cx, account, name, protocols, *password, id);
}

enum status
db_app_password_keep(struct ctx *cx, int64_t account, const char *name, const char *protocols,
    const char *password, int64_t *id)
{
	static const struct db_stmt add = {
		"INSERT INTO credential (account_id, kind, name, hash, protocols)"
		" VALUES ($1, 'app', $2, $3, coalesce(string_to_array($4::text, ' '),"
		" '{imap,pop3,smtp,sieve,dav,eas,jmap}')) RETURNING id"
	};
	struct db_rows rows;
	enum status st;

	/* A plain hash is enough for what nobody can guess only. */
	if (strlen(password) < APP_PASSWORD_LEAST || strlen(password) > PASSWORD_MAX)
		return fault(cx, ERR_INVALID, "an app password has %d to %d bytes",
		    APP_PASSWORD_LEAST, PASSWORD_MAX);
	if ((st = db_query(cx, &add, DB_ARGS(db_int(account), db_text(name),
	    db_text(credential_app_hash(cx, password)), db_text(protocols)), &rows)) != OK)
		return st;
	*id = db_get_int(&rows, 0, 0);
	return OK;
}

enum status
db_app_password_list(struct ctx *cx, int64_t account, struct credential **out, size_t *count)
{
	static const struct db_stmt list = {
		"SELECT id, name, array_to_string(protocols, ' '), " SQL_TIME("created") ", "
		SQL_TIME("last_used") " FROM credential"
		" WHERE account_id = $1 AND kind = 'app' ORDER BY created, id"
	};
	struct db_rows rows;
	enum status st;

	if ((st = db_query(cx, &list, DB_ARGS(db_int(account)), &rows)) != OK)
		return st;
	*count = (size_t)rows.count;
	*out = arena_array(cx->arena, *count, sizeof **out);
	for (int i = 0; i < rows.count; i++)
		(*out)[i] = (struct credential){
			.account = account,
			.id = db_get_int(&rows, i, 0),
			.name = db_get_text(&rows, i, 1),
			.protocols = db_get_text(&rows, i, 2),
			.created = db_get_text(&rows, i, 3),
			.last_used = db_get_text(&rows, i, 4),
		};
	return OK;
}

enum status
db_app_password_delete(struct ctx *cx, int64_t account, int64_t id)
{
	static const struct db_stmt del = {
		"DELETE FROM credential WHERE account_id = $1 AND id = $2 AND kind = 'app'"
	};
	struct db_rows rows;
	enum status st;

	if ((st = db_query(cx, &del, DB_ARGS(db_int(account), db_int(id)), &rows)) != OK)
		return st;
	if (rows.affected == 0)
		return fault(cx, ERR_NOT_FOUND, "there is no such app password");
	return db_app_password_changed(cx, account);
}

enum status
db_app_password_changed(struct ctx *cx, int64_t account)
{
	return db_notify_access(cx, account);
}
