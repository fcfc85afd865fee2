/*
 * Mailbox/set (RFC 8621, section 2.5).  Changes are made on the mail server,
 * one after another; the index follows after each, so that the next one sees
 * what the last one made.
 */
#include <string.h>

#include "imapclient/search.h"
#include "imapclient/store.h"
#include "storage/db.h"
#include "webmail/fold.h"
#include "webmail/private.h"
#include "webmail/sieve_made.h"
#include "webmail/sync.h"
#include "webmail/upstream.h"

const struct jmap_arg mailbox_set_args[] = {
	{ "ifInState", ARG_TEXT, 0 }, { "create", ARG_OBJECT, 0 }, { "update", ARG_OBJECT, 0 },
	{ "destroy", ARG_IDS, 0 }, { "onDestroyRemoveEmails", ARG_BOOL, 0 }, { NULL, ARG_ID, 0 },
};

/* What a client wants a mailbox to be. */
struct wish {
	const char	*name;
	int64_t		 parent;
	const char	*role;
	bool		 subscribed;
	int64_t		 order;		/* -1: as it is */
};

static const char *
separator_of(const struct jmap *j)
{
	for (size_t i = 0; i < j->box_count; i++)
		if (*j->boxes[i].separator != '\0')
			return j->boxes[i].separator;
	return "";
}

static const struct mail_mailbox *
sibling(const struct jmap *j, int64_t parent, const char *name, int64_t except)
{
	for (size_t i = 0; i < j->box_count; i++)
		if (j->boxes[i].parent == parent && j->boxes[i].id != except &&
		    strcmp(j->boxes[i].name, name) == 0)
			return &j->boxes[i];
	return NULL;
}

static bool
is_below(struct jmap *j, int64_t id, int64_t above)
{
	for (int depth = 0; id != 0 && depth < JMAP_MAX_DEPTH; depth++) {
		const struct mail_mailbox *m = jmap_box(j, id);

		if (id == above)
			return true;
		id = m != NULL ? m->parent : 0;
	}
	return false;
}

/* Levels down to ID, its own included. */
static int
depth_of(struct jmap *j, int64_t id)
{
	int depth = 0;

	for (const struct mail_mailbox *m; depth <= JMAP_MAX_DEPTH && (m = jmap_box(j, id)) != NULL; id = m->parent)
		depth++;
	return depth;
}

/* Levels below ID, its own included. */
static int
height_of(struct jmap *j, int64_t id)
{
	int height = 0;

	for (size_t i = 0; i < j->box_count; i++) {
		int steps = 1;

		for (const struct mail_mailbox *m = &j->boxes[i];
		    m != NULL && m->id != id && steps <= JMAP_MAX_DEPTH; m = jmap_box(j, m->parent))
			steps++;
		if (is_below(j, j->boxes[i].id, id) && steps > height)
			height = steps;
	}
	return height > 0 ? height : 1;
}

static bool
name_is_good(const struct jmap *j, const char *name)
{
	const char *separator = separator_of(j);

	if (*name == '\0' || strlen(name) > JMAP_MAX_NAME ||
	    (*separator != '\0' && strchr(name, *separator) != NULL))
		return false;
	for (const char *c = name; *c != '\0'; c++)
		if ((unsigned char)*c < ' ' || *c == 0x7f)
			return false;
	return strcmp(name, ".") != 0 && strcmp(name, "..") != 0;
}

static const char *
path_of(struct jmap *j, struct imap *imap, const struct wish *w)
{
	const struct mail_mailbox *parent = jmap_box(j, w->parent);

	return parent == NULL ? arena_printf(j->cx->arena, "%s%s", imap_prefix(imap), w->name) :
	    arena_printf(j->cx->arena, "%s%s%s", parent->path,
	    parent->separator, w->name);
}

static enum imap_use
use_of(const char *role)
{
	static const struct {
		const char	*role;
		enum imap_use	 use;
	} uses[] = {
		{ "archive", IMAP_USE_ARCHIVE }, { "drafts", IMAP_USE_DRAFTS },
		{ "junk", IMAP_USE_JUNK }, { "sent", IMAP_USE_SENT }, { "trash", IMAP_USE_TRASH },
	};

	for (size_t i = 0; role != NULL && i < COUNT(uses); i++)
		if (strcmp(uses[i].role, role) == 0)
			return uses[i].use;
	return IMAP_USE_NONE;
}

