/*
 * gzip for the answers of handlers.  libh2o compresses 200 only, so multistatus
 * answers (207) and problems are ours to shrink, here and not in the front.
 */
#ifndef HTTPD_COMPRESS_H
#define HTTPD_COMPRESS_H

#include "core/http.h"

/*
 * Compress RE's body when the client takes gzip, the type is text, it is worth
 * it (1 KiB), and nothing names its exact bytes (content-encoding, etag).
 */
void reply_compress(struct ctx *cx, const struct request *rq, struct reply *re);

/* Whether an Accept-Encoding header (NULL: none) takes gzip (RFC 9110, 12.5.3). */
bool accepts_gzip(const char *accept);

#endif
