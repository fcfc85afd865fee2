/*
 * COPY and MOVE (RFC 4918, sections 9.8 and 9.9).  The meetings at both ends are
 * locked before the collections, and these in the order of their ids, so that
 * two of these at once cannot wait for each other.
 */
#include <string.h>
#include <strings.h>

#include "dav/acl.h"
#include "dav/etag.h"
#include "dav/object.h"
#include "dav/private.h"
#include "dav/quota.h"
#include "dav/schedule.h"
#include "storage/db.h"
#include "storage/property.h"

#define TURNS	10

struct journey {
	struct dav_target	 from, to;
	bool			 move;
	bool			 overwrite;
	struct dav_meetings	 held;
};

static enum status
lock_both(struct ctx *cx, struct journey *j)
{
	const struct collection *a = &j->from.collection, *b = &j->to.collection;
	struct collection locked;
	enum status st;

	if ((st = db_begin(cx)) != OK)
		return st;
	if (b->id != 0 && b->id < a->id) {
		const struct collection *swap = a;

		a = b;
		b = swap;
	}
	/* A directory has no row, and is never written to. */
	st = a->directory != 0 ? db_begin(cx) : db_collection_lock(cx, a->account, a->id, &locked);
	if (st == OK && b->id != 0 && b->id != a->id && b->directory == 0)
		st = db_collection_lock(cx, b->account, b->id, &locked);
	return st;
}

/* The slash at the end says what it is to be, not what is there. */
static const char *
without_slash(struct ctx *cx, const char *path)
{
	size_t len = strlen(path);

	while (len > 1 && path[len - 1] == '/')
		len--;
	return arena_strndup(cx->arena, path, len);
}

/* Where from, where to, both there and locked; *CODE is set when it is over already. */
static enum status
find_both(struct ctx *cx, const struct request *rq, struct journey *j, int *code)
{
	const char *destination = http_header(rq, "destination");
	const char *overwrite = http_header(rq, "overwrite");
	const char *path;
	enum status st;

	*code = 0;
	j->overwrite = overwrite == NULL || strcasecmp(overwrite, "F") != 0;
	if (destination == NULL)
		return fault(cx, ERR_INVALID, "no Destination");
	if ((path = dav_path_of(cx, rq, destination)) == NULL) {
		*code = 502;	/* RFC 4918, section 9.8.5: on another server */
		return OK;
	}
	if ((st = dav_target_find(cx, rq->path, &j->from)) != OK)
		return st;
	if (!(j->from.kind & (DAV_COLLECTION | DAV_ITEM)))
		*code = 405;
	else if (!j->from.exists)
		*code = 404;
	if (*code != 0)
		return OK;
	if (j->from.kind == DAV_COLLECTION)
		path = without_slash(cx, path);
	st = dav_target_find(cx, path, &j->to);
	if (st == ERR_NOT_FOUND)
		*code = 409;
	if (st != OK)
		return st == ERR_NOT_FOUND ? OK : st;
	if (j->to.kind != j->from.kind || j->to.what != j->from.what) {
		/* RFC 4791, section 5.3.2.1, and RFC 6352, section 6.3.2.1: none in another one */
		if (j->from.kind == DAV_COLLECTION)
			cx->condition = j->from.what == COLLECTION_CALENDAR ?
			    "C:calendar-collection-location-ok" :
			    "CARD:addressbook-collection-location-ok";
		*code = 403;
		return OK;
	}
	if (strcmp(dav_href_text(cx, &j->from), dav_href_text(cx, &j->to)) == 0) {
		*code = 403;
		return OK;
	}
	/* What was read before the locks may be old. */
	if ((st = lock_both(cx, j)) != OK || (st = dav_target_load(cx, rq->path, &j->from)) != OK ||
	    (st = dav_target_load(cx, path, &j->to)) != OK)
		return st;
	if (!j->from.exists)
		*code = 404;
	else if (j->to.exists && !j->overwrite)
		*code = 412;
	return OK;
}

/* The same with the meetings locked that were there before; again when others are there now. */
static enum status
lock_meetings(struct ctx *cx, const struct request *rq, struct journey *j, int *code)
{
	const char *destination = http_header(rq, "destination");
	const char *to = destination != NULL ? dav_path_of(cx, rq, destination) : NULL;
	enum status st;

	for (int turn = 0; turn < TURNS; turn++) {
		if ((st = dav_schedule_lock(cx, rq, to, &j->held)) != OK ||
		    (st = find_both(cx, rq, j, code)) != OK || *code != 0 ||
		    (dav_schedule_holds(cx, &j->held, &j->from) &&
		    dav_schedule_holds(cx, &j->held, &j->to)))
			return st;
		db_rollback(cx);
	}
	return fault(cx, ERR_BUSY, "the meetings change all the time");
}

static enum status
carry_properties(struct ctx *cx, const struct property *list, size_t count,
    const struct dav_target *to, int64_t id)
{
	struct property_of of = { to->collection.account, to->collection.id, id };
	enum status st = OK;

	for (size_t i = 0; i < count && st == OK; i++)
		st = db_property_put(cx, &of, list[i].ns, list[i].name, list[i].value);
	return st;
}

