/*
 * Identity/set (RFC 8621, section 6.3).  Whoever may send as an address may
 * make identities with it; those that come with an address stay.
 */
#include <string.h>

#include "storage/db.h"
#include "storage/notify.h"
#include "webmail/identity.h"
#include "webmail/mime_address.h"

#define MADE_MAX	100
#define TEXT_MAX	1000		/* bytes of a name */
#define SIGNATURE_MAX	(256 * 1024)	/* with a small picture in it */
#define ADDRESSES_MAX	50

static bool
is_line(const char *s)
{
	if (s == NULL || strlen(s) > TEXT_MAX)
		return false;
	for (; *s != '\0'; s++)
		if ((unsigned char)*s < ' ' || *s == 0x7f)
			return false;
	return true;
}

/* EmailAddress[] or null; each with a valid address and perhaps a name. */
static bool
are_addresses(const json_t *list)
{
	json_t *one, *name;
	size_t i;

	if (json_is_null(list))
		return true;
	if (!json_is_array(list) || json_array_size(list) > ADDRESSES_MAX)
		return false;
	json_array_foreach((json_t *)list, i, one) {
		const char *email = json_get_text(one, "email");

		name = json_object_get(one, "name");
		if (email == NULL || !mime_email_valid(email) ||
		    (name != NULL && !json_is_null(name) && !is_line(json_string_value(name))) ||
		    json_object_size(one) != 1 + (name != NULL))
			return false;
	}
	return true;
}

/* What was given (null: the default) on top of what is there; a SetError or NULL. */
static json_t *
read_given(struct jmap *j, const json_t *given, bool is_new, struct identity *out)
{
	const char *key, *text;
	json_t *value;

	json_object_foreach((json_t *)given, key, value) {
		text = json_is_null(value) ? "" : json_string_value(value);
		if (strcmp(key, "name") == 0) {
			if (!is_line(text))
				return jmap_bad_property(key, "one line of text");
			out->name = text;
		} else if (strcmp(key, "email") == 0) {
			if (!is_new && strcmp(text != NULL ? text : "", out->address) != 0)
				return jmap_bad_property(key, "cannot be changed");
			if (text == NULL || !mime_email_valid(text))
				return jmap_bad_property(key, "no mail address");
			out->address = text;
		} else if (strcmp(key, "replyTo") == 0 || strcmp(key, "bcc") == 0) {
			const char **at = *key == 'b' ? &out->bcc : &out->reply_to;

			if (!are_addresses(value))
				return jmap_bad_property(key, "a list of addresses, or null");
			*at = json_is_null(value) ? NULL : json_write(j->cx, value, NULL);
		} else if (strcmp(key, "textSignature") == 0 || strcmp(key, "htmlSignature") == 0) {
			if (text == NULL || json_string_length(value) > SIGNATURE_MAX)
				return jmap_bad_property(key, "a text that is not too long");
			*(*key == 't' ? &out->text_signature : &out->html_signature) = text;
		} else {
			return jmap_bad_property(key, "cannot be set");
		}
	}
	return NULL;
}

struct identities {
	struct identity	*list;
	size_t		 count;
};

static struct identity *
find(const struct identities *all, const char *id)
{
	for (size_t i = 0; i < all->count; i++)
		if (all->list[i].id == jmap_id('i', id))
			return &all->list[i];
	return NULL;
}

static enum status
create_one(struct jmap *j, const struct identities *all, const char *key, const json_t *given,
    size_t made, json_t *result, bool *done)
{
	struct identity new = { .name = "", .text_signature = "", .html_signature = "", .made = true };
	json_t *error = json_is_object(given) ? read_given(j, given, true, &new) :
	    jmap_set_error("invalidProperties", NULL, NULL), *one, *value;
	const char *name;
	bool may = false;
	enum status st;

	*done = false;
	for (size_t i = 0; i < all->count; i++)
		made += all->list[i].made;
	if (error == NULL && new.address == NULL)
		error = jmap_bad_property("email", "an address is needed");
	if (error == NULL && made >= MADE_MAX)
		error = jmap_set_error("overQuota", "You have too many identities.", NULL);
	if (error == NULL) {
		if ((st = db_identity_may_use(j->cx, j->account, new.address, &may)) != OK)
			return st;
		if (!may)
			error = jmap_set_error("forbiddenFrom", NULL, NULL);
	}
	if (error != NULL) {
		jmap_set_note(result, "notCreated", key, error);
		return OK;
	}
	if ((st = db_identity_put(j->cx, j->account, &new)) != OK)
		return st;
	*done = true;
	one = identity_json(&new);
	jmap_note_created(j, key, json_object_get(one, "id"));
	/* What the client said it knows. */
	json_object_foreach((json_t *)given, name, value)
		json_object_del(one, name);
	jmap_set_note(result, "created", key, one);
	return OK;
}

