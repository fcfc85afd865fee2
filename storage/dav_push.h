/*
 * Who wants to be told by Web Push that a collection changed (WebDAV-Push).
 * db_collection_tell() has what is to be told noted in the transaction of the
 * change; task TASK_DAV_PUSH, whose ref is the subscription, tells it.
 */
#ifndef STORAGE_DAV_PUSH_H
#define STORAGE_DAV_PUSH_H

#include "core/webpush.h"
#include "storage/collection.h"

#define TASK_DAV_PUSH	"dav-push"

enum push_news { PUSH_CONTENT = 1, PUSH_PROPERTIES = 2 };

struct dav_push {
	int64_t			 account, id;		/* the subscriber's */
	int64_t			 owner, collection;
	const char		*resource;		/* the push service's URL */
	struct webpush_peer	 peer;
	int			 wanted;		/* bits of enum push_news */
	int64_t			 expires;		/* Unix seconds */
};

/* Make, or renew the one of this resource: sets id, *RENEWED.  ERR_LIMIT when there are too many. */
enum status db_dav_push_put(struct ctx *cx, struct dav_push *push, bool *renewed) NODISCARD;

/* ERR_NOT_FOUND quietly. */
enum status db_dav_push_find(struct ctx *cx, int64_t account, int64_t id,
    struct dav_push *out) NODISCARD;
enum status db_dav_push_delete(struct ctx *cx, int64_t account, int64_t id) NODISCARD;

/* NEWS of C, in its transaction: who wants to hear will, except for those in cx->push_quiet. */
enum status db_dav_push_note(struct ctx *cx, const struct collection *c, enum push_news news) NODISCARD;

/* What is to be told, from now on nothing; and back again when it could not be. */
enum status db_dav_push_take(struct ctx *cx, const struct dav_push *push, int *news) NODISCARD;
enum status db_dav_push_give_back(struct ctx *cx, const struct dav_push *push, int news) NODISCARD;

#endif
