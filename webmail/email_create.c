/*
 * Composing follows RFC 8621, section 4.6 rule by rule: what a client may not
 * set is refused with the property's name, and nothing is mended silently.
 */
#include <string.h>
#include <strings.h>

#include "core/clock.h"
#include "core/conf.h"
#include "imapclient/store.h"
#include "storage/mail_email.h"
#include "webmail/blob.h"
#include "webmail/email_create.h"
#include "webmail/email_header.h"
#include "webmail/keyword.h"
#include "webmail/smime_make.h"
#include "webmail/upstream.h"

#define PARTS_MAX	1000

struct maker {
	struct jmap	*j;
	const json_t	*email, *values;
	json_t		*error;		/* the first thing that was wrong */
	int		 parts;
};

static enum status
bad(struct maker *m, const char *property, const char *why)
{
	if (m->error == NULL)
		m->error = jmap_bad_property(property, why);
	return ERR_INVALID;
}

/* ---- Header fields -------------------------------------------------------------- */

static enum status
read_addresses(struct maker *m, const char *property, const json_t *value,
    struct mime_addresses *out)
{
	json_t *one;
	size_t i;

	if (!json_is_array(value))
		return bad(m, property, "a list of addresses is needed");
	out->list = arena_array(m->j->cx->arena, json_array_size(value), sizeof *out->list);
	out->count = json_array_size(value);
	json_array_foreach((json_t *)value, i, one) {
		json_t *name = json_object_get(one, "name");

		out->list[i].email = json_get_text(one, "email");
		out->list[i].name = json_string_value(name);
		if (out->list[i].email == NULL ||
		    (name != NULL && !json_is_string(name) && !json_is_null(name)))
			return bad(m, property, "an address has a name and an email");
	}
	return OK;
}

static enum status
read_groups(struct maker *m, const char *property, const json_t *value, struct mime_groups *out)
{
	json_t *one;
	size_t i;
	enum status st;

	if (!json_is_array(value))
		return bad(m, property, "a list of groups is needed");
	out->list = arena_array(m->j->cx->arena, json_array_size(value), sizeof *out->list);
	out->count = json_array_size(value);
	json_array_foreach((json_t *)value, i, one) {
		out->list[i].name = json_get_text(one, "name");
		if ((st = read_addresses(m, property, json_object_get(one, "addresses"),
		    &out->list[i].addresses)) != OK)
			return st;
	}
	return OK;
}

static enum status
read_texts(struct maker *m, const char *property, const json_t *value, struct mime_ids *out)
{
	json_t *one;
	size_t i;

	if (!json_is_array(value))
		return bad(m, property, "a list of strings is needed");
	out->list = arena_array(m->j->cx->arena, json_array_size(value), sizeof *out->list);
	out->count = json_array_size(value);
	json_array_foreach((json_t *)value, i, one)
		if ((out->list[i] = json_string_value(one)) == NULL)
			return bad(m, property, "a list of strings is needed");
	return OK;
}

static enum status
put_value(struct maker *m, struct mime_out_fields *fields, const char *property,
    const struct header_property *p, const json_t *value)
{
	struct ctx *cx = m->j->cx;
	struct mime_addresses addresses;
	struct mime_groups groups;
	struct mime_ids ids;
	struct mime_date date;
	enum status st = ERR_INVALID;

	switch (p->form) {
	case FORM_RAW:
	case FORM_TEXT:
		if (!json_is_string(value))
			return bad(m, property, "a string is needed");
		st = p->form == FORM_RAW ?
		    mime_put_raw(cx, fields, p->name, json_string_value(value)) :
		    mime_put_text(cx, fields, p->name, json_string_value(value));
		break;
	case FORM_ADDRESSES:
		if ((st = read_addresses(m, property, value, &addresses)) != OK)
			return st;
		st = mime_put_addresses(cx, fields, p->name, &addresses);
		break;
	case FORM_GROUPS:
		if ((st = read_groups(m, property, value, &groups)) != OK)
			return st;
		st = mime_put_groups(cx, fields, p->name, &groups);
		break;
	case FORM_IDS:
	case FORM_URLS:
		if ((st = read_texts(m, property, value, &ids)) != OK)
			return st;
		st = p->form == FORM_IDS ? mime_put_ids(cx, fields, p->name, &ids) :
		    mime_put_urls(cx, fields, p->name, &ids);
		break;
	case FORM_DATE:
		if (!json_is_string(value) ||
		    !mime_date_from_rfc3339(json_string_value(value), &date))
			return bad(m, property, "no date");
		st = mime_put_date(cx, fields, p->name, &date);
		break;
	}
	if (st == ERR_INVALID) {
		bad(m, property, cx->fault_text);
		ctx_forgive(cx);
	}
	return st;
}

