#include <string.h>

#include "core/address.h"
#include "core/clock.h"
#include "dav/link.h"
#include "dav/private.h"
#include "dav/public_busy.h"
#include "scheduling/freebusy.h"
#include "storage/db.h"

#define DAY	86400
#define BEFORE	(30 * DAY)
#define AFTER	(400 * DAY)

enum status
dav_busy_times(struct ctx *cx, struct reply *re, const struct collection *c,
    const struct person *who)
{
	const int64_t now = clock_seconds();
	const struct span span = { now - BEFORE, now + AFTER };
	const struct freebusy_reply reply = { .now = now };
	struct freebusy *fb = freebusy_open(cx, span, c != NULL ? sched_calendar_zone(cx, c) : NULL);
	const char *text;
	enum status st;
	size_t len;

	st = c != NULL ? sched_busy_calendar(cx, fb, span, c, c->owner, NULL) :
	    sched_busy(cx, fb, span, who->id, who->address, NULL);
	if (st != OK || (st = db_commit(cx)) != OK)
		return st;
	text = ical_write(cx, freebusy_write(cx, fb, &reply)->root, &len);
	reply_header(cx, re, "cache-control", "private, max-age=300");
	reply_bytes(cx, re, 200, "text/calendar; charset=utf-8; component=VFREEBUSY", text, len);
	return OK;
}

enum status
dav_public_busy(struct ctx *cx, const struct request *rq, struct reply *re)
{
	const char *address;
	struct person who;
	struct path p;
	enum status st;

	if ((st = http_path(cx, rq->path, &p)) != OK)
		return st;
	if (p.count < 4 || p.count > 5 || strcmp(p.segment[p.count - 3], "public") != 0 ||
	    strcmp(p.segment[p.count - 1], "freebusy.ifb") != 0)
		return fault(cx, ERR_NOT_FOUND, "nothing else is public here");
	reply_header(cx, re, "x-robots-tag", "noindex");
	st = address_parse(cx, p.segment[p.count - 2], &address);
	if (st == OK)
		st = db_person_public_busy(cx, address, &who);
	if (st == ERR_NOT_FOUND || st == ERR_INVALID)
		return dav_no_such_address(cx, re);
	return st == OK ? dav_busy_times(cx, re, NULL, &who) : st;
}
