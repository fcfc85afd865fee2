/*
 * EmailSnooze/get and /set (docs/jmap-snooze.md).  The row and its task are
 * there before the message moves: if the worker dies between, nothing sleeps
 * for ever.
 */
#include <string.h>

#include "core/clock.h"
#include "core/hash.h"
#include "core/buf.h"
#include "imapclient/store.h"
#include "storage/db.h"
#include "storage/notify.h"
#include "webmail/snooze.h"
#include "webmail/sync.h"
#include "webmail/tasks.h"
#include "webmail/upstream.h"

#define SNOOZE_MAX	(INT64_C(10) * 366 * 86400)	/* seconds ahead */

static const char *const properties[] = { "id", "emailId", "mailboxId", "wakeAt", NULL };

json_t *
snooze_capability(const struct ctx *cx, const struct mail_access *a)
{
	(void)cx;
	if (a == NULL || !a->personal)
		return a == NULL ? json_object() : NULL;
	return json_pack("{s:I, s:s}", "maxSnooze", (json_int_t)SNOOZE_MAX, "mailboxName",
	    SNOOZE_MAILBOX);
}

static const char *
state_of(struct ctx *cx, const struct mail_snooze *list, size_t count)
{
	struct buf text = BUF_ON(cx->arena);

	for (size_t i = 0; i < count; i++)
		buf_printf(&text, "%lld %lld %s\n", (long long)list[i].email,
		    (long long)list[i].wake, list[i].path);
	return arena_strndup(cx->arena, hash_sha256_hex(cx->arena, buf_str(&text), text.len), 16);
}

static json_t *
box_json(struct jmap *j, const char *path)
{
	for (size_t i = 0; i < j->box_count; i++)
		if (strcmp(j->boxes[i].path, path) == 0)
			return jmap_id_json('m', j->boxes[i].id);
	return json_null();
}

static json_t *
snooze_json(struct jmap *j, const struct mail_snooze *s)
{
	return json_pack("{s:o, s:o, s:o, s:o}", "id", jmap_id_json('e', s->email), "emailId",
	    jmap_id_json('e', s->email), "mailboxId", box_json(j, s->path), "wakeAt",
	    jmap_date_json(s->wake));
}

enum status
snooze_get(struct jmap *j, json_t *args, json_t **result)
{
	json_t *wanted = json_object_get(args, "properties");
	json_t *list = json_array(), *not_found = json_array();
	struct mail_snooze *rows;
	size_t count, id_count;
	int64_t *ids;
	bool all;
	enum status st;

	*result = json_keep(j->cx->arena, json_pack("{s:o, s:o}", "list", list, "notFound",
	    not_found));
	if ((st = jmap_check_properties(j, wanted, properties)) != OK ||
	    (st = jmap_get_ids(j, args, 'e', &ids, &id_count, not_found, &all)) != OK ||
	    (st = jmap_boxes(j, false)) != OK ||
	    (st = db_snooze_list(j->cx, j->account, &rows, &count)) != OK)
		return st;
	for (size_t i = 0; i < count; i++)
		if (all || jmap_take_id(ids, id_count, rows[i].email))
			json_array_append_new(list, jmap_keep_wanted(snooze_json(j, &rows[i]),
			    properties, wanted));
	jmap_not_found(ids, id_count, 'e', not_found);
	json_object_set(*result, "accountId", json_object_get(args, "accountId"));
	json_object_set_new(*result, "state", json_string(state_of(j->cx, rows, count)));
	json_incref(*result);
	return OK;
}

/* ---- set --------------------------------------------------------------------------- */

static json_t *
read_wake(const json_t *given, int64_t *wake)
{
	const char *text = json_get_text(given, "wakeAt");

	if (text == NULL || !jmap_date(text, wake))
		return jmap_bad_property("wakeAt", "a date as 2026-11-20T10:00:00Z");
	return *wake <= clock_seconds() || *wake > clock_seconds() + SNOOZE_MAX ?
	    jmap_bad_property("wakeAt", "a time to come") : NULL;
}

