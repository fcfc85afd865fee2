/*
 * Hands messages to Postfix: at once, or when a held one is due.
 *
 * Once only.  A row tells that an attempt has begun before it begins.  Postfix
 * is greeted with the row's envid, and asks the database for it at the end of
 * the message (migration 0010): the first time that marks the row as taken, a
 * second time refuses.  So after a worker died, or a connection broke, taken
 * says what became of the message, and a second attempt does no harm.
 *
 * What Postfix cannot take now is held like mail that is not due yet, and tried
 * again by a task (storage/task.h), less and less often, for about two days.
 */
#include <string.h>

#include "core/conf.h"
#include "core/pages.h"
#include "storage/db.h"
#include "webmail/blob.h"
#include "webmail/mime_header.h"
#include "webmail/submission.h"
#include "webmail/tasks.h"
#include "webmail/upstream.h"

const char *
submission_reply(struct ctx *cx, const struct smtp_reply *r)
{
	char *text;

	if (r->code == 0)
		return "";
	text = arena_printf(cx->arena, "%d%s%s %s", r->code, *r->enhanced != '\0' ? " " : "",
	    r->enhanced, r->text);
	for (char *c = text; *c != '\0'; c++)
		if ((*c < ' ' || *c > '~') && *c != '\n')
			*c = *c == '\n' ? ' ' : '?';
	return text;
}

static bool
has_high(const char *p, size_t len)
{
	for (size_t i = 0; i < len; i++) {
		if ((unsigned char)p[i] >= 0x80)
			return true;
		if ((i + 1) % PAGES_STEP == 0)
			pages_forget(p + i + 1 - PAGES_STEP, PAGES_STEP);
	}
	return false;
}

/* The bytes, and what of SMTP they need. */
static void
give_bytes(struct ctx *cx, struct smtp_message *m, const char *p, size_t len)
{
	struct mime_fields fields = mime_header_read(cx->arena, p, len);

	m->data = p;
	m->len = len;
	m->eight_bit = has_high(p, len);
	m->utf8 = m->eight_bit && has_high(p, fields.size);
	for (size_t i = 0; i < m->rcpt_count; i++)
		m->utf8 |= has_high(m->rcpts[i].address, strlen(m->rcpts[i].address));
}

static bool
was_handed_over_before(const struct smtp_result *r)
{
	return strcmp(r->data.enhanced, "5.5.1") == 0 &&
	    strstr(r->data.text, "handed over before") != NULL;
}

/*
 * Another provider's server asks our database nothing: when the connection
 * broke behind the message, it is sent again, twice at worst rather than never.
 * Its queue is not ours, so what becomes of the message is not known.
 */
static enum status
hand_elsewhere(struct ctx *cx, const struct smtp_login *login, struct smtp_message *m,
    struct smtp_result *r)
{
	enum status st = smtp_send(cx, login, m, r);

	r->queue_id = "";
	return st;
}

enum status
submission_hand_over(struct ctx *cx, int64_t account, const struct mail_submission *s,
    struct smtp_message *m, struct smtp_result *r)
{
	struct mail_submission now;
	struct smtp_login login;
	enum status st;

	*r = (struct smtp_result){ 0 };
	give_bytes(cx, m, m->data, m->len);
	if ((st = upstream_smtp(cx, account, &login)) != OK)
		return st;
	if (login.at.guarded)
		return hand_elsewhere(cx, &login, m, r);
	login.helo = arena_printf(cx->arena, "hl-%s", s->envid);
	st = smtp_send(cx, &login, m, r);
	if (st == OK || (st != ERR_INTERNAL && !was_handed_over_before(r)))
		return st;
	/* Only the row knows. */
	if (db_mail_submission_find(cx, account, s->id, &now) != OK || !now.taken)
		return st;
	ctx_forgive(cx);
	r->data = (struct smtp_reply){ .enhanced = "", .text = "" };
	for (size_t i = 0; i < m->rcpt_count; i++)
		m->rcpts[i].accepted = m->rcpts[i].reply.code == 0 ||
		    m->rcpts[i].reply.code / 100 == 2;
	return OK;
}

/* ---- What became of it --------------------------------------------------------------- */

static json_t *
delivery_of(struct ctx *cx, const struct smtp_rcpt *to, const struct smtp_result *r)
{
	const char *reply = submission_reply(cx, to->accepted || r->data.code >= 400 ? &r->data :
	    &to->reply);

	/* Our own Postfix tells its name of the message, and later what became of it. */
	bool ours = r->data.code == 0 || (r->queue_id != NULL && *r->queue_id != '\0');

	return json_pack("{s:s, s:s, s:s}", "smtpReply", reply, "delivered",
	    !to->accepted ? "no" : ours ? "queued" : "unknown", "displayed", "unknown");
}

