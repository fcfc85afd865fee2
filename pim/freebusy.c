/*
 * Busy time.  Periods are gathered as they come and merged once: at every
 * moment the strongest type holds (RFC 4791, section 7.10).  Availability
 * (RFC 7953) is painted beneath: by falling priority, each VAVAILABILITY
 * decides what no higher one has decided.
 */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "core/buf.h"
#include "pim/freebusy.h"

#define OCCURRENCES	50000

struct availability {
	struct availability	*next;
	const struct ical	*ical;
	const struct ical_comp	*comp;
	int64_t			 priority;	/* 1 highest … 9, then 0 */
	enum freebusy_type	 type;		/* outside of what is available */
	struct span		 when;
};

struct freebusy {
	struct ctx		*cx;
	struct span		 span;
	const struct zone	*floating;
	struct freebusy_period	*list;
	size_t			 count, size;
	struct availability	*availability;
};

struct freebusy *
freebusy_open(struct ctx *cx, struct span span, const struct zone *floating)
{
	struct freebusy *fb = arena_alloc(cx->arena, sizeof *fb);

	*fb = (struct freebusy){ .cx = cx, .span = span, .floating = floating };
	return fb;
}

void
freebusy_set_floating(struct freebusy *fb, const struct zone *floating)
{
	fb->floating = floating;
}

void
freebusy_add_period(struct freebusy *fb, struct span when, enum freebusy_type type)
{
	if (when.start < fb->span.start)
		when.start = fb->span.start;
	if (when.end > fb->span.end)
		when.end = fb->span.end;
	if (type == FB_FREE || when.start >= when.end)
		return;
	if (fb->count == fb->size) {
		size_t size = fb->size * 2 + 32;
		struct freebusy_period *more = arena_array(fb->cx->arena, size, sizeof *more);

		if (fb->count > 0)
			memcpy(more, fb->list, fb->count * sizeof *more);
		fb->list = more;
		fb->size = size;
	}
	fb->list[fb->count++] = (struct freebusy_period){ when, type };
}

static bool
value_is(const struct ical_comp *c, const char *name, const char *value)
{
	const char *v = ical_value(c, name);

	return v != NULL && strcasecmp(v, value) == 0;
}

enum freebusy_type
freebusy_type_of(struct ctx *cx, const struct ical_comp *c, const char *attendee)
{
	if (value_is(c, "TRANSP", "TRANSPARENT") || value_is(c, "STATUS", "CANCELLED"))
		return FB_FREE;
	for (const struct content_line *p = ical_prop(c, "ATTENDEE"); attendee != NULL && p != NULL;
	    p = ical_prop_next(p, "ATTENDEE")) {
		const char *answer = content_param_text(p, "PARTSTAT");

		if (answer == NULL || strcmp(ical_address(cx->arena, p), attendee) != 0)
			continue;
		if (strcasecmp(answer, "DECLINED") == 0 || strcasecmp(answer, "DELEGATED") == 0)
			return FB_FREE;
		if (strcasecmp(answer, "TENTATIVE") == 0 || strcasecmp(answer, "NEEDS-ACTION") == 0)
			return FB_TENTATIVE;
	}
	return value_is(c, "STATUS", "TENTATIVE") ? FB_TENTATIVE : FB_BUSY;
}

static enum freebusy_type
type_of(const char *name, enum freebusy_type otherwise)
{
	if (name == NULL)
		return otherwise;
	if (strcasecmp(name, "FREE") == 0)
		return FB_FREE;
	if (strcasecmp(name, "BUSY-TENTATIVE") == 0)
		return FB_TENTATIVE;
	if (strcasecmp(name, "BUSY-UNAVAILABLE") == 0)
		return FB_UNAVAILABLE;
	return FB_BUSY;		/* also what we do not know (RFC 5545, 3.2.9) */
}

