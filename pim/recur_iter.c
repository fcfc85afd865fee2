/*
 * Walks one RRULE.  A rule is a sequence of periods (years, months, … seconds);
 * of each period we know the days as bits of a year and the times of a day as
 * three short lists, so an element of the period's set is found by arithmetic
 * and nothing large is ever laid out.  BYxxx parts are applied in the order of
 * RFC 5545, section 3.3.10, SKIP as RFC 7529, section 4.1 says.
 *
 * Where the RFC leaves a choice we take: weeks of BYWEEKNO that lie in two
 * years count for the year that their days are in; BYWEEKNO alone means the
 * weekday of DTSTART; BYSETPOS counts in the whole period, also before DTSTART;
 * a part that the RFC forbids for a FREQ limits instead.
 */
#include <stdlib.h>
#include <string.h>

#include "pim/recur.h"
#include "pim/rscale.h"

#define DAYS_MAX 448 /* bits for a year of 385 days and what SKIP moves behind it */
#define WORDS		(DAYS_MAX / 64)

struct days {
	uint64_t	bits[WORDS];
};

struct list {
	const int16_t	*v;
	size_t		 n;
};

struct recur_iter {
	struct ctx		*cx;
	const struct recur_rule	*rule;
	int64_t			*budget;
	int64_t			 start;		/* wall clock */
	int64_t			 until;
	int64_t from; /* what is before is counted and not given */
	int64_t			 last;
	int64_t			 given;
	bool			 is_over;
	bool			 is_date;	/* midnights only, whatever FREQ is */

	/* Where DTSTART is in the rule's calendar. */
	int64_t			 base_year;
	struct rscale_month	 base_month;
	int			 base_monthday, base_weekday;
	int16_t			 base_hour, base_minute, base_second;
	int64_t base;                           /* period 0: year, month, day, or seconds */
	int64_t			 period;	/* of the next load */

	struct rscale_year	 year;		/* laid out last */
	bool			 has_year;
	int64_t			 month_year;	/* MONTHLY outside the Gregorian calendar */
	int			 month_index;

	/* The period's set. */
	int64_t			 days[DAYS_MAX];
	size_t			 day_count;
	struct list		 hours, minutes, seconds;
	int16_t			 one_hour, one_minute, one_second;
	size_t			 total, next;
	size_t			*positions;	/* BYSETPOS; else NULL */
	size_t			 position_count;
};

static int64_t
floor_div(int64_t a, int64_t b)
{
	return a / b - (a % b < 0);
}

static int
weekday_of(int64_t day)
{
	return (int)(((day + 3) % 7 + 7) % 7);	/* 1970-01-01 was a Thursday */
}

static void
set(struct days *d, int64_t i)
{
	if (i >= 0 && i < DAYS_MAX)
		d->bits[i / 64] |= 1ULL << (i % 64);
}

static void
set_range(struct days *d, int64_t from, int64_t to)
{
	for (int64_t i = from < 0 ? 0 : from; i < to; i++)
		set(d, i);
}

static void
keep(struct days *d, const struct days *also)
{
	for (int i = 0; i < WORDS; i++)
		d->bits[i] &= also->bits[i];
}

static bool
has(struct list l, int v)
{
	for (size_t i = 0; i < l.n; i++)
		if (l.v[i] == v)
			return true;
	return false;
}

#define LIST(part)	((struct list){ (part).v, (part).n })

static bool
load_year(struct recur_iter *it, int64_t year)
{
	if (it->has_year && it->year.year == year)
		return true;
	return it->has_year = rscale_year(it->rule->rscale, year, &it->year);
}

static bool
load_year_of(struct recur_iter *it, int64_t day)
{
	if (it->has_year && day >= it->year.first && day < it->year.first + it->year.days)
		return true;
	return it->has_year = rscale_year_of(it->rule->rscale, day, &it->year);
}

