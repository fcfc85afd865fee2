/*
 * Foo/get (RFC 8620, section 5.1) where all objects were read, since they are few.
 */
#include "webmail/private.h"

enum status
jmap_get_begin(struct jmap *j, const json_t *args, char prefix, const char *const *properties,
    struct jmap_get *get)
{
	enum status st;

	*get = (struct jmap_get){
		.j = j,
		.properties = properties,
		.prefix = prefix,
		.wanted = json_object_get(args, "properties"),
		.list = json_keep(j->cx->arena, json_array()),
		.not_found = json_keep(j->cx->arena, json_array()),
	};
	if ((st = jmap_check_properties(j, get->wanted, properties)) != OK)
		return st;
	return jmap_get_ids(j, args, prefix, &get->ids, &get->count, get->not_found, &get->all);
}

bool
jmap_get_asks(struct jmap_get *get, int64_t id)
{
	for (size_t i = 0; i < get->count; i++)
		if (get->ids[i] == id) {
			get->ids[i] = 0;
			return true;
		}
	return get->all;
}

void
jmap_get_put(struct jmap_get *get, json_t *object)
{
	json_array_append_new(get->list, jmap_keep_wanted(object, get->properties, get->wanted));
}

json_t *
jmap_get_end(struct jmap_get *get, const json_t *args, const char *state)
{
	for (size_t i = 0; i < get->count; i++)
		if (get->ids[i] != 0)
			json_array_append_new(get->not_found,
			    jmap_id_json(get->prefix, get->ids[i]));
	/* PushSubscription alone is of no account and has no state. */
	return json_pack("{s:O*, s:s*, s:O, s:O}", "accountId", json_object_get(args, "accountId"),
	    "state", state, "list", get->list, "notFound", get->not_found);
}
