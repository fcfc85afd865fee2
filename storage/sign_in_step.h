/*
 * Signing in, or proving oneself again, that takes more than one request: what
 * was shown so far, under a random token that the page holds meanwhile.  No
 * session and no cookie come of it before the last step.
 */
#ifndef STORAGE_SIGN_IN_STEP_H
#define STORAGE_SIGN_IN_STEP_H

#include "core/hash.h"
#include "core/ctx.h"

#define STEP_TRIES	10	/* answers to one token */
#define STEP_MINUTES	10	/* in which it is answered */

struct sign_in_step {
	int64_t		 account;	/* 0: a passkey will tell */
	const char	*needs;		/* second-factor, enrol, new-password, passkey, totp, key, link */
	const char	*way;		/* what was shown, as of a session */
	int64_t		 credential;	/* the password that was shown, 0: none */
	int64_t		 session;	/* which proves itself again or adds a factor, 0: one that will begin */
	unsigned char	 challenge[SHA256_LEN];
	const void	*secret;	/* sealed, of the authenticator app that is added; NULL: none */
	size_t		 secret_len;
	bool		 mailed;	/* began with a link by mail, ends with a new password */
	int		 minutes;	/* for so long, 0: ten */
};

/* Draws the challenge and the token. */
enum status db_sign_in_step_add(struct ctx *cx, struct sign_in_step *step,
    char token[static TOKEN_LEN + 1]) NODISCARD;

/*
 * One more try at the step of TOKEN, counted whatever comes of it.
 * ERR_UNAUTHENTICATED: it is over, or had its tries.
 */
enum status db_sign_in_step_try(struct ctx *cx, const char *token, struct sign_in_step *out) NODISCARD;

/* It was answered; ERR_UNAUTHENTICATED when somebody was faster. */
enum status db_sign_in_step_end(struct ctx *cx, const char *token) NODISCARD;

#endif
