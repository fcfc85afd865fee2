/*
 * Browser sign-ins.  The cookie is 256 random bits; only its SHA-256 is kept.
 * A session ends when it was not used for conf->session_days, when its user
 * signs out (here or everywhere), and when the password changes.
 */
#ifndef STORAGE_SESSION_H
#define STORAGE_SESSION_H

#include "core/hash.h"
#include "storage/account.h"

enum status db_session_start(struct ctx *cx, int64_t account, int64_t credential, const char *user_agent,
    char token[static TOKEN_LEN + 1]) NODISCARD;

/*
 * Whose session this is; counts as use.  ERR_UNAUTHENTICATED when it is over,
 * was never ours, or its account may not sign in.
 */
enum status db_session_find(struct ctx *cx, const char *token, struct account *out) NODISCARD;

enum status db_session_end(struct ctx *cx, const char *token) NODISCARD;

/* All sessions and remembered Basic passwords of an account; *ENDED counts the former. */
enum status db_session_end_all(struct ctx *cx, int64_t account, int64_t *ended) NODISCARD;

#endif
