/*
 * Accounts that people have with other providers (migration 0019): where they
 * are, as whom to sign in there, and what became of the last attempt.
 */
#ifndef STORAGE_OUTSIDE_H
#define STORAGE_OUTSIDE_H

#include "core/ctx.h"

#define OUTSIDE_MAX	20	/* accounts that one person may add */

struct outside_server {
	const char	*host;
	int		 port;
	bool		 starttls;	/* else TLS from the first byte */
};

struct outside {
	int64_t			 account, owner;
	const char		*address, *name;
	struct outside_server	 imap, smtp;
	const char		*login;
	int64_t			 grant;		/* signed in for (storage/mail_grant.h); 0: with a password */
	bool			 active;
	const char		*fault;		/* why it could not be reached; NULL: it could */
	int			 failures;	/* one after another */
	int64_t			 wait;		/* seconds until somebody may try again; 0: now */
};

/* ERR_NOT_FOUND. */
enum status db_outside_find(struct ctx *cx, int64_t account, struct outside *out) NODISCARD;

/* Make its account: the row of outside_account is the caller's.  ERR_LIMIT: he has OUTSIDE_MAX. */
enum status db_outside_make(struct ctx *cx, int64_t owner, int64_t *account) NODISCARD;

/* It cannot be reached for WHY: nobody tries again for so many SECONDS; NULL: all is well. */
enum status db_outside_note(struct ctx *cx, int64_t account, const char *why, int seconds) NODISCARD;

/* Its password, sealed (core/seal.h).  Asked for, it is on the arena, to be wiped. */
enum status db_outside_put_password(struct ctx *cx, int64_t account, const char *password) NODISCARD;
enum status db_outside_password(struct ctx *cx, int64_t account, char **password) NODISCARD;

/* A sign-in at its provider (storage/mail_grant.h) instead of a password. */
enum status db_outside_put_grant(struct ctx *cx, int64_t account, int64_t grant) NODISCARD;

/* All there are, or those of OWNER (0: everybody's), switched-off ones too. */
enum status db_outside_list(struct ctx *cx, int64_t owner, struct outside **out,
    size_t *count) NODISCARD;

#endif