enum status
submission_sent(struct ctx *cx, struct mail_change *change, struct mail_submission *s,
    const struct smtp_message *m, const struct smtp_result *r)
{
	json_t *delivery;
	enum status st;

	if ((st = db_mail_submission_find(cx, change->account, s->id, s)) != OK ||
	    (st = json_read(cx, s->delivery, strlen(s->delivery), &delivery)) != OK)
		return st;
	for (size_t i = 0; i < m->rcpt_count; i++)
		if (json_object_get(delivery, m->rcpts[i].address) == NULL)
			json_object_set_new(delivery, m->rcpts[i].address,
			    delivery_of(cx, &m->rcpts[i], r));
	s->undo_status = "final";
	s->delivery = json_write(cx, delivery, NULL);
	s->queue_id = r->queue_id != NULL && *r->queue_id != '\0' ? r->queue_id : NULL;
	s->begun = false;
	return db_mail_submission_update(cx, change, s);
}

enum status
submission_hold(struct ctx *cx, struct mail_change *change, const struct mail_submission *s,
    const char *bytes, size_t len)
{
	struct task task = { .account = change->account, .kind = SUBMISSION_TASK, .ref = s->id,
		.due = s->send_at * 1000 };
	enum status st;
	int number = 0;

	for (size_t at = 0; at < len; at += MAIL_HELD_PIECE) {
		if ((st = db_mail_held_put(cx, change->account, s->id, number++, bytes + at,
		    len - at < MAIL_HELD_PIECE ? len - at : MAIL_HELD_PIECE)) != OK)
			return st;
		pages_forget(bytes + at, len - at < MAIL_HELD_PIECE ? len - at : MAIL_HELD_PIECE);
	}
	return db_task_add(cx, &task);
}

/* ---- The task ---------------------------------------------------------------------------- */

struct sending {
	struct mail_submission	 s;
	struct smtp_message	 m;
	struct smtp_result	 r;
	const char		*bytes;
	size_t			 len;
};

static enum status
load_held(struct ctx *cx, int64_t account, struct sending *d)
{
	struct blob held = { .fd = -1 };
	json_t *envelope;
	enum status st;

	if ((st = json_read(cx, d->s.envelope, strlen(d->s.envelope), &envelope)) != OK ||
	    (st = submission_message(cx, envelope, d->s.envid, &d->m)) != OK ||
	    (st = blob_file(cx, &held.fd)) != OK ||
	    (st = db_mail_held_copy(cx, account, d->s.id, held.fd, &held.len)) != OK ||
	    (st = blob_bytes(cx, &held, &d->bytes, &d->len)) != OK)
		return st;
	d->m.data = d->bytes;
	d->m.len = d->len;
	return OK;
}

/* Claim it: from here on it cannot be cancelled.  *GO: it is to be sent now. */
static enum status
begin(struct ctx *cx, const struct task *task, struct mail_submission *s, bool *go)
{
	struct mail_change change;
	enum status st;

	*go = false;
	if ((st = db_mail_change_begin(cx, task->account, &change)) != OK)
		return st;
	st = db_mail_submission_find(cx, task->account, task->ref, s);
	if (st == ERR_NOT_FOUND) {
		ctx_forgive(cx);
		db_rollback(cx);
		return OK;
	}
	if (st != OK)
		return st;
	*go = strcmp(s->undo_status, "pending") == 0 || s->begun;
	if (!*go || s->begun) {
		db_rollback(cx);
		return OK;
	}
	s->undo_status = "final";
	s->begun = true;
	if ((st = db_mail_submission_update(cx, &change, s)) != OK)
		return st;
	return db_mail_change_end(cx, &change);
}

/* It was not taken: it can be cancelled again until the next attempt. */
static enum status
put_back(struct ctx *cx, const struct task *task, const struct smtp_result *r)
{
	struct mail_change change;
	struct mail_submission s;
	enum status st;

	if ((st = db_mail_change_begin(cx, task->account, &change)) != OK ||
	    (st = db_mail_submission_find(cx, task->account, task->ref, &s)) != OK)
		return st;
	s.undo_status = "pending";
	s.begun = false;
	/* An answer to the message itself says for certain that it was not. */
	if (r->data.code >= 400)
		s.taken = false;
	if ((st = db_mail_submission_update(cx, &change, &s)) != OK)
		return st;
	return db_mail_change_end(cx, &change);
}

