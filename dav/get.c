#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "core/clock.h"
#include "dav/acl.h"
#include "dav/data.h"
#include "dav/etag.h"
#include "dav/object.h"
#include "dav/private.h"
#include "dav/timezones.h"
#include "pim/jcal.h"
#include "pim/jcard.h"
#include "storage/index.h"

/* How much the client wants TYPE, in thousandths (RFC 9110, section 12.5.1); -1: it does not say. */
static int
quality(const char *accept, const char *type)
{
	size_t len = strlen(type);

	for (const char *s = accept; *s != '\0'; s += strcspn(s, ",")) {
		const char *q;

		s += strspn(s, ", \t");
		if (strncasecmp(s, type, len) != 0 || strchr(" \t,;", s[len]) == NULL)
			continue;
		q = memmem(s, strcspn(s, ","), ";q=", 3);
		return q != NULL ? (int)(strtod(q + 3, NULL) * 1000) : 1000;
	}
	return -1;
}

/* Does the client want this type more than the usual one?  Of two alike the first that it names. */
static bool
wants_type(const struct request *rq, const char *type, const char *usual)
{
	const char *accept = http_header(rq, "accept");
	int this, that;

	if (accept == NULL || (this = quality(accept, type)) <= 0)
		return false;
	that = quality(accept, usual);
	return this > that || (this == that && strcasestr(accept, type) < strcasestr(accept, usual));
}

static const char *
last_modified(struct ctx *cx, int64_t at)
{
	char *date = arena_alloc(cx->arena, 30);

	clock_http((time_t)at, date);
	return date;
}

bool
dav_wants_json(const struct request *rq, enum collection_kind what)
{
	bool calendar = what == COLLECTION_CALENDAR;

	return wants_type(rq, calendar ? "application/calendar+json" : "application/vcard+json",
	    calendar ? "text/calendar" : "text/vcard");
}

enum status
dav_json(struct ctx *cx, const struct request *rq, const struct dav_target *t, const char **type,
    const char **text, size_t *len)
{
	struct vcard card;
	struct ical *ical;
	enum status st;

	if (t->what == COLLECTION_CALENDAR) {
		if ((st = dav_object_calendar(cx, t, &ical)) != OK)
			return st;
		dav_zones_apply(cx, dav_zones_wanted(rq), ical);
		*type = "application/calendar+json";
		*text = jcal_write(cx, ical->root, len);
		return OK;
	}
	if ((st = vcard_read(cx, t->item.body, (size_t)t->item.size, &card)) != OK)
		return st;
	*type = "application/vcard+json";
	*text = jcard_text(cx, &card, len);
	return OK;
}

static enum status
get_item(struct ctx *cx, const struct request *rq, struct reply *re, struct dav_target *t)
{
	bool calendar = t->what == COLLECTION_CALENDAR;
	const char *type, *text;
	enum status st;
	size_t len;

	if (!t->exists)
		return fault(cx, ERR_NOT_FOUND, "the object is not there");
	if (dav_is_veiled(t, &t->item))
		t->item.etag = arena_printf(cx->arena, "\"veiled-%lld\"", (long long)t->item.modseq);
	reply_header(cx, re, "vary", "accept, caldav-timezones");
	reply_header(cx, re, "cache-control", "private, no-cache");
	if (t->collection.kind != COLLECTION_NOTIFICATIONS && dav_wants_json(rq, t->what)) {
		if ((st = dav_json(cx, rq, t, &type, &text, &len)) == OK)
			reply_bytes(cx, re, 200, type, text, len);
		return st;
	}
	reply_header(cx, re, "etag", t->item.etag);
	if (t->item.schedule_tag != NULL)
		reply_header(cx, re, "schedule-tag", t->item.schedule_tag);
	reply_header(cx, re, "last-modified", last_modified(cx, t->item.modified));
	if (dav_is_fresh(rq, &t->item)) {
		re->code = 304;
		re->body = "";
		return OK;
	}
	if (http_header(rq, "if-match") != NULL && (st = dav_check_etag(cx, rq, &t->item)) != OK)
		return st;
	if (calendar && t->collection.kind != COLLECTION_NOTIFICATIONS &&
	    dav_zones_wanted(rq) != ZONES_AS_STORED) {
		struct ical *ical;

		if ((st = dav_object_calendar(cx, t, &ical)) != OK)
			return st;
		dav_zones_apply(cx, dav_zones_wanted(rq), ical);
		text = ical_write(cx, ical->root, &len);
	} else if ((st = dav_object_text(cx, t, &text, &len)) != OK) {
		return st;
	}
	reply_bytes(cx, re, 200, t->collection.kind == COLLECTION_NOTIFICATIONS ?
	    "application/xml; charset=utf-8" : !calendar ? "text/vcard; charset=utf-8" :
	    arena_printf(cx->arena, "text/calendar; charset=utf-8; component=%s",
	    t->item.component), text, len);
	return OK;
}

