/*
 * Does everything that is kept of calendars and contacts agree?  For
 * `hayloft dav verify`: nothing is changed.
 */
#ifndef DAV_VERIFY_H
#define DAV_VERIFY_H

#include "core/ctx.h"

struct dav_verified {
	int64_t	collections, objects, meetings, faults;
};

/* WHERE: "calendars/alice@example.org/personal/lunch.ics". */
typedef void dav_fault_fn(void *arg, const char *where, const char *what);

/*
 * Everything of ACCOUNT, 0: of everybody: counters, change numbers, deletions,
 * shares and properties; that each object can be read, that its index, size and
 * ETag are what is computed again, that a first sync tells all of them in the
 * order of their numbers; and that invited people of the same domain have what
 * the organizer has.  A collection is locked while it is read.
 */
enum status dav_verify(struct ctx *cx, int64_t account, dav_fault_fn *tell, void *arg,
    struct dav_verified *out) NODISCARD;

#endif
