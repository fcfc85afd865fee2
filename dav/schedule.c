#include <string.h>
#include <strings.h>

#include "dav/object.h"
#include "dav/private.h"
#include "dav/schedule.h"
#include "scheduling/index.h"
#include "scheduling/scheduling.h"
#include "storage/db.h"
#include "storage/scheduling.h"

#define TURNS	10
#define PORTION	(SCHED_UIDS_MAX / 2)	/* meetings of a calendar that are held at once */

/* The meeting that the body describes; NULL when it is none, or cannot be read. */
static struct ical *
meeting_in(struct ctx *cx, const struct request *rq)
{
	struct ical *ical;

	if (strcasestr(rq->body, "\nORGANIZER") == NULL)
		return NULL;
	if (ical_read(cx, rq->body, rq->body_len, NULL, &ical) != OK) {
		/* Whoever reads it next finds the same and says it. */
		ctx_forgive(cx);
		cx->condition = NULL;
		return NULL;
	}
	return ical;
}

static void
hold(struct ctx *cx, struct dav_meetings *held, const char *const *uids, size_t count)
{
	const char **all = arena_array(cx->arena, held->count + count, sizeof *all);

	for (size_t i = 0; i < held->count; i++)
		all[i] = held->uids[i];
	for (size_t i = 0; i < count; i++)
		all[held->count + i] = uids[i];
	held->uids = all;
	held->count += count;
}

/* The meetings at PATH, which may end to be there. */
static enum status
add_meetings(struct ctx *cx, const struct request *rq, const char *path, struct dav_meetings *held)
{
	bool goes = strcmp(rq->method, "DELETE") == 0 || path != rq->path;
	const char **names, **uids = NULL;
	struct dav_target t;
	enum status st;
	size_t count = 0;

	st = dav_target_find(cx, path, &t);
	if (st == OK && t.kind == DAV_ITEM && t.exists && t.item.schedule_tag != NULL) {
		uids = &t.item.uid;
		count = 1;
	} else if (st == OK && t.kind == DAV_COLLECTION && t.exists && goes &&
	    t.collection.account == cx->who.account) {
		st = db_item_scheduled(cx, &t.collection, PORTION, &names, &uids, &count);
	}
	if (st == ERR_BUSY || st == ERR_INTERNAL)
		return st;
	ctx_forgive(cx);
	cx->condition = NULL;
	hold(cx, held, uids, count);
	return OK;
}

enum status
dav_schedule_lock(struct ctx *cx, const struct request *rq, const char *to,
    struct dav_meetings *held)
{
	struct ical *ical = meeting_in(cx, rq);
	enum status st;

	/* Those who will be in it when it is stored. */
	if (ical != NULL && (st = sched_expand(cx, cx->who.domain, 0, NULL, ical)) != OK)
		return st;
	if (ical != NULL && *ical->uid != '\0')
		hold(cx, held, &ical->uid, 1);
	else if ((st = add_meetings(cx, rq, rq->path, held)) != OK)
		return st;
	if (to != NULL && (st = add_meetings(cx, rq, to, held)) != OK)
		return st;
	return held->count == 0 ? OK : sched_lock(cx, cx->who.domain, held->uids, held->count, ical);
}

static bool
is_held(const struct dav_meetings *held, const char *uid)
{
	for (size_t i = 0; i < held->count; i++)
		if (strcmp(held->uids[i], uid) == 0)
			return true;
	return false;
}

bool
dav_schedule_holds(struct ctx *cx, struct dav_meetings *held, const struct dav_target *t)
{
	if (t->kind != DAV_ITEM || !t->exists || t->item.schedule_tag == NULL ||
	    is_held(held, t->item.uid))
		return true;
	hold(cx, held, &t->item.uid, 1);
	return false;
}

enum status
dav_schedule_target(struct ctx *cx, const struct request *rq, struct dav_meetings *held,
    struct dav_target *t)
{
	struct dav_meetings own = { 0 };
	enum status st;

	if (held == NULL)
		held = &own;
	for (int turn = 0; turn < TURNS; turn++) {
		if ((st = dav_schedule_lock(cx, rq, NULL, held)) != OK ||
		    (st = dav_target_lock(cx, rq->path, t)) != OK ||
		    dav_schedule_holds(cx, held, t))
			return st;
		db_rollback(cx);
	}
	return fault(cx, ERR_BUSY, "the meeting changes all the time");
}

