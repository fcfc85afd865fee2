/*
 * VTIMEZONE (RFC 5545, section 3.6.5), read and written.  A zone that was sent
 * is laid out as single changes up to the year 2200, within a budget: nobody
 * makes appointments later in a zone that only he knows.
 */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "core/buf.h"
#include "pim/recur.h"
#include "pim/zone_data.h"

#define CHANGES_MAX	4000
#define LAID_OUT_TO	7258118400LL	/* 2200-01-01 */
#define LAID_OUT_FROM	(-2208988800LL)	/* 1900-01-01: rules begin there at the earliest */

struct onset {
	int64_t	at;	/* UTC */
	int	before;
	int	type;
};

struct layout {
	struct ctx	*cx;
	struct zone	*zone;
	struct onset	*onsets;
	size_t		 count;
	int64_t		 budget;
};

/* "+0100", "-033000" */
static bool
read_offset(const char *s, int *out)
{
	int h, m, sec = 0;

	if (s == NULL || (*s != '+' && *s != '-') || (strlen(s) != 5 && strlen(s) != 7) ||
	    strspn(s + 1, "0123456789") != strlen(s + 1))
		return false;
	h = (s[1] - '0') * 10 + s[2] - '0';
	m = (s[3] - '0') * 10 + s[4] - '0';
	if (s[5] != '\0')
		sec = (s[5] - '0') * 10 + s[6] - '0';
	if (h > 24 || m > 59 || sec > 59)
		return false;
	*out = (h * 3600 + m * 60 + sec) * (*s == '-' ? -1 : 1);
	return true;
}

static void
add_onset(struct layout *l, int64_t wall, int before, int type)
{
	if (l->count < CHANGES_MAX)
		l->onsets[l->count++] = (struct onset){ wall - before, before, type };
}

static void
add_rule(struct layout *l, const char *text, struct ical_time start, int before, int type)
{
	struct recur_rule *rule;
	struct recur_iter *it;
	int64_t wall;

	if (recur_rule_read(l->cx, text, &rule) != OK) {
		ctx_forgive(l->cx);
		return;
	}
	/* UNTIL is UTC, the onsets are on the clock before them. */
	if (rule->has_until && rule->until.form == ICAL_UTC) {
		rule->until.form = ICAL_FLOATING;
		rule->until.wall += before;
	}
	it = recur_iter_open(l->cx, rule, start, &l->budget);
	if (start.wall < LAID_OUT_FROM)
		recur_iter_skip(it, LAID_OUT_FROM);
	while (l->count < CHANGES_MAX && recur_iter_next(it, &wall) == OK && wall < LAID_OUT_TO)
		add_onset(l, wall, before, type);
}

static bool
add_observance(struct layout *l, const struct ical_comp *c, bool is_dst)
{
	const char *name = ical_value(c, "TZNAME"), *at = ical_value(c, "DTSTART");
	struct ical_time start;
	int before, after, type = (int)l->zone->count;

	if (at == NULL || !ical_time_read(at, strlen(at), &start) ||
	    !read_offset(ical_value(c, "TZOFFSETFROM"), &before) ||
	    !read_offset(ical_value(c, "TZOFFSETTO"), &after))
		return false;
	start.form = ICAL_FLOATING;
	l->zone->types[type] = (struct zone_type){ after, is_dst, name == NULL ? "" : name };
	l->zone->count++;	/* of types, for the time being */
	add_onset(l, start.wall, before, type);
	for (const struct content_line *p = ical_prop(c, "RRULE"); p != NULL;
	     p = ical_prop_next(p, "RRULE"))
		add_rule(l, p->value, start, before, type);
	for (const struct content_line *p = ical_prop(c, "RDATE"); p != NULL;
	     p = ical_prop_next(p, "RDATE")) {
		struct content_list list = content_split(l->cx->arena, p->value, p->value_len, ',');

		for (size_t i = 0; i < list.count; i++) {
			struct ical_time t;

			if (ical_time_read(list.items[i], strcspn(list.items[i], "/"), &t))
				add_onset(l, t.form == ICAL_UTC ? t.wall + before : t.wall,
				    before, type);
		}
	}
	return true;
}

static int
by_time(const void *a, const void *b)
{
	const struct onset *x = a, *y = b;

	return x->at < y->at ? -1 : x->at > y->at;
}

enum status
zone_from_vtimezone(struct ctx *cx, const struct ical_comp *vtimezone, const struct zone **out)
{
	struct zone *z = arena_alloc(cx->arena, sizeof *z);
	const char *tzid = ical_value(vtimezone, "TZID");
	struct layout l = { .cx = cx, .zone = z, .budget = 200000 };
	size_t observances = 0;

	for (const struct ical_comp *c = vtimezone->children; c != NULL; c = c->next)
		observances++;
	if (observances > 250)
		observances = 250;
	z->name = tzid == NULL ? "" : tzid;
	z->types = arena_array(cx->arena, observances + 1, sizeof *z->types);
	l.onsets = arena_array(cx->arena, CHANGES_MAX, sizeof *l.onsets);
	z->count = 1;		/* types[0] is what holds before all */
	for (const struct ical_comp *c = vtimezone->children;
	     c != NULL && z->count <= observances; c = c->next)
		if (strcasecmp(c->name, "STANDARD") == 0 || strcasecmp(c->name, "DAYLIGHT") == 0)
			add_observance(&l, c, strcasecmp(c->name, "DAYLIGHT") == 0);
	if (l.count == 0)
		return fault(cx, ERR_INVALID, "VTIMEZONE %.80s says nothing", z->name);

	qsort(l.onsets, l.count, sizeof *l.onsets, by_time);
	z->types[0] = (struct zone_type){ l.onsets[0].before, false, "" };
	z->at = arena_array(cx->arena, l.count, sizeof *z->at);
	z->kind = arena_array(cx->arena, l.count, 1);
	z->count = 0;
	for (size_t i = 0; i < l.count; i++) {
		if (z->count > 0 && z->at[z->count - 1] == l.onsets[i].at)
			z->count--;		/* the later one in the text */
		z->at[z->count] = l.onsets[i].at;
		z->kind[z->count++] = (uint8_t)l.onsets[i].type;
	}
	*out = z;
	return OK;
}

