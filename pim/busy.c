/*
 * A run is a byte of marks, the start of its first period, the periods' length
 * and, when there are several, their distance and number; numbers of seven bits
 * a byte, lowest first.
 */
#include <string.h>
#include <strings.h>

#include "core/buf.h"
#include "pim/busy.h"

#define OCCURRENCES	1500	/* of one object: every day of four years */
#define RUNS		128
#define LOOK_BACK	32	/* runs that go on side by side */

#define MARK_TYPE	3	/* enum freebusy_type */
#define MARK_FLOATING	4
#define MARK_SEVERAL	8

/* Around a window, for days and floating times somewhere in the world. */
#define SLACK		(2 * ICAL_DAY)

struct run {
	int64_t	start, length, step, last;
	int64_t	count;
	int	marks;		/* type and MARK_FLOATING */
};

static bool
is_floating(struct ical_time t)
{
	return t.form == ICAL_DATE || t.form == ICAL_FLOATING;
}

/*
 * Each busy occurrence as a run of one.  False when one of them has no single
 * clock, or none can tell whether its days are days or so many hours.
 */
static bool
read_periods(struct ctx *cx, const struct occurrence *list, size_t n, const char *attendee,
    struct run *out, size_t *count)
{
	*count = 0;
	for (size_t i = 0; i < n; i++) {
		const struct occurrence *o = &list[i];
		enum freebusy_type type = freebusy_type_of(cx, o->comp, attendee);
		bool floating = is_floating(o->start);
		struct run r = {
			.start = floating ? o->start.wall : o->when.start, .count = 1,
			.length = floating ? o->end.wall - o->start.wall :
			    o->when.end - o->when.start,
			.marks = (int)type | (floating ? MARK_FLOATING : 0),
		};

		if (floating != is_floating(o->end) ||
		    (o->start.form == ICAL_FLOATING && r.length >= ICAL_DAY))
			return false;
		if (type != FB_FREE && r.length > 0)
			out[(*count)++] = r;
	}
	return true;
}

/* Periods at the distance STEP become one run; the number of runs, more than RUNS: too many. */
static size_t
join(const struct run *list, size_t n, int64_t step, struct run *runs)
{
	size_t count = 0;

	for (size_t i = 0; i < n; i++) {
		struct run *found = NULL;

		for (size_t k = count; k > 0 && count - k < LOOK_BACK && found == NULL; k--)
			if (runs[k - 1].last + step == list[i].start &&
			    runs[k - 1].length == list[i].length &&
			    runs[k - 1].marks == list[i].marks)
				found = &runs[k - 1];
		if (found != NULL) {
			found->last = list[i].start;
			found->count++;
			continue;
		}
		if (count == RUNS)
			return RUNS + 1;
		runs[count] = list[i];
		runs[count].last = list[i].start;
		runs[count++].step = step;
	}
	return count;
}

static void
put_number(struct buf *out, uint64_t n)
{
	for (; n >= 128; n >>= 7)
		buf_putc(out, (char)(n | 128));
	buf_putc(out, (char)n);
}

static void
put_run(struct buf *out, const struct run *r)
{
	buf_putc(out, (char)(r->marks | (r->count > 1 ? MARK_SEVERAL : 0)));
	put_number(out, (uint64_t)r->start << 1 ^ (uint64_t)(r->start >> 63));
	put_number(out, (uint64_t)r->length);
	if (r->count > 1) {
		put_number(out, (uint64_t)r->step);
		put_number(out, (uint64_t)r->count);
	}
}

/* The distance that makes the fewest runs: a week, a day, or that of the first two. */
static bool
write_runs(struct ctx *cx, const struct run *list, size_t n, struct buf *out)
{
	const int64_t steps[] = { 7 * ICAL_DAY, ICAL_DAY,
		n > 1 ? list[1].start - list[0].start : 0 };
	struct run *runs = arena_array(cx->arena, RUNS, sizeof *runs);
	size_t best = 0, least = RUNS + 1, count;

	for (size_t i = 0; i < COUNT(steps) && n > 0; i++)
		if (steps[i] > 0 && (count = join(list, n, steps[i], runs)) < least) {
			least = count;
			best = i;
		}
	if (n > 0 && least > RUNS)
		return false;
	count = n > 0 ? join(list, n, steps[best], runs) : 0;
	buf_reserve(out, 1);
	for (size_t i = 0; i < count; i++)
		put_run(out, &runs[i]);
	return true;
}

static enum status
pack_span(struct ctx *cx, const struct ical *ical, const char *attendee, struct span span,
    struct busy *out)
{
	struct buf text = BUF_ON(cx->arena);
	struct occurrence *list;
	struct run *periods;
	enum status st;
	size_t n;

