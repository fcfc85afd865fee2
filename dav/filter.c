#include <string.h>

#include "dav/filter.h"
#include "dav/private.h"

enum status
dav_text_match(struct ctx *cx, const struct xml_node *node, struct text_match **out)
{
	bool calendar = strcmp(node->ns, NS_CALDAV) == 0;
	const char *negate = xml_attr(node, "negate-condition");
	enum collation collation;
	enum match_type type;

	if (!collation_parse(xml_attr(node, "collation"),
	    calendar ? COLLATION_ASCII_CASEMAP : COLLATION_UNICODE_CASEMAP, &collation))
		return dav_refuse(cx, ERR_INVALID,
		    calendar ? "C:supported-collation" : "CARD:supported-collation",
		    "an unknown collation");
	if (!match_type_parse(xml_attr(node, "match-type"), &type))
		return dav_refuse(cx, ERR_INVALID,
		    calendar ? "C:supported-filter" : "CARD:supported-filter",
		    "an unknown match-type");
	*out = text_match_new(cx, collation, type, xml_text(cx->arena, node));
	(*out)->is_negated = negate != NULL && strcmp(negate, "yes") == 0;
	return OK;
}
