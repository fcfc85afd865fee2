/*
 * The recurrence set of an object: DTSTART, rules and RDATEs, less EXDATEs,
 * with overrides in place of the occurrences they describe (RFC 5545, 3.8.5;
 * RANGE=THISANDFUTURE: 3.2.13).
 *
 * Occurrences are generated for a window of starts wide enough for whatever
 * could reach into the span, then shaped, tested and sorted.  DTSTART counts
 * as the first one even where it does not fit its rule.
 */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "pim/recur.h"

struct ids {
	int64_t	*v;
	size_t	 n, size;
};

struct override {
	int64_t			 utc;		/* its RECURRENCE-ID */
	struct ical_time	 id;
	const struct ical_comp	*comp;
	struct ical_extent	 extent;
	bool			 has_extent;
	bool			 to_future;	/* RANGE=THISANDFUTURE */
};

struct set {
	struct ctx		*cx;
	const struct ical	*ical;
	const struct zone	*floating;
	struct span		 span;
	size_t			 limit;
	int64_t			 budget;

	const struct ical_comp	*master;
	struct ical_extent	 extent;
	struct ids		 exdates;	/* instants */
	struct ids		 exdays;	/* dates without time, as days */
	struct override		*overrides;	/* by utc */
	size_t			 override_count;
	struct ids		 overridden_days;
	const struct override	**ranges;	/* those to all that follow, by utc */
	size_t			 range_count;

	struct occurrence	*list;
	size_t			 count, size;
};

static int
by_int(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

	return x < y ? -1 : x > y;
}

static int
by_id(const void *a, const void *b)
{
	return by_int(&((const struct override *)a)->utc, &((const struct override *)b)->utc);
}

static int
by_start(const void *a, const void *b)
{
	const struct occurrence *x = a, *y = b;

	if (x->when.start != y->when.start)
		return x->when.start < y->when.start ? -1 : 1;
	return by_int(&x->when.end, &y->when.end);
}

static void
ids_sort(struct ids *ids)
{
	if (ids->n > 1)
		qsort(ids->v, ids->n, sizeof *ids->v, by_int);
}

static void
ids_add(struct set *s, struct ids *ids, int64_t v)
{
	if (ids->n == ids->size) {
		int64_t *more = arena_array(s->cx->arena, ids->size * 2 + 16, sizeof *more);

		if (ids->n > 0)
			memcpy(more, ids->v, ids->n * sizeof *more);
		ids->v = more;
		ids->size = ids->size * 2 + 16;
	}
	ids->v[ids->n++] = v;
}

static bool
ids_have(const struct ids *ids, int64_t v)
{
	return ids->n > 0 && bsearch(&v, ids->v, ids->n, sizeof v, by_int) != NULL;
}

static int64_t
day_of(struct ical_time t)
{
	return t.wall / ICAL_DAY - (t.wall % ICAL_DAY < 0);
}

static int64_t
instant(const struct set *s, struct ical_time t)
{
	return ical_instant(t, s->floating);
}

/* Start of a component for what recurs: VTODOs without DTSTART recur by DUE. */
static enum status
extent_of(struct set *s, const struct ical_comp *comp, struct ical_extent *out)
{
	enum status st = ical_extent(s->cx, s->ical, comp, out);

	if (st == ERR_NOT_FOUND && strcasecmp(comp->name, "VTODO") == 0) {
		*out = (struct ical_extent){ .has_end = true };
		st = ical_time(s->cx, s->ical, comp, "DUE", &out->start);
	}
	return st;
}

