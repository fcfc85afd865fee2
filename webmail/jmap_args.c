/*
 * What arrives in arguments and how it is answered: types, ids, dates, states,
 * and the parts that all get, changes and set methods have in common
 * (RFC 8620, sections 1 and 5).
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/clock.h"
#include "webmail/mime_date.h"
#include "webmail/private.h"

bool
jmap_is_id(const char *s)
{
	size_t len = s != NULL ? strlen(s) : 0;

	return len >= 1 && len <= 255 && strspn(s, "abcdefghijklmnopqrstuvwxyz"
	    "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_") == len;
}

int64_t
jmap_id(char prefix, const char *s)
{
	char *end;
	long long n;

	/* Only the spelling that we give out, so that no id has two names. */
	if (s == NULL || *s != prefix || s[1] < '1' || s[1] > '9' || strlen(s) > 19)
		return 0;
	n = strtoll(s + 1, &end, 10);
	return *end == '\0' ? n : 0;
}

json_t *
jmap_id_json(char prefix, int64_t id)
{
	char text[24];

	snprintf(text, sizeof text, "%c%lld", prefix, (long long)id);
	return json_string(text);
}

json_t *
jmap_date_json(int64_t seconds)
{
	char text[21];

	clock_rfc3339((time_t)seconds, text);
	return json_string(text);
}

bool
jmap_date(const char *s, int64_t *seconds)
{
	struct mime_date date;
	size_t len = s != NULL ? strlen(s) : 0;

	/* UTCDate: its zone is "Z" (RFC 8620, section 1.4). */
	if (len < 20 || s[len - 1] != 'Z' || s[10] != 'T' || !mime_date_from_rfc3339(s, &date))
		return false;
	*seconds = date.time;
	return true;
}

bool
jmap_state(const char *s, int64_t *state)
{
	char *end;

	if (s == NULL || *s < '1' || *s > '9' || strlen(s) > 18)
		return false;
	*state = strtoll(s, &end, 10);
	return *end == '\0';
}

const char *
jmap_state_text(struct ctx *cx, int64_t state)
{
	return arena_printf(cx->arena, "%lld", (long long)state);
}

json_t *
jmap_state_json(int64_t state)
{
	char text[24];

	snprintf(text, sizeof text, "%lld", (long long)state);
	return json_string(text);
}

#define INT_MOST	9007199254740991	/* RFC 8620, section 1.3 */

static bool
all_texts(const json_t *array, bool ids)
{
	json_t *item;
	size_t i;

	if (!json_is_array(array))
		return false;
	json_array_foreach(array, i, item) {
		const char *s = json_string_value(item);

		/* "#k1" is a creation id. */
		if (s == NULL || (ids && !jmap_is_id(s + (*s == '#'))))
			return false;
	}
	return true;
}

static bool
fits(enum jmap_kind kind, const json_t *v)
{
	switch (kind) {
	case ARG_ID:
		return json_is_string(v) && jmap_is_id(json_string_value(v));
	case ARG_IDS:
		return all_texts(v, true);
	case ARG_TEXT:
		return json_is_string(v);
	case ARG_TEXTS:
		return all_texts(v, false);
	case ARG_BOOL:
		return json_is_boolean(v);
	case ARG_UINT:
		return json_is_integer(v) && json_integer_value(v) >= 0 &&
		    json_integer_value(v) <= INT_MOST;
	case ARG_INT:
		return json_is_integer(v) && json_integer_value(v) >= -INT_MOST &&
		    json_integer_value(v) <= INT_MOST;
	case ARG_OBJECT:
		return json_is_object(v);
	case ARG_ARRAY:
		return json_is_array(v);
	}
	return false;
}

enum status
jmap_check_args(struct jmap *j, const struct jmap_arg *args, const json_t *given)
{
	const char *key;
	json_t *value;

	json_object_foreach((json_t *)given, key, value) {
		const struct jmap_arg *a = args;

		if (strcmp(key, "accountId") == 0)
			continue;
		while (a->name != NULL && strcmp(a->name, key) != 0)
			a++;
		if (a->name == NULL)
			return jmap_fail(j, "invalidArguments", "unknown argument %s", key);
		if (json_is_null(value) && !(a->flags & ARG_MUST))
			continue;
		if (!fits(a->kind, value))
			return jmap_fail(j, "invalidArguments", "%s is of the wrong type", key);
	}
	for (const struct jmap_arg *a = args; a->name != NULL; a++)
		if ((a->flags & ARG_MUST) && json_object_get(given, a->name) == NULL)
			return jmap_fail(j, "invalidArguments", "%s is missing", a->name);
	return OK;
}

