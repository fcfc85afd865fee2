/*
 * Mailbox/query and /queryChanges (RFC 8621, sections 2.3 and 2.4).  There are
 * few mailboxes, so they are all read (jmap_query.c).
 */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "webmail/private.h"

static const struct jmap_condition conditions[] = {
	{ "parentId", CONDITION_TEXT_OR_NULL },
	{ "role", CONDITION_TEXT_OR_NULL },
	{ "name", CONDITION_TEXT },
	{ "hasAnyRole", CONDITION_BOOLEAN },
	{ "isSubscribed", CONDITION_BOOLEAN },
	{ 0 }
};

static bool
holds(struct jmap *j, const char *key, const json_t *value, const void *row)
{
	const struct mail_mailbox *m = row;
	const char *text = json_string_value(value);

	if (strcmp(key, "parentId") == 0)
		return m->parent == (text != NULL ? jmap_id('m', jmap_created(j, text)) : 0);
	if (strcmp(key, "name") == 0)
		return strcasestr(mailbox_is_inbox(m) ? "Inbox" : m->name, text) != NULL;
	if (strcmp(key, "role") == 0)
		return text == NULL ? m->role == NULL :
		    m->role != NULL && strcmp(m->role, text) == 0;
	if (strcmp(key, "hasAnyRole") == 0)
		return (m->role != NULL) == json_is_true(value);
	return m->subscribed == json_is_true(value);
}

static const char *const sorts[] = { "sortOrder", "name", NULL };

static int
order(const void *a, const void *b, int by)
{
	const struct mail_mailbox *x = *(struct mail_mailbox *const *)a;
	const struct mail_mailbox *y = *(struct mail_mailbox *const *)b;

	return by == 1 ? strcasecmp(x->name, y->name) :
	    (mailbox_order(x) > mailbox_order(y)) - (mailbox_order(x) < mailbox_order(y));
}

static int
compare(const void *a, const void *b, void *sort)
{
	const struct mail_mailbox *x = *(struct mail_mailbox *const *)a;
	const struct mail_mailbox *y = *(struct mail_mailbox *const *)b;
	int n = jmap_sort_order(sort, a, b);

	return n != 0 ? n : (x->id > y->id) - (x->id < y->id);
}

/* Children behind their parents. */
static size_t
as_tree(struct mail_mailbox **list, size_t count, struct mail_mailbox **out, int64_t parent,
    size_t n, int depth)
{
	for (size_t i = 0; i < count && depth < JMAP_MAX_DEPTH; i++) {
		if (list[i]->parent != parent)
			continue;
		out[n++] = list[i];
		n = as_tree(list, count, out, list[i]->id, n, depth + 1);
	}
	return n;
}

static bool
has_matching_parents(struct jmap *j, const struct mail_mailbox *m, const json_t *filter)
{
	for (int depth = 0; m != NULL && m->parent != 0 && depth < JMAP_MAX_DEPTH; depth++) {
		m = jmap_box(j, m->parent);
		if (m != NULL && !jmap_filter_holds(j, filter, holds, m))
			return false;
	}
	return true;
}

/* All that match, in order. */
static enum status
find_all(struct jmap *j, const json_t *args, struct mail_mailbox ***out, size_t *count)
{
	const json_t *filter = json_object_get(args, "filter");
	struct jmap_sort sort = { .order = order };
	bool by_tree = json_get_bool(args, "filterAsTree", false);
	struct mail_mailbox **all, **tree;
	size_t n;
	enum status st;

	if ((st = jmap_filter_check(j, filter, conditions)) != OK ||
	    (st = jmap_sort_read(j, args, sorts, &sort)) != OK ||
	    (st = jmap_boxes(j, true)) != OK)
		return st;
	all = arena_array(j->cx->arena, j->box_count, sizeof *all);
	for (n = 0; n < j->box_count; n++)
		all[n] = &j->boxes[n];
	qsort_r(all, n, sizeof *all, compare, &sort);
	if (json_get_bool(args, "sortAsTree", false)) {
		tree = arena_array(j->cx->arena, n, sizeof *tree);
		n = as_tree(all, n, tree, 0, 0, 0);
		all = tree;
	}
	*count = 0;
	*out = all;
	for (size_t i = 0; i < n; i++)
		if (jmap_filter_holds(j, filter, holds, all[i]) &&
		    (!by_tree || has_matching_parents(j, all[i], filter)))
			all[(*count)++] = all[i];
	return OK;
}

enum status
mailbox_query(struct jmap *j, json_t *args, json_t **result)
{
	struct mail_mailbox **list;
	struct mail_states states;
	int64_t *ids;
	size_t count;
	enum status st;

	if ((st = db_mail_states(j->cx, j->account, &states)) != OK ||
	    (st = find_all(j, args, &list, &count)) != OK)
		return st;
	ids = arena_array(j->cx->arena, count, sizeof *ids);
	for (size_t i = 0; i < count; i++)
		ids[i] = list[i]->id;
	return jmap_query_answer(j, args, &(struct jmap_found){ ids, count, 'm',
	    jmap_state_text(j->cx, states.mailbox), true }, result);
}

static bool
has(const int64_t *list, size_t count, int64_t id)
{
	for (size_t i = 0; i < count; i++)
		if (list[i] == id)
			return true;
	return false;
}

/*
 * What changed was taken out and, where it matches now, put in again.  Counts
 * decide nothing here; but in a tree one mailbox's name moves others, too.
 */
static enum status
tell_changes(struct jmap *j, const json_t *args, const struct mail_changes *c, json_t *removed,
    json_t *added, size_t *total)
{
	bool moved = c->updated_count > 0 && !c->only_counts;
	struct mail_mailbox **list;
	enum status st;

	if ((st = find_all(j, args, &list, total)) != OK)
		return st;
	if ((moved || c->created_count + c->destroyed_count > 0) &&
	    (json_get_bool(args, "sortAsTree", false) || json_get_bool(args, "filterAsTree", false)))
		return jmap_fail(j, "cannotCalculateChanges", "the tree is another one");
	for (size_t i = 0; i < c->destroyed_count; i++)
		json_array_append_new(removed, jmap_id_json('m', c->destroyed[i]));
	for (size_t i = 0; moved && i < c->updated_count; i++)
		json_array_append_new(removed, jmap_id_json('m', c->updated[i]));
	for (size_t i = 0; i < *total; i++)
		if (has(c->created, c->created_count, list[i]->id) ||
		    (moved && has(c->updated, c->updated_count, list[i]->id)))
			json_array_append_new(added, json_pack("{s:o, s:I}", "id",
			    jmap_id_json('m', list[i]->id), "index", (json_int_t)i));
	return OK;
}

enum status
mailbox_query_changes(struct jmap *j, json_t *args, json_t **result)
{
	json_t *removed = json_keep(j->cx->arena, json_array());
	json_t *added = json_keep(j->cx->arena, json_array());
	struct mail_changes changes;
	size_t total;
	enum status st;

	if ((st = jmap_query_since(j, args, MAIL_MAILBOX, JMAP_MAX_GET, &changes)) != OK ||
	    (st = tell_changes(j, args, &changes, removed, added, &total)) != OK)
		return st;
	return jmap_query_changed(j, args, changes.state, removed, added, (int64_t)total, result);
}
