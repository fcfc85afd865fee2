/*
 * SieveScript/set and /validate (RFC 9661, sections 2.2 and 2.6).  Each change is
 * one command to the ManageSieve server, which decides whether a script is one.
 */
#include <string.h>
#include <strings.h>

#include "storage/db.h"
#include "storage/notify.h"
#include "webmail/blob.h"
#include "webmail/script.h"

const struct jmap_arg script_set_args[] = {
	{ "ifInState", ARG_TEXT, 0 }, { "create", ARG_OBJECT, 0 }, { "update", ARG_OBJECT, 0 },
	{ "destroy", ARG_IDS, 0 }, { "onSuccessActivateScript", ARG_TEXT, 0 },
	{ "onSuccessDeactivateScript", ARG_BOOL, 0 }, { NULL, ARG_ID, 0 },
};
const struct jmap_arg script_validate_args[] = {
	{ "blobId", ARG_ID, ARG_MUST }, { NULL, ARG_ID, 0 },
};

struct setting {
	struct scripts	 s;
	json_t		*result;
	bool		 failed;
};

static void
refuse(struct setting *t, const char *list, const char *key, json_t *error)
{
	jmap_set_note(t->result, list, key, error);
	t->failed = true;
}

static struct script *
find(struct setting *t, const char *id)
{
	int64_t want = jmap_id('v', jmap_created(t->s.j, id));

	for (size_t i = 0; i < t->s.count; i++)
		if (want != 0 && t->s.list[i].id == want)
			return &t->s.list[i];
	return NULL;
}

static const struct script *
by_name(const struct setting *t, const char *name)
{
	for (size_t i = 0; i < t->s.count; i++)
		if (strcmp(t->s.list[i].name, name) == 0)
			return &t->s.list[i];
	return NULL;
}

/* What the server said, as the RFC has it. */
static json_t *
sieve_error(struct jmap *j, enum status st)
{
	json_t *error;

	if (st != ERR_INVALID)
		return jmap_set_fault(j, st);
	error = jmap_set_error("invalidSieve", j->cx->fault_text, NULL);
	ctx_forgive(j->cx);
	return error;
}

/* Is it the client's fault, so that the others still have their turn? */
static bool
is_theirs(enum status st)
{
	return st == ERR_INVALID || st == ERR_TOO_LARGE || st == ERR_LIMIT || st == ERR_EXISTS ||
	    st == ERR_NOT_FOUND || st == ERR_PRECONDITION;
}

/* NAME as a script may have it; FOR: the one that is renamed. */
static json_t *
check_name(struct setting *t, const char *name, const struct script *for_)
{
	const struct script *other;
	json_t *error;

	if (name == NULL || !sieve_name_valid(name))
		return jmap_bad_property("name", "this is no name for a script");
	if (sieve_is_made(name))
		return jmap_bad_property("name", "the server uses this name itself");
	other = by_name(t, name);
	if (other == NULL || other == for_)
		return NULL;
	error = jmap_set_error("alreadyExists", "there is a script of this name", NULL);
	json_object_set_new(error, "existingId", jmap_id_json('v', other->id));
	return error;
}

/* The bytes that BLOB names; *ERROR when there are none. */
static enum status
load(struct jmap *j, const char *blob_id, const char **text, size_t *len, json_t **error)
{
	struct blob blob;
	enum status st = blob_id != NULL ? blob_open(j->cx, j->account, blob_id, &blob) :
	    ERR_NOT_FOUND;

	if (st == OK && blob.len > (int64_t)SIEVE_SCRIPT_MAX) {
		*error = jmap_set_error("tooLarge", NULL, NULL);
		return OK;
	}
	if (st == ERR_NOT_FOUND) {
		ctx_forgive(j->cx);
		*error = jmap_set_error("blobNotFound", "no such blob", NULL);
		return OK;
	}
	return st == OK ? blob_bytes(j->cx, &blob, text, len) : st;
}

static const char *
free_name(struct setting *t)
{
	const char *name = "script";

	for (int n = 2; by_name(t, name) != NULL; n++)
		name = arena_printf(t->s.j->cx->arena, "script %d", n);
	return name;
}

static const char *const settable[] = { "name", "blobId", NULL };

static enum status
create(void *arg, const char *key, const json_t *given)
{
	struct setting *t = arg;
	struct jmap *j = t->s.j;
	const json_t *named = json_object_get(given, "name");
	const char *name = named == NULL || json_is_null(named) ? free_name(t) :
	    json_string_value(named), *text = "";
	json_t *error = jmap_only(given, settable), *id, *blob;
	const struct script *made;
	size_t len = 0;
	enum status st;

	if (error == NULL && (error = check_name(t, name, NULL)) == NULL &&
	    (st = load(j, json_get_text(given, "blobId"), &text, &len, &error)) != OK)
		return st;
	if (error == NULL && t->s.count + 2 >= SIEVE_SCRIPTS_MAX)
		error = jmap_set_error("overQuota", "too many scripts", NULL);
	if (error == NULL && (st = sieve_put(t->s.sieve, name, text, len)) != OK) {
		if (!is_theirs(st))
			return st;
		error = sieve_error(j, st);
	}
	if (error != NULL) {
		refuse(t, "notCreated", key, error);
		return OK;
	}
	j->partly = true;
	if ((st = scripts_read(&t->s)) != OK)
		return st;
	if ((made = by_name(t, name)) == NULL)
		return fault(j->cx, ERR_UPSTREAM, "the script that was put is not there");
	id = json_keep(j->cx->arena, jmap_id_json('v', made->id));
	jmap_note_created(j, key, id);
	if ((st = script_blob(j, made, &blob)) != OK)
		return st;
	jmap_set_note(t->result, "created", key, json_pack("{s:O, s:s, s:o, s:b}",
	    "id", id, "name", name, "blobId", blob, "isActive", made->active));
	return OK;
}

