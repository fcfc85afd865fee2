/*
 * When somebody is busy, told without signing in: at a secret address of one
 * calendar (dav/link.h), or under his own where his domain wants that.
 */
#ifndef DAV_PUBLIC_BUSY_H
#define DAV_PUBLIC_BUSY_H

#include "core/http.h"
#include "storage/collection.h"
#include "storage/person.h"

/* The last month and the next thirteen of calendar C, or with NULL of all that WHO has. */
enum status dav_busy_times(struct ctx *cx, struct reply *re, const struct collection *c,
    const struct person *who) NODISCARD;

/* GET /dav/public/ADDRESS/freebusy.ifb and, as SOGo has it, /SOGo/dav/public/ADDRESS/freebusy.ifb */
enum status dav_public_busy(struct ctx *cx, const struct request *rq, struct reply *re) NODISCARD;

#endif
