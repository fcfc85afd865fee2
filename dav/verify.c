#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "dav/object.h"
#include "dav/verify.h"
#include "pim/vcard.h"
#include "pim/vcard_index.h"
#include "scheduling/index.h"
#include "storage/busy.h"
#include "storage/change.h"
#include "storage/db.h"
#include "storage/index.h"
#include "storage/verify.h"

#define FAULTS_MAX	1000
#define PORTION		1000

struct check {
	dav_fault_fn		*tell;
	void			*arg;
	struct dav_verified	*sum;
	const struct collection	*c;
};

static void wrong(struct check *v, const struct item *item, const char *fmt, ...) PRINTF(3, 4);

static void
wrong(struct check *v, const struct item *item, const char *fmt, ...)
{
	char where[1200], what[1000];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(what, sizeof what, fmt, ap);
	va_end(ap);
	snprintf(where, sizeof where, "%ss/%s/%s/%s", collection_kind_name(v->c->kind), v->c->owner,
	    v->c->name, item != NULL ? item->name : "");
	v->sum->faults++;
	v->tell(v->arg, where, what);
}

static bool
differ(const char *a, const char *b)
{
	return strcmp(a != NULL ? a : "", b != NULL ? b : "") != 0;
}

/* The columns beside the text against what the text says now. */
static void
compare(struct check *v, const struct item *kept, const struct item *now)
{
	if (kept->size != now->size)
		wrong(v, kept, "%lld bytes, kept as %lld", (long long)now->size, (long long)kept->size);
	if (differ(kept->etag, now->etag))
		wrong(v, kept, "ETag %s, kept as %s", now->etag, kept->etag);
	if (v->c->kind == COLLECTION_INBOX)
		return;		/* messages have a UID of their own in the index */
	if (differ(kept->uid, now->uid))
		wrong(v, kept, "UID %s, kept as %s", now->uid, kept->uid);
	if (differ(kept->component, now->component))
		wrong(v, kept, "%s, kept as %s", now->component, kept->component);
	if (kept->class != now->class)
		wrong(v, kept, "privacy %d, kept as %d", now->class, kept->class);
	if (kept->first_at != now->first_at || kept->last_at != now->last_at)
		wrong(v, kept, "from %lld to %lld, kept as %lld to %lld", (long long)now->first_at,
		    (long long)now->last_at, (long long)kept->first_at, (long long)kept->last_at);
	if (kept->schedule_tag != NULL && !now->is_meeting)
		wrong(v, kept, "a schedule tag without an organizer");
}

static const struct ical_comp *
same_instance(const struct ical *ical, const struct ical_comp *of)
{
	const char *id = ical_value(of, "RECURRENCE-ID");

	for (size_t i = 0; i < ical->count; i++)
		if (!differ(id, ical_value(ical->comps[i], "RECURRENCE-ID")))
			return ical->comps[i];
	return NULL;
}

static const struct content_line *
attendee_of(struct ctx *cx, const struct ical_comp *c, const char *address)
{
	const struct content_line *p = ical_prop(c, "ATTENDEE");

	while (p != NULL && strcmp(ical_address(cx->arena, p), address) != 0)
		p = ical_prop_next(p, "ATTENDEE");
	return p;
}

static bool
is_status(const struct content_line *p, const char *status)
{
	const char *at = content_param_text(p, "PARTSTAT");

	return strcasecmp(at != NULL ? at : "NEEDS-ACTION", status) == 0;
}

