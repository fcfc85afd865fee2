#include <stdlib.h>
#include <string.h>

#include "core/hash.h"
#include "dav/tidy.h"
#include "pim/vcard.h"
#include "storage/db.h"
#include "storage/index.h"

struct found {
	const char	*name;
	int64_t		 modseq;	/* grows with each write */
	unsigned char	 says[SHA256_LEN];	/* of contacts */
};

struct list {
	struct arena	*arena;
	struct found	*found;
	size_t		 count, size;
	int64_t		 when;
};

static struct found *
add(struct list *l, const struct item *item)
{
	if (l->count == l->size) {
		struct found *more = arena_array(l->arena, l->size * 2 + 64, sizeof *more);

		if (l->count > 0)
			memcpy(more, l->found, l->count * sizeof *more);
		l->found = more;
		l->size = l->size * 2 + 64;
	}
	l->found[l->count] = (struct found){ .name = arena_strdup(l->arena, item->name), .modseq = item->modseq };
	return &l->found[l->count++];
}

static enum status
require_own(struct ctx *cx, const struct collection *c)
{
	if (c->source != NULL || c->directory != 0)
		return fault(cx, ERR_DENIED, "it is a copy of something elsewhere");
	return OK;
}

static enum status
delete_one(struct ctx *cx, struct collection *c, const char *name)
{
	struct item item = { .name = name };

	return db_item_delete(cx, c, &item);
}

static enum status
take_old(struct ctx *cx, void *arg, const struct item *item)
{
	struct list *l = arg;

	(void)cx;
	/* INT64_MAX: without end, or nobody can tell. */
	if (item->last_at < l->when)
		add(l, item);
	return OK;
}

enum status
dav_truncate(struct ctx *cx, struct collection *c, int64_t when, bool look, int64_t *count)
{
	/* Without bodies lists do not tell when. */
	const struct item_filter events = { .component = "VEVENT", .most = CLASS_PRIVATE, .bodies = true };
	struct list l = { .arena = cx->arena, .when = when };
	enum status st;

	if ((st = require_own(cx, c)) != OK ||
	    (st = db_item_each(cx, c, &events, take_old, &l)) != OK)
		return st;
	*count = (int64_t)l.count;
	for (size_t i = 0; i < l.count && !look; i++)
		if ((st = delete_one(cx, c, l.found[i].name)) != OK)
			return st;
	return l.count > 0 && !look ? db_collection_tell(cx, c, true) : OK;
}

static int
by_text(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* The lines of a card in the order of their letters, since programs shuffle them. */
static void
digest(struct ctx *cx, struct vcard *card, unsigned char out[static SHA256_LEN])
{
	static const char *const own[] = { "UID", "REV", "PRODID" };
	struct buf all = BUF_ON(cx->arena);
	struct content_line *line;
	size_t count = 0, n = 0;
	const char **lines;

	for (size_t i = 0; i < COUNT(own); i++)
		while ((line = vcard_find(card, own[i])) != NULL)
			vcard_remove(card, line);
	for (line = card->lines; line != NULL; line = line->next)
		count++;
	lines = arena_array(cx->arena, count, sizeof *lines);
	for (line = card->lines; line != NULL; line = line->next) {
		struct content_line *next = line->next;
		struct vcard alone = { .version = card->version, .lines = line };

		line->next = NULL;
		lines[n++] = vcard_text(cx, &alone, NULL);
		line->next = next;
	}
	if (count > 0)
		qsort(lines, count, sizeof *lines, by_text);
	for (size_t i = 0; i < count; i++)
		buf_puts(&all, lines[i]);
	hash_sha256(buf_str(&all), all.len, out);
}

static enum status
take_card(struct ctx *cx, void *arg, const struct item *item)
{
	struct list *l = arg;
	struct vcard card;

	if (vcard_read(cx, item->body, strlen(item->body), &card) != OK) {
		ctx_forgive(cx);
		cx->condition = NULL;
		return OK;
	}
	digest(cx, &card, add(l, item)->says);
	return OK;
}

/* What says the same stands together, what was written last first. */
static int
by_what_they_say(const void *a, const void *b)
{
	const struct found *x = a, *y = b;
	int order = memcmp(x->says, y->says, sizeof x->says);

	if (order != 0)
		return order;
	return x->modseq > y->modseq ? -1 : x->modseq < y->modseq;
}

enum status
dav_remove_doubles(struct ctx *cx, struct collection *c, bool look, int64_t *count)
{
	const struct item_filter cards = { .component = "VCARD", .most = CLASS_PRIVATE, .bodies = true };
	struct list l = { .arena = cx->arena };
	enum status st;

	*count = 0;
	if ((st = require_own(cx, c)) != OK ||
	    (st = db_item_each(cx, c, &cards, take_card, &l)) != OK)
		return st;
	if (l.count > 0)
		qsort(l.found, l.count, sizeof *l.found, by_what_they_say);
	for (size_t i = 1; i < l.count; i++) {
		if (memcmp(l.found[i].says, l.found[i - 1].says, SHA256_LEN) != 0)
			continue;
		(*count)++;
		if (!look && (st = delete_one(cx, c, l.found[i].name)) != OK)
			return st;
	}
	return *count > 0 && !look ? db_collection_tell(cx, c, true) : OK;
}
