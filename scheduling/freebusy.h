/*
 * When somebody is busy, over all of his calendars.
 */
#ifndef SCHEDULING_FREEBUSY_H
#define SCHEDULING_FREEBUSY_H

#include "pim/freebusy.h"
#include "storage/collection.h"

/*
 * Adds what of C makes busy in SPAN.  ADDRESS is the owner's; the object with
 * UID BUT (NULL: none) is left out.  Objects with more occurrences than anybody
 * can have are passed over.  What FB keeps lives on the ctx's arena.
 */
enum status sched_busy_calendar(struct ctx *cx, struct freebusy *fb, struct span span,
    const struct collection *c, const char *address, const char *but) NODISCARD;

/* All calendars of ACCOUNT but transparent ones, and his availability (RFC 7953). */
enum status sched_busy(struct ctx *cx, struct freebusy *fb, struct span span, int64_t account,
    const char *address, const char *but) NODISCARD;

/* His availability alone. */
enum status sched_busy_availability(struct ctx *cx, struct freebusy *fb, int64_t account) NODISCARD;

#endif
