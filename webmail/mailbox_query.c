/*
 * Mailbox/query and /queryChanges (RFC 8621, sections 2.3 and 2.4).  There are
 * few mailboxes: filters and sorts are done here, over all of them.
 */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "webmail/private.h"

static const char *const filter_keys[] = {
	"parentId", "name", "role", "hasAnyRole", "isSubscribed", NULL,
};

static enum status
check_filter(struct jmap *j, const json_t *f, int depth)
{
	const char *op = json_get_text(f, "operator"), *key;
	json_t *value;
	size_t i;
	enum status st;

	if (!json_is_object(f) || depth > JMAP_MAX_FILTER)
		return jmap_fail(j, "unsupportedFilter", "a condition of unknown form");
	if (op != NULL) {
		value = json_object_get(f, "conditions");
		if ((strcmp(op, "AND") != 0 && strcmp(op, "OR") != 0 && strcmp(op, "NOT") != 0) ||
		    !json_is_array(value) || json_object_size(f) != 2)
			return jmap_fail(j, "unsupportedFilter", "a condition of unknown form");
		json_array_foreach(json_object_get(f, "conditions"), i, value)
			if ((st = check_filter(j, value, depth + 1)) != OK)
				return st;
		return OK;
	}
	json_object_foreach((json_t *)f, key, value) {
		bool is_text = strcmp(key, "parentId") == 0 || strcmp(key, "role") == 0;

		for (i = 0; filter_keys[i] != NULL && strcmp(filter_keys[i], key) != 0; i++)
			;
		if (filter_keys[i] == NULL)
			return jmap_fail(j, "unsupportedFilter", "no condition %s", key);
		if (is_text ? !json_is_string(value) && !json_is_null(value) :
		    strcmp(key, "name") == 0 ? !json_is_string(value) : !json_is_boolean(value))
			return jmap_fail(j, "invalidArguments", "%s is of the wrong type", key);
	}
	return OK;
}

static bool
matches(struct jmap *j, const struct mail_mailbox *m, const json_t *f)
{
	const char *op = json_get_text(f, "operator"), *key, *text;
	json_t *value;
	size_t i;

	if (op != NULL) {
		json_array_foreach(json_object_get(f, "conditions"), i, value)
			if (matches(j, m, value) != (*op == 'A'))
				return *op == 'O';
		return *op != 'O';
	}
	json_object_foreach((json_t *)f, key, value) {
		bool fits;

		text = json_string_value(value);
		if (strcmp(key, "parentId") == 0)
			fits = m->parent == (text != NULL ? jmap_id('m', jmap_created(j, text)) : 0);
		else if (strcmp(key, "name") == 0)
			fits = strcasestr(mailbox_is_inbox(m) ? "Inbox" : m->name, text) != NULL;
		else if (strcmp(key, "role") == 0)
			fits = text == NULL ? m->role == NULL :
			    m->role != NULL && strcmp(m->role, text) == 0;
		else if (strcmp(key, "hasAnyRole") == 0)
			fits = (m->role != NULL) == json_is_true(value);
		else
			fits = m->subscribed == json_is_true(value);
		if (!fits)
			return false;
	}
	return true;
}

static int
compare(const void *a, const void *b, void *arg)
{
	const struct mail_mailbox *x = *(struct mail_mailbox *const *)a;
	const struct mail_mailbox *y = *(struct mail_mailbox *const *)b;
	const json_t *sort = arg;
	json_t *one;
	size_t i;

	json_array_foreach((json_t *)sort, i, one) {
		const char *by = json_get_text(one, "property");
		int c = strcmp(by, "sortOrder") == 0 ?
		    (mailbox_order(x) > mailbox_order(y)) - (mailbox_order(x) < mailbox_order(y)) :
		    strcasecmp(x->name, y->name);

		if (c != 0)
			return json_get_bool(one, "isAscending", true) ? c : -c;
	}
	return (x->id > y->id) - (x->id < y->id);
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
		if (m != NULL && !matches(j, m, filter))
			return false;
	}
	return true;
}

static enum status
check_sort(struct jmap *j, const json_t *sort)
{
	json_t *one;
	size_t i;

	json_array_foreach((json_t *)sort, i, one) {
		const char *by = json_get_text(one, "property");

		if (by == NULL)
			return jmap_fail(j, "invalidArguments", "a sort without property");
		if (strcmp(by, "sortOrder") != 0 && strcmp(by, "name") != 0)
			return jmap_fail(j, "unsupportedSort", "sortOrder and name only");
		if (json_is_string(json_object_get(one, "collation")))
			return jmap_fail(j, "unsupportedSort", "no such collation");
		if (!json_get_bool(one, "isAscending", false) &&
		    !json_is_false(json_object_get(one, "isAscending")) &&
		    json_object_get(one, "isAscending") != NULL)
			return jmap_fail(j, "invalidArguments", "isAscending is true or false");
	}
	return OK;
}

