/*
 * CalDAV filters (RFC 4791, section 9.7) on a parsed object.  The filter is a
 * tree that the caller built from XML; matching reads nothing else.
 */
#ifndef PIM_ICAL_MATCH_H
#define PIM_ICAL_MATCH_H

#include "pim/recur.h"
#include "pim/text_match.h"

struct ical_param_filter {
	const char			*name;
	bool				 is_not_defined;
	const struct text_match		*text;		/* NULL: defined is enough */
	struct ical_param_filter	*next;
};

struct ical_prop_filter {
	const char			*name;
	bool				 is_not_defined;
	const struct span		*range;		/* NULL: none */
	const struct text_match		*text;
	struct ical_param_filter	*params;
	struct ical_prop_filter		*next;
};

struct ical_comp_filter {
	const char			*name;		/* "VCALENDAR" at the top */
	bool				 is_not_defined;
	const struct span		*range;		/* SPAN_MIN, SPAN_MAX: open */
	struct ical_prop_filter		*props;
	struct ical_comp_filter		*comps;
	struct ical_comp_filter		*next;
};

/*
 * A rule that takes too many steps to decide a range counts as a match, so that
 * one hostile object fails no report.  FLOATING: the zone of the collection or of the request,
 * NULL for UTC.
 */
enum status ical_match(struct ctx *cx, const struct ical *ical,
    const struct ical_comp_filter *filter, const struct zone *floating, bool *matches) NODISCARD;

/* RFC 4791, 9.9 alone: does any component of this name overlap SPAN? */
enum status ical_overlaps(struct ctx *cx, const struct ical *ical, const char *component,
    struct span span, const struct zone *floating, bool *overlaps) NODISCARD;

#endif
