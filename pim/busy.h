/*
 * The busy times of one object in few bytes, for a store to keep beside the
 * text: what was packed once is added to any question about busy time
 * (pim/freebusy.h) without reading a calendar.
 *
 * They are runs of equal periods at equal distances, so a weekly meeting is
 * one run from one change of the clocks to the next.  Floating times and days
 * are kept on their own clock and put on the asker's zone when they are added.
 */
#ifndef PIM_BUSY_H
#define PIM_BUSY_H

#include "pim/freebusy.h"

struct busy {
	const void	*data;		/* NULL: the text must be read */
	size_t		 len;
	struct span	 known;		/* all that is busy in here is in DATA */
};

/*
 * EXTENT is recur_extent()'s.  What ends, and does not happen too often, is
 * packed whole: known from SPAN_MIN to SPAN_MAX.  Of all else what lies in
 * WINDOW.  What cannot be told in few bytes has no data: availability, very
 * many or very irregular times.  ATTENDEE as with freebusy_add().
 */
enum status busy_pack(struct ctx *cx, const struct ical *ical, const char *attendee,
    struct span extent, struct span window, struct busy *out) NODISCARD;

/*
 * Add what touches SPAN.  DATA may be several that were packed, one behind the
 * other.  FLOATING is the zone of floating times.  False when it is damaged.
 */
bool busy_add(struct freebusy *fb, struct span span, const struct zone *floating,
    const void *data, size_t len) NODISCARD;

/* Is something in there that overlaps SPAN?  What is damaged does not. */
bool busy_touches(struct span span, const struct zone *floating, const void *data, size_t len);

#endif
