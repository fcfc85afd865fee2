/*
 * Browser sign-ins.  The cookie is 256 random bits; only its SHA-256 is kept.
 * A session ends when it was not used for conf->session_days, when its user
 * signs out (here or everywhere) or ends it from another one, and when the
 * password changes.  Its id names it and is no secret.
 */
#ifndef STORAGE_SESSION_H
#define STORAGE_SESSION_H

#include "core/hash.h"
#include "storage/account.h"

/* How long after a proof (password, key) the sign-in itself may be changed. */
#define SESSION_PROVED_MINUTES	10

struct session {
	int64_t		 id;
	bool		 proved;	/* its person has proved himself a moment ago */
	const char	*created, *last_used;	/* RFC 3339 */
	const char	*remote, *user_agent;
	const char	*way;		/* password, totp, recovery, key, passkey, yubico */
};

/*
 * CREDENTIAL is the password that was shown: when it was changed since, nobody
 * is signed in (ERR_UNAUTHENTICATED); 0: none was.  WAY as above.
 */
enum status db_session_start(struct ctx *cx, int64_t account, int64_t credential, const char *way,
    const char *user_agent, char token[static TOKEN_LEN + 1]) NODISCARD;

/*
 * Whose session this is; counts as use.  ERR_UNAUTHENTICATED when it is over,
 * was never ours, or its account may not sign in.  Of *SESSION id and proved
 * are set.
 */
enum status db_session_find(struct ctx *cx, const char *token, struct account *out,
    struct session *session) NODISCARD;

/* Those of an account, the one used last first; 200 at most. */
enum status db_session_list(struct ctx *cx, int64_t account, struct session **out,
    size_t *count) NODISCARD;

/* Its person has just proved himself again. */
enum status db_session_prove(struct ctx *cx, int64_t account, int64_t id) NODISCARD;

/* When (milliseconds since 1970) and how its person last showed who he is; ERR_NOT_FOUND. */
enum status db_session_shown(struct ctx *cx, int64_t account, int64_t id, int64_t *when,
    const char **way) NODISCARD;

enum status db_session_end(struct ctx *cx, const char *token) NODISCARD;

/* The one called ID; ERR_NOT_FOUND when ACCOUNT has none of that id. */
enum status db_session_end_one(struct ctx *cx, int64_t account, int64_t id) NODISCARD;

/* All sessions but KEEP (0: none is kept) and remembered Basic passwords of an account; *ENDED counts the former. */
enum status db_session_end_others(struct ctx *cx, int64_t account, int64_t keep,
    int64_t *ended) NODISCARD;
enum status db_session_end_all(struct ctx *cx, int64_t account, int64_t *ended) NODISCARD;

/* Those of everybody that were not used for HOURS, which is noted once an hour. */
enum status db_session_expire(struct ctx *cx, int hours, int64_t *ended) NODISCARD;

#endif
