#include <string.h>

#include "webmail/charset.h"
#include "webmail/email_header.h"
#include "webmail/email_render.h"
#include "webmail/email_smime.h"
#include "webmail/email_smime.h"

static const char *const default_properties[] = {
	"id", "blobId", "threadId", "mailboxIds", "keywords", "size", "receivedAt", "messageId",
	"inReplyTo", "references", "sender", "from", "to", "cc", "bcc", "replyTo", "subject",
	"sentAt", "hasAttachment", "preview", "bodyValues", "textBody", "htmlBody", "attachments",
	NULL,
};
static const char *const other_properties[] = { "headers", "bodyStructure", NULL };
static const char *const of_parts[] = {
	"bodyStructure", "bodyValues", "textBody", "htmlBody", "attachments", SMIME_CONTENT_PROPERTY, NULL,
};

static const char *const default_part_properties[] = {
	"partId", "blobId", "size", "name", "type", "charset", "disposition", "cid", "language",
	"location", NULL,
};
static const char *const other_part_properties[] = { "headers", "subParts", NULL };
static const char *const none[] = { NULL };

static bool
listed(const char *const *list, const char *name)
{
	for (; *list != NULL; list++)
		if (strcmp(*list, name) == 0)
			return true;
	return false;
}

static json_t *
list_json(struct arena *arena, const char *const *names)
{
	json_t *out = json_array();

	for (; *names != NULL; names++)
		json_array_append_new(out, json_string(*names));
	return json_keep(arena, out);
}

static enum status
check(struct jmap *j, const json_t *names, const char *const *usual, const char *const *other,
    const char *const *more)
{
	struct header_property p;
	json_t *name;
	size_t i;

	json_array_foreach((json_t *)names, i, name) {
		const char *s = json_string_value(name);

		if (!listed(usual, s) && !listed(other, s) && !listed(more, s) &&
		    !header_property(j->cx->arena, s, &p))
			return jmap_fail(j, "invalidArguments", "no property %s", s);
	}
	return OK;
}

enum status
email_want(struct jmap *j, const json_t *args, bool metadata, struct email_want *out)
{
	const json_t *properties = json_object_get(args, "properties");
	const json_t *parts = json_object_get(args, "bodyProperties");
	json_t *name;
	size_t i;
	enum status st;

	*out = (struct email_want){
		.properties = json_is_array(properties) ? properties :
		    list_json(j->cx->arena, default_properties + (metadata ? 0 : 7)),
		.body_properties = json_is_array(parts) ? parts :
		    list_json(j->cx->arena, default_part_properties),
		.text_values = json_get_bool(args, "fetchTextBodyValues", false),
		.html_values = json_get_bool(args, "fetchHTMLBodyValues", false),
		.all_values = json_get_bool(args, "fetchAllBodyValues", false),
		.max_value = json_get_int(args, "maxBodyValueBytes", 0),
	};
	if ((st = check(j, out->properties, default_properties, other_properties,
	    metadata ? email_smime_properties : none)) != OK ||
	    (st = check(j, out->body_properties, default_part_properties,
	    other_part_properties, none)) != OK)
		return st;
	json_array_foreach((json_t *)out->properties, i, name) {
		out->needs_fields |= strcmp(json_string_value(name), "headers") == 0 ||
		    strncmp(json_string_value(name), "header:", 7) == 0;
		out->needs_parts |= listed(of_parts, json_string_value(name));
	}
	return OK;
}

/* ---- Parts ------------------------------------------------------------------ */

static json_t *
headers_json(struct arena *arena, const struct mime_fields *fields)
{
	json_t *out = json_array();

	for (size_t i = 0; i < fields->count; i++)
		json_array_append_new(out, json_pack("{s:s, s:s}", "name", fields->list[i].name,
		    "value", mime_header_raw(arena, fields->list[i].raw, fields->list[i].len)));
	return out;
}

static void
put_text(json_t *out, const char *key, const char *value)
{
	json_object_set_new(out, key, value != NULL ? json_string(value) : json_null());
}

static enum status part_json(struct jmap *j, const struct email_want *want,
    const struct email_source *source, const struct mime_part *part, json_t **out);

