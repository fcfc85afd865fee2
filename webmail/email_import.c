/*
 * Email/import and Email/parse (RFC 8621, sections 4.8 and 4.9): messages that
 * exist as blobs, into a mailbox or only into view.
 */
#include <string.h>
#include <unistd.h>

#include "core/clock.h"
#include "webmail/blob.h"
#include "webmail/email_create.h"
#include "webmail/email_parsed.h"
#include "webmail/preview.h"
#include "webmail/smime_key.h"
#include "webmail/sync.h"

const struct jmap_arg email_import_args[] = {
	{ "ifInState", ARG_TEXT, 0 }, { "emails", ARG_OBJECT, ARG_MUST }, { NULL, ARG_ID, 0 },
};
const struct jmap_arg email_parse_args[] = {
	{ "blobIds", ARG_IDS, ARG_MUST }, { "properties", ARG_TEXTS, 0 },
	{ "bodyProperties", ARG_TEXTS, 0 }, { "fetchTextBodyValues", ARG_BOOL, 0 },
	{ "fetchHTMLBodyValues", ARG_BOOL, 0 }, { "fetchAllBodyValues", ARG_BOOL, 0 },
	{ "maxBodyValueBytes", ARG_UINT, 0 }, { NULL, ARG_ID, 0 },
};

/* ---- Import ----------------------------------------------------------------------- */

/* A message begins with a header field; without NUL, which IMAP cannot carry. */
static bool
is_message(struct ctx *cx, const char *p, size_t len)
{
	return mime_header_read(cx->arena, p, len).count > 0 && memchr(p, '\0', len) == NULL;
}

/* IMAP wants CRLF: lines that end with LF alone are mended, into a file. */
static enum status
with_crlf(struct ctx *cx, const char *p, size_t len, int *fd, size_t *out_len)
{
	const char *end = p + len, *start = p;
	enum status st;

	if ((st = blob_file(cx, fd)) != OK)
		return st;
	*out_len = 0;
	for (const char *nl; start < end; start = nl + 1) {
		size_t n;

		nl = memchr(start, '\n', (size_t)(end - start));
		n = nl != NULL ? (size_t)(nl - start) : (size_t)(end - start);
		if (n > 0 && start[n - 1] == '\r')
			n--;
		if (write(*fd, start, n) != (ssize_t)n || write(*fd, "\r\n", 2) != 2)
			return fault(cx, ERR_INTERNAL, "cannot write a file");
		*out_len += n + 2;
		if (nl == NULL)
			break;
	}
	return OK;
}

static bool
has_bare_lf(const char *p, size_t len)
{
	for (const char *c = p, *end = p + len; (c = memchr(c, '\n', (size_t)(end - c))) != NULL; c++)
		if (c == p || c[-1] != '\r')
			return true;
	return false;
}

/* When the last server took it (RFC 8621, section 4.8): behind the last semicolon of the topmost. */
static int64_t
received_at(struct arena *arena, const char *p, size_t len)
{
	struct mime_fields fields = mime_header_read(arena, p, len);
	const struct mime_field *f;
	struct mime_date date;
	const char *at;
	size_t i = 0;

	if ((f = mime_field_next(&fields, "Received", &i)) == NULL ||
	    (at = memrchr(f->raw, ';', f->len)) == NULL ||
	    !mime_header_date(at + 1, f->len - (size_t)(at + 1 - f->raw), &date) ||
	    date.time < 0 || date.time > clock_seconds())
		return clock_seconds();
	return date.time;
}

static enum status
import_one(struct jmap *j, const json_t *given, struct email_stored *stored, json_t **error)
{
	const char *received_text = json_get_text(given, "receivedAt"), *p;
	int64_t received = 0;
	struct email_place place;
	struct blob blob;
	size_t len;
	int fd = -1;
	enum status st;

	if ((st = email_place(j, given, &place, error)) != OK || *error != NULL)
		return st;
	if (received_text != NULL && !jmap_date(received_text, &received)) {
		*error = jmap_bad_property("receivedAt", "no UTCDate");
		return OK;
	}
	st = blob_open(j->cx, j->account, jmap_created(j, json_get_text(given, "blobId")), &blob);
	if (st == ERR_NOT_FOUND) {
		ctx_forgive(j->cx);
		*error = jmap_bad_property("blobId", "no such blob");
		return OK;
	}
	if (st != OK || (st = blob_bytes(j->cx, &blob, &p, &len)) != OK)
		return st;
	if (!is_message(j->cx, p, len)) {
		*error = jmap_set_error("invalidEmail", NULL, NULL);
		return OK;
	}
	if (received_text == NULL)
		received = received_at(j->cx->arena, p, len);
	if (has_bare_lf(p, len)) {
		if ((st = with_crlf(j->cx, p, len, &fd, &len)) != OK)
			return st;
		p = NULL;
	}
	st = email_store(j, &place, p, fd, len, received, stored);
	j->partly |= st == OK;
	if (st == OK || st == ERR_BUSY || st == ERR_UPSTREAM)
		return st;
	*error = email_store_error(j, st);
	return OK;
}