static enum status
add_freebusy(struct freebusy *fb, const struct ical *ical, const struct ical_comp *c)
{
	enum status st;

	for (const struct content_line *p = ical_prop(c, "FREEBUSY"); p != NULL;
	     p = ical_prop_next(p, "FREEBUSY")) {
		enum freebusy_type type = type_of(content_param_text(p, "FBTYPE"), FB_BUSY);
		struct ical_period *periods;
		size_t n;

		if ((st = ical_prop_periods(fb->cx, ical, p, &periods, &n)) != OK)
			return st;
		for (size_t i = 0; i < n; i++)
			freebusy_add_period(fb,
			    (struct span){ ical_instant(periods[i].start, fb->floating),
			        ical_instant(periods[i].end, fb->floating) },
			    type);
	}
	return OK;
}

enum status
freebusy_add(struct ctx *cx, struct freebusy *fb, const struct ical *ical, const char *attendee)
{
	struct occurrence *list;
	size_t n;
	enum status st;

	if (ical->kind == ICAL_FREEBUSY) {
		for (size_t i = 0; i < ical->count; i++)
			if ((st = add_freebusy(fb, ical, ical->comps[i])) != OK)
				return st;
		return OK;
	}
	if (ical->kind != ICAL_EVENT)
		return OK;
	if ((st = recur_expand(cx, ical, fb->span, fb->floating, OCCURRENCES, &list, &n)) != OK)
		return st;
	for (size_t i = 0; i < n; i++)
		freebusy_add_period(fb, list[i].when, freebusy_type_of(cx, list[i].comp, attendee));
	return OK;
}

enum status
freebusy_add_availability(struct ctx *cx, struct freebusy *fb, const struct ical *ical)
{
	for (size_t i = 0; i < ical->count; i++) {
		const struct ical_comp *c = ical->comps[i];
		struct availability *a, **at = &fb->availability;
		struct ical_extent e;
		int64_t priority = ical_int(c, "PRIORITY", 0);
		enum status st;

		if (strcasecmp(c->name, "VAVAILABILITY") != 0)
			continue;
		a = arena_alloc(cx->arena, sizeof *a);
		*a = (struct availability){
			.ical = ical, .comp = c, .when = fb->span,
			.priority = priority < 1 || priority > 9 ? 10 : priority,
			.type = type_of(ical_value(c, "BUSYTYPE"), FB_UNAVAILABLE),
		};
		st = ical_extent(cx, ical, c, &e);
		if (st == OK) {
			a->when.start = ical_instant(e.start, fb->floating);
			if (e.has_end)
				a->when.end = ical_instant_after(e.start, e.length, fb->floating);
		} else if (st != ERR_NOT_FOUND)
			return st;
		while (*at != NULL && (*at)->priority <= a->priority)
			at = &(*at)->next;
		a->next = *at;
		*at = a;
	}
	return OK;
}

/*
 * Merging: first what is of one type, which of a full calendar leaves little;
 * then the edges of all in order, and how many of each type are open.
 */

#define DIGIT	11	/* bits that are sorted by in one turn */

static size_t
digit(const struct freebusy *fb, const struct freebusy_period *p, int shift)
{
	return ((uint64_t)p->when.start - (uint64_t)fb->span.start) >> shift & ((1 << DIGIT) - 1);
}

/* By their start, digit by digit: it is thousands of them, and comparing takes the longest. */
static void
sort(struct freebusy *fb)
{
	uint64_t width = (uint64_t)fb->span.end - (uint64_t)fb->span.start;
	struct freebusy_period *to = arena_array(fb->cx->arena, fb->count, sizeof *to);

	for (int shift = 0; shift < 64 && width >> shift > 0; shift += DIGIT) {
		struct freebusy_period *from = fb->list;
		size_t place[1 << DIGIT] = { 0 }, next = 0;

		for (size_t i = 0; i < fb->count; i++)
			place[digit(fb, &from[i], shift)]++;
		for (size_t d = 0; d < COUNT(place); d++) {
			size_t n = place[d];

			place[d] = next;
			next += n;
		}
		for (size_t i = 0; i < fb->count; i++)
			to[place[digit(fb, &from[i], shift)]++] = from[i];
		fb->list = to;
		to = from;
	}
}