/* Which months of the year laid out (as bits by index) BYMONTH or the default names. */
static unsigned
named_months(const struct recur_iter *it, const struct recur_month *months, size_t count)
{
	const struct rscale_year *y = &it->year;
	unsigned found = 0;

	for (size_t i = 0; i < count; i++) {
		int exact = -1, plain = -1;

		for (int m = 0; m < y->months; m++) {
			if (y->month[m].number != months[i].number)
				continue;
			if (!y->month[m].leap)
				plain = m;
			if (y->month[m].leap == months[i].leap)
				exact = m;
		}
		/* A leap month that this year has not: SKIP decides. */
		if (exact < 0 && plain >= 0 && it->rule->skip != RECUR_OMIT)
			exact = it->rule->skip == RECUR_BACKWARD ? plain :
			    plain + 1 < y->months ? plain + 1 : -1;
		if (exact >= 0)
			found |= 1u << exact;
	}
	return found;
}

static void
add_monthday(const struct recur_iter *it, struct days *d, const struct rscale_month *m, int n)
{
	if (n < 0) {
		if (-n <= m->days)
			set(d, m->start + m->days + n);
	} else if (n <= m->days)
		set(d, m->start + n - 1);
	else if (it->rule->skip == RECUR_BACKWARD)
		set(d, m->start + m->days - 1);
	else if (it->rule->skip == RECUR_FORWARD)
		set(d, m->start + m->days);
}

static int64_t
first_week(int64_t first_day, int wkst)
{
	int into = (weekday_of(first_day) - wkst + 7) % 7;

	/* Week 1 has at least four days of the year. */
	return first_day - into + (into > 3 ? 7 : 0);
}

static void
add_weeks(struct recur_iter *it, struct days *d)
{
	const struct rscale_year *y = &it->year;
	struct list weeks = LIST(it->rule->weekno);
	struct rscale_year before;
	int64_t first = first_week(y->first, it->rule->wkst);
	int64_t next = first_week(y->first + y->days, it->rule->wkst);
	int count = (int)((next - first) / 7);

	for (size_t i = 0; i < weeks.n; i++) {
		int n = weeks.v[i] < 0 ? weeks.v[i] + count + 1 : weeks.v[i];

		if (n >= 1 && n <= count)
			set_range(d, first - y->first + 7 * (n - 1),
			    first - y->first + 7 * n < y->days ? first - y->first + 7 * n : y->days);
	}
	/* Days of the neighbours' weeks. */
	if (has(weeks, 1))
		set_range(d, next - y->first, y->days);
	if (first > y->first && rscale_year(it->rule->rscale, y->year - 1, &before)) {
		int weeks_before = (int)((first - first_week(before.first, it->rule->wkst)) / 7);

		if (has(weeks, -1) || has(weeks, weeks_before))
			set_range(d, 0, first - y->first);
	}
}

/* Weekdays from START on for LENGTH days, with nth counted inside. */
static void
add_weekdays(const struct recur_iter *it, struct days *d, int start, int length)
{
	for (size_t i = 0; i < it->rule->day.n; i++) {
		struct recur_day day = it->rule->day.v[i];
		int first = (day.weekday - weekday_of(it->year.first + start) + 7) % 7;
		int in_all = first < length ? (length - first + 6) / 7 : 0;

		if (day.nth == 0)
			for (int n = 0; n < in_all; n++)
				set(d, start + first + 7 * n);
		else if (day.nth > 0 && day.nth <= in_all)
			set(d, start + first + 7 * (day.nth - 1));
		else if (day.nth < 0 && -day.nth <= in_all)
			set(d, start + first + 7 * (in_all + day.nth));
	}
}

