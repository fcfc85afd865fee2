/*
 * Email/set (RFC 8621, section 4.6).  All changes are made on the mail server
 * (webmail/email_ops.h); the index then follows it as it follows any other client's.
 */
#include <stdlib.h>
#include <string.h>

#include "core/buf.h"
#include "webmail/email_create.h"
#include "webmail/email_ops.h"
#include "webmail/keyword.h"
#include "webmail/mailbox_rights.h"
#include "webmail/sync.h"

/* ---- Update ------------------------------------------------------------------------- */

static json_t *
words_object(struct arena *arena, const char *words)
{
	char *copy = arena_strdup(arena, words), *rest;
	json_t *out = json_object();

	for (char *w = strtok_r(copy, " ", &rest); w != NULL; w = strtok_r(NULL, " ", &rest))
		json_object_set_new(out, w, json_true());
	return out;
}

static json_t *
current(struct jmap *j, const struct mail_email *e)
{
	json_t *boxes = json_object();

	for (size_t i = 0; i < e->mailbox_count; i++) {
		json_t *id = jmap_id_json('m', e->mailboxes[i]);

		json_object_set_new(boxes, json_string_value(id), json_true());
		json_decref(id);
	}
	return json_keep(j->cx->arena, json_pack("{s:o, s:o}", "mailboxIds", boxes, "keywords",
	    words_object(j->cx->arena, e->keywords)));
}

/* RFC 8620, section 5.3: what cannot change may be sent back as it is. */
static bool
is_unchanged(struct jmap *j, int64_t email, const char *key, const json_t *value)
{
	json_t *args = json_keep(j->cx->arena, json_pack("{s:o, s:[o], s:[s]}", "accountId",
	    jmap_id_json('a', j->account), "ids", jmap_id_json('e', email), "properties", key));
	json_t *got = NULL, *as_is;

	if (email_get(j, args, &got) != OK) {
		j->error = j->error_text = NULL;
		ctx_forgive(j->cx);
		return false;
	}
	json_keep(j->cx->arena, got);
	as_is = json_object_get(json_array_get(json_object_get(got, "list"), 0), key);
	return as_is != NULL && json_equal(as_is, value);
}

/*
 * Only keywords and mailboxIds can change; what else a client sends must be a
 * path into these, or what the email is.  Creation ids stand for the mailboxes they became, keywords
 * are folded, so that the paths meet what is there.
 */
static json_t *
normal_patch(struct jmap *j, int64_t email, const json_t *patch, json_t **error)
{
	json_t *out = json_keep(j->cx->arena, json_object()), *value;
	const char *key;

	json_object_foreach((json_t *)patch, key, value) {
		const char *name = key;

		if (strncmp(key, "keywords/", 9) == 0) {
			name = arena_printf(j->cx->arena, "keywords/%s",
			    keyword_fold(j->cx->arena, key + 9));
		} else if (strncmp(key, "mailboxIds/", 11) == 0) {
			const char *id = jmap_created(j, key + 11);

			name = arena_printf(j->cx->arena, "mailboxIds/%s", id != NULL ? id : key + 11);
		} else if (strcmp(key, "keywords") != 0 && strcmp(key, "mailboxIds") != 0) {
			if (is_unchanged(j, email, key, value))
				continue;
			*error = jmap_bad_property(key, "cannot be changed");
			return NULL;
		}
		/* In a set, null and true are all there is. */
		if (name != key && !json_is_null(value) && !json_is_true(value)) {
			*error = jmap_bad_property(key, "true or null");
			return NULL;
		}
		json_object_set(out, name, value);
	}
	return out;
}

static bool
has_word(const char *words, const char *word)
{
	size_t len = strlen(word);

	for (const char *s = words; (s = strstr(s, word)) != NULL; s += len)
		if ((s == words || s[-1] == ' ') && (s[len] == '\0' || s[len] == ' '))
			return true;
	return false;
}

static void
keyword_ops(struct email_setter *s, struct email_change *c, const json_t *want, const struct mail_place *at)
{
	struct buf add = BUF_ON(s->j->cx->arena), remove = BUF_ON(s->j->cx->arena);
	char *copy = arena_strdup(s->j->cx->arena, at->keywords), *rest;
	const char *key;
	json_t *value;

	json_object_foreach((json_t *)want, key, value)
		if (!has_word(at->keywords, keyword_fold(s->j->cx->arena, key)))
			buf_printf(&add, "%s%s", add.len > 0 ? " " : "",
			    keyword_fold(s->j->cx->arena, key));
	for (char *w = strtok_r(copy, " ", &rest); w != NULL; w = strtok_r(NULL, " ", &rest))
		if (json_object_get(want, w) == NULL)
			buf_printf(&remove, "%s%s", remove.len > 0 ? " " : "", w);
	if (add.len > 0)
		email_op_add(s, &(struct email_op){ OP_ADD, at, buf_str(&add), NULL, c });
	if (remove.len > 0)
		email_op_add(s, &(struct email_op){ OP_REMOVE, at, buf_str(&remove), NULL, c });
}

