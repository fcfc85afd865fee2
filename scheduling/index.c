#include <strings.h>

#include "core/hash.h"
#include "pim/recur.h"
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

enum status
sched_index(struct ctx *cx, const struct ical *ical, struct item *item)
{
	struct span span;
	enum status st;

	if ((st = recur_extent(cx, ical, NULL, &span)) != OK)
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
