/*
 * When things happen: RRULE (RFC 5545, RFC 7529), RDATE, EXDATE, overrides.
 * Every walk has a budget of steps, so that no rule can hold a worker: when it
 * is used up the walk ends with ERR_LIMIT.
 */
#ifndef PIM_RECUR_H
#define PIM_RECUR_H

#include "pim/ical.h"

enum recur_freq {
	RECUR_YEARLY, RECUR_MONTHLY, RECUR_WEEKLY, RECUR_DAILY,
	RECUR_HOURLY, RECUR_MINUTELY, RECUR_SECONDLY
};
enum recur_skip { RECUR_OMIT, RECUR_BACKWARD, RECUR_FORWARD };

struct recur_day {
	int16_t	nth;		/* 0: every */
	int16_t	weekday;	/* 0 Monday … 6 Sunday */
};

struct recur_month {
	int16_t	number;
	bool	leap;		/* "5L" */
};

struct recur_rule {
	enum recur_freq		freq;
	enum recur_skip		skip;
	const struct rscale	*rscale;	/* pim/rscale.h */
	int64_t			interval;
	int64_t			count;		/* 0: none */
	bool			has_until;
	bool			is_impossible;	/* 30 February and the like */
	struct ical_time	until;		/* date, floating or UTC */
	int			wkst;		/* 0 Monday */
	/* Sorted, without doubles. */
	struct { int16_t *v; size_t n; } second, minute, hour, monthday, yearday, weekno, setpos;
	struct { struct recur_day *v; size_t n; } day;
	struct { struct recur_month *v; size_t n; } month;
};

/* ERR_INVALID when it cannot be read; cx->condition "C:supported-rscale" for an unknown RSCALE. */
enum status recur_rule_read(struct ctx *cx, const char *text, struct recur_rule **out) NODISCARD;

/*
 * Walks the times of one rule in wall-clock order.  START is the first moment
 * to be given; the rule's own times alone are given, so START itself only if
 * it fits the rule.
 */
struct recur_iter;

#define RECUR_STEPS	500000		/* about 30 ms */

struct recur_iter *recur_iter_open(struct ctx *cx, const struct recur_rule *rule,
    struct ical_time start, int64_t *budget);
/* Leave out what is before that wall-clock time; quick when the rule has no COUNT. */
void recur_iter_skip(struct recur_iter *it, int64_t wall);
/* OK and the time; ERR_NOT_FOUND at the end; ERR_LIMIT when the budget is used up. */
enum status recur_iter_next(struct recur_iter *it, int64_t *wall) NODISCARD;

/* Seconds since 1970 UTC, end excluded. */
struct span {
	int64_t	start;
	int64_t	end;
};
#define SPAN_MIN	(-4000000000000LL)
#define SPAN_MAX	(4000000000000LL)

/* One time that something happens. */
struct occurrence {
	struct span		 when;		/* end == start when it takes no time */
	struct ical_time	 start;		/* on its own clock */
	struct ical_time	 end;
	struct ical_time	 id;		/* its RECURRENCE-ID, on the master's clock */
	const struct ical_comp	*comp;		/* the master, or the override that describes it */
	bool			 recurring;	/* id has a meaning */
	bool			 by_range;	/* described by an override of THISANDFUTURE */
};

/*
 * Occurrences of an object (VEVENT, VTODO, VJOURNAL, AVAILABLE …) that overlap
 * SPAN, by start.  Overlap is RFC 4791's for events: an occurrence without
 * length counts when start <= it < end.  At most LIMIT: more is ERR_LIMIT and
 * cx->condition "C:max-instances".  FLOATING is the zone of floating times.
 * Dates and times without DTSTART give nothing.
 */
enum status recur_expand(struct ctx *cx, const struct ical *ical, struct span span,
    const struct zone *floating, size_t limit, struct occurrence **out, size_t *count) NODISCARD;

/* The same for some components that share a UID (AVAILABLE inside VAVAILABILITY). */
enum status recur_expand_comps(struct ctx *cx, const struct ical *ical,
    struct ical_comp *const *comps, size_t comp_count, struct span span,
    const struct zone *floating, size_t limit, struct occurrence **out, size_t *count) NODISCARD;

/*
 * For the index: from the start of the first to the end of the last occurrence,
 * overrides included; SPAN_MAX when it goes on for ever or the budget does not
 * reach the end.  For a VTODO, VJOURNAL or VFREEBUSY what RFC 4791, 9.9 looks
 * at; SPAN_MIN to SPAN_MAX for what has no time at all.  Never fails for what
 * passed ical_check().
 */
enum status recur_extent(struct ctx *cx, const struct ical *ical, const struct zone *floating,
    struct span *out) NODISCARD;

/* Is ID one of the times of the master's recurrence set (EXDATE left out)? */
enum status recur_has(struct ctx *cx, const struct ical *ical, struct ical_time id, bool *yes) NODISCARD;

#endif
