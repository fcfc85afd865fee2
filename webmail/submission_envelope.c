/*
 * Who a message is from and to: as the client says, or from its header (RFC
 * 8621, section 7.5), with the parameters of RFC 3461 (DSN) and RFC 4865
 * (FUTURERELEASE).  Everything here is checked before anything is kept.
 */
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#include "core/clock.h"
#include "core/conf.h"
#include "core/pages.h"
#include "webmail/blob.h"
#include "webmail/mime_address.h"
#include "webmail/mime_header.h"
#include "webmail/mime_write.h"
#include "webmail/submission.h"

struct reading {
	struct jmap		*j;
	const struct identity	*identities;
	size_t			 identity_count;
	struct letter		*l;
	json_t			*rcpts;		/* rcptTo as it will be kept */
};

static enum status
wrong(struct letter *l, json_t *error)
{
	if (l->error == NULL)
		l->error = error;
	else
		json_decref(error);
	return ERR_INVALID;
}

/* As Postfix will decide, too. */
static enum status
may_send_as(struct reading *r, const char *address, bool *may)
{
	*may = false;
	return mime_email_valid(address) ?
	    db_identity_may_use(r->j->cx, r->j->account, address, may) : OK;
}

/* ---- Parameters ------------------------------------------------------------------ */

static enum status
bad_parameter(struct reading *r, const char *name, const char *why)
{
	return wrong(r->l, jmap_bad_property("envelope", arena_printf(r->j->cx->arena,
	    "parameter %.40s: %s", name, why)));
}

/* Printable ASCII without a space, so that it can be told and kept as it is. */
static bool
is_printable(const char *s, size_t max)
{
	size_t len = s != NULL ? strlen(s) : 0;

	if (len == 0 || len > max)
		return false;
	for (size_t i = 0; i < len; i++)
		if (s[i] <= ' ' || s[i] > '~')
			return false;
	return true;
}

static enum status
hold(struct reading *r, const char *name, const char *value)
{
	int64_t now = clock_seconds(), until;
	char *end;

	if (r->l->send_at != 0)
		return bad_parameter(r, name, "HOLDFOR and HOLDUNTIL exclude each other");
	if (strcasecmp(name, "HOLDFOR") == 0) {
		if (value == NULL || *value < '0' || *value > '9' || strlen(value) > 9)
			return bad_parameter(r, name, "a number of seconds");
		until = now + strtoll(value, &end, 10);
		if (*end != '\0')
			return bad_parameter(r, name, "a number of seconds");
	} else if (value == NULL || !jmap_date(value, &until)) {
		return bad_parameter(r, name, "a date as 2026-11-20T10:00:00Z");
	}
	if (until > now + SUBMISSION_HOLD)
		return bad_parameter(r, name, "too far in the future");
	/* RFC 4865, section 4: what is past is sent at once. */
	r->l->send_at = until > now ? until : 0;
	return OK;
}

static enum status
sender_parameter(struct reading *r, const char *name, const char *value)
{
	if (strcasecmp(name, "HOLDFOR") == 0 || strcasecmp(name, "HOLDUNTIL") == 0)
		return hold(r, name, value);
	if (strcasecmp(name, "RET") == 0)
		return value != NULL && (strcasecmp(value, "FULL") == 0 ||
		    strcasecmp(value, "HDRS") == 0) ? OK :
		    bad_parameter(r, name, "FULL or HDRS");
	if (strcasecmp(name, "ENVID") == 0)
		return is_printable(value, 100) ? OK : bad_parameter(r, name, "printable characters");
	return bad_parameter(r, name, "not supported");
}

static unsigned
notify_bits(const char *value)
{
	static const struct {
		const char	*word;
		unsigned	 bit;
	} words[] = {
		{ "NEVER", SMTP_NOTIFY_NEVER }, { "SUCCESS", SMTP_NOTIFY_SUCCESS },
		{ "FAILURE", SMTP_NOTIFY_FAILURE }, { "DELAY", SMTP_NOTIFY_DELAY },
	};
	unsigned bits = 0;

	while (value != NULL && *value != '\0') {
		size_t len = strcspn(value, ","), i;

		for (i = 0; i < COUNT(words); i++)
			if (strlen(words[i].word) == len &&
			    strncasecmp(words[i].word, value, len) == 0)
				break;
		if (i == COUNT(words))
			return 0;
		bits |= words[i].bit;
		value += len + (value[len] == ',');
	}
	/* NEVER stands alone (RFC 3461, section 4.1). */
	return bits & SMTP_NOTIFY_NEVER && bits != SMTP_NOTIFY_NEVER ? 0 : bits;
}

