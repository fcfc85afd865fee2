/*
 * Programs that may ask people for access (RFC 6749, section 2).  Lists are
 * texts with spaces.
 */
#ifndef STORAGE_OAUTH_CLIENT_H
#define STORAGE_OAUTH_CLIENT_H

#include "core/ctx.h"
#include "core/hash.h"

struct oauth_client {
	int64_t		 id;
	const char	*client_id, *name;
	const char	*redirect_uris, *scopes;
	bool		 is_public;	/* keeps no secret, so it proves itself by PKCE alone */
	bool		 trusted;	/* people are not asked */
	bool		 introspect;	/* may ask about tokens of others */
};

/* By its client_id; ERR_NOT_FOUND, also for one that is switched off. */
enum status db_oauth_client_find(struct ctx *cx, const char *client_id,
    struct oauth_client *out) NODISCARD;

/* The same for one that shows SECRET: ERR_UNAUTHENTICATED when that is not right, or it has none. */
enum status db_oauth_client_verify(struct ctx *cx, const char *client_id, const char *secret,
    struct oauth_client *out) NODISCARD;

/* SHA-256 of TOKEN_LEN random characters that are left in SECRET, for client ID. */
enum status db_oauth_client_secret(struct ctx *cx, int64_t id,
    char secret[static TOKEN_LEN + 1]) NODISCARD;

/* The addresses of those who allowed this client something. */
enum status db_oauth_client_people(struct ctx *cx, int64_t id, const char ***addresses,
    size_t *count) NODISCARD;

/* Whatever anybody allowed this client ends. */
enum status db_oauth_client_end_grants(struct ctx *cx, int64_t id) NODISCARD;

#endif
