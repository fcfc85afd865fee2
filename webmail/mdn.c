/*
 * MDN/send (RFC 9007, section 2): the receipt that a sender asked for, as a
 * multipart/report of RFC 8098.  It goes to who asked for it in the message
 * itself, and to nobody else.
 */
#include <string.h>

#include "core/buf.h"
#include "core/clock.h"
#include "core/conf.h"
#include "imapclient/smtp.h"
#include "storage/identity.h"
#include "storage/mail_email.h"
#include "webmail/blob.h"
#include "webmail/mime_header.h"
#include "webmail/mime_write.h"
#include "webmail/upstream.h"

const struct jmap_arg mdn_send_args[] = {
	{ "identityId", ARG_ID, ARG_MUST }, { "send", ARG_OBJECT, ARG_MUST },
	{ "onSuccessUpdateEmail", ARG_OBJECT, 0 }, { NULL, ARG_ID, 0 },
};

#define TEXT_MAX	1000
#define BODY_MAX	(64 * 1024)

struct receipt {
	struct jmap		*j;
	const struct identity	*as;
	const json_t		*given;
	struct mail_email	*email;
	const char		*bytes;		/* of the message that is answered */
	size_t			 len;
	struct mime_fields	 fields;
	struct mime_addresses	 to;
	const char		*recipient, *message_id;
	json_t			*error;
};

static enum status
refuse(struct receipt *r, json_t *error)
{
	r->error = error;
	return ERR_INVALID;
}

/* What stands in a line of the report: ASCII, and one line. */
static bool
is_plain(const json_t *value)
{
	const char *s = json_string_value(value);

	if (s == NULL || strlen(s) > TEXT_MAX)
		return false;
	for (; *s != '\0'; s++)
		if (*s < ' ' || *s > '~')
			return false;
	return true;
}

static bool
is_one_of(const char *s, const char *const *list)
{
	for (; s != NULL && *list != NULL; list++)
		if (strcmp(*list, s) == 0)
			return true;
	return false;
}

/* RFC 9007, section 1.3 */
static enum status
check(struct receipt *r)
{
	static const char *const actions[] = { "manual-action", "automatic-action", NULL };
	static const char *const sendings[] = { "mdn-sent-manually", "mdn-sent-automatically", NULL };
	static const char *const types[] = { "deleted", "dispatched", "displayed", "processed", NULL };
	const json_t *d = json_object_get(r->given, "disposition");
	const char *key, *name;
	json_t *value, *field;

	if (!json_is_object(d) || json_object_size(d) != 3 ||
	    !is_one_of(json_get_text(d, "actionMode"), actions) ||
	    !is_one_of(json_get_text(d, "sendingMode"), sendings) ||
	    !is_one_of(json_get_text(d, "type"), types))
		return refuse(r, jmap_bad_property("disposition", "no disposition of RFC 8098"));
	json_object_foreach((json_t *)r->given, key, value) {
		bool good = json_is_null(value);

		if (strcmp(key, "forEmailId") == 0 || strcmp(key, "disposition") == 0)
			continue;
		if (strcmp(key, "includeOriginalMessage") == 0)
			good = json_is_boolean(value);
		else if (strcmp(key, "subject") == 0)
			good |= json_is_string(value) && json_string_length(value) <= TEXT_MAX;
		else if (strcmp(key, "textBody") == 0)
			good |= json_is_string(value) && json_string_length(value) <= BODY_MAX;
		else if (strcmp(key, "reportingUA") == 0 || strcmp(key, "finalRecipient") == 0)
			good |= is_plain(value);
		else if (strcmp(key, "extensionFields") == 0) {
			good |= json_is_object(value) && json_object_size(value) <= 50;
			json_object_foreach(value, name, field)
				good = good && is_plain(field) && strlen(name) <= 70 &&
				    strspn(name, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
				    "0123456789-") == strlen(name) && *name != '\0';
		} else {
			good = false;	/* server-set, or unknown */
		}
		if (!good)
			return refuse(r, jmap_bad_property(key, "cannot be that"));
	}
	return OK;
}

