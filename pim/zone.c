/*
 * Conversions between UTC and wall clocks.  Up to its last change a zone is a
 * sorted array; after it the rule that TZif gives at its end holds for ever,
 * so daylight saving is right after 2037 too.
 */
#include <string.h>

#include "pim/zone_data.h"

#define DAY	86400

/* Gregorian, proleptic; eras of 400 years. */
int64_t
zone_days(int64_t year, int month, int day)
{
	int64_t y = month <= 2 ? year - 1 : year;
	int64_t era = (y >= 0 ? y : y - 399) / 400;
	int64_t yoe = y - era * 400;
	int64_t doy = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
	int64_t doe = yoe * 365 + yoe / 4 - yoe / 100 + doy;

	return era * 146097 + doe - 719468;
}

void
zone_date(int64_t days, int64_t *year, int *month, int *day)
{
	int64_t z = days + 719468;
	int64_t era = (z >= 0 ? z : z - 146096) / 146097;
	int64_t doe = z - era * 146097;
	int64_t yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
	int64_t doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
	int64_t mp = (5 * doy + 2) / 153;

	*day = (int)(doy - (153 * mp + 2) / 5 + 1);
	*month = (int)(mp < 10 ? mp + 3 : mp - 9);
	*year = yoe + era * 400 + (*month <= 2);
}

static int64_t
floor_div(int64_t a, int64_t b)
{
	return a / b - (a % b < 0);
}

static int64_t
year_of(int64_t wall)
{
	int64_t year;
	int month, day;

	zone_date(floor_div(wall, DAY), &year, &month, &day);
	return year;
}

