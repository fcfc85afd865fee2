#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "core/json.h"
#include "webmail/charset.h"
#include "webmail/fold.h"
#include "webmail/index_row.h"
#include "webmail/keyword.h"
#include "webmail/mime_header.h"
#include "webmail/mime_signed.h"
#include "webmail/preview.h"
#include "webmail/structure.h"
#include "webmail/subject.h"

#define KEYS_MAX	200	/* message ids of one mail that threads look at */
#define ADDRESSES_MAX	200	/* of one field; Email/get of more reads the message */
#define SUBJECT_MAX	2000
#define LINE_MAX_BYTES	4000	/* of one kind that is searched */

static const struct {
	const char	*field, *key;
} addresses[] = {
	{ "From", "from" }, { "Sender", "sender" }, { "Reply-To", "replyTo" }, { "To", "to" },
	{ "Cc", "cc" }, { "Bcc", "bcc" },
}, ids[] = {
	{ "Message-ID", "messageId" }, { "In-Reply-To", "inReplyTo" },
	{ "References", "references" },
};

/* jansson takes well-formed UTF-8 only, which the readers of headers give. */
static json_t *
text_or_null(const char *s)
{
	return s != NULL ? json_string(s) : json_null();
}

/* The lines of what is searched that hold addresses, in their order. */
static const char *const searched[] = { "from", "to", "cc", "bcc" };

static void
put_addresses(struct arena *arena, json_t *head, const struct mime_fields *fields,
    struct mime_addresses *found)
{
	for (size_t i = 0; i < COUNT(addresses); i++) {
		const struct mime_field *f = mime_field_find(fields, addresses[i].field);
		struct mime_addresses list;
		json_t *out;

		if (f == NULL)
			continue;
		list = mime_header_addresses(arena, f->raw, f->len);
		for (size_t k = 0; k < COUNT(searched); k++)
			if (strcmp(searched[k], addresses[i].key) == 0)
				found[k] = list;
		out = json_array();
		for (size_t k = 0; k < list.count && k < ADDRESSES_MAX; k++)
			json_array_append_new(out, json_pack("[o, s]",
			    text_or_null(list.list[k].name), list.list[k].email));
		if (list.count > ADDRESSES_MAX)
			json_object_set_new(head, "cut", json_true());
		json_object_set_new(head, addresses[i].key, out);
	}
}

static size_t
put_ids(struct arena *arena, json_t *head, const struct mime_fields *fields,
    const char *base, int64_t *keys)
{
	const char *core = subject_core(arena, base);
	size_t n = 0;

	for (size_t i = 0; i < COUNT(ids); i++) {
		const struct mime_field *f = mime_field_find(fields, ids[i].field);
		struct mime_ids list;
		json_t *out;

		if (f == NULL || !mime_header_ids(arena, f->raw, f->len, &list))
			continue;
		out = json_array();
		for (size_t k = 0; k < list.count; k++) {
			json_array_append_new(out, json_string(list.list[k]));
			if (n < KEYS_MAX)
				keys[n++] = subject_thread_key(arena, list.list[k], core);
		}
		json_object_set_new(head, ids[i].key, out);
	}
	return n;
}

/*
 * What is searched: lines as migration 0020 names them.  A hostile field cannot
 * push the others out.
 */
static char *
words_of(struct arena *arena, const char *subject, const char *base,
    const struct mime_addresses *lists, const struct mime_bodies *bodies)
{
	struct buf out = BUF_ON(arena);
	size_t begin;

	fold_add(&out, base, LINE_MAX_BYTES);
	for (size_t i = 0; i < COUNT(searched); i++) {
		buf_putc(&out, '\n');
		begin = out.len;
		for (size_t k = 0; k < lists[i].count && out.len - begin < LINE_MAX_BYTES; k++) {
			const struct mime_address *a = &lists[i].list[k];

			if (k > 0)
				buf_putc(&out, ' ');
			if (a->name != NULL) {
				fold_add(&out, a->name, LINE_MAX_BYTES);
				buf_putc(&out, ' ');
			}
			fold_add(&out, a->email, LINE_MAX_BYTES);
		}
	}
	buf_putc(&out, '\n');
	if (subject != NULL && strcmp(base, subject) != 0)
		fold_add(&out, subject, LINE_MAX_BYTES);
	buf_putc(&out, '\n');
	begin = out.len;
	for (size_t i = 0; i < bodies->attachments_count && out.len - begin < LINE_MAX_BYTES; i++) {
		if (bodies->attachments[i]->name == NULL)
			continue;
		if (out.len > begin)
			buf_putc(&out, ' ');
		fold_add(&out, bodies->attachments[i]->name, LINE_MAX_BYTES);
	}
	return arena_strndup(arena, buf_str(&out), out.len);
}