static enum status
read_overrides(struct set *s, struct ical_comp *const *comps, size_t count)
{
	enum status st;

	s->overrides = arena_array(s->cx->arena, count, sizeof *s->overrides);
	for (size_t i = 0; i < count; i++) {
		const struct content_line *p = ical_prop(comps[i], "RECURRENCE-ID");
		struct override *o = &s->overrides[s->override_count];
		const char *range;

		if (p == NULL) {
			if (s->master == NULL)
				s->master = comps[i];
			continue;
		}
		if ((st = ical_prop_time(s->cx, s->ical, p, &o->id)) != OK)
			return st;
		o->comp = comps[i];
		st = extent_of(s, comps[i], &o->extent);
		if (st != OK && st != ERR_NOT_FOUND)
			return st;
		o->has_extent = st == OK;
		range = content_param_text(p, "RANGE");
		o->to_future = range != NULL && strcasecmp(range, "THISANDFUTURE") == 0;
		s->override_count++;
	}
	if (s->master != NULL) {
		st = extent_of(s, s->master, &s->extent);
		if (st == ERR_NOT_FOUND)
			s->master = NULL;
		else if (st != OK)
			return st;
	}
	for (size_t i = 0; i < s->override_count; i++) {
		struct override *o = &s->overrides[i];

		/* A date as the id of something with a time: that day's occurrence. */
		if (s->master != NULL && o->id.form == ICAL_DATE && s->extent.start.form != ICAL_DATE) {
			ids_add(s, &s->overridden_days, day_of(o->id));
			o->id = (struct ical_time){
				.wall =
				    o->id.wall +
				    ((s->extent.start.wall % ICAL_DAY) + ICAL_DAY) % ICAL_DAY,
				.form = s->extent.start.form,
				.zone = s->extent.start.zone,
			};
		}
		o->utc = instant(s, o->id);
	}
	if (s->override_count > 1)
		qsort(s->overrides, s->override_count, sizeof *s->overrides, by_id);
	s->ranges = arena_array(s->cx->arena, s->override_count, sizeof(struct override *));
	for (size_t i = 0; i < s->override_count; i++)
		if (s->overrides[i].to_future && s->overrides[i].has_extent)
			s->ranges[s->range_count++] = &s->overrides[i];
	return OK;
}

static enum status
read_exdates(struct set *s)
{
	enum status st;

	for (const struct content_line *p = ical_prop(s->master, "EXDATE"); p != NULL;
	    p = ical_prop_next(p, "EXDATE")) {
		struct ical_time *times;
		size_t n;

		if ((st = ical_prop_times(s->cx, s->ical, p, &times, &n)) != OK)
			return st;
		for (size_t i = 0; i < n; i++) {
			if (times[i].form == ICAL_DATE && s->extent.start.form != ICAL_DATE)
				ids_add(s, &s->exdays, day_of(times[i]));
			else if (times[i].form != ICAL_DATE && s->extent.start.form == ICAL_DATE)
				ids_add(s, &s->exdates, instant(s, (struct ical_time){
				    .wall = day_of(times[i]) * ICAL_DAY, .form = ICAL_DATE }));
			else
				ids_add(s, &s->exdates, instant(s, times[i]));
		}
	}
	ids_sort(&s->exdates);
	ids_sort(&s->exdays);
	ids_sort(&s->overridden_days);
	return OK;
}

static enum status
open_set(struct set *s, struct ctx *cx, const struct ical *ical, struct ical_comp *const *comps,
    size_t count, const struct zone *floating)
{
	enum status st;

	*s = (struct set){ .cx = cx, .ical = ical, .floating = floating, .budget = RECUR_STEPS };
	if ((st = read_overrides(s, comps, count)) != OK)
		return st;
	return s->master == NULL ? OK : read_exdates(s);
}

static bool
overlaps(struct span when, struct span span)
{
	if (when.end <= when.start)
		return when.start >= span.start && when.start < span.end;
	return when.start < span.end && when.end > span.start;
}

