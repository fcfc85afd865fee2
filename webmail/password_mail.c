#include <string.h>

#include "core/address.h"
#include "core/clock.h"
#include "core/conf.h"
#include "core/hash.h"
#include "storage/db.h"
#include "storage/password_link.h"
#include "storage/person.h"
#include "storage/sign_in_step.h"
#include "webmail/mime_write.h"
#include "webmail/password_mail.h"
#include "webmail/upstream.h"

static enum status
put_header(struct ctx *cx, const struct task *task, const struct password_words *words,
    const char *sender, const char *to, struct mime_out_fields *f)
{
	struct mime_address from = { .name = "Hayloft", .email = sender }, recipient = { .email = to };
	const struct mime_date date = { .time = (time_t)clock_seconds() };
	/* Another one at each attempt: so is the link. */
	const char *id = arena_printf(cx->arena, "password-%lld-%lld-%d@%s", (long long)task->account,
	    (long long)task->id, task->attempts, address_domain(sender));
	enum status st;

	if ((st = mime_put_addresses(cx, f, "From", &(struct mime_addresses){ &from, 1 })) != OK ||
	    (st = mime_put_addresses(cx, f, "To", &(struct mime_addresses){ &recipient, 1 })) != OK ||
	    (st = mime_put_text(cx, f, "Subject", words->subject)) != OK ||
	    (st = mime_put_raw(cx, f, "Auto-Submitted", "auto-generated")) != OK ||
	    (st = mime_put_date(cx, f, "Date", &date)) != OK)
		return st;
	return mime_put_ids(cx, f, "Message-ID", &(struct mime_ids){ &id, 1 });
}

/* The link's only copy is in the text. */
static enum status
compose(struct ctx *cx, const struct task *task, const struct password_link *link,
    const char *sender, const char *token, struct smtp_message *out)
{
	const struct password_words *words;
	struct mime_out text = MIME_OUT;
	const char *language, *bytes;
	enum status st;

	if ((st = db_person_language(cx, task->account, &language)) != OK)
		return st;
	words = password_words(language);
	text.type = "text/plain";
	/* Behind the '#', so that no server's log and no other site is told. */
	text.text = arena_printf(cx->arena, "%s%s.\n\n%s\n%s\n\n%s\n", words->intro, link->address,
	    words->link, conf_url(cx->conf, cx->arena, arena_printf(cx->arena, "/mail/password#%s",
	    token)), words->note);
	text.text_len = strlen(text.text);
	if ((st = put_header(cx, task, words, sender, link->to, &text.fields)) != OK ||
	    (st = mime_write_memory(cx, &text, &bytes, &out->len)) != OK)
		return st;
	out->data = bytes;
	return OK;
}

enum status
password_mail(struct ctx *cx, const struct task *task)
{
	struct sign_in_step step = { .account = task->account, .needs = "link", .way = "password",
		.mailed = true, .minutes = PASSWORD_LINK_MINUTES };
	struct smtp_login login = upstream_way_out(cx->conf);
	struct smtp_rcpt rcpt = { 0 };
	/* Reports about it would be for nobody. */
	struct smtp_message message = { .sender = "", .rcpts = &rcpt, .rcpt_count = 1, .fd = -1 };
	struct password_link link;
	struct smtp_result result;
	char token[TOKEN_LEN + 1];
	const char *sender;
	enum status st;

	if ((st = db_password_link_find(cx, task->account, &link)) == ERR_NOT_FOUND)
		return OK;
	/* What was not sent within the time of a link is not asked for any more. */
	if (st != OK || task->attempts > 5)
		return st;
	sender = arena_printf(cx->arena, "postmaster@%s", address_domain(link.address));
	rcpt.address = link.to;
	if ((st = db_sign_in_step_add(cx, &step, token)) != OK)
		return st;
	if ((st = compose(cx, task, &link, sender, token, &message)) == OK)
		st = smtp_send(cx, &login, &message, &result);
	hash_wipe(token, sizeof token);
	return st;
}
