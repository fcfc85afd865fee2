/* free-busy-query (RFC 4791, section 7.10): when is it busy here? */
#include "core/clock.h"
#include "dav/data.h"
#include "dav/object.h"
#include "dav/private.h"
#include "dav/report.h"
#include "pim/freebusy.h"
#include "storage/index.h"

#define SPAN_LONGEST	(INT64_C(5) * 366 * 86400)

struct busy {
	struct freebusy	*fb;
	struct arena	*whole;		/* where fb lives */
	const char	*owner;
};

static enum status
add_item(struct ctx *cx, void *arg, const struct item *item)
{
	struct arena *turn = cx->arena;
	struct busy *b = arg;
	struct ical *ical;
	enum status st;

	/* What is busy is kept until the end. */
	cx->arena = b->whole;
	if ((st = ical_read(cx, item->body, (size_t)item->size, NULL, &ical)) == OK)
		st = freebusy_add(cx, b->fb, ical, b->owner);
	cx->arena = turn;
	return st;
}

enum status
dav_freebusy_query(struct ctx *cx, const struct request *rq, struct reply *re,
    const struct dav_target *t, const struct xml_node *root)
{
	const struct xml_node *range = xml_child(root, NS_CALDAV, "time-range");
	const struct freebusy_reply reply = { .now = clock_seconds() };
	/* Private events make busy as well. */
	struct item_filter filter = { .most = CLASS_PRIVATE, .bodies = true };
	struct busy b = { .whole = cx->arena, .owner = t->collection.owner };
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
	filter.from = span.start;
	filter.to = span.end;
	b.fb = freebusy_open(cx, span, dav_collection_zone(cx, &t->collection));
	if ((st = db_item_each(cx, &t->collection, &filter, add_item, &b)) != OK)
		return st;
	text = ical_write(cx, freebusy_write(cx, b.fb, &reply)->root, &len);
	reply_bytes(cx, re, 200, "text/calendar; charset=utf-8; component=VFREEBUSY", text, len);
	return OK;
}
