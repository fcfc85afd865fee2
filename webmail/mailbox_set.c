/*
 * Mailbox/set (RFC 8621, section 2.5).  What a call asks for is right when it
 * is right at its end: names may be exchanged, and a new mailbox may have the name
 * of one that goes.  So an update waits for those that must make room; and where
 * they wait for each other one of them steps aside, to a spare name.
 */
#include "storage/db.h"
#include "webmail/mailbox_change.h"
#include "webmail/sieve_made.h"
#include "webmail/upstream.h"

const struct jmap_arg mailbox_set_args[] = {
	{ "ifInState", ARG_TEXT, 0 }, { "create", ARG_OBJECT, 0 }, { "update", ARG_OBJECT, 0 },
	{ "destroy", ARG_IDS, 0 }, { "onDestroyRemoveEmails", ARG_BOOL, 0 }, { NULL, ARG_ID, 0 },
};

/* An update that is still to be made. */
struct due {
	const char	*key;		/* as the client names it; of a new one its creation id */
	int64_t		 id;
	json_t		*given;
	json_t		*made;		/* this call made it, under a spare name: its answer */
	const struct mail_mailbox *was;	/* it stepped aside: before that */
	struct due	*next;
};

struct set {
	struct jmap	*j;
	struct imap	*imap;
	json_t		*args, *result;
	const json_t	*destroy;	/* not done yet */
	struct due	*due;
};

static bool
has_id(struct jmap *j, const json_t *ids, int64_t id)
{
	json_t *item;
	size_t i;

	json_array_foreach((json_t *)ids, i, item)
		if (jmap_id('m', jmap_created(j, json_string_value(item))) == id)
			return true;
	return false;
}

/* Whether ids of the same call stand below it: these go first. */
static bool
must_wait(struct jmap *j, const json_t *ids, int64_t id)
{
	for (size_t i = 0; i < j->box_count; i++)
		if (j->boxes[i].parent == id && has_id(j, ids, j->boxes[i].id))
			return true;
	return false;
}

static enum status
destroy_all(struct set *s)
{
	struct jmap *j = s->j;
	json_t *left = json_keep(j->cx->arena, json_is_array(s->destroy) ?
	    json_deep_copy(s->destroy) : json_array());
	bool with_emails = json_get_bool(s->args, "onDestroyRemoveEmails", false);
	size_t i = 0, waited = 0;
	enum status st;

	while (i < json_array_size(left)) {
		json_t *item = json_array_get(left, i), *error = NULL;
		const char *id = json_string_value(item);
		const struct mail_mailbox *now = jmap_box(j, jmap_id('m', jmap_created(j, id)));

		/* To the end of the queue, once around at the most. */
		if (now != NULL && waited < json_array_size(left) && must_wait(j, left, now->id)) {
			json_array_append(left, item);
			json_array_remove(left, i);
			waited++;
			continue;
		}
		if (now == NULL)
			error = jmap_set_error("notFound", NULL, NULL);
		else if ((st = mailbox_destroy(j, s->imap, now, with_emails, &error)) != OK)
			return st;
		if (error != NULL)
			jmap_set_note(s->result, "notDestroyed", id, error);
		else
			jmap_set_destroyed(s->result, id);
		json_array_remove(left, i);
		waited = 0;
	}
	s->destroy = NULL;
	return OK;
}

/* ---- Updates, each when there is room for it --------------------------------------- */

static void
push(struct set *s, const char *key, int64_t id, const json_t *given, json_t *made)
{
	struct due *d = arena_alloc(s->j->cx->arena, sizeof *d), **end = &s->due;

	*d = (struct due){ .key = arena_strdup(s->j->cx->arena, key), .id = id, .made = made,
		.given = json_keep(s->j->cx->arena, json_deep_copy(given)) };
	while (*end != NULL)
		end = &(*end)->next;
	*end = d;
}

