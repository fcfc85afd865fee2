/*
 * When people are busy whose calendars are in an Exchange that the domain named
 * (storage/exchange.h).
 */
#ifndef DAV_EXCHANGE_H
#define DAV_EXCHANGE_H

#include "dav/ews.h"
#include "storage/exchange.h"

/* Is ADDRESS somebody's whom EX knows? */
bool exchange_has(const struct exchange *ex, const char *address);

/*
 * Asks about COUNT PEOPLE; no transaction stays open meanwhile.  What it does
 * not answer, or not in time, leaves them unknown, and is noted for
 * administrators: only our own faults are errors.
 */
enum status exchange_ask(struct ctx *cx, const struct exchange *ex, struct span span,
    struct ews_person *people, size_t count) NODISCARD;

#endif
