/*
 * Calendar systems for recurrence rules (RFC 7529): years made of months made
 * of days.  Days are counted from 1970-01-01.
 */
#ifndef PIM_RSCALE_H
#define PIM_RSCALE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define RSCALE_MONTHS	13

struct rscale_month {
	int	start;		/* days after the year's first */
	int	days;
	int	number;		/* 1 to 13 */
	bool	leap;		/* the leap month that follows that number: "5L" */
};

struct rscale_year {
	int64_t			year;
	int64_t			first;
	int			days;
	int			months;
	struct rscale_month	month[RSCALE_MONTHS];
};

struct rscale;

/* By CLDR's name, without case: GREGORIAN, CHINESE, HEBREW, … NULL when unknown. */
const struct rscale *rscale_find(const char *name, size_t len);
const struct rscale *rscale_gregorian(void);

/* The names, for CALDAV:supported-rscale-set. */
size_t rscale_names(const char *const **names);

/* The layout of a year; false outside the years that the calendar is known for. */
bool rscale_year(const struct rscale *scale, int64_t year, struct rscale_year *out);

/* The year in which a day lies. */
bool rscale_year_of(const struct rscale *scale, int64_t day, struct rscale_year *out);

/* Index of the month in which a day of that year lies. */
int rscale_month_of(const struct rscale_year *year, int64_t day);

#endif