static enum status
put_field(struct maker *m, struct mime_out_fields *fields, const char *property, json_t *value)
{
	struct header_property p;
	json_t *one;
	size_t i;
	enum status st;

	if (!header_property(m->j->cx->arena, property, &p) && !header_shorthand(property, &p))
		return bad(m, property, "cannot be set");
	if (json_is_null(value))
		return OK;
	if (mime_out_has(fields, p.name))
		return bad(m, property, "the same header field is given twice");
	if (!p.all)
		return put_value(m, fields, property, &p, value);
	if (!json_is_array(value))
		return bad(m, property, "a list is needed");
	json_array_foreach(value, i, one)
		if ((st = put_value(m, fields, property, &p, one)) != OK)
			return st;
	return OK;
}

/* ---- Parts ----------------------------------------------------------------------- */

static enum status
blob_missing(struct maker *m, const char *id)
{
	if (m->error == NULL)
		m->error = json_pack("{s:s, s:[s]}", "type", "blobNotFound", "notFound", id);
	return ERR_INVALID;
}

static enum status
text_content(struct maker *m, const char *part_id, struct mime_out *out)
{
	const json_t *value = json_object_get(m->values, part_id);
	const json_t *text = json_object_get(value, "value");

	if (!json_is_string(text))
		return bad(m, "bodyValues", "a part without its value");
	if (json_get_bool(value, "isEncodingProblem", false) ||
	    json_get_bool(value, "isTruncated", false))
		return bad(m, "bodyValues", "isEncodingProblem and isTruncated must be false");
	out->text = json_string_value(text);
	out->text_len = json_string_length(text);
	return OK;
}

static enum status
blob_content(struct maker *m, const char *blob_id, struct mime_out *out)
{
	const char *id = jmap_created(m->j, blob_id);
	struct blob blob;
	enum status st;

	st = id != NULL ? blob_open(m->j->cx, m->j->account, id, &blob) : ERR_NOT_FOUND;
	if (st == ERR_NOT_FOUND) {
		ctx_forgive(m->j->cx);
		return blob_missing(m, blob_id);
	}
	if (st != OK)
		return st;
	out->data = blob.data;
	out->data_len = blob.data != NULL ? (size_t)blob.len : 0;
	out->fd = blob.fd;
	out->fd_len = blob.len;
	if (blob.data == NULL && blob.fd < 0)
		out->data = "";
	if (out->type == NULL)
		out->type = *blob.type != '\0' ? arena_strndup(m->j->cx->arena, blob.type,
		    strcspn(blob.type, "; ")) : "application/octet-stream";
	return OK;
}

static const char *const part_keys[] = {
	"partId", "blobId", "size", "name", "type", "charset", "disposition", "cid", "language",
	"location", "subParts", "headers",
};

static enum status read_part(struct maker *m, const char *property, json_t *given, int depth,
    struct mime_out **out);

static enum status
read_sub_parts(struct maker *m, const char *property, json_t *list, int depth,
    struct mime_out *parent)
{
	struct mime_out **last = &parent->child;
	json_t *one;
	size_t i;
	enum status st;

	json_array_foreach(list, i, one) {
		if ((st = read_part(m, property, one, depth + 1, last)) != OK)
			return st;
		last = &(*last)->next;
	}
	return parent->child != NULL ? OK : bad(m, property, "a multipart without parts");
}

