/* What one copy of an object says of everybody's answers, taken into another copy. */
#include <strings.h>

#include "pim/itip_data.h"

/* The organizer asks him again, whatever he said. */
static bool
is_forced(const struct content_line *a)
{
	return content_param_has(a, "SCHEDULE-FORCE-SEND", "REQUEST") &&
	    strcasecmp(itip_partstat(a), "NEEDS-ACTION") == 0;
}

static bool
take_answers(struct ctx *cx, const struct ical_comp *from, struct ical_comp *to,
    const struct itip_user *but)
{
	bool changed = false;

	for (struct content_line *a = to->props; a != NULL; a = a->next) {
		const struct content_line *b;
		const char *address;

		if (!content_is(a, "ATTENDEE"))
			continue;
		address = ical_address(cx->arena, a);
		if (is_forced(a) || itip_agent(a) != ITIP_AGENT_SERVER || itip_is_user(but, address) ||
		    (b = itip_attendee(cx, from, address)) == NULL ||
		    strcasecmp(itip_partstat(a), itip_partstat(b)) == 0)
			continue;
		content_param_put(cx->arena, a, "PARTSTAT", itip_partstat(b));
		if (content_param(b, "RSVP") == NULL)
			content_param_drop(a, "RSVP");
		changed = true;
	}
	return changed;
}

/* Is it his: does he come to it, or invite to it? */
static bool
concerns(struct ctx *cx, const struct ical_comp *c, const struct itip_user *user)
{
	const struct content_line *o = ical_prop(c, "ORGANIZER");

	return itip_attendee_of(cx, c, user) != NULL ||
	    (o != NULL && itip_is_user(user, ical_address(cx->arena, o)));
}

bool
itip_spread(struct ctx *cx, const struct ical *from, struct ical *to, const struct itip_user *but,
    bool single)
{
	size_t count = to->count;
	bool changed = false;

	for (size_t i = 0; i < count; i++) {
		struct ical_comp *same = itip_same(cx, from, to, to->comps[i]);

		/* For what FROM has no component, its series speaks. */
		if (same == NULL)
			same = from->master;
		if (same != NULL)
			changed = take_answers(cx, same, to->comps[i], but) || changed;
	}
	/* Somebody answered for one occurrence, which has no component of its own here yet. */
	for (size_t i = 0; single && to->master != NULL && i < from->count; i++) {
		const struct ical_comp *c = from->comps[i];
		struct ical_comp *one;
		struct ical_time id;
		bool has = false;

		if (c == from->master || !concerns(cx, c, but) ||
		    ical_time(cx, from, c, "RECURRENCE-ID", &id) != OK ||
		    ical_override(cx, to, id) != NULL || !itip_is_answer_alone(cx, from, c))
			continue;
		if (recur_has(cx, to, id, &has) != OK) {
			ctx_forgive(cx);
			continue;
		}
		if (!has)
			continue;
		one = itip_instance(cx, to, id);
		if (take_answers(cx, c, one, but)) {
			ical_override_put(cx, to, one);
			changed = true;
		}
	}
	return changed;
}