/* Moves where something comes and something goes; copies and expunges for the rest. */
static void
mailbox_ops(struct email_setter *s, struct email_change *c, const struct mail_place *at, size_t count,
    struct mail_mailbox *const *want, size_t want_count)
{
	size_t next = 0;

	for (size_t i = 0; i < count; i++) {
		bool stays = false;

		for (size_t k = 0; k < want_count; k++)
			stays |= want[k]->id == at[i].mailbox;
		if (stays)
			continue;
		for (; next < want_count; next++) {
			bool there = false;

			for (size_t k = 0; k < count; k++)
				there |= at[k].mailbox == want[next]->id;
			if (!there)
				break;
		}
		if (next < want_count)
			email_op_add(s, &(struct email_op){ OP_MOVE, &at[i], "", want[next++], c });
		else
			email_op_add(s, &(struct email_op){ OP_EXPUNGE, &at[i], "", NULL, c });
	}
	for (; next < want_count; next++) {
		bool there = false;

		for (size_t k = 0; k < count; k++)
			there |= at[k].mailbox == want[next]->id;
		if (!there)
			email_op_add(s, &(struct email_op){ OP_COPY, &at[0], "", want[next], c });
	}
}

static enum status
plan_update(struct email_setter *s, struct email_change *c, const json_t *patch, const struct mail_email *e,
    const struct mail_place *at, size_t count)
{
	struct email_place place;
	json_t *now = current(s->j, e), *clean, *want, *error = NULL;
	enum status st;

	if (!json_is_object(patch)) {
		c->error = json_keep(s->j->cx->arena, jmap_set_error("invalidPatch", NULL, NULL));
		return OK;
	}
	if ((clean = normal_patch(s->j, e->id, patch, &error)) == NULL) {
		c->error = json_keep(s->j->cx->arena, error);
		return OK;
	}
	if ((want = jmap_patch(now, clean)) == NULL) {
		c->error = json_keep(s->j->cx->arena, jmap_set_error("invalidPatch", NULL, NULL));
		return OK;
	}
	json_keep(s->j->cx->arena, want);
	if ((st = email_place(s->j, want, &place, &error)) != OK)
		return st;
	if (error != NULL) {
		c->error = json_keep(s->j->cx->arena, error);
		return OK;
	}
	if (!json_equal(json_object_get(now, "keywords"), json_object_get(want, "keywords")))
		for (size_t i = 0; i < count; i++)
			keyword_ops(s, c, json_object_get(want, "keywords"), &at[i]);
	mailbox_ops(s, c, at, count, place.boxes, place.box_count);
	return OK;
}

/* ---- Mailboxes of others ---------------------------------------------------------------- */

/* Of several flags in a command the mail server sets those that one may set, and says nothing. */
static const char *
flag_letters(struct arena *arena, const char *words)
{
	char *copy = arena_strdup(arena, words), *rest;
	bool seen = false, other = false;

	for (char *w = strtok_r(copy, " ", &rest); w != NULL; w = strtok_r(NULL, " ", &rest))
		*(strcmp(w, "$seen") == 0 ? &seen : &other) = true;
	return seen && other ? "sw" : seen ? "s" : "w";
}

static enum status
check_rights(struct email_setter *s)
{
	for (size_t i = 0; i < s->op_count; i++) {
		struct email_op *op = &s->ops[i];
		bool flags = op->kind == OP_ADD || op->kind == OP_REMOVE, leaves = true, comes = true;
		enum status st;

		if (op->change->error != NULL)
			continue;
		if (op->kind != OP_COPY && (st = mailbox_allows(s->j, jmap_box(s->j, op->at->mailbox),
		    flags ? flag_letters(s->j->cx->arena, op->words) : "te", &leaves)) != OK)
			return st;
		if ((st = mailbox_allows(s->j, op->to, "i", &comes)) != OK)
			return st;
		if (!leaves || !comes)
			op->change->error = json_keep(s->j->cx->arena,
			    jmap_set_error("forbidden", "its owner does not allow it", NULL));
	}
	return OK;
}

