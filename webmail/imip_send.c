#include <string.h>
#include <strings.h>

#include "core/address.h"
#include "core/clock.h"
#include "core/conf.h"
#include "pim/itip.h"
#include "scheduling/scheduling.h"
#include "storage/account.h"
#include "storage/db.h"
#include "storage/outbox.h"
#include "storage/scheduling.h"
#include "storage/person.h"
#include "webmail/imip.h"
#include "webmail/imip_language.h"
#include "webmail/mime_write.h"
#include "webmail/upstream.h"

/* The zone of his calendar, in which he thinks of times, otherwise the server's. */
static const struct zone *
zone_of(struct ctx *cx, int64_t account)
{
	const struct ical_comp *vtimezone = NULL;
	struct collection c;
	struct ical *ical;
	const char *tzid;

	if (db_scheduling_calendar(cx, account, "VEVENT", &c) == OK && c.timezone != NULL &&
	    ical_read(cx, c.timezone, strlen(c.timezone), NULL, &ical) == OK)
		vtimezone = ical_child(ical->root, "VTIMEZONE");
	db_rollback(cx);
	ctx_forgive(cx);
	tzid = vtimezone != NULL ? ical_value(vtimezone, "TZID") : NULL;
	return tzid != NULL ? ical_zone(ical, tzid) : zone_find(cx->conf->timezone);
}

/*
 * The language that the recipient chose here; the one that the meeting knows of
 * him (LANGUAGE, RFC 5545, section 3.2.10); the sender's.
 */
static const struct imip_language *
language_for(struct ctx *cx, const struct letter *l, const struct ical *message)
{
	const struct imip_language *found = NULL;
	struct account recipient;
	const char *chosen = "";

	if (db_account_find(cx, l->recipient, &recipient) == OK &&
	    db_person_language(cx, recipient.id, &chosen) == OK)
		found = imip_language(chosen);
	for (const struct content_line *p = message->comps[0]->props; found == NULL && p != NULL;
	    p = p->next)
		if ((content_is(p, "ATTENDEE") || content_is(p, "ORGANIZER")) &&
		    strcasecmp(ical_address(cx->arena, p), l->recipient) == 0 &&
		    content_param_text(p, "LANGUAGE") != NULL)
			found = imip_language(content_param_text(p, "LANGUAGE"));
	if (found == NULL && db_person_language(cx, l->account, &chosen) == OK)
		found = imip_language(chosen);
	ctx_forgive(cx);
	return found != NULL ? found : imip_language("en");
}

/* Was he invited before at all? */
static bool
is_known(struct ctx *cx, const struct ical *before, const char *recipient)
{
	for (size_t i = 0; i < before->count; i++)
		for (const struct content_line *a = ical_prop(before->comps[i], "ATTENDEE");
		    a != NULL; a = ical_prop_next(a, "ATTENDEE"))
			if (strcasecmp(ical_address(cx->arena, a), recipient) == 0)
				return true;
	return false;
}

static enum status
put_header(struct ctx *cx, const struct letter *l, const struct account *a,
    const struct imip_words *words, struct mime_out_fields *f)
{
	struct mime_address from = { .name = *a->name != '\0' ? a->name : NULL, .email = l->sender };
	struct mime_address to = { .email = l->recipient };
	const struct mime_date date = { .time = (time_t)clock_seconds() };
	/* The same at each attempt: a mail that was taken twice is seen once. */
	const char *id = arena_printf(cx->arena, "invitation-%lld-%lld@%s", (long long)l->account,
	    (long long)l->id, address_domain(l->sender));
	enum status st;

	if ((st = mime_put_addresses(cx, f, "From", &(struct mime_addresses){ &from, 1 })) != OK ||
	    (st = mime_put_addresses(cx, f, "To", &(struct mime_addresses){ &to, 1 })) != OK ||
	    (st = mime_put_text(cx, f, "Subject", words->subject)) != OK ||
	    (st = mime_put_date(cx, f, "Date", &date)) != OK)
		return st;
	return mime_put_ids(cx, f, "Message-ID", &(struct mime_ids){ &id, 1 });
}

