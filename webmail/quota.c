/*
 * Quotas (RFC 9425): how much room an account's mail has.  The mail server
 * counts it (quota_usage); an account without a bound has no quota.
 *
 * There is one at the most, so its state says what was told: "USED-LIMIT", and
 * changes are told by comparing.
 */
#include <stdio.h>
#include <string.h>

#include "storage/account.h"
#include "webmail/private.h"

const struct jmap_arg quota_query_args[] = {
	{ "filter", ARG_OBJECT, 0 }, { "sort", ARG_ARRAY, 0 }, { "position", ARG_INT, 0 },
	{ "anchor", ARG_ID, 0 }, { "anchorOffset", ARG_INT, 0 }, { "limit", ARG_UINT, 0 },
	{ "calculateTotal", ARG_BOOL, 0 }, { NULL, ARG_ID, 0 },
};

static const char *const properties[] = {
	"id", "resourceType", "used", "hardLimit", "scope", "name", "types", "warnLimit",
	"softLimit", "description", NULL,
};

static enum status
load(struct jmap *j, struct account *a, const char **state)
{
	enum status st = db_account_get(j->cx, j->account, a);

	if (st == OK)
		*state = arena_printf(j->cx->arena, "%lld-%lld",
		    a->quota > 0 ? (long long)a->used : 0, (long long)a->quota);
	return st;
}

static json_t *
quota_json(const struct account *a, const json_t *wanted)
{
	json_t *all = json_pack("{s:s, s:s, s:I, s:I, s:s, s:s, s:[s], s:I, s:n, s:n}",
	    "id", "octets", "resourceType", "octets", "used", (json_int_t)a->used,
	    "hardLimit", (json_int_t)a->quota, "scope", "account", "name", a->address,
	    "types", "Mail", "warnLimit", (json_int_t)(a->quota / 10 * 9),
	    "softLimit", "description");

	return jmap_keep_wanted(all, properties, wanted);
}

enum status
quota_get(struct jmap *j, json_t *args, json_t **result)
{
	json_t *wanted = json_object_get(args, "properties"), *ids = json_object_get(args, "ids");
	json_t *list = json_keep(j->cx->arena, json_array()), *item;
	json_t *not_found = json_keep(j->cx->arena, json_array());
	struct account a;
	const char *state;
	size_t i;
	bool told = false;
	enum status st;

	if ((st = jmap_check_properties(j, wanted, properties)) != OK)
		return st;
	if (json_array_size(ids) > JMAP_MAX_GET)
		return jmap_fail(j, "requestTooLarge", "more than %d ids", JMAP_MAX_GET);
	if ((st = load(j, &a, &state)) != OK)
		return st;
	if (!json_is_array(ids) && a.quota > 0)
		json_array_append_new(list, quota_json(&a, wanted));
	json_array_foreach(ids, i, item) {
		if (a.quota == 0 || strcmp(json_string_value(item), "octets") != 0)
			json_array_append(not_found, item);
		else if (!told)
			json_array_append_new(list, quota_json(&a, wanted));
		told |= a.quota > 0 && strcmp(json_string_value(item), "octets") == 0;
	}
	*result = json_pack("{s:O, s:s, s:O, s:O}", "accountId", json_object_get(args, "accountId"),
	    "state", state, "list", list, "notFound", not_found);
	return OK;
}

/* What was told with a state of ours. */
static bool
read_state(const char *s, long long *used, long long *limit)
{
	int end = 0;

	return strlen(s) < 45 && sscanf(s, "%lld-%lld%n", used, limit, &end) == 2 &&
	    s[end] == '\0' && *used >= 0 && *limit >= 0;
}

enum status
quota_changes(struct jmap *j, json_t *args, json_t **result)
{
	const char *since = json_get_text(args, "sinceState"), *state;
	json_t *updated = json_null();
	long long used, limit;
	struct account a;
	enum status st;

	if (json_get_int(args, "maxChanges", 1) == 0)
		return jmap_fail(j, "invalidArguments", "maxChanges must be above 0");
	if (!read_state(since, &used, &limit))
		return jmap_fail(j, "cannotCalculateChanges", "that is no state of ours");
	if ((st = load(j, &a, &state)) != OK)
		return st;
	*result = json_keep(j->cx->arena, json_pack("{s:O, s:s, s:s, s:b, s:[], s:[], s:[]}",
	    "accountId", json_object_get(args, "accountId"), "oldState", since, "newState",
	    state, "hasMoreChanges", 0, "created", "updated", "destroyed"));
	if (strcmp(since, state) != 0)
		json_array_append_new(json_object_get(*result, limit == 0 ? "created" :
		    a.quota == 0 ? "destroyed" : "updated"), json_string("octets"));
	if (strcmp(since, state) != 0 && limit == a.quota)
		updated = json_pack("[s]", "used");
	json_object_set_new(*result, "updatedProperties", updated);
	json_incref(*result);
	return OK;
}

