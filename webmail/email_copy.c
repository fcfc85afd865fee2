/*
 * Email/copy (RFC 8621, section 4.7): messages of one account into another.
 * The message itself travels byte for byte; the two may lie on different mail
 * servers, so it is read there and appended here.
 */
#include <string.h>

#include "storage/mail_email.h"
#include "webmail/blob.h"
#include "webmail/email_create.h"
#include "webmail/sync.h"

const struct jmap_arg email_copy_args[] = {
	{ "fromAccountId", ARG_ID, ARG_MUST }, { "ifFromInState", ARG_TEXT, 0 },
	{ "ifInState", ARG_TEXT, 0 }, { "create", ARG_OBJECT, ARG_MUST },
	{ "onSuccessDestroyOriginal", ARG_BOOL, 0 }, { "destroyFromIfInState", ARG_TEXT, 0 },
	{ NULL, ARG_ID, 0 },
};

struct copier {
	struct jmap	*j;
	int64_t		 from;		/* account */
	json_t		*result;
	json_t		*originals;	/* ids that were copied */
};

/* The account to copy from: one that the caller may see, and not the same. */
static enum status
find_source(struct jmap *j, json_t *args, struct mail_access *from)
{
	enum status st = jmap_account(j->cx, json_get_text(args, "fromAccountId"), from);

	if (st == ERR_NOT_FOUND)
		return jmap_fail(j, "fromAccountNotFound", "no such account");
	if (st == OK && from->account == j->account)
		return jmap_fail(j, "invalidArguments",
		    "within an account emails are put into mailboxes by Email/set");
	return st;
}

/* The source follows its mail server too, so that nothing is copied that has gone. */
static enum status
check_source_state(struct jmap *j, json_t *args, int64_t from)
{
	const char *wanted = json_get_text(args, "ifFromInState");
	struct mail_states states;
	int64_t state;
	bool complete;
	enum status st;

	if ((st = sync_follow(j->cx, from, &complete)) != OK ||
	    (st = db_mail_states(j->cx, from, &states)) != OK)
		return st;
	if (wanted != NULL && (!jmap_state(wanted, &state) || state != states.email))
		return jmap_fail(j, "stateMismatch", "the state there is %lld",
		    (long long)states.email);
	return OK;
}

/* Keywords and date are the original's unless they were given. */
static json_t *
complete(struct jmap *j, const json_t *given, const struct mail_email *e, int64_t *received,
    json_t **error)
{
	static const char *const keys[] = { "id", "mailboxIds", "keywords", "receivedAt" };
	const char *text = json_get_text(given, "receivedAt"), *key;
	char *copy = arena_strdup(j->cx->arena, e->keywords), *rest;
	json_t *out = json_keep(j->cx->arena, json_copy((json_t *)given)), *value, *words;

	json_object_foreach((json_t *)given, key, value) {
		size_t i = 0;

		while (i < COUNT(keys) && strcmp(keys[i], key) != 0)
			i++;
		if (i == COUNT(keys)) {
			*error = jmap_bad_property(key, "cannot be set");
			return NULL;
		}
	}
	*received = e->received_at;
	if (json_object_get(given, "receivedAt") != NULL && !jmap_date(text, received)) {
		*error = jmap_bad_property("receivedAt", "no UTCDate");
		return NULL;
	}
	if (json_object_get(given, "keywords") == NULL) {
		words = json_object();
		for (char *w = strtok_r(copy, " ", &rest); w != NULL; w = strtok_r(NULL, " ", &rest))
			json_object_set_new(words, w, json_true());
		json_object_set_new(out, "keywords", words);
	}
	return out;
}