/* ---- All of a request ------------------------------------------------------------------ */

struct known {
	struct mail_email	*emails;
	size_t			 email_count;
	struct mail_place	*places;	/* by email */
	size_t			 place_count;
};

static int
by_email(const void *a, const void *b)
{
	const struct mail_place *x = a, *y = b;

	if (x->email != y->email)
		return x->email < y->email ? -1 : 1;
	return (x->mailbox > y->mailbox) - (x->mailbox < y->mailbox);
}

static enum status
load(struct jmap *j, const struct email_change *list, size_t count, struct known *out)
{
	int64_t *ids = arena_array(j->cx->arena, count, sizeof *ids);
	enum status st;

	*out = (struct known){ 0 };
	if (count == 0)
		return OK;
	for (size_t i = 0; i < count; i++)
		ids[i] = list[i].email;
	if ((st = db_mail_email_get(j->cx, j->account, ids, count, &out->emails,
	    &out->email_count)) != OK ||
	    (st = db_mail_places(j->cx, j->account, ids, count, &out->places,
	    &out->place_count)) != OK)
		return st;
	qsort(out->places, out->place_count, sizeof *out->places, by_email);
	return OK;
}

static const struct mail_email *
email_in(const struct known *k, int64_t id)
{
	for (size_t i = 0; i < k->email_count; i++)
		if (k->emails[i].id == id)
			return &k->emails[i];
	return NULL;
}

static const struct mail_place *
places_in(const struct known *k, int64_t id, size_t *count)
{
	size_t first = 0;

	while (first < k->place_count && k->places[first].email != id)
		first++;
	for (*count = 0; first + *count < k->place_count &&
	    k->places[first + *count].email == id; (*count)++)
		;
	return *count > 0 ? &k->places[first] : NULL;
}

static json_t *
not_found(struct jmap *j)
{
	return json_keep(j->cx->arena, jmap_set_error("notFound", NULL, NULL));
}

static enum status
plan(struct email_setter *s, struct email_change *updates, size_t update_count, const json_t *patches,
    struct email_change *destroys, size_t destroy_count)
{
	struct known known;
	enum status st;

	if ((st = load(s->j, updates, update_count, &known)) != OK)
		return st;
	for (size_t i = 0; i < update_count; i++) {
		size_t n;
		const struct mail_place *at = places_in(&known, updates[i].email, &n);
		const struct mail_email *e = email_in(&known, updates[i].email);
		bool destroyed = false;

		for (size_t k = 0; k < destroy_count; k++)
			destroyed |= destroys[k].email == updates[i].email;
		if (destroyed)
			updates[i].error = json_keep(s->j->cx->arena,
			    jmap_set_error("willDestroy", NULL, NULL));
		else if (e == NULL || at == NULL)
			updates[i].error = not_found(s->j);
		else if ((st = plan_update(s, &updates[i],
		    json_object_get(patches, updates[i].id), e, at, n)) != OK)
			return st;
	}
	if ((st = load(s->j, destroys, destroy_count, &known)) != OK)
		return st;
	for (size_t i = 0; i < destroy_count; i++) {
		size_t n;
		const struct mail_place *at = places_in(&known, destroys[i].email, &n);

		if (at == NULL)
			destroys[i].error = not_found(s->j);
		for (size_t k = 0; at != NULL && k < n; k++)
			email_op_add(s, &(struct email_op){ OP_EXPUNGE, &at[k], "", NULL, &destroys[i] });
	}
	return OK;
}

struct creation {
	const char		*key;
	struct email_stored	 stored;
};

static enum status
create_one(struct email_setter *s, const char *key, const json_t *email, struct creation *out,
    bool *stored)
{
	struct jmap *j = s->j;
	const char *received_text = json_get_text(email, "receivedAt");
	struct email_place place;
	struct email_made made;
	int64_t received = 0;
	json_t *error = NULL;
	enum status st;

	*stored = false;
	if ((st = email_place(j, email, &place, &error)) != OK)
		return st;
	if (error == NULL && received_text != NULL && !jmap_date(received_text, &received))
		error = jmap_bad_property("receivedAt", "no UTCDate");
	if (error == NULL && (st = email_make(j, email, &made, &error)) != OK)
		return st;
	if (error == NULL) {
		st = email_store(j, &place, NULL, made.fd, (size_t)made.size, received,
		    &out->stored);
		j->partly |= st == OK;
		if (st == ERR_BUSY || st == ERR_UPSTREAM)
			return st;
		if (st != OK)
			error = email_store_error(j, st);
	}
	if (error != NULL)
		jmap_set_note(s->result, "notCreated", key, error);
	*stored = error == NULL;
	out->key = key;
	return OK;
}

