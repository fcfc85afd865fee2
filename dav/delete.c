#include "dav/acl.h"
#include "dav/etag.h"
#include "dav/private.h"
#include "dav/schedule.h"
#include "dav/share.h"
#include "storage/db.h"

/*
 * Somebody else's collection is not deleted: whoever it is shared with gives
 * up his part in it.  One with very many meetings goes in portions of them, each
 * with a commit of its own: *ALL is false when this was not the last.  Once it IS_BEGUN
 * the collection is not any more what the request's conditions were about.
 */
static enum status
delete_collection(struct ctx *cx, const struct request *rq, const struct dav_meetings *held,
    struct dav_target *t, bool is_begun, bool *all)
{
	struct dav_target home = dav_target_home(t);
	enum status st;

	home.rights = t->owner == cx->who.account ? RIGHT_ALL : 0;
	if ((st = dav_require(cx, &home, RIGHT_UNBIND)) != OK ||
	    (!is_begun && (st = dav_check_state(cx, rq, t)) != OK) ||
	    (st = db_collection_tell(cx, &t->collection, false)) != OK)
		return st;
	if (t->collection.kind != t->what || t->collection.directory != 0)
		return fault(cx, ERR_DENIED, "an inbox stays");
	if (t->collection.account != cx->who.account)
		return dav_share_leave(cx, &t->collection);
	if ((st = dav_schedule_delete_held(cx, rq, held, t, all)) != OK)
		return st;
	if (!*all)
		return db_collection_tell(cx, &t->collection, true);
	st = dav_share_end(cx, &t->collection);
	return st == OK ? db_collection_delete(cx, &t->collection) : st;
}

static enum status
delete_item(struct ctx *cx, const struct request *rq, struct dav_target *t)
{
	enum status st;

	if ((st = dav_require(cx, t, RIGHT_UNBIND)) != OK ||
	    (st = dav_check_state(cx, rq, t)) != OK ||
	    (st = dav_schedule_delete(cx, rq, t)) != OK ||
	    (st = db_item_delete(cx, &t->collection, &t->item)) != OK)
		return st;
	return db_collection_tell(cx, &t->collection, true);
}

enum status
dav_delete(struct ctx *cx, const struct request *rq, struct reply *re)
{
	struct dav_target t;
	enum status st;
	bool all = true, is_begun;

	do {
		struct dav_meetings held = { 0 };

		is_begun = !all;
		all = true;
		if ((st = dav_schedule_target(cx, rq, &held, &t)) != OK)
			return st;
		if (!(t.kind & (DAV_COLLECTION | DAV_ITEM)))
			return dav_not_allowed(cx, re, &t);
		if (!t.exists)
			return fault(cx, ERR_NOT_FOUND, "nothing is there");
		if (t.kind == DAV_COLLECTION &&
		    dav_depth(rq, DAV_DEPTH_INFINITY) != DAV_DEPTH_INFINITY)
			return fault(cx, ERR_INVALID, "Depth must be infinity");
		st = t.kind == DAV_COLLECTION ? delete_collection(cx, rq, &held, &t, is_begun, &all) :
		    delete_item(cx, rq, &t);
		if (st != OK || (st = db_commit(cx)) != OK)
			return st;
	} while (!all);
	re->code = 204;
	re->body = "";
	return OK;
}
