/*
 * What people allowed us at a mail provider elsewhere (migration 0063): the
 * tokens of an account elsewhere or of a sync job, and sign-ins under way.
 */
#ifndef STORAGE_MAIL_GRANT_H
#define STORAGE_MAIL_GRANT_H

#include "core/hash.h"

#define MAIL_SIGN_IN_MINUTES	10	/* that signing in there may take */

struct mail_grant {
	int64_t	 id, account, provider;
	char	*refresh, *access;	/* "" when there is none; to be wiped */
	int64_t	 left;			/* seconds that the access token is good for; 0: over */
	bool	 ended;			/* the refresh token is taken no more */
};

/* ERR_NOT_FOUND. */
enum status db_mail_grant_find(struct ctx *cx, int64_t id, struct mail_grant *out) NODISCARD;

/* A new one, G->id is set; or, of another id than 0, that of its account and provider anew. */
enum status db_mail_grant_put(struct ctx *cx, struct mail_grant *g) NODISCARD;

/* Other tokens for it, good for G->left seconds. */
enum status db_mail_grant_renewed(struct ctx *cx, const struct mail_grant *g) NODISCARD;

/* The provider takes its refresh token no more: its tokens are forgotten. */
enum status db_mail_grant_end(struct ctx *cx, int64_t id) NODISCARD;

/* What waited after failures tries again now. */
enum status db_mail_grant_try_again(struct ctx *cx, int64_t id) NODISCARD;

/*
 * One process at a time asks for another token: many refresh tokens are good
 * once.  ERR_BUSY: somebody else does for longer than WAIT_MS.  Outside of
 * transactions.
 */
enum status db_mail_grant_lock(struct ctx *cx, int64_t id, int wait_ms) NODISCARD;
void db_mail_grant_unlock(struct ctx *cx, int64_t id);

/* A sign-in there that is under way in the browser of a session. */
struct mail_sign_in {
	int64_t		 account, provider;
	int64_t		 grant;		/* to be renewed; 0: a new one */
	const char	*verifier;
};

enum status db_mail_sign_in_add(struct ctx *cx, const struct mail_sign_in *s,
    char state[static TOKEN_LEN + 1], char binding[static TOKEN_LEN + 1]) NODISCARD;

/* Good once, for the session that began it.  ERR_UNAUTHENTICATED: over, or begun elsewhere. */
enum status db_mail_sign_in_take(struct ctx *cx, const char *state, const char *binding,
    struct mail_sign_in *out) NODISCARD;

#endif