/* The days of a year (MONTH < 0) or of one of its months. */
static void
load_days(struct recur_iter *it, int month)
{
	const struct recur_rule *r = it->rule;
	const struct rscale_year *y = &it->year;
	struct days d = { 0 }, also;
	bool is_plain = r->weekno.n + r->yearday.n + r->monthday.n + r->day.n == 0;
	struct recur_month own = { (int16_t)it->base_month.number, it->base_month.leap };
	unsigned months = month < 0 ? (1u << y->months) - 1 : 1u << month;

	it->day_count = 0;
	if (r->month.n > 0)
		months &= named_months(it, r->month.v, r->month.n);
	else if (month < 0 && is_plain)
		months &= named_months(it, &own, 1);
	if (months == 0)
		return;

	if (r->monthday.n > 0 || is_plain) {
		for (int m = 0; m < y->months; m++) {
			if (!(months >> m & 1))
				continue;
			for (size_t i = 0; i < r->monthday.n; i++)
				add_monthday(it, &d, &y->month[m], r->monthday.v[i]);
			if (is_plain)
				add_monthday(it, &d, &y->month[m], it->base_monthday);
		}
	} else {
		for (int m = 0; m < y->months; m++)
			if (months >> m & 1)
				set_range(&d, y->month[m].start, y->month[m].start + y->month[m].days);
	}
	if (r->yearday.n > 0) {
		also = (struct days){ 0 };
		for (size_t i = 0; i < r->yearday.n; i++) {
			int n = r->yearday.v[i] < 0 ? r->yearday.v[i] + y->days : r->yearday.v[i] - 1;

			if (n >= 0 && n < y->days)
				set(&also, n);
			else if (n >= y->days && r->skip != RECUR_OMIT)
				set(&also, r->skip == RECUR_FORWARD ? y->days : y->days - 1);
		}
		keep(&d, &also);
	}
	if (r->weekno.n > 0) {
		also = (struct days){ 0 };
		add_weeks(it, &also);
		keep(&d, &also);
		if (r->day.n + r->monthday.n + r->yearday.n == 0) {
			also = (struct days){ 0 };
			for (int i = 0; i < y->days; i++)
				if (weekday_of(y->first + i) == it->base_weekday)
					set(&also, i);
			keep(&d, &also);
		}
	}
	if (r->day.n > 0) {
		also = (struct days){ 0 };
		if (month < 0 && r->month.n == 0)
			add_weekdays(it, &also, 0, y->days);
		else
			for (int m = 0; m < y->months; m++)
				if (months >> m & 1)
					add_weekdays(it, &also, y->month[m].start, y->month[m].days);
		keep(&d, &also);
	}
	for (int w = 0; w < WORDS; w++)
		for (uint64_t bits = d.bits[w]; bits != 0; bits &= bits - 1)
			it->days[it->day_count++] = y->first + w * 64 + __builtin_ctzll(bits);
}

/* Do the parts that limit let this day through?  For WEEKLY and shorter. */
static bool
day_passes(struct recur_iter *it, int64_t day)
{
	const struct recur_rule *r = it->rule;
	bool ok = false;
	int month, monthday;

	if (r->freq == RECUR_WEEKLY && r->day.n == 0) {
		if (weekday_of(day) != it->base_weekday)
			return false;
	} else if (r->day.n > 0) {
		for (size_t i = 0; i < r->day.n && !ok; i++)
			ok = r->day.v[i].weekday == weekday_of(day);
		if (!ok)
			return false;
	}
	if (r->month.n + r->monthday.n + r->yearday.n + r->weekno.n == 0)
		return true;
	if (!load_year_of(it, day)) {
		it->is_over = true;	/* past the end of the calendar's table */
		return false;
	}
	month = rscale_month_of(&it->year, day);
	if (r->month.n > 0 && !(named_months(it, r->month.v, r->month.n) >> month & 1))
		return false;
	monthday = (int)(day - it->year.first) - it->year.month[month].start;
	if (r->monthday.n > 0 && !has(LIST(r->monthday), monthday + 1) &&
	    !has(LIST(r->monthday), monthday - it->year.month[month].days))
		return false;
	if (r->yearday.n > 0 && !has(LIST(r->yearday), (int)(day - it->year.first) + 1) &&
	    !has(LIST(r->yearday), (int)(day - it->year.first) - it->year.days))
		return false;
	if (r->weekno.n > 0) {
		struct days weeks = { 0 };
		int64_t i = day - it->year.first;

		add_weeks(it, &weeks);
		return weeks.bits[i / 64] >> (i % 64) & 1;
	}
	return true;
}