static enum status
part_value(struct jmap *j, const struct email_want *want, const struct email_source *source,
    const struct mime_part *part, const char *name, struct mime_fields *fields,
    bool *have_fields, json_t *out)
{
	struct header_property p;
	bool leaf = !mime_is_multipart(part);
	enum status st;

	if (strcmp(name, "partId") == 0) {
		put_text(out, name, leaf ? part->id : NULL);
	} else if (strcmp(name, "blobId") == 0) {
		json_object_set_new(out, name, leaf ?
		    source->blob(j, source->arg, part) : json_null());
	} else if (strcmp(name, "size") == 0) {
		json_object_set_new(out, name, json_integer((json_int_t)part->body_len));
	} else if (strcmp(name, "name") == 0) {
		put_text(out, name, part->name);
	} else if (strcmp(name, "type") == 0) {
		put_text(out, name, part->type);
	} else if (strcmp(name, "charset") == 0) {
		put_text(out, name, part->charset);
	} else if (strcmp(name, "disposition") == 0) {
		put_text(out, name, part->disposition);
	} else if (strcmp(name, "cid") == 0) {
		put_text(out, name, part->cid);
	} else if (strcmp(name, "location") == 0) {
		put_text(out, name, part->location);
	} else if (strcmp(name, "language") == 0) {
		json_t *list = json_null();

		if (part->language != NULL) {
			list = json_array();
			for (const char **l = part->language; *l != NULL; l++)
				json_array_append_new(list, json_string(*l));
		}
		json_object_set_new(out, name, list);
	} else if (strcmp(name, "subParts") == 0) {
		json_t *list = json_array(), *sub;

		json_object_set_new(out, name, leaf ? json_null() : list);
		if (leaf)
			json_decref(list);
		for (const struct mime_part *c = part->child; !leaf && c != NULL; c = c->next) {
			if ((st = part_json(j, want, source, c, &sub)) != OK)
				return st;
			json_array_append_new(list, sub);
		}
	} else {
		if (!*have_fields) {
			if ((st = source->fields(j, source->arg, part, fields)) != OK)
				return st;
			*have_fields = true;
		}
		if (strcmp(name, "headers") == 0)
			json_object_set_new(out, name, headers_json(j->cx->arena, fields));
		else if (header_property(j->cx->arena, name, &p))
			json_object_set_new(out, name, header_value(j->cx->arena, fields, &p));
	}
	return OK;
}

static enum status
part_json(struct jmap *j, const struct email_want *want, const struct email_source *source,
    const struct mime_part *part, json_t **out)
{
	struct mime_fields fields;
	bool have_fields = false;
	json_t *name;
	size_t i;
	enum status st;

	*out = json_object();
	json_array_foreach((json_t *)want->body_properties, i, name) {
		st = part_value(j, want, source, part, json_string_value(name), &fields,
		    &have_fields, *out);
		if (st != OK) {
			json_decref(*out);
			return st;
		}
	}
	return OK;
}

static enum status
parts_json(struct jmap *j, const struct email_want *want, const struct email_source *source,
    struct mime_part *const *parts, size_t count, json_t *into, const char *key)
{
	json_t *list = json_array(), *one;
	enum status st;

	json_object_set_new(into, key, list);
	for (size_t i = 0; i < count; i++) {
		if ((st = part_json(j, want, source, parts[i], &one)) != OK)
			return st;
		json_array_append_new(list, one);
	}
	return OK;
}

/* Does the mail say anything outside of what hangs on it? */
static bool
has_words(const struct mime_bodies *b)
{
	for (size_t i = 0; i < b->text_count; i++)
		if (mime_type_is(b->text[i], "text/") && b->text[i]->body_len > 2)
			return true;
	return false;
}

/*
 * A winmail.dat is what its sender never saw: in its place stand the files that
 * are in it, and the text where the mail has none.  bodyStructure tells the truth.
 */
static enum status
attachments_json(struct jmap *j, const struct email_want *want, const struct email_source *source,
    const struct mime_bodies *b, json_t *out)
{
	struct mime_part **inner;
	json_t *list = json_array(), *one;
	size_t count;
	enum status st;

	json_object_set_new(out, "attachments", list);
	for (size_t i = 0; i < b->attachments_count; i++) {
		count = 0;
		inner = &b->attachments[i];
		if (source->unpack != NULL && mime_kind(b->attachments[i]) == MIME_TNEF &&
		    (st = source->unpack(j, source->arg, b->attachments[i], !has_words(b), &inner,
		    &count)) != OK)
			return st;
		if (count == 0) {
			inner = &b->attachments[i];
			count = 1;
		}
		for (size_t k = 0; k < count; k++) {
			if ((st = part_json(j, want, source, inner[k], &one)) != OK)
				return st;
			json_array_append_new(list, one);
		}
	}
	return OK;
}

/* bodyStructure shows its tree even when subParts was not named. */
static enum status
structure_value(struct jmap *j, const struct email_want *want, const struct email_source *source,
    json_t *out)
{
	struct email_want deep = *want;
	json_t *list = json_copy((json_t *)want->body_properties), *structure;
	enum status st;

	json_keep(j->cx->arena, list);
	if (!jmap_wants(list, "subParts"))
		json_array_append_new(list, json_string("subParts"));
	deep.body_properties = list;
	if ((st = part_json(j, &deep, source, source->root, &structure)) != OK)
		return st;
	json_object_set_new(out, "bodyStructure", structure);
	return OK;
}

/* ---- Body values ------------------------------------------------------------- */

