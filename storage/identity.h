/*
 * Addresses that an account may send as: its own, and aliases that lead to it.
 */
#ifndef STORAGE_IDENTITY_H
#define STORAGE_IDENTITY_H

#include "core/ctx.h"

struct identity {
	int64_t		 id;		/* of the account or the alias */
	const char	*address;
	const char	*name;
};

/* The account's own first. */
enum status db_identity_list(struct ctx *cx, int64_t account, struct identity **out,
    size_t *count) NODISCARD;

#endif
