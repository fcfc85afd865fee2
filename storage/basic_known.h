/*
 * What the database told this process of a remembered password a moment ago: whose it
 * is.  To be gone by for a minute, and only while account.access is the same number,
 * which grows with whatever decides that (0072_access.sql).
 */
#ifndef STORAGE_BASIC_KNOWN_H
#define STORAGE_BASIC_KNOWN_H

#include "core/hash.h"
#include "storage/account.h"

#define BASIC_KNOWN_SECONDS	60

/* Who showed what, for what, from where; PROTOCOL may be NULL. */
struct basic_use {
	const unsigned char	*mac;		/* SHA256_LEN */
	const char		*protocol, *service, *remote;
};

struct basic_known {
	struct account	 account;	/* what takes to become it: no bounds, no times */
	bool		 is_app;
	int64_t		 access;	/* when it was read */
};

/* Its texts live until the next put. */
const struct basic_known *basic_known_find(const struct basic_use *use);

/* For SECONDS at most. */
void basic_known_put(const struct basic_use *use, const struct basic_known *known, int64_t seconds);

#endif
