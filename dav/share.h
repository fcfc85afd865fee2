/*
 * Invitations to share a calendar or book: calendarserver.org's sharing, which
 * Apple's clients speak, and the draft that followed it (draft-pot-webdav-
 * resource-sharing).  Both write rows of the one table of shares.
 */
#ifndef DAV_SHARE_H
#define DAV_SHARE_H

#include "core/http.h"
#include "core/xml.h"
#include "dav/target.h"

/* POST CS:share or D:share-resource to a collection: invite these, take that back. */
enum status dav_share(struct ctx *cx, const struct request *rq, struct reply *re,
    struct dav_target *t, const struct xml_node *root) NODISCARD;

/*
 * Does who is given a collection by this request hear of it by mail?  Yes, unless
 * it says "Share-Notify: F", in the manner of Schedule-Reply (RFC 6638, section 8.1).
 */
bool dav_share_tells(const struct request *rq);

/* POST CS:invite-reply to one's home: accept or decline. */
enum status dav_invite_reply(struct ctx *cx, const struct request *rq, struct reply *re,
    struct dav_target *t, const struct xml_node *root) NODISCARD;

/* The asker wants no part in C any more; its owner hears of it. */
enum status dav_share_leave(struct ctx *cx, const struct collection *c) NODISCARD;

/* C is about to be deleted: who is invited or has accepted hears of it. */
enum status dav_share_end(struct ctx *cx, const struct collection *c) NODISCARD;

/*
 * Put NODES, the inside of a CS:notification, into ACCOUNT's collection of
 * notifications under NAME, in place of what has that name; in the caller's
 * transaction.  NULL takes it away.
 */
enum status dav_notify(struct ctx *cx, int64_t account, const char *name, const char *nodes) NODISCARD;

#endif
