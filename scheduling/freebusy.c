#include <string.h>

#include "scheduling/freebusy.h"
#include "scheduling/index.h"
#include "storage/busy.h"
#include "storage/db.h"
#include "storage/index.h"
#include "storage/scheduling.h"

struct reading {
	struct freebusy	*fb;
	struct arena	*whole;		/* where fb lives */
	const char	*address, *but;
};

static enum status
add_item(struct ctx *cx, void *arg, const struct item *item)
{
	struct arena *turn = cx->arena;
	struct reading *b = arg;
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

const struct zone *
sched_calendar_zone(struct ctx *cx, const struct collection *c)
{
	return c->timezone != NULL ? ical_zone_of(cx, c->timezone) : NULL;
}

/* The text of what the store cannot tell. */
static enum status
read_unknown(struct ctx *cx, struct freebusy *fb, const struct collection *c,
    const struct busy_question *q, const char *address)
{
	/* Private events make busy as well. */
	const struct item_filter filter = {
		.most = CLASS_PRIVATE, .bodies = true, .from = q->from, .to = q->to,
		.zones = q->zones, .busy_unknown = true,
	};
	struct reading b = { .fb = fb, .whole = cx->arena, .address = address, .but = q->but };

	return db_item_each(cx, c, &filter, add_item, &b);
}

enum status
sched_busy_calendar(struct ctx *cx, struct freebusy *fb, struct span span,
    const struct collection *c, const char *address, const char *but)
{
	const struct span window = sched_busy_window();
	const struct busy_question q = {
		.from = span.start, .to = span.end, .but = but, .zones = zone_version(),
		.pack_to = window.end,
	};
	const struct zone *zone = sched_calendar_zone(cx, c);
	struct busy_answer a;
	enum status st;

	if ((st = db_busy_read(cx, c, &q, &a)) != OK)
		return st;
	freebusy_set_floating(fb, zone);
	if (a.data != NULL && !busy_add(fb, span, zone, a.data, a.len))
		return fault(cx, ERR_INTERNAL, "busy times of calendar %lld are damaged",
		    (long long)c->id);
	if (a.unknown && (st = read_unknown(cx, fb, c, &q, address)) != OK)
		return st;
	if (!a.stale || span.start < window.start || span.end > window.end)
		return OK;
	return (st = db_begin(cx)) == OK ? db_busy_again(cx, c) : st;
}

#define PORTION	250

static enum status
refresh_one(struct ctx *cx, const struct collection *c, struct item *item,
    const struct busy_question *q, struct span window)
{
	struct ical *ical;
	enum status st;

	if ((st = ical_read(cx, item->body, (size_t)item->size, NULL, &ical)) == OK)
		st = sched_index_busy(cx, ical, c->owner, window, &item->busy);
	if (st == ERR_INVALID || st == ERR_LIMIT) {
		ctx_forgive(cx);
		item->busy = (struct item_busy){ .to = window.end, .zones = q->zones };
		st = OK;
	}
	return st == OK ? db_busy_put(cx, c, item) : st;
}

enum status
sched_busy_refresh(struct ctx *cx, const struct collection *c)
{
	const struct span window = sched_busy_window();
	const struct busy_question q = {
		.from = window.start, .to = window.end, .zones = zone_version(),
		.pack_to = window.end,
	};
	size_t count = PORTION;
	enum status st = OK;

	while (count == PORTION && st == OK) {
		struct arena *whole = ctx_turn(cx);
		struct item *list;

		if ((st = db_begin(cx)) == OK)
			st = db_busy_stale(cx, c, &q, PORTION, &list, &count);
		for (size_t i = 0; st == OK && i < count; i++)
			st = refresh_one(cx, c, &list[i], &q, window);
		if (st == OK)
			st = db_commit(cx);
		ctx_turn_end(cx, whole);
	}
	return st;
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
	const struct zone *zone = NULL;
	struct collection *list;
	enum status st;
	size_t count;

	if ((st = db_collection_list(cx, account, COLLECTION_CALENDAR, &list, &count)) != OK)
		return st;
	for (size_t i = 0; i < count; i++) {
		if (!list[i].transparent &&
		    (st = sched_busy_calendar(cx, fb, span, &list[i], address, but)) != OK)
			return st;
		if (zone == NULL)
			zone = sched_calendar_zone(cx, &list[i]);
	}
	/* Availability belongs to no calendar: his first zone is taken for his own. */
	freebusy_set_floating(fb, zone);
	return sched_busy_availability(cx, fb, account);
}