/* What the organizer's component and the attendee's say of the same instance. */
static void
compare_instance(struct ctx *cx, struct check *v, const struct item *item,
    const struct ical_comp *ours, const struct ical_comp *theirs, const char *address)
{
	static const char *const same[] = { "DTSTART", "DTEND", "DURATION", "RRULE", "SEQUENCE", "SUMMARY" };
	const struct content_line *a = attendee_of(cx, ours, address);
	const struct content_line *b = attendee_of(cx, theirs, address);
	const char *answer;

	for (size_t i = 0; i < COUNT(same); i++)
		if (differ(ical_value(ours, same[i]), ical_value(theirs, same[i])))
			wrong(v, item, "%s of %s's copy is %s instead of %s", same[i], address,
			    ical_value(theirs, same[i]) != NULL ? ical_value(theirs, same[i]) : "none",
			    ical_value(ours, same[i]) != NULL ? ical_value(ours, same[i]) : "none");
	answer = b != NULL ? content_param_text(b, "PARTSTAT") : NULL;
	if (a != NULL && b != NULL && !is_status(a, answer != NULL ? answer : "NEEDS-ACTION"))
		wrong(v, item, "%s answered %s, the organizer has %s", address,
		    answer != NULL ? answer : "nothing", content_param_text(a, "PARTSTAT") != NULL ?
		    content_param_text(a, "PARTSTAT") : "nothing");
}

static enum status
check_attendee(struct ctx *cx, struct check *v, const struct item *item, const struct ical *ical,
    const struct ical_comp *comp, const struct content_line *attendee)
{
	const char *agent = content_param_text(attendee, "SCHEDULE-AGENT");
	const char *address = ical_address(cx->arena, attendee), *body;
	const struct ical_comp *theirs;
	int64_t account;
	struct ical *copy;
	enum status st;

	if (agent != NULL && strcasecmp(agent, "SERVER") != 0)
		return OK;
	if ((st = db_verify_copy(cx, v->c->account, address, ical->uid, &account, &body)) != OK ||
	    account == 0)
		return st;
	if (body == NULL) {
		/* Who threw his copy away has declined by that. */
		if (!is_status(attendee, "DECLINED"))
			wrong(v, item, "%s has no copy", address);
		return OK;
	}
	if ((st = ical_read(cx, body, strlen(body), NULL, &copy)) != OK)
		return st;
	if ((theirs = same_instance(copy, comp)) != NULL)
		compare_instance(cx, v, item, comp, theirs, address);
	else if (ical_value(comp, "RECURRENCE-ID") == NULL && !is_status(attendee, "DECLINED"))
		wrong(v, item, "%s's copy is of single instances", address);
	return OK;
}

/* Of an organizer's own object each invited person of the domain has a copy that says the same. */
static enum status
check_meeting(struct ctx *cx, struct check *v, const struct item *item, const struct ical *ical)
{
	enum status st = OK;

	v->sum->meetings++;
	for (size_t i = 0; i < ical->count; i++) {
		const struct content_line *organizer = ical_prop(ical->comps[i], "ORGANIZER");

		if (organizer == NULL ||
		    strcmp(ical_address(cx->arena, organizer), v->c->owner) != 0)
			return OK;
		for (const struct content_line *p = ical_prop(ical->comps[i], "ATTENDEE");
		    p != NULL && st == OK; p = ical_prop_next(p, "ATTENDEE"))
			st = check_attendee(cx, v, item, ical, ical->comps[i], p);
	}
	return st;
}

/* What is stored of its busy time, packed once more in the same window. */
static enum status
check_busy(struct ctx *cx, struct check *v, const struct item *item, const struct ical *ical)
{
	struct item_busy kept, now;
	enum status st;

	if ((st = db_busy_of(cx, v->c, item->name, &kept)) != OK || kept.data == NULL ||
	    differ(kept.zones, zone_version()))
		return st;
	if ((st = sched_index_busy(cx, ical, v->c->owner, (struct span){ kept.from, kept.to },
	    &now)) != OK)
		return st;
	if (now.data == NULL || now.len != kept.len || memcmp(now.data, kept.data, now.len) != 0 ||
	    now.from != kept.from || now.to != kept.to)
		wrong(v, item, "is busy at other times than is stored");
	return OK;
}

