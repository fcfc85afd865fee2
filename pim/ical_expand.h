/*
 * What a REPORT asks to be made of an object's data (RFC 4791, section 9.6):
 * partial data, expanded or limited recurrence, limited free-busy.
 */
#ifndef PIM_ICAL_EXPAND_H
#define PIM_ICAL_EXPAND_H

#include "pim/recur.h"

/* 9.6.5: every occurrence in SPAN on its own, in UTC, without VTIMEZONE and rules. */
enum status ical_expand(struct ctx *cx, const struct ical *ical, struct span span,
    const struct zone *floating, size_t limit, struct ical **out) NODISCARD;

/* 9.6.6: the master, and of the overrides those that touch SPAN or moved out of it. */
enum status ical_limit_recurrence(struct ctx *cx, const struct ical *ical, struct span span,
    const struct zone *floating, struct ical **out) NODISCARD;

/* 9.6.7: of a VFREEBUSY the FREEBUSY periods that touch SPAN. */
enum status ical_limit_freebusy(struct ctx *cx, const struct ical *ical, struct span span,
    struct ical **out) NODISCARD;

/* 9.6.1 to 9.6.4: the components and properties that are wanted. */
struct ical_want_prop {
	const char		*name;
	bool			 novalue;
	struct ical_want_prop	*next;
};
struct ical_want {
	const char		*name;		/* "VCALENDAR" at the top */
	bool			 all_props, all_comps;
	struct ical_want_prop	*props;
	struct ical_want	*comps;
	struct ical_want	*next;
};
struct ical *ical_partial(struct ctx *cx, const struct ical *ical, const struct ical_want *want);

/*
 * What a viewer sees who may know the time but not the matter (CLASS
 * confidential, or a share that tells busy times only): times, recurrence,
 * TRANSP, STATUS; SUMMARY becomes TITLE when one is given.
 */
struct ical *ical_redact(struct ctx *cx, const struct ical *ical, const char *title);

#endif