static int
by_number(const void *a, const void *b)
{
	const int64_t *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

enum status
jmap_get_ids(struct jmap *j, const json_t *args, char prefix, int64_t **ids, size_t *count,
    json_t *not_found, bool *all)
{
	json_t *given = json_object_get(args, "ids"), *item;
	size_t i, n = 0, kept = 0;

	*all = given == NULL || json_is_null(given);
	*count = 0;
	*ids = NULL;
	if (*all)
		return OK;
	if (json_array_size(given) > JMAP_MAX_GET)
		return jmap_fail(j, "requestTooLarge", "more than %d ids", JMAP_MAX_GET);
	*ids = arena_array(j->cx->arena, json_array_size(given), sizeof **ids);
	json_array_foreach(given, i, item) {
		const char *s = jmap_created(j, json_string_value(item));
		int64_t id = jmap_id(prefix, s);

		if (id != 0)
			(*ids)[n++] = id;
		else
			json_array_append(not_found, item);
	}
	/* Asked for twice is answered once (RFC 8620, section 5.1). */
	qsort(*ids, n, sizeof **ids, by_number);
	for (i = 0; i < n; i++)
		if (i == 0 || (*ids)[i] != (*ids)[i - 1])
			(*ids)[kept++] = (*ids)[i];
	*count = kept;
	return OK;
}

bool
jmap_wants(const json_t *properties, const char *name)
{
	json_t *item;
	size_t i;

	if (properties == NULL || json_is_null(properties))
		return true;
	json_array_foreach((json_t *)properties, i, item)
		if (strcmp(json_string_value(item), name) == 0)
			return true;
	return false;
}

json_t *
jmap_keep_wanted(json_t *object, const char *const *known, const json_t *properties)
{
	for (const char *const *p = known; *p != NULL; p++)
		if (strcmp(*p, "id") != 0 && !jmap_wants(properties, *p))
			json_object_del(object, *p);
	return object;
}

enum status
jmap_check_properties(struct jmap *j, const json_t *properties, const char *const *known)
{
	json_t *item;
	size_t i;

	if (properties == NULL || json_is_null(properties))
		return OK;
	json_array_foreach((json_t *)properties, i, item) {
		const char *const *k = known;

		while (*k != NULL && strcmp(*k, json_string_value(item)) != 0)
			k++;
		if (*k == NULL)
			return jmap_fail(j, "invalidArguments", "no property %s",
			    json_string_value(item));
	}
	return OK;
}

json_t *
jmap_only(const json_t *object, const char *const *names)
{
	const char *key;
	json_t *value;
	size_t i;

	if (!json_is_object(object))
		return jmap_set_error("invalidProperties", NULL, NULL);
	json_object_foreach((json_t *)object, key, value) {
		for (i = 0; names[i] != NULL && strcmp(names[i], key) != 0; i++)
			;
		if (names[i] == NULL)
			return jmap_bad_property(key, "cannot be set");
	}
	return NULL;
}

static json_t *
ids_json(char prefix, const int64_t *ids, size_t count)
{
	json_t *out = json_array();

	for (size_t i = 0; i < count; i++)
		json_array_append_new(out, jmap_id_json(prefix, ids[i]));
	return out;
}

enum status
jmap_changes(struct jmap *j, json_t *args, enum mail_type type, char prefix, json_t **result)
{
	const char *since_text = json_get_text(args, "sinceState");
	int64_t since, max = json_get_int(args, "maxChanges", JMAP_MAX_GET);
	struct mail_changes changes;
	enum status st;

	if (max <= 0)
		return jmap_fail(j, "invalidArguments", "maxChanges must be above 0");
	if (max > JMAP_MAX_GET)
		max = JMAP_MAX_GET;
	if (!jmap_state(since_text, &since))
		return jmap_fail(j, "cannotCalculateChanges", "that is no state of ours");
	st = db_mail_changes(j->cx, j->account, type, since, max, &changes);
	if (st == ERR_PRECONDITION)
		return jmap_fail(j, "cannotCalculateChanges", "that state is not known any more");
	if (st != OK)
		return st;
	*result = json_pack("{s:O, s:s, s:o, s:b, s:o, s:o, s:o}", "accountId",
	    json_object_get(args, "accountId"), "oldState", since_text,
	    "newState", jmap_state_json(changes.state), "hasMoreChanges", changes.more,
	    "created", ids_json(prefix, changes.created, changes.created_count),
	    "updated", ids_json(prefix, changes.updated, changes.updated_count),
	    "destroyed", ids_json(prefix, changes.destroyed, changes.destroyed_count));
	/* RFC 8621, section 2.2: only where nothing but counts changed, anywhere. */
	if (type == MAIL_MAILBOX)
		json_object_set_new(*result, "updatedProperties",
		    changes.only_counts && changes.updated_count > 0 &&
		    changes.created_count + changes.destroyed_count == 0 ?
		    json_pack("[s, s, s, s]", "totalEmails", "unreadEmails", "totalThreads",
		    "unreadThreads") : json_null());
	return OK;
}
