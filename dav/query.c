/*
 * calendar-query (RFC 4791, section 7.8).  The index leaves out what cannot
 * match; the rest is parsed and held against the filter.
 */
#include <string.h>

#include "dav/data.h"
#include "dav/filter.h"
#include "dav/object.h"
#include "dav/private.h"
#include "dav/report.h"
#include "dav/timezones.h"
#include "pim/busy.h"
#include "pim/ical_match.h"
#include "scheduling/freebusy.h"
#include "storage/index.h"

#define ANSWER_MAX	(256u << 20)

struct query {
	struct multistatus		 ms;
	struct dav_want			 want;
	struct dav_target		 item;
	const struct ical_comp_filter	*filter;	/* NULL: the index has decided */
	bool				 time_alone;	/* it asks for events in this span, and no more */
	struct span			 span;
	const struct zone		*zone;
};

/* Events of a span, whatever they are: what is stored of their busy time finds most of them. */
static bool
is_time_alone(const struct ical_comp_filter *top)
{
	const struct ical_comp_filter *comp = top->comps;

	return comp != NULL && comp->range != NULL && !comp->is_not_defined &&
	    ical_kind_find(comp->name) == ICAL_EVENT && comp->props == NULL &&
	    comp->comps == NULL && comp->next == NULL && top->props == NULL;
}

/*
 * What the index can say: the one component that is wanted, and when.  True
 * when nothing is left to look at.
 */
static bool
ask_index(const struct ical_comp_filter *top, struct item_filter *index)
{
	const struct ical_comp_filter *comp = top->comps;

	if (comp == NULL)
		return top->props == NULL && !top->is_not_defined;
	if (comp->is_not_defined || ical_kind_find(comp->name) == ICAL_OTHER)
		return false;
	index->component = ical_kind_name(ical_kind_find(comp->name));
	if (comp->range != NULL) {
		index->from = comp->range->start;
		index->to = comp->range->end;
	}
	return comp->range == NULL && comp->props == NULL && comp->comps == NULL &&
	    comp->next == NULL && top->props == NULL;
}

static enum status
match_item(struct ctx *cx, void *arg, const struct item *item)
{
	struct query *q = arg;
	struct ical *ical;
	bool matches;
	enum status st;

	q->item.item = *item;
	q->item.name = item->name;
	if (q->filter != NULL && !(q->time_alone && item->busy.data != NULL &&
	    busy_touches(q->span, q->zone, item->busy.data, item->busy.len))) {
		if ((st = dav_object_calendar(cx, &q->item, &ical)) != OK ||
		    (st = ical_match(cx, ical, q->filter, q->zone, &matches)) != OK)
			return st;
		if (!matches)
			return OK;
	}
	if (q->ms.out.len > ANSWER_MAX)
		return dav_refuse(cx, ERR_LIMIT, "D:number-of-matches-within-limits",
		    "an answer without end");
	return dav_props_write(cx, &q->ms, &q->item, &q->want);
}

/* The zone of the request, by text or by name (RFC 7809), else the calendar's. */
static enum status
read_zone(struct ctx *cx, const struct dav_target *t, const struct xml_node *root,
    const struct zone **out)
{
	const struct xml_node *zone = xml_child(root, NS_CALDAV, "timezone");
	const struct xml_node *id = xml_child(root, NS_CALDAV, "timezone-id");

	if (id != NULL) {
		*out = zone_find(xml_word(cx->arena, id));
		return *out != NULL ? OK : dav_refuse(cx, ERR_INVALID, "C:valid-timezone",
		    "an unknown time zone");
	}
	if (zone == NULL) {
		*out = sched_calendar_zone(cx, &t->collection);
		return OK;
	}
	*out = dav_is_timezone(cx, xml_text(cx->arena, zone)) ?
	    ical_zone_of(cx, xml_text(cx->arena, zone)) : NULL;
	return *out != NULL ? OK : dav_refuse(cx, ERR_INVALID, "C:valid-calendar-data",
	    "a time zone that is none");
}

enum status
dav_calendar_query(struct ctx *cx, const struct request *rq, struct reply *re,
    const struct dav_target *t, const struct xml_node *root)
{
	struct item_filter index = { .most = dav_most_private(t), .bodies = true };
	struct query q = { .item = *t };
	struct ical_comp_filter *parsed;
	enum status st;

	if ((st = dav_filter_calendar(cx, xml_child(root, NS_CALDAV, "filter"), &parsed)) != OK ||
	    (st = read_zone(cx, t, root, &q.zone)) != OK ||
	    (st = dav_want_read(cx, root, dav_is_brief(rq), &q.want)) != OK ||
	    (st = dav_data_read(cx, rq, root, t, q.zone, &q.want)) != OK ||
	    (st = dav_want_load(cx, &q.want, t, t->kind == DAV_COLLECTION)) != OK)
		return st;
	q.filter = parsed;
	multistatus_open(cx, &q.ms);
	if (t->kind == DAV_ITEM) {
		st = match_item(cx, &q, &t->item);
	} else {
		if ((q.time_alone = is_time_alone(parsed))) {
			q.span = *parsed->comps->range;
			index.zones = zone_version();
		}
		if (ask_index(parsed, &index)) {
			q.filter = NULL;
			index.bodies = q.want.data != NULL;
		}
		q.item.base = dav_href_text(cx, t);
		q.item.kind = DAV_ITEM;
		st = db_item_each(cx, &t->collection, &index, match_item, &q);
	}
	if (st == OK)
		multistatus_close(cx, &q.ms, NULL, re);
	return st;
}
