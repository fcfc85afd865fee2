/* The stream is taken apart into one object for each UID, which dav/mirror.h takes over. */
#include <stdlib.h>
#include <string.h>

#include "core/hash.h"
#include "core/log.h"
#include "core/xml.h"
#include "dav/mirror.h"
#include "dav/private.h"
#include "dav/web_calendar.h"
#include "fetch/fetch.h"
#include "pim/ical.h"
#include "storage/db.h"
#include "storage/property.h"
#include "storage/web_calendar.h"

#define SIZE_MAX_	((size_t)20 << 20)
#define OBJECTS_MAX	20000
#define TIMEOUT_MS	30000
#define REDIRECTS	5
#define EVERY		3600		/* seconds, where nobody says otherwise */
#define EVERY_MIN	900
#define EVERY_MAX	(30 * 86400)
#define RETRY_MAX	86400

/* What clients ask for, kept as properties of the collection. */
struct wishes {
	int64_t		 every;		/* seconds; 0: not said */
	bool		 strip_alarms, strip_attachments, strip_todos;
};

static int64_t
seconds_of(const char *text)
{
	struct ical_duration d;

	if (text == NULL || !ical_duration_read(text, strlen(text), &d))
		return 0;
	return d.days * 86400 + d.seconds;
}

static enum status
read_wishes(struct ctx *cx, const struct collection *c, struct wishes *out)
{
	const struct property_of of = { c->account, c->id, 0 };
	struct property *list;
	struct xml_node *root;
	enum status st;
	size_t count;

	*out = (struct wishes){ 0 };
	if ((st = db_property_list(cx, &of, &list, &count)) != OK)
		return st;
	for (size_t i = 0; i < count; i++) {
		const char *name = list[i].name;

		if (strcmp(name, "refreshrate") == 0 &&
		    xml_parse(cx, list[i].value, strlen(list[i].value), &root) == OK)
			out->every = seconds_of(xml_word(cx->arena, root));
		out->strip_alarms = out->strip_alarms || strcmp(name, "subscribed-strip-alarms") == 0;
		out->strip_todos = out->strip_todos || strcmp(name, "subscribed-strip-todos") == 0;
		out->strip_attachments = out->strip_attachments ||
		    strcmp(name, "subscribed-strip-attachments") == 0;
	}
	ctx_forgive(cx);
	return OK;
}

static void
strip(struct ical *ical, const struct wishes *w)
{
	for (size_t i = 0; i < ical->count; i++) {
		struct ical_comp *alarm;

		while (w->strip_alarms && (alarm = ical_child(ical->comps[i], "VALARM")) != NULL)
			ical_comp_remove(alarm);
		if (w->strip_attachments)
			ical_remove(ical->comps[i], "ATTACH");
	}
}

static enum status
take_over(struct ctx *cx, struct dav_target *t, const struct wishes *w, struct ical **objects,
    size_t count, size_t *changes)
{
	struct mirror m;
	enum status st;

	if ((st = mirror_open(cx, &m, t)) != OK)
		return st;
	for (size_t i = 0; i < count && i < OBJECTS_MAX; i++) {
		struct arena *whole;
		const char *text;
		size_t len;

		if (w->strip_todos && objects[i]->kind == ICAL_TODO)
			continue;
		whole = ctx_turn(cx);
		strip(objects[i], w);
		text = ical_write(cx, objects[i]->root, &len);
		st = mirror_put(cx, &m, text, len);
		ctx_turn_end(cx, whole);
		if (st != OK)
			return st;
	}
	st = mirror_close(cx, &m);
	*changes = m.changes;
	return st;
}

/* RFC 7986, section 5.7, and what was before it. */
static int64_t
interval(const struct ical *stream, const struct wishes *wishes)
{
	int64_t every = wishes->every;

	if (every == 0 && stream != NULL)
		every = seconds_of(ical_value(stream->root, "REFRESH-INTERVAL"));
	if (every == 0 && stream != NULL)
		every = seconds_of(ical_value(stream->root, "X-PUBLISHED-TTL"));
	if (every <= 0)
		every = EVERY;
	return every < EVERY_MIN ? EVERY_MIN : every > EVERY_MAX ? EVERY_MAX : every;
}