static enum mailbox_wait
waits(const struct set *s, const struct mail_mailbox *now, const json_t *given)
{
	size_t count = json_array_size(s->destroy), n = 0;
	int64_t *others;

	for (const struct due *d = s->due; d != NULL; d = d->next)
		count++;
	others = arena_array(s->j->cx->arena, count, sizeof *others);
	for (size_t i = 0; i < json_array_size(s->destroy); i++)
		others[n++] = jmap_id('m', jmap_created(s->j,
		    json_string_value(json_array_get(s->destroy, i))));
	for (const struct due *d = s->due; d != NULL; d = d->next)
		others[n++] = d->id;
	return mailbox_waits(s->j, now, given, others, n);
}

/* There is no room for the name of a new one after all: it goes, or keeps the spare one. */
static enum status
give_up(struct set *s, const struct due *d, const struct mail_mailbox *now, json_t *error)
{
	json_t *cannot = NULL;
	enum status st = OK;

	if (now != NULL && (st = mailbox_destroy(s->j, s->imap, now, false, &cannot)) == OK &&
	    cannot != NULL) {
		json_object_set_new(d->made, "name", json_string(now->name));
		json_decref(cannot);
		json_decref(error);
		return OK;
	}
	json_object_del(json_object_get(s->result, "created"), d->key);
	json_object_del(s->j->created, d->key);
	jmap_set_note(s->result, "notCreated", d->key, error);
	return st;
}

static enum status
update_one(struct set *s, const struct due *d)
{
	const struct mail_mailbox *now = jmap_box(s->j, d->id);
	json_t *told = NULL, *error = now == NULL ? jmap_set_error("notFound", NULL, NULL) : NULL;
	enum status st;

	if (now != NULL && (st = mailbox_update(s->j, s->imap, now, d->given, &told, &error)) != OK)
		return st;
	if (error != NULL && now != NULL && d->was != NULL &&
	    (st = mailbox_step_back(s->j, s->imap, now, d->was)) != OK) {
		json_decref(error);
		return st;
	}
	if (d->made != NULL && error != NULL)
		return give_up(s, d, now, error);
	if (d->made != NULL) {
		json_object_update(d->made, told);
		json_decref(told);
	} else {
		jmap_set_note(s->result, error != NULL ? "notUpdated" : "updated", d->key,
		    error != NULL ? error : told);
	}
	return OK;
}

/* Of those that only wait for a name, the first that can. */
static enum status
let_one_aside(struct set *s, bool *done)
{
	enum status st;

	*done = false;
	for (struct due *d = s->due; d != NULL; d = d->next) {
		const struct mail_mailbox *now = jmap_box(s->j, d->id);

		if (d->was != NULL || d->made != NULL ||
		    waits(s, now, d->given) != MAILBOX_NEEDS_NAME)
			continue;
		if ((st = mailbox_step_aside(s->j, s->imap, now, d->given, done)) != OK)
			return st;
		if (*done) {
			d->was = now;
			return OK;
		}
	}
	return OK;
}

/* All that can be made; what waits for a mailbox that will be destroyed stays due. */
static enum status
update_all(struct set *s)
{
	enum status st;

	for (bool moved = true; moved;) {
		moved = false;
		for (struct due **at = &s->due; *at != NULL;) {
			struct due *d = *at;
			const struct mail_mailbox *now = jmap_box(s->j, d->id);

			if (now != NULL && waits(s, now, d->given) != MAILBOX_GOES) {
				at = &d->next;
				continue;
			}
			*at = d->next;
			moved = true;
			if ((st = update_one(s, d)) != OK)
				return st;
		}
		if (!moved && (st = let_one_aside(s, &moved)) != OK)
			return st;
	}
	return OK;
}

/* ---- New ones ----------------------------------------------------------------------- */

