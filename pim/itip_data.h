/* What the files of iTIP share among themselves. */
#ifndef PIM_ITIP_DATA_H
#define PIM_ITIP_DATA_H

#include "pim/itip.h"

/* Is C of IN newer than WAS: by SEQUENCE, then DTSTAMP?  What cannot be compared is. */
bool itip_is_news(struct ctx *cx, const struct ical *in, const struct ical_comp *c,
    const struct ical *stored, const struct ical_comp *was);

/* The component that describes the same occurrence as COMP; NULL. */
struct ical_comp *itip_same(struct ctx *cx, const struct ical *in, const struct ical *of,
    const struct ical_comp *comp);

/* The line of an address, or of one of the user's; NULL. */
struct content_line *itip_attendee(struct ctx *cx, const struct ical_comp *comp, const char *address);
struct content_line *itip_attendee_of(struct ctx *cx, const struct ical_comp *comp,
    const struct itip_user *user);

/* Some clients write somebody twice: the user's next line behind LINE; NULL. */
struct content_line *itip_attendee_next(struct ctx *cx, const struct content_line *line,
    const struct itip_user *user);

/* PARTSTAT, "NEEDS-ACTION" when none is written. */
const char *itip_partstat(const struct content_line *attendee);

/* Do both differ in when they are?  (EXDATE aside when EXDATES is false.) */
bool itip_moved(struct ctx *cx, const struct ical *a_in, const struct ical_comp *a, const struct ical *b_in,
    const struct ical_comp *b, bool exdates);

/*
 * Was something put at another time, or added?  A series that only became shorter
 * was not (RFC 6638, section 3.2.8).  EXDATES: what is no longer left out counts as added.
 */
bool itip_rescheduled(struct ctx *cx, const struct ical *a_in, const struct ical_comp *a,
    const struct ical *b_in, const struct ical_comp *b, bool exdates);

/* ERR_LIMIT, C:max-attendees-per-instance, when looking at it all would take too long. */
enum status itip_require_bounded(struct ctx *cx, const struct ical *old, const struct ical *new) NODISCARD;

/* An empty message body with METHOD; and the last touch: VTIMEZONEs. */
struct ical *itip_body(struct ctx *cx, enum itip_method method);
void itip_finish(struct ctx *cx, struct ical *body, const struct ical *from);

/* An override made from the master for one occurrence. */
struct ical_comp *itip_instance(struct ctx *cx, const struct ical *ical, struct ical_time id);

/*
 * ICAL with a component of its own for each occurrence that only OTHER has one for.
 * (Not for very many: then ICAL as it is.)
 */
const struct ical *itip_level(struct ctx *cx, const struct ical *ical, const struct ical *other);

/* For qsort() of texts. */
int itip_by_text(const void *a, const void *b);

/* The text of all components, in an order that does not depend on theirs. */
const char *itip_in_order(struct ctx *cx, const struct ical *ical);

/* Does OVERRIDE say nothing that ICAL's master does not, but for answers? */
bool itip_is_answer_alone(struct ctx *cx, const struct ical *ical, const struct ical_comp *override);

/* Leave an occurrence out of the master. */
void itip_exclude(struct ctx *cx, struct ical_comp *master, struct ical_time id);

/* One more occurrence of the master: its override ONE gets the RECURRENCE-ID. */
void itip_include(struct ctx *cx, struct ical_comp *master, struct ical_time id,
    struct ical_comp *one, bool is_new);

#endif
