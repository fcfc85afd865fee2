/*
 * A domain's MTA-STS policy (RFC 8461): that mail to it travels over TLS only.
 */
#ifndef STORAGE_MTA_STS_H
#define STORAGE_MTA_STS_H

#include "core/ctx.h"

struct mta_sts {
	const char	*mode;		/* "enforce", "testing", "none" */
	const char	*mx;		/* names with blanks between, "mail.example.org *.example.net" */
	int64_t		 max_age;	/* seconds */
	bool		 active;
	const char	*id;		/* of this version; read only */
};

/* ERR_NOT_FOUND quietly when the domain has none. */
enum status db_mta_sts_find(struct ctx *cx, int64_t domain, struct mta_sts *out) NODISCARD;

/* Makes or replaces it; a new version gets a new id. */
enum status db_mta_sts_put(struct ctx *cx, int64_t domain, const struct mta_sts *policy) NODISCARD;

enum status db_mta_sts_delete(struct ctx *cx, int64_t domain) NODISCARD;

#endif
