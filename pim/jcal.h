/* iCalendar as JSON (jCal, RFC 7265), both ways without loss. */
#ifndef PIM_JCAL_H
#define PIM_JCAL_H

#include "core/json.h"
#include "pim/ical.h"

/* ["vcalendar", [...], [...]] */
const char *jcal_write(struct ctx *cx, const struct ical_comp *root, size_t *len);

/* ERR_INVALID and cx->condition "C:valid-calendar-data" otherwise; then ical_check() is still to be done. */
enum status jcal_read(struct ctx *cx, const char *text, size_t len, struct ical **out) NODISCARD;

#endif