/* The message, and whether a receipt may go out for it. */
static enum status
find_message(struct receipt *r)
{
	struct jmap *j = r->j;
	int64_t id = jmap_id('e', jmap_created(j, json_get_text(r->given, "forEmailId")));
	const struct mime_field *f;
	struct mime_ids ids;
	struct blob blob;
	size_t count;
	enum status st;

	if ((st = db_mail_email_get(j->cx, j->account, &id, 1, &r->email, &count)) != OK)
		return st;
	if (count == 0)
		return refuse(r, jmap_set_error("notFound", NULL, NULL));
	st = blob_open(j->cx, j->account, arena_printf(j->cx->arena, "b%lld", (long long)id), &blob);
	if (st != OK || (st = blob_bytes(j->cx, &blob, &r->bytes, &r->len)) != OK)
		return st;
	r->fields = mime_header_read(j->cx->arena, r->bytes, r->len);
	f = mime_field_find(&r->fields, "Disposition-Notification-To");
	if (f != NULL)
		r->to = mime_header_addresses(j->cx->arena, f->raw, f->len);
	if (r->to.count == 0 || r->to.count > 10)
		return refuse(r, jmap_set_error("notFound", "Nobody asked for a receipt.", NULL));
	for (size_t i = 0; i < r->to.count; i++)
		if (!mime_email_valid(r->to.list[i].email))
			return refuse(r, jmap_set_error("notFound", "Nobody asked for a receipt.", NULL));
	if (strstr(arena_printf(j->cx->arena, " %s ", r->email->keywords), " $mdnsent ") != NULL)
		return refuse(r, jmap_set_error("mdnAlreadySent", "It was sent already.", NULL));
	f = mime_field_find(&r->fields, "Message-ID");
	if (f != NULL && mime_header_ids(j->cx->arena, f->raw, f->len, &ids) && ids.count > 0)
		r->message_id = ids.list[0];
	return OK;
}

static const char *
report_text(struct receipt *r)
{
	struct buf out = BUF_ON(r->j->cx->arena);
	const json_t *d = json_object_get(r->given, "disposition");
	json_t *value;
	const char *name, *ua = json_get_text(r->given, "reportingUA");

	if (ua != NULL)
		buf_printf(&out, "Reporting-UA: %s\n", ua);
	buf_printf(&out, "Final-Recipient: rfc822; %s\n", r->recipient);
	if (r->message_id != NULL)
		buf_printf(&out, "Original-Message-ID: <%s>\n", r->message_id);
	buf_printf(&out, "Disposition: %s/%s; %s\n", json_get_text(d, "actionMode"),
	    strcmp(json_get_text(d, "sendingMode"), "mdn-sent-manually") == 0 ?
	    "MDN-sent-manually" : "MDN-sent-automatically", json_get_text(d, "type"));
	json_object_foreach(json_object_get(r->given, "extensionFields"), name, value)
		buf_printf(&out, "%s: %s\n", name, json_string_value(value));
	return buf_str(&out);
}

static enum status
write_message(struct receipt *r, const char **bytes, size_t *len)
{
	struct ctx *cx = r->j->cx;
	struct mime_out root = MIME_OUT, text = MIME_OUT, report = MIME_OUT, original = MIME_OUT;
	struct mime_param type = { .name = "report-type", .value = "disposition-notification" };
	struct mime_address me = { .name = r->as->name, .email = r->as->address };
	struct mime_addresses from = { .list = &me, .count = 1 };
	const char *id = mime_new_message_id(cx, r->as->address);
	const char *subject = json_get_text(r->given, "subject");
	struct mime_ids own = { .list = &id, .count = 1 };
	struct mime_ids theirs = { .list = &r->message_id, .count = 1 };
	struct mime_date now = { .time = clock_seconds() };
	enum status st;

	if ((st = mime_put_addresses(cx, &root.fields, "From", &from)) != OK ||
	    (st = mime_put_addresses(cx, &root.fields, "To", &r->to)) != OK ||
	    (st = mime_put_text(cx, &root.fields, "Subject", subject != NULL ? subject :
	    arena_printf(cx->arena, "Read: %s", r->email->subject != NULL ?
	    r->email->subject : ""))) != OK ||
	    (st = mime_put_date(cx, &root.fields, "Date", &now)) != OK ||
	    (st = mime_put_ids(cx, &root.fields, "Message-ID", &own)) != OK ||
	    (r->message_id != NULL &&
	    ((st = mime_put_ids(cx, &root.fields, "In-Reply-To", &theirs)) != OK ||
	    (st = mime_put_ids(cx, &root.fields, "References", &theirs)) != OK)) ||
	    (st = mime_put_raw(cx, &root.fields, "Auto-Submitted", "auto-replied")) != OK)
		return st;
	root.type = "multipart/report";
	root.params = &type;
	root.child = &text;
	text.type = "text/plain";
	text.text = json_get_text(r->given, "textBody");
	if (text.text == NULL)
		text.text = "Your message was read.\n";
	text.text_len = strlen(text.text);
	text.next = &report;
	report.type = "message/disposition-notification";
	report.text = report_text(r);
	report.text_len = strlen(report.text);
	if (json_get_bool(r->given, "includeOriginalMessage", false)) {
		report.next = &original;
		original.type = "message/rfc822";
		original.data = r->bytes;
		original.data_len = r->len;
	}
	return mime_write_memory(cx, &root, bytes, len);
}

/*
 * Without word of what became of it: a receipt that cannot be delivered
 * concerns nobody (RFC 8098, section 3).
 */
