/*
 * One unit of work: a request, a job, a command.  It owns an arena, knows who
 * asks and until when, and remembers what went wrong.  Ending it rolls back
 * what was not committed and frees everything, so handlers just return.
 */
#ifndef CORE_CTX_H
#define CORE_CTX_H

#include <stdbool.h>
#include <stdint.h>

#include "core/arena.h"
#include "core/status.h"

struct conf;
struct db;		/* storage/db.h */
struct imap_pool;	/* imapclient/pool.h */

enum role { ROLE_NONE, ROLE_USER, ROLE_DOMAIN_ADMIN, ROLE_ADMIN };

/* How the one who asks has proved it. */
enum proof {
	PROOF_NONE, PROOF_SESSION, PROOF_BASIC, PROOF_API_KEY, PROOF_INTERNAL, PROOF_SERVICE,
	PROOF_TOKEN		/* an access token that the account allowed some program */
};

/* Who asks.  account is 0 when nobody is signed in (or an API key asks). */
struct principal {
	int64_t		 account;
	int64_t		 domain;
	const char	*address;	/* alice@example.org */
	const char	*name;		/* "Alice"; "" when none is set */
	enum role	 role;
	enum proof	 proof;
	bool		 read_only;	/* an API key that may only read */
	bool		 has_mailbox;	/* an account that mail, calendars and contacts are kept for */
	int64_t		 session;	/* of PROOF_SESSION: its id */
	bool		 proved;	/* password or key were shown with this request or a moment ago */
	int64_t		 key;		/* of the API key that asks; 0: none */
	bool		 bound;		/* a key for some domains only */
	const char *const *scope;	/* calls that a key may make, "get:domain"; none: all */
	size_t		 scope_count;
	const char	*token_scopes;	/* of PROOF_TOKEN, "openid mail" */
};

struct ctx {
	struct arena		*arena;
	const struct conf	*conf;
	struct db		*db;		/* NULL where there is none */
	struct imap_pool	*imap;		/* NULL outside the mail pool */
	struct principal	 who;
	const char		*request_id;	/* "-" outside a request */
	const char		*remote;	/* the client's address, "-" when none */
	const char		*push_quiet;	/* who need not be told of what changes: Push-Dont-Notify */
	int64_t			 deadline;	/* clock_steady() milliseconds; 0: none */

	const char		*condition;	/* precondition that failed, "C:no-uid-conflict" */
	const char		*problem;	/* type of problem+json, for programs: "password_complexity" */
	const char		*problem_about;	/* what of it, "length=12" */
	enum status		 fault;		/* the first one noticed */
	const char		*fault_text;	/* for the log and for problem+json */

	/* What must happen when the work ends, newest first (ctx_on_end). */
	struct ctx_ending	*endings;
};

/* A unit of work on an arena of its own.  Copies nothing: CONF must outlive it. */
void ctx_open(struct ctx *cx, const struct conf *conf);

/* Runs the endings and frees the arena.  The struct can be opened again. */
void ctx_close(struct ctx *cx);

/* Call FN(ARG) when the work ends, before the arena goes. */
void ctx_on_end(struct ctx *cx, void (*fn)(void *), void *arg);

/*
 * Something failed: remember the words for the log and return ST.  The first
 * fault of a unit of work is kept, since later ones are its consequences;
 * ctx_forgive() forgets it where a caller handled it.
 */
enum status fault(struct ctx *cx, enum status st, const char *fmt, ...) PRINTF(3, 4);
void ctx_forgive(struct ctx *cx);

/*
 * A turn of a long loop: what is allocated until ctx_turn_end() goes then, so
 * that memory does not grow with the number of turns.  What must stay is made
 * on WHOLE, which ctx_turn() returns.  Faults stay.
 */
struct arena *ctx_turn(struct ctx *cx) NODISCARD;
void ctx_turn_end(struct ctx *cx, struct arena *whole);

/* Milliseconds left, at most CAP; 0 when the deadline has passed. */
int ctx_time_left(const struct ctx *cx, int cap);

/* "none", "user", "domain_admin", "admin"; and back (ROLE_NONE when unknown). */
const char *role_name(enum role role);
enum role role_parse(const char *name);

#endif
