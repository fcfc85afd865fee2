#include <string.h>
#include <strings.h>

#include "dav/object.h"
#include "dav/private.h"
#include "dav/quota.h"
#include "dav/schedule.h"
#include "pim/ical_expand.h"
#include "pim/jcal.h"
#include "pim/jcard.h"
#include "pim/vcard.h"
#include "scheduling/index.h"
#include "storage/db.h"

static bool
is_listed(const char *list, const char *word)
{
	size_t len = strlen(word);

	for (; *list != '\0'; list += strspn(list, " ")) {
		size_t n = strcspn(list, " ");

		if (n == len && memcmp(list, word, len) == 0)
			return true;
		list += n;
	}
	return false;
}

static enum status
index_calendar(struct ctx *cx, const struct dav_target *t, struct ical *ical, struct item *item)
{
	if (!is_listed(t->collection.components, ical_kind_name(ical->kind)))
		return dav_refuse(cx, ERR_INVALID, "C:supported-calendar-component",
		    "no component for this calendar");
	return sched_index(cx, ical, t->collection.owner, item);
}

/* Some programs put them into texts; others could not read it then, and XML cannot hold it. */
static bool
has_controls(const char *text, size_t len)
{
	for (size_t i = 0; i < len; i++) {
		unsigned char c = (unsigned char)text[i];

		if ((c < ' ' && c != '\t' && c != '\r' && c != '\n') || c == 0x7f)
			return true;
	}
	return false;
}

static enum status
read_calendar(struct ctx *cx, const struct request *rq, const struct dav_target *t,
    struct item *item, bool *same)
{
	const char *type = http_header(rq, "content-type"), *text = rq->body;
	size_t len = rq->body_len;
	struct ical *ical;
	enum status st;

	if (http_type_is(type, "application/calendar+json")) {
		if ((st = jcal_read(cx, text, len, &ical)) != OK ||
		    (st = ical_check(cx, ical)) != OK)
			return st;
		text = ical_write(cx, ical->root, &len);
		*same = false;
	} else if (type == NULL || http_type_is(type, "text/calendar") ||
	    http_type_is(type, "text/plain") || http_type_is(type, "application/octet-stream")) {
		if ((st = ical_parse(cx, text, len, NULL, &ical)) != OK)
			return st;
	} else {
		return dav_refuse(cx, ERR_INVALID, "C:supported-calendar-data",
		    "a type that is no calendar");
	}
	if (!utf8_valid(text, len))
		return dav_refuse(cx, ERR_INVALID, "C:valid-calendar-data", "not UTF-8");
	if (has_controls(text, len)) {
		text = ical_write(cx, ical->root, &len);
		*same = false;
	}
	sched_body(cx, text, len, item);
	return index_calendar(cx, t, ical, item);
}

static enum status
read_card(struct ctx *cx, const struct request *rq, struct item *item, bool *same)
{
	const char *type = http_header(rq, "content-type"), *text = rq->body;
	size_t len = rq->body_len;
	struct vcard card;
	enum status st;

	if (http_type_is(type, "application/vcard+json")) {
		if ((st = jcard_parse(cx, text, len, &card)) != OK)
			return st;
		*same = false;
	} else if (type == NULL || http_type_is(type, "text/vcard") ||
	    http_type_is(type, "text/x-vcard") || http_type_is(type, "text/directory") ||
	    http_type_is(type, "text/plain") || http_type_is(type, "application/octet-stream")) {
		if ((st = vcard_parse(cx, text, len, &card)) != OK)
			return st;
		*same = !card.is_repaired && utf8_valid(text, len);
	} else {
		return dav_refuse(cx, ERR_INVALID, "CARD:supported-address-data",
		    "a type that is no vCard");
	}
	if (!*same)
		text = vcard_text(cx, &card, &len);
	sched_body(cx, text, len, item);
	sched_index_card(cx, &card, item);
	return OK;
}

enum status
dav_object_read(struct ctx *cx, const struct request *rq, const struct dav_target *t,
    struct item *item, bool *same)
{
	bool calendar = t->what == COLLECTION_CALENDAR;
	enum status st;

