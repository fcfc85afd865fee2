/*
 * calendar-data and address-data in reports: as it is, in part, expanded, or
 * in another form (RFC 4791, section 9.6; RFC 6352, section 10.4).
 */
#ifndef DAV_DATA_H
#define DAV_DATA_H

#include "dav/props.h"

struct dav_data;

/*
 * What the D:prop inside NODE asks for: sets want->data when it asks for data
 * at all.  ERR_INVALID with cx->condition.  ZONE, for floating times, may be NULL.
 */
struct zone;
enum status dav_data_read(struct ctx *cx, const struct request *rq, const struct xml_node *node,
    const struct dav_target *t, const struct zone *zone, struct dav_want *want) NODISCARD;

/*
 * Which VTIMEZONEs the client wants ("CalDAV-Timezones", RFC 7809, section 3.1.3):
 * "F" none that our zone service tells, "T" all that are used; it may be silent.
 */
enum dav_zones { ZONES_AS_STORED, ZONES_NOT_OURS, ZONES_ALL };
enum dav_zones dav_zones_wanted(const struct request *rq);

/* Leave or put in what is wanted. */
struct ical;
void dav_zones_apply(struct ctx *cx, enum dav_zones wanted, struct ical *ical);

/* C:time-range and its likes: start and end, at least one. */
struct span;
enum status dav_span_read(struct ctx *cx, const struct xml_node *node, bool both,
    struct span *out) NODISCARD;

#endif
