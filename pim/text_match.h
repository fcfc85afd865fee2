/*
 * Text compared under a collation, for the filters of CalDAV and CardDAV (RFC
 * 4790; RFC 5051; RFC 4791, section 9.7.5; RFC 6352, section 10.5.4).
 */
#ifndef PIM_TEXT_MATCH_H
#define PIM_TEXT_MATCH_H

#include "core/ctx.h"

enum collation {
	COLLATION_ASCII_CASEMAP,	/* i;ascii-casemap: CalDAV's default */
	COLLATION_OCTET,		/* i;octet */
	COLLATION_UNICODE_CASEMAP,	/* i;unicode-casemap: CardDAV's default */
};

enum match_type { MATCH_CONTAINS, MATCH_EQUALS, MATCH_STARTS_WITH, MATCH_ENDS_WITH };

/* By name, "default" being OTHERWISE; NULL or "" too.  False when unknown: supported-collation. */
bool collation_parse(const char *name, enum collation otherwise, enum collation *out);
/* "equals", "contains", "starts-with", "ends-with"; NULL or "" is contains.  False when unknown. */
bool match_type_parse(const char *name, enum match_type *out);

struct text_match {
	struct text_match	*next;
	enum collation		 collation;
	enum match_type		 type;
	bool			 is_negated;
	const char		*text;
	const char		*key;		/* TEXT as the collation compares it */
	size_t			 key_len;
};

/* A match on the arena, its key made; set is_negated and next by hand. */
struct text_match *text_match_new(struct ctx *cx, enum collation collation, enum match_type type,
    const char *text);

/* Whether VALUE matches; negation is applied. */
bool text_match(struct ctx *cx, const struct text_match *match, const char *value);

#endif
