/*
 * Takes a delivered mail apart.  What is not there in just the form that we
 * expect is as if it were not there at all: nobody is harmed by an invitation
 * that has to be taken in by hand.
 */
#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "webmail/imip.h"
#include "webmail/mime_parse.h"

#define HEADER	"X-Hayloft-Sender"

static const char *
lower(struct arena *arena, const char *s)
{
	char *out = arena_strdup(arena, s);

	for (char *p = out; *p != '\0'; p++)
		*p = (char)tolower((unsigned char)*p);
	return out;
}

/* The only field of that name; NULL when there is none or another one. */
static const struct mime_field *
only(const struct mime_fields *fields, const char *name)
{
	size_t at = 0;
	const struct mime_field *f = mime_field_next(fields, name, &at);

	return f != NULL && mime_field_next(fields, name, &at) == NULL ? f : NULL;
}

static void
read_sender(struct ctx *cx, const struct mime_fields *fields, struct imip_mail *out)
{
	const struct mime_field *from = only(fields, "From"), *proof = only(fields, HEADER);
	struct mime_addresses list;
	const char *text;

	if (from == NULL)
		return;
	list = mime_header_addresses(cx->arena, from->raw, from->len);
	if (list.count != 1 || !mime_email_valid(list.list[0].email))
		return;
	out->from = lower(cx->arena, list.list[0].email);
	if (proof == NULL)
		return;
	text = lower(cx->arena, mime_header_text(cx->arena, proof->raw, proof->len));
	if (strncmp(text, "login ", 6) == 0)
		out->login = text + 6;
	else if (strncmp(text, "domain ", 7) == 0)
		out->domain = text + 7;
}

void
imip_mail_read(struct ctx *cx, const char *bytes, size_t len, struct imip_mail *out)
{
	struct mime_message m = mime_parse(cx->arena, bytes, len);

	*out = (struct imip_mail){ 0 };
	if (m.root == NULL)
		return;
	read_sender(cx, &m.root->fields, out);
	for (const struct mime_part *p = mime_part_next(&m, NULL); p != NULL;
	     p = mime_part_next(&m, p)) {
		bool within = false;

		if (!mime_type_is(p, "text/calendar") && !mime_type_is(p, "application/ics"))
			continue;
		/* What somebody forwarded is not what he says. */
		for (const struct mime_part *up = p->parent; up != NULL && !within; up = up->parent)
			within = mime_type_is(up, "message/rfc822");
		if (within)
			continue;
		if (mime_type_is(p, "text/calendar"))
			out->calendar = mime_part_text(cx->arena, &m, p, &out->calendar_len, NULL);
		else
			out->calendar = mime_part_bytes(cx->arena, &m, p, &out->calendar_len, NULL);
		return;
	}
}
