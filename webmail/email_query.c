/*
 * Email/query and Email/queryChanges (RFC 8621, sections 4.4 and 4.5).  The state
 * and the places that are told with it are of one snapshot of the index: mail that
 * is indexed meanwhile would move them.
 */
#include <stdlib.h>

#include "storage/db.h"
#include "webmail/email_filter.h"

const struct jmap_arg email_query_args[] = {
	{ "filter", ARG_OBJECT, 0 }, { "sort", ARG_ARRAY, 0 }, { "position", ARG_INT, 0 },
	{ "anchor", ARG_ID, 0 }, { "anchorOffset", ARG_INT, 0 }, { "limit", ARG_UINT, 0 },
	{ "calculateTotal", ARG_BOOL, 0 }, { "collapseThreads", ARG_BOOL, 0 },
	{ NULL, ARG_ID, 0 },
};
const struct jmap_arg email_query_changes_args[] = {
	{ "filter", ARG_OBJECT, 0 }, { "sort", ARG_ARRAY, 0 },
	{ "sinceQueryState", ARG_TEXT, ARG_MUST }, { "maxChanges", ARG_UINT, 0 },
	{ "upToId", ARG_ID, 0 }, { "calculateTotal", ARG_BOOL, 0 },
	{ "collapseThreads", ARG_BOOL, 0 }, { NULL, ARG_ID, 0 },
};

#define CHANGES_MAX	2000	/* beyond that, asking again is cheaper */

/* Where the window begins: by anchor, from the start, or from the end. */
static enum status
find_position(struct jmap *j, const json_t *args, const struct mail_query *q, int64_t *position)
{
	const char *anchor = jmap_created(j, json_get_text(args, "anchor"));
	struct mail_query counted = *q;
	struct mail_hit *hits;
	int64_t id, total;
	size_t count;
	enum status st;

	*position = json_get_int(args, "position", 0);
	if (json_get_text(args, "anchor") != NULL) {
		id = jmap_id('e', anchor);
		if ((st = db_mail_query_find(j->cx, j->account, q, &id, 1, &hits, &count,
		    &total)) != OK)
			return st;
		if (count == 0)
			return jmap_fail(j, "anchorNotFound", "the anchor does not match");
		*position = hits[0].position + json_get_int(args, "anchorOffset", 0);
	} else if (*position < 0) {
		counted.counted = true;
		if ((st = db_mail_query(j->cx, j->account, &counted, 0, 0, &hits, &count,
		    &total)) != OK)
			return st;
		*position += total;
	}
	if (*position < 0)
		*position = 0;
	return OK;
}

enum status
email_query(struct jmap *j, json_t *args, json_t **result)
{
	int64_t limit = json_get_int(args, "limit", JMAP_MAX_QUERY), position, total;
	struct email_filter f;
	struct mail_states states;
	struct mail_hit *hits;
	size_t count;
	json_t *ids;
	enum status st;

	if ((st = email_filter(j, args, &f)) != OK ||
	    (st = db_begin_snapshot(j->cx)) != OK ||
	    (st = db_mail_states(j->cx, j->account, &states)) != OK ||
	    (st = find_position(j, args, &f.query, &position)) != OK ||
	    (st = db_mail_query(j->cx, j->account, &f.query, position,
	    limit < JMAP_MAX_QUERY ? limit : JMAP_MAX_QUERY, &hits, &count, &total)) != OK ||
	    (st = db_commit(j->cx)) != OK)
		return st;
	ids = json_array();
	for (size_t i = 0; i < count; i++)
		json_array_append_new(ids, jmap_id_json('e', hits[i].id));
	*result = json_pack("{s:O, s:o, s:b, s:I, s:o}", "accountId",
	    json_object_get(args, "accountId"), "queryState", jmap_state_json(states.email),
	    "canCalculateChanges", !f.searched, "position", (json_int_t)position, "ids", ids);
	if (json_get_bool(args, "calculateTotal", false))
		json_object_set_new(*result, "total", json_integer(total));
	if (!json_is_integer(json_object_get(args, "limit")) || limit > JMAP_MAX_QUERY)
		json_object_set_new(*result, "limit", json_integer(JMAP_MAX_QUERY));
	return OK;
}

static size_t
append(int64_t *out, size_t n, const int64_t *ids, size_t count)
{
	for (size_t i = 0; i < count; i++)
		out[n++] = ids[i];
	return n;
}

static int
by_number(const void *a, const void *b)
{
	const int64_t *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

/*
 * Emails whose place may be another one: those that changed, and where a
 * thread decides about its emails, all of those threads.
 */
static enum status
touched(struct jmap *j, const struct email_filter *f, const struct mail_changes *c,
    int64_t **out, size_t *count)
{
	size_t room = c->created_count + c->updated_count + c->destroyed_count, more_count = 0, n = 0;
	int64_t *alive = arena_array(j->cx->arena, room, sizeof *alive), *more = NULL;
	size_t alive_count;
	enum status st;

	alive_count = append(alive, 0, c->created, c->created_count);
	alive_count = append(alive, alive_count, c->updated, c->updated_count);
	if ((f->query.collapse || f->by_thread) &&
	    (st = db_mail_of_threads(j->cx, j->account, alive, alive_count,
	    c->destroyed_threads, c->destroyed_count, &more, &more_count)) != OK)
		return st;
	*out = arena_array(j->cx->arena, room + more_count, sizeof **out);
	n = append(*out, n, alive, alive_count);
	n = append(*out, n, c->destroyed, c->destroyed_count);
	n = append(*out, n, more, more_count);
	qsort(*out, n, sizeof **out, by_number);
	*count = 0;
	for (size_t i = 0; i < n; i++)
		if (i == 0 || (*out)[i] != (*out)[i - 1])
			(*out)[(*count)++] = (*out)[i];
	return OK;
}

static bool
has(const int64_t *list, size_t count, int64_t id)
{
	for (size_t i = 0; i < count; i++)
		if (list[i] == id)
			return true;
	return false;
}

enum status
email_query_changes(struct jmap *j, json_t *args, json_t **result)
{
	int64_t total, *ids;
	json_t *removed, *added;
	struct email_filter f;
	struct mail_changes changes;
	struct mail_hit *hits;
	size_t count, hit_count;
	enum status st;

	if ((st = email_filter(j, args, &f)) != OK)
		return st;
	if (f.searched)
		return jmap_fail(j, "cannotCalculateChanges", "a search in bodies must be done again");
	if ((st = jmap_query_since(j, args, MAIL_EMAIL, CHANGES_MAX, &changes)) != OK ||
	    (st = touched(j, &f, &changes, &ids, &count)) != OK ||
	    (st = db_mail_query_find(j->cx, j->account, &f.query, ids, count, &hits, &hit_count,
	    &total)) != OK)
		return st;
	removed = json_keep(j->cx->arena, json_array());
	added = json_keep(j->cx->arena, json_array());
	for (size_t i = 0; i < count; i++)
		if (!has(changes.created, changes.created_count, ids[i]))
			json_array_append_new(removed, jmap_id_json('e', ids[i]));
	for (size_t i = 0; i < hit_count; i++)
		json_array_append_new(added, json_pack("{s:o, s:I}", "id",
		    jmap_id_json('e', hits[i].id), "index", (json_int_t)hits[i].position));
	return jmap_query_changed(j, args, changes.state, removed, added, total, result);
}
