/*
 * Mailbox/get, /changes, /query and /queryChanges (RFC 8621, section 2).
 */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "webmail/private.h"

enum status
jmap_boxes(struct jmap *j, bool fresh)
{
	if (j->boxes != NULL && !fresh)
		return OK;
	return db_mail_mailbox_list(j->cx, j->account, &j->boxes, &j->box_count);
}

struct mail_mailbox *
jmap_box(struct jmap *j, int64_t id)
{
	for (size_t i = 0; i < j->box_count; i++)
		if (j->boxes[i].id == id)
			return &j->boxes[i];
	return NULL;
}

struct mail_mailbox *
jmap_box_role(struct jmap *j, const char *role)
{
	for (size_t i = 0; i < j->box_count; i++)
		if (j->boxes[i].role != NULL && strcmp(j->boxes[i].role, role) == 0)
			return &j->boxes[i];
	return NULL;
}

static bool
is_inbox(const struct mail_mailbox *m)
{
	return m->role != NULL && strcmp(m->role, "inbox") == 0;
}

static json_t *
name_of(const struct mail_mailbox *m)
{
	return json_string(is_inbox(m) ? "Inbox" : m->name);
}

static json_t *
rights_of(const struct jmap *j, const struct mail_mailbox *m)
{
	int use = m->selectable, change = use && j->may_write;
	int manage = j->may_write && !is_inbox(m);

	return json_pack("{s:b, s:b, s:b, s:b, s:b, s:b, s:b, s:b, s:b}",
	    "mayReadItems", use, "mayAddItems", change, "mayRemoveItems", change,
	    "maySetSeen", change, "maySetKeywords", change,
	    "mayCreateChild", j->may_write && *m->separator != '\0',
	    "mayRename", manage, "mayDelete", manage, "maySubmit", change);
}

static const char *const properties[] = {
	"id", "name", "parentId", "role", "sortOrder", "totalEmails", "unreadEmails",
	"totalThreads", "unreadThreads", "myRights", "isSubscribed", NULL,
};

static json_t *
value_of(const struct jmap *j, const struct mail_mailbox *m, const char *property)
{
	if (strcmp(property, "id") == 0)
		return jmap_id_json('m', m->id);
	if (strcmp(property, "name") == 0)
		return name_of(m);
	if (strcmp(property, "parentId") == 0)
		return m->parent != 0 ? jmap_id_json('m', m->parent) : json_null();
	if (strcmp(property, "role") == 0)
		return m->role != NULL ? json_string(m->role) : json_null();
	if (strcmp(property, "sortOrder") == 0)
		return json_integer(m->sort_order);
	if (strcmp(property, "totalEmails") == 0)
		return json_integer(m->total_emails);
	if (strcmp(property, "unreadEmails") == 0)
		return json_integer(m->unread_emails);
	if (strcmp(property, "totalThreads") == 0)
		return json_integer(m->total_threads);
	if (strcmp(property, "unreadThreads") == 0)
		return json_integer(m->unread_threads);
	if (strcmp(property, "myRights") == 0)
		return rights_of(j, m);
	return json_boolean(m->subscribed);
}

enum status
mailbox_get(struct jmap *j, json_t *args, json_t **result)
{
	json_t *wanted = json_object_get(args, "properties");
	json_t *list = json_array(), *not_found = json_array();
	struct mail_states states;
	int64_t *ids;
	size_t count;
	bool all;
	enum status st;

	*result = json_pack("{s:o, s:o}", "list", list, "notFound", not_found);
	json_keep(j->cx->arena, *result);
	if ((st = jmap_check_properties(j, wanted, properties)) != OK ||
	    (st = jmap_get_ids(j, args, 'm', &ids, &count, not_found, &all)) != OK ||
	    (st = db_mail_states(j->cx, j->account, &states)) != OK ||
	    (st = jmap_boxes(j, true)) != OK)
		return st;
	for (size_t i = 0; i < (all ? j->box_count : count); i++) {
		const struct mail_mailbox *m = all ? &j->boxes[i] : jmap_box(j, ids[i]);
		json_t *one;

		if (m == NULL) {
			json_array_append_new(not_found, jmap_id_json('m', ids[i]));
			continue;
		}
		one = json_object();
		for (const char *const *p = properties; *p != NULL; p++)
			if (p == properties || jmap_wants(wanted, *p))
				json_object_set_new(one, *p, value_of(j, m, *p));
		json_array_append_new(list, one);
	}
	json_object_set(*result, "accountId", json_object_get(args, "accountId"));
	json_object_set_new(*result, "state", jmap_state_json(states.mailbox));
	json_incref(*result);
	return OK;
}

