#include <string.h>
#include <strings.h>

#include "pim/alarm.h"

#define FARTHEST	(INT64_C(400) * ICAL_DAY)	/* from what it reminds of */
#define REPEATS_MAX	100
#define OCCURRENCES_MAX	20000
#define LOOKS_MAX	500000	/* at triggers: some tenths of a second */

struct search {
	struct ctx		*cx;
	const struct ical	*ical;
	const char		*action;
	struct span		 within;
	const struct zone	*floating;
	struct alarm		*best;
	bool			 found;
	size_t			 looks;
};

/* A trigger: a moment, or so far from one. */
struct trigger {
	bool			 is_moment, from_end;
	int64_t			 moment;
	struct ical_duration	 offset, step;		/* step: between repetitions */
	int64_t			 repeats;
	int64_t			 acknowledged;		/* what was due by then was seen */
};

static bool
read_trigger(const struct search *s, const struct ical_comp *alarm, struct trigger *out)
{
	const struct content_line *p = ical_prop(alarm, "TRIGGER");
	struct ical_time at;

	*out = (struct trigger){ .acknowledged = INT64_MIN };
	if (p == NULL)
		return false;
	if (content_param_has(p, "VALUE", "DATE-TIME")) {
		if (ical_prop_time(s->cx, s->ical, p, &at) != OK) {
			ctx_forgive(s->cx);
			return false;
		}
		out->is_moment = true;
		out->moment = ical_instant(at, s->floating);
	} else if (!ical_duration_read(p->value, p->value_len, &out->offset)) {
		return false;
	}
	out->from_end = content_param_has(p, "RELATED", "END");
	out->repeats = ical_int(alarm, "REPEAT", 0);
	if (out->repeats < 0 || out->repeats > REPEATS_MAX ||
	    ical_duration(s->cx, alarm, "DURATION", &out->step) != OK)
		out->repeats = 0;
	if (ical_time(s->cx, s->ical, alarm, "ACKNOWLEDGED", &at) == OK)
		out->acknowledged = ical_instant(at, NULL);
	ctx_forgive(s->cx);
	return true;
}

static void
offer(struct search *s, const struct trigger *t, int64_t first, const struct alarm *what)
{
	for (int64_t i = 0; i <= t->repeats; i++) {
		int64_t at = first + i * (t->step.days * ICAL_DAY + t->step.seconds);

		if (at <= s->within.start || at > s->within.end || at <= t->acknowledged ||
		    (s->found && at >= s->best->at))
			continue;
		*s->best = *what;
		s->best->at = at;
		s->found = true;
	}
}

/* The alarms of what happens from WHAT->start to END, or (has_start false) is due at END. */
static void
look(struct search *s, const struct alarm *what, struct ical_time end, bool moments)
{
	for (const struct ical_comp *a = ical_child(what->comp, "VALARM"); a != NULL;
	     a = ical_child_next(a, "VALARM")) {
		const char *action = ical_value(a, "ACTION");
		struct trigger t;

		if (++s->looks > LOOKS_MAX)
			return;
		if (action == NULL || strcasecmp(action, s->action) != 0 || !read_trigger(s, a, &t))
			continue;
		if (t.is_moment == moments)
			offer(s, &t, t.is_moment ? t.moment : ical_instant_after(
			    t.from_end || !what->has_start ? end : what->start, t.offset,
			    s->floating), what);
	}
}

/* What is told once however often it happens: fixed moments, and a task that is only due. */
static void
look_once(struct search *s, const struct ical_comp *comp)
{
	struct alarm what = { .comp = comp };
	struct ical_extent e;
	struct ical_time due;

	if (ical_extent(s->cx, s->ical, comp, &e) == OK) {
		what.has_start = true;
		what.start = e.start;
		what.end = ical_time_add(e.start, e.length);
		look(s, &what, what.end, true);
	} else {
		look(s, &what, (struct ical_time){ 0 }, true);
		if (ical_time(s->cx, s->ical, comp, "DUE", &due) == OK)
			look(s, &what, due, false);
	}
	ctx_forgive(s->cx);
}

/* How far from what it is about an alarm can be: where to look for occurrences. */
static int64_t
farthest(const struct search *s)
{
	int64_t most = 0;

	for (size_t i = 0; i < s->ical->count; i++)
		for (const struct ical_comp *a = ical_child(s->ical->comps[i], "VALARM"); a != NULL;
		     a = ical_child_next(a, "VALARM")) {
			struct trigger t;
			struct ical_extent e;
			int64_t far;

			if (!read_trigger(s, a, &t) || t.is_moment)
				continue;
			far = t.offset.days * ICAL_DAY + t.offset.seconds;
			far = (far < 0 ? -far : far) +
			    t.repeats * (t.step.days * ICAL_DAY + t.step.seconds);
			if (t.from_end && ical_extent(s->cx, s->ical, s->ical->comps[i], &e) == OK)
				far += e.length.days * ICAL_DAY + e.length.seconds;
			ctx_forgive(s->cx);
			if (far > most)
				most = far;
		}
	return (most > FARTHEST ? FARTHEST : most) + 2 * ICAL_DAY;
}

enum status
alarm_next(struct ctx *cx, const struct ical *ical, const char *action, struct span within,
    const struct zone *floating, struct alarm *out)
{
	struct search s = {
		.cx = cx, .ical = ical, .action = action, .within = within, .floating = floating,
		.best = out,
	};
	struct occurrence *list;
	int64_t far = farthest(&s);
	enum status st;
	size_t count;

	for (size_t i = 0; i < ical->count; i++)
		look_once(&s, ical->comps[i]);
	if ((st = recur_expand(cx, ical, (struct span){ within.start - far, within.end + far },
	    floating, OCCURRENCES_MAX, &list, &count)) != OK)
		return st;
	for (size_t i = 0; i < count; i++) {
		const struct alarm what = {
			.comp = list[i].comp, .has_start = true, .start = list[i].start,
			.end = list[i].end,
		};

		look(&s, &what, list[i].end, false);
	}
	if (s.looks > LOOKS_MAX)
		return fault(cx, ERR_LIMIT, "too many alarms");
	return s.found ? OK : ERR_NOT_FOUND;
}
