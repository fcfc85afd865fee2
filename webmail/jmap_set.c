/*
 * What all set methods have in common (RFC 8620, section 5.3): SetErrors, the
 * bounds of a call, creation ids, patches, the shape of the answer.
 */
#include <string.h>

#include "webmail/private.h"

/* For a person, where the one who refuses has nothing closer to say. */
static const char *
words_for(const char *type)
{
	static const struct {
		const char	*type, *words;
	} list[] = {
		{ "forbidden", "You may not do this." },
		{ "forbiddenFrom", "You may not send from this address." },
		{ "forbiddenMailFrom", "You may not send from this address." },
		{ "forbiddenToSend", "You may not send mail at the moment." },
		{ "invalidEmail", "This is not a message that could be kept or sent." },
		{ "invalidPatch", "This change does not fit what is there." },
		{ "invalidProperties", "A value is not one that can stand there." },
		{ "invalidRecipients", "Some recipients' addresses cannot be used." },
		{ "mailboxHasChild", "The folder has folders below it." },
		{ "mailboxHasEmail", "The folder is not empty." },
		{ "noRecipients", "The message has no recipients." },
		{ "notFound", "It does not exist any more." },
		{ "overQuota", "There is no room left for it." },
		{ "serverFail", "Something went wrong at the server; please try again later." },
		{ "tooLarge", "It is larger than the server takes." },
		{ "willDestroy", "It is deleted by the same request." },
	};

	for (size_t i = 0; i < COUNT(list); i++)
		if (strcmp(list[i].type, type) == 0)
			return list[i].words;
	return NULL;
}

json_t *
jmap_set_error(const char *type, const char *description, const char *const *properties)
{
	json_t *error = json_pack("{s:s}", "type", type);

	/* What a mail server said may be no UTF-8. */
	if (description == NULL || *description == '\0' ||
	    !utf8_valid(description, strlen(description)))
		description = words_for(type);
	if (description != NULL)
		json_object_set_new(error, "description", json_string(description));
	if (properties != NULL) {
		json_t *list = json_array();

		for (; *properties != NULL; properties++)
			json_array_append_new(list, json_string(*properties));
		json_object_set_new(error, "properties", list);
	}
	return error;
}

json_t *
jmap_bad_property(const char *property, const char *description)
{
	const char *const list[] = { property, NULL };

	return jmap_set_error("invalidProperties", description, list);
}

json_t *
jmap_set_fault(struct jmap *j, enum status st)
{
	static const char *const types[STATUS_COUNT] = {
		[ERR_INVALID] = "invalidProperties", [ERR_DENIED] = "forbidden",
		[ERR_NOT_FOUND] = "notFound", [ERR_TOO_LARGE] = "tooLarge",
		[ERR_LIMIT] = "overQuota", [ERR_EXISTS] = "alreadyExists",
	};
	const char *text = st != ERR_INTERNAL && j->cx->fault_text != NULL ?
	    j->cx->fault_text : NULL;
	json_t *error = jmap_set_error((unsigned)st < STATUS_COUNT && types[st] != NULL ?
	    types[st] : "serverFail", text, NULL);

	ctx_forgive(j->cx);
	return error;
}

enum status
jmap_set_begin_at(struct jmap *j, json_t *args, const char *state)
{
	const char *wanted = json_get_text(args, "ifInState");

	if (json_object_size(json_object_get(args, "create")) +
	    json_object_size(json_object_get(args, "update")) +
	    json_array_size(json_object_get(args, "destroy")) > JMAP_MAX_SET)
		return jmap_fail(j, "requestTooLarge", "more than %d objects", JMAP_MAX_SET);
	if (wanted != NULL && strcmp(wanted, state) != 0)
		return jmap_fail(j, "stateMismatch", "the state is %s", state);
	return OK;
}

enum status
jmap_set_begin(struct jmap *j, json_t *args, int64_t state)
{
	return jmap_set_begin_at(j, args, jmap_state_text(j->cx, state));
}

json_t *
jmap_set_result(struct jmap *j, const json_t *args, const char *state)
{
	return json_keep(j->cx->arena, json_pack("{s:O, s:s, s:n, s:n, s:n, s:n, s:n, s:n}",
	    "accountId", json_object_get(args, "accountId"), "oldState", state, "created",
	    "updated", "destroyed", "notCreated", "notUpdated", "notDestroyed"));
}

void
jmap_set_note(json_t *result, const char *list, const char *key, json_t *value)
{
	json_t *into = json_object_get(result, list);

	if (!json_is_object(into)) {
		into = json_object();
		json_object_set_new(result, list, into);
	}
	json_object_set_new(into, key, value);
}

void
jmap_set_destroyed(json_t *result, const char *id)
{
	json_t *into = json_object_get(result, "destroyed");

	if (!json_is_array(into)) {
		into = json_array();
		json_object_set_new(result, "destroyed", into);
	}
	json_array_append_new(into, json_string(id));
}

enum status
jmap_set_each(const json_t *args, const struct jmap_set_steps *steps, void *arg)
{
	const char *key;
	json_t *value;
	size_t i;
	enum status st;

	json_object_foreach(json_object_get(args, "create"), key, value)
		if ((st = steps->create(arg, key, value)) != OK)
			return st;
	json_object_foreach(json_object_get(args, "update"), key, value)
		if ((st = steps->update(arg, key, value)) != OK)
			return st;
	json_array_foreach(json_object_get(args, "destroy"), i, value)
		if ((st = steps->destroy(arg, json_string_value(value))) != OK)
			return st;
	return OK;
}

const char *
jmap_created(struct jmap *j, const char *id)
{
	if (id == NULL || *id != '#')
		return id;
	return json_get_text(j->created, id + 1);
}

void
jmap_note_created(struct jmap *j, const char *creation, json_t *id)
{
	json_object_set(j->created, creation, id);
}

/*
 * Each key is a JSON pointer without its leading slash; null removes.  A path
 * may not lead into an array, nor through what is not there, nor may one be
 * the beginning of another.
 */
static bool
patch_one(json_t *object, const char *path, json_t *value)
{
	bool top = true;

	for (;; top = false) {
		size_t len = strcspn(path, "/");
		char name[1024], *o = name;

		if (len >= sizeof name)
			return false;
		for (size_t i = 0; i < len; i++) {
			if (path[i] == '~' && i + 1 < len) {
				i++;
				*o++ = path[i] == '1' ? '/' : '~';
			} else {
				*o++ = path[i];
			}
		}
		*o = '\0';
		if (path[len] == '\0') {
			/* Null takes a member out; of the object itself it asks for the default. */
			if (!json_is_null(value) || top)
				return json_object_set(object, name, value) == 0;
			json_object_del(object, name);
			return true;
		}
		object = json_object_get(object, name);
		if (!json_is_object(object))
			return false;
		path += len + 1;
	}
}

json_t *
jmap_patch(const json_t *object, const json_t *patch)
{
	json_t *copy = json_deep_copy(object), *value, *other;
	const char *key, *also;

	json_object_foreach((json_t *)patch, key, value) {
		size_t len = strlen(key);

		json_object_foreach((json_t *)patch, also, other) {
			if (strncmp(also, key, len) == 0 && also[len] == '/') {
				json_decref(copy);
				return NULL;
			}
		}
		if (!patch_one(copy, key, value)) {
			json_decref(copy);
			return NULL;
		}
	}
	return copy;
}