enum status
email_import(struct jmap *j, json_t *args, json_t **result)
{
	json_t *emails = json_object_get(args, "emails"), *value;
	json_t *created = json_keep(j->cx->arena, json_object());
	json_t *not_created = json_keep(j->cx->arena, json_object());
	struct email_stored *stored;
	struct mail_states before, after;
	const char *key, **keys;
	size_t n = 0;
	enum status st;

	if (json_object_size(emails) > JMAP_MAX_SET)
		return jmap_fail(j, "requestTooLarge", "more than %d emails", JMAP_MAX_SET);
	if ((st = db_mail_states(j->cx, j->account, &before)) != OK ||
	    (st = jmap_set_begin(j, args, before.email)) != OK)
		return st;
	stored = arena_array(j->cx->arena, json_object_size(emails), sizeof *stored);
	keys = arena_array(j->cx->arena, json_object_size(emails), sizeof *keys);
	json_object_foreach(emails, key, value) {
		json_t *error = NULL;

		if ((st = import_one(j, value, &stored[n], &error)) != OK)
			return st;
		if (error != NULL)
			json_object_set_new(not_created, key, error);
		else
			keys[n++] = key;
	}
	if (n > 0 && (st = sync_settle(j->cx, j->account)) != OK)
		return st;
	for (size_t i = 0; i < n; i++) {
		json_t *one;

		st = email_stored_json(j, &stored[i], &one);
		if (st == ERR_BUSY) {
			json_object_set_new(not_created, keys[i], jmap_set_fault(j, st));
			continue;
		}
		if (st != OK)
			return st;
		jmap_note_created(j, keys[i], json_object_get(one, "id"));
		json_object_set_new(created, keys[i], one);
	}
	if ((st = db_mail_states(j->cx, j->account, &after)) != OK)
		return st;
	*result = json_pack("{s:O, s:o, s:o, s:O, s:O}", "accountId",
	    json_object_get(args, "accountId"), "oldState", jmap_state_json(before.email),
	    "newState", jmap_state_json(after.email),
	    "created", json_object_size(created) > 0 ? created : json_null(),
	    "notCreated", json_object_size(not_created) > 0 ? not_created : json_null());
	return OK;
}

/* ---- Parse ------------------------------------------------------------------------- */

static json_t *
preview_of(struct jmap *j, struct email_parsed *p)
{
	struct mime_bodies b = mime_bodies(j->cx->arena, &p->message);
	bool problem = false;
	const char *text;
	size_t len;

	if (b.text_count == 0 || !mime_type_is(b.text[0], "text/"))
		return json_string("");
	text = mime_part_text(j->cx->arena, &p->message, b.text[0], &len, &problem);
	return json_string(mime_type_is(b.text[0], "text/html") ?
	    preview_html(j->cx->arena, text, len) : preview_plain(j->cx->arena, text, len));
}

static enum status
parse_one(struct jmap *j, const struct email_want *want, const char *id, json_t **out)
{
	static const char *const in_mailbox[] = {
		"id", "threadId", "mailboxIds", "keywords", "receivedAt",
	};
	const struct smime_keys *keys;
	struct smime_opened opened;
	struct email_parsed *p, *within;
	struct blob blob;
	const char *bytes;
	size_t len;
	enum status st;

	*out = NULL;
	if ((st = blob_open(j->cx, j->account, id, &blob)) != OK ||
	    (st = blob_bytes(j->cx, &blob, &bytes, &len)) != OK)
		return st;
	if (mime_header_read(j->cx->arena, bytes, len).count == 0)
		return OK;
	p = within = email_parsed(j->cx->arena, bytes, len, 0);
	if (smime_is_opaque(p->source.root->type)) {
		if ((st = smime_keys_of(j, &keys)) != OK)
			return st;
		smime_open(j->cx->arena, bytes, len, keys, SMIME_CONTENT, &opened);
		if (opened.bytes != NULL) {
			within = email_parsed(j->cx->arena, opened.bytes, opened.len, 0);
			p->source.within = &within->source;
		}
	}
	*out = json_keep(j->cx->arena, json_object());
	/* What a message has only in a mailbox (RFC 8621, section 4.9). */
	for (size_t i = 0; i < COUNT(in_mailbox); i++)
		if (jmap_wants(want->properties, in_mailbox[i]))
			json_object_set_new(*out, in_mailbox[i], json_null());
	if (jmap_wants(want->properties, "preview"))
		json_object_set_new(*out, "preview", preview_of(j, within));
	if (jmap_wants(want->properties, "size"))
		json_object_set_new(*out, "size", json_integer((json_int_t)len));
	if (jmap_wants(want->properties, "blobId"))
		json_object_set_new(*out, "blobId", json_string(id));
	return email_render(j, want, &p->source, *out);
}

enum status
email_parse(struct jmap *j, json_t *args, json_t **result)
{
	json_t *ids = json_object_get(args, "blobIds"), *item, *one;
	json_t *parsed = json_keep(j->cx->arena, json_object());
	json_t *not_parsable = json_keep(j->cx->arena, json_array());
	json_t *not_found = json_keep(j->cx->arena, json_array());
	struct email_want want;
	size_t i;
	enum status st;

	if (json_array_size(ids) > 100)
		return jmap_fail(j, "requestTooLarge", "more than 100 blobs");
	if ((st = email_want(j, args, false, &want)) != OK)
		return st;
	json_array_foreach(ids, i, item) {
		const char *id = jmap_created(j, json_string_value(item));

		st = id != NULL ? parse_one(j, &want, id, &one) : ERR_NOT_FOUND;
		if (st == ERR_NOT_FOUND) {
			ctx_forgive(j->cx);
			json_array_append(not_found, item);
		} else if (st != OK) {
			return st;
		} else if (one == NULL) {
			json_array_append(not_parsable, item);
		} else {
			json_object_set(parsed, json_string_value(item), one);
		}
	}
	*result = json_pack("{s:O, s:O, s:O, s:O}", "accountId",
	    json_object_get(args, "accountId"),
	    "parsed", json_object_size(parsed) > 0 ? parsed : json_null(),
	    "notParsable", json_array_size(not_parsable) > 0 ? not_parsable : json_null(),
	    "notFound", json_array_size(not_found) > 0 ? not_found : json_null());
	return OK;
}
