/* What the files of iCalendar share among themselves. */
#ifndef PIM_ICAL_DATA_H
#define PIM_ICAL_DATA_H

#include "pim/ical.h"

/* What was found out about a tree, until ical_refresh(). */
struct ical_zones {
	struct ctx		*cx;
	struct arena		*arena;		/* where the tree lives, whatever turn cx is in */
	struct ical_zone_name	*first;		/* TZIDs looked up */
	struct ical_id		*by_instant;	/* overrides, sorted; NULL: not yet */
	struct ical_id		*by_day;
	size_t			 ids;
};

/* Wrap a tree that was made here. */
enum status ical_from_root(struct ctx *cx, struct ical_comp *root, struct ical **out) NODISCARD;

#endif
