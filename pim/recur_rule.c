/* RRULE values (RFC 5545, section 3.3.10; RFC 7529), read into sorted arrays. */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "pim/recur.h"
#include "pim/rscale.h"

struct part {
	const char	*value;
	size_t		 len;
};

static enum status
invalid(struct ctx *cx, const char *what, struct part p)
{
	cx->condition = "C:valid-calendar-data";
	return fault(
	    cx, ERR_INVALID, "RRULE: %s \"%.*s\"", what, p.len > 60 ? 60 : (int)p.len, p.value);
}

static bool
is_word(struct part p, const char *word)
{
	return strlen(word) == p.len && strncasecmp(word, p.value, p.len) == 0;
}

/* [+-]digits of one list item; moves *S behind it. */
static bool
read_number(const char **s, const char *end, int64_t max, int64_t *out)
{
	bool minus = *s < end && **s == '-';
	int64_t n = 0;
	const char *p = *s + (*s < end && (**s == '-' || **s == '+'));
	const char *from = p;

	for (; p < end && *p >= '0' && *p <= '9'; p++)
		if ((n = n * 10 + *p - '0') > max)
			return false;
	*s = p;
	*out = minus ? -n : n;
	return p > from;
}

static int
by_number(const void *a, const void *b)
{
	return *(const int16_t *)a - *(const int16_t *)b;
}

struct numbers {
	int16_t	*v;
	size_t	 n;
};

static size_t
count_items(struct part p)
{
	size_t n = 1;

	for (size_t i = 0; i < p.len; i++)
		n += p.value[i] == ',';
	return n;
}

/* Numbers from LOW to HIGH, and with SIGNED from -HIGH to -LOW. */
static bool
read_numbers(struct ctx *cx, struct part p, int low, int high, bool is_signed, void *list)
{
	const char *s = p.value, *end = s + p.len;
	struct numbers out = { .v = arena_array(cx->arena, count_items(p), sizeof(int16_t)) };
	size_t n = 0;

	for (;;) {
		int64_t v;

		if (!read_number(&s, end, 10000, &v) || (v < 0 && !is_signed) ||
		    llabs(v) < low || llabs(v) > high)
			return false;
		out.v[out.n++] = (int16_t)v;
		if (s == end)
			break;
		if (*s++ != ',')
			return false;
	}
	qsort(out.v, out.n, sizeof *out.v, by_number);
	for (size_t i = 0; i < out.n; i++)
		if (n == 0 || out.v[i] != out.v[n - 1])
			out.v[n++] = out.v[i];
	out.n = n;
	memcpy(list, &out, sizeof out);
	return true;
}

static const char weekdays[7][3] = { "MO", "TU", "WE", "TH", "FR", "SA", "SU" };

static int
find_weekday(const char *s, const char *end)
{
	for (int i = 0; end - s >= 2 && i < 7; i++)
		if (strncasecmp(s, weekdays[i], 2) == 0)
			return i;
	return -1;
}

static bool
read_days(struct ctx *cx, struct part p, struct recur_rule *r)
{
	const char *s = p.value, *end = s + p.len;

	r->day.v = arena_array(cx->arena, count_items(p), sizeof *r->day.v);
	for (r->day.n = 0;;) {
		int64_t nth = 0;
		int day;

		if (s < end && (*s == '+' || *s == '-' || (*s >= '0' && *s <= '9')) &&
		    (!read_number(&s, end, 53, &nth) || nth == 0))
			return false;
		if ((day = find_weekday(s, end)) < 0)
			return false;
		s += 2;
		r->day.v[r->day.n++] =
		    (struct recur_day){ .nth = (int16_t)nth, .weekday = (int16_t)day };
		if (s == end)
			return true;
		if (*s++ != ',')
			return false;
	}
}

static bool
read_months(struct ctx *cx, struct part p, struct recur_rule *r)
{
	const char *s = p.value, *end = s + p.len;

	r->month.v = arena_array(cx->arena, count_items(p), sizeof *r->month.v);
	for (r->month.n = 0;;) {
		struct recur_month m;
		int64_t v;

		if (!read_number(&s, end, 13, &v) || v < 1)
			return false;
		m = (struct recur_month){ .number = (int16_t)v };
		if (s < end && (*s == 'L' || *s == 'l')) {
			m.leap = true;
			s++;
		}
		r->month.v[r->month.n++] = m;
		if (s == end)
			return true;
		if (*s++ != ',')
			return false;
	}
}

static bool
read_freq(struct part p, struct recur_rule *r)
{
	static const char *const names[] = {
		"YEARLY", "MONTHLY", "WEEKLY", "DAILY", "HOURLY", "MINUTELY", "SECONDLY"
	};

	for (size_t i = 0; i < COUNT(names); i++)
		if (is_word(p, names[i])) {
			r->freq = (enum recur_freq)i;
			return true;
		}
	return false;
}

static bool
read_skip(struct part p, struct recur_rule *r)
{
	static const char *const names[] = { "OMIT", "BACKWARD", "FORWARD" };

	for (size_t i = 0; i < COUNT(names); i++)
		if (is_word(p, names[i])) {
			r->skip = (enum recur_skip)i;
			return true;
		}
	return false;
}

