/*
 * Busy time (RFC 4791, section 7.10; RFC 7953; RFC 6638) from calendar
 * objects.  Feed objects one by one, then write.
 */
#ifndef PIM_FREEBUSY_H
#define PIM_FREEBUSY_H

#include "pim/recur.h"

/* In the order in which one hides the other (RFC 5545, 3.2.9). */
enum freebusy_type { FB_FREE, FB_TENTATIVE, FB_UNAVAILABLE, FB_BUSY };

struct freebusy_period {
	struct span		when;
	enum freebusy_type	type;
};

struct freebusy;

struct freebusy *freebusy_open(struct ctx *cx, struct span span, const struct zone *floating);

/* What is added from now on has its floating times in another zone (NULL: UTC). */
void freebusy_set_floating(struct freebusy *fb, const struct zone *floating);

/* What an occurrence that this component describes is for ATTENDEE (as below). */
enum freebusy_type freebusy_type_of(struct ctx *cx, const struct ical_comp *c, const char *attendee);

/*
 * Adds the busy times of one object: VEVENT (TRANSP, STATUS; cancelled ones
 * not; those that ATTENDEE declined not) and VFREEBUSY.  ATTENDEE is the mail
 * address whose calendar it is (PARTSTAT counts), NULL when it does not matter.
 */
enum status freebusy_add(struct ctx *cx, struct freebusy *fb, const struct ical *ical,
    const char *attendee) NODISCARD;
/* One that is known from elsewhere. */
void freebusy_add_period(struct freebusy *fb, struct span when, enum freebusy_type type);

/*
 * VAVAILABILITY objects (RFC 7953, section 4): outside what is AVAILABLE the
 * time is busy as BUSYTYPE says; higher PRIORITY decides.  Call for all of a
 * calendar user.
 */
enum status freebusy_add_availability(struct ctx *cx, struct freebusy *fb,
    const struct ical *ical) NODISCARD;

/* Merged, disjoint, sorted, cut to the span; FB_FREE is left out. */
size_t freebusy_periods(struct ctx *cx, struct freebusy *fb, struct freebusy_period **out);

/*
 * A VCALENDAR with one VFREEBUSY.  METHOD ("REPLY") and the properties behind
 * it may be NULL.  NOW is the DTSTAMP.
 */
struct freebusy_reply {
	const char		*method;
	const char		*uid;
	const struct content_line	*organizer;	/* copied as they are */
	const struct content_line	*attendee;
	int64_t			 now;
};
struct ical *freebusy_write(struct ctx *cx, struct freebusy *fb, const struct freebusy_reply *reply);

#endif
