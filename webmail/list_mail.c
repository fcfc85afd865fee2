#include <string.h>
#include <strings.h>

#include "core/address.h"
#include "core/buf.h"
#include "webmail/list.h"
#include "webmail/mime_header.h"
#include "webmail/mime_word.h"
#include "webmail/mime_write.h"

#define LOOP		"X-Loop"
#define LISTS_MAX	5	/* that one mail may have come through */
#define HOPS_MAX	50

/* Fields that the list says itself, whoever said them before. */
static const char *const ours[] = {
	"List-Id", "List-Post", "List-Unsubscribe", "List-Unsubscribe-Post", "List-Help",
	"List-Owner", "List-Archive", "List-Subscribe", "Precedence", "Return-Path",
	"Delivered-To", NULL
};

static bool
is_one_of(const char *const *names, const char *name)
{
	for (size_t i = 0; names[i] != NULL; i++)
		if (strcasecmp(names[i], name) == 0)
			return true;
	return false;
}

bool
list_mail_loops(struct ctx *cx, const struct mail_list *list, const char *bytes, size_t len)
{
	struct mime_fields fields = mime_header_read(cx->arena, bytes, len);
	size_t loops = 0, hops = 0;

	for (size_t i = 0; i < fields.count; i++) {
		const struct mime_field *f = &fields.list[i];

		if (strcasecmp(f->name, "Received") == 0)
			hops++;
		if (strcasecmp(f->name, LOOP) != 0)
			continue;
		if (strcasecmp(mime_header_text(cx->arena, f->raw, f->len), list->address) == 0)
			return true;
		loops++;
	}
	return loops >= LISTS_MAX || hops >= HOPS_MAX;
}

/* "Re: [sales] prices" has it. */
static bool
is_tagged(struct ctx *cx, const struct mime_field *subject, const char *tag)
{
	return strstr(mime_header_text(cx->arena, subject->raw, subject->len), tag) != NULL;
}

static const char *
words(struct arena *arena, const char *text)
{
	return mime_words_unneeded(text) ? text : mime_words_encode(arena, text, false);
}

static void
put_subject(struct ctx *cx, const struct mail_list *list, const struct mime_fields *fields,
    struct buf *out)
{
	const struct mime_field *subject = mime_field_find(fields, "Subject");
	const char *tag = words(cx->arena, list->subject_tag);

	if (subject == NULL)
		buf_printf(out, "Subject: %s\r\n", tag);
	else if (is_tagged(cx, subject, list->subject_tag))
		buf_printf(out, "Subject:%.*s\r\n", (int)subject->len, subject->raw);
	else
		buf_printf(out, "Subject: %s%s%.*s\r\n", tag,
		    subject->len > 0 && strchr(" \t", *subject->raw) != NULL ? "" : " ",
		    (int)subject->len, subject->raw);
}

static struct mime_addresses
authors(struct ctx *cx, const struct mime_fields *fields)
{
	const struct mime_field *from = mime_field_find(fields, "From");

	return from != NULL ? mime_header_addresses(cx->arena, from->raw, from->len) :
	    (struct mime_addresses){ 0 };
}

/* "Ada via Sales" <sales@…> */
static enum status
put_from(struct ctx *cx, const struct mail_list *list, const struct mime_addresses *author,
    struct mime_out_fields *f)
{
	const char *name = author->count > 0 ? author->list[0].name : NULL;
	const char *of = *list->name != '\0' ? list->name : list->address;
	struct mime_address from = { .email = list->address };

	if (name == NULL && author->count > 0)
		name = author->list[0].email;
	from.name = name != NULL ? arena_printf(cx->arena, "%s via %s", name, of) : of;
	return mime_put_addresses(cx, f, "From", &(struct mime_addresses){ &from, 1 });
}

static enum status
put_reply_to(struct ctx *cx, const struct mail_list *list, const struct mime_addresses *author,
    struct mime_out_fields *f)
{
	struct mime_address to = { .email = list->reply_to };

	if (*list->reply_to == '\0')
		return mime_put_addresses(cx, f, "Reply-To", author);
	if (strcmp(list->reply_to, "list") == 0)
		to = (struct mime_address){ .email = list->address,
			.name = *list->name != '\0' ? list->name : NULL };
	return mime_put_addresses(cx, f, "Reply-To", &(struct mime_addresses){ &to, 1 });
}

/* RFC 2919, section 2: the identifier is the address with a dot for its "@". */
static void
put_list(struct ctx *cx, const struct mail_list *list, struct buf *out)
{
	const char *domain = address_domain(list->address);
	int local = (int)(domain - list->address - 1);

	buf_puts(out, "List-Id: ");
	if (*list->name != '\0')
		buf_printf(out, "%s ", mime_words_encode(cx->arena, list->name, true));
	buf_printf(out, "<%.*s.%s>\r\n", local, list->address, domain);
	if (strcmp(list->post, "listed") == 0)
		buf_puts(out, "List-Post: NO\r\n");
	else
		buf_printf(out, "List-Post: <mailto:%s>\r\n", list->address);
	if (list->may_leave)
		buf_printf(out, "List-Unsubscribe: <mailto:%.*s+unsubscribe@%s>\r\n", local,
		    list->address, domain);
	buf_printf(out, "Precedence: list\r\n" LOOP ": %s\r\n", list->address);
}

enum status
list_mail_header(struct ctx *cx, const struct mail_list *list, const struct list_form *form,
    const char *bytes, size_t len, const char **header, size_t *header_len, size_t *body)
{
	struct mime_fields fields = mime_header_read(cx->arena, bytes, len);
	struct mime_addresses author = authors(cx, &fields);
	bool answers = mime_field_find(&fields, "Reply-To") != NULL;
	struct mime_out_fields put = { 0 };
	struct buf out = BUF_ON(cx->arena);
	enum status st;

	if (form->rewrite_from && (st = put_from(cx, list, &author, &put)) != OK)
		return st;
	if (*list->reply_to != '\0' || (form->rewrite_from && !answers && author.count > 0))
		if ((st = put_reply_to(cx, list, &author, &put)) != OK)
			return st;
	for (size_t i = 0; i < fields.count; i++) {
		const struct mime_field *f = &fields.list[i];

		if (is_one_of(ours, f->name) || mime_out_has(&put, f->name) ||
		    (*list->subject_tag != '\0' && strcasecmp(f->name, "Subject") == 0))
			continue;
		buf_printf(&out, "%s:", f->name);
		buf_add(&out, f->raw, f->len);
		buf_puts(&out, "\r\n");
	}
	for (const struct mime_out_field *f = put.first; f != NULL; f = f->next)
		buf_printf(&out, "%s: %s\r\n", f->name, f->text);
	if (*list->subject_tag != '\0')
		put_subject(cx, list, &fields, &out);
	put_list(cx, list, &out);
	buf_puts(&out, "\r\n");
	*header = buf_str(&out);
	*header_len = out.len;
	*body = fields.size;
	return OK;
}
