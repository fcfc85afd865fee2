/*
 * CardDAV's filter on a contact (RFC 6352, section 10.5), and the part of it
 * that a client wants to see (section 10.4).
 */
#ifndef PIM_VCARD_MATCH_H
#define PIM_VCARD_MATCH_H

#include "pim/text_match.h"
#include "pim/vcard.h"

struct vcard_param_filter {
	struct vcard_param_filter	*next;
	const char			*name;
	bool				 is_not_defined;
	struct text_match		*match;		/* NULL: it is there */
};

struct vcard_prop_filter {
	struct vcard_prop_filter	*next;
	const char			*name;		/* "EMAIL", or "item1.EMAIL" of one group */
	bool				 is_not_defined;
	bool				 is_allof;	/* default anyof */
	struct text_match		*matches;
	struct vcard_param_filter	*params;
};

struct vcard_filter {
	bool				 is_allof;	/* default anyof */
	struct vcard_prop_filter	*props;		/* none: every card matches */
};

/*
 * Conditions of one prop-filter are asked of one property: with allof, an
 * EMAIL that contains "@example.org" and has TYPE=home.
 */
bool vcard_match(struct ctx *cx, const struct vcard_filter *filter, const struct vcard *card);

/* One CARD:prop of address-data. */
struct vcard_select {
	struct vcard_select	*next;
	const char		*name;		/* with a group, as above, or without */
	bool			 no_value;
};

/* The properties of SELECT in the order of the card; NULL: all of them.  VERSION always comes. */
void vcard_select(struct ctx *cx, const struct vcard *card, const struct vcard_select *select,
    struct vcard *out);

#endif
