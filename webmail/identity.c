/*
 * Identity/get (RFC 8621, section 6): the account's address and the aliases
 * that it may send as.
 */
#include <string.h>

#include "core/buf.h"
#include "core/hash.h"
#include "storage/identity.h"
#include "webmail/private.h"

static const char *const properties[] = {
	"id", "name", "email", "replyTo", "bcc", "textSignature", "htmlSignature", "mayDelete", NULL,
};

/* Identities come from elsewhere than the index, so their state is their content. */
static json_t *
state_of(struct ctx *cx, const struct identity *list, size_t count)
{
	struct buf text = BUF_ON(cx->arena);

	for (size_t i = 0; i < count; i++)
		buf_printf(&text, "%lld %s %s\n", (long long)list[i].id, list[i].address,
		    list[i].name);
	return json_stringn(hash_sha256_hex(cx->arena, buf_str(&text), text.len), 16);
}

static json_t *
identity_json(const struct identity *who, const json_t *wanted)
{
	json_t *all = json_pack("{s:o, s:s, s:s, s:n, s:n, s:s, s:s, s:b}",
	    "id", jmap_id_json('i', who->id), "name", who->name, "email", who->address,
	    "replyTo", "bcc", "textSignature", "", "htmlSignature", "", "mayDelete", 0);

	return jmap_keep_wanted(all, properties, wanted);
}

enum status
identity_get(struct jmap *j, json_t *args, json_t **result)
{
	json_t *wanted = json_object_get(args, "properties");
	json_t *list = json_array(), *not_found = json_array();
	struct identity *who;
	int64_t *ids;
	size_t count, id_count;
	bool all;
	enum status st;

	*result = json_keep(j->cx->arena, json_pack("{s:o, s:o}", "list", list, "notFound",
	    not_found));
	if ((st = jmap_check_properties(j, wanted, properties)) != OK ||
	    (st = jmap_get_ids(j, args, 'i', &ids, &id_count, not_found, &all)) != OK ||
	    (st = db_identity_list(j->cx, j->account, &who, &count)) != OK)
		return st;
	for (size_t i = 0; i < count; i++)
		if (all || jmap_take_id(ids, id_count, who[i].id))
			json_array_append_new(list, identity_json(&who[i], wanted));
	jmap_not_found(ids, id_count, 'i', not_found);
	json_object_set(*result, "accountId", json_object_get(args, "accountId"));
	json_object_set_new(*result, "state", state_of(j->cx, who, count));
	json_incref(*result);
	return OK;
}

enum status
identity_changes(struct jmap *j, json_t *args, json_t **result)
{
	const char *since = json_get_text(args, "sinceState");
	struct identity *who;
	json_t *state;
	size_t count;
	enum status st;

	if ((st = db_identity_list(j->cx, j->account, &who, &count)) != OK)
		return st;
	state = json_keep(j->cx->arena, state_of(j->cx, who, count));
	if (strcmp(json_string_value(state), since) != 0)
		return jmap_fail(j, "cannotCalculateChanges", "identities are few: get them all");
	*result = json_pack("{s:O, s:O, s:O, s:b, s:[], s:[], s:[]}", "accountId",
	    json_object_get(args, "accountId"), "oldState", state, "newState", state,
	    "hasMoreChanges", 0, "created", "updated", "destroyed");
	return OK;
}
