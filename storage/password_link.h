/*
 * Who forgot the password is sent a link to the account's recovery address,
 * good once and for some minutes (a kind of task, httpd/tasks.c).  Whoever asks
 * does not learn whether there is such an account, or such an address.
 */
#ifndef STORAGE_PASSWORD_LINK_H
#define STORAGE_PASSWORD_LINK_H

#include "core/ctx.h"

#define TASK_PASSWORD_LINK	"password-link"
#define PASSWORD_LINK_EVENT	"password.forgotten"	/* in the audit log; counted from there */
#define PASSWORD_LINK_MINUTES	15
#define PASSWORD_LINKS_MAX	3	/* in an hour, for one account */

struct password_link {
	const char	*address;	/* the account's */
	const char	*to;		/* its recovery address */
	const char	*name;		/* of whose it is, "" */
};

/*
 * May LOGIN be sent one now?  *ACCOUNT is 0 if not: nobody, no recovery address,
 * the domain does not want it, the password is not ours, or too many were sent.
 */
enum status db_password_link_may(struct ctx *cx, const char *login, int64_t *account) NODISCARD;

/* Where a link of the account goes; ERR_NOT_FOUND quietly when it may not be sent (any more). */
enum status db_password_link_find(struct ctx *cx, int64_t account, struct password_link *out) NODISCARD;

/* Links that are on their way open nothing any more. */
enum status db_password_link_end(struct ctx *cx, int64_t account) NODISCARD;

/* The recovery address, "" for none. */
enum status db_recovery_address(struct ctx *cx, int64_t account, const char **out) NODISCARD;
enum status db_recovery_address_put(struct ctx *cx, int64_t account, const char *address) NODISCARD;

#endif