static void
unite(struct freebusy *fb)
{
	struct freebusy_period *last[FB_BUSY + 1] = { NULL };
	size_t n = 0;

	sort(fb);
	for (size_t i = 0; i < fb->count; i++) {
		struct freebusy_period p = fb->list[i], *open = last[p.type];

		if (open == NULL || open->when.end < p.when.start) {
			last[p.type] = &fb->list[n];
			fb->list[n++] = p;
		} else if (open->when.end < p.when.end) {
			open->when.end = p.when.end;
		}
	}
	fb->size = fb->count = n;
}

struct edge {
	int64_t			at;
	enum freebusy_type	type;
	int			change;
};

static int
by_time(const void *a, const void *b)
{
	const struct edge *x = a, *y = b;

	return x->at < y->at ? -1 : x->at > y->at;
}

static size_t
merge(struct freebusy *fb, struct freebusy_period **out)
{
	struct freebusy_period *merged;
	struct edge *edges;
	int open[FB_BUSY + 1] = { 0 };
	enum freebusy_type now = FB_FREE;
	size_t n = 0, count;

	unite(fb);
	count = fb->count;
	edges = arena_array(fb->cx->arena, count * 2, sizeof *edges);
	merged = arena_array(fb->cx->arena, count * 2, sizeof *merged);
	for (size_t i = 0; i < count; i++) {
		const struct freebusy_period *p = &fb->list[i];

		edges[2 * i] = (struct edge){ p->when.start, p->type, 1 };
		edges[2 * i + 1] = (struct edge){ p->when.end, p->type, -1 };
	}
	qsort(edges, count * 2, sizeof *edges, by_time);
	for (size_t i = 0; i < count * 2; i++) {
		enum freebusy_type then = FB_FREE;

		open[edges[i].type] += edges[i].change;
		if (i + 1 < count * 2 && edges[i + 1].at == edges[i].at)
			continue;
		for (int t = FB_BUSY; t > FB_FREE && then == FB_FREE; t--)
			if (open[t] > 0)
				then = (enum freebusy_type)t;
		if (then == now)
			continue;
		if (now != FB_FREE)
			merged[n - 1].when.end = edges[i].at;
		if (then != FB_FREE)
			merged[n++] = (struct freebusy_period){ { edges[i].at, edges[i].at }, then };
		now = then;
	}
	*out = merged;
	return n;
}

/* What of FROM no period of BUT covers (both sorted and disjoint). */
static void
subtract(struct freebusy *fb, struct span from, const struct freebusy_period *but, size_t count,
    enum freebusy_type type)
{
	for (size_t i = 0; i < count && from.start < from.end; i++) {
		if (but[i].when.end <= from.start)
			continue;
		if (but[i].when.start >= from.end)
			break;
		freebusy_add_period(fb, (struct span){ from.start, but[i].when.start }, type);
		from.start = but[i].when.end;
	}
	freebusy_add_period(fb, from, type);
}