static enum status
rcpt_parameter(struct reading *r, const char *name, const char *value)
{
	if (strcasecmp(name, "NOTIFY") == 0)
		return notify_bits(value) != 0 ? OK :
		    bad_parameter(r, name, "NEVER, or of SUCCESS, FAILURE, DELAY");
	if (strcasecmp(name, "ORCPT") == 0)
		return is_printable(value, 300) && strchr(value, ';') != NULL &&
		    value[0] != ';' && strpbrk(value, "<>\"\\") == NULL ? OK :
		    bad_parameter(r, name, "type;address");
	return bad_parameter(r, name, "not supported");
}

static const char *
capitals(struct arena *arena, const char *s)
{
	char *out = arena_strdup(arena, s);

	for (char *c = out; *c != '\0'; c++)
		if (*c >= 'a' && *c <= 'z')
			*c -= 'a' - 'A';
	return out;
}

/* An Address object (RFC 8621, section 7) as it will be kept: a new reference in *OUT. */
static enum status
read_address(struct reading *r, const json_t *given,
    enum status (*check)(struct reading *, const char *, const char *), json_t **out)
{
	const json_t *parameters = json_object_get(given, "parameters");
	const char *address = json_get_text(given, "email"), *name;
	json_t *kept, *value;
	enum status st;

	if (address == NULL || (parameters != NULL && !json_is_null(parameters) &&
	    !json_is_object(parameters)))
		return wrong(r->l, jmap_bad_property("envelope", "an address has an email"));
	kept = json_keep(r->j->cx->arena, json_object());
	json_object_foreach((json_t *)parameters, name, value) {
		if (!json_is_string(value) && !json_is_null(value))
			return bad_parameter(r, name, "a text or null");
		if ((st = check(r, name, json_string_value(value))) != OK)
			return st;
		json_object_set(kept, capitals(r->j->cx->arena, name), value);
	}
	*out = json_pack("{s:s, s:o}", "email", address, "parameters",
	    json_object_size(kept) > 0 ? json_incref(kept) : json_null());
	return OK;
}

/* ---- The envelope ------------------------------------------------------------------ */

/* Takes over ADDRESS. */
static enum status
add_recipient(struct reading *r, json_t *address)
{
	const char *email = json_get_text(json_keep(r->j->cx->arena, address), "email");
	json_t *other;
	size_t i;

	json_array_foreach(r->rcpts, i, other)
		if (strcasecmp(json_get_text(other, "email"), email) == 0)
			return OK;
	if (json_array_size(r->rcpts) == SUBMISSION_RECIPIENTS)
		return wrong(r->l, json_pack("{s:s, s:s, s:i}", "type", "tooManyRecipients",
		    "description", "The message has too many recipients.",
		    "maxRecipients", SUBMISSION_RECIPIENTS));
	if (!mime_email_valid(email))
		return wrong(r->l, json_pack("{s:s, s:s, s:[s]}", "type", "invalidRecipients",
		    "description", "A recipient's address cannot be used.",
		    "invalidRecipients", email));
	json_array_append(r->rcpts, address);
	return OK;
}

static enum status
from_header(struct reading *r, const struct mime_fields *fields)
{
	static const char *const names[] = { "To", "Cc", "Bcc" };
	enum status st;

	for (size_t i = 0; i < COUNT(names); i++) {
		const struct mime_field *f;
		size_t at = 0;

		while ((f = mime_field_next(fields, names[i], &at)) != NULL) {
			struct mime_addresses list = mime_header_addresses(r->j->cx->arena,
			    f->raw, f->len);

			for (size_t k = 0; k < list.count; k++) {
				json_t *one = json_pack("{s:s, s:n}", "email", list.list[k].email,
				    "parameters");

				if (one == NULL)
					return wrong(r->l, jmap_set_error("invalidRecipients", NULL,
					    NULL));
				if ((st = add_recipient(r, one)) != OK)
					return st;
			}
		}
	}
	r->l->envelope = json_pack("{s:{s:s, s:n}, s:O}", "mailFrom", "email", r->l->as->address,
	    "parameters", "rcptTo", r->rcpts);
	json_keep(r->j->cx->arena, r->l->envelope);
	return OK;
}

