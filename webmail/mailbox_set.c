/*
 * Mailbox/set (RFC 8621, section 2.5).  Changes are made on the mail server,
 * one after another; the index follows after each, so that the next one sees
 * what the last one made.
 */
#include <string.h>

#include "imapclient/search.h"
#include "imapclient/store.h"
#include "webmail/private.h"
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
path_of(struct jmap *j, const struct wish *w)
{
	const struct mail_mailbox *parent = jmap_box(j, w->parent);

	return parent == NULL ? w->name : arena_printf(j->cx->arena, "%s%s%s", parent->path,
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

/* Properties of a create or an update on top of WISH; a SetError or NULL. */
static json_t *
read_wish(struct jmap *j, const json_t *given, const struct mail_mailbox *now, struct wish *w)
{
	const char *key, *text;
	json_t *value;

	json_object_foreach((json_t *)given, key, value) {
		text = json_string_value(value);
		if (strcmp(key, "name") == 0) {
			if (text == NULL || !name_is_good(j, text))
				return jmap_bad_property(key, "that cannot be a name");
			w->name = text;
		} else if (strcmp(key, "parentId") == 0) {
			w->parent = json_is_null(value) ? 0 : jmap_id('m', jmap_created(j, text));
			if (!json_is_null(value) && jmap_box(j, w->parent) == NULL)
				return jmap_bad_property(key, "no such mailbox");
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
			/* The mail server has no place to keep it. */
			if (!json_is_integer(value) || json_integer_value(value) !=
			    (now != NULL ? now->sort_order : 10))
				return jmap_bad_property(key, "is given by the server");
		} else {
			return jmap_bad_property(key, "cannot be set");
		}
	}
	if (w->name == NULL)
		return jmap_bad_property("name", "a name is needed");
	if (sibling(j, w->parent, w->name, now != NULL ? now->id : 0) != NULL)
		return jmap_bad_property("name", "there is one of that name already");
	return NULL;
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
create_one(struct jmap *j, struct imap *imap, const char *key, const json_t *given,
    json_t **made, json_t **error)
{
	struct wish w = { .subscribed = false };
	const struct mail_mailbox *box;
	const char *path;
	json_t *id;
	enum status st;

	if ((*error = read_wish(j, given, NULL, &w)) != NULL)
		return OK;
	path = path_of(j, &w);
	st = imap_folder_create(j->cx, imap, path, use_of(w.role));
	if (st == OK)
		st = imap_folder_subscribe(j->cx, imap, path, w.subscribed);
	if (st != OK && st != ERR_BUSY && st != ERR_UPSTREAM) {
		*error = jmap_set_fault(j, st);
		return OK;
	}
	if (st != OK || (st = follow(j)) != OK)
		return st;
	if ((box = at_path(j, path)) == NULL)
		return fault(j->cx, ERR_BUSY, "the mailbox was made but is not indexed yet");
	id = json_keep(j->cx->arena, jmap_id_json('m', box->id));
	jmap_note_created(j, key, id);
	*made = json_pack("{s:O, s:i, s:i, s:i, s:i, s:i, s:{s:b, s:b, s:b, s:b, s:b, s:b, s:b, s:b, s:b}}",
	    "id", id, "sortOrder", (int)box->sort_order, "totalEmails", 0, "unreadEmails", 0,
	    "totalThreads", 0, "unreadThreads", 0, "myRights", "mayReadItems", 1, "mayAddItems", 1,
	    "mayRemoveItems", 1, "maySetSeen", 1, "maySetKeywords", 1, "mayCreateChild", 1,
	    "mayRename", 1, "mayDelete", 1, "maySubmit", 1);
	return OK;
}

static enum status
update_one(struct jmap *j, struct imap *imap, const struct mail_mailbox *now, const json_t *given,
    json_t **error)
{
	struct wish w = { .name = now->name, .parent = now->parent, .subscribed = now->subscribed };
	const char *path;
	enum status st = OK;

	if ((*error = read_wish(j, given, now, &w)) != NULL)
		return OK;
	path = path_of(j, &w);
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
		/* The subscription is of the name. */
		if (st == OK && now->subscribed &&
		    (st = imap_folder_subscribe(j->cx, imap, now->path, false)) == OK &&
		    w.subscribed)
			st = imap_folder_subscribe(j->cx, imap, path, true);
	}
	if (st == OK && w.subscribed != now->subscribed)
		st = imap_folder_subscribe(j->cx, imap, path, w.subscribed);
	if (st == OK)
		return follow(j);
	if (st == ERR_BUSY || st == ERR_UPSTREAM)
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

static void
note(json_t *result, const char *list, const char *key, json_t *value)
{
	json_t *into = json_object_get(result, list);

	if (!json_is_object(into)) {
		into = json_object();
		json_object_set_new(result, list, into);
	}
	json_object_set_new(into, key, value);
}

static enum status
destroy_all(struct jmap *j, struct imap *imap, json_t *ids, bool with_emails, json_t *result)
{
	json_t *item, *done = json_keep(j->cx->arena, json_array());
	size_t i;
	enum status st;

	json_array_foreach(ids, i, item) {
		const struct mail_mailbox *now = jmap_box(j,
		    jmap_id('m', jmap_created(j, json_string_value(item))));
		json_t *error = now == NULL ? jmap_set_error("notFound", NULL, NULL) : NULL;

		if (now != NULL && (st = destroy_one(j, imap, now, with_emails, &error)) != OK)
			return st;
		if (error != NULL)
			note(result, "notDestroyed", json_string_value(item), error);
		else
			json_array_append(done, item);
	}
	if (json_array_size(done) > 0)
		json_object_set(result, "destroyed", done);
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
	out = json_keep(j->cx->arena, json_pack("{s:O, s:o, s:n, s:n, s:n, s:n, s:n, s:n}",
	    "accountId", json_object_get(args, "accountId"),
	    "oldState", jmap_state_json(before.mailbox), "created", "updated", "destroyed",
	    "notCreated", "notUpdated", "notDestroyed"));
	json_object_foreach(json_object_get(args, "create"), key, value) {
		json_t *made = NULL, *error = NULL;

		if ((st = create_one(j, imap, key, value, &made, &error)) != OK)
			return st;
		note(out, error != NULL ? "notCreated" : "created", key,
		    error != NULL ? error : made);
	}
	json_object_foreach(json_object_get(args, "update"), key, value) {
		const struct mail_mailbox *now = jmap_box(j, jmap_id('m', jmap_created(j, key)));
		json_t *error = now == NULL ? jmap_set_error("notFound", NULL, NULL) : NULL;

		if (now != NULL && (st = update_one(j, imap, now, value, &error)) != OK)
			return st;
		note(out, error != NULL ? "notUpdated" : "updated", key,
		    error != NULL ? error : json_null());
	}
	if ((st = destroy_all(j, imap, json_object_get(args, "destroy"),
	    json_get_bool(args, "onDestroyRemoveEmails", false), out)) != OK ||
	    (st = db_mail_states(j->cx, j->account, &after)) != OK)
		return st;
	json_object_set_new(out, "newState", jmap_state_json(after.mailbox));
	*result = json_incref(out);
	return OK;
}
