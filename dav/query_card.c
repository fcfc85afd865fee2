/*
 * addressbook-query (RFC 6352, section 8.6).  Where every match needs some
 * text in the card, the index finds the cards that hold it.
 */
#include <stdlib.h>
#include <string.h>

#include "dav/data.h"
#include "dav/filter.h"
#include "dav/private.h"
#include "dav/report.h"
#include "pim/vcard_index.h"
#include "pim/vcard_match.h"
#include "storage/index.h"

#define RESULTS_MAX	50000
#define WORDS_MAX	16

/*
 * What every match says.  TAKE is shown a text that a card may match by; false when
 * that says too little.
 */
struct words {
	bool		(*take)(struct ctx *cx, struct words *w, const char *name, const char *text);
	size_t		 least;		/* characters */
	const char	*list[WORDS_MAX + 1];	/* words of which every match holds at least one */
	size_t		 count;
};

static bool
is_long(struct ctx *cx, struct words *w, const char *name, const char *text)
{
	(void)cx, (void)name;
	return utf8_count(text) >= w->least;
}

static bool
add_word(struct ctx *cx, struct words *w, const char *name, const char *text)
{
	const char *word = vcard_search_word(cx, name, text);

	if (word == NULL)
		return false;
	for (size_t i = 0; i < w->count; i++)
		if (strcmp(w->list[i], word) == 0)
			return true;
	if (w->count == WORDS_MAX)
		return false;
	w->list[w->count++] = word;
	return true;
}

/* False when a card can match this condition without saying any of it. */
static bool
words_of_prop(struct ctx *cx, const struct vcard_prop_filter *f, struct words *w)
{
	size_t before = w->count;

	if (f->is_not_defined || f->matches == NULL || (!f->is_allof && f->params != NULL))
		return false;
	for (const struct text_match *m = f->matches; m != NULL; m = m->next) {
		bool found = !m->is_negated && w->take(cx, w, f->name, m->text);

		if (found == f->is_allof)
			return found;
	}
	if (f->is_allof)
		w->count = before;
	return !f->is_allof;
}

static bool
words_of(struct ctx *cx, const struct vcard_filter *filter, struct words *w)
{
	for (const struct vcard_prop_filter *f = filter->props; f != NULL; f = f->next) {
		size_t before = w->count;
		bool found = words_of_prop(cx, f, w);

		if (!found)
			w->count = before;
		if (found == filter->is_allof)
			return found;
	}
	return !filter->is_allof && filter->props != NULL;
}

struct query {
	struct multistatus		 ms;
	struct dav_want			 want;
	struct dav_target		 item;
	const struct vcard_filter	*filter;
	size_t				 limit, count;
};

static enum status
match_item(struct ctx *cx, void *arg, const struct item *item)
{
	struct query *q = arg;
	struct vcard card;
	enum status st;

	q->item.item = *item;
	q->item.name = item->name;
	if ((st = vcard_read(cx, item->body, (size_t)item->size, &card)) != OK)
		return st;
	if (!vcard_match(cx, q->filter, &card))
		return OK;
	if (q->count == q->limit)
		return ERR_LIMIT;
	q->count++;
	return dav_props_write(cx, &q->ms, &q->item, &q->want);
}

enum status
dav_addressbook_query(struct ctx *cx, const struct request *rq, struct reply *re,
    const struct dav_target *t, const struct xml_node *root)
{
	const struct xml_node *limit = xml_child(root, NS_CARDDAV, "limit");
	const struct xml_node *n = xml_child(limit, NS_CARDDAV, "nresults");
	long long wanted = n != NULL ? atoll(xml_word(cx->arena, n)) : 0;
	struct item_filter index = { .most = CLASS_PRIVATE, .bodies = true };
	struct query q = {
		.item = *t,
		.limit = wanted > 0 && wanted < RESULTS_MAX ? (size_t)wanted : RESULTS_MAX,
	};
	struct words words = { .take = add_word };
	struct words typed = { .take = is_long, .least = (size_t)t->collection.search_least };
	struct vcard_filter filter;
	enum status st;

	if ((st = dav_filter_card(cx, xml_child(root, NS_CARDDAV, "filter"), &filter)) != OK ||
	    (st = dav_want_read(cx, root, dav_is_brief(rq), &q.want)) != OK ||
	    (st = dav_data_read(cx, rq, root, t, NULL, &q.want)) != OK ||
	    (st = dav_want_load(cx, &q.want, t, t->kind == DAV_COLLECTION)) != OK)
		return st;
	q.filter = &filter;
	index.is_search = words_of(cx, &filter, &typed);
	if (t->collection.search_most > 0 && (size_t)t->collection.search_most < q.limit)
		q.limit = (size_t)t->collection.search_most;
	if (words_of(cx, &filter, &words)) {
		words.list[words.count++] = VCARD_SEARCH_CUT;
		index.words = words.list;
		index.word_count = words.count;
	}
	multistatus_open(cx, &q.ms);
	if (t->kind == DAV_ITEM) {
		st = match_item(cx, &q, &t->item);
	} else {
		q.item.base = dav_href_text(cx, t);
		q.item.kind = DAV_ITEM;
		st = db_item_each(cx, &t->collection, &index, match_item, &q);
	}
	/* RFC 6352, section 8.6.2: what there is, and that there is more. */
	if (st == ERR_LIMIT && q.count == q.limit) {
		multistatus_status(&q.ms, dav_href_text(cx, t), 507,
		    "D:number-of-matches-within-limits");
		st = OK;
	}
	if (st == OK)
		multistatus_close(cx, &q.ms, NULL, re);
	return st;
}