static enum status
compose(struct ctx *cx, const struct letter *l, const struct account *a, const char **bytes,
    size_t *len)
{
	struct mime_out root = MIME_OUT, text = MIME_OUT, html = MIME_OUT, calendar = MIME_OUT;
	struct mime_param method = { .name = "method" };
	struct ical *message, *before = NULL;
	struct imip_words words;
	enum status st;

	if ((st = ical_read(cx, l->body, strlen(l->body), NULL, &message)) != OK)
		return st;
	if (message->count == 0 || message->method == NULL)
		return fault(cx, ERR_INVALID, "nothing to send");
	if (l->before != NULL && (st = ical_read(cx, l->before, strlen(l->before), NULL, &before)) != OK)
		return st;
	if (before != NULL && !is_known(cx, before, l->recipient))
		before = NULL;
	imip_words(cx, language_for(cx, l, message), message, before, *a->name != '\0' ? a->name : l->sender,
	    zone_of(cx, l->account), &words);
	method.value = message->method;
	text.type = "text/plain";
	text.text = words.text;
	text.text_len = strlen(words.text);
	text.next = &html;
	html.type = "text/html";
	html.text = words.html;
	html.text_len = strlen(words.html);
	html.next = &calendar;
	calendar.type = "text/calendar";
	calendar.params = &method;
	calendar.text = l->body;
	calendar.text_len = strlen(l->body);
	root.type = "multipart/alternative";
	root.child = &text;
	if ((st = put_header(cx, l, a, &words, &root.fields)) != OK)
		return st;
	return mime_write_memory(cx, &root, bytes, len);
}

/* "3.7": there is nobody of this address; "5.1": something else, for good. */
static const char *
state_of(const struct smtp_rcpt *to)
{
	return strncmp(to->reply.enhanced, "5.1.", 4) == 0 ? "3.7" : "5.1";
}

static enum status
undeliverable(struct ctx *cx, const struct letter *l, const char *status)
{
	enum status st;

	ctx_forgive(cx);
	if ((st = db_begin(cx)) != OK ||
	    (st = sched_undeliverable(cx, l->account, l->uid, l->recipient, status)) != OK ||
	    (st = db_outbox_delete(cx, l->account, l->id)) != OK)
		return st;
	return db_commit(cx);
}

enum status
imip_send(struct ctx *cx, const struct task *task)
{
	struct smtp_rcpt rcpt = { 0 };
	struct smtp_message message = { .rcpts = &rcpt, .rcpt_count = 1, .fd = -1 };
	struct smtp_result result;
	struct smtp_login login;
	struct account account;
	struct letter letter;
	const char *bytes;
	enum status st;

	st = db_outbox_find(cx, task->account, task->ref, &letter);
	if (st == ERR_NOT_FOUND)
		return OK;
	if (st != OK || (st = db_account_get(cx, task->account, &account)) != OK)
		return st;
	/* A room signs in nowhere, and answers nevertheless. */
	account_becomes(cx, &account, PROOF_INTERNAL);
	if ((st = compose(cx, &letter, &account, &bytes, &message.len)) != OK ||
	    (st = upstream_smtp(cx, task->account, &login)) != OK)
		return st;
	message.data = bytes;
	message.sender = letter.sender;
	rcpt.address = letter.recipient;
	st = smtp_send(cx, &login, &message, &result);
	if (st == OK)
		return db_outbox_delete(cx, task->account, task->ref);
	if (st == ERR_DENIED || st == ERR_INVALID || st == ERR_TOO_LARGE)
		return undeliverable(cx, &letter, state_of(&rcpt));
	return st;
}

enum status
imip_send_give_up(struct ctx *cx, const struct task *task, const char *why)
{
	struct letter letter;
	enum status st = db_outbox_find(cx, task->account, task->ref, &letter);

	(void)why;
	if (st == OK)
		st = undeliverable(cx, &letter, "5.1");
	return st == ERR_NOT_FOUND ? OK : st;
}