static enum status
keep(struct set *s, struct ical_time start, struct ical_duration length, const struct ical_time *end,
    struct ical_time id, const struct ical_comp *comp, bool recurring, bool by_range)
{
	struct occurrence o = {
		.when = { instant(s, start),
		    end != NULL ? instant(s, *end)
		                : ical_instant_after(start, length, s->floating) },
		.start = start,
		.end = end != NULL ? *end : ical_time_add(start, length),
		.id = id,
		.comp = comp,
		.recurring = recurring,
		.by_range = by_range,
	};

	if (!overlaps(o.when, s->span))
		return OK;
	if (s->count == s->limit) {
		s->cx->condition = "C:max-instances";
		return fault(s->cx, ERR_LIMIT, "more than %zu occurrences", s->limit);
	}
	if (s->count == s->size) {
		size_t size = s->size * 2 + 8;
		struct occurrence *more = arena_array(s->cx->arena, size, sizeof *more);

		if (s->count > 0)
			memcpy(more, s->list, s->count * sizeof *more);
		s->list = more;
		s->size = size;
	}
	s->list[s->count++] = o;
	return OK;
}

/* The last override with RANGE=THISANDFUTURE at or before that id. */
static const struct override *
range_for(const struct set *s, int64_t utc)
{
	size_t low = 0, high = s->range_count;

	while (low < high) {
		size_t mid = (low + high) / 2;

		if (s->ranges[mid]->utc <= utc)
			low = mid + 1;
		else
			high = mid;
	}
	return low == 0 ? NULL : s->ranges[low - 1];
}

/* How far an override moved what it describes, on the wall clock. */
static int64_t
shift_of(const struct override *o)
{
	struct ical_time id = o->id;

	if (o->extent.start.form == ICAL_ZONED && id.form == ICAL_UTC)
		id = ical_time_at(id.wall, o->extent.start, NULL);
	else if (o->extent.start.form == ICAL_ZONED && id.form == ICAL_ZONED &&
	         id.zone != o->extent.start.zone)
		id = ical_time_at(ical_instant(id, NULL), o->extent.start, NULL);
	return o->extent.start.wall - id.wall;
}

static bool
is_left_out(const struct set *s, struct ical_time id, int64_t utc)
{
	struct override key = { .utc = utc };

	return ids_have(&s->exdates, utc) || ids_have(&s->exdays, day_of(id)) ||
	    ids_have(&s->overridden_days, day_of(id)) ||
	    (s->override_count > 0 &&
	    bsearch(&key, s->overrides, s->override_count, sizeof key, by_id) != NULL);
}

/* One element of the master's set. */
static enum status
add(struct set *s, struct ical_time id, struct ical_duration length, const struct ical_time *end,
    bool recurring)
{
	int64_t utc = instant(s, id);
	const struct override *range;

	if (is_left_out(s, id, utc))
		return OK;
	if ((range = range_for(s, utc)) != NULL) {
		struct ical_time start = ical_time_at(utc, range->extent.start, s->floating);

		start.wall += shift_of(range);
		return keep(s, start, range->extent.length, NULL, id, range->comp, true, true);
	}
	return keep(s, id, length, end, id, s->master, recurring, false);
}

/*
 * The window on the clock of the start.  Two days cover every offset and every
 * change of offset; rules by the second would spend their budget on them, so
 * these get three hours, which is more than daylight saving moves.
 */
static struct span
window(const struct set *s, const struct recur_rule *rule, int64_t before, int64_t after)
{
	int64_t slack = rule->freq < RECUR_HOURLY ? 2 * ICAL_DAY : 3 * 3600;
	struct span w = s->span;

	if (w.start > ICAL_MIN)
		w.start = ical_time_at(w.start, s->extent.start, s->floating).wall;
	if (w.end < ICAL_MAX)
		w.end = ical_time_at(w.end, s->extent.start, s->floating).wall;
	return (struct span){ w.start - before - slack, w.end + after + slack };
}