static enum status
from_client(struct reading *r, const json_t *given)
{
	const json_t *list = json_object_get(given, "rcptTo");
	json_t *from, *one, *address;
	size_t i;
	enum status st;

	if (!json_is_object(json_object_get(given, "mailFrom")) || !json_is_array(list))
		return wrong(r->l, jmap_bad_property("envelope", "mailFrom and rcptTo are needed"));
	if ((st = read_address(r, json_object_get(given, "mailFrom"), sender_parameter,
	    &from)) != OK)
		return st;
	json_keep(r->j->cx->arena, from);
	json_array_foreach((json_t *)list, i, one)
		if ((st = read_address(r, one, rcpt_parameter, &address)) != OK ||
		    (st = add_recipient(r, address)) != OK)
			return st;
	r->l->envelope = json_keep(r->j->cx->arena, json_pack("{s:O, s:O}", "mailFrom", from,
	    "rcptTo", r->rcpts));
	return OK;
}

static enum status
check_from(struct reading *r, const struct mime_fields *fields)
{
	const struct mime_field *f = mime_field_find(fields, "From");
	struct mime_addresses list;
	size_t at = 0;
	enum status st;
	bool may;

	if (f == NULL)
		return wrong(r->l, json_pack("{s:s, s:s, s:[s]}", "type", "invalidEmail",
		    "description", "the message has no From", "properties", "from"));
	/* Readers disagree about which of several counts, so one could hide another. */
	if (mime_field_next(fields, "From", &at) != f)
		return wrong(r->l, json_pack("{s:s, s:s, s:[s]}", "type", "invalidEmail",
		    "description", "the message has more than one From", "properties", "from"));
	list = mime_header_addresses(r->j->cx->arena, f->raw, f->len);
	if (list.count == 0)
		return wrong(r->l, json_pack("{s:s, s:s, s:[s]}", "type", "invalidEmail",
		    "description", "the message has no sender", "properties", "from"));
	for (size_t i = 0; i < list.count; i++) {
		if ((st = may_send_as(r, list.list[i].email, &may)) != OK)
			return st;
		if (!may)
			return wrong(r->l, jmap_set_error("forbiddenFrom",
			    "not one of your addresses", NULL));
	}
	return OK;
}

/* ---- The message ----------------------------------------------------------------------- */

static enum status
load(struct reading *r, const json_t *given)
{
	struct ctx *cx = r->j->cx;
	struct letter *l = r->l;
	int64_t id = jmap_id('e', jmap_created(r->j, json_get_text(given, "emailId")));
	int64_t as = jmap_id('i', jmap_created(r->j, json_get_text(given, "identityId")));
	int64_t most = cx->conf->message_size * 1024 * 1024;
	struct blob blob;
	size_t count = 0;
	enum status st;

	for (size_t i = 0; i < r->identity_count; i++)
		if (r->identities[i].id == as)
			l->as = &r->identities[i];
	if (l->as == NULL)
		return wrong(l, jmap_bad_property("identityId", "no such identity"));
	if (id != 0 && (st = db_mail_email_get(cx, r->j->account, &id, 1, &l->email,
	    &count)) != OK)
		return st;
	if (count == 0)
		return wrong(l, jmap_bad_property("emailId", "no such email"));
	if (l->email->size > most)
		return wrong(l, json_pack("{s:s, s:s, s:I}", "type", "tooLarge", "description",
		    "It is larger than the server takes.", "maxSize", (json_int_t)most));
	st = blob_open(cx, r->j->account, json_string_value(json_keep(cx->arena,
	    blob_of_email(id))), &blob);
	if (st == ERR_NOT_FOUND)
		return wrong(l, jmap_bad_property("emailId", "no such email"));
	if (st != OK)
		return st;
	return blob_bytes(cx, &blob, &l->bytes, &l->len);
}

/* Without its Bcc.  Mostly there is none, and then it is what it was; else a file beside it. */
static enum status
leave_out_bcc(struct ctx *cx, struct letter *l)
{
	struct mime_spans spans = mime_without_bcc(cx->arena, l->bytes, l->len);
	struct blob out = { .len = (int64_t)spans.total };
	enum status st;

	if (spans.total == l->len)
		return OK;
	if ((st = blob_file(cx, &out.fd)) != OK)
		return st;
	for (size_t i = 0; i < spans.count; i++)
		for (size_t at = 0; at < spans.list[i].len; at += PAGES_STEP) {
			const char *p = (const char *)spans.list[i].p + at;
			size_t some = spans.list[i].len - at < PAGES_STEP ? spans.list[i].len - at :
			    PAGES_STEP;

			if (write(out.fd, p, some) != (ssize_t)some)
				return fault(cx, ERR_INTERNAL, "cannot write a file");
			pages_forget(p, some);
		}
	return blob_bytes(cx, &out, &l->bytes, &l->len);
}

