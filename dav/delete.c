#include "dav/acl.h"
#include "dav/etag.h"
#include "dav/private.h"
#include "dav/schedule.h"
#include "dav/share.h"
#include "storage/db.h"

/*
 * Somebody else's collection is not deleted: whoever it is shared with gives
 * up his part in it.
 */
static enum status
delete_collection(struct ctx *cx, const struct request *rq, struct dav_target *t)
{
	struct dav_target home = dav_target_home(t);
	enum status st;

	home.rights = t->owner == cx->who.account ? RIGHT_ALL : 0;
	if ((st = dav_require(cx, &home, RIGHT_UNBIND)) != OK ||
	    (st = db_collection_tell(cx, &t->collection, false)) != OK)
		return st;
	if (t->collection.kind != t->what || t->collection.directory != 0)
		return fault(cx, ERR_DENIED, "an inbox stays");
	if (t->collection.account == cx->who.account) {
		if ((st = dav_schedule_delete_all(cx, rq, t)) != OK)
			return st;
		return db_collection_delete(cx, &t->collection);
	}
	return dav_share_leave(cx, &t->collection);
}

enum status
dav_delete(struct ctx *cx, const struct request *rq, struct reply *re)
{
	struct dav_target t;
	enum status st;

	if ((st = dav_schedule_target(cx, rq, &t)) != OK)
		return st;
	if (!(t.kind & (DAV_COLLECTION | DAV_ITEM)))
		return dav_not_allowed(cx, re, &t);
	if (!t.exists)
		return fault(cx, ERR_NOT_FOUND, "nothing is there");
	if (t.kind == DAV_COLLECTION) {
		if (dav_depth(rq, DAV_DEPTH_INFINITY) != DAV_DEPTH_INFINITY)
			return fault(cx, ERR_INVALID, "Depth must be infinity");
		st = delete_collection(cx, rq, &t);
	} else {
		if ((st = dav_require(cx, &t, RIGHT_UNBIND)) != OK ||
		    (st = dav_check_etag(cx, rq, &t.item)) != OK ||
		    (st = dav_schedule_delete(cx, rq, &t)) != OK ||
		    (st = db_item_delete(cx, &t.collection, &t.item)) != OK)
			return st;
		st = db_collection_tell(cx, &t.collection, true);
	}
	if (st != OK || (st = db_commit(cx)) != OK)
		return st;
	re->code = 204;
	re->body = "";
	return OK;
}