/* A collection as one stream (export). */
struct stream {
	struct dav_target	 t;
	bool			 by_name;	/* zones of ours are left out */
	struct buf		 out;
	struct buf		 zones;		/* "\nTZID\n" of those that were written */
};

/*
 * One VTIMEZONE is for all objects: what we know is written whole, since each
 * brought what it needed itself, or nothing.
 */
static void
add_zone(struct ctx *cx, struct stream *s, const struct ical_comp *zone)
{
	const char *tzid = ical_value(zone, "TZID");
	const char *mark, *text;
	size_t len;

	if (tzid == NULL || (s->by_name && zone_is_listed(tzid)))
		return;
	mark = arena_printf(cx->arena, "\n%s\n", tzid);
	if (strstr(buf_str(&s->zones), mark) != NULL)
		return;
	buf_puts(&s->zones, mark);
	if (zone_find(tzid) != NULL)
		zone = dav_timezone(cx, zone_find(tzid), tzid);
	text = ical_write(cx, zone, &len);
	buf_add(&s->out, text, len);
}

static enum status
stream_calendar(struct ctx *cx, void *arg, const struct item *item)
{
	struct stream *s = arg;
	struct ical *ical;
	enum status st;

	s->t.item = *item;
	if ((st = dav_object_calendar(cx, &s->t, &ical)) != OK)
		return st;
	ical_zones_complete(cx, ical);
	for (const struct ical_comp *c = ical->root->children; c != NULL; c = c->next) {
		const char *text;
		size_t len;

		if (content_name_equal(c->name, "VTIMEZONE")) {
			add_zone(cx, s, c);
			continue;
		}
		text = ical_write(cx, c, &len);
		buf_add(&s->out, text, len);
	}
	return OK;
}

static enum status
stream_card(struct ctx *cx, void *arg, const struct item *item)
{
	struct stream *s = arg;

	(void)cx;
	buf_add(&s->out, item->body, (size_t)item->size);
	if (item->size > 0 && item->body[item->size - 1] != '\n')
		buf_puts(&s->out, "\r\n");
	return OK;
}

enum status
dav_export(struct ctx *cx, const struct request *rq, struct reply *re, const struct dav_target *t)
{
	struct item_filter all = { .most = dav_most_private(t), .bodies = true };
	struct item as_item = { .modified = INT64_MAX };
	struct stream s = {
		.t = *t, .out = BUF_ON(cx->arena), .zones = BUF_ON(cx->arena),
		.by_name = dav_zones_wanted(rq) == ZONES_NOT_OURS,
	};
	bool calendar = t->what == COLLECTION_CALENDAR;
	enum status st;

	as_item.etag = arena_printf(cx->arena, "\"%lld-%lld-%d\"", (long long)t->collection.id,
	    (long long)t->collection.modseq, t->rights);
	reply_header(cx, re, "etag", as_item.etag);
	reply_header(cx, re, "cache-control", "private, no-cache");
	if (dav_is_fresh(rq, &as_item)) {
		re->code = 304;
		re->body = "";
		return OK;
	}
	s.t.kind = DAV_ITEM;
	if (calendar) {
		const char *label = t->collection.label;

		buf_puts(&s.out, "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Hayloft//EN\r\n");
		if (label != NULL && strpbrk(label, "\r\n") == NULL && strlen(label) < 60)
			buf_printf(&s.out, "X-WR-CALNAME:%s\r\n",
			    content_escaped(cx->arena, label));
	}
	if ((st = db_item_each(cx, &t->collection, &all, calendar ? stream_calendar : stream_card,
	    &s)) != OK)
		return st;
	if (calendar)
		buf_puts(&s.out, "END:VCALENDAR\r\n");
	reply_bytes(cx, re, 200, calendar ? "text/calendar; charset=utf-8" :
	    "text/vcard; charset=utf-8", buf_str(&s.out), s.out.len);
	return OK;
}

/* GET and HEAD: the front leaves out a HEAD's body. */
enum status
dav_get(struct ctx *cx, const struct request *rq, struct reply *re)
{
	struct dav_target t;
	enum status st;

	if ((st = dav_target_load(cx, rq->path, &t)) != OK)
		return st;
	if (!(t.kind & (DAV_COLLECTION | DAV_ITEM)))
		return dav_not_allowed(cx, re, &t);
	if ((st = dav_require(cx, &t, RIGHT_READ)) != OK)
		return st;
	if (t.kind == DAV_ITEM)
		return get_item(cx, rq, re, &t);
	if (!t.exists)
		return fault(cx, ERR_NOT_FOUND, "the collection is not there");
	if (t.collection.kind == COLLECTION_NOTIFICATIONS)
		return dav_not_allowed(cx, re, &t);
	return dav_export(cx, rq, re, &t);
}
