/*
 * Mailboxes whose password a directory knows (authsource ldap), and whether that
 * directory answers.
 */
#ifndef STORAGE_DIRECTORY_LOGIN_H
#define STORAGE_DIRECTORY_LOGIN_H

#include "core/ctx.h"

struct directory_login {
	bool		 needs_more;	/* that password alone opens nothing (needs_more in 0024_signin.sql) */
	const char	*smtp_from;	/* where its owner may send from, with spaces between; "": anywhere */
};

/* ERR_NOT_FOUND: ACCOUNT is none of them, or may not use PROTOCOL (NULL: all of it). */
enum status db_directory_login(struct ctx *cx, int64_t account, const char *protocol,
    struct directory_login *out) NODISCARD;

/*
 * May it be asked now?  After it did not answer *AWAY is true for a while, for
 * everybody but one at a time, who finds out whether it is back.
 */
enum status db_directory_ask(struct ctx *cx, bool *away) NODISCARD;

/* How that went. */
enum status db_directory_asked(struct ctx *cx, bool answered) NODISCARD;

#endif
