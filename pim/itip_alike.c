/*
 * Do two versions of an object differ in more than answers?  Who answers for one
 * occurrence makes a component of it, which says what the series says: that is
 * none of the organizer's changes.
 */
#include <stdlib.h>
#include <string.h>

#include "core/buf.h"
#include "pim/itip_data.h"

/* More occurrences than this at once were answered by nobody. */
#define SINGLE_MAX	200

const struct ical *
itip_level(struct ctx *cx, const struct ical *ical, const struct ical *other)
{
	struct ical *level = NULL;
	size_t made = 0;

	for (size_t i = 0; ical->master != NULL && i < other->count; i++) {
		struct ical_time id;
		bool has;

		if (ical_time(cx, other, other->comps[i], "RECURRENCE-ID", &id) != OK ||
		    ical_override(cx, ical, id) != NULL)
			continue;
		if (made++ == SINGLE_MAX)
			return ical;
		if (recur_has(cx, ical, id, &has) != OK) {
			ctx_forgive(cx);
			continue;
		}
		if (!has)
			continue;
		if (level == NULL)
			level = ical_copy(cx, ical);
		ical_comp_add(level->root, itip_instance(cx, ical, id));
	}
	if (level == NULL)
		return ical;
	ical_refresh(cx, level);
	return level;
}

const char *
itip_in_order(struct ctx *cx, const struct ical *ical)
{
	const char **texts = arena_array(cx->arena, ical->count, sizeof *texts);
	struct buf out = BUF_ON(cx->arena);

	for (size_t i = 0; i < ical->count; i++)
		texts[i] = ical_write(cx, ical->comps[i], NULL);
	qsort(texts, ical->count, sizeof *texts, itip_by_text);
	for (size_t i = 0; i < ical->count; i++)
		buf_puts(&out, texts[i]);
	return buf_str(&out);
}

static void
drop_answers(struct ical_comp *c)
{
	static const char *const gone[] = { "PARTSTAT", "SCHEDULE-STATUS",
		"SCHEDULE-FORCE-SEND", "X-DTSTAMP", "RSVP" };

	ical_remove(c, "DTSTAMP");
	ical_remove(c, "LAST-MODIFIED");
	for (struct content_line *p = c->props; p != NULL; p = p->next)
		for (size_t k = 0; k < COUNT(gone); k++)
			if (content_is(p, "ATTENDEE") || content_is(p, "ORGANIZER"))
				content_param_drop(p, gone[k]);
}

static const char *
without_answers(struct ctx *cx, const struct ical *ical)
{
	struct ical *copy = ical_copy(cx, ical);

	for (size_t i = 0; i < copy->count; i++)
		drop_answers(copy->comps[i]);
	return itip_in_order(cx, copy);
}

bool
itip_schedule_tag_changed(struct ctx *cx, const struct ical *old, const struct ical *new)
{
	return strcmp(without_answers(cx, itip_level(cx, old, new)), without_answers(cx, new)) != 0;
}

bool
itip_is_answer_alone(struct ctx *cx, const struct ical *ical, const struct ical_comp *override)
{
	struct ical_comp *one, *series;
	struct ical_time id;

	if (ical->master == NULL || ical_time(cx, ical, override, "RECURRENCE-ID", &id) != OK)
		return false;
	one = ical_comp_copy(cx->arena, override);
	series = itip_instance(cx, ical, id);
	drop_answers(one);
	drop_answers(series);
	return strcmp(ical_write(cx, one, NULL), ical_write(cx, series, NULL)) == 0;
}