static int
by_position(const void *a, const void *b)
{
	size_t x = *(const size_t *)a, y = *(const size_t *)b;

	return x < y ? -1 : x > y;
}

static int64_t
element(const struct recur_iter *it, size_t i)
{
	size_t n = it->seconds.n, nn = n * it->minutes.n, per_day = nn * it->hours.n;
	size_t t = i % per_day;

	return it->days[i / per_day] * ICAL_DAY + it->hours.v[t / nn] * 3600 +
	    it->minutes.v[t % nn / n] * 60 + it->seconds.v[t % n];
}

static void
finish_set(struct recur_iter *it)
{
	struct list at = LIST(it->rule->setpos);
	int64_t goal = it->start;
	size_t low = 0, high;

	it->total = it->day_count * it->hours.n * it->minutes.n * it->seconds.n;
	it->next = 0;
	if (at.n > 0) {
		if (it->positions == NULL)
			it->positions = arena_array(it->cx->arena, at.n, sizeof *it->positions);
		it->position_count = 0;
		for (size_t i = 0; i < at.n; i++) {
			size_t n = (size_t)abs(at.v[i]);

			if (n <= it->total)
				it->positions[it->position_count++] =
				    at.v[i] > 0 ? n - 1 : it->total - n;
		}
		qsort(it->positions, it->position_count, sizeof *it->positions, by_position);
		return;
	}
	/* What lies before the start, and what need not be counted, is passed over. */
	if (it->rule->count == 0 && it->from > goal)
		goal = it->from;
	high = it->total;
	while (low < high) {
		size_t mid = (low + high) / 2;

		if (element(it, mid) < goal)
			low = mid + 1;
		else
			high = mid;
	}
	it->next = low;
}

static int
unit_of(enum recur_freq freq)
{
	return freq == RECUR_HOURLY ? 3600 : freq == RECUR_MINUTELY ? 60 : 1;
}

/* The first period that begins at WALL or later. */
static void
advance_to(struct recur_iter *it, int64_t wall)
{
	int64_t step = it->rule->interval * unit_of(it->rule->freq);
	int64_t period = -floor_div(it->base - wall, step);

	if (period > it->period)
		it->period = period;
}

/* One hour, minute or second; when it is filtered out, where to look next. */
static void
load_time(struct recur_iter *it)
{
	const struct recur_rule *r = it->rule;
	int64_t t = it->base + it->period * r->interval * unit_of(r->freq);
	int64_t day = floor_div(t, ICAL_DAY);
	int second = (int)(t - day * ICAL_DAY);

	it->day_count = 0;
	it->period++;
	if (!day_passes(it, day)) {
		/* Out of months that never match it goes faster. */
		if (!it->is_over && r->month.n > 0 && load_year_of(it, day)) {
			int month = rscale_month_of(&it->year, day);

			if (!(named_months(it, r->month.v, r->month.n) >> month & 1))
				day = it->year.first + it->year.month[month].start +
				      it->year.month[month].days - 1;
		}
		advance_to(it, (day + 1) * ICAL_DAY);
		return;
	}
	it->one_hour = (int16_t)(second / 3600);
	it->one_minute = (int16_t)(second / 60 % 60);
	it->one_second = (int16_t)(second % 60);
	if (r->hour.n > 0 && !has(LIST(r->hour), it->one_hour)) {
		advance_to(it, floor_div(t, 3600) * 3600 + 3600);
		return;
	}
	it->hours = (struct list){ &it->one_hour, 1 };
	if (r->freq != RECUR_HOURLY) {
		if (r->minute.n > 0 && !has(LIST(r->minute), it->one_minute)) {
			advance_to(it, floor_div(t, 60) * 60 + 60);
			return;
		}
		it->minutes = (struct list){ &it->one_minute, 1 };
	}
	if (r->freq == RECUR_SECONDLY) {
		if (r->second.n > 0 && !has(LIST(r->second), it->one_second))
			return;
		it->seconds = (struct list){ &it->one_second, 1 };
	}
	it->days[0] = day;
	it->day_count = 1;
}

