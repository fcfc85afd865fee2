/* What the files of iCalendar share among themselves. */
#ifndef PIM_ICAL_DATA_H
#define PIM_ICAL_DATA_H

#include "pim/ical.h"

struct ical_zones {
	struct ctx		*cx;
	struct ical_zone_name	*first;	/* what was looked up */
};

/* Wrap a tree that was made here. */
enum status ical_from_root(struct ctx *cx, struct ical_comp *root, struct ical **out) NODISCARD;

#endif
