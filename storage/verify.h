/*
 * What the tables of calendars and contacts must say about each other, as far
 * as SQL can tell (dav/verify.h looks into the objects).
 */
#ifndef STORAGE_VERIFY_H
#define STORAGE_VERIFY_H

#include "storage/collection.h"

struct contradiction {
	const char	*where;		/* "calendars/alice@example.org/personal" */
	const char	*what;
};

/* Of ACCOUNT, 0: of everybody.  At most LIMIT. */
enum status db_verify(struct ctx *cx, int64_t account, size_t limit, struct contradiction **out,
    size_t *count) NODISCARD;

/* All collections of ACCOUNT, 0: of everybody; one whose id is greater than AFTER, by id. */
enum status db_verify_next(struct ctx *cx, int64_t account, int64_t after,
    struct collection *out) NODISCARD;

/* The search text that is kept of the object with this name. */
enum status db_verify_search(struct ctx *cx, const struct collection *c, const char *name,
    const char **search) NODISCARD;

/*
 * The scheduling object with this UID of the person with this ADDRESS: *ACCOUNT
 * is 0 when nobody of the organizer's domain has it, *BODY NULL when he has no object.
 */
enum status db_verify_copy(struct ctx *cx, int64_t organizer, const char *address, const char *uid,
    int64_t *account, const char **body) NODISCARD;

#endif