static enum status
transfer_item(struct ctx *cx, const struct request *rq, struct journey *j)
{
	struct property_of of = { j->from.collection.account, j->from.collection.id,
		j->from.item.id };
	bool within = j->from.collection.id == j->to.collection.id;
	struct property *list;
	struct item item;
	enum status st;
	size_t count;

	if ((st = dav_require(cx, &j->from, RIGHT_READ | (j->move ? RIGHT_UNBIND : 0))) != OK ||
	    (st = dav_require(cx, &j->to, RIGHT_BIND | (j->to.exists ? RIGHT_UNBIND : 0))) != OK ||
	    (st = dav_check_state(cx, rq, &j->from)) != OK)
		return st;
	if (dav_is_veiled(&j->from, &j->from.item) || j->to.hidden)
		return fault(cx, ERR_DENIED, "not to be seen whole");
	if ((!j->move || j->from.collection.account != j->to.collection.account) &&
	    (st = dav_quota_require(cx, j->to.collection.account, j->from.item.size)) != OK)
		return st;
	if ((st = dav_object_index(cx, &j->to, j->from.item.body, &item)) != OK ||
	    (st = db_property_list(cx, &of, &list, &count)) != OK)
		return st;
	item.name = j->to.name;
	if ((st = dav_object_require_uid(cx, &j->to, &item)) != OK)
		return st;
	if (j->to.exists && ((st = dav_schedule_delete(cx, rq, &j->to)) != OK ||
	    (st = db_item_delete(cx, &j->to.collection, &j->to.item)) != OK))
		return st;
	/* From one of his calendars to another: to those invited nothing changed. */
	if (j->move && j->from.collection.account == j->to.collection.account)
		item.schedule_tag = j->from.item.schedule_tag;
	else if (j->move && (st = dav_schedule_delete(cx, rq, &j->from)) != OK)
		return st;
	if (j->move && (st = db_item_delete(cx, &j->from.collection, &j->from.item)) != OK)
		return st;
	j->to.exists = false;
	if ((st = dav_object_store(cx, rq, &j->to, &item, false)) != OK ||
	    (st = carry_properties(cx, list, count, &j->to, item.id)) != OK)
		return st;
	return j->move && !within ? db_collection_tell(cx, &j->from.collection, true) : OK;
}

/* Only among one's own: what others own keeps its place. */
static enum status
transfer_collection(struct ctx *cx, const struct request *rq, struct journey *j)
{
	struct collection made;
	enum status st;
	bool all;

	if (j->from.collection.kind != j->from.what || (j->to.exists &&
	    j->to.collection.kind != j->to.what))
		return fault(cx, ERR_DENIED, "an inbox stays");
	if (j->to.owner != cx->who.account ||
	    (j->to.exists && j->to.collection.account != cx->who.account) ||
	    (j->move && j->from.collection.account != cx->who.account))
		return fault(cx, ERR_DENIED, "not one's own");
	if ((st = dav_require(cx, &j->from, RIGHT_READ)) != OK ||
	    (st = dav_check_state(cx, rq, &j->from)) != OK)
		return st;
	if (!j->move && j->from.collection.account != cx->who.account)
		return fault(cx, ERR_DENIED, "a copy of what may be veiled");
	if (!j->move && (st = dav_quota_require(cx, cx->who.account,
	    j->from.collection.bytes)) != OK)
		return st;
	if (j->to.exists) {
		if ((st = dav_schedule_delete_held(cx, rq, &j->held, &j->to, &all)) != OK)
			return st;
		/* What it replaces must go in this transaction or stay. */
		if (!all)
			return fault(cx, ERR_LIMIT, "too many meetings would go: delete it first");
		if ((st = db_collection_delete(cx, &j->to.collection)) != OK)
			return st;
	}
	if (j->move) {
		st = db_collection_rename(cx, &j->from.collection, j->to.segment);
		return st == OK ? db_collection_tell(cx, &j->from.collection, false) : st;
	}
	made = j->from.collection;
	made.account = cx->who.account;
	made.name = j->to.segment;
	if ((st = db_collection_add(cx, &made)) != OK ||
	    (st = db_item_copy_all(cx, &j->from.collection, &made)) != OK)
		return st;
	return db_collection_tell(cx, &made, false);
}

static enum status
transfer(struct ctx *cx, const struct request *rq, struct reply *re, bool move)
{
	struct journey j = { .move = move };
	bool replaced;
	enum status st;
	int code;

	if ((st = lock_meetings(cx, rq, &j, &code)) != OK)
		return st;
	if (code == 405)
		return dav_not_allowed(cx, re, &j.from);
	if (code != 0)
		return dav_answer(cx, re, code, code == 403 ? cx->condition : NULL);
	replaced = j.to.exists;
	st = j.from.kind == DAV_ITEM ? transfer_item(cx, rq, &j) : transfer_collection(cx, rq, &j);
	if (st != OK || (st = db_commit(cx)) != OK)
		return st;
	re->code = replaced ? 204 : 201;
	re->body = "";
	if (!replaced)		/* what was made is not what was asked (RFC 9110, section 15.3.2) */
		reply_header(cx, re, "location", dav_href_text(cx, &j.to));
	return OK;
}

enum status
dav_copy(struct ctx *cx, const struct request *rq, struct reply *re)
{
	return transfer(cx, rq, re, false);
}

enum status
dav_move(struct ctx *cx, const struct request *rq, struct reply *re)
{
	return transfer(cx, rq, re, true);
}
