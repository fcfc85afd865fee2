/*
 * What people allowed programs, and the tokens that go with it.  A token is 256
 * random bits, kept as SHA-256.
 *
 * Refresh tokens rotate (RFC 9700, section 4.14.2): one that is used makes way
 * for another, and one that comes back ends the grant, since somebody has stolen
 * it or the other.  An answer may get lost on its way, so within
 * OAUTH_RETRY_SECONDS the same one is taken again, once and as long as nobody has
 * used what it brought; that is worth nothing from then on.
 */
#ifndef STORAGE_OAUTH_GRANT_H
#define STORAGE_OAUTH_GRANT_H

#include "core/ctx.h"
#include "core/hash.h"
#include "storage/account.h"
#include "storage/oauth_client.h"

#define OAUTH_ACCESS_SECONDS	3600
#define OAUTH_REFRESH_DAYS	90	/* that a grant may rest */
#define OAUTH_RETRY_SECONDS	60
#define OAUTH_GRANTS_MAX	200	/* of one account; those that rested longest make room */

struct oauth_grant {
	int64_t		 account, id;
	int64_t		 client;
	const char	*client_id, *name;	/* of the client; read only */
	const char	*scopes;
	int64_t		 auth_time;	/* seconds since 1970 */
	const char	*way;
	const char	*created, *last_used;	/* RFC 3339; read only */
	const char	*remote;	/* read only */
};

struct oauth_tokens {
	char	access[TOKEN_LEN + 1], refresh[TOKEN_LEN + 1];
};

/* Somebody's token, whatever it is for. */
struct oauth_token {
	int64_t		 account, grant;
	const char	*address;
	bool		 is_access;
	bool		 live;		/* good now: not over, not used, its account may sign in */
	const char	*client_id;
	const char	*scopes;
	int64_t		 created, expires;	/* seconds since 1970 */
};

/* Within a transaction; sets grant->id. */
enum status db_oauth_grant_add(struct ctx *cx, struct oauth_grant *grant,
    struct oauth_tokens *out) NODISCARD;

/*
 * Within a transaction: REFRESH of a client is used.  SCOPES of the new access
 * token, NULL: all that were granted (ERR_INVALID: one of them was not).
 * ERR_NOT_FOUND: not one of ours, not this client's, over, or its account may not
 * sign in any more.  ERR_PRECONDITION: it was used before; the grant is gone, and
 * that must be committed.
 */
enum status db_oauth_refresh(struct ctx *cx, int64_t client, const char *refresh,
    const char *scopes, struct oauth_grant *grant, struct oauth_tokens *out) NODISCARD;

/* Has ACCOUNT allowed CLIENT all of SCOPES somewhere before? */
enum status db_oauth_granted(struct ctx *cx, int64_t account, int64_t client,
    const char *scopes, bool *yes) NODISCARD;

/* Those of ACCOUNT, used last first. */
enum status db_oauth_grant_list(struct ctx *cx, int64_t account, struct oauth_grant **out,
    size_t *count) NODISCARD;

/* With all tokens; *NAME is the client's.  ERR_NOT_FOUND: ACCOUNT has none of that id. */
enum status db_oauth_grant_end(struct ctx *cx, int64_t account, int64_t id,
    const char **name) NODISCARD;

/* All of ACCOUNT. */
enum status db_oauth_grant_end_all(struct ctx *cx, int64_t account) NODISCARD;

/* Any token that we know; ERR_NOT_FOUND. */
enum status db_oauth_token_find(struct ctx *cx, const char *token, struct oauth_token *out) NODISCARD;

/* An access token alone ends. */
enum status db_oauth_token_end(struct ctx *cx, const char *token) NODISCARD;

/*
 * Whose access token this is, and what it opens; SERVICE ("dav", "jmap") must be
 * among those of the account, NULL: whatever these are.  ERR_UNAUTHENTICATED.
 */
enum status db_oauth_access_find(struct ctx *cx, const char *token, const char *service,
    struct account *out, const char **scopes) NODISCARD;

#endif
