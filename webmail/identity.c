/*
 * Identity/get and Identity/changes (RFC 8621, section 6): the account's
 * address, the aliases that it may send as, and what its owner made of them.
 *
 * Aliases come and go without the account's doing, so a state is a hash of
 * what the identities are; what they were is kept for the last few states.
 */
#include <string.h>

#include "core/buf.h"
#include "core/hash.h"
#include "webmail/identity.h"

static const char *const properties[] = {
	"id", "name", "email", "replyTo", "bcc", "textSignature", "htmlSignature", "mayDelete", NULL,
};

static json_t *
addresses_json(const char *text)
{
	json_t *list = text != NULL ? json_loads(text, 0, NULL) : NULL;

	return list != NULL ? list : json_null();
}

json_t *
identity_json(const struct identity *who)
{
	return json_pack("{s:o, s:s, s:s, s:o, s:o, s:s, s:s, s:b}",
	    "id", jmap_id_json('i', who->id), "name", who->name, "email", who->address,
	    "replyTo", addresses_json(who->reply_to), "bcc", addresses_json(who->bcc),
	    "textSignature", who->text_signature, "htmlSignature", who->html_signature,
	    "mayDelete", who->made);
}

static const char *
hash_of(struct ctx *cx, const char *text, size_t len)
{
	return arena_strndup(cx->arena, hash_sha256_hex(cx->arena, text, len), 16);
}

enum status
identity_state(struct ctx *cx, int64_t account, struct identity *list, size_t count,
    const char **state)
{
	json_t *content = json_keep(cx->arena, json_object());
	const char *text;
	size_t len;

	for (size_t i = 0; i < count; i++) {
		json_t *one = json_keep(cx->arena, identity_json(&list[i]));

		text = json_write(cx, one, &len);
		json_object_set_new(content, json_get_text(one, "id"),
		    json_string(hash_of(cx, text, len)));
	}
	text = json_write(cx, content, &len);
	*state = hash_of(cx, text, len);
	return db_identity_state_put(cx, account, *state, text);
}

enum status
identity_get(struct jmap *j, json_t *args, json_t **result)
{
	struct jmap_get get;
	struct identity *who;
	const char *state;
	size_t count;
	enum status st;

	if ((st = jmap_get_begin(j, args, 'i', properties, &get)) != OK ||
	    (st = db_identity_list(j->cx, j->account, &who, &count)) != OK ||
	    (st = identity_state(j->cx, j->account, who, count, &state)) != OK)
		return st;
	for (size_t i = 0; i < count; i++)
		if (jmap_get_asks(&get, who[i].id))
			jmap_get_put(&get, identity_json(&who[i]));
	*result = jmap_get_end(&get, args, state);
	return OK;
}

/* What came, changed and went between two contents. */
static void
compare(json_t *was, json_t *now, json_t *result)
{
	json_t *value;
	const char *id;

	json_object_foreach(now, id, value) {
		json_t *before = json_object_get(was, id);

		if (before == NULL || !json_equal(before, value))
			json_array_append_new(json_object_get(result,
			    before == NULL ? "created" : "updated"), json_string(id));
	}
	json_object_foreach(was, id, value)
		if (json_object_get(now, id) == NULL)
			json_array_append_new(json_object_get(result, "destroyed"),
			    json_string(id));
}

static enum status
content_of(struct jmap *j, const char *state, json_t **out)
{
	const char *text;
	enum status st = db_identity_state_find(j->cx, j->account, state, &text);

	if (st == ERR_NOT_FOUND)
		return jmap_fail(j, "cannotCalculateChanges", "that state is not known any more");
	if (st == OK)
		*out = json_keep(j->cx->arena, json_loads(text, 0, NULL));
	return st;
}

enum status
identity_changes(struct jmap *j, json_t *args, json_t **result)
{
	const char *since = json_get_text(args, "sinceState"), *state;
	int64_t max = json_get_int(args, "maxChanges", INT64_MAX);
	struct identity *who;
	json_t *was, *now;
	size_t count;
	enum status st;

	if (max <= 0)
		return jmap_fail(j, "invalidArguments", "maxChanges must be above 0");
	if ((st = content_of(j, since, &was)) != OK ||
	    (st = db_identity_list(j->cx, j->account, &who, &count)) != OK ||
	    (st = identity_state(j->cx, j->account, who, count, &state)) != OK ||
	    (st = content_of(j, state, &now)) != OK)
		return st;
	*result = json_keep(j->cx->arena, json_pack("{s:O, s:s, s:s, s:b, s:[], s:[], s:[]}",
	    "accountId", json_object_get(args, "accountId"), "oldState", since, "newState",
	    state, "hasMoreChanges", 0, "created", "updated", "destroyed"));
	compare(was, now, *result);
	/* There is no state in between that could be told. */
	if ((int64_t)(json_array_size(json_object_get(*result, "created")) +
	    json_array_size(json_object_get(*result, "updated")) +
	    json_array_size(json_object_get(*result, "destroyed"))) > max)
		return jmap_fail(j, "cannotCalculateChanges", "more than maxChanges");
	json_incref(*result);
	return OK;
}
