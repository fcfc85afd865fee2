/*
 * Principals (RFC 9670, section 2): whom something can be shared with.  Who they are is the
 * administrators' matter, so nothing is set here.
 */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "storage/db.h"
#include "storage/directory.h"
#include "storage/grantee.h"
#include "webmail/private.h"

static const char *const properties[] = {
	"id", "type", "name", "description", "email", "timeZone", "capabilities", "accounts", NULL,
};

static const char *
type_of(const struct grantee *g)
{
	static const struct {
		const char	*kind, *type;
	} types[] = {
		{ "person", "individual" }, { "group", "group" }, { "resource", "resource" },
	};

	for (size_t i = 0; i < COUNT(types); i++)
		if (strcmp(types[i].kind, g->kind) == 0)
			return types[i].type;
	return "other";
}

static json_t *
principal_json(const struct jmap *j, const struct grantee *g)
{
	json_t *accounts = json_null();

	/* What of somebody one may see is in the session object; here one's own says so. */
	if (g->id == j->cx->who.account) {
		json_t *id = jmap_id_json('a', g->id);

		accounts = json_pack("{s:{s:{}, s:{s:O, s:o}}}", json_string_value(id), JMAP_MAIL,
		    JMAP_OWNER, "accountIdForPrincipal", id, "principalId", jmap_id_json('p', g->id));
		json_decref(id);
	}
	return json_pack("{s:o, s:s, s:s, s:n, s:s?, s:n, s:{}, s:o}", "id", jmap_id_json('p', g->id),
	    "type", type_of(g), "name", *g->name != '\0' || g->address == NULL ? g->name : g->address,
	    "description", "email", g->address, "timeZone", "capabilities", "accounts", accounts);
}

static enum status
load(struct jmap *j, const char *email, struct grantee **list, size_t *count, const char **state)
{
	int64_t number;
	enum status st = db_grantee_list(j->cx, j->cx->who.domain, j->cx->who.account, email, list,
	    count, &number);

	if (st == OK)
		*state = jmap_state_text(j->cx, number);
	return st;
}

enum status
principal_get(struct jmap *j, json_t *args, json_t **result)
{
	struct grantee *list;
	struct jmap_get get;
	const char *state;
	size_t count;
	enum status st;

	if ((st = jmap_get_begin(j, args, 'p', properties, &get)) != OK ||
	    (st = load(j, NULL, &list, &count, &state)) != OK ||
	    (!get.all && (st = db_grantee_get(j->cx, j->cx->who.domain, get.ids, get.count, &list,
	    &count)) != OK))
		return st;
	if (get.all && count > JMAP_MAX_GET)
		return jmap_fail(j, "requestTooLarge", "more than %d principals", JMAP_MAX_GET);
	for (size_t i = 0; i < count; i++)
		if (jmap_get_asks(&get, list[i].id))
			jmap_get_put(&get, principal_json(j, &list[i]));
	*result = jmap_get_end(&get, args, state);
	return OK;
}

/* Nobody keeps what they were: a client asks for all again. */
enum status
principal_changes(struct jmap *j, json_t *args, json_t **result)
{
	const char *since = json_get_text(args, "sinceState"), *state;
	struct grantee *list;
	size_t count;
	enum status st;

	if (json_get_int(args, "maxChanges", 1) == 0)
		return jmap_fail(j, "invalidArguments", "maxChanges must be above 0");
	if ((st = load(j, NULL, &list, &count, &state)) != OK)
		return st;
	if (strcmp(since, state) != 0)
		return jmap_fail(j, "cannotCalculateChanges", "get them all again");
	*result = json_pack("{s:O, s:s, s:s, s:b, s:[], s:[], s:[]}", "accountId",
	    json_object_get(args, "accountId"), "oldState", since, "newState", state,
	    "hasMoreChanges", 0, "created", "updated", "destroyed");
	return OK;
}

/* ---- Query ---------------------------------------------------------------------------- */

static const struct jmap_condition conditions[] = {
	{ "accountIds", CONDITION_IDS },
	{ "email", CONDITION_TEXT },
	{ "name", CONDITION_TEXT },
	{ "text", CONDITION_TEXT },
	{ "type", CONDITION_TEXT },
	{ "timeZone", CONDITION_TEXT },
	{ 0 }
};

static bool
holds(struct jmap *j, const char *key, const json_t *value, const void *row)
{
	const struct grantee *g = row;
	const char *text = json_string_value(value), *email = g->address != NULL ? g->address : "";
	json_t *item;
	size_t i;

	if (strcmp(key, "accountIds") == 0) {
		json_array_foreach((json_t *)value, i, item)
			if (g->id == j->cx->who.account && jmap_id('a', json_string_value(item)) == g->id)
				return true;
		return false;
	}
	if (strcmp(key, "type") == 0)
		return strcmp(type_of(g), text) == 0;
	if (strcmp(key, "timeZone") == 0)
		return false;
	return (strcmp(key, "email") != 0 && strcasestr(g->name, text) != NULL) ||
	    (strcmp(key, "name") != 0 && strcasestr(email, text) != NULL);
}

