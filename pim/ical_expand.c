/* Calendar data made to measure for a REPORT (RFC 4791, section 9.6). */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "pim/ical_expand.h"

/* The header of the stream without zones and without components of the object. */
static struct ical *
head_of(struct ctx *cx, const struct ical *from)
{
	struct ical_comp *root = ical_comp_new(cx->arena, from->root->name);
	struct ical *ical = arena_alloc(cx->arena, sizeof *ical);

	for (const struct content_line *p = from->root->props; p != NULL; p = p->next)
		ical_prop_add(root, content_line_copy(cx->arena, p));
	ical->root = root;
	ical_refresh(cx, ical);
	return ical;
}

/* A moment for the expanded form: UTC, but dates and floating times stay. */
static struct ical_time
plain(struct ical_time t, const struct zone *floating)
{
	if (t.form == ICAL_ZONED)
		return (struct ical_time){ .wall = ical_instant(t, floating), .form = ICAL_UTC };
	return t;
}

static struct ical_time
moment(struct ical_time t, int64_t utc)
{
	return t.form == ICAL_ZONED ? (struct ical_time){ .wall = utc, .form = ICAL_UTC } : t;
}

/* Times of whatever else the component holds, to UTC: no VTIMEZONE will follow. */
static void
drop_zones(struct ctx *cx, const struct ical *ical, struct ical_comp *c, const struct zone *floating)
{
	for (struct content_line *p = c->props; p != NULL; p = p->next) {
		struct ical_time t;
		const char *value;

		if (content_param_text(p, "TZID") == NULL)
			continue;
		if (ical_prop_time(cx, ical, p, &t) != OK) {
			ctx_forgive(cx);
			continue;
		}
		value = ical_time_write(cx->arena, plain(t, floating));
		content_set_value(cx->arena, p, value, strlen(value));
		content_param_drop(p, "TZID");
	}
	for (struct ical_comp *child = c->children; child != NULL; child = child->next)
		drop_zones(cx, ical, child, floating);
}

static struct ical_comp *
expanded(struct ctx *cx, const struct ical *ical, const struct occurrence *o,
    const struct zone *floating)
{
	static const char *const gone[] = { "RRULE", "RDATE", "EXDATE", "EXRULE", "RECURRENCE-ID" };
	struct ical_comp *c = ical_comp_copy(cx->arena, o->comp);
	const char *end = strcasecmp(c->name, "VTODO") == 0 ? "DUE" : "DTEND";
	bool has_start = ical_prop(c, "DTSTART") != NULL;

	for (size_t i = 0; i < COUNT(gone); i++)
		ical_remove(c, gone[i]);
	drop_zones(cx, ical, c, floating);
	if (has_start)
		ical_set_time(cx->arena, c, "DTSTART", moment(o->start, o->when.start));
	if (ical_prop(c, end) != NULL)
		ical_set_time(cx->arena, c, end, moment(o->end, o->when.end));
	if (o->recurring)
		ical_set_time(cx->arena, c, "RECURRENCE-ID", plain(o->id, floating));
	return c;
}

enum status
ical_expand(struct ctx *cx, const struct ical *ical, struct span span, const struct zone *floating,
    size_t limit, struct ical **out)
{
	struct ical *to = head_of(cx, ical);
	struct occurrence *list;
	size_t n;
	enum status st;

	if ((st = recur_expand(cx, ical, span, floating, limit, &list, &n)) != OK)
		return st;
	for (size_t i = 0; i < n; i++)
		ical_comp_add(to->root, expanded(cx, ical, &list[i], floating));
	if (n == 0)	/* a VTODO without times, a VFREEBUSY: as it is, without zones */
		for (size_t i = 0; i < ical->count; i++)
			if (ical_prop(ical->comps[i], "DTSTART") == NULL ||
			    ical->kind == ICAL_FREEBUSY || ical->kind == ICAL_AVAILABILITY) {
				struct ical_comp *c = ical_comp_copy(cx->arena, ical->comps[i]);

				drop_zones(cx, ical, c, floating);
				ical_comp_add(to->root, c);
			}
	ical_refresh(cx, to);
	*out = to;
	return OK;
}

static bool
touches(struct ctx *cx, const struct ical *ical, const struct ical_comp *c, struct span span,
    const struct zone *floating)
{
	struct ical_extent e, master;
	struct ical_time id;
	int64_t start, end;

	if (ical_extent(cx, ical, c, &e) == OK) {
		start = ical_instant(e.start, floating);
		end = ical_instant_after(e.start, e.length, floating);
		if (end > start ? start < span.end && end > span.start
		                : start >= span.start && start < span.end)
			return true;
	}
	/* Or did it happen there before it was moved? */
	if (ical_time(cx, ical, c, "RECURRENCE-ID", &id) == OK) {
		start = end = ical_instant(id, floating);
		if (ical->master != NULL && ical_extent(cx, ical, ical->master, &master) == OK)
			end = ical_instant_after(id, master.length, floating);
		if (end > start ? start < span.end && end > span.start
		                : start >= span.start && start < span.end)
			return true;
	}
	ctx_forgive(cx);
	return false;
}