static char *
dump(struct arena *arena, json_t *json)
{
	char *text = json_dumps(json, JSON_COMPACT);

	json_decref(json);
	if (text == NULL)
		abort();
	return arena_adopt(arena, text, free);
}

void
index_row(struct arena *arena, const struct imap_message *m, const char *guid,
    struct mail_new *out, const struct mime_part **text_part)
{
	struct mime_part *root;
	struct mime_bodies bodies;
	struct mime_fields fields = mime_header_read(arena,
	    m->header.data != NULL ? m->header.data : "", m->header.len);
	const struct mime_field *f;
	json_t *head = json_object(), *structure = structure_json(arena, m->structure);
	int64_t *keys = arena_array(arena, KEYS_MAX, sizeof *keys);
	struct mime_date date;
	struct mime_addresses lists[COUNT(searched)] = { 0 };
	const char *base = "";

	*out = (struct mail_new){
		.uid = m->uid,
		.guid = m->guid != NULL ? m->guid : guid,
		.size = m->size >= 0 ? m->size : 0,
		.received_at = m->has_received ? m->received : 0,
		.sent_at = INT64_MIN,
		.preview = "",
		.keywords = keyword_of_message(arena, m),
		.keys = keys,
	};
	if ((f = mime_field_find(&fields, "Subject")) != NULL) {
		char *subject = mime_header_text(arena, f->raw, f->len);

		subject[charset_cut(subject, strlen(subject), SUBJECT_MAX)] = '\0';
		out->subject = subject;
		base = subject_base(arena, subject);
	}
	if ((f = mime_field_find(&fields, "Date")) != NULL &&
	    mime_header_date(f->raw, f->len, &date)) {
		char text[26];

		mime_date_rfc3339(&date, text);
		json_object_set_new(head, "sentAt", json_string(text));
		out->sent_at = date.time;
	}
	put_addresses(arena, head, &fields, lists);
	out->key_count = put_ids(arena, head, &fields, base, keys);
	root = structure_tree(arena, json_keep(arena, structure));
	bodies = mime_bodies_of(arena, root);
	out->has_attachment = bodies.has_attachment;
	out->is_signed = mime_is_signed(json_get_text(structure, "type"));
	out->words = words_of(arena, out->subject, base, lists, &bodies);
	*text_part = smime_is_opaque(root->type) ? root : bodies.text_count > 0 && mime_type_is(bodies.text[0], "text/") ?
	    bodies.text[0] : NULL;
	out->structure = dump(arena, json_incref(structure));
	out->head = dump(arena, head);
}

/* Of a message in a signature that hides it. */
static char *
preview_within(struct arena *arena, const char *der, size_t len)
{
	const char *bytes = smime_beginning(arena, der, len, &len), *text;
	struct mime_message m;
	struct mime_bodies b;

	if (bytes == NULL)
		return arena_strdup(arena, "");
	m = mime_parse(arena, bytes, len);
	b = mime_bodies(arena, &m);
	if (b.text_count == 0 || !mime_type_is(b.text[0], "text/"))
		return arena_strdup(arena, "");
	text = mime_part_text(arena, &m, b.text[0], &len, NULL);
	return mime_type_is(b.text[0], "text/html") ? preview_html(arena, text, len) :
	    preview_plain(arena, text, len);
}

char *
index_preview(struct arena *arena, const struct mime_part *part, const char *raw, size_t len)
{
	const char *charset = part->charset;
	size_t n;
	char *text;

	/* Also what stands for none, or lies about bytes above it. */
	if (charset != NULL && strcasecmp(charset, "us-ascii") == 0)
		charset = NULL;
	text = mime_decode(arena, part->encoding, raw, len, &n, NULL);
	if (smime_is_opaque(part->type))
		return preview_within(arena, text, n);
	/* Cut within a character it would not be taken for what it is. */
	if (len >= INDEX_TEXT_BYTES) {
		const char *line = memrchr(text, '\n', n);

		if (line != NULL && line > text)
			n = (size_t)(line - text);
	}
	text = charset_to_utf8(arena, charset, text, n, &n, NULL);
	return mime_type_is(part, "text/html") ? preview_html(arena, text, n) :
	    preview_plain(arena, text, n);
}