static enum status
read_part(struct maker *m, const char *property, json_t *given, int depth, struct mime_out **out)
{
	const char *part_id = json_get_text(given, "partId");
	const char *blob_id = json_get_text(given, "blobId"), *key;
	json_t *subs = json_object_get(given, "subParts"), *value, *languages;
	struct mime_out *part = arena_alloc(m->j->cx->arena, sizeof *part);
	bool multi;
	size_t i;
	enum status st;

	*part = MIME_OUT;
	*out = part;
	if (!json_is_object(given) || depth > MIME_DEPTH_MAX || ++m->parts > PARTS_MAX)
		return bad(m, property, "no body part");
	part->type = json_get_text(given, "type");
	part->name = json_get_text(given, "name");
	part->cid = json_get_text(given, "cid");
	part->disposition = json_get_text(given, "disposition");
	part->location = json_get_text(given, "location");
	multi = part->type != NULL && strncasecmp(part->type, "multipart/", 10) == 0;
	languages = json_object_get(given, "language");
	if (json_array_size(languages) > 0) {
		const char **list = arena_array(m->j->cx->arena, json_array_size(languages) + 1,
		    sizeof *list);

		json_array_foreach(languages, i, value)
			if ((list[i] = json_string_value(value)) == NULL)
				return bad(m, property, "language is a list of strings");
		part->language = list;
	}
	json_object_foreach(given, key, value) {
		for (i = 0; i < COUNT(part_keys) && strcmp(part_keys[i], key) != 0; i++)
			;
		if (strcmp(key, "headers") == 0)
			return bad(m, property, "headers cannot be set at once");
		if (i < COUNT(part_keys))
			continue;
		/* What has a property of its own, or is ours to choose. */
		if (strncasecmp(key, "header:Content-", 15) == 0 &&
		    strncasecmp(key, "header:Content-Description", 26) != 0 &&
		    strncasecmp(key, "header:Content-Language", 23) != 0)
			return bad(m, property, "Content- fields are set by their properties");
		if ((st = put_field(m, &part->fields, key, value)) != OK)
			return st;
	}
	if (multi) {
		if (part_id != NULL || blob_id != NULL)
			return bad(m, property, "a multipart has no content of its own");
		return read_sub_parts(m, property, subs, depth, part);
	}
	if ((part_id != NULL) == (blob_id != NULL) || json_array_size(subs) > 0)
		return bad(m, property, "a part has either partId or blobId");
	if (part_id == NULL)
		return blob_content(m, blob_id, part);
	if (json_is_string(json_object_get(given, "charset")))
		return bad(m, property, "the charset is ours to choose");
	if (json_is_number(json_object_get(given, "size")))
		return bad(m, property, "the size is that of the text");
	if (part->type == NULL)
		part->type = "text/plain";
	if (strncasecmp(part->type, "text/", 5) != 0)
		return bad(m, property, "partId is for text");
	return text_content(m, part_id, part);
}

static enum status
read_body(struct maker *m, const char *property, const char *type, struct mime_out **out)
{
	json_t *list = json_object_get(m->email, property);
	enum status st;

	*out = NULL;
	if (list == NULL || json_is_null(list) || (json_is_array(list) && json_array_size(list) == 0))
		return OK;
	if (!json_is_array(list) || json_array_size(list) != 1)
		return bad(m, property, "exactly one part is needed");
	if ((st = read_part(m, property, json_array_get(list, 0), 0, out)) != OK)
		return st;
	if (strcasecmp((*out)->type, type) != 0)
		return bad(m, property, "a part of another type");
	return OK;
}