/* RFC 7953, section 4: what is not yet decided becomes free or busy as this one says. */
static enum status
paint(struct ctx *cx, struct freebusy *fb, const struct availability *a, struct freebusy *decided)
{
	struct freebusy free_time = { .cx = cx, .span = a->when, .floating = fb->floating };
	struct freebusy_period *available, *before;
	struct span when = a->when;
	size_t n, n_before;
	enum status st;

	if (when.start < fb->span.start)
		when.start = fb->span.start;
	if (when.end > fb->span.end)
		when.end = fb->span.end;
	for (const struct ical_comp *c = ical_child(a->comp, "AVAILABLE"); c != NULL;) {
		const char *uid = ical_value(c, "UID");
		struct ical_comp *same[64];
		struct occurrence *list;
		size_t same_count = 0, found;
		bool first = true;

		/* Overrides of an AVAILABLE share its UID. */
		for (struct ical_comp *o = ical_child(a->comp, "AVAILABLE"); o != NULL;
		     o = ical_child_next(o, "AVAILABLE")) {
			const char *other = ical_value(o, "UID");

			if (o != c && (uid == NULL || other == NULL || strcmp(uid, other) != 0))
				continue;
			if (same_count == 0 && o != c)
				first = false;
			if (same_count < COUNT(same))
				same[same_count++] = o;
		}
		if (first) {
			if ((st = recur_expand_comps(cx, a->ical, same, same_count, when, fb->floating,
			    OCCURRENCES, &list, &found)) != OK)
				return st;
			for (size_t i = 0; i < found; i++)
				freebusy_add_period(&free_time, list[i].when, FB_BUSY);
		}
		c = ical_child_next(c, "AVAILABLE");
	}
	n = merge(&free_time, &available);
	n_before = merge(decided, &before);

	/* Gaps between what is available, less what was decided before. */
	free_time.count = 0;
	subtract(&free_time, when, available, n, FB_BUSY);
	for (size_t i = 0; i < free_time.count; i++)
		subtract(fb, free_time.list[i].when, before, n_before, a->type);
	freebusy_add_period(decided, when, FB_BUSY);
	return OK;
}

size_t
freebusy_periods(struct ctx *cx, struct freebusy *fb, struct freebusy_period **out)
{
	struct freebusy decided = { .cx = cx, .span = fb->span };

	for (const struct availability *a = fb->availability; a != NULL; a = a->next)
		if (paint(cx, fb, a, &decided) != OK)
			ctx_forgive(cx);	/* too many occurrences: as if it said nothing */
	fb->availability = NULL;
	return merge(fb, out);
}

struct ical *
freebusy_write(struct ctx *cx, struct freebusy *fb, const struct freebusy_reply *reply)
{
	static const char *const types[] = {
		[FB_TENTATIVE] = "BUSY-TENTATIVE",
		[FB_UNAVAILABLE] = "BUSY-UNAVAILABLE",
		[FB_BUSY] = "BUSY",
	};
	struct ical *ical = ical_new(cx);
	struct ical_comp *c = ical_comp_new(cx->arena, "VFREEBUSY");
	struct freebusy_period *list;
	size_t n = freebusy_periods(cx, fb, &list);

	if (reply->method != NULL)
		ical_add(cx->arena, ical->root, "METHOD", reply->method);
	ical_add(cx->arena, c, "UID",
	    reply->uid != NULL ? reply->uid
	                       : arena_printf(cx->arena, "freebusy-%lld-%lld@hayloft",
	                             (long long)fb->span.start, (long long)fb->span.end));
	ical_add(cx->arena, c, "DTSTAMP", ical_utc_write(cx->arena, reply->now));
	ical_add(cx->arena, c, "DTSTART", ical_utc_write(cx->arena, fb->span.start));
	ical_add(cx->arena, c, "DTEND", ical_utc_write(cx->arena, fb->span.end));
	if (reply->organizer != NULL)
		ical_prop_add(c, content_line_copy(cx->arena, reply->organizer));
	if (reply->attendee != NULL)
		ical_prop_add(c, content_line_copy(cx->arena, reply->attendee));
	for (size_t i = 0; i < n; i++) {
		struct content_line *p = ical_add(cx->arena, c, "FREEBUSY",
		    arena_printf(cx->arena, "%s/%s",
		        ical_utc_write(cx->arena, list[i].when.start),
		        ical_utc_write(cx->arena, list[i].when.end)));

		if (list[i].type != FB_BUSY)
			content_param_put(cx->arena, p, "FBTYPE", types[list[i].type]);
	}
	ical_comp_add(ical->root, c);
	ical_refresh(cx, ical);
	return ical;
}
