/*
 * One card on its way into the other version, for vcard_convert.c and
 * vcard_rule.c alone.
 */
#ifndef PIM_VCARD_CONVERSION_H
#define PIM_VCARD_CONVERSION_H

#include "pim/vcard.h"

struct conversion {
	struct ctx			*cx;
	const struct vcard		*from;
	struct vcard			*to;
	struct content_line		**end;
	const struct content_line	**preferred;	/* by row of vcard_props() */

	/* What FROM has, looked up once. */
	const char			*sort;		/* SORT-STRING, or NULL */
	bool				 has_n, has_kind, has_apple_kind;
	bool				 has_anniversary, has_old_anniversary;
};

/* Change a copy of a line of cv->from into what it is in the version of cv->to. */
void vcard_rule_apply(struct conversion *cv, struct content_line *line);

#endif
