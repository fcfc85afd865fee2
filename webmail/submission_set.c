/*
 * EmailSubmission/set (RFC 8621, section 7.5).  To create is to send, now or
 * later; to update is to cancel what is held; destroying what is held cancels it
 * too, since nothing could after that.
 */
#include <string.h>

#include "core/clock.h"
#include "core/conf.h"
#include "storage/db.h"
#include "webmail/submission.h"
#include "webmail/tasks.h"

const struct jmap_arg submission_set_args[] = {
	{ "ifInState", ARG_TEXT, 0 }, { "create", ARG_OBJECT, 0 }, { "update", ARG_OBJECT, 0 },
	{ "destroy", ARG_IDS, 0 }, { "onSuccessUpdateEmail", ARG_OBJECT, 0 },
	{ "onSuccessDestroyEmail", ARG_IDS, 0 }, { NULL, ARG_ID, 0 },
};

#define HELD_MESSAGES	20	/* of the greatest size, that an account may have waiting */

struct sender {
	struct jmap	*j;
	struct identity	*identities;
	size_t		 identity_count;
	json_t		*result;
	json_t		*emails;	/* of what succeeded: submission id or "#creation" to email id */
};

static void
succeeded(struct sender *s, const char *id, int64_t email)
{
	json_object_set_new(s->emails, id, jmap_id_json('e', email));
	s->j->partly = true;
}

/* ---- Create ------------------------------------------------------------------------ */

static json_t *
refused(struct ctx *cx, const struct smtp_message *m, const struct smtp_result *r, enum status st)
{
	const char *why = r->data.code >= 400 ? submission_reply(cx, &r->data) :
	    r->mail.code >= 400 ? submission_reply(cx, &r->mail) : cx->fault_text;
	json_t *list, *error;

	if (st == ERR_TOO_LARGE)
		return json_pack("{s:s, s:s, s:I}", "type", "tooLarge", "description",
		    "It is larger than the server takes.", "maxSize", (json_int_t)r->size_limit);
	if (st == ERR_DENIED && r->mail.code >= 400)
		return jmap_set_error("forbiddenMailFrom", why, NULL);
	if (st == ERR_DENIED && r->data.code >= 400)
		return jmap_set_error("forbiddenToSend", why, NULL);
	if (st != ERR_DENIED && st != ERR_INVALID)
		return jmap_set_error("serverFail", why, NULL);
	list = json_array();
	for (size_t i = 0; i < m->rcpt_count; i++)
		if (m->rcpts[i].reply.code >= 400) {
			json_array_append_new(list, json_string(m->rcpts[i].address));
			why = submission_reply(cx, &m->rcpts[i].reply);
		}
	error = jmap_set_error("invalidRecipients", why, NULL);
	json_object_set_new(error, "invalidRecipients", list);
	return error;
}

static enum status
add_row(struct jmap *j, const struct letter *l, struct mail_submission *row)
{
	struct mail_change change;
	bool held = l->send_at != 0;
	enum status st;

	*row = (struct mail_submission){
		.identity = l->as->id, .email = l->email->id, .thread = l->email->thread,
		.envelope = json_write(j->cx, l->envelope, NULL), .send_at = l->send_at,
		.undo_status = held ? "pending" : "final", .delivery = "{}",
		.message_id = l->message_id,
	};
	if ((st = db_mail_change_begin(j->cx, j->account, &change)) != OK ||
	    (st = db_mail_submission_add(j->cx, &change, row)) != OK ||
	    (held && (st = submission_hold(j->cx, &change, row, l->bytes, l->len)) != OK))
		return st;
	return db_mail_change_end(j->cx, &change);
}

/* Postfix cannot take it now: a task tries again. */
static enum status
park(struct jmap *j, const struct letter *l, struct mail_submission *row, bool refused_it)
{
	struct mail_change change;
	struct mail_submission now;
	enum status st;

	if ((st = db_mail_change_begin(j->cx, j->account, &change)) != OK ||
	    (st = db_mail_submission_find(j->cx, j->account, row->id, &now)) != OK)
		return st;
	now.undo_status = row->undo_status = "pending";
	if (refused_it)
		now.taken = false;
	if ((st = db_mail_submission_update(j->cx, &change, &now)) != OK ||
	    (st = submission_hold(j->cx, &change, &now, l->bytes, l->len)) != OK)
		return st;
	return db_mail_change_end(j->cx, &change);
}

static enum status
forget(struct jmap *j, int64_t id)
{
	struct mail_change change;
	bool found;
	enum status st;

	if ((st = db_mail_change_begin(j->cx, j->account, &change)) != OK ||
	    (st = db_mail_submission_remove(j->cx, &change, id, &found)) != OK)
		return st;
	return db_mail_change_end(j->cx, &change);
}

