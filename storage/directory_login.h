/*
 * Mailboxes whose password a directory knows (authsource ldap).
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

#endif
