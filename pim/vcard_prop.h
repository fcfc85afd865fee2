/*
 * What the RFCs say of each property: which version knows it, how often it may
 * stand, what its value is when VALUE does not tell.  RFC 2426, 2739, 4770 for
 * 3.0; RFC 6350, 6474, 6715, 8605, 9554 for 4.0.
 */
#ifndef PIM_VCARD_PROP_H
#define PIM_VCARD_PROP_H

#include "pim/vcard.h"

enum vcard_shape {
	SHAPE_ONE,		/* one value; commas need not be escaped in URIs */
	SHAPE_LIST,		/* a,b,c */
	SHAPE_PARTS,		/* a;b;c, each of which may be a list */
};

struct vcard_prop {
	const char		*name;
	const char		*type3, *type4;	/* default VALUE; NULL: not of that version */
	enum vcard_shape	 shape;
	bool			 is_single;	/* at most once */
};

/* NULL for names that no RFC knows. */
const struct vcard_prop *vcard_prop_find(const char *name);

/* VALUE in lower case, else the default of the version, else "unknown". */
const char *vcard_value_type(struct ctx *cx, const struct content_line *line,
    enum vcard_version version);

/* For tables over all of them. */
const struct vcard_prop *vcard_props(size_t *count);

#endif
