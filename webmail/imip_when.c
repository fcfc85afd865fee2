/* Times and rules of a meeting in words. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "core/buf.h"
#include "pim/recur.h"
#include "webmail/imip.h"
#include "webmail/imip_language.h"

static void
put_date(struct buf *out, const struct imip_language *l, int64_t wall)
{
	int64_t day = wall / ICAL_DAY - (wall % ICAL_DAY < 0), year, weekday;
	char date_text[12], year_text[24];
	int month, date;

	zone_date(day, &year, &month, &date);
	weekday = ((day + 3) % 7 + 7) % 7;	/* 1970-01-01 was a Thursday */
	snprintf(date_text, sizeof date_text, "%d", date);
	snprintf(year_text, sizeof year_text, "%lld", (long long)year);
	imip_fill(out, l->date, (const char *[]){ l->days[weekday], date_text,
	    l->months[month - 1], year_text });
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
imip_when(struct ctx *cx, const struct imip_language *l, const struct ical *ical,
    const struct ical_comp *comp, const struct zone *zone)
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
	put_date(&out, l, start.wall);
	if (start.form == ICAL_DATE) {
		/* The end is the day after the last one. */
		if (end.wall - start.wall > ICAL_DAY) {
			buf_puts(&out, " – ");
			put_date(&out, l, end.wall - ICAL_DAY);
		}
		return buf_str(&out);
	}
	buf_puts(&out, ", ");
	put_clock(&out, start.wall);
	if (end.wall != start.wall) {
		buf_puts(&out, " – ");
		if (end.wall / ICAL_DAY != start.wall / ICAL_DAY) {
			put_date(&out, l, end.wall);
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
put_number(struct buf *out, const char *pattern, int64_t n)
{
	char text[24];

	snprintf(text, sizeof text, "%lld", (long long)n);
	imip_fill(out, pattern, (const char *[]){ text });
}

static void
put_days(struct buf *out, const struct imip_language *l, const struct recur_rule *r)
{
	for (size_t i = 0; i < r->day.n; i++) {
		int n = r->day.v[i].nth;

		buf_puts(out, i == 0 ? l->on : i + 1 == r->day.n ? l->and : ", ");
		imip_fill(out, n == -1 ? l->last : l->nth[n > 0 && n < (int)COUNT(l->nth) ? n : 0],
		    &l->days[r->day.v[i].weekday % 7]);
	}
}

const char *
imip_how_often(struct ctx *cx, const struct imip_language *l, const struct ical_comp *comp)
{
	const char *text = ical_value(comp, "RRULE");
	struct buf out = BUF_ON(cx->arena), until = BUF_ON(cx->arena);
	struct recur_rule *r;

	if (text == NULL)
		return NULL;
	if (recur_rule_read(cx, text, &r) != OK) {
		ctx_forgive(cx);
		return l->again;
	}
	if (r->interval > 1)
		put_number(&out, l->every_so_many[r->freq], r->interval);
	else
		buf_puts(&out, l->every[r->freq]);
	put_days(&out, l, r);
	if (r->count > 0)
		put_number(&out, l->times, r->count);
	if (r->has_until) {
		put_date(&until, l, r->until.wall);
		imip_fill(&out, l->until, (const char *[]){ buf_str(&until) });
	}
	return buf_str(&out);
}