static enum status
hand_over(struct receipt *r, const char *bytes, size_t len)
{
	struct ctx *cx = r->j->cx;
	struct smtp_message m = { .sender = r->as->address, .data = bytes, .len = len, .fd = -1 };
	struct smtp_result result = { 0 };
	struct smtp_login login;
	enum status st;

	m.rcpts = arena_array(cx->arena, r->to.count, sizeof *m.rcpts);
	m.rcpt_count = r->to.count;
	for (size_t i = 0; i < r->to.count; i++) {
		m.rcpts[i].address = r->to.list[i].email;
		m.rcpts[i].notify = SMTP_NOTIFY_NEVER;
	}
	for (size_t i = 0; i < len; i++)
		m.eight_bit |= (unsigned char)bytes[i] >= 0x80;
	if ((st = upstream_smtp(cx, r->j->account, &login)) != OK)
		return st;
	st = smtp_send(cx, &login, &m, &result);
	if (st == OK || st == ERR_INTERNAL)
		return st;
	r->error = jmap_set_error(st == ERR_TOO_LARGE ? "tooLarge" : st == ERR_DENIED ? "forbidden" :
	    "rateLimit", cx->fault_text, NULL);
	ctx_forgive(cx);
	return ERR_INVALID;
}

static enum status
send_one(struct jmap *j, const struct identity *as, const json_t *given, json_t **sent,
    json_t **email, json_t **error)
{
	struct receipt r = { .j = j, .as = as, .given = given };
	const char *final = json_get_text(given, "finalRecipient"), *bytes;
	bool may = true;
	size_t len;
	enum status st = json_is_object(given) ? check(&r) :
	    refuse(&r, jmap_set_error("invalidProperties", NULL, NULL));

	*error = NULL;
	if (st == OK)
		st = find_message(&r);
	/* "rfc822; name@domain", or the address alone. */
	r.recipient = as->address;
	if (st == OK && final != NULL) {
		r.recipient = strchr(final, ';') != NULL ? strchr(final, ';') + 1 : final;
		r.recipient += strspn(r.recipient, " ");
		st = db_identity_may_use(j->cx, j->account, r.recipient, &may);
		if (st == OK && !may)
			st = refuse(&r, jmap_set_error("forbiddenFrom", NULL, NULL));
	}
	if (st == OK && (st = write_message(&r, &bytes, &len)) == OK)
		st = hand_over(&r, bytes, len);
	if (r.error != NULL) {
		*error = r.error;
		return OK;
	}
	if (st == ERR_INVALID) {
		*error = jmap_set_fault(j, st);
		return OK;
	}
	if (st != OK)
		return st;
	*email = jmap_id_json('e', r.email->id);
	*sent = json_pack("{s:s, s:o}", "finalRecipient",
	    arena_printf(j->cx->arena, "rfc822; %s", r.recipient), "originalMessageId",
	    r.message_id != NULL ? json_string(arena_printf(j->cx->arena, "<%s>", r.message_id)) :
	    json_null());
	return OK;
}

/* As with submissions: an Email/set of its own, answered behind ours. */
static void
on_success(struct jmap *j, json_t *args, const json_t *emails)
{
	json_t *update = json_object(), *value, *call;
	const char *key;

	json_object_foreach(json_object_get(args, "onSuccessUpdateEmail"), key, value) {
		const char *email = json_get_text(emails, key);

		if (email != NULL)
			json_object_set(update, email, value);
	}
	call = json_keep(j->cx->arena, json_pack("{s:O, s:o}", "accountId",
	    json_object_get(args, "accountId"), "update", update));
	if (json_object_size(update) > 0)
		(void)!jmap_call(j, "Email/set", call, j->call_id);
}

enum status
mdn_send(struct jmap *j, json_t *args, json_t **result)
{
	int64_t wanted = jmap_id('i', jmap_created(j, json_get_text(args, "identityId")));
	json_t *emails = json_keep(j->cx->arena, json_object()), *out, *value;
	struct identity *list, *as = NULL;
	const char *key;
	size_t count;
	enum status st;

	if (json_object_size(json_object_get(args, "send")) > JMAP_MAX_SET)
		return jmap_fail(j, "requestTooLarge", "more than %d receipts", JMAP_MAX_SET);
	if ((st = db_identity_list(j->cx, j->account, &list, &count)) != OK)
		return st;
	for (size_t i = 0; i < count; i++)
		if (list[i].id == wanted)
			as = &list[i];
	if (as == NULL)
		return jmap_fail(j, "invalidArguments", "no such identity");
	out = json_keep(j->cx->arena, json_pack("{s:O, s:n, s:n}", "accountId",
	    json_object_get(args, "accountId"), "sent", "notSent"));
	json_object_foreach(json_object_get(args, "send"), key, value) {
		json_t *sent = NULL, *email = NULL, *error;

		if ((st = send_one(j, as, value, &sent, &email, &error)) != OK)
			return st;
		if (error != NULL) {
			jmap_set_note(out, "notSent", key, error);
			continue;
		}
		jmap_set_note(out, "sent", key, sent);
		json_object_set_new(emails, arena_printf(j->cx->arena, "#%s", key), email);
	}
	*result = json_incref(out);
	on_success(j, args, emails);
	return OK;
}
