/*
 * EmailSubmission (RFC 8621, section 7): hands a stored message to our own
 * submission service, which signs and delivers it.  What leaves is the stored
 * message byte for byte, without its Bcc field.  Nothing is held back yet, so
 * every submission is final when it is answered.
 */
#include <string.h>
#include <strings.h>
#include <unistd.h>

#include "storage/identity.h"
#include "storage/mail_email.h"
#include "storage/mail_submission.h"
#include "webmail/blob.h"
#include "webmail/mime_address.h"
#include "webmail/mime_header.h"
#include "webmail/mime_write.h"
#include "webmail/upstream.h"

const struct jmap_arg submission_set_args[] = {
	{ "ifInState", ARG_TEXT, 0 }, { "create", ARG_OBJECT, 0 }, { "update", ARG_OBJECT, 0 },
	{ "destroy", ARG_IDS, 0 }, { "onSuccessUpdateEmail", ARG_OBJECT, 0 },
	{ "onSuccessDestroyEmail", ARG_IDS, 0 }, { NULL, ARG_ID, 0 },
};

#define RECIPIENTS_MAX	1000

struct sender {
	struct jmap	*j;
	struct identity	*identities;
	size_t		 identity_count;
	json_t		*result;
	json_t		*emails;	/* submission id or "#creation" to email id */
};

