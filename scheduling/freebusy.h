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
 * can have are passed over.  What FB keeps lives on the ctx's arena.  Floating
 * times are in C's zone.  When something had to be read that could have been
 * known, a task is added in a transaction that the caller commits.
 */
enum status sched_busy_calendar(struct ctx *cx, struct freebusy *fb, struct span span,
    const struct collection *c, const char *address, const char *but) NODISCARD;

/* What that task does: pack anew what is not known of calendar C as far as it can be. */
enum status sched_busy_refresh(struct ctx *cx, const struct collection *c) NODISCARD;

/* The zone of floating times in a calendar; NULL is UTC. */
const struct zone *sched_calendar_zone(struct ctx *cx, const struct collection *c);

/* All calendars of ACCOUNT but transparent ones, and his availability (RFC 7953). */
enum status sched_busy(struct ctx *cx, struct freebusy *fb, struct span span, int64_t account,
    const char *address, const char *but) NODISCARD;

/* His availability alone. */
enum status sched_busy_availability(struct ctx *cx, struct freebusy *fb, int64_t account) NODISCARD;

#endif
