#include <string.h>

#include "scheduling/freebusy.h"
#include "storage/index.h"
#include "storage/scheduling.h"

struct busy {
	struct freebusy	*fb;
	struct arena	*whole;		/* where fb lives */
	const char	*address, *but;
};

static enum status
add_item(struct ctx *cx, void *arg, const struct item *item)
{
	struct arena *turn = cx->arena;
	struct busy *b = arg;
	struct ical *ical;
	enum status st;

	if (b->but != NULL && strcmp(item->uid, b->but) == 0)
		return OK;
	/* What is busy is kept until the end. */
	cx->arena = b->whole;
	if ((st = ical_read(cx, item->body, (size_t)item->size, NULL, &ical)) == OK)
		st = ical->kind == ICAL_AVAILABILITY ? freebusy_add_availability(cx, b->fb, ical) :
		    freebusy_add(cx, b->fb, ical, b->address);
	cx->arena = turn;
	/* One object that is too much must not hide all the others. */
	if (st == ERR_LIMIT || st == ERR_INVALID) {
		ctx_forgive(cx);
		return OK;
	}
	return st;
}

enum status
sched_busy_calendar(struct ctx *cx, struct freebusy *fb, struct span span,
    const struct collection *c, const char *address, const char *but)
{
	/* Private events make busy as well. */
	const struct item_filter filter = {
		.most = CLASS_PRIVATE, .bodies = true, .from = span.start, .to = span.end,
	};
	struct busy b = { .fb = fb, .whole = cx->arena, .address = address, .but = but };

	return db_item_each(cx, c, &filter, add_item, &b);
}

enum status
sched_busy_availability(struct ctx *cx, struct freebusy *fb, int64_t account)
{
	struct scheduling s;
	struct ical *ical;
	enum status st;

	if ((st = db_scheduling_get(cx, account, &s)) != OK || s.availability == NULL)
		return st;
	if ((st = ical_read(cx, s.availability, strlen(s.availability), NULL, &ical)) == OK)
		st = freebusy_add_availability(cx, fb, ical);
	if (st == ERR_LIMIT || st == ERR_INVALID) {
		ctx_forgive(cx);
		return OK;
	}
	return st;
}

enum status
sched_busy(struct ctx *cx, struct freebusy *fb, struct span span, int64_t account,
    const char *address, const char *but)
{
	struct collection *list;
	enum status st;
	size_t count;

	if ((st = db_collection_list(cx, account, COLLECTION_CALENDAR, &list, &count)) != OK)
		return st;
	for (size_t i = 0; i < count; i++)
		if (!list[i].transparent &&
		    (st = sched_busy_calendar(cx, fb, span, &list[i], address, but)) != OK)
			return st;
	return sched_busy_availability(cx, fb, account);
}
