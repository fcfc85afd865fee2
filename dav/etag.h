/*
 * Entity tags and the conditions of a request on them (RFC 9110, section 13;
 * RFC 4918, section 10.4).
 */
#ifndef DAV_ETAG_H
#define DAV_ETAG_H

#include "core/http.h"
#include "storage/item.h"

/* Of these bytes, with its quotes. */
const char *dav_etag(struct ctx *cx, const void *body, size_t len);

/*
 * Do If-Match, If-None-Match, If-Unmodified-Since and If hold for ITEM (NULL:
 * there is none)?  ERR_PRECONDITION otherwise.
 */
enum status dav_check_etag(struct ctx *cx, const struct request *rq, const struct item *item) NODISCARD;

/* GET: has the client got just this (304)? */
bool dav_is_fresh(const struct request *rq, const struct item *item);

#endif