	if ((st = recur_expand(cx, ical, span, NULL, OCCURRENCES, &list, &n)) != OK) {
		if (st != ERR_LIMIT && st != ERR_INVALID)
			return st;
		ctx_forgive(cx);
		cx->condition = NULL;
		return OK;
	}
	periods = arena_array(cx->arena, n, sizeof *periods);
	if (read_periods(cx, list, n, attendee, periods, &n) && write_runs(cx, periods, n, &text)) {
		out->data = buf_str(&text);
		out->len = text.len;
	}
	return OK;
}

enum status
busy_pack(struct ctx *cx, const struct ical *ical, const char *attendee, struct span extent,
    struct span window, struct busy *out)
{
	const struct span around = { window.start - SLACK, window.end + SLACK };
	const struct span always = { SPAN_MIN, SPAN_MAX };
	enum status st = OK;

	*out = (struct busy){ .known = always };
	if (ical->kind == ICAL_FREEBUSY || ical->kind == ICAL_AVAILABILITY ||
	    ical->count > OCCURRENCES)
		return OK;
	if (ical->kind != ICAL_EVENT) {
		out->data = "";
		return OK;
	}
	if (extent.end < SPAN_MAX && (st = pack_span(cx, ical, attendee, always, out)) != OK)
		return st;
	if (out->data == NULL) {
		out->known = window;
		st = pack_span(cx, ical, attendee, around, out);
	}
	return st;
}

static bool
get_number(const unsigned char **p, const unsigned char *end, uint64_t *out)
{
	*out = 0;
	for (int shift = 0; *p < end && shift < 64; shift += 7) {
		unsigned char c = *(*p)++;

		*out |= (uint64_t)(c & 127) << shift;
		if (c < 128)
			return true;
	}
	return false;
}

static bool
get_run(const unsigned char **p, const unsigned char *end, struct run *out)
{
	uint64_t start, length, step = 0, count = 1;
	int marks = *(*p)++;

	if (!get_number(p, end, &start) || !get_number(p, end, &length) ||
	    (marks & MARK_SEVERAL && (!get_number(p, end, &step) || !get_number(p, end, &count))))
		return false;
	*out = (struct run){
		.start = (int64_t)(start >> 1 ^ -(start & 1)), .length = (int64_t)length,
		.step = (int64_t)step, .count = (int64_t)count, .marks = marks,
	};
	return start <= 2 * SPAN_MAX && length <= SPAN_MAX && (count == 1 ||
	    (step > 0 && step <= SPAN_MAX && count <= OCCURRENCES));
}

/* The first period of a run that may reach into SPAN. */
static int64_t
first_near(const struct run *r, struct span span)
{
	int64_t far = span.start - SLACK - r->length - r->start;

	return r->count > 1 && far > 0 ? far / r->step : 0;
}

/* When the I-th period of a run is; false when it and all behind it are past SPAN. */
static bool
period_at(const struct run *r, int64_t i, struct span span, const struct zone *floating,
    struct span *when)
{
	int64_t start = r->start + i * r->step;
	struct ical_time t = { .wall = start, .form = ICAL_FLOATING };
	struct ical_duration d = { r->length / ICAL_DAY, 0 };

	*when = (struct span){ start, start + r->length };
	if (!(r->marks & MARK_FLOATING))
		return i < r->count && start < span.end;
	/* Days are as long as they are; other lengths are exact (RFC 5545, 3.8.5.3). */
	if (r->length % ICAL_DAY != 0)
		d = (struct ical_duration){ 0, r->length };
	*when = (struct span){ ical_instant(t, floating), ical_instant_after(t, d, floating) };
	return i < r->count && start - SLACK < span.end;
}

bool
busy_add(struct freebusy *fb, struct span span, const struct zone *floating, const void *data,
    size_t len)
{
	const unsigned char *p = data, *end = p + len;
	struct span when;
	struct run r;

	while (p < end) {
		if (!get_run(&p, end, &r))
			return false;
		for (int64_t i = first_near(&r, span);
		     period_at(&r, i, span, floating, &when); i++)
			freebusy_add_period(fb, when, (enum freebusy_type)(r.marks & MARK_TYPE));
	}
	return true;
}

bool
busy_touches(struct span span, const struct zone *floating, const void *data, size_t len)
{
	const unsigned char *p = data, *end = p + len;
	struct span when;
	struct run r;

	while (p < end && get_run(&p, end, &r))
		for (int64_t i = first_near(&r, span);
		     period_at(&r, i, span, floating, &when); i++)
			if (when.start < span.end && when.end > span.start)
				return true;
	return false;
}