/* Ask for it; *AGAIN is true when there is something to read that we have not read. */
static enum status
ask(struct ctx *cx, const struct collection *c, struct web_calendar *w, struct fetched *got,
    bool *fresh)
{
	struct header type = { "accept", "text/calendar, */*;q=0.5", NULL };
	struct header since = { "if-modified-since", w->last_modified, &type };
	struct header match = { "if-none-match", w->etag, &type };
	struct fetch f = {
		.url = c->source, .max = SIZE_MAX_, .timeout = TIMEOUT_MS, .redirects = REDIRECTS,
		.headers = w->etag != NULL ? &match : w->last_modified != NULL ? &since : &type,
	};
	unsigned char sha256[SHA256_LEN];
	enum status st;

	*fresh = false;
	/* Whatever it is, it is the other server that failed. */
	if ((st = fetch_url(cx, &f, got)) != OK)
		return st == ERR_INTERNAL ? st : ERR_UPSTREAM;
	if (got->code == 304)
		return OK;
	if (got->code != 200)
		return fault(cx, ERR_UPSTREAM, "it answers %d %s", got->code, http_phrase(got->code));
	hash_sha256(got->body, got->body_len, sha256);
	*fresh = !w->read_once || !hash_equal(sha256, w->sha256, SHA256_LEN);
	memcpy(w->sha256, sha256, SHA256_LEN);
	w->read_once = true;
	w->etag = fetched_header(got, "etag");
	w->last_modified = fetched_header(got, "last-modified");
	return OK;
}

static enum status
look(struct ctx *cx, struct dav_target *t, struct web_calendar *w, int64_t *again, bool *changed)
{
	const struct ical_limits lenient = { .bytes = SIZE_MAX_, .is_lenient = true };
	struct ical *stream = NULL, **objects;
	struct fetched got;
	struct wishes wishes;
	size_t count, bad, changes = 0;
	enum status st;
	bool fresh;

	if ((st = read_wishes(cx, &t->collection, &wishes)) != OK ||
	    (st = ask(cx, &t->collection, w, &got, &fresh)) != OK)
		return st;
	if (fresh && ((st = ical_read(cx, got.body, got.body_len, &lenient, &stream)) != OK ||
	    (st = ical_split(cx, stream, &objects, &count, &bad)) != OK))
		return st == ERR_INVALID ? fault(cx, st, "what is there is no calendar") : st;
	*again = interval(stream, &wishes);
	if ((st = db_begin(cx)) != OK ||
	    (st = db_collection_lock(cx, t->collection.account, t->collection.id,
	    &t->collection)) != OK)
		return st;
	if (fresh)
		st = take_over(cx, t, &wishes, objects, count, &changes);
	*changed = changes > 0;
	return st;
}

enum status
dav_web_calendar(struct ctx *cx, const struct task *task)
{
	struct dav_target t = { .kind = DAV_COLLECTION, .what = COLLECTION_CALENDAR };
	struct collection now;
	struct web_calendar before, w;
	const char *source;
	int64_t again = EVERY;
	bool changed = false;
	enum status st;

	st = db_web_calendar_find(cx, task->account, task->ref, &before);
	if (st == OK)
		st = db_collection_lock(cx, task->account, task->ref, &t.collection);
	if (st == ERR_NOT_FOUND || (st == OK && t.collection.source == NULL)) {
		ctx_forgive(cx);
		return OK;	/* it was deleted */
	}
	if (st != OK)
		return st;
	/* Nobody waits for a server over there. */
	db_rollback(cx);
	source = t.collection.source;
	w = before;
	st = look(cx, &t, &w, &again, &changed);
	w.fault = NULL;
	w.failures = 0;
	if (st != OK) {
		const char *why = cx->fault_text != NULL ? cx->fault_text : status_name(st);

		db_rollback(cx);
		if (st == ERR_INTERNAL || st == ERR_BUSY)
			return st;
		ctx_forgive(cx);
		cx->condition = NULL;
		w = before;
		w.fault = why;
		w.failures = before.failures + 1;
		again = (int64_t)EVERY_MIN << (w.failures < 8 ? w.failures - 1 : 7);
		again = again < RETRY_MAX ? again : RETRY_MAX;
		log_event(LOG_INFO_, "web-calendar", "account", "%lld", (long long)task->account,
		    "collection", "%lld", (long long)task->ref, "msg", "%s", why, NULL);
	}
	st = db_collection_lock(cx, task->account, task->ref, &now);
	if (st == ERR_NOT_FOUND ||
	    (st == OK && (now.source == NULL || strcmp(now.source, source) != 0))) {
		/* Deleted; or it follows another one by now, and has a task for that. */
		db_rollback(cx);
		ctx_forgive(cx);
		return OK;
	}
	if (st != OK ||
	    (st = db_web_calendar_looked(cx, task->account, task->ref, &w, changed, again)) != OK)
		return st;
	return db_commit(cx);
}
