/*
 * Resources (rooms, cars, teams): accounts of kind "resource" that answer
 * invitations by themselves.
 */
#ifndef STORAGE_RESOURCE_H
#define STORAGE_RESOURCE_H

#include "core/ctx.h"

#define BOOKINGS_UNBOUND	(-1)	/* any number at once, and it is busy then */
#define BOOKINGS_FREE		0	/* any number at once, and it never is */

struct resource {
	int64_t		 account;
	const char	*kind;		/* "location", "group", "thing" */
	int		 multiple_bookings;	/* BOOKINGS_…, or how many at once */
};

/* ERR_NOT_FOUND quietly when the account is no resource. */
enum status db_resource_find(struct ctx *cx, int64_t account, struct resource *out) NODISCARD;

/* Makes the account a resource, or changes what it is.  ERR_INVALID for another word or number. */
enum status db_resource_put(struct ctx *cx, const struct resource *resource) NODISCARD;

#endif
