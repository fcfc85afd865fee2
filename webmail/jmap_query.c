/*
 * What queries have in common whose objects are few (mailboxes, submissions,
 * scripts): filter, order and window are done here, over all of them (RFC 8620,
 * sections 5.5 and 5.6).
 */
#include <string.h>

#include "storage/db.h"
#include "webmail/private.h"

/* ---- Filter ------------------------------------------------------------------------ */

static bool
is_list_of_texts(const json_t *value)
{
	json_t *item;
	size_t i;

	json_array_foreach((json_t *)value, i, item)
		if (!json_is_string(item))
			return false;
	return json_is_array(value);
}

static enum status
check_condition(struct jmap *j, const char *key, const json_t *value, const struct jmap_condition *known)
{
	static const char *const words[] = {
		[CONDITION_TEXT] = "a text", [CONDITION_TEXT_OR_NULL] = "a text or null",
		[CONDITION_BOOLEAN] = "true or false", [CONDITION_IDS] = "a list of ids",
		[CONDITION_DATE] = "a UTCDate",
	};
	bool fits = false;
	int64_t at;

	while (known->key != NULL && strcmp(known->key, key) != 0)
		known++;
	if (known->key == NULL)
		return jmap_fail(j, "unsupportedFilter", "no condition %.100s", key);
	switch (known->is) {
	case CONDITION_TEXT:
		fits = json_is_string(value);
		break;
	case CONDITION_TEXT_OR_NULL:
		fits = json_is_string(value) || json_is_null(value);
		break;
	case CONDITION_BOOLEAN:
		fits = json_is_boolean(value);
		break;
	case CONDITION_IDS:
		fits = is_list_of_texts(value);
		break;
	case CONDITION_DATE:
		fits = json_is_string(value) && jmap_date(json_string_value(value), &at);
		break;
	}
	return fits ? OK : jmap_fail(j, "invalidArguments", "%s is %s", key, words[known->is]);
}

static enum status
check_filter(struct jmap *j, const json_t *filter, const struct jmap_condition *known, int depth)
{
	const json_t *operator = json_object_get(filter, "operator");
	const json_t *conditions = json_object_get(filter, "conditions");
	const char *op = json_string_value(operator), *key;
	json_t *value;
	size_t i;
	enum status st;

	if (!json_is_object(filter))
		return jmap_fail(j, "invalidArguments", "a filter is an object");
	if (depth > JMAP_MAX_FILTER)
		return jmap_fail(j, "unsupportedFilter", "at most %d deep", JMAP_MAX_FILTER);
	if (operator == NULL) {
		json_object_foreach((json_t *)filter, key, value)
			if ((st = check_condition(j, key, value, known)) != OK)
				return st;
		return OK;
	}
	if (op == NULL || (strcmp(op, "AND") != 0 && strcmp(op, "OR") != 0 &&
	    strcmp(op, "NOT") != 0) || !json_is_array(conditions) || json_object_size(filter) != 2)
		return jmap_fail(j, "invalidArguments", "AND, OR or NOT of conditions");
	json_array_foreach((json_t *)conditions, i, value)
		if ((st = check_filter(j, value, known, depth + 1)) != OK)
			return st;
	return OK;
}

enum status
jmap_filter_check(struct jmap *j, const json_t *filter, const struct jmap_condition *conditions)
{
	return filter == NULL || json_is_null(filter) ? OK : check_filter(j, filter, conditions, 0);
}

bool
jmap_filter_holds(struct jmap *j, const json_t *filter, jmap_condition_holds *holds,
    const void *row)
{
	const char *op = json_get_text(filter, "operator"), *key;
	json_t *value;
	size_t i;

	if (op != NULL) {
		/* The first that decides it. */
		json_array_foreach(json_object_get(filter, "conditions"), i, value)
			if (jmap_filter_holds(j, value, holds, row) != (*op == 'A'))
				return *op == 'O';
		return *op != 'O';
	}
	json_object_foreach((json_t *)filter, key, value)
		if (!holds(j, key, value, row))
			return false;
	return true;
}

/* ---- Order -------------------------------------------------------------------------- */