static enum status
read_tree(struct maker *m, struct mime_out **root)
{
	json_t *structure = json_object_get(m->email, "bodyStructure");
	json_t *list = json_object_get(m->email, "attachments"), *one;
	struct mime_out *text, *html, *inlines = NULL, *attachments = NULL;
	struct mime_out **last_inline = &inlines, **last = &attachments;
	size_t i;
	enum status st;

	if (json_is_object(structure)) {
		if (json_object_get(m->email, "textBody") != NULL ||
		    json_object_get(m->email, "htmlBody") != NULL ||
		    json_object_get(m->email, "attachments") != NULL)
			return bad(m, "bodyStructure", "not together with textBody, htmlBody, attachments");
		return read_part(m, "bodyStructure", structure, 0, root);
	}
	if ((st = read_body(m, "textBody", "text/plain", &text)) != OK ||
	    (st = read_body(m, "htmlBody", "text/html", &html)) != OK)
		return st;
	if (list != NULL && !json_is_null(list) && !json_is_array(list))
		return bad(m, "attachments", "a list of parts is needed");
	json_array_foreach(list, i, one) {
		struct mime_out *part;

		if ((st = read_part(m, "attachments", one, 0, &part)) != OK)
			return st;
		if (html != NULL && part->cid != NULL && (part->disposition == NULL ||
		    strcasecmp(part->disposition, "inline") == 0)) {
			part->disposition = "inline";
			*last_inline = part;
			last_inline = &part->next;
		} else {
			if (part->disposition == NULL)
				part->disposition = "attachment";
			*last = part;
			last = &part->next;
		}
	}
	if (text == NULL && html == NULL) {
		text = arena_alloc(m->j->cx->arena, sizeof *text);
		*text = MIME_OUT;
		text->type = "text/plain";
		text->text = "";
	}
	*root = mime_out_tree(m->j->cx->arena, text, html, inlines, attachments);
	return OK;
}

/* ---- The message ------------------------------------------------------------------- */

static const char *const not_headers[] = {
	"mailboxIds", "keywords", "receivedAt", "bodyStructure", "textBody", "htmlBody",
	"attachments", "bodyValues", "smimeSign", "smimeEncrypt",
};

static enum status
read_fields(struct maker *m, struct mime_out_fields *fields)
{
	struct ctx *cx = m->j->cx;
	struct mime_date now = { .time = clock_seconds() };
	const char *key, *id;
	json_t *value;
	struct mime_ids ids = { .list = &id, .count = 1 };
	enum status st;

	json_object_foreach((json_t *)m->email, key, value) {
		bool skip = false;

		for (size_t i = 0; i < COUNT(not_headers); i++)
			skip |= strcmp(key, not_headers[i]) == 0;
		if (skip)
			continue;
		if (strncasecmp(key, "header:Content-", 15) == 0)
			return bad(m, key, "belongs to a part");
		if ((st = put_field(m, fields, key, value)) != OK)
			return st;
	}
	if (!mime_out_has(fields, "Date") && (st = mime_put_date(cx, fields, "Date", &now)) != OK)
		return st;
	id = mime_new_message_id(cx, cx->who.address);
	if (!mime_out_has(fields, "Message-ID") &&
	    (st = mime_put_ids(cx, fields, "Message-ID", &ids)) != OK)
		return st;
	return OK;
}

/* The message's own fields stand before those of its root part. */
static void
join(struct mime_out_fields *fields, struct mime_out *root)
{
	if (fields->first == NULL)
		return;
	fields->last->next = root->fields.first;
	if (root->fields.last != NULL)
		fields->last = root->fields.last;
	root->fields = *fields;
}

enum status
email_make(struct jmap *j, const json_t *email, struct email_made *out, json_t **error)
{
	struct maker m = { .j = j, .email = email,
		.values = json_object_get(email, "bodyValues") };
	struct mime_out_fields fields = { 0 };
	struct smime_plan plan;
	struct mime_out *root;
	bool secure;
	enum status st;

	*error = NULL;
	st = json_is_object(email) ? OK : bad(&m, "", "no email");
	if (st == OK)
		st = read_fields(&m, &fields);
	if (st == OK)
		st = read_tree(&m, &root);
	if (st != OK) {
		*error = m.error != NULL ? m.error : jmap_set_fault(j, st);
		return OK;
	}
	if ((st = smime_plan(j, email, &fields, &plan, &secure, error)) != OK || *error != NULL ||
	    (st = blob_file(j->cx, &out->fd)) != OK)
		return st;
	if (!secure)
		join(&fields, root);
	st = secure ? smime_write(j->cx, &fields, root, &plan, out->fd, &out->size) :
	    mime_write(j->cx, root, out->fd, &out->size);
	if (st == ERR_INVALID || st == ERR_TOO_LARGE) {
		*error = jmap_set_fault(j, st);
		return OK;
	}
	if (st == OK && out->size > j->cx->conf->message_size * 1024 * 1024) {
		*error = json_pack("{s:s, s:I}", "type", "tooLarge", "maxSize",
		    (json_int_t)j->cx->conf->message_size * 1024 * 1024);
	}
	return st;
}