/* What only the server sets, as it is. */
static bool
is_unchanged(struct jmap *j, const struct mail_mailbox *now, const char *key, const json_t *value)
{
	json_t *as_is = json_keep(j->cx->arena, json_array());

	return mailbox_json(j, &now, 1, NULL, as_is) == OK &&
	    json_equal(json_object_get(json_array_get(as_is, 0), key), value);
}

/* Properties of a create or an update on top of WISH; a SetError or NULL. */
static json_t *
read_wish(struct jmap *j, const json_t *given, const struct mail_mailbox *now, struct wish *w)
{
	static const char *const at_name[] = { "name", NULL };
	const struct mail_mailbox *other;
	const char *key, *text;
	json_t *value, *error;

	json_object_foreach((json_t *)given, key, value) {
		text = json_string_value(value);
		if (strcmp(key, "name") == 0) {
			if (text == NULL || !name_is_good(j, text))
				return jmap_bad_property(key, "that cannot be a name");
			/* Net-Unicode (RFC 5198), as IMAP clients type it too. */
			w->name = fold_composed(j->cx->arena, arena_strdup(j->cx->arena, text));
		} else if (strcmp(key, "parentId") == 0) {
			w->parent = json_is_null(value) ? 0 : jmap_id('m', jmap_created(j, text));
			if (!json_is_null(value) && jmap_box(j, w->parent) == NULL)
				return jmap_bad_property(key, "no such mailbox");
			if (depth_of(j, w->parent) + (now != NULL ? height_of(j, now->id) : 1) >
			    JMAP_MAX_DEPTH)
				return jmap_bad_property(key, "that is too deep");
		} else if (strcmp(key, "isSubscribed") == 0) {
			if (!json_is_boolean(value))
				return jmap_bad_property(key, "true or false");
			w->subscribed = json_is_true(value);
		} else if (strcmp(key, "role") == 0) {
			if (now != NULL && (text == NULL ? now->role == NULL :
			    now->role != NULL && strcmp(now->role, text) == 0))
				continue;
			if (now != NULL || (text != NULL && (use_of(text) == IMAP_USE_NONE ||
			    jmap_box_role(j, text) != NULL)))
				return jmap_bad_property(key, "that role cannot be given");
			w->role = text;
		} else if (strcmp(key, "sortOrder") == 0) {
			if (!json_is_integer(value) || json_integer_value(value) < 0 ||
			    json_integer_value(value) > INT32_MAX)
				return jmap_bad_property(key, "a number below 2^31");
			w->order = json_integer_value(value);
		} else if (now != NULL && is_unchanged(j, now, key, value)) {
			continue;	/* a client may send back all that it got */
		} else {
			return jmap_bad_property(key, "cannot be set");
		}
	}
	if (w->name == NULL)
		return jmap_bad_property("name", "a name is needed");
	if ((other = sibling(j, w->parent, w->name, now != NULL ? now->id : 0)) == NULL)
		return NULL;
	error = jmap_set_error("alreadyExists", "there is one of that name already", at_name);
	json_object_set_new(error, "existingId", jmap_id_json('m', other->id));
	return error;
}

static enum status
follow(struct jmap *j)
{
	enum status st = sync_settle(j->cx, j->account);

	return st != OK ? st : jmap_boxes(j, true);
}

static const struct mail_mailbox *
at_path(const struct jmap *j, const char *path)
{
	for (size_t i = 0; i < j->box_count; i++)
		if (strcmp(j->boxes[i].path, path) == 0)
			return &j->boxes[i];
	return NULL;
}

static enum status
put_order(struct jmap *j, int64_t id, int64_t order)
{
	struct mail_change change;
	enum status st;

	if ((st = db_mail_change_begin(j->cx, j->account, &change)) != OK ||
	    (st = db_mail_mailbox_order(j->cx, &change, id, order)) != OK ||
	    (st = db_mail_change_end(j->cx, &change)) != OK)
		return st;
	return jmap_boxes(j, true);
}