enum status
jmap_sort_read(struct jmap *j, const json_t *args, const char *const *names, struct jmap_sort *out)
{
	json_t *one, *ascending;
	size_t i;

	out->count = 0;
	json_array_foreach(json_object_get(args, "sort"), i, one) {
		const char *name = json_get_text(one, "property");
		int by = 0;

		ascending = json_object_get(one, "isAscending");
		if (name == NULL || (ascending != NULL && !json_is_boolean(ascending)))
			return jmap_fail(j, "invalidArguments",
			    "a sort has a property, and isAscending is true or false");
		while (names[by] != NULL && strcmp(names[by], name) != 0)
			by++;
		if (names[by] == NULL || out->count == COUNT(out->keys))
			return jmap_fail(j, "unsupportedSort", "not by %.100s", name);
		if (json_is_string(json_object_get(one, "collation")))
			return jmap_fail(j, "unsupportedSort", "no such collation");
		out->keys[out->count].by = by;
		out->keys[out->count++].descending = json_is_false(ascending);
	}
	return OK;
}

int
jmap_sort_order(const struct jmap_sort *sort, const void *a, const void *b)
{
	for (size_t i = 0; i < sort->count; i++) {
		int n = sort->order(a, b, sort->keys[i].by);

		if (n != 0)
			return sort->keys[i].descending ? -n : n;
	}
	return 0;
}

/* ---- Answers -------------------------------------------------------------------------- */

enum status
jmap_query_answer(struct jmap *j, const json_t *args, const struct jmap_found *found,
    json_t **result)
{
	const char *anchor = json_get_text(args, "anchor");
	int64_t count = (int64_t)found->count, position = json_get_int(args, "position", 0);
	int64_t asked = json_get_int(args, "limit", JMAP_MAX_QUERY);
	int64_t limit = asked < JMAP_MAX_QUERY ? asked : JMAP_MAX_QUERY, at = 0;
	json_t *ids;

	if (anchor != NULL) {
		int64_t id = jmap_id(found->prefix, jmap_created(j, anchor));

		while (at < count && found->ids[at] != id)
			at++;
		if (at == count)
			return jmap_fail(j, "anchorNotFound", "the anchor does not match");
		position = at + json_get_int(args, "anchorOffset", 0);
	} else if (position < 0) {
		position += count;
	}
	position = position < 0 ? 0 : position;
	ids = json_array();
	for (at = position; at < count && at - position < limit; at++)
		json_array_append_new(ids, jmap_id_json(found->prefix, found->ids[at]));
	*result = json_pack("{s:O, s:s, s:b, s:I, s:o}", "accountId",
	    json_object_get(args, "accountId"), "queryState", found->state,
	    "canCalculateChanges", found->can_calculate, "position", (json_int_t)position,
	    "ids", ids);
	if (json_get_bool(args, "calculateTotal", false))
		json_object_set_new(*result, "total", json_integer((json_int_t)count));
	/* It is said where it is less than was asked for, or could be. */
	if (asked > JMAP_MAX_QUERY || (asked == JMAP_MAX_QUERY && count - position > limit))
		json_object_set_new(*result, "limit", json_integer(JMAP_MAX_QUERY));
	return OK;
}

enum status
jmap_query_since(struct jmap *j, const json_t *args, enum mail_type type, int64_t max,
    struct mail_changes *out)
{
	int64_t since;
	enum status st;

	if (json_get_int(args, "maxChanges", 1) == 0)
		return jmap_fail(j, "invalidArguments", "maxChanges must be above 0");
	if (!jmap_state(json_get_text(args, "sinceQueryState"), &since))
		return jmap_fail(j, "cannotCalculateChanges", "that is no state of ours");
	if ((st = db_begin_snapshot(j->cx)) == OK)
		st = db_mail_changes(j->cx, j->account, type, since, max, out);
	return st == ERR_PRECONDITION || (st == OK && out->more) ?
	    jmap_fail(j, "cannotCalculateChanges", "too much has changed since") : st;
}

enum status
jmap_query_changed(struct jmap *j, const json_t *args, int64_t state, json_t *removed,
    json_t *added, int64_t total, json_t **result)
{
	enum status st = db_commit(j->cx);

	if (st != OK)
		return st;
	if ((int64_t)(json_array_size(removed) + json_array_size(added)) >
	    json_get_int(args, "maxChanges", INT64_MAX))
		return jmap_fail(j, "tooManyChanges", "more than maxChanges");
	*result = json_pack("{s:O, s:O, s:o, s:O, s:O}", "accountId",
	    json_object_get(args, "accountId"), "oldQueryState",
	    json_object_get(args, "sinceQueryState"), "newQueryState", jmap_state_json(state),
	    "removed", removed, "added", added);
	if (json_get_bool(args, "calculateTotal", false))
		json_object_set_new(*result, "total", json_integer((json_int_t)total));
	return OK;
}
