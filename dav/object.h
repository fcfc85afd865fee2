/*
 * Calendar objects and vCards between the wire, the store and pim/.
 */
#ifndef DAV_OBJECT_H
#define DAV_OBJECT_H

#include "core/http.h"
#include "dav/target.h"
#include "pim/ical.h"

/*
 * What a client sent for T: checked, with all that the index wants; *ITEM is
 * ready for the store but for its name.  *SAME tells whether it is kept byte
 * for byte.  ERR_INVALID, ERR_TOO_LARGE with cx->condition.
 */
enum status dav_object_read(struct ctx *cx, const struct request *rq, const struct dav_target *t,
    struct item *item, bool *same) NODISCARD;

/* The same for a text that lies in the store already. */
enum status dav_object_index(struct ctx *cx, const struct dav_target *t, const char *text,
    struct item *item) NODISCARD;

/* T's item (its body is there) as a tree, as far as the asker may see it. */
enum status dav_object_calendar(struct ctx *cx, const struct dav_target *t, struct ical **out) NODISCARD;

/* The same as text: what is stored unless it is veiled. */
enum status dav_object_text(struct ctx *cx, const struct dav_target *t, const char **text,
    size_t *len) NODISCARD;

/*
 * Store ITEM under its name in T's collection, and tell those who see it and
 * those who are invited; T is locked.  With COMMIT nothing else is to be done in
 * the transaction.  no-uid-conflict is checked.  ITEM has
 * another body afterwards where the server had something to add.
 */
/* no-uid-conflict when ITEM would take the place of an object with another UID. */
enum status dav_object_require_uid(struct ctx *cx, const struct dav_target *t,
    const struct item *item) NODISCARD;

enum status dav_object_store(struct ctx *cx, const struct request *rq, struct dav_target *t,
    struct item *item, bool commit) NODISCARD;

#endif
