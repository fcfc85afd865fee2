/*
 * CalDAV filters.  A time range asks about occurrences, so it is answered once
 * for the object and tells which components match; all else looks at the
 * components as they are written (RFC 4791, section 9.7).
 */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "pim/ical_match.h"

#define ALARM_REPEATS	1000
#define SEARCHES	50

struct match {
	struct ctx		*cx;
	const struct ical	*ical;
	const struct zone	*floating;
	int			 searches;	/* through the whole recurrence set */
};

/*
 * RFC 4791, 9.9 compares with < and <= where a component has no length.  A
 * whole second more to both sides finds all candidates; exactness follows.
 */
static struct span
wider(struct span s)
{
	return (struct span){ s.start == SPAN_MIN ? SPAN_MIN : s.start - 1,
	    s.end == SPAN_MAX ? SPAN_MAX : s.end + 1 };
}

static bool
get_time(struct match *m, const struct ical_comp *c, const char *name, int64_t *out)
{
	struct ical_time t;

	if (ical_time(m->cx, m->ical, c, name, &t) != OK) {
		ctx_forgive(m->cx);
		return false;
	}
	*out = ical_instant(t, m->floating);
	return true;
}

/* The table for a VTODO. */
static bool
todo_overlaps(bool has_start, bool has_end, bool is_duration, struct span when, struct span s)
{
	if (has_start && has_end && is_duration)
		return s.start <= when.end && (s.end > when.start || s.end >= when.end);
	if (has_start && has_end)
		return (s.start < when.end || s.start <= when.start) &&
		       (s.end > when.start || s.end >= when.end);
	return s.start <= when.start && s.end > when.start;
}

/* One without DTSTART. */
static bool
undated_todo_overlaps(struct match *m, const struct ical_comp *c, struct span s)
{
	int64_t due, completed, created;
	bool has_completed = get_time(m, c, "COMPLETED", &completed);
	bool has_created = get_time(m, c, "CREATED", &created);

	if (get_time(m, c, "DUE", &due))
		return s.start < due && s.end >= due;
	if (has_completed && has_created)
		return (s.start <= created || s.start <= completed) &&
		       (s.end >= created || s.end >= completed);
	if (has_completed)
		return s.start <= completed && s.end >= completed;
	if (has_created)
		return s.end > created;
	return true;
}

static bool
freebusy_overlaps(struct match *m, const struct ical_comp *c, struct span s)
{
	int64_t start, end;

	if (get_time(m, c, "DTSTART", &start) && get_time(m, c, "DTEND", &end))
		return s.start <= end && s.end > start;
	for (const struct content_line *p = ical_prop(c, "FREEBUSY"); p != NULL;
	     p = ical_prop_next(p, "FREEBUSY")) {
		struct ical_period *periods;
		size_t n;

		if (ical_prop_periods(m->cx, m->ical, p, &periods, &n) != OK) {
			ctx_forgive(m->cx);
			continue;
		}
		for (size_t i = 0; i < n; i++)
			if (s.start < ical_instant(periods[i].end, m->floating) &&
			    s.end > ical_instant(periods[i].start, m->floating))
				return true;
	}
	return false;
}

static bool
is_named(const struct ical_comp *c, const char *name)
{
	return strcasecmp(c->name, name) == 0;
}

static bool
occurrence_overlaps(struct match *m, const struct occurrence *o, struct span s)
{
	if (is_named(o->comp, "VTODO")) {
		bool has_end =
		    ical_prop(o->comp, "DUE") != NULL || ical_prop(o->comp, "DURATION") != NULL;

		if (ical_prop(o->comp, "DTSTART") == NULL)
			return ical_prop(m->ical->comps[0], "RRULE") == NULL ?
			    undated_todo_overlaps(m, o->comp, s) :
			    s.start < o->when.start && s.end >= o->when.start;
		return todo_overlaps(true, has_end, ical_prop(o->comp, "DURATION") != NULL, o->when, s);
	}
	if (o->when.end <= o->when.start)
		return s.start <= o->when.start && s.end > o->when.start;
	return s.start < o->when.end && s.end > o->when.start;
}