/* ---- Query -------------------------------------------------------------------------- */

static enum status
matches(struct jmap *j, const struct account *a, const json_t *f, int depth, bool *out)
{
	const char *op = json_get_text(f, "operator"), *key, *text;
	json_t *value;
	size_t i;
	bool one;
	enum status st;

	if (!json_is_object(f) || depth > JMAP_MAX_FILTER)
		return jmap_fail(j, "unsupportedFilter", "a condition of unknown form");
	if (op != NULL) {
		bool all = strcmp(op, "AND") == 0;

		if (!all && strcmp(op, "OR") != 0 && strcmp(op, "NOT") != 0)
			return jmap_fail(j, "unsupportedFilter", "no operator %s", op);
		*out = all;
		json_array_foreach(json_object_get(f, "conditions"), i, value) {
			if ((st = matches(j, a, value, depth + 1, &one)) != OK)
				return st;
			*out = all ? *out && one : *out || one;
		}
		*out ^= *op == 'N';
		return OK;
	}
	*out = true;
	json_object_foreach((json_t *)f, key, value) {
		if ((text = json_string_value(value)) == NULL)
			return jmap_fail(j, "invalidArguments", "%s is a text", key);
		if (strcmp(key, "name") == 0)
			*out &= strcasestr(a->address, text) != NULL;
		else if (strcmp(key, "scope") == 0)
			*out &= strcmp(text, "account") == 0;
		else if (strcmp(key, "resourceType") == 0)
			*out &= strcmp(text, "octets") == 0;
		else if (strcmp(key, "type") == 0)
			*out &= strcmp(text, "Mail") == 0;
		else
			return jmap_fail(j, "unsupportedFilter", "no condition %s", key);
	}
	return OK;
}

static enum status
check_sort(struct jmap *j, const json_t *sort)
{
	json_t *one;
	size_t i;

	json_array_foreach((json_t *)sort, i, one) {
		const char *by = json_get_text(one, "property");

		if (by == NULL || (strcmp(by, "name") != 0 && strcmp(by, "used") != 0))
			return jmap_fail(j, "unsupportedSort", "by name and used only");
	}
	return OK;
}

enum status
quota_query(struct jmap *j, json_t *args, json_t **result)
{
	json_t *filter = json_object_get(args, "filter"), *ids;
	const char *anchor = json_get_text(args, "anchor"), *state;
	int64_t position = json_get_int(args, "position", 0);
	struct account a;
	bool fits = true;
	enum status st;

	if ((st = load(j, &a, &state)) != OK ||
	    (st = check_sort(j, json_object_get(args, "sort"))) != OK ||
	    (json_is_object(filter) && (st = matches(j, &a, filter, 0, &fits)) != OK))
		return st;
	fits = fits && a.quota > 0;
	if (anchor != NULL && (!fits || strcmp(anchor, "octets") != 0))
		return jmap_fail(j, "anchorNotFound", "the anchor does not match");
	if (anchor != NULL)
		position = json_get_int(args, "anchorOffset", 0);
	position = position < 0 ? 0 : position;
	ids = json_array();
	if (fits && position == 0 && json_get_int(args, "limit", 1) > 0)
		json_array_append_new(ids, json_string("octets"));
	*result = json_pack("{s:O, s:s, s:b, s:I, s:o}", "accountId",
	    json_object_get(args, "accountId"), "queryState", state, "canCalculateChanges", 0,
	    "position", (json_int_t)position, "ids", ids);
	if (json_get_bool(args, "calculateTotal", false))
		json_object_set_new(*result, "total", json_integer(fits));
	return OK;
}

enum status
quota_query_changes(struct jmap *j, json_t *args, json_t **result)
{
	(void)args;
	(void)result;
	return jmap_fail(j, "cannotCalculateChanges", "there is one at the most: ask Quota/query");
}