static enum status
tell_created(struct email_setter *s, const struct creation *list, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		json_t *one;
		enum status st = email_stored_json(s->j, &list[i].stored, &one);

		if (st == ERR_BUSY) {
			/* Another process holds the index for long; the message is safe. */
			jmap_set_note(s->result, "notCreated", list[i].key, jmap_set_fault(s->j, st));
			continue;
		}
		if (st != OK)
			return st;
		jmap_note_created(s->j, list[i].key, json_object_get(one, "id"));
		jmap_set_note(s->result, "created", list[i].key, one);
	}
	return OK;
}

static void
tell_changes(struct email_setter *s, const struct email_change *updates, size_t update_count,
    const struct email_change *destroys, size_t destroy_count)
{
	for (size_t i = 0; i < update_count; i++)
		jmap_set_note(s->result, updates[i].error != NULL ? "notUpdated" : "updated", updates[i].id,
		    updates[i].error != NULL ? json_incref(updates[i].error) : json_null());
	for (size_t i = 0; i < destroy_count; i++) {
		if (destroys[i].error != NULL)
			jmap_set_note(s->result, "notDestroyed", destroys[i].id, json_incref(destroys[i].error));
		else
			jmap_set_destroyed(s->result, destroys[i].id);
	}
}

static size_t
read_changes(struct jmap *j, json_t *update, json_t *destroy, struct email_change *updates,
    struct email_change *destroys, size_t *update_count)
{
	const char *key;
	json_t *value;
	size_t i, n = 0;

	*update_count = 0;
	json_object_foreach(update, key, value)
		updates[(*update_count)++] = (struct email_change){
			.id = key, .email = jmap_id('e', jmap_created(j, key)),
		};
	json_array_foreach(destroy, i, value) {
		const char *id = json_string_value(value);
		bool again = false;

		for (size_t k = 0; k < n; k++)
			again |= strcmp(destroys[k].id, id) == 0;
		if (!again)
			destroys[n++] = (struct email_change){
				.id = id, .email = jmap_id('e', jmap_created(j, id)),
			};
	}
	return n;
}

enum status
email_set(struct jmap *j, json_t *args, json_t **result)
{
	json_t *create = json_object_get(args, "create"), *value;
	json_t *update = json_object_get(args, "update");
	json_t *destroy = json_object_get(args, "destroy");
	struct email_setter s = { .j = j };
	struct mail_states before, after;
	struct creation *creations;
	struct email_change *updates, *destroys;
	size_t created = 0, update_count, destroy_count;
	const char *key;
	enum status st;

	if ((st = db_mail_states(j->cx, j->account, &before)) != OK ||
	    (st = jmap_set_begin(j, args, before.email)) != OK ||
	    (st = jmap_boxes(j, true)) != OK)
		return st;
	s.result = jmap_set_result(j, args, jmap_state_text(j->cx, before.email));
	creations = arena_array(j->cx->arena, json_object_size(create), sizeof *creations);
	json_object_foreach(create, key, value) {
		bool stored;

		if ((st = create_one(&s, key, value, &creations[created], &stored)) != OK)
			return st;
		created += stored;
	}
	/* What was created can be updated or destroyed in the same call by its creation id. */
	if (created > 0 && ((st = sync_settle(j->cx, j->account)) != OK ||
	    (st = tell_created(&s, creations, created)) != OK))
		return st;

	updates = arena_array(j->cx->arena, json_object_size(update), sizeof *updates);
	destroys = arena_array(j->cx->arena, json_array_size(destroy), sizeof *destroys);
	destroy_count = read_changes(j, update, destroy, updates, destroys, &update_count);
	if (update_count + destroy_count > 0) {
		if ((st = plan(&s, updates, update_count, update, destroys, destroy_count)) != OK ||
		    (st = check_rights(&s)) != OK ||
		    (st = email_ops_run(&s)) != OK ||
		    (s.unsettled && (st = sync_settle(j->cx, j->account)) != OK))
			return st;
		tell_changes(&s, updates, update_count, destroys, destroy_count);
	}
	if ((st = db_mail_states(j->cx, j->account, &after)) != OK)
		return st;
	json_object_set_new(s.result, "newState", jmap_state_json(after.email));
	*result = json_incref(s.result);
	return OK;
}