static enum status
create_one(struct jmap *j, struct imap *imap, const char *key, const json_t *given,
    json_t **made, json_t **error)
{
	struct wish w = { .order = -1 };
	const struct mail_mailbox *box;
	const char *path, *name;
	json_t *id, *list, *value;
	enum status st;

	if ((*error = read_wish(j, given, NULL, &w)) != NULL)
		return OK;
	path = path_of(j, imap, &w);
	st = imap_folder_create(j->cx, imap, path, use_of(w.role));
	if (st == OK)
		st = imap_folder_subscribe(j->cx, imap, path, w.subscribed);
	if (st != OK && st != ERR_BUSY && st != ERR_UPSTREAM) {
		*error = jmap_set_fault(j, st);
		return OK;
	}
	j->partly |= st == OK;
	if (st != OK || (st = follow(j)) != OK)
		return st;
	if ((box = at_path(j, path)) == NULL)
		return fault(j->cx, ERR_BUSY, "the mailbox was made but is not indexed yet");
	id = json_keep(j->cx->arena, jmap_id_json('m', box->id));
	jmap_note_created(j, key, id);
	if (w.order >= 0 && w.order != mailbox_order(box)) {
		if ((st = put_order(j, box->id, w.order)) != OK)
			return st;
		box = at_path(j, path);
	}
	list = json_keep(j->cx->arena, json_array());
	if ((st = mailbox_json(j, &box, 1, NULL, list)) != OK)
		return st;
	*made = json_incref(json_array_get(list, 0));
	/* What the client said it knows, unless its name was put otherwise. */
	json_object_foreach((json_t *)given, name, value)
		if (strcmp(name, "name") != 0 || json_equal(json_object_get(*made, name), value))
			json_object_del(*made, name);
	return OK;
}

/* *TOLD: what became otherwise than the client asked, for "updated". */
static enum status
update_one(struct jmap *j, struct imap *imap, const struct mail_mailbox *now, const json_t *given,
    json_t **told, json_t **error)
{
	struct wish w = { .name = now->name, .parent = now->parent,
		.subscribed = now->subscribed, .order = -1 };
	int64_t id = now->id, order = mailbox_order(now);
	const struct mail_mailbox *box;
	const char *path;
	enum status st = OK;

	if ((*error = read_wish(j, given, now, &w)) != NULL)
		return OK;
	path = w.parent == now->parent && strcmp(w.name, now->name) == 0 ? now->path :
	    path_of(j, imap, &w);
	if (strcmp(path, now->path) != 0) {
		if (now->role != NULL && strcmp(now->role, "inbox") == 0) {
			*error = jmap_set_error("forbidden", "the inbox stays where it is", NULL);
			return OK;
		}
		if (is_below(j, w.parent, now->id)) {
			*error = jmap_bad_property("parentId", "it would be below itself");
			return OK;
		}
		if ((st = imap_unselect(j->cx, imap)) == OK)
			st = imap_folder_rename(j->cx, imap, now->path, path);
		j->partly |= st == OK;
		/* The subscription is of the name. */
		if (st == OK && now->subscribed &&
		    (st = imap_folder_subscribe(j->cx, imap, now->path, false)) == OK &&
		    w.subscribed)
			st = imap_folder_subscribe(j->cx, imap, path, true);
	}
	if (st == OK && w.subscribed != now->subscribed)
		st = imap_folder_subscribe(j->cx, imap, path, w.subscribed);
	if (st == OK)
		st = follow(j);
	/* Dovecot says OK, and keeps what it subscribes everybody to. */
	if (st == OK && (box = at_path(j, path)) != NULL && box->subscribed != w.subscribed) {
		*error = jmap_set_error("forbidden", "The folder is always shown.", NULL);
		return OK;
	}
	*told = json_null();
	if (json_object_get(given, "name") != NULL &&
	    strcmp(json_string_value(json_object_get(given, "name")), w.name) != 0)
		*told = json_keep(j->cx->arena, json_pack("{s:s}", "name", w.name));
	if (st == OK && w.order >= 0 && w.order != order)
		return put_order(j, id, w.order);
	if (st == OK || st == ERR_BUSY || st == ERR_UPSTREAM)
		return st;
	*error = jmap_set_fault(j, st);
	return OK;
}

static bool
has_children(const struct jmap *j, int64_t id)
{
	for (size_t i = 0; i < j->box_count; i++)
		if (j->boxes[i].parent == id)
			return true;
	return false;
}

/* The server's word counts: the index may not have all messages yet. */
static enum status
is_empty(struct jmap *j, struct imap *imap, const struct mail_mailbox *now, bool *empty)
{
	struct imap_box box;
	enum status st;

	*empty = true;
	if (!now->selectable)
		return OK;
	if ((st = imap_select(j->cx, imap, now->path, &box)) != OK)
		return st;
	*empty = box.messages == 0;
	return OK;
}

