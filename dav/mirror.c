#include <stdlib.h>
#include <string.h>

#include "core/hash.h"
#include "dav/mirror.h"
#include "dav/object.h"
#include "dav/private.h"
#include "storage/index.h"

static enum status
hold(struct ctx *cx, void *arg, const struct item *item)
{
	struct mirror *m = arg;

	(void)cx;
	if (m->count == m->size) {
		struct item *more = arena_array(m->arena, m->size * 2 + 64, sizeof *more);

		if (m->count > 0)
			memcpy(more, m->held, m->count * sizeof *more);
		m->held = more;
		m->size = m->size * 2 + 64;
	}
	m->held[m->count] = *item;
	m->held[m->count].name = arena_strdup(m->arena, item->name);
	m->held[m->count].uid = arena_strdup(m->arena, item->uid);
	m->held[m->count++].etag = arena_strdup(m->arena, item->etag);
	return OK;
}

static int
by_name(const void *a, const void *b)
{
	return strcmp(((const struct item *)a)->name, ((const struct item *)b)->name);
}

enum status
mirror_open(struct ctx *cx, struct mirror *m, struct dav_target *t)
{
	const struct item_filter all = { .most = CLASS_PRIVATE };
	enum status st;

	*m = (struct mirror){ .t = t, .arena = cx->arena };
	if ((st = db_item_each(cx, &t->collection, &all, hold, m)) != OK)
		return st;
	if (m->count > 0)
		qsort(m->held, m->count, sizeof *m->held, by_name);
	m->kept = arena_array(cx->arena, m->count, sizeof *m->kept);
	return OK;
}

enum status
mirror_put(struct ctx *cx, struct mirror *m, const char *text, size_t len)
{
	struct item item, *old;
	enum status st;

	if (len > DAV_RESOURCE_MAX || !utf8_valid(text, len))
		return OK;
	st = dav_object_index(cx, m->t, text, &item);
	if (st == ERR_BUSY || st == ERR_INTERNAL)
		return st;
	if (st != OK) {
		ctx_forgive(cx);
		cx->condition = NULL;
		return OK;
	}
	item.name = arena_printf(cx->arena, "%.40s.%s", hash_sha256_hex(cx->arena, item.uid,
	    strlen(item.uid)), m->t->what == COLLECTION_BOOK ? "vcf" : "ics");
	old = m->count == 0 ? NULL : bsearch(&item, m->held, m->count, sizeof item, by_name);
	if (old != NULL) {
		m->kept[old - m->held] = true;
		if (strcmp(old->etag, item.etag) == 0)
			return OK;
	}
	m->changes++;
	return db_item_put(cx, &m->t->collection, &item);
}

enum status
mirror_close(struct ctx *cx, struct mirror *m)
{
	enum status st;

	for (size_t i = 0; i < m->count; i++) {
		if (m->kept[i])
			continue;
		m->changes++;
		if ((st = db_item_delete(cx, &m->t->collection, &m->held[i])) != OK)
			return st;
	}
	return m->changes > 0 ? db_collection_tell(cx, &m->t->collection, true) : OK;
}
