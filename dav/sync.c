/*
 * sync-collection (RFC 6578).  A token is the collection's id and a change
 * number; changes are told oldest first, so a cut answer goes on from the
 * number of its last one.
 */
#include <stdlib.h>
#include <string.h>

#include "dav/data.h"
#include "dav/object.h"
#include "dav/private.h"
#include "dav/report.h"
#include "dav/sync.h"
#include "storage/change.h"

#define MOST		20000	/* in one answer */
#define MOST_BODIES	1000
#define PORTION		1000	/* read at once */

/* The class at a token's end must be what the asker may see now. */
static bool
same_view(const char *token, const struct dav_target *t)
{
	const char *last = strrchr(token, ':');

	return *token == '\0' || (last != NULL && atoi(last + 1) == (int)dav_most_private(t));
}

static size_t
limit_of(struct ctx *cx, const struct xml_node *root, size_t most)
{
	const struct xml_node *limit = xml_child(root, NS_DAV, "limit");
	const struct xml_node *n = xml_child(limit, NS_DAV, "nresults");
	long long wanted = n != NULL ? atoll(xml_word(cx->arena, n)) : 0;

	return wanted > 0 && (size_t)wanted < most ? (size_t)wanted : most;
}

static enum status
write_changes(struct ctx *cx, struct multistatus *ms, struct dav_target *item,
    struct dav_want *want, const struct change *changes, size_t count)
{
	struct arena *whole;
	enum status st = OK;

	for (size_t i = 0; i < count && st == OK; i++) {
		item->item = changes[i].item;
		item->name = changes[i].item.name;
		whole = ctx_turn(cx);
		if (changes[i].deleted)
			multistatus_status(ms, dav_href_text(cx, item), 404, NULL);
		else
			st = dav_props_write(cx, ms, item, want);
		ctx_turn_end(cx, whole);
	}
	return st;
}

/*
 * What changed behind *SINCE, a portion at a time, at most MOST; *SINCE is the
 * last number that was told.  What changes while we read gets a higher number
 * and comes in its turn.
 */
static enum status
tell_changes(struct ctx *cx, struct multistatus *ms, struct dav_target *item,
    struct dav_want *want, int64_t *since, size_t most, bool *more)
{
	struct change_query q = {
		.since = *since, .initial = *since == 0, .most = dav_most_private(item),
		.bodies = want->data != NULL, .marks = want->marks,
	};
	struct change *changes;
	enum status st = OK;
	size_t count;

	for (*more = true; *more && most > 0 && st == OK; most -= count) {
		struct arena *whole = ctx_turn(cx);

		count = 0;
		q.limit = most < PORTION ? most : PORTION;
		if ((st = db_change_list(cx, &item->collection, &q, &changes, &count, more)) == OK)
			st = write_changes(cx, ms, item, want, changes, count);
		if (st == OK && count > 0)
			*since = q.since = changes[count - 1].item.modseq;
		ctx_turn_end(cx, whole);
	}
	return st;
}

enum status
dav_sync_collection(struct ctx *cx, const struct request *rq, struct reply *re,
    const struct dav_target *t, const struct xml_node *root)
{
	const char *token = xml_word(cx->arena, xml_child(root, NS_DAV, "sync-token"));
	const char *level = xml_word(cx->arena, xml_child(root, NS_DAV, "sync-level"));
	struct buf extra = BUF_ON(cx->arena);
	struct dav_target item = *t;
	struct multistatus ms;
	struct dav_want want;
	int64_t since;
	enum status st;
	bool more;

	/* There is nothing below these collections: "infinite" is 1.  Drafts went by Depth. */
	if (*level != '\0' && strcmp(level, "1") != 0 && strcmp(level, "infinite") != 0)
		return fault(cx, ERR_INVALID, "a sync-level that is none");
	if (!dav_sync_parse(token, &t->collection, &since) || !same_view(token, t))
		return dav_refuse(cx, ERR_DENIED, "D:valid-sync-token", "a token that is none");
	if ((st = dav_want_read(cx, root, dav_is_brief(rq), &want)) != OK ||
	    (st = dav_data_read(cx, rq, root, t, NULL, &want)) != OK ||
	    (st = dav_want_load(cx, &want, t, true)) != OK)
		return st;
	item.base = dav_href_text(cx, t);
	item.kind = DAV_ITEM;
	multistatus_open(cx, &ms);
	if ((st = tell_changes(cx, &ms, &item, &want, &since, limit_of(cx, root,
	    want.data != NULL ? MOST_BODIES : MOST), &more)) != OK)
		return st;
	if (!more && since < t->collection.modseq)
		since = t->collection.modseq;
	if (more)
		multistatus_status(&ms, item.base, 507, "D:number-of-matches-within-limits");
	buf_puts(&extra, "\n<D:sync-token>");
	dav_sync_token(&extra, t, since);
	buf_puts(&extra, "</D:sync-token>");
	multistatus_close(cx, &ms, buf_str(&extra), re);
	return OK;
}