static enum status
copy_one(struct copier *c, const json_t *given, struct email_stored *stored, json_t **error)
{
	struct jmap *j = c->j;
	int64_t id = jmap_id('e', jmap_created(j, json_get_text(given, "id"))), received;
	struct mail_email *email;
	struct email_place place;
	struct blob blob;
	json_t *full;
	size_t count;
	enum status st;

	if ((st = db_mail_email_get(j->cx, c->from, &id, 1, &email, &count)) != OK)
		return st;
	if (count == 0) {
		*error = jmap_set_error("notFound", NULL, NULL);
		return OK;
	}
	if ((full = complete(j, given, email, &received, error)) == NULL)
		return OK;
	if ((st = email_place(j, full, &place, error)) != OK || *error != NULL)
		return st;
	st = blob_open(j->cx, c->from, arena_printf(j->cx->arena, "b%lld", (long long)id), &blob);
	if (st == OK)
		st = email_store(j, &place, blob.data, blob.fd, (size_t)blob.len, received, stored);
	j->partly |= st == OK;
	if (st == OK || st == ERR_BUSY || st == ERR_UPSTREAM)
		return st;
	*error = email_store_error(j, st);
	return OK;
}

static enum status
copy_all(struct copier *c, json_t *create)
{
	struct jmap *j = c->j;
	struct email_stored *stored = arena_array(j->cx->arena, json_object_size(create),
	    sizeof *stored);
	const char *key, **keys = arena_array(j->cx->arena, json_object_size(create), sizeof *keys);
	json_t *value, *one;
	size_t n = 0;
	enum status st;

	json_object_foreach(create, key, value) {
		json_t *error = NULL;

		if ((st = copy_one(c, value, &stored[n], &error)) != OK)
			return st;
		if (error != NULL)
			jmap_set_note(c->result, "notCreated", key, error);
		else
			keys[n++] = key;
	}
	if (n > 0 && (st = sync_settle(j->cx, j->account)) != OK)
		return st;
	for (size_t i = 0; i < n; i++) {
		if ((st = email_stored_json(j, &stored[i], &one)) == ERR_BUSY) {
			jmap_set_note(c->result, "notCreated", keys[i], jmap_set_fault(j, st));
			continue;
		}
		if (st != OK)
			return st;
		/* Before the creation is noted: its id may be another's creation id. */
		value = json_object_get(json_object_get(create, keys[i]), "id");
		json_array_append_new(c->originals,
		    json_string(jmap_created(j, json_string_value(value))));
		jmap_note_created(j, keys[i], json_object_get(one, "id"));
		jmap_set_note(c->result, "created", keys[i], one);
	}
	return OK;
}

/* RFC 8620, section 5.4: an implicit Email/set, answered behind ours. */
static enum status
destroy_originals(struct copier *c, json_t *args)
{
	json_t *state = json_object_get(args, "destroyFromIfInState");
	json_t *call;

	if (!json_get_bool(args, "onSuccessDestroyOriginal", false) ||
	    json_array_size(c->originals) == 0)
		return OK;
	call = json_keep(c->j->cx->arena, json_pack("{s:O, s:O}", "accountId",
	    json_object_get(args, "fromAccountId"), "destroy", c->originals));
	if (json_is_string(state))
		json_object_set(call, "ifInState", state);
	/* Its failure is its own answer. */
	(void)!jmap_call(c->j, "Email/set", call, c->j->call_id);
	return OK;
}

enum status
email_copy(struct jmap *j, json_t *args, json_t **result)
{
	struct copier c = { .j = j, .originals = json_keep(j->cx->arena, json_array()) };
	struct mail_states before, after;
	struct mail_access from;
	enum status st;

	if ((st = find_source(j, args, &from)) != OK ||
	    (st = db_mail_states(j->cx, j->account, &before)) != OK ||
	    (st = jmap_set_begin(j, args, before.email)) != OK ||
	    (st = check_source_state(j, args, from.account)) != OK ||
	    (st = jmap_boxes(j, true)) != OK)
		return st;
	c.from = from.account;
	c.result = json_keep(j->cx->arena, json_pack("{s:O, s:O, s:o, s:n, s:n}", "accountId",
	    json_object_get(args, "accountId"), "fromAccountId",
	    json_object_get(args, "fromAccountId"), "oldState", jmap_state_json(before.email),
	    "created", "notCreated"));
	if ((st = copy_all(&c, json_object_get(args, "create"))) != OK ||
	    (st = db_mail_states(j->cx, j->account, &after)) != OK)
		return st;
	json_object_set_new(c.result, "newState", jmap_state_json(after.email));
	*result = json_incref(c.result);
	return destroy_originals(&c, args);
}