/* ---- Where it goes ------------------------------------------------------------------ */

enum status
email_place(struct jmap *j, const json_t *email, struct email_place *out, json_t **error)
{
	json_t *boxes = json_object_get(email, "mailboxIds");
	json_t *keywords = json_object_get(email, "keywords"), *value;
	const char *key;
	enum status st;

	*error = NULL;
	*out = (struct email_place){ 0 };
	if ((st = jmap_boxes(j, false)) != OK)
		return st;
	out->boxes = arena_array(j->cx->arena, json_object_size(boxes), sizeof *out->boxes);
	out->flags = arena_array(j->cx->arena, json_object_size(keywords), sizeof *out->flags);
	if (!json_is_object(boxes) || json_object_size(boxes) == 0) {
		*error = jmap_bad_property("mailboxIds", "at least one mailbox is needed");
		return OK;
	}
	json_object_foreach(boxes, key, value) {
		struct mail_mailbox *box = jmap_box(j, jmap_id('m', jmap_created(j, key)));

		if (box == NULL || !box->selectable || !json_is_true(value)) {
			*error = jmap_bad_property("mailboxIds", "no such mailbox");
			return OK;
		}
		out->boxes[out->box_count++] = box;
	}
	if (keywords != NULL && !json_is_null(keywords) && !json_is_object(keywords)) {
		*error = jmap_bad_property("keywords", "an object is needed");
		return OK;
	}
	json_object_foreach(keywords, key, value) {
		if (!keyword_valid(key) || !json_is_true(value)) {
			*error = jmap_bad_property("keywords", "no keyword");
			return OK;
		}
		out->flags[out->flag_count++] = keyword_flag(keyword_fold(j->cx->arena, key));
	}
	return OK;
}

enum status
email_store(struct jmap *j, const struct email_place *place, const void *data, int fd, size_t len,
    int64_t received, struct email_stored *out)
{
	struct imap_new new = { .data = data, .fd = fd, .len = len, .flags = place->flags,
		.flag_count = place->flag_count, .received = received };
	struct imap_uids uids = IMAP_UIDS_ON(j->cx->arena);
	struct imap_appended appended;
	struct imap_copied copied;
	struct imap *imap;
	enum status st;

	if ((st = upstream_imap(j->cx, j->account, &imap)) != OK ||
	    (st = imap_append(j->cx, imap, place->boxes[0]->path, &new, &appended)) != OK)
		return st;
	if (appended.uid == 0)
		return fault(j->cx, ERR_UPSTREAM, "the mail server does not tell where it put it");
	*out = (struct email_stored){ .mailbox = place->boxes[0]->id, .uid = appended.uid };
	imap_uids_add(&uids, appended.uid);
	for (size_t i = 1; i < place->box_count; i++)
		if ((st = imap_select_known(j->cx, imap, place->boxes[0]->path,
		    appended.uidvalidity, appended.uid)) != OK ||
		    (st = imap_copy(j->cx, imap, &uids, place->boxes[i]->path, &copied)) != OK)
			return st;
	return OK;
}

json_t *
email_store_error(struct jmap *j, enum status st)
{
	if (st != ERR_NOT_FOUND)
		return jmap_set_fault(j, st);
	/* Somebody deleted it a moment ago. */
	ctx_forgive(j->cx);
	return jmap_bad_property("mailboxIds", "no such mailbox");
}

enum status
email_stored_json(struct jmap *j, const struct email_stored *stored, json_t **out)
{
	struct mail_place *place;
	struct mail_email *email;
	size_t count;
	enum status st;

	if ((st = db_mail_at(j->cx, j->account, stored->mailbox, &stored->uid, 1, &place,
	    &count)) != OK ||
	    (count > 0 && (st = db_mail_email_get(j->cx, j->account, &place->email, 1, &email,
	    &count)) != OK))
		return st;
	if (count == 0)
		return fault(j->cx, ERR_BUSY, "the message was stored but is not indexed yet");
	*out = json_pack("{s:o, s:o, s:o, s:I}", "id", jmap_id_json('e', email->id),
	    "blobId", blob_of_email(email->id), "threadId", jmap_id_json('t', email->thread),
	    "size", (json_int_t)email->size);
	return OK;
}
