/*
 * When and from where each service was last used by somebody who showed a
 * password or key: "web", "imap", "pop3", "smtp", "sieve", "dav", "jmap", "api".
 */
#ifndef STORAGE_LAST_LOGIN_H
#define STORAGE_LAST_LOGIN_H

#include "core/ctx.h"

struct last_login {
	const char	*service, *at, *remote;	/* at: RFC 3339 */
};

/*
 * It was now, from cx->remote, with the password CREDENTIAL (0: the main one, or not
 * known).  Written once a minute at most while the place stays; and into the history
 * (sign_in_log), a row for each day.
 */
enum status db_last_login_put(struct ctx *cx, int64_t account, const char *service,
    int64_t credential) NODISCARD;

/* The newest first. */
enum status db_last_login_list(struct ctx *cx, int64_t account, struct last_login **out,
    size_t *count) NODISCARD;

#endif