static bool
load_month(struct recur_iter *it)
{
	if (it->rule->rscale == rscale_gregorian()) {
		int64_t month = it->base + it->period * it->rule->interval;

		if (!load_year(it, floor_div(month, 12)))
			return false;
		load_days(it, (int)(month - floor_div(month, 12) * 12));
	} else {
		int64_t ahead = it->period == 0 ? 0 : it->rule->interval;

		if (!load_year(it, it->month_year))
			return false;
		/* Years have 12 or 13 months: count them. */
		if (ahead > 200000)
			return false;
		for (ahead += it->month_index; ahead >= it->year.months;) {
			ahead -= it->year.months;
			if (!load_year(it, ++it->month_year))
				return false;
		}
		it->month_index = (int)ahead;
		load_days(it, it->month_index);
	}
	it->period++;
	return true;
}

/* The next period's set; false when there is none. */
static bool
load_period(struct recur_iter *it)
{
	const struct recur_rule *r = it->rule;
	int64_t day, begin;

	it->day_count = 0;
	switch (r->freq) {
	case RECUR_YEARLY:
		if (!load_year(it, it->base + it->period * r->interval))
			return false;
		it->period++;
		begin = it->year.first;
		load_days(it, -1);
		break;
	case RECUR_MONTHLY:
		if (!load_month(it))
			return false;
		begin = it->year.first;
		break;
	case RECUR_WEEKLY:
		begin = day = it->base + it->period++ * r->interval * 7;
		for (int i = 0; i < 7; i++)
			if (day_passes(it, day + i))
				it->days[it->day_count++] = day + i;
		break;
	case RECUR_DAILY:
		begin = day = it->base + it->period++ * r->interval;
		if (day_passes(it, day))
			it->days[it->day_count++] = day;
		break;
	default:
		begin = floor_div(it->base + it->period * r->interval * unit_of(r->freq), ICAL_DAY);
		load_time(it);
		break;
	}
	if (begin > ICAL_MAX / ICAL_DAY || begin > floor_div(it->until, ICAL_DAY) || it->is_over)
		return false;
	*it->budget -= 1 + (int64_t)it->day_count / 16;
	finish_set(it);
	return true;
}

/* UNTIL on the wall clock of the start. */
static int64_t
until_wall(const struct recur_rule *r, struct ical_time start)
{
	struct ical_time u = r->until;

	if (!r->has_until)
		return ICAL_MAX;
	if (u.form == ICAL_DATE)	/* that whole day */
		return u.wall + ICAL_DAY - 1;
	if (start.form == ICAL_ZONED && u.form == ICAL_UTC)
		return zone_to_wall(start.zone, u.wall);
	return u.wall;
}

