/*
 * Time zones for whoever asks (RFC 7808): the server's own data, of which RFC
 * 7809 lets clients name zones instead of sending them.
 */
#ifndef DAV_TIMEZONES_H
#define DAV_TIMEZONES_H

#include "core/http.h"

#define TIMEZONES_PATH	"/.well-known/timezone"

/* All below TIMEZONES_PATH. */
enum status dav_timezones(struct ctx *cx, const struct request *rq, struct reply *re) NODISCARD;

struct zone;
struct ical_comp;

/* Its VTIMEZONE from 1970 on, called TZID. */
struct ical_comp *dav_timezone(struct ctx *cx, const struct zone *zone, const char *tzid);

/* Is TEXT one VTIMEZONE and nothing else (RFC 4791, sections 5.2.2 and 9.8)? */
bool dav_is_timezone(struct ctx *cx, const char *text);

#endif
