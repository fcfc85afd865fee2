#include <string.h>
#include <strings.h>

#include "storage/db.h"
#include "storage/mail_email.h"
#include "storage/mail_submission.h"
#include "webmail/blob.h"
#include "webmail/dsn_parse.h"
#include "webmail/report.h"
#include "webmail/structure.h"
#include "webmail/sync.h"
#include "webmail/tasks.h"

#define REPORT_MAX	(256 * 1024)	/* bytes of the part for machines */
#define REPORTS_KEPT	100		/* of one submission */

enum status
report_notice(struct ctx *cx, const struct mail_change *change, const struct mail_new *rows,
    size_t count)
{
	for (size_t i = 0; i < count; i++) {
		struct task task = { .account = change->account, .kind = REPORT_TASK,
			.ref = rows[i].email };
		enum status st;

		if (rows[i].structure == NULL ||
		    (strstr(rows[i].structure, "\"message/delivery-status\"") == NULL &&
		    strstr(rows[i].structure, "\"message/global-delivery-status\"") == NULL &&
		    strstr(rows[i].structure, "\"message/disposition-notification\"") == NULL))
			continue;
		if ((st = db_task_add(cx, &task)) != OK)
			return st;
	}
	return OK;
}

/* ---- What it says --------------------------------------------------------------------- */

/* The submission's recipient of that address, as the envelope has it; NULL: none. */
static const char *
recipient_of(const json_t *envelope, const char *address)
{
	json_t *one;
	size_t i;

	json_array_foreach(json_object_get(envelope, "rcptTo"), i, one) {
		const char *email = json_get_text(one, "email");

		if (email != NULL && *address != '\0' && strcasecmp(email, address) == 0)
			return email;
	}
	return NULL;
}

static json_t *
status_of(json_t *delivery, const char *recipient)
{
	json_t *one = json_object_get(delivery, recipient);

	if (one == NULL) {
		one = json_pack("{s:s, s:s, s:s}", "smtpReply", "", "delivered", "queued",
		    "displayed", "unknown");
		json_object_set_new(delivery, recipient, one);
	}
	return one;
}

/* As a server would have said it (RFC 8621, section 7: smtpReply). */
static const char *
reply_of(struct ctx *cx, const struct dsn_recipient *r)
{
	const char *d = r->diagnostic;

	if (strlen(d) > 4 && d[0] >= '2' && d[0] <= '5' && strspn(d, "0123456789") == 3)
		return d;
	return arena_printf(cx->arena, "%s %s %s", r->action == DSN_FAILED ? "550" :
	    r->action == DSN_DELAYED ? "450" : "250", *r->status != '\0' ? r->status :
	    r->action == DSN_FAILED ? "5.0.0" : r->action == DSN_DELAYED ? "4.0.0" : "2.0.0", d);
}

/* What is known for good stays; what is new counts. */
static void
note_delivery(struct ctx *cx, json_t *delivery, const char *recipient, const struct dsn_recipient *r)
{
	static const char *const words[] = {
		[DSN_FAILED] = "no", [DSN_DELAYED] = "queued", [DSN_DELIVERED] = "yes",
		[DSN_RELAYED] = "unknown", [DSN_EXPANDED] = "unknown",
	};
	json_t *one = status_of(delivery, recipient);
	const char *was = json_get_text(one, "delivered");
	bool known = was != NULL && (strcmp(was, "yes") == 0 || strcmp(was, "no") == 0);

	if (r->action == DSN_UNKNOWN || (known && r->action != DSN_FAILED && r->action != DSN_DELIVERED))
		return;
	json_object_set_new(one, "delivered", json_string(words[r->action]));
	json_object_set_new(one, "smtpReply", json_string(reply_of(cx, r)));
}

static const char *
with_number(struct ctx *cx, const char *list, int64_t number)
{
	json_t *all = json_keep(cx->arena, json_loads(list, 0, NULL)), *one;
	size_t i;

	json_array_foreach(all, i, one)
		if (json_integer_value(one) == number)
			return list;
	if (json_array_size(all) < REPORTS_KEPT)
		json_array_append_new(all, json_integer((json_int_t)number));
	return json_write(cx, all, NULL);
}

/* ---- The task ---------------------------------------------------------------------------- */

struct reading {
	struct ctx	*cx;
	const struct task *task;
	const char	*bytes;		/* of the part for machines */
	size_t		 len;
	bool		 disposition;
};

/* The submission that it is about.  ERR_NOT_FOUND. */
static enum status
find(struct reading *r, const struct dsn *d, const char *message_id, struct mail_submission *s)
{
	if (r->disposition)
		return *message_id == '\0' ? fault(r->cx, ERR_NOT_FOUND, "about nothing") :
		    db_mail_submission_by_message(r->cx, r->task->account, message_id, s);
	return *d->envelope_id == '\0' ? fault(r->cx, ERR_NOT_FOUND, "about nothing") :
	    db_mail_submission_by_envid(r->cx, r->task->account, d->envelope_id, s);
}

/*
 * Postfix says "relayed" of what it handed to Dovecot, which speaks no DSN; but
 * there it has arrived.
 */
static enum status
arrived_here(struct ctx *cx, struct dsn *d)
{
	enum status st;
	bool here;

	for (size_t i = 0; i < d->count; i++) {
		if (d->list[i].action != DSN_RELAYED || *d->list[i].final == '\0')
			continue;
		if ((st = db_mail_is_here(cx, d->list[i].final, &here)) != OK)
			return st;
		if (here)
			d->list[i].action = DSN_DELIVERED;
	}
	return OK;
}

