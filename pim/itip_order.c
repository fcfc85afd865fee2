/* Which of two versions is the newer one. */
#include <string.h>

#include "pim/itip_data.h"

#define LAST_STAMP	INT64_C(253402300799)	/* the end of the year 9999 */

bool
itip_is_news(struct ctx *cx, const struct ical *in, const struct ical_comp *c,
    const struct ical *stored, const struct ical_comp *was)
{
	int64_t a = ical_int(c, "SEQUENCE", 0), b = ical_int(was, "SEQUENCE", 0);
	struct ical_time x, y;

	if (a != b)
		return a > b;
	if (ical_time(cx, in, c, "DTSTAMP", &x) != OK ||
	    ical_time(cx, stored, was, "DTSTAMP", &y) != OK)
		return true;
	return ical_instant(x, NULL) >= ical_instant(y, NULL);
}

/* When STORED heard last of what C of MESSAGE is about; false: never. */
static bool
heard_last(struct ctx *cx, const struct ical *stored, const struct ical *message,
    const struct ical_comp *c, int64_t *at)
{
	const struct ical_comp *was = itip_same(cx, stored, message, c);
	const struct content_line *from = ical_prop(c, "ATTENDEE"), *line;
	const char *stamp;
	struct ical_time t;

	if (itip_method_find(message->method) != ITIP_REPLY) {
		if (was == NULL || ical_time(cx, stored, was, "DTSTAMP", &t) != OK)
			return false;
		*at = ical_instant(t, NULL);
		return true;
	}
	/* An organizer notes at each attendee when he answered. */
	if (was == NULL)
		was = stored->master;
	if (was == NULL || from == NULL ||
	    (line = itip_attendee(cx, was, ical_address(cx->arena, from))) == NULL ||
	    (stamp = content_param_text(line, "X-DTSTAMP")) == NULL ||
	    !ical_time_read(stamp, strlen(stamp), &t))
		return false;
	*at = ical_instant(t, NULL);
	return true;
}

struct ical *
itip_after(struct ctx *cx, const struct ical *stored, struct ical *message)
{
	struct ical *out = message;

	for (size_t i = 0; i < message->count; i++) {
		struct ical_time stamp;
		int64_t last;

		if (!heard_last(cx, stored, message, message->comps[i], &last) ||
		    ical_time(cx, message, message->comps[i], "DTSTAMP", &stamp) != OK ||
		    ical_instant(stamp, NULL) > last || last >= LAST_STAMP)
			continue;
		if (out == message)
			out = ical_copy(cx, message);
		ical_set(cx->arena, out->comps[i], "DTSTAMP", ical_utc_write(cx->arena, last + 1));
	}
	return out;
}

/* ---- What goes by mail ------------------------------------------------------------- */

#define AHEAD_MAX	86400	/* seconds: further on, a client or a clock that was put back said so */

/* Where USER's last stamp stands: as its organizer there, otherwise as an attendee. */
static struct content_line *
line_of(struct ctx *cx, const struct ical_comp *c, const struct itip_user *user)
{
	for (struct content_line *p = c->props; p != NULL; p = p->next)
		if (content_is(p, "ORGANIZER") && itip_is_user(user, ical_address(cx->arena, p)))
			return p;
	return itip_attendee_of(cx, c, user);
}

int64_t
itip_next_stamp(struct ctx *cx, const struct ical *object, const struct itip_user *user, int64_t now)
{
	int64_t next = now;

	for (size_t i = 0; object != NULL && i < object->count; i++) {
		const struct content_line *line = line_of(cx, object->comps[i], user);
		const char *stamp = line != NULL ? content_param_text(line, "X-DTSTAMP") : NULL;
		struct ical_time t;

		if (stamp == NULL || !ical_time_read(stamp, strlen(stamp), &t))
			continue;
		if (ical_instant(t, NULL) >= next && ical_instant(t, NULL) < now + AHEAD_MAX)
			next = ical_instant(t, NULL) + 1;
	}
	return next;
}

void
itip_note_stamp(struct ctx *cx, struct ical *object, const struct itip_user *user, int64_t stamp)
{
	for (size_t i = 0; i < object->count; i++) {
		struct content_line *line = line_of(cx, object->comps[i], user);

		if (line != NULL)
			content_param_put(cx->arena, line, "X-DTSTAMP", ical_utc_write(cx->arena, stamp));
	}
}