/* Tell the sender of those who got nothing: he is not there to see the answer. */
static enum status
tell_refused(struct ctx *cx, int64_t account, const struct sending *d)
{
	struct mime_fields fields = mime_header_read(cx->arena, d->bytes, d->len);
	json_t *delivery, *one;
	const char *address;
	bool any = false;
	enum status st;

	if ((st = json_read(cx, d->s.delivery, strlen(d->s.delivery), &delivery)) != OK)
		return st;
	json_object_foreach(delivery, address, one) {
		const char *delivered = json_get_text(one, "delivered");

		any |= delivered != NULL && strcmp(delivered, "no") == 0;
	}
	return any ? submission_notice(cx, account, &d->s, delivery, d->bytes, fields.size) : OK;
}

static enum status
finish(struct ctx *cx, const struct task *task, struct sending *d)
{
	struct mail_change change;
	enum status st;

	if ((st = db_mail_change_begin(cx, task->account, &change)) != OK ||
	    (st = submission_sent(cx, &change, &d->s, &d->m, &d->r)) != OK ||
	    (st = db_mail_held_remove(cx, task->account, task->ref)) != OK ||
	    (st = db_task_end(cx, task)) != OK ||
	    (st = db_mail_change_end(cx, &change)) != OK)
		return st;
	if (tell_refused(cx, task->account, d) != OK)
		ctx_forgive(cx);	/* the delivery status tells it, too */
	return OK;
}

static void
all_accepted(struct smtp_message *m)
{
	for (size_t i = 0; i < m->rcpt_count; i++)
		m->rcpts[i].accepted = true;
}

enum status
submission_run(struct ctx *cx, const struct task *task)
{
	struct sending d = { 0 };
	enum status st;
	bool go;

	if ((st = begin(cx, task, &d.s, &go)) != OK || !go)
		return st;
	/* From here on NOT_FOUND would be a loss of ours, no reason to forget it. */
	if ((st = load_held(cx, task->account, &d)) != OK)
		return st == ERR_NOT_FOUND ? ERR_INTERNAL : st;
	if (d.s.begun && d.s.taken) {
		/* An earlier attempt went well, and its worker died before it could say so. */
		d.r = (struct smtp_result){ .data = { .enhanced = "", .text = "" } };
		all_accepted(&d.m);
		return finish(cx, task, &d);
	}
	st = submission_hand_over(cx, task->account, &d.s, &d.m, &d.r);
	if (st == OK)
		return finish(cx, task, &d);
	if (st != ERR_DENIED && st != ERR_INVALID && st != ERR_TOO_LARGE && st != ERR_NOT_FOUND) {
		const char *why = cx->fault_text;

		db_rollback(cx);
		ctx_forgive(cx);
		if (put_back(cx, task, &d.r) != OK)
			return ERR_BUSY;
		return fault(cx, ERR_BUSY, "%s", why != NULL ? why : status_name(st));
	}
	return st;
}

enum status
submission_give_up(struct ctx *cx, const struct task *task, const char *why)
{
	const char *reply = arena_printf(cx->arena, "554 5.0.0 %s", why);
	struct sending d = { 0 };
	struct mail_change change;
	json_t *delivery;
	enum status st;

	st = db_mail_submission_find(cx, task->account, task->ref, &d.s);
	if (st == ERR_NOT_FOUND) {
		ctx_forgive(cx);
		return OK;
	}
	if (st != OK)
		return st;
	/* Without its bytes there is no header to quote, and the rest is said all the same. */
	if ((st = load_held(cx, task->account, &d)) == ERR_NOT_FOUND) {
		ctx_forgive(cx);
		d.bytes = "";
		d.len = 0;
		st = OK;
	}
	if (st != OK ||
	    (st = json_read(cx, d.s.delivery, strlen(d.s.delivery), &delivery)) != OK)
		return st;
	for (size_t i = 0; i < d.m.rcpt_count; i++)
		json_object_set_new(delivery, d.m.rcpts[i].address, json_pack("{s:s, s:s, s:s}",
		    "smtpReply", utf8_valid(reply, strlen(reply)) ? reply : "554 5.0.0",
		    "delivered", "no", "displayed", "unknown"));
	d.s.delivery = json_write(cx, delivery, NULL);
	/* First the notice: of what is final nobody speaks again. */
	if ((st = tell_refused(cx, task->account, &d)) != OK)
		ctx_forgive(cx);
	if ((st = db_mail_change_begin(cx, task->account, &change)) != OK)
		return st;
	d.s.undo_status = "final";
	d.s.begun = false;
	if ((st = db_mail_submission_update(cx, &change, &d.s)) != OK ||
	    (st = db_mail_held_remove(cx, task->account, task->ref)) != OK ||
	    (st = db_task_end(cx, task)) != OK)
		return st;
	return db_mail_change_end(cx, &change);
}
