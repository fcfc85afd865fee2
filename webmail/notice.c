#include <string.h>

#include "core/address.h"
#include "core/clock.h"
#include "webmail/mime_write.h"
#include "webmail/notice.h"
#include "webmail/upstream.h"

static enum status
put_header(struct ctx *cx, const struct notice *n, struct mime_out_fields *f)
{
	const struct letter *l = &n->letter;
	struct mime_address from = { .name = l->is_ours ? "Hayloft" : NULL, .email = l->sender };
	struct mime_address to = { .name = n->to_name != NULL && *n->to_name != '\0' ? n->to_name : NULL,
		.email = n->to };
	const struct mime_date date = { .time = (time_t)clock_seconds() };
	const char *id = arena_printf(cx->arena, "%s@%s", n->id, address_domain(l->sender));
	enum status st;

	if ((st = mime_put_addresses(cx, f, "From", &(struct mime_addresses){ &from, 1 })) != OK ||
	    (st = mime_put_addresses(cx, f, "To", &(struct mime_addresses){ &to, 1 })) != OK ||
	    (st = mime_put_text(cx, f, "Subject", l->subject)) != OK ||
	    (st = mime_put_raw(cx, f, "Auto-Submitted", "auto-generated")) != OK ||
	    (st = mime_put_date(cx, f, "Date", &date)) != OK)
		return st;
	return mime_put_ids(cx, f, "Message-ID", &(struct mime_ids){ &id, 1 });
}

enum status
notice_write(struct ctx *cx, const struct notice *n, const char **bytes, size_t *len)
{
	struct mime_out *root = letter_body(cx, &n->letter);
	enum status st;

	if ((st = put_header(cx, n, &root->fields)) != OK)
		return st;
	return mime_write_memory(cx, root, bytes, len);
}

enum status
notice_send(struct ctx *cx, const struct notice *n)
{
	struct smtp_login login = upstream_way_out(cx->conf);
	struct smtp_rcpt rcpt = { .address = n->to };
	/* No report about it: for whom? */
	struct smtp_message message = { .sender = "", .rcpts = &rcpt, .rcpt_count = 1, .fd = -1 };
	struct smtp_result result;
	const char *bytes;
	enum status st;

	if ((st = notice_write(cx, n, &bytes, &message.len)) != OK)
		return st;
	message.data = bytes;
	return smtp_send(cx, &login, &message, &result);
}