/* Where to cut HTML of at most MAX bytes: not within a tag or an entity. */
static size_t
cut_html(const char *s, size_t cut)
{
	for (size_t i = cut; i > 0 && cut - i < 4096; i--) {
		if (s[i - 1] == '>')
			break;
		if (s[i - 1] == '<')
			return i - 1;
	}
	for (size_t i = cut; i > 0 && cut - i < 12; i--) {
		if (s[i - 1] == ';')
			break;
		if (s[i - 1] == '&')
			return i - 1;
	}
	return cut;
}

/* Texts of one email that are fetched: each is a command, and a mail can have ten thousand. */
#define VALUES_MAX	100

static enum status
add_value(struct jmap *j, const struct email_want *want, const struct email_source *source,
    const struct mime_part *part, json_t *values)
{
	const char *text;
	bool problem = false, truncated = false;
	size_t len;
	enum status st;

	if (!mime_type_is(part, "text/") || json_object_get(values, part->id) != NULL ||
	    json_object_size(values) >= VALUES_MAX)
		return OK;
	if ((st = source->text(j, source->arg, part, want->max_value, &text, &len, &problem)) != OK)
		return st;
	if (want->max_value > 0 && len > (size_t)want->max_value) {
		len = charset_cut(text, len, (size_t)want->max_value);
		if (mime_type_is(part, "text/html"))
			len = cut_html(text, len);
		truncated = true;
	}
	json_object_set_new(values, part->id, json_pack("{s:o, s:b, s:b}",
	    "value", json_stringn(text, len), "isEncodingProblem", problem,
	    "isTruncated", truncated));
	return OK;
}

static enum status
values_json(struct jmap *j, const struct email_want *want, const struct email_source *source,
    const struct mime_bodies *b, json_t *out)
{
	json_t *values = json_object();
	struct mime_message all = { .root = source->root };
	enum status st;

	json_object_set_new(out, "bodyValues", values);
	for (size_t i = 0; (want->text_values || want->all_values) && i < b->text_count; i++)
		if ((st = add_value(j, want, source, b->text[i], values)) != OK)
			return st;
	for (size_t i = 0; (want->html_values || want->all_values) && i < b->html_count; i++)
		if ((st = add_value(j, want, source, b->html[i], values)) != OK)
			return st;
	for (struct mime_part *p = mime_part_next(&all, NULL); want->all_values && p != NULL;
	    p = mime_part_next(&all, p))
		if ((st = add_value(j, want, source, p, values)) != OK)
			return st;
	return OK;
}

/* ---- The email ---------------------------------------------------------------- */

/*
 * Of a message that hides another in a signature or an envelope that was opened, the
 * parts are those of the other; bodyStructure and header fields are its own.
 */
static enum status
one_property(struct jmap *j, const struct email_want *want, const struct email_source *source,
    const struct mime_bodies *b, const struct mime_fields *fields, const char *name, json_t *out)
{
	const struct email_source *said = source->within != NULL ? source->within : source;
	struct header_property p;

	if (json_object_get(out, name) != NULL)
		return OK;
	if (strcmp(name, "textBody") == 0)
		return parts_json(j, want, said, b->text, b->text_count, out, name);
	if (strcmp(name, "htmlBody") == 0)
		return parts_json(j, want, said, b->html, b->html_count, out, name);
	if (strcmp(name, "attachments") == 0)
		return attachments_json(j, want, said, b, out);
	if (strcmp(name, "bodyStructure") == 0)
		return structure_value(j, want, source, out);
	if (strcmp(name, "bodyValues") == 0)
		return values_json(j, want, said, b, out);
	if (strcmp(name, "hasAttachment") == 0)
		json_object_set_new(out, name, json_boolean(b->has_attachment));
	else if (strcmp(name, "headers") == 0)
		json_object_set_new(out, name, headers_json(j->cx->arena, fields));
	else if (source->head != NULL && header_shorthand(name, &p))
		json_object_set(out, name, json_object_get(source->head, name) != NULL ?
		    json_object_get(source->head, name) : json_null());
	else if (header_shorthand(name, &p) || header_property(j->cx->arena, name, &p))
		json_object_set_new(out, name, header_value(j->cx->arena, fields, &p));
	return OK;
}

enum status
email_render(struct jmap *j, const struct email_want *want, const struct email_source *source,
    json_t *out)
{
	const struct email_source *said = source->within != NULL ? source->within : source;
	struct mime_bodies bodies = { 0 };
	struct mime_fields fields = { 0 };
	json_t *name;
	size_t i;
	enum status st;

	if (said->root != NULL)
		bodies = mime_bodies_of(j->cx->arena, said->root);
	if ((want->needs_fields || source->head == NULL) &&
	    (st = source->fields(j, source->arg, NULL, &fields)) != OK)
		return st;
	json_array_foreach((json_t *)want->properties, i, name)
		if ((st = one_property(j, want, source, &bodies, &fields,
		    json_string_value(name), out)) != OK)
			return st;
	return OK;
}
