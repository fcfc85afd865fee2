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

static const struct jmap_condition conditions[] = {
	{ "name", CONDITION_TEXT },
	{ "scope", CONDITION_TEXT },
	{ "resourceType", CONDITION_TEXT },
	{ "type", CONDITION_TEXT },
	{ 0 }
};

static bool
holds(struct jmap *j, const char *key, const json_t *value, const void *row)
{
	const struct account *a = row;
	const char *text = json_string_value(value);

	(void)j;
	if (strcmp(key, "name") == 0)
		return strcasestr(a->address, text) != NULL;
	return strcmp(text, strcmp(key, "scope") == 0 ? "account" :
	    strcmp(key, "type") == 0 ? "Mail" : "octets") == 0;
}

enum status
quota_query(struct jmap *j, json_t *args, json_t **result)
{
	static const char *const sorts[] = { "name", "used", NULL };
	json_t *filter = json_object_get(args, "filter"), *ids;
	const char *anchor = json_get_text(args, "anchor"), *state;
	int64_t position = json_get_int(args, "position", 0);
	struct jmap_sort sort;
	struct account a;
	bool fits;
	enum status st;

	if ((st = load(j, &a, &state)) != OK ||
	    (st = jmap_sort_read(j, args, sorts, &sort)) != OK ||
	    (st = jmap_filter_check(j, filter, conditions)) != OK)
		return st;
	fits = a.quota > 0 && jmap_filter_holds(j, filter, holds, &a);
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