/* Writing */

static const char *
offset_text(struct arena *arena, int offset)
{
	int n = abs(offset);

	if (n % 60 != 0)
		return arena_printf(arena, "%c%02d%02d%02d", offset < 0 ? '-' : '+', n / 3600,
		    n / 60 % 60, n % 60);
	return arena_printf(arena, "%c%02d%02d", offset < 0 ? '-' : '+', n / 3600, n / 60 % 60);
}

static struct ical_comp *
add_sub(struct arena *arena, struct ical_comp *to, const struct zone_type *type, int before,
    int64_t wall)
{
	struct ical_comp *c = ical_comp_new(arena, type->is_dst ? "DAYLIGHT" : "STANDARD");

	ical_add(arena, c, "DTSTART", ical_time_write(arena,
	    (struct ical_time){ .wall = wall, .form = ICAL_FLOATING }));
	ical_add(arena, c, "TZOFFSETFROM", offset_text(arena, before));
	ical_add(arena, c, "TZOFFSETTO", offset_text(arena, type->offset));
	if (type->abbreviation[0] != '\0')
		ical_add(arena, c, "TZNAME", content_escaped(arena, type->abbreviation));
	ical_comp_add(to, c);
	return c;
}

/*
 * The yearly rule of a change, NULL when RRULE cannot tell it.  A time before
 * or after its day moves the weekday; which one of the month it is then is
 * told by the days of the month that it can fall on.
 */
static const char *
change_rule(struct arena *arena, const struct zone_change *c)
{
	static const char names[7][3] = { "SU", "MO", "TU", "WE", "TH", "FR", "SA" };
	int shift = c->time >= 0 ? c->time / ICAL_DAY : -((ICAL_DAY - 1 - c->time) / ICAL_DAY);
	struct buf out = BUF_ON(arena);

	if (c->kind != CHANGE_MONTH)
		return NULL;
	if (shift == 0)
		return arena_printf(arena, "FREQ=YEARLY;BYMONTH=%d;BYDAY=%d%s", c->month,
		    c->week == 5 ? -1 : c->week, names[c->day]);
	if (shift < -1 || shift > 1 || (c->week == 5 && shift > 0) || (c->week == 1 && shift < 0))
		return NULL;
	buf_printf(&out, "FREQ=YEARLY;BYMONTH=%d;BYDAY=%s;BYMONTHDAY=", c->month,
	    names[(c->day + shift + 7) % 7]);
	for (int i = 0; i < 7; i++)
		buf_printf(&out, "%s%d", i == 0 ? "" : ",",
		    c->week == 5 ? i - 7 + shift : (c->week - 1) * 7 + 1 + i + shift);
	return buf_str(&out);
}

static void
write_tail(struct arena *arena, struct ical_comp *vtz, const struct zone *zone, int64_t from,
    int64_t until)
{
	const char *start = change_rule(arena, &zone->start), *end = change_rule(arena, &zone->end);
	bool has_start = false, has_end = false;
	int64_t when;
	int before, after;

	while (zone_next_change(zone, from, &when, &before, &after) &&
	    (start == NULL || end == NULL ? when < until : !has_start || !has_end)) {
		const struct zone_type *type = zone_type_at(zone, when);
		bool is_start = type == &zone->daylight;
		struct ical_comp *c = add_sub(arena, vtz, type, before, when + before);

		if (start != NULL && end != NULL)
			ical_add(arena, c, "RRULE", is_start ? start : end);
		*(is_start ? &has_start : &has_end) = true;
		from = when;
	}
}

struct ical_comp *
zone_write(struct arena *arena, const struct zone *zone, const char *tzid, int64_t from, int64_t until)
{
	struct ical_comp *vtz = ical_comp_new(arena, "VTIMEZONE");
	int64_t tail = zone->count == 0 ? INT64_MIN : zone->at[zone->count - 1];
	int64_t when;
	int before, after;

	ical_add(arena, vtz, "TZID", tzid == NULL ? zone->name : tzid);
	/* What holds at first.  A rule would tell it too, once it has begun. */
	from = from < LAID_OUT_FROM ? LAID_OUT_FROM : from;
	add_sub(arena, vtz, zone_type_at(zone, from), zone_offset(zone, from),
	    from + zone_offset(zone, from));
	while (from < tail && zone_next_change(zone, from, &when, &before, &after) &&
	    when <= tail && when < until) {
		add_sub(arena, vtz, zone_type_at(zone, when), before, when + before);
		from = when;
	}
	if (zone->has_tail && zone->has_daylight && until > tail)
		write_tail(arena, vtz, zone, from > tail ? from : tail, until);
	return vtz;
}
