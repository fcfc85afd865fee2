/*
 * What the store keeps beside the text of a calendar object.
 */
#ifndef SCHEDULING_INDEX_H
#define SCHEDULING_INDEX_H

#include "pim/ical.h"
#include "storage/item.h"

/* Fills uid, component, class and the span.  Never fails for what passed ical_check(). */
enum status sched_index(struct ctx *cx, const struct ical *ical, struct item *item) NODISCARD;

/* Body, size and ETag. */
void sched_body(struct ctx *cx, const char *text, size_t len, struct item *item);

#endif