static bool
apply(struct reading *r, const struct dsn *d, const struct disposition *m, const json_t *envelope,
    json_t *delivery)
{
	bool any = false;
	const char *to;

	if (r->disposition) {
		if (m->displayed && (to = recipient_of(envelope, m->final)) != NULL) {
			json_object_set_new(status_of(delivery, to), "displayed", json_string("yes"));
			return true;
		}
		return false;
	}
	for (size_t i = 0; i < d->count; i++) {
		to = recipient_of(envelope, d->list[i].original);
		if (to == NULL)
			to = recipient_of(envelope, d->list[i].final);
		if (to != NULL)
			note_delivery(r->cx, delivery, to, &d->list[i]);
		any |= to != NULL;
	}
	return any;
}

static enum status
record(struct reading *r)
{
	struct ctx *cx = r->cx;
	struct dsn d = dsn_parse(cx->arena, r->bytes, r->len);
	struct disposition m = disposition_parse(cx->arena, r->bytes, r->len);
	struct mail_change change;
	struct mail_submission s;
	json_t *envelope, *delivery;
	enum status st;

	if ((st = db_mail_change_begin(cx, r->task->account, &change)) != OK)
		return st;
	st = find(r, &d, m.message_id, &s);
	if (st == ERR_NOT_FOUND) {
		ctx_forgive(cx);
		return OK;	/* about mail that was sent elsewhere */
	}
	if (st != OK || (st = arrived_here(cx, &d)) != OK ||
	    (st = json_read(cx, s.envelope, strlen(s.envelope), &envelope)) != OK ||
	    (st = json_read(cx, s.delivery, strlen(s.delivery), &delivery)) != OK)
		return st;
	if (!apply(r, &d, &m, envelope, delivery))
		return OK;
	s.delivery = json_write(cx, delivery, NULL);
	if (r->disposition)
		s.receipts = with_number(cx, s.receipts, r->task->ref);
	else
		s.reports = with_number(cx, s.reports, r->task->ref);
	if ((st = db_mail_submission_update(cx, &change, &s)) != OK ||
	    (st = db_task_end(cx, r->task)) != OK)
		return st;
	return db_mail_change_end(cx, &change);
}

/* The part for machines; NULL: there is none. */
static const char *
machine_part(struct ctx *cx, const struct mail_email *e, bool *disposition)
{
	json_t *json = json_keep(cx->arena, json_loads(e->structure, 0, NULL));
	struct mime_message all = { .root = structure_tree(cx->arena, json) };

	for (struct mime_part *p = mime_part_next(&all, NULL); p != NULL;
	    p = mime_part_next(&all, p)) {
		*disposition = strcasecmp(p->type, "message/disposition-notification") == 0;
		if (*disposition || strcasecmp(p->type, "message/delivery-status") == 0 ||
		    strcasecmp(p->type, "message/global-delivery-status") == 0)
			return p->id;
	}
	return NULL;
}

enum status
report_run(struct ctx *cx, const struct task *task)
{
	struct reading r = { .cx = cx, .task = task };
	struct mail_email *email;
	struct blob blob;
	const char *part;
	size_t count;
	bool complete;
	enum status st;

	/* A session that selected its mailbox earlier has not seen the new message yet. */
	if ((st = sync_follow(cx, task->account, &complete)) != OK ||
	    (st = db_mail_email_get(cx, task->account, &task->ref, 1, &email, &count)) != OK)
		return st;
	if (count == 0 || (part = machine_part(cx, email, &r.disposition)) == NULL)
		return OK;
	st = blob_open(cx, task->account, json_string_value(json_keep(cx->arena,
	    blob_of_part(cx->arena, task->ref, part))), &blob);
	if (st == ERR_NOT_FOUND) {
		ctx_forgive(cx);	/* it was deleted meanwhile */
		return OK;
	}
	if (st != OK || (st = blob_bytes(cx, &blob, &r.bytes, &r.len)) != OK)
		return st;
	if (r.len > REPORT_MAX)
		r.len = REPORT_MAX;
	return record(&r);
}

/* What could not be read is an ordinary mail. */
enum status
report_give_up(struct ctx *cx, const struct task *task, const char *why)
{
	(void)cx;
	(void)task;
	(void)why;
	return OK;
}

enum status
report_delivery(struct ctx *cx, int64_t account, int64_t submission, const char *to,
    enum dsn_action action, const char *reply)
{
	struct dsn_recipient r = { .original = "", .final = "", .action = action, .status = "",
		.diagnostic = reply };
	struct mail_change change;
	struct mail_submission s;
	json_t *envelope, *delivery;
	const char *recipient, *was;
	enum status st;

	if ((st = db_mail_change_begin(cx, account, &change)) != OK)
		return st;
	st = db_mail_submission_find(cx, account, submission, &s);
	if (st == ERR_NOT_FOUND)
		ctx_forgive(cx);
	if (st != OK)
		return st == ERR_NOT_FOUND ? OK : st;
	was = s.delivery;
	if ((st = json_read(cx, s.envelope, strlen(s.envelope), &envelope)) != OK ||
	    (st = json_read(cx, s.delivery, strlen(s.delivery), &delivery)) != OK)
		return st;
	if ((recipient = recipient_of(envelope, to)) == NULL)
		return OK;
	note_delivery(cx, delivery, recipient, &r);
	s.delivery = json_write(cx, delivery, NULL);
	if (strcmp(was, s.delivery) == 0)
		return OK;
	if ((st = db_mail_submission_update(cx, &change, &s)) != OK)
		return st;
	return db_mail_change_end(cx, &change);
}