/* A matching occurrence within S; the search widens step by step, as one is enough. */
static enum status
find_occurrence(struct match *m, struct span s, const struct ical_comp *only, bool *found)
{
	enum { LIMIT = 20000, TRIES = 24 };	/* ten reach from any year to 9999 */
	struct occurrence *list;
	size_t n, tries = 0;
	int64_t from = s.start, step = 400LL * ICAL_DAY;
	struct span all;
	enum status st;

	*found = false;
	/* An open range is cut to where the object has anything. */
	if ((st = recur_extent(m->cx, m->ical, m->floating, &all)) != OK)
		return st;
	all = (struct span){ all.start == SPAN_MIN ? SPAN_MIN : all.start - 1,
		all.end == SPAN_MAX ? SPAN_MAX : all.end + 1 };
	if (from < all.start && all.start != SPAN_MIN)
		from = all.start;
	if (s.end > all.end)
		s.end = all.end;
	if (all.start == SPAN_MIN)
		step = s.end - from;
	while (from < s.end && from < ICAL_MAX) {
		struct span part = { from, s.end - from > step ? from + step : s.end };
		struct span exact = s;

		tries++;
		if (part.end < s.end)
			exact.end = part.end;
		st = recur_expand(m->cx, m->ical, wider(part), m->floating, LIMIT, &list, &n);
		if (st == ERR_LIMIT && part.end - part.start > 60 && tries < TRIES) {
			ctx_forgive(m->cx);
			step = (part.end - part.start) / 16;
			continue;
		}
		if (st == ERR_LIMIT || tries > TRIES) {
			/* A rule beyond our means: rather shown than lost, and no report fails for it. */
			ctx_forgive(m->cx);
			*found = true;
			return OK;
		}
		if (st != OK)
			return st;
		for (size_t i = 0; i < n; i++)
			if ((only == NULL || list[i].comp == only) &&
			    occurrence_overlaps(m, &list[i], exact)) {
				*found = true;
				return OK;
			}
		from = part.end;
		step *= 4;
	}
	return OK;
}

/* Is it an override of one occurrence? */
static bool
is_single(const struct ical_comp *c)
{
	const struct content_line *id = ical_prop(c, "RECURRENCE-ID");

	return id != NULL && content_param(id, "RANGE") == NULL;
}

static bool
single_occurrence(struct match *m, const struct ical_comp *c, struct occurrence *o)
{
	struct ical_extent e;

	if (ical_extent(m->cx, m->ical, c, &e) != OK) {
		ctx_forgive(m->cx);
		return false;
	}
	*o = (struct occurrence){
		.comp = c, .start = e.start, .end = ical_time_add(e.start, e.length),
		.when = { ical_instant(e.start, m->floating),
		    ical_instant_after(e.start, e.length, m->floating) },
	};
	return true;
}

static enum status
comp_overlaps(struct match *m, const struct ical_comp *c, struct span s, bool *yes)
{
	if (is_named(c, "VFREEBUSY")) {
		*yes = freebusy_overlaps(m, c, s);
		return OK;
	}
	if (is_named(c, "VTODO") && ical_prop(c, "DTSTART") == NULL && ical_prop(c, "RRULE") == NULL) {
		*yes = undated_todo_overlaps(m, c, s);
		return OK;
	}
	if (is_named(c, "VAVAILABILITY")) {
		struct ical_extent e;
		int64_t start = SPAN_MIN, end = SPAN_MAX;

		/* RFC 7953, 5.3.2: by the time that it is about. */
		if (get_time(m, c, "DTSTART", &start) &&
		    ical_extent(m->cx, m->ical, c, &e) == OK && e.has_end)
			end = ical_instant_after(e.start, e.length, m->floating);
		*yes = s.start < end && s.end > start;
		return OK;
	}
	/*
	 * 100,000 overrides cost no more than their number; other components are
	 * searched for, a bounded number of times.
	 */
	if (is_single(c)) {
		struct occurrence o;

		*yes = single_occurrence(m, c, &o) && occurrence_overlaps(m, &o, s);
		return OK;
	}
	if ((*yes = ++m->searches > SEARCHES))
		return OK;
	return find_occurrence(m, s, c, yes);
}

/* Alarms: RFC 4791, 9.9 with TRIGGER, REPEAT and DURATION. */
static enum status
alarm_overlaps(struct match *m, const struct ical_comp *alarm, struct span s, bool *yes)
{
	const struct content_line *trigger = ical_prop(alarm, "TRIGGER");
	const struct ical_comp *of = alarm->parent;
	int64_t repeat = ical_int(alarm, "REPEAT", 0);
	struct ical_duration pause = { 0 }, before;
	struct occurrence *list;
	const char *related;
	struct ical_time at;
	struct span wide = s;
	struct occurrence one;
	int64_t longest, away, t;
	size_t n;
	enum status st;

	*yes = false;
	if (trigger == NULL)
		return OK;
	if (ical_duration(m->cx, alarm, "DURATION", &pause) != OK || pause.days < 0 ||
	    pause.seconds < 0)
		repeat = 0;
	ctx_forgive(m->cx);
	repeat = repeat < 0 ? 0 : repeat > ALARM_REPEATS ? ALARM_REPEATS : repeat;
	away = pause.days * ICAL_DAY + pause.seconds;
	if (!ical_duration_read(trigger->value, trigger->value_len, &before)) {
		if (ical_prop_time(m->cx, m->ical, trigger, &at) != OK) {
			ctx_forgive(m->cx);
			return OK;
		}
		for (int64_t i = 0; i <= repeat; i++) {
			t = ical_instant(at, m->floating) + i * away;
			*yes = *yes || (t >= s.start && t < s.end);
		}
		return OK;
	}
	/* Occurrences whose alarm can fall into the range. */
	longest = llabs(before.days) * ICAL_DAY + llabs(before.seconds) + repeat * away + 2 * ICAL_DAY;
	related = content_param_text(trigger, "RELATED");
	if (s.start > SPAN_MIN)
		wide.start -= longest;
	if (s.end < SPAN_MAX)
		wide.end += longest;
	if (is_single(of)) {
		list = &one;
		n = single_occurrence(m, of, &one);
	} else if (++m->searches > SEARCHES ||
	    (st = recur_expand(m->cx, m->ical, wide, m->floating, 20000, &list, &n)) == ERR_LIMIT) {
		ctx_forgive(m->cx);
		*yes = true;	/* so many that one will ring */
		return OK;
	} else if (st != OK)
		return st;
	for (size_t i = 0; i < n && !*yes; i++) {
		struct ical_time from = related != NULL && strcasecmp(related, "END") == 0
		                            ? list[i].end
		                            : list[i].start;

		if (list[i].comp != of)
			continue;
		t = ical_instant_after(from, before, m->floating);
		for (int64_t k = 0; k <= repeat && !*yes; k++)
			*yes = t + k * away >= s.start && t + k * away < s.end;
	}
	return OK;
}

