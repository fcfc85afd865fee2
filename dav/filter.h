/* The filters of CalDAV and CardDAV as they are sent. */
#ifndef DAV_FILTER_H
#define DAV_FILTER_H

#include "dav/xml.h"
#include "pim/ical_match.h"
#include "pim/text_match.h"
#include "pim/vcard_match.h"

/* text-match of either namespace: CalDAV's default is i;ascii-casemap, CardDAV's i;unicode-casemap. */
enum status dav_text_match(struct ctx *cx, const struct xml_node *node, struct text_match **out) NODISCARD;

/* C:filter (RFC 4791, section 9.7) and CARD:filter (RFC 6352, section 10.5); NULL is refused. */
enum status dav_filter_calendar(struct ctx *cx, const struct xml_node *filter,
    struct ical_comp_filter **out) NODISCARD;
enum status dav_filter_card(struct ctx *cx, const struct xml_node *filter,
    struct vcard_filter *out) NODISCARD;

#endif
