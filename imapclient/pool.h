/*
 * IMAP sessions of this process, kept between units of work: a few per
 * account and in all, the least recently used closed first, idle ones after a
 * while.  A lease ends with its unit of work; a session that answered out of
 * step is closed instead of kept.
 */
#ifndef IMAPCLIENT_POOL_H
#define IMAPCLIENT_POOL_H

#include "core/ctx.h"
#include "imapclient/stream.h"

struct imap;
struct imap_pool;

/* Where an account's mail is and as whom to sign in there. */
struct imap_login {
	int64_t			 account;	/* with at and user, what a session is kept under */
	struct stream_to	 at;
	const char		*user;		/* alice@example.org */
	const char		*secret;	/* token or password */
	enum mail_mechanism	 mechanism;
	int			 stall_ms;	/* silence of it that is borne; 0: as usual, which is the most, too */
};

/* At most MAX sessions kept, PER_ACCOUNT of one account, none idle for longer than IDLE_SECONDS. */
struct imap_pool *imap_pool_open(int max, int per_account, int idle_seconds);
void imap_pool_close(struct imap_pool *pool);		/* NULL is fine */

/* Close what has been idle for too long; for a process that waits for work. */
void imap_pool_sweep(struct imap_pool *pool);

/* Sessions held now. */
int imap_pool_count(const struct imap_pool *pool);

/*
 * A signed-in session from cx->imap until CX ends.  Asking again within one
 * unit of work gives the same session.  ERR_UNAUTHENTICATED when the server
 * does not take the secret, ERR_BUSY when it cannot be reached.
 */
enum status imap_lease(struct ctx *cx, const struct imap_login *login, struct imap **imap) NODISCARD;

/* The same, asking for the secret only when a new session must be opened (a
 * token costs a row in the database).  MAKE(CX, ARG, &SECRET). */
typedef enum status imap_secret_fn(struct ctx *cx, void *arg, const char **secret);
enum status imap_lease_by(struct ctx *cx, const struct imap_login *login, imap_secret_fn *make,
    void *arg, struct imap **imap) NODISCARD;

/*
 * Did a session end that CX leased, since this was asked last?  Then the next
 * lease gives another, and what failed may be tried once more: a session is of no
 * use when somebody deleted the mailbox that it had selected.  Not for one that
 * was silent for too long.
 */
bool imap_ended(struct ctx *cx);

/*
 * The same, of a session that the server closed with a word (BYE) instead of an answer, as our
 * Dovecot does between two commands when its user has to begin anew: the last one was not done.
 */
bool imap_was_let_go(struct ctx *cx);

/* Not to be kept for later: it ends with this unit of work, and nothing more is asked of it. */
void imap_retire(struct imap *imap);

/* What the server can do. */
enum imap_cap {
	IMAP_CAP_CONDSTORE, IMAP_CAP_QRESYNC, IMAP_CAP_UIDPLUS, IMAP_CAP_MOVE, IMAP_CAP_LITERAL_PLUS,
	IMAP_CAP_LITERAL_MINUS, IMAP_CAP_ESEARCH, IMAP_CAP_LIST_EXTENDED, IMAP_CAP_LIST_STATUS,
	IMAP_CAP_SPECIAL_USE, IMAP_CAP_CREATE_SPECIAL_USE, IMAP_CAP_STATUS_SIZE, IMAP_CAP_NOTIFY,
	IMAP_CAP_IDLE, IMAP_CAP_PREVIEW, IMAP_CAP_SNIPPET, IMAP_CAP_SAVEDATE, IMAP_CAP_BINARY,
	IMAP_CAP_OBJECTID, IMAP_CAP_X_GUID, IMAP_CAP_UTF8_ACCEPT, IMAP_CAP_NAMESPACE, IMAP_CAP_SASL_IR,
	IMAP_CAP_ENABLE, IMAP_CAP_UNSELECT, IMAP_CAP_QUOTA, IMAP_CAP_ACL,
	IMAP_CAP_OAUTHBEARER, IMAP_CAP_XOAUTH2, IMAP_CAP_COUNT
};
bool imap_can(const struct imap *imap, enum imap_cap cap);

#endif
