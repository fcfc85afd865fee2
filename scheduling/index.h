/*
 * What the store keeps beside the text of a calendar object or a card.
 */
#ifndef SCHEDULING_INDEX_H
#define SCHEDULING_INDEX_H

#include "pim/busy.h"
#include "pim/vcard.h"
#include "storage/item.h"

/*
 * Fills uid, component, class, the span and when it makes its owner busy, whose
 * address is OWNER (NULL: of nobody's calendar).  Never fails for what passed
 * ical_check().
 */
enum status sched_index(struct ctx *cx, const struct ical *ical, const char *owner,
    struct item *item) NODISCARD;

/* Of what has no end, or happens very often, busy time is kept in here: two years or three. */
struct span sched_busy_window(void);

/* The busy part alone, in another window. */
enum status sched_index_busy(struct ctx *cx, const struct ical *ical, const char *owner,
    struct span window, struct item_busy *out) NODISCARD;

/* The same of a card with a UID. */
void sched_index_card(struct ctx *cx, const struct vcard *card, struct item *item);

/* Body, size and ETag. */
void sched_body(struct ctx *cx, const char *text, size_t len, struct item *item);

#endif