static json_t *
only(const json_t *given, const char *const *names)
{
	const char *key;
	json_t *value;
	size_t i;

	if (!json_is_object(given))
		return jmap_set_error("invalidProperties", NULL, NULL);
	json_object_foreach((json_t *)given, key, value) {
		for (i = 0; names[i] != NULL && strcmp(names[i], key) != 0; i++)
			;
		if (names[i] == NULL)
			return jmap_bad_property(key, "cannot be set");
	}
	return NULL;
}

/* Where the email is and comes back to: MAILBOX, or the first that is not the one of snoozed mail. */
static enum status
find_place(struct jmap *j, int64_t email, const char *mailbox, struct mail_place *out,
    json_t **error)
{
	struct mail_place *places;
	int64_t wanted = jmap_id('m', mailbox);
	size_t count;
	enum status st;

	if ((st = db_mail_places(j->cx, j->account, &email, 1, &places, &count)) != OK)
		return st;
	for (size_t i = 0; i < count; i++)
		if (strcmp(places[i].path, SNOOZE_MAILBOX) != 0 &&
		    (mailbox == NULL || places[i].mailbox == wanted)) {
			*out = places[i];
			return OK;
		}
	*error = count == 0 ? jmap_bad_property("emailId", "no such email") :
	    mailbox != NULL ? jmap_bad_property("mailboxId", "it is not there") :
	    jmap_set_error("alreadyExists", "it is snoozed", NULL);
	return OK;
}

/* A row, and the task that ends it. */
static enum status
keep(struct jmap *j, const struct mail_snooze *s)
{
	struct task task = { .account = j->account, .kind = SNOOZE_TASK, .ref = s->email,
		.due = s->wake * 1000 };
	enum status st;

	if ((st = db_begin(j->cx)) != OK || (st = db_snooze_put(j->cx, j->account, s)) != OK ||
	    (st = db_task_remove(j->cx, j->account, SNOOZE_TASK, s->email)) != OK ||
	    (st = db_task_add(j->cx, &task)) != OK)
		return st;
	return db_commit(j->cx);
}

static enum status
drop(struct jmap *j, int64_t email)
{
	enum status st;

	if ((st = db_begin(j->cx)) != OK ||
	    (st = db_snooze_remove(j->cx, j->account, email)) != OK ||
	    (st = db_task_remove(j->cx, j->account, SNOOZE_TASK, email)) != OK)
		return st;
	return db_commit(j->cx);
}

static enum status
move_away(struct jmap *j, const struct mail_place *at)
{
	static const char *const flag[] = { SNOOZE_KEYWORD };
	struct imap_uids uids = IMAP_UIDS_ON(j->cx->arena);
	struct imap_copied copied;
	struct imap *imap;
	enum status st;

	imap_uids_add(&uids, (uint32_t)at->uid);
	if ((st = upstream_imap(j->cx, j->account, &imap)) != OK)
		return st;
	st = imap_folder_create(j->cx, imap, SNOOZE_MAILBOX, IMAP_USE_NONE);
	if (st == OK)
		st = imap_folder_subscribe(j->cx, imap, SNOOZE_MAILBOX, true);
	else if (st == ERR_EXISTS)
		st = OK;
	ctx_forgive(j->cx);
	if (st != OK ||
	    (st = imap_select_known(j->cx, imap, at->path, (uint32_t)at->uidvalidity,
	    (uint32_t)at->uid)) != OK ||
	    (st = imap_store(j->cx, imap, &uids, IMAP_STORE_ADD, flag, 1, 0, NULL)) != OK)
		return st;
	return imap_move(j->cx, imap, &uids, SNOOZE_MAILBOX, &copied);
}

struct setting {
	struct jmap	*j;
	json_t		*result;
	bool		 moved;
};