static enum status
add_rules(struct set *s, int64_t before, int64_t after)
{
	struct ical_time start = s->extent.start;
	struct span w;
	enum status st;

	for (const struct content_line *p = ical_prop(s->master, "RRULE"); p != NULL;
	    p = ical_prop_next(p, "RRULE")) {
		struct recur_rule *rule;
		struct recur_iter *it;
		int64_t wall;

		if ((st = recur_rule_read(s->cx, p->value, &rule)) != OK)
			return st;
		if (rule->count > 0) {	/* does DTSTART use up one that the rule does not give? */
			int64_t budget = 1000;

			it = recur_iter_open(s->cx, rule, start, &budget);
			if (recur_iter_next(it, &wall) == OK && wall != start.wall &&
			    --rule->count == 0)
				continue;
		}
		it = recur_iter_open(s->cx, rule, start, &s->budget);
		w = window(s, rule, before, after);
		recur_iter_skip(it, w.start);
		while ((st = recur_iter_next(it, &wall)) == OK && wall < w.end) {
			struct ical_time t = start;

			t.wall = wall;
			if (wall != start.wall && (st = add(s, t, s->extent.length, NULL, true)) != OK)
				return st;
		}
		if (st == ERR_LIMIT) {
			s->cx->condition = "C:max-instances";
			return fault(s->cx, ERR_LIMIT, "RRULE takes too many steps: %.80s", p->value);
		}
	}
	return OK;
}

static enum status
add_rdates(struct set *s)
{
	enum status st;

	for (const struct content_line *p = ical_prop(s->master, "RDATE"); p != NULL;
	    p = ical_prop_next(p, "RDATE")) {
		struct ical_period *periods;
		const char *value = content_param_text(p, "VALUE");
		bool has_end = value != NULL && strcasecmp(value, "PERIOD") == 0;
		size_t n;

		if ((st = ical_prop_periods(s->cx, s->ical, p, &periods, &n)) != OK)
			return st;
		for (size_t i = 0; i < n; i++)
			if (instant(s, periods[i].start) != instant(s, s->extent.start) &&
			    (st = add(s, periods[i].start, s->extent.length,
			    has_end ? &periods[i].end : NULL, true)) != OK)
				return st;
	}
	return OK;
}

static bool
has_rules(const struct ical_comp *comp)
{
	return ical_prop(comp, "RRULE") != NULL || ical_prop(comp, "RDATE") != NULL;
}

static int64_t
length_of(const struct ical_extent *e)
{
	return e->length.days * ICAL_DAY + e->length.seconds;
}

static enum status
expand(struct set *s)
{
	struct ical_time start = s->extent.start;
	bool recurring;
	enum status st;

	for (size_t i = 0; i < s->override_count; i++) {
		struct override *o = &s->overrides[i];

		if (o->has_extent && (st = keep(s, o->extent.start, o->extent.length, NULL,
		    o->id, o->comp, true, false)) != OK)
			return st;
	}
	if (s->master != NULL) {
		/* Starts that can reach into the span; overrides may move them by their shift. */
		int64_t before = length_of(&s->extent), after = 0;

		for (size_t i = 0; i < s->override_count; i++) {
			struct override *o = &s->overrides[i];

			if (!o->to_future || !o->has_extent)
				continue;
			if (llabs(shift_of(o)) + length_of(&o->extent) > before)
				before = llabs(shift_of(o)) + length_of(&o->extent);
			if (llabs(shift_of(o)) > after)
				after = llabs(shift_of(o));
		}
		recurring = has_rules(s->master);
		if ((st = add(s, start, s->extent.length, NULL, recurring)) != OK ||
		    (recurring && (st = add_rules(s, before, after)) != OK) ||
		    (recurring && (st = add_rdates(s)) != OK))
			return st;
	}
	if (s->count > 1)
		qsort(s->list, s->count, sizeof *s->list, by_start);
	return OK;
}