static bool
is_leap(int64_t year)
{
	return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

int64_t
zone_change_wall(const struct zone_change *c, int64_t year)
{
	int64_t day;

	switch (c->kind) {
	case CHANGE_JULIAN:	/* 1 to 365, 29 February is never counted */
		day = zone_days(year, 1, 1) + c->day - 1 + (is_leap(year) && c->day >= 60);
		break;
	case CHANGE_DAY:	/* 0 to 365 */
		day = zone_days(year, 1, 1) + c->day;
		break;
	default: {
		int64_t first = zone_days(year, c->month, 1);
		int64_t next = c->month == 12 ? zone_days(year + 1, 1, 1)
		                              : zone_days(year, c->month + 1, 1);
		int weekday = (int)((first % 7 + 7 + 4) % 7);	/* 1970-01-01 was a Thursday */

		day = first + (c->day - weekday + 7) % 7 + 7 * (c->week - 1);
		while (day >= next)
			day -= 7;
	}
	}
	return day * DAY + c->time;
}

/*
 * Occurrences of a year ask for its changes again and again: the last year of
 * the last zone is remembered.  (No threads, so no lock.)
 */
static bool
tail_is_daylight(const struct zone *zone, int64_t utc)
{
	static struct {
		struct zone_change	from, to;
		int			standard, daylight;
		int64_t			first, last;	/* the year on the standard clock */
		int64_t			start, end;
	} known;
	int64_t local = utc + zone->standard.offset;

	if (local < known.first || local >= known.last || known.standard != zone->standard.offset ||
	    known.daylight != zone->daylight.offset ||
	    memcmp(&known.from, &zone->start, sizeof known.from) != 0 ||
	    memcmp(&known.to, &zone->end, sizeof known.to) != 0) {
		int64_t year = year_of(local);

		known.from = zone->start;
		known.to = zone->end;
		known.standard = zone->standard.offset;
		known.daylight = zone->daylight.offset;
		known.first = zone_days(year, 1, 1) * DAY;
		known.last = zone_days(year + 1, 1, 1) * DAY;
		known.start = zone_change_wall(&zone->start, year) - zone->standard.offset;
		known.end = zone_change_wall(&zone->end, year) - zone->daylight.offset;
	}
	return known.start < known.end ? utc >= known.start && utc < known.end :
	    utc >= known.start || utc < known.end;
}

const struct zone_type *
zone_type_at(const struct zone *zone, int64_t utc)
{
	size_t low = 0, high = zone->count;

	if (zone->count == 0 || utc >= zone->at[zone->count - 1]) {
		if (zone->has_tail)
			return zone->has_daylight && tail_is_daylight(zone, utc) ?
			    &zone->daylight : &zone->standard;
		return &zone->types[zone->count == 0 ? 0 : zone->kind[zone->count - 1]];
	}
	while (low < high) {
		size_t mid = (low + high) / 2;

		if (zone->at[mid] <= utc)
			low = mid + 1;
		else
			high = mid;
	}
	return &zone->types[low == 0 ? 0 : zone->kind[low - 1]];
}

int
zone_offset(const struct zone *zone, int64_t utc)
{
	return zone_type_at(zone, utc)->offset;
}

const char *
zone_abbreviation(const struct zone *zone, int64_t utc)
{
	const char *name = zone_type_at(zone, utc)->abbreviation;

	return name != NULL ? name : "";
}

int64_t
zone_to_wall(const struct zone *zone, int64_t utc)
{
	return utc + zone_offset(zone, utc);
}

/*
 * A day to either side is before and after whatever changes there, also where
 * a country moved over the date line.
 */
int64_t
zone_to_utc(const struct zone *zone, int64_t wall)
{
	int before = zone_offset(zone, wall - DAY);
	int after = zone_offset(zone, wall + DAY);
	int between;

	if (zone_offset(zone, wall - before) == before)
		return wall - before;		/* the first of two, or the only one */
	if (before != after && zone_offset(zone, wall - after) == after)
		return wall - after;
	/* A gap, or two changes within two days. */
	between = zone_offset(zone, wall - before);
	if (between != after && zone_offset(zone, wall - between) == between)
		return wall - between;
	return wall - before;
}

static bool
tail_next_change(const struct zone *zone, int64_t utc, int64_t *when)
{
	int64_t year = year_of(utc + zone->standard.offset) - 1;
	bool found = false;

	if (!zone->has_tail || !zone->has_daylight)
		return false;
	for (int i = 0; i < 3; i++, year++) {
		int64_t changes[2] = {
			zone_change_wall(&zone->start, year) - zone->standard.offset,
			zone_change_wall(&zone->end, year) - zone->daylight.offset,
		};

		for (size_t j = 0; j < COUNT(changes); j++)
			if (changes[j] > utc && (!found || changes[j] < *when)) {
				*when = changes[j];
				found = true;
			}
	}
	return found;
}

bool
zone_next_change(const struct zone *zone, int64_t utc, int64_t *when, int *before, int *after)
{
	/* Some changes touch the name only, and the tail may repeat the array's last. */
	for (int i = 0; i < 1000; i++) {
		int64_t next;
		size_t low = 0, high = zone->count;

		while (low < high) {
			size_t mid = (low + high) / 2;

			if (zone->at[mid] <= utc)
				low = mid + 1;
			else
				high = mid;
		}
		if (low < zone->count)
			next = zone->at[low];
		else if (!tail_next_change(zone, utc, &next))
			return false;
		*before = zone_offset(zone, next - 1);
		*after = zone_offset(zone, next);
		if (*before != *after) {
			*when = next;
			return true;
		}
		utc = next;
	}
	return false;
}

void
zone_trim(struct zone *zone)
{
	while (zone->has_tail && zone->count > 1) {
		size_t last = zone->count - 1;
		int64_t next;
		bool same;

		/* Would the tail have made this change, and none since the one before? */
		zone->count--;
		same = tail_next_change(zone, zone->at[last - 1], &next) && next == zone->at[last] &&
		    zone_type_at(zone, next - 1)->offset == zone->types[zone->kind[last - 1]].offset &&
		    zone_type_at(zone, next)->offset == zone->types[zone->kind[last]].offset;
		if (!same) {
			zone->count++;
			return;
		}
	}
}

const char *
zone_name(const struct zone *zone)
{
	return zone->name;
}
