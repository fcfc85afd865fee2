/*
 * EmailSubmission/query and /queryChanges (RFC 8621, sections 7.3 and 7.4).
 * Submissions of an account are few (the newest 10,000 are looked at), so
 * filter and order are done here.
 */
#include <stdlib.h>
#include <string.h>

#include "webmail/submission.h"

#define CHANGES_MAX	4000

enum order { BY_SENT, BY_EMAIL, BY_THREAD };

struct listing {
	struct mail_submission	*rows;		/* that match, in order */
	size_t			 count;
	struct mail_states	 states;
	struct {
		enum order	 by;
		bool		 descending;
	} sort[8];
	size_t			 sort_count;
};

/* ---- Filter ---------------------------------------------------------------------- */

static bool
is_among(const json_t *list, char prefix, int64_t id)
{
	json_t *item;
	size_t i;

	json_array_foreach((json_t *)list, i, item)
		if (jmap_id(prefix, json_string_value(item)) == id)
			return true;
	return false;
}

static bool
holds(const json_t *filter, const struct mail_submission *s)
{
	const char *op = json_get_text(filter, "operator"), *key;
	json_t *value;
	int64_t at;
	size_t i;

	if (op != NULL) {
		bool all = true, any = false;

		json_array_foreach(json_object_get(filter, "conditions"), i, value) {
			bool one = holds(value, s);

			all &= one;
			any |= one;
		}
		return strcmp(op, "AND") == 0 ? all : strcmp(op, "OR") == 0 ? any : !any;
	}
	json_object_foreach((json_t *)filter, key, value) {
		if ((strcmp(key, "identityIds") == 0 && !is_among(value, 'i', s->identity)) ||
		    (strcmp(key, "emailIds") == 0 && !is_among(value, 'e', s->email)) ||
		    (strcmp(key, "threadIds") == 0 && !is_among(value, 't', s->thread)) ||
		    (strcmp(key, "undoStatus") == 0 &&
		    strcmp(json_string_value(value), s->undo_status) != 0) ||
		    (strcmp(key, "before") == 0 && jmap_date(json_string_value(value), &at) &&
		    s->send_at >= at) ||
		    (strcmp(key, "after") == 0 && jmap_date(json_string_value(value), &at) &&
		    s->send_at < at))
			return false;
	}
	return true;
}

static enum status
check_condition(struct jmap *j, const char *key, const json_t *value)
{
	static const char *const lists[] = { "identityIds", "emailIds", "threadIds" };
	int64_t at;
	json_t *item;
	size_t k;

	for (size_t i = 0; i < COUNT(lists); i++) {
		if (strcmp(key, lists[i]) != 0)
			continue;
		if (!json_is_array(value))
			return jmap_fail(j, "invalidArguments", "%s is a list of ids", key);
		json_array_foreach((json_t *)value, k, item)
			if (!json_is_string(item))
				return jmap_fail(j, "invalidArguments", "%s is a list of ids", key);
		return OK;
	}
	if (strcmp(key, "undoStatus") == 0)
		return json_is_string(value) ? OK :
		    jmap_fail(j, "invalidArguments", "undoStatus is a text");
	if (strcmp(key, "before") == 0 || strcmp(key, "after") == 0)
		return json_is_string(value) && jmap_date(json_string_value(value), &at) ? OK :
		    jmap_fail(j, "invalidArguments", "%s is no UTCDate", key);
	return jmap_fail(j, "unsupportedFilter", "no condition %.100s", key);
}

static enum status
check_filter(struct jmap *j, const json_t *filter, int depth)
{
	const char *op = json_get_text(filter, "operator"), *key;
	json_t *value;
	size_t i;
	enum status st;

	if (filter == NULL || json_is_null(filter))
		return OK;
	if (!json_is_object(filter))
		return jmap_fail(j, "invalidArguments", "a filter is an object");
	if (depth > JMAP_MAX_FILTER)
		return jmap_fail(j, "unsupportedFilter", "too deep");
	if (json_object_get(filter, "operator") == NULL) {
		json_object_foreach((json_t *)filter, key, value)
			if ((st = check_condition(j, key, value)) != OK)
				return st;
		return OK;
	}
	if (op == NULL || (strcmp(op, "AND") != 0 && strcmp(op, "OR") != 0 &&
	    strcmp(op, "NOT") != 0) || !json_is_array(json_object_get(filter, "conditions")))
		return jmap_fail(j, "invalidArguments", "AND, OR or NOT of conditions");
	json_array_foreach(json_object_get(filter, "conditions"), i, value) {
		if (!json_is_object(value))
			return jmap_fail(j, "invalidArguments", "a condition is an object");
		if ((st = check_filter(j, value, depth + 1)) != OK)
			return st;
	}
	return OK;
}

/* ---- Order -------------------------------------------------------------------------- */

static enum status
read_sort(struct jmap *j, const json_t *args, struct listing *l)
{
	static const char *const names[] = {
		[BY_SENT] = "sentAt", [BY_EMAIL] = "emailId", [BY_THREAD] = "threadId",
	};
	json_t *one;
	size_t i, k;

	json_array_foreach(json_object_get(args, "sort"), i, one) {
		const char *name = json_get_text(one, "property");

		if (name == NULL)
			return jmap_fail(j, "invalidArguments", "a sort names its property");
		for (k = 0; k < COUNT(names) && strcmp(names[k], name) != 0; k++)
			;
		if (k == COUNT(names) || l->sort_count == COUNT(l->sort))
			return jmap_fail(j, "unsupportedSort",
			    "by sentAt, emailId and threadId only");
		l->sort[l->sort_count].by = (enum order)k;
		l->sort[l->sort_count++].descending = !json_get_bool(one, "isAscending", true);
	}
	return OK;
}

