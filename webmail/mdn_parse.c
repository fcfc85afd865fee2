/*
 * MDN/parse (RFC 9007, section 2.2): a receipt that arrived, as data.  Which
 * email it is for, the client finds by originalMessageId: forEmailId is null.
 */
#include <string.h>
#include <strings.h>

#include "webmail/blob.h"
#include "webmail/mime_header.h"
#include "webmail/mime_parse.h"

const struct jmap_arg mdn_parse_args[] = {
	{ "blobIds", ARG_IDS, ARG_MUST }, { NULL, ARG_ID, 0 },
};

#define BLOBS_MAX	100

static json_t *
text_or_null(struct arena *arena, const struct mime_fields *fields, const char *name)
{
	const struct mime_field *f = mime_field_find(fields, name);

	return f != NULL ? json_string(mime_header_text(arena, f->raw, f->len)) : json_null();
}

/* "manual-action/MDN-sent-manually; displayed/error": false when it is no disposition. */
static bool
read_disposition(struct arena *arena, const struct mime_fields *fields, json_t **out)
{
	const struct mime_field *f = mime_field_find(fields, "Disposition");
	char *text = f != NULL ? mime_header_text(arena, f->raw, f->len) : NULL;
	char *slash = text != NULL ? strchr(text, '/') : NULL;
	char *semicolon = slash != NULL ? strchr(slash, ';') : NULL, *type;

	if (semicolon == NULL)
		return false;
	*slash = *semicolon = '\0';
	type = semicolon + 1 + strspn(semicolon + 1, " \t");
	type[strcspn(type, "/, \t\r\n")] = '\0';
	for (char *c = text; c < type + strlen(type); c++)
		if (*c >= 'A' && *c <= 'Z')
			*c += 'a' - 'A';
	text += strspn(text, " \t");
	slash += 1 + strspn(slash + 1, " \t");
	text[strcspn(text, " \t")] = '\0';
	slash[strcspn(slash, " \t")] = '\0';
	*out = json_pack("{s:s, s:s, s:s}", "actionMode", text, "sendingMode", slash, "type", type);
	return *out != NULL;
}

/* Fields that RFC 8098 does not name. */
static json_t *
extensions(struct arena *arena, const struct mime_fields *fields)
{
	static const char *const known[] = { "Reporting-UA", "MDN-Gateway", "Original-Recipient",
		"Final-Recipient", "Original-Message-ID", "Disposition", "Failure", "Error",
		"Warning" };
	json_t *out = json_object();

	for (size_t i = 0; i < fields->count; i++) {
		const struct mime_field *f = &fields->list[i];
		bool is_known = false;

		for (size_t k = 0; k < COUNT(known); k++)
			is_known |= strcasecmp(known[k], f->name) == 0;
		if (!is_known)
			json_object_set_new(out, f->name,
			    json_string(mime_header_text(arena, f->raw, f->len)));
	}
	return out;
}

static json_t *
errors(struct arena *arena, const struct mime_fields *fields)
{
	const struct mime_field *f;
	json_t *out = json_array();
	size_t at = 0;

	while ((f = mime_field_next(fields, "Error", &at)) != NULL)
		json_array_append_new(out, json_string(mime_header_text(arena, f->raw, f->len)));
	if (json_array_size(out) > 0)
		return out;
	json_decref(out);
	return json_null();
}

/* *OUT is NULL when it is no receipt. */
static enum status
parse_one(struct jmap *j, const char *id, json_t **out)
{
	struct arena *arena = j->cx->arena;
	const struct mime_part *report = NULL, *text = NULL, *original = NULL;
	struct mime_fields fields;
	struct mime_message m;
	struct blob blob;
	json_t *disposition, *subject;
	const char *bytes, *body;
	size_t len, n;
	enum status st;

	*out = NULL;
	if ((st = blob_open(j->cx, j->account, id, &blob)) != OK ||
	    (st = blob_bytes(j->cx, &blob, &bytes, &len)) != OK)
		return st;
	m = mime_parse(arena, bytes, len);
	for (struct mime_part *p = mime_part_next(&m, NULL); p != NULL; p = mime_part_next(&m, p)) {
		if (report == NULL && mime_type_is(p, "message/disposition-notification"))
			report = p;
		else if (report == NULL && text == NULL && mime_type_is(p, "text/plain"))
			text = p;
		else if (report != NULL && original == NULL && mime_type_is(p, "message/rfc822"))
			original = p;
	}
	if (report == NULL)
		return OK;
	body = mime_part_text(arena, &m, report, &n, NULL);
	fields = mime_header_read(arena, body, n);
	if (!read_disposition(arena, &fields, &disposition))
		return OK;
	json_keep(arena, disposition);
	subject = text_or_null(arena, &m.root->fields, "Subject");
	body = text != NULL ? mime_part_text(arena, &m, text, &n, NULL) : NULL;
	*out = json_keep(arena, json_pack("{s:n, s:o, s:s?, s:b, s:o, s:O, s:o, s:o, s:o, s:o, s:o, s:o}",
	    "forEmailId", "subject", subject, "textBody", body, "includeOriginalMessage",
	    original != NULL, "reportingUA", text_or_null(arena, &fields, "Reporting-UA"),
	    "disposition", disposition, "mdnGateway", text_or_null(arena, &fields, "MDN-Gateway"),
	    "originalRecipient", text_or_null(arena, &fields, "Original-Recipient"),
	    "finalRecipient", text_or_null(arena, &fields, "Final-Recipient"),
	    "originalMessageId", text_or_null(arena, &fields, "Original-Message-ID"),
	    "error", errors(arena, &fields), "extensionFields", extensions(arena, &fields)));
	return OK;
}

enum status
mdn_parse(struct jmap *j, json_t *args, json_t **result)
{
	json_t *ids = json_object_get(args, "blobIds"), *item, *one;
	json_t *out = json_keep(j->cx->arena, json_pack("{s:O, s:n, s:n, s:n}", "accountId",
	    json_object_get(args, "accountId"), "parsed", "notParsable", "notFound"));
	size_t i;
	enum status st;

	if (json_array_size(ids) > BLOBS_MAX)
		return jmap_fail(j, "requestTooLarge", "more than %d blobs", BLOBS_MAX);
	json_array_foreach(ids, i, item) {
		const char *id = json_string_value(item), *list = NULL;

		if ((st = parse_one(j, jmap_created(j, id), &one)) == ERR_NOT_FOUND) {
			ctx_forgive(j->cx);
			list = "notFound";
		} else if (st != OK) {
			return st;
		} else if (one == NULL) {
			list = "notParsable";
		}
		if (list == NULL) {
			jmap_set_note(out, "parsed", id, json_incref(one));
			continue;
		}
		if (!json_is_array(json_object_get(out, list)))
			json_object_set_new(out, list, json_array());
		json_array_append(json_object_get(out, list), item);
	}
	*result = json_incref(out);
	return OK;
}