	*item = (struct item){ 0 };
	*same = true;
	if (rq->body_len > DAV_RESOURCE_MAX)
		return dav_refuse(cx, ERR_TOO_LARGE,
		    calendar ? "C:max-resource-size" : "CARD:max-resource-size", "too large");
	st = calendar ? read_calendar(cx, rq, t, item, same) : read_card(cx, rq, item, same);
	return st != OK ? st : dav_quota_require(cx, t->collection.account,
	    item->size - (t->kind == DAV_ITEM && t->exists ? t->item.size : 0));
}

enum status
dav_object_index(struct ctx *cx, const struct dav_target *t, const char *text, struct item *item)
{
	struct vcard card;
	struct ical *ical;
	enum status st;

	*item = (struct item){ 0 };
	sched_body(cx, text, strlen(text), item);
	if (t->what == COLLECTION_CALENDAR) {
		if ((st = ical_parse(cx, text, strlen(text), NULL, &ical)) != OK)
			return st;
		return index_calendar(cx, t, ical, item);
	}
	if ((st = vcard_parse(cx, text, strlen(text), &card)) == OK)
		sched_index_card(cx, &card, item);
	return st;
}

enum status
dav_object_calendar(struct ctx *cx, const struct dav_target *t, struct ical **out)
{
	enum status st;

	if ((st = ical_read(cx, t->item.body, (size_t)t->item.size, NULL, out)) != OK)
		return st;
	if (dav_is_veiled(t, &t->item))
		*out = ical_redact(cx, *out, "Busy");
	return OK;
}

enum status
dav_object_text(struct ctx *cx, const struct dav_target *t, const char **text, size_t *len)
{
	struct ical *ical;
	enum status st;

	if (!dav_is_veiled(t, &t->item)) {
		*text = t->item.body;
		*len = (size_t)t->item.size;
		return OK;
	}
	if ((st = dav_object_calendar(cx, t, &ical)) == OK)
		*text = ical_write(cx, ical->root, len);
	return st;
}

static enum status
uid_conflict(struct ctx *cx, const struct dav_target *t, const char *name)
{
	struct dav_target other = *t;
	struct buf out = BUF_ON(cx->arena);

	other.kind = DAV_ITEM;
	other.name = name;
	buf_printf(&out, "<%s:no-uid-conflict><D:href>",
	    t->what == COLLECTION_CALENDAR ? "C" : "CARD");
	xml_escape(&out, dav_href_text(cx, &other));
	buf_printf(&out, "</D:href></%s:no-uid-conflict>",
	    t->what == COLLECTION_CALENDAR ? "C" : "CARD");
	return dav_refuse(cx, ERR_DENIED, buf_str(&out), "the UID belongs to another object");
}

/* The index found it out: then the transaction is over, and the answer names who has the UID. */
static enum status
find_conflict(struct ctx *cx, const struct dav_target *t, const struct item *item)
{
	const char *holder;
	enum status st;

	db_rollback(cx);
	ctx_forgive(cx);
	if ((st = db_item_name_of(cx, &t->collection, item->uid, &holder)) != OK)
		return st;
	return holder != NULL ? uid_conflict(cx, t, holder) :
	    fault(cx, ERR_BUSY, "another object had the UID a moment ago");
}

static enum status
require_free_uid(struct ctx *cx, const struct dav_target *t, const struct item *item)
{
	const char *holder;
	enum status st = db_item_name_of(cx, &t->collection, item->uid, &holder);

	return st == OK && holder != NULL && strcmp(holder, item->name) != 0 ?
	    uid_conflict(cx, t, holder) : st;
}

enum status
dav_object_require_uid(struct ctx *cx, const struct dav_target *t, const struct item *item)
{
	return t->exists && strcmp(t->item.uid, item->uid) != 0 ? uid_conflict(cx, t, t->name) : OK;
}

enum status
dav_object_store(struct ctx *cx, const struct request *rq, struct dav_target *t,
    struct item *item, bool commit)
{
	enum status st;

	if ((st = dav_object_require_uid(cx, t, item)) != OK)
		return st;
	/* Of a meeting others are told, so it is known before. */
	if ((item->is_meeting && (st = require_free_uid(cx, t, item)) != OK) ||
	    (st = dav_schedule_put(cx, rq, t, item)) != OK ||
	    (st = db_collection_tell(cx, &t->collection, true)) != OK)
		return st;
	if (commit)
		db_commit_with_next(cx);
	st = db_item_put(cx, &t->collection, item);
	return st == ERR_EXISTS ? find_conflict(cx, t, item) : st;
}
