/*
 * Two versions of a component: do they differ in when they are, and has an
 * attendee to be asked anew because of it (RFC 6638, section 3.2.8)?
 */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "core/buf.h"
#include "pim/itip_data.h"

/*
 * Of a series without end so many years are compared.  Where there are more
 * occurrences than this to compare, another rule asks anew.
 */
#define YEARS_MAX	10
#define SERIES_MAX	4000

/* The pieces of S between SEPARATORs in an order of their own, those with values of theirs likewise. */
static const char *
in_order(struct ctx *cx, const char *s, char separator)
{
	struct content_list list = content_split(cx->arena, s, strlen(s), separator);
	struct buf out = BUF_ON(cx->arena);

	for (size_t i = 0; separator == ';' && i < list.count; i++) {
		const char *value = strchr(list.items[i], '=');

		if (value != NULL)
			list.items[i] = arena_printf(cx->arena, "%.*s%s", (int)(value - list.items[i]),
			    list.items[i], in_order(cx, value + 1, ','));
	}
	qsort(list.items, list.count, sizeof *list.items, itip_by_text);
	for (size_t i = 0; i < list.count; i++)
		if (strcmp(list.items[i], "INTERVAL,1") != 0 && strcmp(list.items[i], "WKST,MO") != 0)
			buf_printf(&out, "%c%s", separator, list.items[i]);
	return buf_str(&out);
}

/* A rule, whatever the order in which a client writes its parts, and whether it says what holds anyway. */
static const char *
rule_of(struct ctx *cx, const struct content_line *p)
{
	char *s = arena_strdup(cx->arena, p->value);

	for (char *c = s; *c != '\0'; c++)
		*c = (char)toupper((unsigned char)*c);
	return in_order(cx, s, ';');
}

/* Moments compared, not spellings: clients rewrite times when they save. */
static const char *
span_of(struct ctx *cx, const struct ical *ical, const struct ical_comp *c)
{
	struct buf out = BUF_ON(cx->arena);
	struct ical_extent e;
	struct ical_time due;

	if (ical_extent(cx, ical, c, &e) == OK)
		buf_printf(&out, "%lld/%d/%lld", (long long)ical_instant(e.start, NULL),
		    e.start.form == ICAL_DATE,
		    (long long)ical_instant(ical_time_add(e.start, e.length), NULL));
	else if (ical_time(cx, ical, c, "DUE", &due) == OK)
		buf_printf(&out, "due %lld", (long long)ical_instant(due, NULL));
	return buf_str(&out);
}

static const char *
times_of(struct ctx *cx, const struct ical *ical, const struct ical_comp *c, bool exdates)
{
	static const char *const names[] = { "RRULE", "RDATE", "EXDATE" };
	struct buf out = BUF_ON(cx->arena);

	buf_puts(&out, span_of(cx, ical, c));
	for (size_t i = 0; i < COUNT(names); i++)
		for (const struct content_line *p = ical_prop(c, names[i]); p != NULL;
		     p = ical_prop_next(p, names[i])) {
			struct ical_period *periods;
			size_t n;

			if (i == 0)
				buf_printf(&out, ";%s", rule_of(cx, p));
			else if ((i == 1 || exdates) &&
			         ical_prop_periods(cx, ical, p, &periods, &n) == OK)
				for (size_t k = 0; k < n; k++)
					buf_printf(&out, ";%s%lld", names[i],
					    (long long)ical_instant(periods[k].start, NULL));
		}
	return buf_str(&out);
}

bool
itip_moved(struct ctx *cx, const struct ical *a_in, const struct ical_comp *a, const struct ical *b_in,
    const struct ical_comp *b, bool exdates)
{
	return strcmp(times_of(cx, a_in, a, exdates), times_of(cx, b_in, b, exdates)) != 0;
}

static bool
is_endless(struct ctx *cx, const struct ical_comp *c)
{
	for (const struct content_line *p = ical_prop(c, "RRULE"); p != NULL;
	     p = ical_prop_next(p, "RRULE")) {
		struct recur_rule *rule;

		if (recur_rule_read(cx, p->value, &rule) != OK)
			ctx_forgive(cx);
		else if (rule->count == 0 && !rule->has_until)
			return true;
	}
	return false;
}

/* The occurrences of C alone that begin before END, in order; false: too many. */
static bool
series(struct ctx *cx, const struct ical *ical, const struct ical_comp *c, bool exdates, int64_t end,
    struct occurrence **out, size_t *n)
{
	struct ical_comp *copy = ical_comp_copy(cx->arena, c);

	if (!exdates)
		ical_remove(copy, "EXDATE");
	if (recur_expand_comps(cx, ical, &copy, 1, (struct span){ SPAN_MIN, end }, NULL, SERIES_MAX,
	    out, n) == OK)
		return true;
	ctx_forgive(cx);
	return false;
}

/* Has B an occurrence that A has not?  Both begin at the same time. */
static bool
adds(struct ctx *cx, const struct ical *a_in, const struct ical_comp *a, const struct ical *b_in,
    const struct ical_comp *b, bool exdates)
{
	struct occurrence *was, *is;
	struct ical_extent e;
	int64_t end = SPAN_MAX;
	size_t n, m, i = 0;

	if (ical_extent(cx, b_in, b, &e) != OK)
		return true;
	if (is_endless(cx, b)) {
		if (!is_endless(cx, a))
			return true;
		end = ical_instant(e.start, NULL) + YEARS_MAX * 366 * ICAL_DAY;
	}
	if (!series(cx, b_in, b, exdates, end, &is, &m))
		return true;
	if (m > 0)
		end = is[m - 1].when.start + 1;
	if (!series(cx, a_in, a, exdates, end, &was, &n))
		return true;
	for (size_t k = 0; k < m; k++) {
		while (i < n && was[i].when.start < is[k].when.start)
			i++;
		if (i == n || was[i].when.start != is[k].when.start ||
		    was[i].when.end != is[k].when.end)
			return true;
	}
	return false;
}

bool
itip_rescheduled(struct ctx *cx, const struct ical *a_in, const struct ical_comp *a,
    const struct ical *b_in, const struct ical_comp *b, bool exdates)
{
	if (!itip_moved(cx, a_in, a, b_in, b, exdates))
		return false;
	/* One meeting instead of a series is another one, though none was added. */
	return strcmp(span_of(cx, a_in, a), span_of(cx, b_in, b)) != 0 ||
	    (ical_prop(a, "RRULE") != NULL && ical_prop(b, "RRULE") == NULL) ||
	    adds(cx, a_in, a, b_in, b, exdates);
}
