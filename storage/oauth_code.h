/*
 * Codes that a browser carries from us to a program (RFC 6749, section
 * 4.1.2): good once, for OAUTH_CODE_SECONDS, kept as SHA-256.
 */
#ifndef STORAGE_OAUTH_CODE_H
#define STORAGE_OAUTH_CODE_H

#include "core/ctx.h"
#include "core/hash.h"

#define OAUTH_CODE_SECONDS	60

struct oauth_code {
	int64_t		 account, client;
	const char	*redirect_uri;	/* NULL: was not named */
	const char	*scopes;
	const char	*nonce, *challenge;	/* NULL: none */
	int64_t		 auth_time;	/* seconds since 1970 */
	const char	*way;		/* as struct session has it */
	bool		 used;		/* read only, as those below */
	bool		 over;
	int64_t		 grant;		/* that was made of it; 0: none */
};

enum status db_oauth_code_add(struct ctx *cx, const struct oauth_code *code,
    char text[static TOKEN_LEN + 1]) NODISCARD;

/*
 * Within a transaction: whoever else shows it waits for us.  It is used from now
 * on, whatever becomes of it; out->used tells whether it was before.
 * ERR_NOT_FOUND: we gave out no such code, or long ago.
 */
enum status db_oauth_code_take(struct ctx *cx, const char *text, struct oauth_code *out) NODISCARD;

/* So that one that comes back is known to have led to GRANT. */
enum status db_oauth_code_led(struct ctx *cx, const char *text, int64_t grant) NODISCARD;

#endif
