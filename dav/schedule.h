/*
 * Where writing an object meets scheduling/ (RFC 6638).
 */
#ifndef DAV_SCHEDULE_H
#define DAV_SCHEDULE_H

#include "core/http.h"
#include "dav/target.h"

/*
 * Before anything is locked: when the request is about meetings, nobody else
 * schedules about them or with their people until the request ends (sched_lock).
 * TO is the path of a Destination, NULL when there is none; HELD is empty the
 * first time.  Of a calendar that goes the first meetings are held.
 */
struct dav_meetings {
	const char	**uids;
	size_t		  count;
};
enum status dav_schedule_lock(struct ctx *cx, const struct request *rq, const char *to,
    struct dav_meetings *held) NODISCARD;

/* False when T is a meeting that HELD knows only now: then all begins anew. */
bool dav_schedule_holds(struct ctx *cx, struct dav_meetings *held, const struct dav_target *t);

/*
 * Both of it, again where needed: the meetings, then the request's target
 * (dav_target_lock).  HELD is empty before; NULL when nobody wants to know.
 */
enum status dav_schedule_target(struct ctx *cx, const struct request *rq,
    struct dav_meetings *held, struct dav_target *t) NODISCARD;

/* ITEM is about to be stored as T: tell those whom it concerns.  Sets its schedule tag, perhaps its body. */
enum status dav_schedule_put(struct ctx *cx, const struct request *rq, const struct dav_target *t,
    struct item *item) NODISCARD;

/* T's item is about to be deleted. */
enum status dav_schedule_delete(struct ctx *cx, const struct request *rq,
    const struct dav_target *t) NODISCARD;

/*
 * The calendar T is: those of its meetings that are HELD go at once.  *ALL is false
 * when there are more, which need a transaction of their own.
 */
enum status dav_schedule_delete_held(struct ctx *cx, const struct request *rq,
    const struct dav_meetings *held, struct dav_target *t, bool *all) NODISCARD;

/* The privileges of an inbox or outbox that its owner has (section 6), and what they are. */
struct buf;
void dav_schedule_privileges(struct buf *out, const struct collection *c);
void dav_schedule_supported(struct buf *out, const struct collection *c);

/* POST to the outbox T: who is free (section 5)? */
enum status dav_schedule_freebusy(struct ctx *cx, const struct request *rq, struct reply *re,
    const struct dav_target *t) NODISCARD;

#endif