static enum status
update(void *arg, const char *key, const json_t *patch)
{
	struct setting *t = arg;
	struct jmap *j = t->s.j;
	struct script *one = find(t, key);
	const json_t *name = json_object_get(patch, "name"), *blob = json_object_get(patch, "blobId");
	json_t *error = jmap_only(patch, settable);
	const char *text = NULL;
	size_t len = 0;
	enum status st = OK;

	if (error == NULL && one == NULL)
		error = jmap_set_error("notFound", NULL, NULL);
	if (error == NULL && name != NULL)
		error = check_name(t, json_string_value(name), one);
	if (error == NULL && blob != NULL &&
	    (st = load(j, json_string_value(blob), &text, &len, &error)) != OK)
		return st;
	/* First what can be refused, then the name, which was looked at. */
	if (error == NULL && text != NULL)
		st = sieve_put(t->s.sieve, one->name, text, len);
	if (error == NULL && st == OK && name != NULL &&
	    strcmp(json_string_value(name), one->name) != 0 &&
	    (st = sieve_rename(t->s.sieve, one->name, json_string_value(name))) == OK)
		st = db_sieve_rename(j->cx, j->account, one->id, json_string_value(name));
	if (error == NULL && st != OK) {
		if (!is_theirs(st))
			return st;
		error = sieve_error(j, st);
	}
	if (error != NULL) {
		refuse(t, "notUpdated", key, error);
		return OK;
	}
	j->partly = true;
	jmap_set_note(t->result, "updated", key, json_null());
	return scripts_read(&t->s);
}

static enum status
destroy(void *arg, const char *key)
{
	struct setting *t = arg;
	const struct script *one = find(t, key);
	enum status st;

	if (one == NULL || one->active) {
		refuse(t, "notDestroyed", key, one == NULL ? jmap_set_error("notFound", NULL, NULL) :
		    jmap_set_error("sieveIsActive", "the active script cannot be destroyed", NULL));
		return OK;
	}
	if ((st = sieve_delete(t->s.sieve, one->name)) != OK)
		return st;
	t->s.j->partly = true;
	jmap_set_destroyed(t->result, key);
	return scripts_read(&t->s);
}

/* Which one is active changed by the way: the answer tells it (RFC 9661, section 2.2). */
static void
tell_active(struct setting *t, const struct script *one, bool active)
{
	json_t *id = json_keep(t->s.j->cx->arena, jmap_id_json('v', one->id)), *made;
	const char *key;

	json_object_foreach(json_object_get(t->result, "created"), key, made)
		if (json_equal(json_object_get(made, "id"), id)) {
			json_object_set_new(made, "isActive", json_boolean(active));
			return;
		}
	jmap_set_note(t->result, "updated", json_string_value(id),
	    json_pack("{s:b}", "isActive", active));
}

static enum status
activate(struct setting *t, const json_t *args)
{
	const char *wanted = json_get_text(args, "onSuccessActivateScript");
	bool off = json_get_bool(args, "onSuccessDeactivateScript", false);
	struct script *one = wanted != NULL ? find(t, wanted) : NULL, *was = NULL;
	enum status st;

	if (t->failed || (!off && one == NULL))
		return OK;
	for (size_t i = 0; i < t->s.count; i++)
		if (t->s.list[i].active)
			was = &t->s.list[i];
	if (was == one)
		return OK;
	if ((st = sieve_activate(t->s.sieve, one != NULL ? one->name : NULL)) != OK)
		return st;
	if (was != NULL)
		tell_active(t, was, false);
	if (one != NULL)
		tell_active(t, one, true);
	return scripts_read(&t->s);
}

enum status
script_set(struct jmap *j, json_t *args, json_t **result)
{
	static const struct jmap_set_steps steps = { create, update, destroy };
	const char *before;
	struct setting t = { 0 };
	enum status st;

	if ((st = scripts_open(j, &t.s)) != OK || (st = scripts_read(&t.s)) != OK)
		return st;
	before = t.s.state;
	if ((st = jmap_set_begin_at(j, args, before)) != OK)
		return st;
	t.result = jmap_set_result(j, args, before);
	if ((st = jmap_set_each(args, &steps, &t)) != OK || (st = activate(&t, args)) != OK)
		return st;
	if (strcmp(before, t.s.state) != 0 &&
	    (st = db_notify(j->cx, j->account, "SieveScript", t.s.state)) != OK)
		return st;
	json_object_set_new(t.result, "newState", json_string(t.s.state));
	*result = json_incref(t.result);
	return OK;
}

enum status
script_validate(struct jmap *j, json_t *args, json_t **result)
{
	json_t *error = NULL;
	const char *text = "";
	struct scripts s;
	size_t len = 0;
	enum status st;

	if ((st = load(j, jmap_created(j, json_get_text(args, "blobId")), &text, &len, &error)) != OK)
		return st;
	if (error != NULL && strcmp(json_get_text(error, "type"), "blobNotFound") == 0) {
		json_decref(error);
		return jmap_fail(j, "blobNotFound", "no such blob");
	}
	if (error == NULL) {
		if ((st = scripts_open(j, &s)) != OK)
			return st;
		st = sieve_check(s.sieve, text, len);
		if (st != OK && !is_theirs(st))
			return st;
		if (st != OK)
			error = sieve_error(j, st);
	}
	*result = json_pack("{s:O, s:o}", "accountId", json_object_get(args, "accountId"), "error",
	    error != NULL ? error : json_null());
	return OK;
}