static enum status
destroy_one(struct jmap *j, struct imap *imap, const struct mail_mailbox *now, bool with_emails,
    json_t **error)
{
	bool empty;
	enum status st;

	if (now->role != NULL && strcmp(now->role, "inbox") == 0) {
		*error = jmap_set_error("forbidden", "the inbox stays", NULL);
		return OK;
	}
	if (has_children(j, now->id)) {
		*error = jmap_set_error("mailboxHasChild", NULL, NULL);
		return OK;
	}
	if ((st = is_empty(j, imap, now, &empty)) == OK && !empty && !with_emails) {
		*error = jmap_set_error("mailboxHasEmail", NULL, NULL);
		return OK;
	}
	/* With the mailbox go its messages; those that are elsewhere too stay there. */
	if (st == OK && (st = imap_unselect(j->cx, imap)) == OK)
		st = imap_folder_delete(j->cx, imap, now->path);
	if (st == OK && now->subscribed)
		st = imap_folder_subscribe(j->cx, imap, now->path, false);
	if (st == OK)
		return follow(j);
	if (st == ERR_BUSY || st == ERR_UPSTREAM)
		return st;
	*error = jmap_set_fault(j, st);
	return OK;
}

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
destroy_all(struct jmap *j, struct imap *imap, json_t *given, bool with_emails, json_t *result)
{
	json_t *left = json_keep(j->cx->arena, json_deep_copy(given != NULL ? given : json_null()));
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
		else if ((st = destroy_one(j, imap, now, with_emails, &error)) != OK)
			return st;
		if (error != NULL)
			jmap_set_note(result, "notDestroyed", id, error);
		else
			jmap_set_destroyed(result, id);
		json_array_remove(left, i);
		waited = 0;
	}
	return OK;
}

/* A new one below another new one is made behind it, whatever their order. */
static enum status
create_all(struct jmap *j, struct imap *imap, json_t *given, json_t *result)
{
	json_t *left = json_keep(j->cx->arena, json_copy(given != NULL ? given : json_null()));
	json_t *value, *next;
	const char *key;
	enum status st;

	for (size_t before = SIZE_MAX; json_object_size(left) > 0;) {
		bool stuck = json_object_size(left) == before;
		void *at;

		before = json_object_size(left);
		json_object_foreach_safe(left, at, key, value) {
			const char *parent = json_get_text(value, "parentId");
			json_t *made = NULL, *error = NULL;

			next = parent != NULL && *parent == '#' ?
			    json_object_get(left, parent + 1) : NULL;
			if (next != NULL && !stuck)
				continue;
			key = arena_strdup(j->cx->arena, key);
			if ((st = create_one(j, imap, key, value, &made, &error)) != OK)
				return st;
			jmap_set_note(result, error != NULL ? "notCreated" : "created", key,
			    error != NULL ? error : made);
			json_object_del(left, key);
		}
	}
	return OK;
}

enum status
mailbox_set(struct jmap *j, json_t *args, json_t **result)
{
	struct mail_states before, after;
	struct imap *imap;
	const char *key;
	json_t *value, *out;
	enum status st;

	if ((st = db_mail_states(j->cx, j->account, &before)) != OK ||
	    (st = jmap_set_begin(j, args, before.mailbox)) != OK ||
	    (st = jmap_boxes(j, true)) != OK ||
	    (st = upstream_imap(j->cx, j->account, &imap)) != OK)
		return st;
	out = jmap_set_result(j, args, jmap_state_text(j->cx, before.mailbox));
	if ((st = create_all(j, imap, json_object_get(args, "create"), out)) != OK)
		return st;
	json_object_foreach(json_object_get(args, "update"), key, value) {
		const struct mail_mailbox *now = jmap_box(j, jmap_id('m', jmap_created(j, key)));
		json_t *told = NULL, *error = now == NULL ? jmap_set_error("notFound", NULL, NULL) :
		    !json_is_object(value) ? jmap_set_error("invalidPatch", NULL, NULL) : NULL;

		if (error == NULL && (st = update_one(j, imap, now, value, &told, &error)) != OK)
			return st;
		jmap_set_note(out, error != NULL ? "notUpdated" : "updated", key,
		    error != NULL ? error : told);
	}
	if ((st = destroy_all(j, imap, json_object_get(args, "destroy"),
	    json_get_bool(args, "onDestroyRemoveEmails", false), out)) != OK ||
	    (st = db_mail_states(j->cx, j->account, &after)) != OK)
		return st;
	/* Filters name folders.  What could not be done now is with their next change. */
	if (json_object_size(json_object_get(args, "update")) > 0 && filters_apply(j) != OK) {
		db_rollback(j->cx);
		ctx_forgive(j->cx);
	}
	json_object_set_new(out, "newState", jmap_state_json(after.mailbox));
	*result = json_incref(out);
	return OK;
}
