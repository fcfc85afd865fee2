/*
 * Requests of programs for access whose person has not decided yet
 * (RFC 6749, section 4.1.1).  The page that asks holds a token; only its
 * SHA-256 is kept.
 */
#ifndef STORAGE_OAUTH_REQUEST_H
#define STORAGE_OAUTH_REQUEST_H

#include "core/ctx.h"
#include "core/hash.h"
#include "storage/oauth_client.h"

#define OAUTH_REQUEST_MINUTES	30

struct oauth_request {
	struct oauth_client	 client;
	const char		*redirect_uri;	/* where the answer goes */
	bool			 redirect_sent;	/* it was named, so the program must name it again */
	const char		*scopes;
	const char		*state, *nonce, *challenge, *login_hint;	/* NULL: none */
	bool			 ask_login, ask_consent;
	int64_t			 max_age;	/* seconds, -1: any */
	int64_t			 created;	/* milliseconds since 1970; read only */
};

enum status db_oauth_request_add(struct ctx *cx, const struct oauth_request *request,
    char token[static TOKEN_LEN + 1]) NODISCARD;

/* ERR_NOT_FOUND: over, or never was. */
enum status db_oauth_request_find(struct ctx *cx, const char *token,
    struct oauth_request *out) NODISCARD;

/* Of two that decide at once one wins: ERR_NOT_FOUND for the other. */
enum status db_oauth_request_end(struct ctx *cx, const char *token) NODISCARD;

#endif