/* Rules and RDATEs may give the same moment; it is one occurrence. */
static void
unite(struct set *s)
{
	size_t n = 0;

	for (size_t i = 0; i < s->count; i++) {
		struct occurrence *o = &s->list[i];
		bool twice = false;

		for (size_t j = n; j > 0 && s->list[j - 1].when.start == o->when.start && !twice; j--)
			twice = s->list[j - 1].comp == o->comp && !s->list[j - 1].by_range &&
			    instant(s, s->list[j - 1].id) == instant(s, o->id);
		if (!twice)
			s->list[n++] = *o;
	}
	s->count = n;
}

enum status
recur_expand_comps(struct ctx *cx, const struct ical *ical, struct ical_comp *const *comps,
    size_t comp_count, struct span span, const struct zone *floating, size_t limit,
    struct occurrence **out, size_t *count)
{
	struct set s;
	enum status st;

	if ((st = open_set(&s, cx, ical, comps, comp_count, floating)) != OK)
		return st;
	s.span = span;
	s.limit = limit;
	if ((st = expand(&s)) != OK)
		return st;
	unite(&s);
	*out = s.list;
	*count = s.count;
	return OK;
}

enum status
recur_expand(struct ctx *cx, const struct ical *ical, struct span span, const struct zone *floating,
    size_t limit, struct occurrence **out, size_t *count)
{
	return recur_expand_comps(
	    cx, ical, ical->comps, ical->count, span, floating, limit, out, count);
}

enum status
recur_has(struct ctx *cx, const struct ical *ical, struct ical_time id, bool *yes)
{
	struct set s;
	enum status st;
	int64_t utc;

	*yes = false;
	if (ical->master == NULL)
		return OK;
	if ((st = open_set(&s, cx, ical, &(struct ical_comp *){ ical->master }, 1, NULL)) != OK)
		return st;
	if (s.master == NULL)
		return OK;
	utc = instant(&s, id);
	s.span = (struct span){ utc, utc + 1 };
	s.limit = 1000;
	if ((st = expand(&s)) != OK)
		return st;
	for (size_t i = 0; i < s.count; i++)
		if (instant(&s, s.list[i].id) == utc ||
		    (id.form == ICAL_DATE && day_of(s.list[i].id) == day_of(id)))
			*yes = true;
	return OK;
}

/* Extent for the index */

static void
widen(struct span *span, int64_t start, int64_t end)
{
	if (start < span->start)
		span->start = start;
	if (end > span->end)
		span->end = end;
}

/* The end of the last occurrence that a rule gives, SPAN_MAX when there is none. */
static enum status
rule_end(struct set *s, const char *text, int64_t *out)
{
	struct recur_rule *rule;
	struct recur_iter *it;
	struct ical_time t = s->extent.start;
	int64_t wall;
	enum status st;

	if ((st = recur_rule_read(s->cx, text, &rule)) != OK)
		return st;
	*out = SPAN_MAX;
	if (rule->is_impossible) {
		*out = ical_instant_after(t, s->extent.length, s->floating);
	} else if (rule->has_until) {
		t.wall = rule->until.wall;
		if (rule->until.form == ICAL_DATE)
			t.wall += ICAL_DAY - 1;
		else if (rule->until.form == ICAL_UTC && t.form == ICAL_ZONED)
			t.wall = zone_to_wall(t.zone, rule->until.wall);
		if (t.wall < s->extent.start.wall)
			t.wall = s->extent.start.wall;
		t.form = t.form == ICAL_DATE ? ICAL_FLOATING : t.form;
		*out = ical_instant_after(t, s->extent.length, s->floating);
	} else if (rule->count > 0) {
		it = recur_iter_open(s->cx, rule, t, &s->budget);
		while ((st = recur_iter_next(it, &wall)) == OK)
			t.wall = wall;
		if (st == ERR_NOT_FOUND)
			*out = ical_instant_after(t, s->extent.length, s->floating);
	}
	return OK;
}

