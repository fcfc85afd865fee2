/*
 * EmailSnooze/get, /changes and /set (docs/jmap-snooze.md).  The row and its task are
 * there before the message moves: if the worker dies between, nothing sleeps
 * for ever.
 */
#include <string.h>

#include "core/clock.h"
#include "imapclient/store.h"
#include "storage/db.h"
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
	struct mail_snooze *rows;
	struct mail_states states;
	struct jmap_get get;
	size_t count;
	enum status st;

	if ((st = jmap_get_begin(j, args, 'e', properties, &get)) != OK ||
	    (st = jmap_boxes(j, false)) != OK ||
	    (st = db_mail_states(j->cx, j->account, &states)) != OK ||
	    (st = db_snooze_list(j->cx, j->account, &rows, &count)) != OK)
		return st;
	for (size_t i = 0; i < count; i++)
		if (jmap_get_asks(&get, rows[i].email))
			jmap_get_put(&get, snooze_json(j, &rows[i]));
	*result = jmap_get_end(&get, args, jmap_state_text(j->cx, states.snooze));
	return OK;
}

enum status
snooze_changes(struct jmap *j, json_t *args, json_t **result)
{
	return jmap_changes(j, args, MAIL_SNOOZE, 'e', result);
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
	struct mail_change change;
	enum status st;

	if ((st = db_mail_change_begin(j->cx, j->account, &change)) != OK ||
	    (st = db_snooze_put(j->cx, &change, s)) != OK ||
	    (st = db_task_remove(j->cx, j->account, SNOOZE_TASK, s->email)) != OK ||
	    (st = db_task_add(j->cx, &task)) != OK)
		return st;
	return db_mail_change_end(j->cx, &change);
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
create(void *arg, const char *key, const json_t *given)
{
	static const char *const names[] = { "emailId", "mailboxId", "wakeAt", NULL };
	struct setting *t = arg;
	struct jmap *j = t->j;
	struct mail_snooze s = { .email = jmap_id('e', jmap_created(j,
	    json_get_text(given, "emailId"))) };
	const char *mailbox = json_get_text(given, "mailboxId");
	json_t *error = jmap_only(given, names);
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
			if ((st = snooze_forget(j->cx, j->account, s.email)) != OK)
				return st;
		}
	}
	if (error != NULL) {
		jmap_set_note(t->result, "notCreated", key, error);
		return OK;
	}
	j->partly = true;
	jmap_set_note(t->result, "created", key, snooze_json(j, &s));
	return OK;
}

static enum status
update(void *arg, const char *key, const json_t *patch)
{
	static const char *const names[] = { "wakeAt", NULL };
	struct setting *t = arg;
	struct jmap *j = t->j;
	json_t *error = jmap_only(patch, names);
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
destroy(void *arg, const char *key)
{
	struct setting *t = arg;
	struct jmap *j = t->j;
	struct mail_snooze s;
	enum status st;

	st = db_snooze_find(j->cx, j->account, jmap_id('e', jmap_created(j, key)), &s);
	if (st == ERR_NOT_FOUND) {
		jmap_set_note(t->result, "notDestroyed", key, jmap_set_fault(j, st));
		return OK;
	}
	if (st != OK || (st = snooze_return(j->cx, j->account, &s, false, false)) != OK ||
	    (st = snooze_forget(j->cx, j->account, s.email)) != OK)
		return st;
	t->moved = j->partly = true;
	jmap_set_destroyed(t->result, key);
	return OK;
}

enum status
snooze_set(struct jmap *j, json_t *args, json_t **result)
{
	static const struct jmap_set_steps steps = { create, update, destroy };
	struct mail_states before, after;
	struct setting t = { .j = j };
	enum status st;

	if ((st = jmap_boxes(j, false)) != OK ||
	    (st = db_mail_states(j->cx, j->account, &before)) != OK ||
	    (st = jmap_set_begin(j, args, before.snooze)) != OK)
		return st;
	t.result = jmap_set_result(j, args, jmap_state_text(j->cx, before.snooze));
	if ((st = jmap_set_each(args, &steps, &t)) != OK ||
	    (t.moved && (st = sync_settle(j->cx, j->account)) != OK) ||
	    (st = db_mail_states(j->cx, j->account, &after)) != OK)
		return st;
	json_object_set_new(t.result, "newState", jmap_state_json(after.snooze));
	*result = json_incref(t.result);
	return OK;
}
