/*
 * When an object reminds of itself (VALARM; RFC 5545, section 3.6.6, RFC 9074).
 */
#ifndef PIM_ALARM_H
#define PIM_ALARM_H

#include "pim/recur.h"

struct alarm {
	int64_t			 at;		/* Unix seconds */
	const struct ical_comp	*comp;		/* the component in which the alarm stands */
	struct ical_time	 start, end;	/* of the occurrence; not of what has no DTSTART */
	bool			 has_start;
};

/*
 * The first alarm with this ACTION behind WITHIN.start and not behind
 * WITHIN.end, its repetitions included, and those left out that somebody has
 * acknowledged.  FLOATING is the zone of floating times.  ERR_NOT_FOUND quietly
 * when there is none; ERR_LIMIT when it happens more often than anybody can want.
 */
enum status alarm_next(struct ctx *cx, const struct ical *ical, const char *action,
    struct span within, const struct zone *floating, struct alarm *out) NODISCARD;

#endif
