/* What the filters of CalDAV and CardDAV have in common. */
#ifndef DAV_FILTER_H
#define DAV_FILTER_H

#include "dav/xml.h"
#include "pim/text_match.h"

/* text-match of either namespace: CalDAV's default is i;ascii-casemap, CardDAV's i;unicode-casemap. */
enum status dav_text_match(struct ctx *cx, const struct xml_node *node, struct text_match **out) NODISCARD;

#endif
