/*
 * What the one who asks was granted: domains to administer, and flags.
 */
#ifndef STORAGE_GRANT_H
#define STORAGE_GRANT_H

#include "core/ctx.h"

struct grant {
	const int64_t		*domains;
	size_t			 domain_count;
	const char *const	*acl;		/* NULL: every flag */
	size_t			 acl_count;
};

/* Of cx->who: an account's, or those of a key that is bound to domains. */
enum status db_grant_find(struct ctx *cx, struct grant *out) NODISCARD;

/* Whether one of a person's or domain administrator's flags is set. */
bool db_grant_flag(const struct grant *g, const char *flag);

/* ACCOUNT administers these domains and no others besides its own. */
enum status db_grant_domains(struct ctx *cx, int64_t account, const char *const *names,
    size_t count) NODISCARD;

/* The same for an API key; from then on it may nothing elsewhere. */
enum status db_grant_key_domains(struct ctx *cx, int64_t key, const char *const *names,
    size_t count) NODISCARD;

#endif