/* The text that somebody looks for, and the address, wherever in the filter. */
static void
find_words(const json_t *filter, const char **text, const char **email)
{
	json_t *item, *value;
	const char *key;
	size_t i;

	json_array_foreach(json_object_get(filter, "conditions"), i, item)
		find_words(item, text, email);
	json_object_foreach((json_t *)filter, key, value) {
		if (!json_is_string(value))
			continue;
		if (strcmp(key, "email") == 0 || strcmp(key, "text") == 0)
			*email = json_string_value(value);
		if (strcmp(key, "email") == 0 || strcmp(key, "text") == 0 || strcmp(key, "name") == 0)
			*text = json_string_value(value);
	}
}

static int
order(const void *a, const void *b, int by)
{
	const struct grantee *x = a, *y = b;

	(void)by;
	return strcasecmp(x->name, y->name);
}

static int
by_sort(const void *a, const void *b, void *sort)
{
	const struct grantee *x = a, *y = b;
	int c = jmap_sort_order(sort, a, b);

	return c != 0 ? c : (x->id > y->id) - (x->id < y->id);
}

/* Those of LIST that match, their ids in order.  The directory's bounds hold here, too. */
static enum status
match(struct jmap *j, const json_t *args, const struct jmap_sort *sort, struct grantee *list,
    size_t count, int64_t *ids, size_t *found)
{
	const json_t *filter = json_object_get(args, "filter");
	const char *text = "", *email = NULL;
	int least, most;
	size_t n = 0;
	enum status st;

	if ((st = db_directory_bounds(j->cx, j->cx->who.domain, &least, &most)) != OK)
		return st;
	find_words(filter, &text, &email);
	for (size_t i = 0; i < count; i++) {
		bool open = (least == 0 && most == 0) || (int)strlen(text) >= least ||
		    list[i].address == NULL || list[i].id == j->cx->who.account ||
		    (email != NULL && strcasecmp(email, list[i].address) == 0);

		if (open && jmap_filter_holds(j, filter, holds, &list[i]))
			list[n++] = list[i];
	}
	qsort_r(list, n, sizeof *list, by_sort, (void *)sort);
	if (most > 0 && n > (size_t)most)
		n = (size_t)most;
	for (size_t i = 0; i < n; i++)
		ids[i] = list[i].id;
	*found = n;
	return OK;
}

enum status
principal_query(struct jmap *j, json_t *args, json_t **result)
{
	static const char *const sorts[] = { "name", NULL };
	struct jmap_sort sort = { .order = order };
	const char *text = "", *email = NULL;
	struct jmap_found found = { .prefix = 'p' };
	struct grantee *list;
	size_t count;
	int64_t *ids;
	enum status st;

	if ((st = jmap_sort_read(j, args, sorts, &sort)) != OK ||
	    (st = jmap_filter_check(j, json_object_get(args, "filter"), conditions)) != OK)
		return st;
	find_words(json_object_get(args, "filter"), &text, &email);
	if ((st = load(j, email, &list, &count, &found.state)) != OK)
		return st;
	ids = arena_array(j->cx->arena, count, sizeof *ids);
	if ((st = match(j, args, &sort, list, count, ids, &found.count)) != OK)
		return st;
	found.ids = ids;
	return jmap_query_answer(j, args, &found, result);
}

enum status
principal_query_changes(struct jmap *j, json_t *args, json_t **result)
{
	(void)args;
	(void)result;
	return jmap_fail(j, "cannotCalculateChanges", "ask again");
}

/* ---- Set -------------------------------------------------------------------------------- */

static enum status
refuse(void *arg, const char *list, const char *key)
{
	jmap_set_note(arg, list, key, jmap_set_error("forbidden",
	    "Who there is, an administrator says.", NULL));
	return OK;
}

static enum status
refuse_create(void *arg, const char *key, const json_t *object)
{
	(void)object;
	return refuse(arg, "notCreated", key);
}

static enum status
refuse_update(void *arg, const char *key, const json_t *patch)
{
	(void)patch;
	return refuse(arg, "notUpdated", key);
}

static enum status
refuse_destroy(void *arg, const char *key)
{
	return refuse(arg, "notDestroyed", key);
}

enum status
principal_set(struct jmap *j, json_t *args, json_t **result)
{
	static const struct jmap_set_steps steps = { refuse_create, refuse_update, refuse_destroy };
	struct grantee *list;
	const char *state;
	size_t count;
	enum status st;

	if ((st = load(j, NULL, &list, &count, &state)) != OK ||
	    (st = jmap_set_begin_at(j, args, state)) != OK)
		return st;
	*result = jmap_set_result(j, args, state);
	if ((st = jmap_set_each(args, &steps, *result)) != OK)
		return st;
	json_object_set_new(*result, "newState", json_string(state));
	json_incref(*result);
	return OK;
}