static enum status
create_one(struct set *s, const char *key, const json_t *given)
{
	struct jmap *j = s->j;
	json_t *made = NULL, *error = NULL, *spare = NULL;
	enum status st;

	if (waits(s, NULL, given) == MAILBOX_NEEDS_NAME) {
		const char *parent = jmap_created(j, json_get_text(given, "parentId"));

		spare = json_keep(j->cx->arena, json_copy((json_t *)given));
		json_object_set_new(spare, "name", json_string(mailbox_spare_name(j,
		    jmap_id('m', parent), json_get_text(given, "name"))));
	}
	if ((st = mailbox_create(j, s->imap, key, spare != NULL ? spare : given, &made,
	    &error)) != OK)
		return st;
	if (error == NULL && spare != NULL) {
		json_t *name = json_keep(j->cx->arena, json_pack("{s:O}", "name",
		    json_object_get(given, "name")));

		push(s, key, jmap_id('m', jmap_created(j, arena_printf(j->cx->arena, "#%s", key))),
		    name, made);
	}
	jmap_set_note(s->result, error != NULL ? "notCreated" : "created", key,
	    error != NULL ? error : made);
	return OK;
}

/* A new one below another new one is made behind it, whatever their order. */
static enum status
create_all(struct set *s)
{
	json_t *given = json_object_get(s->args, "create");
	json_t *left = json_keep(s->j->cx->arena, json_is_object(given) ? json_copy(given) :
	    json_object());
	json_t *value, *next;
	const char *key;
	enum status st;

	for (size_t before = SIZE_MAX; json_object_size(left) > 0;) {
		bool stuck = json_object_size(left) == before;
		void *at;

		before = json_object_size(left);
		json_object_foreach_safe(left, at, key, value) {
			const char *parent = json_get_text(value, "parentId");

			next = parent != NULL && *parent == '#' ?
			    json_object_get(left, parent + 1) : NULL;
			if (next != NULL && !stuck)
				continue;
			key = arena_strdup(s->j->cx->arena, key);
			if ((st = create_one(s, key, value)) != OK)
				return st;
			json_object_del(left, key);
		}
	}
	return OK;
}

/* Updates of mailboxes that there are already, or of those that this call made. */
static void
read_updates(struct set *s, bool of_new)
{
	const char *key;
	json_t *value;

	json_object_foreach(json_object_get(s->args, "update"), key, value) {
		int64_t id = jmap_id('m', jmap_created(s->j, key));

		if ((*key == '#') != of_new)
			continue;
		if (jmap_box(s->j, id) != NULL && json_is_object(value))
			push(s, key, id, value, NULL);
		else
			jmap_set_note(s->result, "notUpdated", key, jmap_set_error(
			    json_is_object(value) ? "notFound" : "invalidPatch", NULL, NULL));
	}
}

/* In an order in which all can be done that can be done at all. */
static enum status
change_all(struct set *s)
{
	enum status st;

	read_updates(s, false);
	if ((st = create_all(s)) != OK)
		return st;
	read_updates(s, true);
	if ((st = update_all(s)) != OK ||
	    (st = destroy_all(s)) != OK ||
	    (st = update_all(s)) != OK)
		return st;
	/* These are told what is in their way. */
	for (struct due *d; (d = s->due) != NULL;) {
		s->due = d->next;
		if ((st = update_one(s, d)) != OK)
			return st;
	}
	return OK;
}

enum status
mailbox_set(struct jmap *j, json_t *args, json_t **result)
{
	struct set s = { .j = j, .args = args, .destroy = json_object_get(args, "destroy") };
	struct mail_states before, after;
	enum status st;

	if ((st = db_mail_states(j->cx, j->account, &before)) != OK ||
	    (st = jmap_set_begin(j, args, before.mailbox)) != OK ||
	    (st = jmap_boxes(j, true)) != OK ||
	    (st = upstream_imap(j->cx, j->account, &s.imap)) != OK)
		return st;
	s.result = jmap_set_result(j, args, jmap_state_text(j->cx, before.mailbox));
	if ((st = change_all(&s)) != OK ||
	    (st = db_mail_states(j->cx, j->account, &after)) != OK)
		return st;
	/* Filters name folders.  What could not be done now is with their next change. */
	if (json_object_size(json_object_get(args, "update")) > 0 && filters_apply(j) != OK) {
		db_rollback(j->cx);
		ctx_forgive(j->cx);
	}
	json_object_set_new(s.result, "newState", jmap_state_json(after.mailbox));
	*result = json_incref(s.result);
	return OK;
}
