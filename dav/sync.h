/* Sync tokens (RFC 6578). */
#ifndef DAV_SYNC_H
#define DAV_SYNC_H

#include "dav/target.h"

/* The token for change number MODSEQ of T's collection. */
void dav_sync_token(struct buf *out, const struct dav_target *t, int64_t modseq);

/*
 * The change number of a token; "" is 0.  False when it is of another
 * collection, of the future, or older than what we remember.
 */
bool dav_sync_parse(const char *token, const struct collection *c, int64_t *modseq);

#endif
