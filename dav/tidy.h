/*
 * What nobody needs any more goes: events of long ago, contacts that are there
 * twice.  For `hayloft dav truncate` and `hayloft dav remove-doubles`.  C is locked; nobody is
 * told by mail, clients see it as deletions.
 */
#ifndef DAV_TIDY_H
#define DAV_TIDY_H

#include "storage/item.h"

/*
 * Events whose last occurrence ended before WHEN (Unix seconds).  LOOK: only count.  ERR_DENIED:
 * C is a copy of something elsewhere.
 */
enum status dav_truncate(struct ctx *cx, struct collection *c, int64_t when, bool look,
    int64_t *count) NODISCARD;

/*
 * Contacts that say the same, line by line, but for UID, REV and PRODID: the one that
 * was written last stays.
 */
enum status dav_remove_doubles(struct ctx *cx, struct collection *c, bool look,
    int64_t *count) NODISCARD;

#endif