/* All that match, in order. */
static enum status
find_all(struct jmap *j, const json_t *args, struct mail_mailbox ***out, size_t *count)
{
	json_t *filter = json_object_get(args, "filter"), *sort = json_object_get(args, "sort");
	bool by_tree = json_get_bool(args, "filterAsTree", false);
	struct mail_mailbox **all, **tree;
	size_t n;
	enum status st;

	if ((json_is_object(filter) && (st = check_filter(j, filter, 0)) != OK) ||
	    (st = check_sort(j, sort)) != OK ||
	    (st = jmap_boxes(j, true)) != OK)
		return st;
	all = arena_array(j->cx->arena, j->box_count, sizeof *all);
	for (n = 0; n < j->box_count; n++)
		all[n] = &j->boxes[n];
	qsort_r(all, n, sizeof *all, compare, sort);
	if (json_get_bool(args, "sortAsTree", false)) {
		tree = arena_array(j->cx->arena, n, sizeof *tree);
		n = as_tree(all, n, tree, 0, 0, 0);
		all = tree;
	}
	*count = 0;
	*out = all;
	for (size_t i = 0; i < n; i++)
		if (!json_is_object(filter) || (matches(j, all[i], filter) &&
		    (!by_tree || has_matching_parents(j, all[i], filter))))
			all[(*count)++] = all[i];
	return OK;
}

static enum status
find_first(struct jmap *j, const json_t *args, struct mail_mailbox **list, int64_t count,
    int64_t *position)
{
	const char *anchor = json_get_text(args, "anchor");
	int64_t at = 0;

	*position = json_get_int(args, "position", 0);
	if (anchor != NULL) {
		while (at < count && list[at]->id != jmap_id('m', jmap_created(j, anchor)))
			at++;
		if (at == count)
			return jmap_fail(j, "anchorNotFound", "the anchor does not match");
		*position = at + json_get_int(args, "anchorOffset", 0);
	} else if (*position < 0) {
		*position += count;
	}
	if (*position < 0)
		*position = 0;
	return OK;
}

enum status
mailbox_query(struct jmap *j, json_t *args, json_t **result)
{
	int64_t position, limit, at;
	struct mail_mailbox **list;
	struct mail_states states;
	json_t *ids;
	size_t count;
	enum status st;

	if ((st = db_mail_states(j->cx, j->account, &states)) != OK ||
	    (st = find_all(j, args, &list, &count)) != OK ||
	    (st = find_first(j, args, list, (int64_t)count, &position)) != OK)
		return st;
	limit = json_get_int(args, "limit", (int64_t)count);
	ids = json_array();
	for (at = position; at < (int64_t)count && at - position < limit; at++)
		json_array_append_new(ids, jmap_id_json('m', list[at]->id));
	*result = json_pack("{s:O, s:o, s:b, s:I, s:o}", "accountId",
	    json_object_get(args, "accountId"), "queryState", jmap_state_json(states.mailbox),
	    "canCalculateChanges", 1, "position", (json_int_t)position, "ids", ids);
	if (json_get_bool(args, "calculateTotal", false))
		json_object_set_new(*result, "total", json_integer((json_int_t)count));
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
	const char *since_text = json_get_text(args, "sinceQueryState");
	int64_t since, max = json_get_int(args, "maxChanges", INT64_MAX);
	json_t *removed = json_keep(j->cx->arena, json_array());
	json_t *added = json_keep(j->cx->arena, json_array());
	struct mail_changes changes;
	size_t total;
	enum status st;

	if (max == 0)
		return jmap_fail(j, "invalidArguments", "maxChanges must be above 0");
	if (!jmap_state(since_text, &since))
		return jmap_fail(j, "cannotCalculateChanges", "that is no state of ours");
	st = db_mail_changes(j->cx, j->account, MAIL_MAILBOX, since, JMAP_MAX_GET, &changes);
	if (st == ERR_PRECONDITION || (st == OK && changes.more))
		return jmap_fail(j, "cannotCalculateChanges", "too much has changed since");
	if (st != OK || (st = tell_changes(j, args, &changes, removed, added, &total)) != OK)
		return st;
	if ((int64_t)(json_array_size(removed) + json_array_size(added)) > max)
		return jmap_fail(j, "tooManyChanges", "more than maxChanges");
	*result = json_pack("{s:O, s:s, s:o, s:O, s:O}", "accountId",
	    json_object_get(args, "accountId"), "oldQueryState", since_text,
	    "newQueryState", jmap_state_json(changes.state), "removed", removed, "added", added);
	if (json_get_bool(args, "calculateTotal", false))
		json_object_set_new(*result, "total", json_integer((json_int_t)total));
	return OK;
}