/* Properties */

static bool
param_matches(struct match *m, const struct content_line *p, const struct ical_param_filter *f)
{
	const struct content_param *param = content_param(p, f->name);

	if (f->is_not_defined)
		return param == NULL;
	if (param == NULL)
		return false;
	if (f->text == NULL)
		return true;
	for (size_t i = 0; i < param->count; i++)
		if (text_match(m->cx, f->text, param->values[i]) != f->text->is_negated)
			return !f->text->is_negated;
	return f->text->is_negated;
}

static bool
time_in(struct match *m, const struct content_line *p, struct span s)
{
	struct ical_period *periods;
	size_t n;

	if (ical_prop_periods(m->cx, m->ical, p, &periods, &n) != OK) {
		ctx_forgive(m->cx);
		return false;
	}
	for (size_t i = 0; i < n; i++) {
		int64_t start = ical_instant(periods[i].start, m->floating);
		int64_t end = ical_instant(periods[i].end, m->floating);

		if (end > start ? start < s.end && end > s.start : start >= s.start && start < s.end)
			return true;
	}
	return false;
}

static bool
prop_matches(struct match *m, const struct ical_comp *c, const struct ical_prop_filter *f)
{
	const struct content_line *p = ical_prop(c, f->name);

	if (f->is_not_defined)
		return p == NULL;
	for (; p != NULL; p = ical_prop_next(p, f->name)) {
		bool ok = true;

		if (f->range != NULL)
			ok = time_in(m, p, *f->range);
		if (ok && f->text != NULL)
			ok = text_match(m->cx, f->text, content_text(m->cx->arena, p));
		for (const struct ical_param_filter *q = f->params; q != NULL && ok; q = q->next)
			ok = param_matches(m, p, q);
		if (ok)
			return true;
	}
	return false;
}

static enum status comp_matches(struct match *m, const struct ical_comp *c,
    const struct ical_comp_filter *f, bool *yes);

/* Is there a child that the filter names and that passes? */
static enum status
any_child(struct match *m, const struct ical_comp *c, const struct ical_comp_filter *f, bool *yes)
{
	enum status st;

	*yes = false;
	if (f->is_not_defined) {
		*yes = ical_child(c, f->name) == NULL;
		return OK;
	}
	for (const struct ical_comp *child = ical_child(c, f->name); child != NULL && !*yes;
	    child = ical_child_next(child, f->name))
		if ((st = comp_matches(m, child, f, yes)) != OK)
			return st;
	return OK;
}

static enum status
comp_matches(struct match *m, const struct ical_comp *c, const struct ical_comp_filter *f, bool *yes)
{
	bool ok = true;
	enum status st;

	for (const struct ical_prop_filter *p = f->props; p != NULL && ok; p = p->next)
		ok = prop_matches(m, c, p);
	for (const struct ical_comp_filter *sub = f->comps; sub != NULL && ok; sub = sub->next)
		if ((st = any_child(m, c, sub, &ok)) != OK)
			return st;
	/* The range last: it costs most. */
	if (ok && f->range != NULL && c != m->ical->root) {
		st = is_named(c, "VALARM") ? alarm_overlaps(m, c, *f->range, &ok) :
		    c->parent == m->ical->root ? comp_overlaps(m, c, *f->range, &ok) : OK;
		if (st != OK)
			return st;
	}
	*yes = ok;
	return OK;
}

enum status
ical_match(struct ctx *cx, const struct ical *ical, const struct ical_comp_filter *filter,
    const struct zone *floating, bool *matches)
{
	struct match m = { cx, ical, floating, 0 };

	*matches = false;
	if (strcasecmp(filter->name, ical->root->name) != 0) {
		*matches = filter->is_not_defined;
		return OK;
	}
	if (filter->is_not_defined)
		return OK;
	return comp_matches(&m, ical->root, filter, matches);
}

enum status
ical_overlaps(struct ctx *cx, const struct ical *ical, const char *component, struct span span,
    const struct zone *floating, bool *overlaps)
{
	struct ical_comp_filter comp = { .name = component, .range = &span };
	struct ical_comp_filter top = { .name = "VCALENDAR", .comps = &comp };

	return ical_match(cx, ical, &top, floating, overlaps);
}
