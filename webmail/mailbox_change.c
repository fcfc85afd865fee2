/*
 * One mailbox made, changed or destroyed on the mail server, with the index
 * behind it.  webmail/mailbox_set.c says which comes first.
 */
#include <string.h>

#include "imapclient/search.h"
#include "imapclient/store.h"
#include "storage/db.h"
#include "webmail/charset.h"
#include "webmail/fold.h"
#include "webmail/folder_role.h"
#include "webmail/mailbox_change.h"
#include "webmail/mailbox_share.h"
#include "webmail/shared_folder.h"
#include "webmail/sync.h"

/* What a client wants a mailbox to be. */
struct wish {
	const char	*name;
	int64_t		 parent;
	const char	*role;		/* "none": what it has goes; NULL: as it is */
	bool		 subscribed;
	int64_t		 order;		/* -1: as it is */
	json_t		*share;		/* with whom; NULL: as it is */
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

/* What people may give and take: what makes a mailbox, as opposed to what only tells of one. */
static bool
is_giveable(const char *role)
{
	return folder_usual_name(folder_use_of(role)) != NULL;
}

/* Each role has one mailbox: whoever has it must give it up first, in the same call at the latest. */
static bool
may_have_role(struct jmap *j, const struct mail_mailbox *now, const char *role)
{
	size_t len;

	/* Jobs are among one's own. */
	if (now != NULL && !j->outside && shared_owner(now->path, &len))
		return false;
	if (now != NULL && now->role != NULL && !is_giveable(now->role))
		return false;
	return role == NULL || (is_giveable(role) && jmap_box_role(j, role) == NULL);
}

/* What only the server sets, as it is. */
static bool
is_unchanged(struct jmap *j, const struct mail_mailbox *now, const char *key, const json_t *value)
{
	json_t *as_is = json_keep(j->cx->arena, json_array());
	json_t *wanted = json_keep(j->cx->arena, json_pack("[s]", key));

	return mailbox_json(j, &now, 1, wanted, as_is) == OK &&
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
			if (text == NULL ? json_is_null(value) && (now == NULL || now->role == NULL) :
			    now != NULL && now->role != NULL && strcmp(now->role, text) == 0)
				continue;
			if ((text == NULL && !json_is_null(value)) || !may_have_role(j, now, text))
				return jmap_bad_property(key, "that role cannot be given");
			w->role = text != NULL ? text : "none";
		} else if (strcmp(key, "sortOrder") == 0) {
			if (!json_is_integer(value) || json_integer_value(value) < 0 ||
			    json_integer_value(value) > INT32_MAX)
				return jmap_bad_property(key, "a number below 2^31");
			w->order = json_integer_value(value);
		} else if (strcmp(key, "shareWith") == 0 ||
		    (now != NULL && strncmp(key, "shareWith/", 10) == 0)) {
			if ((error = mailbox_share_read(j, now, key, value, &w->share)) != NULL)
				return error;
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

/* What was done stays done, so where our mail server let go of the session only this is begun anew. */
static enum status
follow(struct jmap *j)
{
	enum status st = sync_settle(j->cx, j->account);

	if ((st == ERR_BUSY || st == ERR_UPSTREAM) && !j->outside && imap_was_let_go(j->cx)) {
		db_rollback(j->cx);
		ctx_forgive(j->cx);
		st = sync_settle(j->cx, j->account);
	}
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
share(struct jmap *j, const struct mail_mailbox *now, const json_t *want, json_t **error)
{
	struct mail_change change;
	enum status st = mailbox_share_apply(j, now, want, error);

	if (st == OK && *error == NULL &&
	    (st = db_mail_change_begin(j->cx, j->account, &change)) == OK &&
	    (st = db_mail_mailbox_touch(j->cx, &change, now->id)) == OK)
		st = db_mail_change_end(j->cx, &change);
	if (st == OK || st == ERR_BUSY || st == ERR_UPSTREAM)
		return st;
	*error = jmap_set_fault(j, st);
	return OK;
}

/* What was just made is to be shared; where that may not be it goes again. */
static enum status
share_new(struct jmap *j, struct imap *imap, const struct mail_mailbox *box, const json_t *want,
    json_t **error)
{
	json_t *cannot = NULL;
	enum status st;

	if ((st = share(j, box, want, error)) != OK || *error == NULL)
		return st;
	st = mailbox_destroy(j, imap, box, false, &cannot);
	json_decref(cannot);
	return st;
}

enum status
mailbox_create(struct jmap *j, struct imap *imap, const char *key, const json_t *given,
    json_t **made, json_t **error)
{
	struct wish w = { .order = -1 };
	const struct mail_mailbox *box;
	const char *path, *name;
	json_t *id, *list, *value;
	size_t len;
	enum status st;

	if ((*error = read_wish(j, given, NULL, &w)) != NULL)
		return OK;
	path = path_of(j, imap, &w);
	if (w.role != NULL && !j->outside && shared_owner(path, &len)) {
		*error = jmap_bad_property("role", "that role cannot be given");
		return OK;
	}
	if (w.share != NULL && ((st = mailbox_share_check(j, jmap_box(j, w.parent), w.share,
	    error)) != OK || *error != NULL))
		return st;
	st = imap_folder_create(j->cx, imap, path,
	    w.role != NULL ? folder_use_of(w.role) : IMAP_USE_NONE);
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
	if (w.share != NULL && ((st = share_new(j, imap, box, w.share, error)) != OK ||
	    *error != NULL))
		return st;
	id = json_keep(j->cx->arena, jmap_id_json('m', box->id));
	jmap_note_created(j, key, id);
	if (w.order >= 0 && w.order != mailbox_order(box)) {
		if ((st = put_order(j, box->id, w.order)) != OK)
			return st;
		box = at_path(j, path);
	}
	if (w.role != NULL && (box->role == NULL || strcmp(box->role, w.role) != 0)) {
		if ((st = db_mail_mailbox_role(j->cx, j->account, box->id, w.role)) != OK ||
		    (st = follow(j)) != OK)
			return st;
		box = at_path(j, path);
	}
	list = json_keep(j->cx->arena, json_array());
	if ((st = mailbox_json(j, &box, 1, NULL, list)) != OK)
		return st;
	*made = json_incref(json_array_get(list, 0));
	/* What the client said it knows, unless that was put otherwise. */
	json_object_foreach((json_t *)given, name, value)
		if ((strcmp(name, "name") != 0 && strcmp(name, "shareWith") != 0) ||
		    json_equal(json_object_get(*made, name), value))
			json_object_del(*made, name);
	return OK;
}

/*
 * To PATH, with what is below it.  A subscription is of a name, so those move
 * too; of NOW itself only when it is to be SUBSCRIBED.
 */
static enum status
move(struct jmap *j, struct imap *imap, const struct mail_mailbox *now, const char *path,
    bool subscribed)
{
	size_t len = strlen(now->path);
	enum status st;

	if ((st = imap_unselect(j->cx, imap)) != OK ||
	    (st = imap_folder_rename(j->cx, imap, now->path, path)) != OK)
		return st;
	j->partly = true;
	for (size_t i = 0; st == OK && i < j->box_count; i++) {
		const struct mail_mailbox *m = &j->boxes[i];

		if (!m->subscribed || !is_below(j, m->id, now->id))
			continue;
		st = imap_folder_subscribe(j->cx, imap, m->path, false);
		if (st == OK && (m->id != now->id || subscribed))
			st = imap_folder_subscribe(j->cx, imap, arena_printf(j->cx->arena, "%s%s",
			    path, m->path + len), true);
	}
	return st;
}

static enum status
move_and_follow(struct jmap *j, struct imap *imap, const struct mail_mailbox *now, const char *path,
    bool subscribed)
{
	enum status st = move(j, imap, now, path, subscribed);

	return st != OK ? st : follow(j);
}

enum status
mailbox_update(struct jmap *j, struct imap *imap, const struct mail_mailbox *now, const json_t *given,
    json_t **told, json_t **error)
{
	struct wish w = { .name = now->name, .parent = now->parent,
		.subscribed = now->subscribed, .order = -1 };
	int64_t id = now->id, order = mailbox_order(now);
	const struct mail_mailbox *box;
	const char *path;
	size_t len;
	bool moves;
	enum status st = OK;

	if ((*error = read_wish(j, given, now, &w)) != NULL)
		return OK;
	path = w.parent == now->parent && strcmp(w.name, now->name) == 0 ? now->path :
	    path_of(j, imap, &w);
	moves = strcmp(path, now->path) != 0;
	if (!j->outside && w.subscribed != now->subscribed && shared_owner(now->path, &len)) {
		*error = jmap_set_error("forbidden", "Its owner says whether it is shown.", NULL);
		return OK;
	}
	if (w.share != NULL && ((st = share(j, now, w.share, error)) != OK || *error != NULL))
		return st;
	if (moves) {
		if (mailbox_is_inbox(now) || (!j->outside && shared_is_top(now->path))) {
			*error = jmap_set_error("forbidden", "the inbox stays where it is", NULL);
			return OK;
		}
		if (is_below(j, w.parent, now->id)) {
			*error = jmap_bad_property("parentId", "it would be below itself");
			return OK;
		}
		st = move(j, imap, now, path, w.subscribed);
	}
	if (st == OK && w.subscribed && !now->subscribed)
		st = imap_folder_subscribe(j->cx, imap, path, true);
	if (st == OK && !w.subscribed && now->subscribed && !moves)
		st = imap_folder_subscribe(j->cx, imap, path, false);
	if (st == OK && w.role != NULL)
		st = db_mail_mailbox_role(j->cx, j->account, id, w.role);
	if (st == OK)
		st = follow(j);
	/* Dovecot says OK, and keeps what it subscribes everybody to. */
	if (st == OK && (box = at_path(j, path)) != NULL && box->subscribed != w.subscribed) {
		*error = jmap_set_error("forbidden", "The folder is always shown.", NULL);
		return moves ? move_and_follow(j, imap, box, now->path, now->subscribed) : OK;
	}
	*told = json_null();
	if (json_object_get(given, "name") != NULL &&
	    strcmp(json_string_value(json_object_get(given, "name")), w.name) != 0)
		*told = json_pack("{s:s}", "name", w.name);
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

enum status
mailbox_destroy(struct jmap *j, struct imap *imap, const struct mail_mailbox *now, bool with_emails,
    json_t **error)
{
	bool empty;
	enum status st;

	if (mailbox_is_inbox(now) || (!j->outside && shared_is_top(now->path))) {
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

/* ---- Names that others still have ------------------------------------------------ */

static bool
is_among(const int64_t *ids, size_t count, int64_t id)
{
	for (size_t i = 0; i < count; i++)
		if (ids[i] == id)
			return true;
	return false;
}

static struct wish
as_it_is(const struct mail_mailbox *now)
{
	return now == NULL ? (struct wish){ .order = -1 } : (struct wish){ .name = now->name,
		.parent = now->parent, .subscribed = now->subscribed, .order = -1 };
}

enum mailbox_wait
mailbox_waits(struct jmap *j, const struct mail_mailbox *now, const json_t *given,
    const int64_t *others, size_t count)
{
	struct wish w = as_it_is(now);
	json_t *error = read_wish(j, given, now, &w);
	int64_t id = jmap_id('m', json_get_text(error, "existingId"));
	bool wrong = error != NULL;

	json_decref(error);
	if (now != NULL && mailbox_is_inbox(now))
		return MAILBOX_GOES;
	if (now != NULL && !wrong && is_below(j, w.parent, now->id)) {
		id = w.parent;
		while (id != now->id && !is_among(others, count, id))
			id = jmap_box(j, id)->parent;
		return id != now->id ? MAILBOX_NEEDS_PARENT : MAILBOX_GOES;
	}
	return id != 0 && is_among(others, count, id) ? MAILBOX_NEEDS_NAME : MAILBOX_GOES;
}

const char *
mailbox_spare_name(struct jmap *j, int64_t parent, const char *name)
{
	/* Room for " (1000)": there are no more mailboxes in a call. */
	size_t len = charset_cut(name, strlen(name), JMAP_MAX_NAME - 7);
	const char *spare;
	int n = 1;

	do
		spare = arena_printf(j->cx->arena, "%.*s (%d)", (int)len, name, ++n);
	while (sibling(j, parent, spare, 0) != NULL);
	return spare;
}

enum status
mailbox_step_aside(struct jmap *j, struct imap *imap, const struct mail_mailbox *now,
    json_t *given, bool *done)
{
	struct wish w = as_it_is(now);

	json_decref(read_wish(j, given, now, &w));
	*done = !is_below(j, w.parent, now->id);
	if (!*done)
		return OK;
	json_object_set_new(given, "name", json_string(w.name));
	w.name = mailbox_spare_name(j, w.parent, w.name);
	return move_and_follow(j, imap, now, path_of(j, imap, &w), now->subscribed);
}

enum status
mailbox_step_back(struct jmap *j, struct imap *imap, const struct mail_mailbox *now,
    const struct mail_mailbox *was)
{
	struct wish w = as_it_is(was);

	if (sibling(j, was->parent, was->name, now->id) != NULL ||
	    (was->parent != 0 && jmap_box(j, was->parent) == NULL) ||
	    is_below(j, was->parent, now->id))
		return OK;
	return move_and_follow(j, imap, now, path_of(j, imap, &w), was->subscribed);
}