static enum status
create(struct setting *t, const char *key, const json_t *given)
{
	static const char *const names[] = { "emailId", "mailboxId", "wakeAt", NULL };
	struct jmap *j = t->j;
	struct mail_snooze s = { .email = jmap_id('e', jmap_created(j,
	    json_get_text(given, "emailId"))) };
	const char *mailbox = json_get_text(given, "mailboxId");
	json_t *error = only(given, names);
	struct mail_place at = { 0 };
	enum status st;

	if (error == NULL && (error = read_wake(given, &s.wake)) == NULL &&
	    (st = find_place(j, s.email, mailbox != NULL ? jmap_created(j, mailbox) : NULL, &at,
	    &error)) != OK)
		return st;
	if (error == NULL) {
		s.path = at.path;
		if ((st = db_snooze_guid(j->cx, j->account, s.email, &s.guid)) != OK ||
		    (st = keep(j, &s)) != OK)
			return st;
		t->moved = true;
		if ((st = move_away(j, &at)) != OK) {
			error = jmap_set_fault(j, st);
			if ((st = drop(j, s.email)) != OK)
				return st;
		}
	}
	if (error != NULL) {
		jmap_set_note(t->result, "notCreated", key, error);
		return OK;
	}
	jmap_set_note(t->result, "created", key, snooze_json(j, &s));
	return OK;
}

static enum status
update(struct setting *t, const char *key, const json_t *patch)
{
	static const char *const names[] = { "wakeAt", NULL };
	struct jmap *j = t->j;
	json_t *error = only(patch, names);
	struct mail_snooze s;
	enum status st;

	st = db_snooze_find(j->cx, j->account, jmap_id('e', jmap_created(j, key)), &s);
	if (st == ERR_NOT_FOUND && error == NULL)
		error = jmap_set_error("notFound", NULL, NULL);
	else if (st != OK && st != ERR_NOT_FOUND)
		return st;
	if (error == NULL && (error = read_wake(patch, &s.wake)) == NULL && (st = keep(j, &s)) != OK)
		return st;
	ctx_forgive(j->cx);
	jmap_set_note(t->result, error != NULL ? "notUpdated" : "updated", key,
	    error != NULL ? error : json_null());
	return OK;
}

/* Back at once, as it was. */
static enum status
destroy(struct setting *t, const char *key)
{
	struct jmap *j = t->j;
	struct mail_snooze s;
	enum status st;

	st = db_snooze_find(j->cx, j->account, jmap_id('e', jmap_created(j, key)), &s);
	if (st == ERR_NOT_FOUND) {
		jmap_set_note(t->result, "notDestroyed", key, jmap_set_fault(j, st));
		return OK;
	}
	if (st != OK || (st = snooze_return(j->cx, j->account, &s, false, false)) != OK ||
	    (st = drop(j, s.email)) != OK)
		return st;
	t->moved = true;
	jmap_set_destroyed(t->result, key);
	return OK;
}

enum status
snooze_set(struct jmap *j, json_t *args, json_t **result)
{
	struct setting t = { .j = j };
	const char *before, *after, *key;
	struct mail_snooze *rows;
	json_t *value;
	size_t count, i;
	enum status st;

	if ((st = jmap_boxes(j, false)) != OK ||
	    (st = db_snooze_list(j->cx, j->account, &rows, &count)) != OK)
		return st;
	before = state_of(j->cx, rows, count);
	if ((st = jmap_set_begin_at(j, args, before)) != OK)
		return st;
	t.result = jmap_set_result(j, args, before);
	json_object_foreach(json_object_get(args, "create"), key, value)
		if ((st = create(&t, key, value)) != OK)
			return st;
	json_object_foreach(json_object_get(args, "update"), key, value)
		if ((st = update(&t, key, value)) != OK)
			return st;
	json_array_foreach(json_object_get(args, "destroy"), i, value)
		if ((st = destroy(&t, json_string_value(value))) != OK)
			return st;
	if ((t.moved && (st = sync_settle(j->cx, j->account)) != OK) ||
	    (st = db_snooze_list(j->cx, j->account, &rows, &count)) != OK)
		return st;
	after = state_of(j->cx, rows, count);
	if (strcmp(before, after) != 0 &&
	    (st = db_notify(j->cx, j->account, "EmailSnooze", after)) != OK)
		return st;
	json_object_set_new(t.result, "newState", json_string(after));
	*result = json_incref(t.result);
	return OK;
}