enum status
ical_limit_recurrence(struct ctx *cx, const struct ical *ical, struct span span,
    const struct zone *floating, struct ical **out)
{
	struct ical *to = head_of(cx, ical);

	for (const struct ical_comp *c = ical->root->children; c != NULL; c = c->next) {
		const struct content_line *id = ical_prop(c, "RECURRENCE-ID");
		const char *range = id == NULL ? NULL : content_param_text(id, "RANGE");
		struct ical_time t;

		/* What changes all that follows may reach into the span. */
		if (id == NULL || touches(cx, ical, c, span, floating) ||
		    (range != NULL && strcasecmp(range, "THISANDFUTURE") == 0 &&
		    ical_prop_time(cx, ical, id, &t) == OK && ical_instant(t, floating) < span.end))
			ical_comp_add(to->root, ical_comp_copy(cx->arena, c));
	}
	ical_refresh(cx, to);
	*out = to;
	return OK;
}

enum status
ical_limit_freebusy(struct ctx *cx, const struct ical *ical, struct span span, struct ical **out)
{
	struct ical *to = ical_copy(cx, ical);
	enum status st;

	for (size_t i = 0; i < to->count; i++) {
		struct ical_comp *c = to->comps[i];
		struct content_line *p = c->props, *next;

		c->props = c->last_prop = NULL;
		for (; p != NULL; p = next) {
			struct buf kept = BUF_ON(cx->arena);
			struct ical_period *periods;
			size_t n;

			next = p->next;
			if (!content_is(p, "FREEBUSY")) {
				ical_prop_add(c, p);
				continue;
			}
			if ((st = ical_prop_periods(cx, to, p, &periods, &n)) != OK)
				return st;
			for (size_t k = 0; k < n; k++) {
				int64_t start = ical_instant(periods[k].start, NULL);
				int64_t end = ical_instant(periods[k].end, NULL);

				if (start < span.end && end > span.start)
					buf_printf(&kept, "%s%s/%s", kept.len > 0 ? "," : "",
					    ical_utc_write(cx->arena, start),
					    ical_utc_write(cx->arena, end));
			}
			if (kept.len == 0)
				continue;
			content_set_value(cx->arena, p, kept.data, kept.len);
			ical_prop_add(c, p);
		}
	}
	*out = to;
	return OK;
}

/* Partial data */

static const struct ical_want *
want_for(const struct ical_want *want, const char *name)
{
	for (const struct ical_want *w = want->comps; w != NULL; w = w->next)
		if (strcasecmp(w->name, name) == 0)
			return w;
	return NULL;
}

static struct ical_comp *
partial(struct ctx *cx, const struct ical_comp *from, const struct ical_want *want)
{
	struct ical_comp *c = ical_comp_new(cx->arena, from->name);

	for (const struct content_line *p = from->props; p != NULL; p = p->next) {
		const struct ical_want_prop *w = want->props;
		struct content_line *copy;

		while (w != NULL && !content_is(p, w->name))
			w = w->next;
		if (w == NULL && !want->all_props)
			continue;
		copy = content_line_copy(cx->arena, p);
		if (w != NULL && w->novalue)
			content_set_value(cx->arena, copy, "", 0);
		ical_prop_add(c, copy);
	}
	for (const struct ical_comp *child = from->children; child != NULL; child = child->next) {
		const struct ical_want *w = want_for(want, child->name);

		if (w != NULL)
			ical_comp_add(c, partial(cx, child, w));
		else if (want->all_comps)
			ical_comp_add(c, ical_comp_copy(cx->arena, child));
	}
	return c;
}

struct ical *
ical_partial(struct ctx *cx, const struct ical *ical, const struct ical_want *want)
{
	struct ical *to = arena_alloc(cx->arena, sizeof *to);

	to->root = partial(cx, ical->root, want);
	ical_refresh(cx, to);
	return to;
}

struct ical *
ical_redact(struct ctx *cx, const struct ical *ical, const char *title)
{
	static const char *const told[] = {
		"UID",
		"DTSTAMP",
		"CREATED",
		"LAST-MODIFIED",
		"SEQUENCE",
		"CLASS",
		"DTSTART",
		"DTEND",
		"DUE",
		"DURATION",
		"RRULE",
		"RDATE",
		"EXDATE",
		"RECURRENCE-ID",
		"TRANSP",
		"STATUS",
		"COMPLETED",
		"PERCENT-COMPLETE",
		"X-MICROSOFT-CDO-BUSYSTATUS",
		"X-MICROSOFT-CDO-ALLDAYEVENT",
	};
	struct ical *to = ical_copy(cx, ical);

	for (size_t i = 0; i < to->count; i++) {
		struct ical_comp *c = to->comps[i];
		struct content_line *p = c->props, *next;

		c->props = c->last_prop = NULL;
		for (; p != NULL; p = next) {
			bool keep = false;

			next = p->next;
			for (size_t k = 0; k < COUNT(told) && !keep; k++)
				keep = content_is(p, told[k]);
			if (keep)
				ical_prop_add(c, p);
		}
		c->children = c->last_child = NULL;
		if (title != NULL)
			ical_add(cx->arena, c, "SUMMARY", content_escaped(cx->arena, title));
	}
	return to;
}
