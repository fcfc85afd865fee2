#include <stdio.h>
#include <string.h>

#include "dav/data.h"
#include "dav/private.h"
#include "pim/recur.h"

/* "20261120T000000Z" as Unix seconds. */
static bool
read_utc(const char *text, int64_t *out)
{
	struct ical_time at;

	if (!ical_time_read(text, strlen(text), &at) || at.form != ICAL_UTC)
		return false;
	*out = ical_instant(at, NULL);
	return true;
}

enum status
dav_span_read(struct ctx *cx, const struct xml_node *node, bool both, struct span *out)
{
	const char *start = xml_attr(node, "start"), *end = xml_attr(node, "end");

	*out = (struct span){ SPAN_MIN, SPAN_MAX };
	if ((start == NULL && end == NULL) || (both && (start == NULL || end == NULL)) ||
	    (start != NULL && !read_utc(start, &out->start)) ||
	    (end != NULL && !read_utc(end, &out->end)) || out->end <= out->start)
		return dav_refuse(cx, ERR_INVALID, "C:valid-filter", "a time range that is none");
	return OK;
}