static enum status
read_calendar(struct ctx *cx, struct check *v, const struct item *item, struct item *now)
{
	struct ical *ical;
	enum status st;

	st = v->c->kind == COLLECTION_CALENDAR ?
	    ical_parse(cx, item->body, strlen(item->body), NULL, &ical) :
	    ical_read(cx, item->body, strlen(item->body), NULL, &ical);
	if (st != OK || (st = sched_index(cx, ical, v->c->owner, now)) != OK)
		return st;
	if (v->c->kind == COLLECTION_CALENDAR && (st = check_busy(cx, v, item, ical)) != OK)
		return st;
	return item->schedule_tag != NULL ? check_meeting(cx, v, item, ical) : OK;
}

static enum status
check_item(struct ctx *cx, void *arg, const struct item *item)
{
	struct item now = { 0 };
	struct vcard_index index;
	struct check *v = arg;
	const char *search;
	struct vcard card;
	enum status st;

	v->sum->objects++;
	if (v->c->kind != COLLECTION_BOOK) {
		st = read_calendar(cx, v, item, &now);
	} else if ((st = vcard_read(cx, item->body, strlen(item->body), &card)) == OK) {
		vcard_index(cx, &card, &index);
		now.uid = index.uid;
		now.component = "VCARD";
		now.first_at = INT64_MIN;
		now.last_at = INT64_MAX;
		if ((st = db_verify_search(cx, v->c, item->name, &search)) != OK)
			return st;
		if (differ(search, index.search))
			wrong(v, item, "is not found by its words");
	}
	if (st == ERR_BUSY || st == ERR_INTERNAL)
		return st;
	if (st != OK) {
		wrong(v, item, "cannot be read: %s", cx->fault_text != NULL ? cx->fault_text : "-");
		ctx_forgive(cx);
		return OK;
	}
	sched_body(cx, item->body, strlen(item->body), &now);
	compare(v, item, &now);
	return OK;
}

/* What a client that knows nothing is told, page by page. */
static enum status
check_sync(struct ctx *cx, struct check *v)
{
	struct change_query q = { .initial = true, .limit = PORTION, .most = CLASS_PRIVATE };
	int64_t told = 0;
	enum status st = OK;
	bool more = true;

	while (more && st == OK) {
		struct arena *whole = ctx_turn(cx);
		struct change *list;
		size_t count = 0;

		st = db_change_list(cx, v->c, &q, &list, &count, &more);
		for (size_t i = 0; i < count; i++) {
			if (list[i].item.modseq <= q.since)
				wrong(v, &list[i].item, "change number %lld behind %lld",
				    (long long)list[i].item.modseq, (long long)q.since);
			q.since = list[i].item.modseq;
		}
		told += (int64_t)count;
		ctx_turn_end(cx, whole);
	}
	if (st == OK && told != v->c->items)
		wrong(v, NULL, "a first sync tells %lld of %lld objects", (long long)told,
		    (long long)v->c->items);
	return st;
}

static enum status
check_collections(struct ctx *cx, struct check *v, int64_t account)
{
	const struct item_filter all = { .most = CLASS_PRIVATE, .bodies = true };
	int64_t after = 0;
	enum status st = OK;

	while (st == OK) {
		struct arena *whole = ctx_turn(cx);
		struct collection c;

		if ((st = db_verify_next(cx, account, after, &c)) == OK) {
			v->c = &c;
			v->sum->collections++;
			after = c.id;
			if ((st = check_sync(cx, v)) == OK)
				st = db_item_each(cx, &c, &all, check_item, v);
		}
		db_rollback(cx);	/* the lock alone */
		ctx_turn_end(cx, whole);
	}
	return st == ERR_NOT_FOUND ? OK : st;
}

enum status
dav_verify(struct ctx *cx, int64_t account, dav_fault_fn *tell, void *arg,
    struct dav_verified *out)
{
	struct check v = { .tell = tell, .arg = arg, .sum = out };
	struct contradiction *list;
	enum status st;
	size_t count;

	*out = (struct dav_verified){ 0 };
	if ((st = db_verify(cx, account, FAULTS_MAX, &list, &count)) != OK)
		return st;
	for (size_t i = 0; i < count; i++) {
		out->faults++;
		tell(arg, list[i].where, list[i].what);
	}
	return check_collections(cx, &v, account);
}
