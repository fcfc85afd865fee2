/* free-busy-query (RFC 4791, section 7.10): when is it busy here? */
#include "core/clock.h"
#include "dav/data.h"
#include "dav/object.h"
#include "dav/private.h"
#include "dav/report.h"
#include "scheduling/freebusy.h"
#include "storage/db.h"

#define SPAN_LONGEST	(INT64_C(5) * 366 * 86400)

enum status
dav_freebusy_query(struct ctx *cx, const struct request *rq, struct reply *re,
    const struct dav_target *t, const struct xml_node *root)
{
	const struct xml_node *range = xml_child(root, NS_CALDAV, "time-range");
	const struct freebusy_reply reply = { .now = clock_seconds() };
	struct freebusy *fb;
	struct span span;
	const char *text;
	enum status st;
	size_t len;

	(void)rq;
	if (range == NULL)
		return dav_refuse(cx, ERR_INVALID, "C:valid-filter", "no time range");
	if ((st = dav_span_read(cx, range, true, &span)) != OK)
		return st;
	if (span.end - span.start > SPAN_LONGEST)
		return dav_refuse(cx, ERR_LIMIT, "D:number-of-matches-within-limits",
		    "a very long time");
	fb = freebusy_open(cx, span, sched_calendar_zone(cx, &t->collection));
	if ((st = sched_busy_calendar(cx, fb, span, &t->collection, t->collection.owner, NULL)) != OK ||
	    (st = sched_busy_availability(cx, fb, t->collection.account)) != OK ||
	    (st = db_commit(cx)) != OK)
		return st;
	text = ical_write(cx, freebusy_write(cx, fb, &reply)->root, &len);
	reply_bytes(cx, re, 200, "text/calendar; charset=utf-8; component=VFREEBUSY", text, len);
	return OK;
}