static int64_t
sort_key(const struct mail_submission *s, enum order by)
{
	return by == BY_SENT ? s->send_at : by == BY_EMAIL ? s->email : s->thread;
}

static int
compare(const void *a, const void *b, void *arg)
{
	const struct mail_submission *x = a, *y = b;
	const struct listing *l = arg;

	for (size_t i = 0; i < l->sort_count; i++) {
		int64_t p = sort_key(x, l->sort[i].by), q = sort_key(y, l->sort[i].by);

		if (p != q)
			return (p < q) != l->sort[i].descending ? -1 : 1;
	}
	/* The newest first where nothing else is asked for. */
	return (x->id < y->id) - (x->id > y->id);
}

static enum status
list(struct jmap *j, json_t *args, struct listing *l)
{
	const json_t *filter = json_object_get(args, "filter");
	struct mail_submission *rows;
	size_t count;
	enum status st;

	*l = (struct listing){ 0 };
	if ((st = check_filter(j, filter, 0)) != OK || (st = read_sort(j, args, l)) != OK ||
	    (st = db_mail_states(j->cx, j->account, &l->states)) != OK ||
	    (st = db_mail_submission_list(j->cx, j->account, &rows, &count)) != OK)
		return st;
	for (size_t i = 0; i < count; i++)
		if (!json_is_object(filter) || holds(filter, &rows[i]))
			rows[l->count++] = rows[i];
	l->rows = rows;
	if (l->count > 0)
		qsort_r(l->rows, l->count, sizeof *l->rows, compare, l);
	return OK;
}

/* ---- The methods ---------------------------------------------------------------------- */

enum status
submission_query(struct jmap *j, json_t *args, json_t **result)
{
	const char *anchor = jmap_created(j, json_get_text(args, "anchor"));
	int64_t limit = json_get_int(args, "limit", JMAP_MAX_QUERY), position;
	struct listing l;
	json_t *ids;
	size_t at;
	enum status st;

	if ((st = list(j, args, &l)) != OK)
		return st;
	position = json_get_int(args, "position", 0);
	if (json_get_text(args, "anchor") != NULL) {
		for (at = 0; at < l.count && l.rows[at].id != jmap_id('s', anchor); at++)
			;
		if (at == l.count)
			return jmap_fail(j, "anchorNotFound", "the anchor does not match");
		position = (int64_t)at + json_get_int(args, "anchorOffset", 0);
	} else if (position < 0) {
		position += (int64_t)l.count;
	}
	if (position < 0)
		position = 0;
	if (limit > JMAP_MAX_QUERY)
		limit = JMAP_MAX_QUERY;
	ids = json_array();
	for (at = (size_t)position; at < l.count && (int64_t)json_array_size(ids) < limit; at++)
		json_array_append_new(ids, jmap_id_json('s', l.rows[at].id));
	*result = json_pack("{s:O, s:o, s:b, s:I, s:o}", "accountId",
	    json_object_get(args, "accountId"), "queryState", jmap_state_json(l.states.submission),
	    "canCalculateChanges", 1, "position", (json_int_t)position, "ids", ids);
	if (json_get_bool(args, "calculateTotal", false))
		json_object_set_new(*result, "total", json_integer((json_int_t)l.count));
	if (json_get_int(args, "limit", INT64_MAX) > JMAP_MAX_QUERY)
		json_object_set_new(*result, "limit", json_integer(JMAP_MAX_QUERY));
	return OK;
}

static void
add_ids(json_t *out, const int64_t *ids, size_t count)
{
	for (size_t i = 0; i < count; i++)
		json_array_append_new(out, jmap_id_json('s', ids[i]));
}

enum status
submission_query_changes(struct jmap *j, json_t *args, json_t **result)
{
	const char *since_text = json_get_text(args, "sinceQueryState");
	int64_t since, max = json_get_int(args, "maxChanges", INT64_MAX);
	struct mail_changes c;
	json_t *removed, *added;
	struct listing l;
	enum status st;

	if (max == 0)
		return jmap_fail(j, "invalidArguments", "maxChanges must be above 0");
	if (!jmap_state(since_text, &since))
		return jmap_fail(j, "cannotCalculateChanges", "that is no state of ours");
	if ((st = list(j, args, &l)) != OK)
		return st;
	st = db_mail_changes(j->cx, j->account, MAIL_SUBMISSION, since, CHANGES_MAX, &c);
	if (st == ERR_PRECONDITION || (st == OK && c.more))
		return jmap_fail(j, "cannotCalculateChanges", "too much has changed since");
	if (st != OK)
		return st;
	removed = json_keep(j->cx->arena, json_array());
	added = json_keep(j->cx->arena, json_array());
	add_ids(removed, c.updated, c.updated_count);
	add_ids(removed, c.destroyed, c.destroyed_count);
	for (size_t i = 0; i < l.count; i++)
		if (l.rows[i].changed > since)
			json_array_append_new(added, json_pack("{s:o, s:I}", "id",
			    jmap_id_json('s', l.rows[i].id), "index", (json_int_t)i));
	if ((int64_t)(json_array_size(removed) + json_array_size(added)) > max)
		return jmap_fail(j, "tooManyChanges", "more than maxChanges");
	*result = json_pack("{s:O, s:s, s:o, s:O, s:O}", "accountId",
	    json_object_get(args, "accountId"), "oldQueryState", since_text,
	    "newQueryState", jmap_state_json(c.state), "removed", removed, "added", added);
	if (json_get_bool(args, "calculateTotal", false))
		json_object_set_new(*result, "total", json_integer((json_int_t)l.count));
	return OK;
}
