#include <string.h>

#include "core/hash.h"
#include "dav/acl.h"
#include "dav/etag.h"
#include "dav/object.h"
#include "dav/private.h"
#include "dav/schedule.h"
#include "storage/db.h"

/* Without a word on what he takes he takes what he sends. */
static bool
takes_json(const struct request *rq, const struct dav_target *t)
{
	const char *sent = http_header(rq, "content-type");

	if (http_header(rq, "accept") != NULL)
		return dav_wants_json(rq, t->what);
	return sent != NULL && strcasestr(sent, "+json") != NULL;
}

/* "Prefer: return=representation" (RFC 8144): the object comes back. */
static void
represent(struct ctx *cx, const struct request *rq, struct reply *re, const struct dav_target *t,
    const struct item *item)
{
	const char *type = t->what == COLLECTION_CALENDAR ? "text/calendar; charset=utf-8" :
	    "text/vcard; charset=utf-8";
	struct dav_target shown = *t;
	const char *text = item->body;
	size_t len = (size_t)item->size;

	if (!dav_prefers(rq, "return=representation"))
		return;
	shown.item = *item;
	if (takes_json(rq, t) && dav_json(cx, rq, &shown, &type, &text, &len) != OK)
		ctx_forgive(cx);	/* it is stored: the usual form, then */
	reply_header(cx, re, "preference-applied", "return=representation");
	reply_header(cx, re, "content-location", dav_href_text(cx, t));
	reply_bytes(cx, re, re->code == 204 ? 200 : re->code, type, text, len);
}

/*
 * What is there instead of what the client knew, when it prefers to see it (RFC
 * 8144, section 3.1): it need not ask for that again.
 */
static enum status
show_present(struct ctx *cx, const struct request *rq, struct reply *re, const struct dav_target *t,
    enum status failed)
{
	struct item item;
	enum status st;

	if (failed != ERR_PRECONDITION || t->kind != DAV_ITEM || !t->exists || t->hidden ||
	    !(t->rights & RIGHT_READ) || dav_is_veiled(t, &t->item) ||
	    !dav_prefers(rq, "return=representation"))
		return failed;
	db_rollback(cx);
	if ((st = db_item_find(cx, &t->collection, t->name, true, &item)) != OK)
		return st == ERR_NOT_FOUND ? failed : st;
	ctx_forgive(cx);
	re->code = 412;
	reply_header(cx, re, "etag", item.etag);
	if (item.schedule_tag != NULL)
		reply_header(cx, re, "schedule-tag", item.schedule_tag);
	represent(cx, rq, re, t, &item);
	return OK;
}

static enum status
require_writable(struct ctx *cx, const struct request *rq, const struct dav_target *t)
{
	enum status st;

	if (t->hidden || (t->exists && dav_is_veiled(t, &t->item)))
		return fault(cx, ERR_DENIED, "not to be seen whole, so not to be written");
	if ((st = dav_require(cx, t, t->exists ? RIGHT_WRITE_CONTENT : RIGHT_BIND)) != OK)
		return st;
	return dav_check_state(cx, rq, t);
}

/*
 * Most objects concern nobody else.  Such a one is read and checked with
 * nothing locked, and stored if what it replaces is still there.  *DONE is
 * false when it is not so simple, or not allowed: then all is done again under
 * the lock, which finds the words for it.
 */
static enum status
put_alone(struct ctx *cx, const struct request *rq, struct dav_target *t, struct item *item,
    bool *same, bool *done)
{
	enum status st;

	*done = false;
	/* It may speak of the collection, which only stays as it is while it is locked. */
	if (http_header(rq, "if") != NULL)
		return OK;
	if ((st = dav_target_find(cx, rq->path, t)) == OK && t->kind == DAV_ITEM &&
	    t->collection.kind == t->what && (st = require_writable(cx, rq, t)) == OK &&
	    (st = dav_object_read(cx, rq, t, item, same)) == OK && !item->is_meeting &&
	    (!t->exists || (t->item.schedule_tag == NULL && strcmp(t->item.uid, item->uid) == 0))) {
		item->name = t->name;
		st = db_item_put_seen(cx, &t->collection, item,
		    t->exists ? &t->item : NULL, done);
	}
	if (*done)
		return db_collection_tell(cx, &t->collection, true);
	if (st == ERR_BUSY || st == ERR_INTERNAL || st == ERR_TOO_LARGE)
		return st;
	ctx_forgive(cx);
	cx->condition = NULL;
	return OK;
}