static bool
read_count(struct part p, int64_t *out)
{
	const char *s = p.value;

	return read_number(&s, p.value + p.len, INT32_MAX, out) && s == p.value + p.len && *out > 0;
}

/* Days that no month has give nothing for ever: say so at once. */
static bool
can_happen(const struct recur_rule *r)
{
	static const int longest[13] = { 0, 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };

	if (r->rscale != rscale_gregorian() || r->skip != RECUR_OMIT || r->month.n == 0 ||
	    r->monthday.n == 0)
		return true;
	for (size_t m = 0; m < r->month.n; m++)
		for (size_t d = 0; d < r->monthday.n; d++)
			if (abs(r->monthday.v[d]) <= longest[r->month.v[m].number])
				return true;
	return false;
}

static enum status
read_part(struct ctx *cx, struct recur_rule *r, struct part name, struct part p, bool *has_freq)
{
	bool ok = true;

	if (is_word(name, "FREQ"))
		ok = *has_freq = read_freq(p, r);
	else if (is_word(name, "INTERVAL"))
		ok = read_count(p, &r->interval);
	else if (is_word(name, "COUNT"))
		ok = read_count(p, &r->count);
	else if (is_word(name, "UNTIL"))
		ok = r->has_until = ical_time_read(p.value, p.len, &r->until);
	else if (is_word(name, "WKST"))
		ok = p.len == 2 && (r->wkst = find_weekday(p.value, p.value + p.len)) >= 0;
	else if (is_word(name, "BYSECOND"))
		ok = read_numbers(cx, p, 0, 60, false, &r->second);
	else if (is_word(name, "BYMINUTE"))
		ok = read_numbers(cx, p, 0, 59, false, &r->minute);
	else if (is_word(name, "BYHOUR"))
		ok = read_numbers(cx, p, 0, 23, false, &r->hour);
	else if (is_word(name, "BYMONTHDAY"))
		ok = read_numbers(cx, p, 1, 31, true, &r->monthday);
	else if (is_word(name, "BYYEARDAY"))
		ok = read_numbers(cx, p, 1, 385, true, &r->yearday);
	else if (is_word(name, "BYWEEKNO"))
		ok = read_numbers(cx, p, 1, 56, true, &r->weekno);
	else if (is_word(name, "BYSETPOS"))
		ok = read_numbers(cx, p, 1, 385, true, &r->setpos);
	else if (is_word(name, "BYDAY"))
		ok = read_days(cx, p, r);
	else if (is_word(name, "BYMONTH"))
		ok = read_months(cx, p, r);
	else if (is_word(name, "SKIP"))
		ok = read_skip(p, r);
	else if (is_word(name, "RSCALE")) {
		if ((r->rscale = rscale_find(p.value, p.len)) == NULL) {
			cx->condition = "C:supported-rscale";
			return fault(cx, ERR_INVALID,
			    "RRULE: calendar system \"%.*s\" is not known here",
			    p.len > 60 ? 60 : (int)p.len, p.value);
		}
	}
	/* What else there is (X-…, BYEASTER) tells us nothing; the text is kept. */
	return ok ? OK : invalid(cx, "wrong value for", name);
}

enum status
recur_rule_read(struct ctx *cx, const char *text, struct recur_rule **out)
{
	struct recur_rule *r = arena_alloc(cx->arena, sizeof *r);
	bool has_freq = false;
	const char *s = text;
	enum status st;

	r->interval = 1;
	r->rscale = rscale_gregorian();
	if (strlen(text) > 10000)
		return invalid(cx, "too long", (struct part){ text, 60 });
	while (*s != '\0') {
		size_t len = strcspn(s, ";");
		const char *eq = memchr(s, '=', len);

		if (eq == NULL && len > 0)
			return invalid(cx, "no value in", (struct part){ s, len });
		/* "BYDAY=" with nothing behind it is sent by some and means nothing. */
		if (eq != NULL && eq + 1 < s + len &&
		    (st = read_part(cx, r, (struct part){ s, (size_t)(eq - s) },
		    (struct part){ eq + 1, (size_t)(s + len - eq - 1) }, &has_freq)) != OK)
			return st;
		s += len + (s[len] == ';');
	}
	if (!has_freq)
		return invalid(cx, "no FREQ in", (struct part){ text, strlen(text) });
	for (size_t i = 0; i < r->month.n; i++)
		if (r->rscale == rscale_gregorian() &&
		    (r->month.v[i].number > 12 || r->month.v[i].leap))
			return invalid(cx, "no such month in", (struct part){ text, strlen(text) });
	/* No leap seconds here: 60 is 59 (RFC 5545, 3.3.5). */
	if (r->second.n > 0 && r->second.v[r->second.n - 1] == 60) {
		r->second.v[r->second.n - 1] = 59;
		if (r->second.n > 1 && r->second.v[r->second.n - 2] == 59)
			r->second.n--;
	}
	r->is_impossible = !can_happen(r);
	*out = r;
	return OK;
}