/* One message to send. */
struct letter {
	const struct identity	*as;
	struct mail_email	*email;
	const char		*bytes;
	size_t			 len;
	int			 fd;
	struct smtp_message	 smtp;
	json_t			*error;
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

static bool
may_send_as(const struct sender *s, const char *address)
{
	for (size_t i = 0; i < s->identity_count; i++)
		if (strcasecmp(s->identities[i].address, address) == 0)
			return true;
	return false;
}

/* ---- The envelope ------------------------------------------------------------------- */

static enum status
add_recipient(struct sender *s, struct letter *l, const char *address)
{
	for (size_t i = 0; i < l->smtp.rcpt_count; i++)
		if (strcasecmp(l->smtp.rcpts[i].address, address) == 0)
			return OK;
	if (l->smtp.rcpt_count == RECIPIENTS_MAX)
		return wrong(l, json_pack("{s:s, s:s, s:i}", "type", "tooManyRecipients",
		    "description", "The message has too many recipients.",
		    "maxRecipients", RECIPIENTS_MAX));
	if (!mime_email_valid(address))
		return wrong(l, json_pack("{s:s, s:s, s:[s]}", "type", "invalidRecipients",
		    "description", "A recipient's address cannot be used.",
		    "invalidRecipients", address));
	if (l->smtp.rcpts == NULL)
		l->smtp.rcpts = arena_array(s->j->cx->arena, RECIPIENTS_MAX,
		    sizeof *l->smtp.rcpts);
	l->smtp.rcpts[l->smtp.rcpt_count++].address = address;
	return OK;
}

static enum status
from_header(struct sender *s, struct letter *l, const struct mime_fields *fields)
{
	static const char *const names[] = { "To", "Cc", "Bcc" };
	enum status st;

	for (size_t i = 0; i < COUNT(names); i++) {
		const struct mime_field *f;
		size_t at = 0;

		while ((f = mime_field_next(fields, names[i], &at)) != NULL) {
			struct mime_addresses list = mime_header_addresses(s->j->cx->arena,
			    f->raw, f->len);

			for (size_t k = 0; k < list.count; k++)
				if ((st = add_recipient(s, l, list.list[k].email)) != OK)
					return st;
		}
	}
	l->smtp.sender = l->as->address;
	return OK;
}

/* No extension is offered, so no parameter is known. */
static const char *
envelope_address(const json_t *address)
{
	const json_t *parameters = json_object_get(address, "parameters");

	return parameters == NULL || json_is_null(parameters) || (json_is_object(parameters) &&
	    json_object_size(parameters) == 0) ? json_get_text(address, "email") : NULL;
}

static enum status
from_client(struct sender *s, struct letter *l, const json_t *envelope)
{
	const json_t *list = json_object_get(envelope, "rcptTo");
	json_t *one;
	size_t i;
	enum status st;

	l->smtp.sender = envelope_address(json_object_get(envelope, "mailFrom"));
	if (l->smtp.sender == NULL || !json_is_array(list))
		return wrong(l, jmap_bad_property("envelope", "mailFrom and rcptTo are needed"));
	json_array_foreach((json_t *)list, i, one) {
		const char *address = envelope_address(one);

		if (address == NULL)
			return wrong(l, jmap_bad_property("envelope", "a recipient has an email"));
		if ((st = add_recipient(s, l, address)) != OK)
			return st;
	}
	return OK;
}

static enum status
check_from(struct sender *s, struct letter *l, const struct mime_fields *fields)
{
	const struct mime_field *f = mime_field_find(fields, "From");
	struct mime_addresses list;
	size_t at = 0;

	if (f == NULL)
		return wrong(l, json_pack("{s:s, s:s, s:[s]}", "type", "invalidEmail",
		    "description", "the message has no From", "properties", "from"));
	/* Readers disagree about which of several counts, so one could hide another. */
	if (mime_field_next(fields, "From", &at) != f)
		return wrong(l, json_pack("{s:s, s:s, s:[s]}", "type", "invalidEmail",
		    "description", "the message has more than one From", "properties", "from"));
	list = mime_header_addresses(s->j->cx->arena, f->raw, f->len);
	if (list.count == 0)
		return wrong(l, json_pack("{s:s, s:[s]}", "type", "invalidEmail", "properties",
		    "from"));
	for (size_t i = 0; i < list.count; i++)
		if (!may_send_as(s, list.list[i].email))
			return wrong(l, jmap_set_error("forbiddenFrom", "not one of your addresses",
			    NULL));
	return OK;
}

static bool
has_high(const char *p, size_t len)
{
	for (size_t i = 0; i < len; i++)
		if ((unsigned char)p[i] >= 0x80)
			return true;
	return false;
}

/* ---- The message ----------------------------------------------------------------------- */

static enum status
write_spans(struct ctx *cx, int fd, const struct mime_spans *spans)
{
	for (size_t i = 0; i < spans->count; i++) {
		const char *p = spans->list[i].p;
		size_t left = spans->list[i].len;

		while (left > 0) {
			ssize_t n = write(fd, p, left);

			if (n <= 0)
				return fault(cx, ERR_INTERNAL, "cannot write a file");
			p += n;
			left -= (size_t)n;
		}
	}
	return OK;
}

static enum status
load(struct sender *s, struct letter *l, const json_t *given)
{
	struct ctx *cx = s->j->cx;
	const char *email_id = jmap_created(s->j, json_get_text(given, "emailId"));
	int64_t id = jmap_id('e', email_id), as;
	struct blob blob;
	size_t count = 0;
	enum status st;

	as = jmap_id('i', json_get_text(given, "identityId"));
	for (size_t i = 0; i < s->identity_count; i++)
		if (s->identities[i].id == as)
			l->as = &s->identities[i];
	if (l->as == NULL)
		return wrong(l, jmap_bad_property("identityId", "no such identity"));
	if (id != 0 && (st = db_mail_email_get(cx, s->j->account, &id, 1, &l->email, &count)) != OK)
		return st;
	if (count == 0)
		return wrong(l, jmap_bad_property("emailId", "no such email"));
	st = blob_open(cx, s->j->account, json_string_value(json_keep(cx->arena,
	    blob_of_email(id))), &blob);
	if (st == ERR_NOT_FOUND)
		return wrong(l, jmap_bad_property("emailId", "no such email"));
	if (st != OK)
		return st;
	return blob_bytes(cx, &blob, &l->bytes, &l->len);
}

static enum status
prepare(struct sender *s, struct letter *l, const json_t *given)
{
	struct ctx *cx = s->j->cx;
	const json_t *envelope = json_object_get(given, "envelope");
	struct mime_fields fields;
	struct mime_spans spans;
	const char *key;
	json_t *value;
	enum status st;

	json_object_foreach((json_t *)given, key, value)
		if (strcmp(key, "identityId") != 0 && strcmp(key, "emailId") != 0 &&
		    strcmp(key, "envelope") != 0)
			return wrong(l, jmap_bad_property(key, "cannot be set"));
	if ((st = load(s, l, given)) != OK)
		return st;
	fields = mime_header_read(cx->arena, l->bytes, l->len);
	if ((st = check_from(s, l, &fields)) != OK ||
	    (st = json_is_object(envelope) ? from_client(s, l, envelope) :
	    from_header(s, l, &fields)) != OK)
		return st;
	if (!may_send_as(s, l->smtp.sender))
		return wrong(l, jmap_set_error("forbiddenMailFrom", "not one of your addresses", NULL));
	if (l->smtp.rcpt_count == 0)
		return wrong(l, jmap_set_error("noRecipients", NULL, NULL));

	spans = mime_without_bcc(cx->arena, l->bytes, l->len);
	l->smtp.fd = -1;
	l->smtp.len = spans.total;
	if (spans.count == 1 || spans.total == 0) {
		l->smtp.data = spans.count == 1 ? spans.list[0].p : "";
	} else if ((st = blob_file(cx, &l->smtp.fd)) != OK ||
	    (st = write_spans(cx, l->smtp.fd, &spans)) != OK) {
		return st;
	}
	l->smtp.eight_bit = has_high(l->bytes, l->len);
	l->smtp.utf8 = l->smtp.eight_bit && has_high(l->bytes, fields.size);
	for (size_t i = 0; i < l->smtp.rcpt_count; i++)
		l->smtp.utf8 |= has_high(l->smtp.rcpts[i].address,
		    strlen(l->smtp.rcpts[i].address));
	return OK;
}

/* ---- Sending ------------------------------------------------------------------------------ */

static const char *
reply_text(struct ctx *cx, const struct smtp_reply *r)
{
	return arena_printf(cx->arena, "%d%s%s %s", r->code, *r->enhanced != '\0' ? " " : "",
	    r->enhanced, r->text);
}

static json_t *
refused(struct ctx *cx, const struct letter *l, const struct smtp_result *r, enum status st)
{
	json_t *list, *error;
	const char *why = r->data.code >= 400 ? reply_text(cx, &r->data) :
	    r->mail.code >= 400 ? reply_text(cx, &r->mail) : cx->fault_text;

	if (st == ERR_TOO_LARGE)
		return json_pack("{s:s, s:I}", "type", "tooLarge", "maxSize",
		    (json_int_t)r->size_limit);
	if (st == ERR_DENIED && r->mail.code >= 400)
		return jmap_set_error("forbiddenMailFrom", why, NULL);
	if (st == ERR_DENIED && r->data.code >= 400)
		return jmap_set_error("forbiddenToSend", why, NULL);
	if (st != ERR_DENIED && st != ERR_INVALID)
		return jmap_set_error("serverFail", why, NULL);
	list = json_array();
	for (size_t i = 0; i < l->smtp.rcpt_count; i++)
		if (l->smtp.rcpts[i].reply.code >= 400) {
			json_array_append_new(list, json_string(l->smtp.rcpts[i].address));
			why = reply_text(cx, &l->smtp.rcpts[i].reply);
		}
	error = jmap_set_error("invalidRecipients", why, NULL);
	json_object_set_new(error, "invalidRecipients", list);
	return error;
}

static json_t *
delivery_json(struct ctx *cx, const struct letter *l, const struct smtp_result *r)
{
	json_t *out = json_object();

	for (size_t i = 0; i < l->smtp.rcpt_count; i++) {
		const struct smtp_rcpt *to = &l->smtp.rcpts[i];
		json_t *reply = json_string(reply_text(cx, to->accepted ? &r->data : &to->reply));

		json_object_set_new(out, to->address, json_pack("{s:o, s:s, s:s}", "smtpReply",
		    reply != NULL ? reply : json_string(""), "delivered",
		    to->accepted ? "queued" : "no", "displayed", "unknown"));
	}
	return json_keep(cx->arena, out);
}

static json_t *
envelope_json(struct ctx *cx, const struct letter *l)
{
	json_t *list = json_array();

	for (size_t i = 0; i < l->smtp.rcpt_count; i++)
		json_array_append_new(list, json_pack("{s:s, s:n}", "email",
		    l->smtp.rcpts[i].address, "parameters"));
	return json_keep(cx->arena, json_pack("{s:{s:s, s:n}, s:o}", "mailFrom", "email",
	    l->smtp.sender, "parameters", "rcptTo", list));
}

static enum status
send_one(struct sender *s, const char *key, const json_t *given)
{
	struct ctx *cx = s->j->cx;
	struct letter l = { 0 };
	struct smtp_login login;
	struct smtp_result sent = { 0 };
	struct mail_submission row;
	struct mail_change change;
	json_t *id;
	enum status st = json_is_object(given) ? prepare(s, &l, given) :
	    wrong(&l, jmap_set_error("invalidProperties", NULL, NULL));

	if (st == OK && (st = upstream_smtp(cx, s->j->account, &login)) == OK &&
	    (st = smtp_send(cx, &login, &l.smtp, &sent)) != OK) {
		if (st == ERR_INTERNAL)
			return st;	/* it may have gone out: not for the client to try again */
		l.error = refused(cx, &l, &sent, st);
	}
	if (l.error != NULL) {
		json_object_set_new(json_object_get(s->result, "notCreated"), key, l.error);
		ctx_forgive(cx);
		return OK;
	}
	if (st != OK)
		return st;
	row = (struct mail_submission){
		.identity = l.as->id, .email = l.email->id, .thread = l.email->thread,
		.envelope = json_write(cx, envelope_json(cx, &l), NULL), .undo_status = "final",
		.delivery = json_write(cx, delivery_json(cx, &l, &sent), NULL),
	};
	if ((st = db_mail_change_begin(cx, s->j->account, &change)) != OK ||
	    (st = db_mail_submission_add(cx, &change, &row)) != OK ||
	    (st = db_mail_change_end(cx, &change)) != OK)
		return st;
	id = json_keep(cx->arena, jmap_id_json('s', row.id));
	jmap_note_created(s->j, key, id);
	json_object_set_new(s->emails, arena_printf(cx->arena, "#%s", key),
	    jmap_id_json('e', row.email));
	json_object_set_new(s->emails, json_string_value(id), jmap_id_json('e', row.email));
	json_object_set_new(json_object_get(s->result, "created"), key,
	    json_pack("{s:O, s:o, s:o, s:s}", "id", id, "threadId",
	    jmap_id_json('t', row.thread), "sendAt", jmap_date_json(row.send_at),
	    "undoStatus", row.undo_status));
	return OK;
}

/* ---- After it ------------------------------------------------------------------------------- */

/* RFC 8621, section 7.5: an Email/set of its own, answered behind ours. */
static enum status
on_success(struct sender *s, json_t *args)
{
	json_t *update = json_object(), *destroy = json_array(), *value, *call;
	const char *key;
	size_t i;

	json_object_foreach(json_object_get(args, "onSuccessUpdateEmail"), key, value) {
		const char *email = json_get_text(s->emails, key);

		if (email != NULL)
			json_object_set(update, email, value);
	}
	json_array_foreach(json_object_get(args, "onSuccessDestroyEmail"), i, value) {
		json_t *email = json_object_get(s->emails, json_string_value(value));

		if (email != NULL)
			json_array_append(destroy, email);
	}
	call = json_keep(s->j->cx->arena, json_pack("{s:O, s:o, s:o}", "accountId",
	    json_object_get(args, "accountId"), "update", update, "destroy", destroy));
	if (json_object_size(update) == 0 && json_array_size(destroy) == 0)
		return OK;
	/* Its failure is its own answer. */
	(void)!jmap_call(s->j, "Email/set", call, s->j->call_id);
	return OK;
}

static enum status
forget_one(struct sender *s, const char *id, bool *found)
{
	struct mail_change change;
	enum status st;

	*found = false;
	if (jmap_id('s', id) == 0)
		return OK;
	if ((st = db_mail_change_begin(s->j->cx, s->j->account, &change)) != OK ||
	    (st = db_mail_submission_remove(s->j->cx, &change, jmap_id('s', id), found)) != OK)
		return st;
	return db_mail_change_end(s->j->cx, &change);
}

/* Empty lists are null in the answer (RFC 8620, section 5.3). */
static void
tidy(json_t *result)
{
	static const char *const lists[] = { "created", "updated", "notCreated", "notUpdated",
		"notDestroyed" };

	for (size_t i = 0; i < COUNT(lists); i++)
		if (json_object_size(json_object_get(result, lists[i])) == 0)
			json_object_set_new(result, lists[i], json_null());
	if (json_array_size(json_object_get(result, "destroyed")) == 0)
		json_object_set_new(result, "destroyed", json_null());
}

static enum status
known_emails(struct sender *s)
{
	struct mail_submission *list;
	size_t count;
	enum status st;

	if ((st = db_mail_submission_list(s->j->cx, s->j->account, &list, &count)) != OK)
		return st;
	for (size_t i = 0; i < count; i++) {
		json_t *id = jmap_id_json('s', list[i].id);

		json_object_set_new(s->emails, json_string_value(id),
		    jmap_id_json('e', list[i].email));
		json_decref(id);
	}
	return OK;
}

enum status
submission_set(struct jmap *j, json_t *args, json_t **result)
{
	struct sender s = { .j = j, .emails = json_keep(j->cx->arena, json_object()) };
	struct mail_states before, after;
	const char *key;
	json_t *value;
	size_t i;
	enum status st;

	if ((st = db_mail_states(j->cx, j->account, &before)) != OK ||
	    (st = jmap_set_begin(j, args, before.submission)) != OK ||
	    (st = db_identity_list(j->cx, j->account, &s.identities, &s.identity_count)) != OK)
		return st;
	s.result = json_keep(j->cx->arena, json_pack("{s:O, s:o, s:{}, s:{}, s:[], s:{}, s:{}, s:{}}",
	    "accountId", json_object_get(args, "accountId"),
	    "oldState", jmap_state_json(before.submission), "created", "updated", "destroyed",
	    "notCreated", "notUpdated", "notDestroyed"));
	json_object_foreach(json_object_get(args, "create"), key, value)
		if ((st = send_one(&s, key, value)) != OK)
			return st;
	/* undoStatus alone may change, and all of ours are final. */
	json_object_foreach(json_object_get(args, "update"), key, value)
		json_object_set_new(json_object_get(s.result, "notUpdated"), key,
		    jmap_set_error("cannotUnsend", "it has been sent", NULL));
	if (json_object_size(json_object_get(args, "onSuccessUpdateEmail")) +
	    json_array_size(json_object_get(args, "onSuccessDestroyEmail")) > 0 &&
	    (st = known_emails(&s)) != OK)
		return st;
	json_array_foreach(json_object_get(args, "destroy"), i, value) {
		bool found;

		if ((st = forget_one(&s, jmap_created(j, json_string_value(value)), &found)) != OK)
			return st;
		if (found)
			json_array_append(json_object_get(s.result, "destroyed"), value);
		else
			json_object_set_new(json_object_get(s.result, "notDestroyed"),
			    json_string_value(value), jmap_set_error("notFound", NULL, NULL));
	}
	if ((st = db_mail_states(j->cx, j->account, &after)) != OK ||
	    (st = on_success(&s, args)) != OK)
		return st;
	json_object_set_new(s.result, "newState", jmap_state_json(after.submission));
	tidy(s.result);
	*result = json_incref(s.result);
	return OK;
}

/* ---- Reading --------------------------------------------------------------------------------- */

static const char *const properties[] = {
	"id", "identityId", "emailId", "threadId", "envelope", "sendAt", "undoStatus",
	"deliveryStatus", "dsnBlobIds", "mdnBlobIds", NULL,
};

static json_t *
submission_json(const struct mail_submission *s, const json_t *wanted)
{
	json_t *all = json_pack("{s:o, s:o, s:o, s:o, s:o, s:o, s:s, s:o, s:[], s:[]}",
	    "id", jmap_id_json('s', s->id), "identityId", jmap_id_json('i', s->identity),
	    "emailId", jmap_id_json('e', s->email), "threadId", jmap_id_json('t', s->thread),
	    "envelope", json_loads(s->envelope, 0, NULL), "sendAt", jmap_date_json(s->send_at),
	    "undoStatus", s->undo_status, "deliveryStatus", json_loads(s->delivery, 0, NULL),
	    "dsnBlobIds", "mdnBlobIds");

	return jmap_keep_wanted(all, properties, wanted);
}

enum status
submission_get(struct jmap *j, json_t *args, json_t **result)
{
	json_t *wanted = json_object_get(args, "properties");
	json_t *list = json_array(), *not_found = json_array();
	struct mail_submission *rows;
	struct mail_states states;
	int64_t *ids;
	size_t count, id_count;
	bool all;
	enum status st;

	*result = json_keep(j->cx->arena, json_pack("{s:o, s:o}", "list", list, "notFound",
	    not_found));
	if ((st = jmap_check_properties(j, wanted, properties)) != OK ||
	    (st = jmap_get_ids(j, args, 's', &ids, &id_count, not_found, &all)) != OK ||
	    (st = db_mail_states(j->cx, j->account, &states)) != OK ||
	    (st = db_mail_submission_list(j->cx, j->account, &rows, &count)) != OK)
		return st;
	if (all && count > JMAP_MAX_GET)
		return jmap_fail(j, "requestTooLarge", "name the submissions");
	for (size_t i = 0; i < count; i++)
		if (all || jmap_take_id(ids, id_count, rows[i].id))
			json_array_append_new(list, submission_json(&rows[i], wanted));
	jmap_not_found(ids, id_count, 's', not_found);
	json_object_set(*result, "accountId", json_object_get(args, "accountId"));
	json_object_set_new(*result, "state", jmap_state_json(states.submission));
	json_incref(*result);
	return OK;
}

enum status
submission_changes(struct jmap *j, json_t *args, json_t **result)
{
	enum status st = jmap_changes(j, args, MAIL_SUBMISSION, 's', result);

	if (st == OK)
		json_object_set(*result, "accountId", json_object_get(args, "accountId"));
	return st;
}

static bool
is_among(const json_t *filter, const char *key, char prefix, int64_t id)
{
	json_t *list = json_object_get(filter, key), *item;
	size_t i;

	if (!json_is_array(list))
		return true;
	json_array_foreach(list, i, item)
		if (jmap_id(prefix, json_string_value(item)) == id)
			return true;
	return false;
}

enum status
submission_query(struct jmap *j, json_t *args, json_t **result)
{
	static const char *const keys[] = { "identityIds", "emailIds", "threadIds", "undoStatus",
		"before", "after" };
	const json_t *filter = json_object_get(args, "filter");
	const char *status = json_get_text(filter, "undoStatus"), *key;
	int64_t before = INT64_MAX, after = INT64_MIN, position, total = 0;
	int64_t limit = json_get_int(args, "limit", JMAP_MAX_QUERY), skip;
	struct mail_submission *rows;
	struct mail_states states;
	json_t *ids = json_keep(j->cx->arena, json_array()), *value;
	size_t count, i;
	enum status st;

	json_object_foreach((json_t *)filter, key, value) {
		for (i = 0; i < COUNT(keys) && strcmp(keys[i], key) != 0; i++)
			;
		if (i == COUNT(keys))
			return jmap_fail(j, "unsupportedFilter", "no condition %s", key);
	}
	if ((json_get_text(filter, "before") != NULL &&
	    !jmap_date(json_get_text(filter, "before"), &before)) ||
	    (json_get_text(filter, "after") != NULL &&
	    !jmap_date(json_get_text(filter, "after"), &after)))
		return jmap_fail(j, "invalidArguments", "no UTCDate");
	if (json_array_size(json_object_get(args, "sort")) > 0 && strcmp("sentAt",
	    json_get_text(json_array_get(json_object_get(args, "sort"), 0), "property") != NULL ?
	    json_get_text(json_array_get(json_object_get(args, "sort"), 0), "property") : "") != 0)
		return jmap_fail(j, "unsupportedSort", "by sentAt only");
	if (json_get_text(args, "anchor") != NULL)
		return jmap_fail(j, "anchorNotFound", "anchors are not known here");
	if ((st = db_mail_states(j->cx, j->account, &states)) != OK ||
	    (st = db_mail_submission_list(j->cx, j->account, &rows, &count)) != OK)
		return st;
	position = skip = json_get_int(args, "position", 0);
	for (i = 0; i < count; i++) {
		const struct mail_submission *s = &rows[i];

		if (s->send_at >= before || s->send_at < after ||
		    (status != NULL && strcmp(status, s->undo_status) != 0) ||
		    !is_among(filter, "identityIds", 'i', s->identity) ||
		    !is_among(filter, "emailIds", 'e', s->email) ||
		    !is_among(filter, "threadIds", 't', s->thread))
			continue;
		total++;
		if (skip-- <= 0 && (int64_t)json_array_size(ids) < limit)
			json_array_append_new(ids, jmap_id_json('s', s->id));
	}
	*result = json_pack("{s:O, s:o, s:b, s:I, s:O}", "accountId",
	    json_object_get(args, "accountId"), "queryState", jmap_state_json(states.submission),
	    "canCalculateChanges", 0, "position", (json_int_t)(position > 0 ? position : 0),
	    "ids", ids);
	if (json_get_bool(args, "calculateTotal", false))
		json_object_set_new(*result, "total", json_integer(total));
	return OK;
}
