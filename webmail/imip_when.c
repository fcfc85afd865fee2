/* Times and rules of a meeting in words. */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "core/buf.h"
#include "pim/recur.h"
#include "webmail/imip.h"

static const char *const days[] = {
	"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"
};
static const char *const months[] = {
	"January", "February", "March", "April", "May", "June", "July", "August",
	"September", "October", "November", "December"
};

static void
put_date(struct buf *out, int64_t wall)
{
	int64_t day = wall / ICAL_DAY - (wall % ICAL_DAY < 0), year, weekday;
	int month, date;

	zone_date(day, &year, &month, &date);
	weekday = ((day + 3) % 7 + 7) % 7;	/* 1970-01-01 was a Thursday */
	buf_printf(out, "%s, %d %s %lld", days[weekday], date, months[month - 1], (long long)year);
}

static void
put_clock(struct buf *out, int64_t wall)
{
	int64_t s = (wall % ICAL_DAY + ICAL_DAY) % ICAL_DAY;

	buf_printf(out, "%02d:%02d", (int)(s / 3600), (int)(s % 3600 / 60));
}

/* A time in UTC as the organizer's clock shows it. */
static struct ical_time
on_clock(struct ical_time t, const struct zone *zone)
{
	if (t.form != ICAL_UTC || zone == NULL)
		return t;
	return ical_time_at(ical_instant(t, NULL),
	    (struct ical_time){ .form = ICAL_ZONED, .zone = zone }, NULL);
}

const char *
imip_when(struct ctx *cx, const struct ical *ical, const struct ical_comp *comp,
    const struct zone *zone)
{
	struct buf out = BUF_ON(cx->arena);
	struct ical_time start, end;
	struct ical_extent e;

	if (ical_extent(cx, ical, comp, &e) != OK) {
		ctx_forgive(cx);
		return NULL;
	}
	start = on_clock(e.start, zone);
	end = on_clock(ical_time_add(e.start, e.length), zone);
	put_date(&out, start.wall);
	if (start.form == ICAL_DATE) {
		/* The end is the day after the last one. */
		if (end.wall - start.wall > ICAL_DAY) {
			buf_puts(&out, " – ");
			put_date(&out, end.wall - ICAL_DAY);
		}
		return buf_str(&out);
	}
	buf_puts(&out, ", ");
	put_clock(&out, start.wall);
	if (end.wall != start.wall) {
		buf_puts(&out, " – ");
		if (end.wall / ICAL_DAY != start.wall / ICAL_DAY) {
			put_date(&out, end.wall);
			buf_puts(&out, ", ");
		}
		put_clock(&out, end.wall);
	}
	if (start.form == ICAL_UTC)
		buf_puts(&out, " (UTC)");
	else if (start.form == ICAL_ZONED)
		buf_printf(&out, " (%s)", zone_name(start.zone));
	return buf_str(&out);
}

static void
put_days(struct buf *out, const struct recur_rule *r)
{
	static const char *const nth[] = { "", "first ", "second ", "third ", "fourth ", "fifth " };

	for (size_t i = 0; i < r->day.n; i++) {
		int n = r->day.v[i].nth;

		buf_puts(out, i == 0 ? " on " : i + 1 == r->day.n ? " and " : ", ");
		if (n == -1)
			buf_puts(out, "the last ");
		else if (n > 0 && n < (int)COUNT(nth))
			buf_printf(out, "the %s", nth[n]);
		buf_puts(out, days[r->day.v[i].weekday % 7]);
	}
}

const char *
imip_how_often(struct ctx *cx, const struct ical_comp *comp)
{
	static const char *const units[] = { "year", "month", "week", "day", "hour", "minute", "second" };
	const char *text = ical_value(comp, "RRULE");
	struct buf out = BUF_ON(cx->arena);
	struct recur_rule *r;

	if (text == NULL)
		return NULL;
	if (recur_rule_read(cx, text, &r) != OK) {
		ctx_forgive(cx);
		return "again and again";
	}
	if (r->interval > 1)
		buf_printf(&out, "every %lld %ss", (long long)r->interval, units[r->freq]);
	else
		buf_printf(&out, "every %s", units[r->freq]);
	put_days(&out, r);
	if (r->count > 0)
		buf_printf(&out, ", %lld times", (long long)r->count);
	if (r->has_until) {
		buf_puts(&out, ", until ");
		put_date(&out, r->until.wall);
	}
	return buf_str(&out);
}
