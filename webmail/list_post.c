#include <string.h>

#include "core/address.h"
#include "core/conf.h"
#include "core/log.h"
#include "imapclient/smtp.h"
#include "storage/audit.h"
#include "storage/db.h"
#include "storage/domain.h"
#include "webmail/imip.h"
#include "webmail/list.h"
#include "webmail/upstream.h"

#define BATCH	100	/* recipients at once, well below Postfix' bound */

/* One form of the message, made when it is first needed. */
struct copy {
	bool		 made;
	const char	*bytes;
	size_t		 len;
};

static bool
has_high_bytes(const char *p, size_t len)
{
	for (size_t i = 0; i < len; i++)
		if ((unsigned char)p[i] > 127)
			return true;
	return false;
}

static enum status
author_is_ours(struct ctx *cx, const struct list_mail *mail, bool *yes)
{
	struct imip_mail m;
	int64_t domain;
	enum status st;

	*yes = false;
	imip_mail_read(cx, mail->bytes, mail->len, &m);
	if (m.from == NULL)
		return OK;
	st = db_domain_of_name(cx, address_domain(m.from), &domain);
	if (st == ERR_NOT_FOUND) {
		ctx_forgive(cx);
		return OK;
	}
	*yes = st == OK;
	return st;
}

static enum status
make_copy(struct ctx *cx, const struct mail_list *list, const struct list_mail *mail,
    bool outside, struct copy *copy)
{
	struct list_form form = { .rewrite_from = false };
	size_t header_len, body;
	const char *header;
	char *bytes;
	bool known;
	enum status st;

	if ((st = author_is_ours(cx, mail, &known)) != OK)
		return st;
	form.rewrite_from = outside && !known;
	if ((st = list_mail_header(cx, list, &form, mail->bytes, mail->len, &header, &header_len,
	    &body)) != OK)
		return st;
	if (body > mail->len)
		body = mail->len;
	copy->len = header_len + mail->len - body;
	bytes = arena_alloc(cx->arena, copy->len + 1);
	memcpy(bytes, header, header_len);
	memcpy(bytes + header_len, mail->bytes + body, mail->len - body);
	copy->bytes = bytes;
	copy->made = true;
	return OK;
}

static enum status
send_batch(struct ctx *cx, const struct mail_list *list, const struct copy *copy,
    const struct list_recipient *to, size_t count)
{
	const char *domain = address_domain(list->address);
	struct smtp_login login = upstream_way_out(cx->conf);
	struct smtp_message message = {
		/* Reports about members come back to the list and end there. */
		.sender = arena_printf(cx->arena, "%.*s+bounces@%s",
		    (int)(domain - list->address - 1), list->address, domain),
		.rcpts = arena_array(cx->arena, count, sizeof *message.rcpts),
		.rcpt_count = count,
		.data = copy->bytes, .fd = -1, .len = copy->len,
		.eight_bit = has_high_bytes(copy->bytes, copy->len),
	};
	struct smtp_result result;
	enum status st;

	for (size_t i = 0; i < count; i++)
		message.rcpts[i].address = to[i].address;
	st = smtp_send(cx, &login, &message, &result);
	for (size_t i = 0; i < count && result.mail.code != 0; i++)
		if (message.rcpts[i].reply.code >= 300)
			log_event(LOG_WARN_, "list.refused", "list", "%s", list->address,
			    "member", "%s", to[i].address, "reply", "%s",
			    message.rcpts[i].reply.text, NULL);
	/* Refused for good: the others need not wait for it. */
	if (st == ERR_DENIED || st == ERR_INVALID) {
		log_event(LOG_WARN_, "list.refused", "list", "%s", list->address, "msg", "%s",
		    cx->fault_text, NULL);
		ctx_forgive(cx);
		return OK;
	}
	return st;
}

static enum status
distribute(struct ctx *cx, const struct mail_list *list, struct list_mail *mail)
{
	struct copy copies[2] = { 0 };
	struct list_recipient *to;
	size_t count;
	enum status st;

	for (;;) {
		if ((st = db_list_recipients(cx, mail, BATCH, &to, &count)) != OK || count == 0)
			return st;
		if (!copies[to->outside].made && (st = make_copy(cx, list, mail, to->outside,
		    &copies[to->outside])) != OK)
			return st;
		if ((st = send_batch(cx, list, &copies[to->outside], to, count)) != OK)
			return st;
		mail->done = to[count - 1].key;
		if ((st = db_begin(cx)) != OK || (st = db_list_mail_done(cx, mail, mail->done)) != OK ||
		    (st = db_commit(cx)) != OK)
			return st;
	}
}

/* Somebody wants to be out of it, and is who he says. */
static enum status
leave(struct ctx *cx, const struct mail_list *list, const struct list_mail *mail)
{
	struct imip_mail m;
	bool was;
	enum status st;

	imip_mail_read(cx, mail->bytes, mail->len, &m);
	if (!list->may_leave || m.from == NULL ||
	    !((m.login != NULL && strcmp(m.login, m.from) == 0) ||
	    (m.domain != NULL && strcmp(m.domain, address_domain(m.from)) == 0)))
		return OK;
	if ((st = db_begin(cx)) != OK ||
	    (st = db_list_leave(cx, list->account, m.from, &was)) != OK || !was)
		return st;
	return db_audit(cx, &(struct audit){ .account = list->account, .event = "group.leave",
		.object = list->address, .actor = m.from });
}

enum status
list_post(struct ctx *cx, const struct task *task)
{
	struct mail_list list;
	struct list_mail mail;
	enum status st;

	st = db_list_mail_find(cx, task->account, task->ref, &list, &mail);
	if (st == ERR_NOT_FOUND) {
		ctx_forgive(cx);
		return OK;
	}
	if (st != OK)
		return st;
	if (strcmp(mail.detail, "unsubscribe") == 0)
		st = leave(cx, &list, &mail);
	else if (list_mail_loops(cx, &list, mail.bytes, mail.len))
		log_event(LOG_WARN_, "list.loop", "list", "%s", list.address, "sender", "%s",
		    mail.sender, NULL);
	else
		st = distribute(cx, &list, &mail);
	if (st != OK ||
	    (st = db_begin(cx)) != OK ||
	    (st = db_list_mail_delete(cx, &mail)) != OK ||
	    (st = db_task_end(cx, task)) != OK)
		return st;
	return db_commit(cx);
}

enum status
list_post_give_up(struct ctx *cx, const struct task *task, const char *why)
{
	struct list_mail mail = { .account = task->account, .id = task->ref };

	log_event(LOG_WARN_, "list.given_up", "list", "%lld", (long long)task->account, "msg", "%s",
	    why, NULL);
	return db_list_mail_delete(cx, &mail);
}