static enum status
update_one(struct jmap *j, const struct identities *all, const char *key, const json_t *patch,
    json_t *result)
{
	struct identity *who = find(all, jmap_created(j, key)), new;
	json_t *error = NULL, *now, *want;
	enum status st;

	if (who == NULL) {
		jmap_set_note(result, "notUpdated", key, jmap_set_error("notFound", NULL, NULL));
		return OK;
	}
	new = *who;
	now = json_keep(j->cx->arena, identity_json(who));
	want = json_is_object(patch) ? jmap_patch(now, patch) : NULL;
	if (want == NULL) {
		error = jmap_set_error("invalidPatch", NULL, NULL);
	} else {
		/* What only the server sets may be there as it is. */
		static const char *const ours[] = { "id", "mayDelete" };

		json_keep(j->cx->arena, want);

		for (size_t i = 0; i < COUNT(ours); i++)
			if (json_equal(json_object_get(now, ours[i]), json_object_get(want, ours[i])))
				json_object_del(want, ours[i]);
		error = read_given(j, want, false, &new);
	}
	if (error != NULL) {
		jmap_set_note(result, "notUpdated", key, error);
		return OK;
	}
	if ((st = db_identity_put(j->cx, j->account, &new)) != OK)
		return st;
	*who = new;
	jmap_set_note(result, "updated", key, json_null());
	return OK;
}

static enum status
destroy_one(struct jmap *j, const struct identities *all, const char *id, json_t *result)
{
	struct identity *who = find(all, jmap_created(j, id));
	enum status st;

	if (who == NULL) {
		jmap_set_note(result, "notDestroyed", id, jmap_set_error("notFound", NULL, NULL));
		return OK;
	}
	if (!who->made) {
		jmap_set_note(result, "notDestroyed", id, jmap_set_error("forbidden",
		    "This identity belongs to one of your addresses.", NULL));
		return OK;
	}
	if ((st = db_identity_remove(j->cx, j->account, who->id)) != OK)
		return st;
	who->id = 0;
	jmap_set_destroyed(result, id);
	return OK;
}

static enum status
apply(struct jmap *j, json_t *args, struct identities *all, json_t *result)
{
	const char *key;
	json_t *value;
	size_t i, made = 0;
	bool done;
	enum status st;

	json_object_foreach(json_object_get(args, "create"), key, value) {
		if ((st = create_one(j, all, key, value, made, result, &done)) != OK)
			return st;
		made += done;
	}
	/* Those of this call can be changed and destroyed in it, too. */
	if (made > 0 && (st = db_identity_list(j->cx, j->account, &all->list, &all->count)) != OK)
		return st;
	json_object_foreach(json_object_get(args, "update"), key, value)
		if ((st = update_one(j, all, key, value, result)) != OK)
			return st;
	json_array_foreach(json_object_get(args, "destroy"), i, value)
		if ((st = destroy_one(j, all, json_string_value(value), result)) != OK)
			return st;
	return OK;
}

enum status
identity_set(struct jmap *j, json_t *args, json_t **result)
{
	struct identities all;
	const char *before, *after;
	json_t *out;
	enum status st;

	if ((st = db_begin(j->cx)) != OK ||
	    (st = db_identity_lock(j->cx, j->account)) != OK ||
	    (st = db_identity_list(j->cx, j->account, &all.list, &all.count)) != OK ||
	    (st = identity_state(j->cx, j->account, all.list, all.count, &before)) != OK ||
	    (st = jmap_set_begin_at(j, args, before)) != OK)
		return st;
	out = jmap_set_result(j, args, before);
	if ((st = apply(j, args, &all, out)) != OK ||
	    (st = db_identity_list(j->cx, j->account, &all.list, &all.count)) != OK ||
	    (st = identity_state(j->cx, j->account, all.list, all.count, &after)) != OK ||
	    (strcmp(before, after) != 0 &&
	    (st = db_notify(j->cx, j->account, "Identity", after)) != OK) ||
	    (st = db_commit(j->cx)) != OK)
		return st;
	json_object_set_new(out, "newState", json_string(after));
	*result = json_incref(out);
	return OK;
}