static enum status
add_master_extent(struct set *s, struct span *span)
{
	int64_t start = instant(s, s->extent.start), end;
	enum status st;

	widen(span, start, ical_instant_after(s->extent.start, s->extent.length, s->floating));
	for (const struct content_line *p = ical_prop(s->master, "RRULE"); p != NULL;
	    p = ical_prop_next(p, "RRULE")) {
		if ((st = rule_end(s, p->value, &end)) != OK)
			return st;
		widen(span, start, end);
	}
	for (const struct content_line *p = ical_prop(s->master, "RDATE"); p != NULL;
	    p = ical_prop_next(p, "RDATE")) {
		struct ical_period *periods;
		size_t n;

		if ((st = ical_prop_periods(s->cx, s->ical, p, &periods, &n)) != OK)
			return st;
		for (size_t i = 0; i < n; i++) {
			widen(span, instant(s, periods[i].start), instant(s, periods[i].end));
			widen(span, start,
			    ical_instant_after(
			        periods[i].start, s->extent.length, s->floating));
		}
	}
	/* Shifted occurrences may lie past both ends. */
	for (size_t i = 0; i < s->override_count; i++) {
		struct override *o = &s->overrides[i];

		if (o->to_future && o->has_extent && span->end != SPAN_MAX)
			widen(span, span->start - llabs(shift_of(o)),
			    span->end + llabs(shift_of(o)) + length_of(&o->extent) + 2 * ICAL_DAY);
	}
	return OK;
}

/* Times by which RFC 4791, 9.9 finds a VTODO without DTSTART, and busy periods. */
static enum status
add_other_times(struct set *s, const struct ical_comp *c, struct span *span)
{
	static const char *const names[] = { "DUE", "COMPLETED", "CREATED", "DTEND" };
	struct ical_time t;
	enum status st;
	bool created_only = true;

	for (size_t i = 0; i < COUNT(names); i++) {
		st = ical_time(s->cx, s->ical, c, names[i], &t);
		if (st != OK) {
			ctx_forgive(s->cx);	/* CREATED may be anything: it is no time then */
			continue;
		}
		if (i != 2)
			created_only = false;
		widen(span, instant(s, t), instant(s, t) + 1);
	}
	for (const struct content_line *p = ical_prop(c, "FREEBUSY"); p != NULL;
	     p = ical_prop_next(p, "FREEBUSY")) {
		struct ical_period *periods;
		size_t n;

		if ((st = ical_prop_periods(s->cx, s->ical, p, &periods, &n)) != OK)
			return st;
		for (size_t i = 0; i < n; i++)
			widen(span, instant(s, periods[i].start), instant(s, periods[i].end));
		created_only = created_only && n == 0;
	}
	/* A to-do that was created and has no other time goes on from there. */
	if (created_only && span->start != INT64_MAX)
		span->end = SPAN_MAX;
	return OK;
}

enum status
recur_extent(struct ctx *cx, const struct ical *ical, const struct zone *floating, struct span *out)
{
	struct span span = { INT64_MAX, INT64_MIN };
	struct set s;
	enum status st;

	if ((st = open_set(&s, cx, ical, ical->comps, ical->count, floating)) != OK)
		return st;
	if (s.master != NULL && (st = add_master_extent(&s, &span)) != OK)
		return st;
	for (size_t i = 0; i < s.override_count; i++) {
		struct override *o = &s.overrides[i];

		if (o->has_extent)
			widen(&span, instant(&s, o->extent.start),
			    ical_instant_after(o->extent.start, o->extent.length, floating));
	}
	if (ical->kind == ICAL_TODO || ical->kind == ICAL_FREEBUSY)
		for (size_t i = 0; i < ical->count; i++)
			if ((st = add_other_times(&s, ical->comps[i], &span)) != OK)
				return st;
	if (span.start == INT64_MAX || ical->kind == ICAL_AVAILABILITY)
		span = (struct span){ SPAN_MIN, SPAN_MAX };
	*out = span;
	return OK;
}
