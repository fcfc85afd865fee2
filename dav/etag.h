/*
 * Entity tags and the conditions of a request on them (RFC 9110, section 13;
 * RFC 4918, section 10.4).
 */
#ifndef DAV_ETAG_H
#define DAV_ETAG_H

#include "dav/target.h"

/* Of these bytes, with its quotes. */
const char *dav_etag(struct ctx *cx, const void *body, size_t len);

/*
 * Do If-Match, If-None-Match, If-Unmodified-Since and If hold for ITEM (NULL:
 * there is none)?  ERR_PRECONDITION otherwise.
 */
enum status dav_check_etag(struct ctx *cx, const struct request *rq, const struct item *item) NODISCARD;

/*
 * The same for all that a request may name, a collection too.  In If the sync token of a collection is
 * its state (RFC 6578, section 5), also where an object in it is what the request names.
 */
enum status dav_check_state(struct ctx *cx, const struct request *rq, const struct dav_target *t) NODISCARD;

/* GET: has the client got just this (304)? */
bool dav_is_fresh(const struct request *rq, const struct item *item);

#endif
