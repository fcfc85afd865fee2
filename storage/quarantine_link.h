/*
 * Links of a digest: whoever has one does one thing with one mail of the
 * quarantine, without signing in, until it expires.  Nothing is kept of them: a
 * code that only we can make proves what each is for.
 */
#ifndef STORAGE_QUARANTINE_LINK_H
#define STORAGE_QUARANTINE_LINK_H

#include "core/ctx.h"

struct quarantine_link {
	int64_t	 account, id;	/* of the row */
	int64_t	 expires;	/* seconds since 1970 */
};

/* The token for ACTION ("release"), of characters that a URL takes. */
enum status quarantine_link_make(struct ctx *cx, const char *action,
    const struct quarantine_link *link, const char **token) NODISCARD;

/* ERR_NOT_FOUND: not one of ours, or for another action; ERR_PRECONDITION: too old. */
enum status quarantine_link_read(struct ctx *cx, const char *action, const char *token,
    struct quarantine_link *out) NODISCARD;

#endif