/* RFC 6638, section 3.2.4.1: one person has one object of a meeting. */
static enum status
require_unique(struct ctx *cx, const struct dav_target *t, const struct item *item)
{
	struct dav_target other = dav_target_home(t);
	struct buf out = BUF_ON(cx->arena);
	struct item_place place;
	struct collection c;
	enum status st;

	if ((st = db_item_by_uid(cx, t->collection.account, item->uid, &place)) != OK)
		return st;
	if (place.name == NULL || !place.is_scheduled ||
	    (place.collection == t->collection.id && strcmp(place.name, item->name) == 0))
		return OK;
	if ((st = db_collection_lock(cx, t->collection.account, place.collection, &c)) != OK)
		return st;
	buf_puts(&out, "<C:unique-scheduling-object-resource>");
	/* Its path is the owner's own matter. */
	if (cx->who.account == c.account) {
		other = dav_target_of_collection(cx, &other, &c);
		other.kind = DAV_ITEM;
		other.name = place.name;
		buf_puts(&out, "<D:href>");
		xml_escape(&out, dav_href_text(cx, &other));
		buf_puts(&out, "</D:href>");
	}
	buf_puts(&out, "</C:unique-scheduling-object-resource>");
	return dav_refuse(cx, ERR_DENIED, buf_str(&out), "the meeting is in another calendar");
}

static enum status
read_old(struct ctx *cx, const struct dav_target *t, struct ical **out)
{
	struct item old;
	enum status st;

	*out = NULL;
	if (!t->exists || t->item.schedule_tag == NULL)
		return OK;
	if ((st = db_item_find(cx, &t->collection, t->item.name, true, &old)) != OK)
		return st;
	return ical_read(cx, old.body, (size_t)old.size, NULL, out);
}

enum status
dav_schedule_put(struct ctx *cx, const struct request *rq, const struct dav_target *t,
    struct item *item)
{
	struct sched_change change = {
		.keep_answers = http_header(rq, "if-schedule-tag-match") != NULL,
		.has_read = http_header(rq, "if-match") != NULL,
	};
	struct sched_user owner;
	const char *before, *after;
	struct ical *old;
	enum status st;
	size_t len;

	/* One that moves between a person's calendars keeps its tag. */
	if (t->collection.kind != COLLECTION_CALENDAR || item->schedule_tag != NULL ||
	    (!item->is_meeting && (!t->exists || t->item.schedule_tag == NULL)))
		return OK;
	if ((st = sched_user_load(cx, t->collection.account, &owner)) != OK ||
	    (st = read_old(cx, t, &old)) != OK ||
	    (st = ical_read(cx, item->body, (size_t)item->size, NULL, &change.new)) != OK)
		return st;
	if (itip_role(cx, change.new, &owner.who) != ITIP_ROLE_NONE &&
	    (st = require_unique(cx, t, item)) != OK)
		return st;
	if (!t->exists && (st = db_item_was_meeting(cx, &t->collection, item->name,
	    &change.was_meeting)) != OK)
		return st;
	change.owner = &owner;
	change.old = old;
	before = ical_write(cx, change.new->root, NULL);
	if ((st = sched_change(cx, &change)) != OK)
		return st;
	after = ical_write(cx, change.new->root, &len);
	if (strcmp(before, after) != 0) {
		sched_body(cx, after, len, item);
		if ((st = sched_index(cx, change.new, t->collection.owner, item)) != OK)
			return st;
	}
	if (change.is_scheduled)
		item->schedule_tag = item->etag;
	return OK;
}

enum status
dav_schedule_delete(struct ctx *cx, const struct request *rq, const struct dav_target *t)
{
	const char *reply = http_header(rq, "schedule-reply");
	struct sched_change change = { .quiet = reply != NULL && strcasecmp(reply, "F") == 0 };
	struct sched_user owner;
	struct ical *old;
	enum status st;

	if (t->collection.kind != COLLECTION_CALENDAR || t->item.schedule_tag == NULL)
		return OK;
	if ((st = sched_user_load(cx, t->collection.account, &owner)) != OK ||
	    (st = read_old(cx, t, &old)) != OK)
		return st;
	change.owner = &owner;
	change.old = old;
	return sched_change(cx, &change);
}

enum status
dav_schedule_delete_held(struct ctx *cx, const struct request *rq,
    const struct dav_meetings *held, struct dav_target *t, bool *all)
{
	struct dav_target one = *t;
	const char **names, **uids;
	enum status st;
	size_t count;

	*all = true;
	if (t->collection.kind != COLLECTION_CALENDAR)
		return OK;
	if ((st = db_item_scheduled(cx, &t->collection, PORTION + 1, &names, &uids, &count)) != OK)
		return st;
	*all = count <= PORTION;
	one.kind = DAV_ITEM;
	one.exists = true;
	for (size_t i = 0; i < count && st == OK; i++) {
		struct arena *whole;

		if (!is_held(held, uids[i])) {
			*all = false;
			continue;
		}
		whole = ctx_turn(cx);
		if ((st = db_item_find(cx, &t->collection, names[i], false, &one.item)) == OK &&
		    (st = dav_schedule_delete(cx, rq, &one)) == OK)
			st = db_item_delete(cx, &t->collection, &one.item);
		ctx_turn_end(cx, whole);
	}
	return st;
}