/* With its <>, as reports quote it. */
static const char *
message_id(struct arena *arena, const struct mime_field *f)
{
	const char *open = f != NULL ? memchr(f->raw, '<', f->len) : NULL;
	const char *close = open != NULL ?
	    memchr(open, '>', f->len - (size_t)(open - f->raw)) : NULL;
	size_t len = close != NULL ? (size_t)(close - open) + 1 : 0;

	if (len == 0 || len > 500)
		return NULL;
	for (size_t i = 0; i < len; i++)
		if (open[i] <= ' ' || open[i] > '~')
			return NULL;
	return arena_strndup(arena, open, len);
}

enum status
submission_read(struct jmap *j, const struct identity *identities, size_t count,
    const json_t *given, struct letter *l)
{
	struct reading r = { .j = j, .identities = identities, .identity_count = count, .l = l };
	const json_t *envelope = json_object_get(given, "envelope");
	struct mime_fields fields;
	const char *key;
	json_t *value;
	bool may;
	enum status st;

	*l = (struct letter){ 0 };
	r.rcpts = json_keep(j->cx->arena, json_array());
	if (!json_is_object(given))
		return wrong(l, jmap_set_error("invalidProperties", NULL, NULL));
	json_object_foreach((json_t *)given, key, value)
		if (strcmp(key, "identityId") != 0 && strcmp(key, "emailId") != 0 &&
		    strcmp(key, "envelope") != 0)
			return wrong(l, jmap_bad_property(key, "cannot be set"));
	if (envelope != NULL && !json_is_null(envelope) && !json_is_object(envelope))
		return wrong(l, jmap_bad_property("envelope", "an object or null"));
	if ((st = load(&r, given)) != OK)
		return st;
	fields = mime_header_read(j->cx->arena, l->bytes, l->len);
	l->message_id = message_id(j->cx->arena, mime_field_find(&fields, "Message-ID"));
	if ((st = check_from(&r, &fields)) != OK ||
	    (st = json_is_object(envelope) ? from_client(&r, envelope) :
	    from_header(&r, &fields)) != OK)
		return st;
	if ((st = may_send_as(&r, json_get_text(json_object_get(l->envelope, "mailFrom"), "email"),
	    &may)) != OK)
		return st;
	if (!may)
		return wrong(l, jmap_set_error("forbiddenMailFrom", "not one of your addresses",
		    NULL));
	if (json_array_size(r.rcpts) == 0)
		return wrong(l, jmap_set_error("noRecipients", NULL, NULL));
	return leave_out_bcc(j->cx, l);
}

/* ---- For Postfix ------------------------------------------------------------------------- */

static const char *
default_orcpt(struct ctx *cx, const char *address)
{
	return is_printable(address, 250) && strpbrk(address, "<>\"\\") == NULL ?
	    arena_printf(cx->arena, "rfc822;%s", address) : NULL;
}

enum status
submission_message(struct ctx *cx, const json_t *envelope, const char *envid, struct smtp_message *m)
{
	const json_t *from = json_object_get(envelope, "mailFrom");
	const json_t *list = json_object_get(envelope, "rcptTo"), *parameters;
	const char *text;
	json_t *one;
	size_t i;

	*m = (struct smtp_message){ .fd = -1, .sender = json_get_text(from, "email") };
	if (m->sender == NULL || json_array_size(list) == 0)
		return fault(cx, ERR_INTERNAL, "a submission without an envelope");
	parameters = json_object_get(from, "parameters");
	text = json_get_text(parameters, "RET");
	m->return_headers = text != NULL && strcasecmp(text, "HDRS") == 0;
	text = json_get_text(parameters, "ENVID");
	m->envid = text != NULL ? text : envid;
	m->rcpts = arena_array(cx->arena, json_array_size(list), sizeof *m->rcpts);
	json_array_foreach((json_t *)list, i, one) {
		struct smtp_rcpt *to = &m->rcpts[m->rcpt_count++];

		parameters = json_object_get(one, "parameters");
		to->address = json_get_text(one, "email");
		if (to->address == NULL)
			return fault(cx, ERR_INTERNAL, "a submission with a broken envelope");
		to->notify = notify_bits(json_get_text(parameters, "NOTIFY"));
		if (to->notify == 0)
			to->notify = SMTP_NOTIFY_FAILURE | SMTP_NOTIFY_DELAY;
		to->orcpt = json_get_text(parameters, "ORCPT");
		if (to->orcpt == NULL)
			to->orcpt = default_orcpt(cx, to->address);
	}
	return OK;
}