static enum status
put_locked(struct ctx *cx, const struct request *rq, struct dav_target *t, struct item *item,
    bool *same)
{
	const char *sent;
	enum status st;

	if ((st = dav_schedule_target(cx, rq, NULL, t)) != OK || t->kind != DAV_ITEM)
		return st;
	if ((st = require_writable(cx, rq, t)) != OK ||
	    (st = dav_object_read(cx, rq, t, item, same)) != OK)
		return st;
	item->name = t->name;
	sent = item->body;
	if ((st = dav_object_store(cx, rq, t, item, true)) != OK || (st = db_commit(cx)) != OK)
		return st;
	*same = *same && item->body == sent;
	return OK;
}

/*
 * PUT (RFC 4791, section 5.3.2; RFC 6352, section 6.3.2): keep one object
 * under the name the client chose, in place of what was there.
 */
enum status
dav_put(struct ctx *cx, const struct request *rq, struct reply *re)
{
	struct dav_target t;
	struct item item;
	enum status st;
	bool same, done;

	if ((st = put_alone(cx, rq, &t, &item, &same, &done)) != OK)
		return st;
	if (!done) {
		t.exists = false;
		if ((st = put_locked(cx, rq, &t, &item, &same)) == ERR_NOT_FOUND)
			return dav_answer(cx, re, 409, NULL);	/* RFC 4918, section 9.7.1: no parent */
		if (st != OK)
			return show_present(cx, rq, re, &t, st);
		if (t.kind != DAV_ITEM)
			return dav_not_allowed(cx, re, &t);
	}
	re->code = t.exists ? 204 : 201;
	re->body = "";
	/* RFC 4791, section 5.3.4: an ETag says that it is kept as it was sent. */
	if (same || dav_prefers(rq, "return=representation"))
		reply_header(cx, re, "etag", item.etag);
	if (item.schedule_tag != NULL)
		reply_header(cx, re, "schedule-tag", item.schedule_tag);
	represent(cx, rq, re, &t, &item);
	return OK;
}

/*
 * POST to a collection (RFC 5995): the same under a name of our choice.  To the
 * outbox: a question who is free (RFC 6638, section 5).
 */
enum status
dav_post(struct ctx *cx, const struct request *rq, struct reply *re)
{
	char token[TOKEN_LEN + 1];
	struct dav_target t;
	struct item item;
	const char *sent;
	enum status st;
	bool same;

	if ((st = dav_schedule_target(cx, rq, NULL, &t)) != OK)
		return st;
	if (t.kind == DAV_HOME && dav_is_order(rq))
		return dav_order(cx, rq, re, &t);
	if (t.kind != DAV_COLLECTION)
		return dav_not_allowed(cx, re, &t);
	if (!t.exists)
		return fault(cx, ERR_NOT_FOUND, "the collection is not there");
	if (t.collection.kind == COLLECTION_OUTBOX)
		return dav_schedule_freebusy(cx, rq, re, &t);
	if (dav_is_order(rq))
		return dav_order(cx, rq, re, &t);
	if ((st = dav_require(cx, &t, RIGHT_BIND)) != OK ||
	    (st = dav_check_state(cx, rq, &t)) != OK ||
	    (st = dav_object_read(cx, rq, &t, &item, &same)) != OK)
		return st;
	hash_token(token);
	t.kind = DAV_ITEM;
	t.exists = false;
	t.name = item.name = arena_printf(cx->arena, "%s.%s", token,
	    t.what == COLLECTION_CALENDAR ? "ics" : "vcf");
	sent = item.body;
	if ((st = dav_object_store(cx, rq, &t, &item, true)) != OK || (st = db_commit(cx)) != OK)
		return st;
	same = same && item.body == sent;
	re->code = 201;
	re->body = "";
	reply_header(cx, re, "location", dav_href_text(cx, &t));
	if (same || dav_prefers(rq, "return=representation"))
		reply_header(cx, re, "etag", item.etag);
	if (item.schedule_tag != NULL)
		reply_header(cx, re, "schedule-tag", item.schedule_tag);
	represent(cx, rq, re, &t, &item);
	return OK;
}