/* *ERROR: it was refused, and nothing of it is left. */
static enum status
send_now(struct jmap *j, const struct letter *l, struct mail_submission *row, json_t **error)
{
	struct ctx *cx = j->cx;
	struct mail_change change;
	struct smtp_message m;
	struct smtp_result r;
	enum status st;

	if ((st = submission_message(cx, l->envelope, row->envid, &m)) != OK)
		return st;
	m.data = l->bytes;
	m.len = l->len;
	st = submission_hand_over(cx, j->account, row, &m, &r);
	if (st == OK) {
		if ((st = db_mail_change_begin(cx, j->account, &change)) != OK ||
		    (st = submission_sent(cx, &change, row, &m, &r)) != OK)
			return st;
		return db_mail_change_end(cx, &change);
	}
	if (st == ERR_BUSY || st == ERR_INTERNAL) {
		ctx_forgive(cx);
		return park(j, l, row, r.data.code >= 400);
	}
	*error = refused(cx, &m, &r, st);
	ctx_forgive(cx);
	return forget(j, row->id);
}

static enum status
not_created(struct sender *s, const char *key, json_t *error)
{
	jmap_set_note(s->result, "notCreated", key, error);
	ctx_forgive(s->j->cx);
	return OK;
}

static enum status
create(void *arg, const char *key, const json_t *given)
{
	struct sender *s = arg;
	struct jmap *j = s->j;
	struct mail_submission row;
	json_t *error = NULL, *id;
	struct letter l;
	int64_t waiting;
	enum status st;

	st = submission_read(j, s->identities, s->identity_count, given, &l);
	if (l.error != NULL)
		return not_created(s, key, l.error);
	if (st != OK)
		return st;
	st = db_mail_rate_take(j->cx, j->account,
	    (int64_t)json_array_size(json_object_get(l.envelope, "rcptTo")),
	    j->cx->conf->send_recipients);
	if (st == ERR_LIMIT)
		return not_created(s, key, jmap_set_error("rateLimit", j->cx->fault_text, NULL));
	/* The disk is everybody's. */
	if (st == OK && l.send_at != 0 &&
	    (st = db_mail_held_total(j->cx, j->account, &waiting)) == OK &&
	    waiting + (int64_t)l.len > HELD_MESSAGES * j->cx->conf->message_size * 1024 * 1024)
		return not_created(s, key, jmap_set_error("overQuota",
		    "too much mail waits to be sent", NULL));
	if (st != OK || (st = add_row(j, &l, &row)) != OK ||
	    (l.send_at == 0 && (st = send_now(j, &l, &row, &error)) != OK))
		return st;
	if (error != NULL)
		return not_created(s, key, error);

	id = json_keep(j->cx->arena, jmap_id_json('s', row.id));
	jmap_note_created(j, key, id);
	succeeded(s, arena_printf(j->cx->arena, "#%s", key), row.email);
	succeeded(s, json_string_value(id), row.email);
	jmap_set_note(s->result, "created", key, json_pack("{s:O, s:o, s:o, s:s}", "id", id, "threadId",
	    jmap_id_json('t', row.thread), "sendAt", jmap_date_json(row.send_at),
	    "undoStatus", row.undo_status));
	return OK;
}

/* ---- Update and destroy ---------------------------------------------------------------- */

/* Within a change: what waits no longer does. */
static enum status
stop_waiting(struct jmap *j, const struct mail_submission *row)
{
	enum status st;

	if ((st = db_mail_held_remove(j->cx, j->account, row->id)) != OK)
		return st;
	return db_task_remove(j->cx, j->account, SUBMISSION_TASK, row->id);
}

/* What may be asked: { undoStatus: "canceled" }, and what is so already. */
static json_t *
check_patch(struct jmap *j, const struct mail_submission *row, const json_t *patch)
{
	const char *key;
	json_t *value;

	if (!json_is_object(patch))
		return jmap_set_error("invalidPatch", NULL, NULL);
	json_object_foreach((json_t *)patch, key, value)
		if (strcmp(key, "undoStatus") != 0 || !json_is_string(value))
			return jmap_bad_property(key, "cannot be changed");
	value = json_object_get(patch, "undoStatus");
	if (value == NULL || strcmp(json_string_value(value), row->undo_status) == 0)
		return NULL;
	if (strcmp(json_string_value(value), "canceled") != 0)
		return jmap_bad_property("undoStatus", "it can be set to canceled only");
	(void)j;
	return strcmp(row->undo_status, "pending") == 0 && !row->begun ? NULL :
	    jmap_set_error("cannotUnsend", "it has been sent", NULL);
}

