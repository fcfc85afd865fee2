#include <strings.h>

#include "core/clock.h"
#include "core/hash.h"
#include "pim/vcard_index.h"
#include "scheduling/index.h"

#define DAY	86400

/* What a type that nobody knows says about privacy counts as private (RFC 5545, 3.8.1.3). */
static enum item_class
class_of(const struct ical *ical)
{
	enum item_class most = CLASS_PUBLIC;

	for (size_t i = 0; i < ical->count; i++) {
		const char *text = ical_value(ical->comps[i], "CLASS");
		enum item_class one = text == NULL || strcasecmp(text, "PUBLIC") == 0 ?
		    CLASS_PUBLIC : strcasecmp(text, "CONFIDENTIAL") == 0 ?
		    CLASS_CONFIDENTIAL : CLASS_PRIVATE;

		if (one > most)
			most = one;
	}
	return most;
}

/* Whole years, so that what is packed at different times of a year is the same. */
struct span
sched_busy_window(void)
{
	int64_t year;
	int month, day;

	zone_date(clock_seconds() / DAY, &year, &month, &day);
	return (struct span){ zone_days(year - 1, 1, 1) * DAY, zone_days(year + 2, 1, 1) * DAY };
}

static enum status
pack(struct ctx *cx, const struct ical *ical, const char *owner, struct span extent,
    struct span window, struct item_busy *out)
{
	struct busy busy;
	enum status st;

	if ((st = busy_pack(cx, ical, owner, extent, window, &busy)) != OK)
		return st;
	*out = (struct item_busy){
		.data = busy.data, .len = busy.len, .from = busy.known.start,
		.to = busy.known.end, .zones = zone_version(),
	};
	/* Only something of the text itself can change that. */
	if (busy.data == NULL && busy.known.end == SPAN_MAX)
		out->to = INT64_MAX;
	return OK;
}

enum status
sched_index_busy(struct ctx *cx, const struct ical *ical, const char *owner, struct span window,
    struct item_busy *out)
{
	struct span extent;
	enum status st = recur_extent(cx, ical, NULL, &extent);

	return st == OK ? pack(cx, ical, owner, extent, window, out) : st;
}

enum status
sched_index(struct ctx *cx, const struct ical *ical, const char *owner, struct item *item)
{
	struct span span;
	enum status st;

	if ((st = recur_extent(cx, ical, NULL, &span)) != OK ||
	    (st = pack(cx, ical, owner, span, sched_busy_window(), &item->busy)) != OK)
		return st;
	item->uid = ical->uid;
	item->component = ical_kind_name(ical->kind);
	item->class = class_of(ical);
	for (size_t i = 0; i < ical->count && !item->is_meeting; i++)
		item->is_meeting = ical_prop(ical->comps[i], "ORGANIZER") != NULL;
	/* Floating times are somewhere around the world. */
	item->first_at = span.start <= SPAN_MIN ? INT64_MIN : span.start - DAY;
	item->last_at = span.end >= SPAN_MAX ? INT64_MAX : span.end + DAY;
	return OK;
}

void
sched_body(struct ctx *cx, const char *text, size_t len, struct item *item)
{
	item->body = text;
	item->size = (int64_t)len;
	item->etag = hash_etag(cx->arena, text, len);
}

void
sched_index_card(struct ctx *cx, const struct vcard *card, struct item *item)
{
	struct vcard_index index;

	vcard_index(cx, card, &index);
	item->uid = card->uid;
	item->component = "VCARD";
	item->first_at = INT64_MIN;
	item->last_at = INT64_MAX;
	item->search = index.search;
}
