/*
 * calendar-multiget (RFC 4791, section 7.9) and addressbook-multiget (RFC
 * 6352, section 8.7).  The objects of the collection that was asked are read
 * by name, a portion at a time; what lies elsewhere one by one.
 */
#include <stdlib.h>
#include <string.h>

#include "dav/acl.h"
#include "dav/data.h"
#include "dav/private.h"
#include "dav/report.h"
#include "storage/index.h"

#define PORTION	200

struct wanted {
	const char	*href;		/* as it was sent */
	const char	*name;		/* in the collection; NULL: elsewhere */
};

/*
 * The last segment, when the rest is the collection's path; however it is
 * escaped: clients have their own mind about "@".
 */
static const char *
name_in(struct ctx *cx, const struct path *base, const char *path)
{
	struct path p;

	if (http_path(cx, path, &p) != OK) {
		ctx_forgive(cx);
		return NULL;
	}
	if (base->count == 0 || p.count != base->count + 1 || p.trailing)
		return NULL;
	for (size_t i = 0; i < base->count; i++)
		if (strcmp(base->segment[i], p.segment[i]) != 0)
			return NULL;
	return p.segment[p.count - 1];
}

static int
by_name(const void *a, const void *b)
{
	return strcmp(((const struct item *)a)->name, ((const struct item *)b)->name);
}

static enum status
write_elsewhere(struct ctx *cx, const struct request *rq, const struct dav_target *t,
    const char *href, struct multistatus *ms, struct dav_want *want)
{
	const char *path = dav_path_of(cx, rq, href);
	struct dav_target other;
	enum status st = ERR_NOT_FOUND;

	if (path != NULL && (st = dav_target_load(cx, path, &other)) == OK)
		st = other.kind != DAV_ITEM || !other.exists || other.what != t->what ?
		    ERR_NOT_FOUND : dav_require(cx, &other, RIGHT_READ);
	if (st == OK) {
		if ((st = dav_want_load(cx, want, &other, false)) != OK)
			return st;
		return dav_props_write(cx, ms, &other, want);
	}
	if (st != ERR_NOT_FOUND && st != ERR_DENIED && st != ERR_INVALID)
		return st;
	ctx_forgive(cx);
	multistatus_status(ms, href, st == ERR_DENIED ? 403 : 404, NULL);
	return OK;
}

static enum status
write_portion(struct ctx *cx, const struct request *rq, const struct dav_target *t,
    const struct wanted *list, size_t count, struct dav_target *item, struct multistatus *ms,
    struct dav_want *want)
{
	const char *names[PORTION];
	struct item *found = NULL;
	size_t n = 0, found_count = 0;
	enum status st = OK;

	for (size_t i = 0; i < count; i++)
		if (list[i].name != NULL)
			names[n++] = list[i].name;
	if (n > 0 && (st = db_item_find_many(cx, &t->collection, names, n, &found,
	    &found_count)) != OK)
		return st;
	if (found_count > 1)
		qsort(found, found_count, sizeof *found, by_name);
	for (size_t i = 0; i < count && st == OK; i++) {
		struct item key = { .name = list[i].name };
		const struct item *hit = NULL;

		if (list[i].name == NULL) {
			st = write_elsewhere(cx, rq, t, list[i].href, ms, want);
			continue;
		}
		if (found_count > 0)
			hit = bsearch(&key, found, found_count, sizeof *found, by_name);
		if (hit == NULL || hit->class > dav_most_private(t)) {
			multistatus_status(ms, list[i].href, 404, NULL);
			continue;
		}
		item->item = *hit;
		item->name = hit->name;
		st = dav_props_write(cx, ms, item, want);
	}
	return st;
}

enum status
dav_multiget(struct ctx *cx, const struct request *rq, struct reply *re,
    const struct dav_target *t, const struct xml_node *root)
{
	const char *base = dav_href_text(cx, t);
	struct path here = { .count = 0 };
	struct dav_target item = *t;
	struct multistatus ms;
	struct wanted *list;
	struct dav_want want;
	size_t count = 0;
	enum status st;

	for (const struct xml_node *e = xml_first(root); e != NULL; e = xml_next(e))
		count += xml_is(e, NS_DAV, "href");
	list = arena_array(cx->arena, count, sizeof *list);
	count = 0;
	if (t->kind == DAV_COLLECTION && (st = http_path(cx, base, &here)) != OK)
		return st;
	for (const struct xml_node *e = xml_first(root); e != NULL; e = xml_next(e)) {
		struct wanted *w = &list[count];
		const char *path;

		if (!xml_is(e, NS_DAV, "href"))
			continue;
		w->href = xml_word(cx->arena, e);
		path = dav_path_of(cx, rq, w->href);
		w->name = path != NULL ? name_in(cx, &here, path) : NULL;
		count++;
	}
	if ((st = dav_want_read(cx, root, dav_is_brief(rq), &want)) != OK ||
	    (st = dav_data_read(cx, rq, root, t, NULL, &want)) != OK ||
	    (t->kind == DAV_COLLECTION && (st = dav_want_load(cx, &want, t, true)) != OK))
		return st;
	item.kind = DAV_ITEM;
	item.base = base;
	multistatus_open(cx, &ms);
	for (size_t i = 0; i < count && st == OK; i += PORTION) {
		struct arena *whole = ctx_turn(cx);

		st = write_portion(cx, rq, t, list + i, count - i < PORTION ? count - i : PORTION,
		    &item, &ms, &want);
		ctx_turn_end(cx, whole);
	}
	if (st == OK)
		multistatus_close(cx, &ms, NULL, re);
	return st;
}
