/*
 * What was done, by whom, from where.  Every change by an administrator and
 * every sign-in writes a row, in the transaction of the change.
 */
#ifndef STORAGE_AUDIT_H
#define STORAGE_AUDIT_H

#include "core/ctx.h"

struct audit {
	int64_t		 account;	/* whom it concerns; 0: nobody we know */
	const char	*event;		/* session.start, domain.add, … */
	const char	*object;	/* example.org, alice@example.org */
	const char	*before, *after;	/* JSON texts; NULL: none */
	const char	*actor;		/* NULL: cx->who */
};

/* Remote address and request id are those of CX. */
enum status db_audit(struct ctx *cx, const struct audit *audit) NODISCARD;

#endif