static enum status
update(void *arg, const char *id, const json_t *patch)
{
	struct sender *s = arg;
	struct jmap *j = s->j;
	const char *known = jmap_created(j, id);
	struct mail_change change;
	struct mail_submission row;
	json_t *error = NULL;
	enum status st;

	if ((st = db_mail_change_begin(j->cx, j->account, &change)) != OK)
		return st;
	st = db_mail_submission_find(j->cx, j->account, jmap_id('s', known), &row);
	if (st == ERR_NOT_FOUND) {
		ctx_forgive(j->cx);
		error = jmap_set_error("notFound", NULL, NULL);
	} else if (st != OK) {
		return st;
	} else {
		error = check_patch(j, &row, patch);
	}
	if (error != NULL) {
		db_rollback(j->cx);
		jmap_set_note(s->result, "notUpdated", id, error);
		return OK;
	}
	if (json_object_size(patch) > 0 && strcmp(row.undo_status, "pending") == 0 &&
	    strcmp(json_get_text(patch, "undoStatus"), "canceled") == 0) {
		row.undo_status = "canceled";
		if ((st = stop_waiting(j, &row)) != OK ||
		    (st = db_mail_submission_update(j->cx, &change, &row)) != OK)
			return st;
	}
	if ((st = db_mail_change_end(j->cx, &change)) != OK)
		return st;
	succeeded(s, known, row.email);
	jmap_set_note(s->result, "updated", known, json_null());
	return OK;
}

static enum status
destroy(void *arg, const char *id)
{
	struct sender *s = arg;
	struct jmap *j = s->j;
	const char *known = jmap_created(j, id);
	struct mail_change change;
	struct mail_submission row;
	bool found;
	enum status st;

	if ((st = db_mail_change_begin(j->cx, j->account, &change)) != OK)
		return st;
	st = db_mail_submission_find(j->cx, j->account, jmap_id('s', known), &row);
	if (st != OK && st != ERR_NOT_FOUND)
		return st;
	if (st == ERR_NOT_FOUND || row.begun) {
		ctx_forgive(j->cx);
		db_rollback(j->cx);
		jmap_set_note(s->result, "notDestroyed", id, st == ERR_NOT_FOUND ?
		    jmap_set_error("notFound", NULL, NULL) :
		    jmap_set_error("forbidden", "it is being sent", NULL));
		return OK;
	}
	if ((st = stop_waiting(j, &row)) != OK ||
	    (st = db_mail_submission_remove(j->cx, &change, row.id, &found)) != OK ||
	    (st = db_mail_change_end(j->cx, &change)) != OK)
		return st;
	succeeded(s, known, row.email);
	jmap_set_destroyed(s->result, known);
	return OK;
}

/* ---- After it ------------------------------------------------------------------------------ */

/* RFC 8621, section 7.5: an Email/set of its own, answered behind ours. */
static enum status
on_success(struct sender *s, json_t *args)
{
	json_t *update = json_object(), *destroy = json_array(), *value, *call;
	const char *key;
	size_t i;

	json_object_foreach(json_object_get(args, "onSuccessUpdateEmail"), key, value) {
		const char *email = json_get_text(s->emails, key);

		if (email != NULL)
			json_object_set(update, email, value);
	}
	json_array_foreach(json_object_get(args, "onSuccessDestroyEmail"), i, value) {
		json_t *email = json_object_get(s->emails, json_string_value(value));

		if (email != NULL)
			json_array_append(destroy, email);
	}
	call = json_keep(s->j->cx->arena, json_pack("{s:O, s:o, s:o}", "accountId",
	    json_object_get(args, "accountId"), "update", update, "destroy", destroy));
	if (json_object_size(update) == 0 && json_array_size(destroy) == 0)
		return OK;
	/* Its failure is its own answer. */
	(void)!jmap_call(s->j, "Email/set", call, s->j->call_id);
	return OK;
}

enum status
submission_set(struct jmap *j, json_t *args, json_t **result)
{
	static const struct jmap_set_steps steps = { create, update, destroy };
	struct sender s = { .j = j, .emails = json_keep(j->cx->arena, json_object()) };
	struct mail_states before, after;
	enum status st;

	if ((st = db_mail_states(j->cx, j->account, &before)) != OK ||
	    (st = jmap_set_begin(j, args, before.submission)) != OK ||
	    (st = db_identity_list(j->cx, j->account, &s.identities, &s.identity_count)) != OK)
		return st;
	s.result = jmap_set_result(j, args, jmap_state_text(j->cx, before.submission));
	if ((st = jmap_set_each(args, &steps, &s)) != OK ||
	    (st = db_mail_states(j->cx, j->account, &after)) != OK ||
	    (st = on_success(&s, args)) != OK)
		return st;
	json_object_set_new(s.result, "newState", jmap_state_json(after.submission));
	*result = json_incref(s.result);
	return OK;
}