enum status
mailbox_changes(struct jmap *j, json_t *args, json_t **result)
{
	enum status st = jmap_changes(j, args, MAIL_MAILBOX, 'm', result);

	if (st == OK)
		json_object_set(*result, "accountId", json_object_get(args, "accountId"));
	return st;
}

/* ---- Mailbox/query ---------------------------------------------------------- */

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
matches(const struct mail_mailbox *m, const json_t *f)
{
	const char *op = json_get_text(f, "operator"), *key, *text;
	json_t *value;
	size_t i;

	if (op != NULL) {
		json_array_foreach(json_object_get(f, "conditions"), i, value)
			if (matches(m, value) != (*op == 'A'))
				return *op == 'O';
		return *op != 'O';
	}
	json_object_foreach((json_t *)f, key, value) {
		bool fits;

		text = json_string_value(value);
		if (strcmp(key, "parentId") == 0)
			fits = m->parent == (text != NULL ? jmap_id('m', text) : 0);
		else if (strcmp(key, "name") == 0)
			fits = strcasestr(is_inbox(m) ? "Inbox" : m->name, text) != NULL;
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
		    (x->sort_order > y->sort_order) - (x->sort_order < y->sort_order) :
		    strcasecmp(x->name, y->name);

		if (c != 0)
			return json_get_bool(one, "isAscending", true) ? c : -c;
	}
	return (x->id > y->id) - (x->id < y->id);
}

/* Children behind their parents; without a parent that matches a child stays out. */
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
		if (m != NULL && !matches(m, filter))
			return false;
	}
	return true;
}

enum status
mailbox_query(struct jmap *j, json_t *args, json_t **result)
{
	json_t *filter = json_object_get(args, "filter"), *sort = json_object_get(args, "sort");
	json_t *ids, *one;
	struct mail_mailbox **list, **tree;
	struct mail_states states;
	int64_t position = json_get_int(args, "position", 0), limit, first, anchor = 0;
	size_t count = 0, i;
	enum status st;

	if (json_is_object(filter) && (st = check_filter(j, filter, 0)) != OK)
		return st;
	json_array_foreach(sort, i, one) {
		const char *by = json_get_text(one, "property");

		if (by == NULL || (strcmp(by, "sortOrder") != 0 && strcmp(by, "name") != 0))
			return jmap_fail(j, "unsupportedSort", "sortOrder and name only");
	}
	if ((st = db_mail_states(j->cx, j->account, &states)) != OK ||
	    (st = jmap_boxes(j, true)) != OK)
		return st;
	list = arena_array(j->cx->arena, j->box_count, sizeof *list);
	for (i = 0; i < j->box_count; i++)
		if (!json_is_object(filter) || (matches(&j->boxes[i], filter) &&
		    (!json_get_bool(args, "filterAsTree", false) ||
		    has_matching_parents(j, &j->boxes[i], filter))))
			list[count++] = &j->boxes[i];
	qsort_r(list, count, sizeof *list, compare, sort);
	if (json_get_bool(args, "sortAsTree", false)) {
		tree = arena_array(j->cx->arena, count, sizeof *tree);
		count = as_tree(list, count, tree, 0, 0, 0);
		list = tree;
	}
	if (json_get_text(args, "anchor") != NULL) {
		for (anchor = 0; anchor < (int64_t)count; anchor++)
			if (list[anchor]->id == jmap_id('m', json_get_text(args, "anchor")))
				break;
		if (anchor == (int64_t)count)
			return jmap_fail(j, "anchorNotFound", "the anchor does not match");
		position = anchor + json_get_int(args, "anchorOffset", 0);
		position = position < 0 ? 0 : position;
	} else if (position < 0) {
		position = position + (int64_t)count < 0 ? 0 : position + (int64_t)count;
	}
	limit = json_get_int(args, "limit", (int64_t)count);
	ids = json_array();
	for (first = position; first < (int64_t)count && first < position + limit; first++)
		json_array_append_new(ids, jmap_id_json('m', list[first]->id));
	*result = json_pack("{s:O, s:o, s:b, s:I, s:o}", "accountId",
	    json_object_get(args, "accountId"), "queryState", jmap_state_json(states.mailbox),
	    "canCalculateChanges", 0, "position", (json_int_t)position, "ids", ids);
	if (json_get_bool(args, "calculateTotal", false))
		json_object_set_new(*result, "total", json_integer((json_int_t)count));
	return OK;
}

/* There are few mailboxes: asking again is as cheap as telling what changed. */
enum status
mailbox_query_changes(struct jmap *j, json_t *args, json_t **result)
{
	(void)args;
	(void)result;
	return jmap_fail(j, "cannotCalculateChanges", "ask Mailbox/query again");
}