struct recur_iter *
recur_iter_open(struct ctx *cx, const struct recur_rule *rule, struct ical_time start, int64_t *budget)
{
	struct recur_iter *it = arena_alloc(cx->arena, sizeof *it);
	int64_t day = floor_div(start.wall, ICAL_DAY);
	int second = (int)(start.wall - day * ICAL_DAY);
	int month;

	it->cx = cx;
	it->rule = rule;
	it->budget = budget;
	it->start = it->from = start.wall;
	it->last = INT64_MIN;
	it->is_date = start.form == ICAL_DATE;
	it->until = until_wall(rule, start);
	it->is_over = rule->is_impossible || !load_year_of(it, day);
	if (it->is_over)
		return it;
	month = rscale_month_of(&it->year, day);
	it->base_year = it->month_year = it->year.year;
	it->month_index = month;
	it->base_month = it->year.month[month];
	it->base_monthday = (int)(day - it->year.first) - it->base_month.start + 1;
	it->base_weekday = weekday_of(day);
	it->base_hour = (int16_t)(second / 3600);
	it->base_minute = (int16_t)(second / 60 % 60);
	it->base_second = (int16_t)(second % 60);

	/* Dates have no time to choose (RFC 5545, 3.3.10). */
	it->hours = rule->hour.n > 0 && start.form != ICAL_DATE ? LIST(rule->hour) :
	    (struct list){ &it->base_hour, 1 };
	it->minutes = rule->minute.n > 0 && start.form != ICAL_DATE ? LIST(rule->minute) :
	    (struct list){ &it->base_minute, 1 };
	it->seconds = rule->second.n > 0 && start.form != ICAL_DATE ? LIST(rule->second) :
	    (struct list){ &it->base_second, 1 };
	switch (rule->freq) {
	case RECUR_YEARLY:
		it->base = it->base_year;
		break;
	case RECUR_MONTHLY:
		it->base = it->base_year * 12 + month;
		break;
	case RECUR_WEEKLY:
		it->base = day - (it->base_weekday - rule->wkst + 7) % 7;
		break;
	case RECUR_DAILY:
		it->base = day;
		break;
	default:
		it->base = floor_div(start.wall, unit_of(rule->freq)) * unit_of(rule->freq);
		break;
	}
	return it;
}

void
recur_iter_skip(struct recur_iter *it, int64_t wall)
{
	const struct recur_rule *r = it->rule;
	int64_t day = floor_div(wall, ICAL_DAY), period = 0;
	struct rscale_year y;

	if (wall > it->from)
		it->from = wall;
	if (wall > ICAL_MAX)
		it->is_over = true;
	if (r->count > 0 || it->is_over || wall <= it->start)
		return;
	/* One period less than possible: SKIP may move days forward. */
	switch (r->freq) {
	case RECUR_YEARLY:
		if (rscale_year_of(r->rscale, day, &y))
			period = (y.year - it->base) / r->interval - 1;
		break;
	case RECUR_MONTHLY:
		if (r->rscale == rscale_gregorian() && rscale_year_of(r->rscale, day, &y))
			period = (y.year * 12 + rscale_month_of(&y, day) - it->base) / r->interval - 1;
		break;
	case RECUR_WEEKLY:
		period = (day - it->base) / 7 / r->interval;
		break;
	case RECUR_DAILY:
		period = (day - it->base) / r->interval;
		break;
	default:
		period = (wall - it->base) / unit_of(r->freq) / r->interval;
		break;
	}
	if (period > it->period)
		it->period = period;
}

enum status
recur_iter_next(struct recur_iter *it, int64_t *wall)
{
	size_t end;
	int64_t t;

	while (!it->is_over) {
		end = it->rule->setpos.n > 0 ? it->position_count : it->total;
		while (it->next < end) {
			t = element(it, it->rule->setpos.n > 0 ? it->positions[it->next] : it->next);
			it->next++;
			if (--*it->budget < 0)
				return ERR_LIMIT;
			if (t < it->start || t <= it->last || (it->is_date && t % ICAL_DAY != 0))
				continue;
			if (t > it->until || t > ICAL_MAX) {
				it->is_over = true;
				return ERR_NOT_FOUND;
			}
			it->last = t;
			if (it->rule->count > 0 && ++it->given > it->rule->count) {
				it->is_over = true;
				return ERR_NOT_FOUND;
			}
			if (t < it->from)
				continue;
			*wall = t;
			return OK;
		}
		if (--*it->budget < 0)
			return ERR_LIMIT;
		it->total = it->next = it->position_count = 0;
		if (!load_period(it))
			it->is_over = true;
	}
	return ERR_NOT_FOUND;
}
