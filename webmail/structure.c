#include <string.h>

#include "core/http.h"
#include "core/json.h"
#include "webmail/charset.h"
#include "webmail/mime_param.h"
#include "webmail/structure.h"

static struct mime_param *
decode(struct arena *arena, const struct imap_param *list)
{
	const char *names[MIME_PARAMS_MAX], *values[MIME_PARAMS_MAX];
	size_t n = 0;

	for (; list != NULL && n < MIME_PARAMS_MAX; list = list->next) {
		names[n] = list->name;
		values[n++] = list->value.data != NULL ? list->value.data : "";
	}
	return mime_params_decode(arena, names, values, n);
}

static const char *
text_of(struct arena *arena, const struct imap_bytes *b)
{
	return b->data != NULL ? charset_repair(arena, b->data, b->len, NULL, NULL) : NULL;
}

/* A Content-ID without its angle brackets and spaces. */
static const char *
cid_of(struct arena *arena, const struct imap_bytes *b)
{
	const char *s = text_of(arena, b);
	size_t len;

	if (s == NULL)
		return NULL;
	s += strspn(s, " \t\r\n<");
	len = strcspn(s, "> \t\r\n");
	return len > 0 ? arena_strndup(arena, s, len) : NULL;
}

/* A name without folders: what stands behind the last slash of either kind. */
static const char *
file_name(const char *s)
{
	for (const char *c = s; c != NULL && *c != '\0'; c++)
		if ((*c == '/' || *c == '\\') && c[1] != '\0')
			s = c + 1;
	return s != NULL && *s != '\0' ? s : NULL;
}

/*
 * Bytes after decoding.  BODYSTRUCTURE tells them before; base64 in lines of 76,
 * with or without an end of the last one, is off by two at the most, quoted-printable
 * is somewhat smaller than told.
 */
static int64_t
decoded_size(const struct imap_part *part)
{
	int64_t open = part->size - 2 * (part->size / 78);

	if (part->encoding == NULL || strcmp(part->encoding, "base64") != 0)
		return part->size;
	return (open % 4 == 0 ? open : part->size - 2 * ((part->size + 77) / 78)) / 4 * 3;
}

static void
put(json_t *object, const char *key, const char *value)
{
	if (value != NULL)
		json_object_set_new(object, key, json_string(value));
}

/*
 * At most MIME_PARTS_MAX parts: a mail of a hundred thousand costs the mail
 * server a minute for their bodies, and nobody reads them.
 */
static json_t *
one(struct arena *arena, const struct imap_part *part, int depth, int *parts)
{
	struct mime_param *params = decode(arena, part->params);
	struct mime_param *more = decode(arena, part->disposition_params);
	const char *type = arena_printf(arena, "%s/%s", part->type, part->subtype);
	const char *name = mime_param_find(more, "filename"), *charset;
	json_t *json = json_object();

	if (!utf8_valid(type, strlen(type)) || *part->type == '\0' || *part->subtype == '\0')
		type = "application/octet-stream";
	put(json, "type", type);
	put(json, "disp", part->disposition);
	put(json, "cid", cid_of(arena, &part->content_id));
	put(json, "loc", text_of(arena, &part->location));
	if (name == NULL)
		name = mime_param_find(params, "name");
	put(json, "name", file_name(name));
	if (part->languages != NULL && part->languages[0] != NULL) {
		json_t *list = json_array();

		for (const char *const *l = part->languages; *l != NULL; l++)
			json_array_append_new(list, json_string(*l));
		json_object_set_new(json, "lang", list);
	}
	if (strcmp(part->type, "multipart") == 0 && depth < MIME_DEPTH_MAX) {
		json_t *sub = json_array();

		for (const struct imap_part *c = part->children;
		    c != NULL && *parts < MIME_PARTS_MAX; c = c->next) {
			++*parts;
			json_array_append_new(sub, one(arena, c, depth + 1, parts));
		}
		json_object_set_new(json, "sub", sub);
		if (*part->id != '\0')
			put(json, "id", part->id);
		return json;
	}
	charset = mime_param_find(params, "charset");
	if (strcmp(part->type, "text") == 0)
		put(json, "charset", charset != NULL && *charset != '\0' ? charset : "us-ascii");
	put(json, "id", *part->id != '\0' ? part->id : "1");
	if (part->encoding != NULL && *part->encoding != '\0')
		put(json, "enc", part->encoding);
	json_object_set_new(json, "size", json_integer(decoded_size(part)));
	return json;
}

json_t *
structure_json(struct arena *arena, const struct imap_part *part)
{
	int parts = 1;

	if (part == NULL)
		return json_pack("{s:s, s:s, s:s, s:i}", "type", "text/plain", "charset",
		    "us-ascii", "id", "1", "size", 0);
	return one(arena, part, 0, &parts);
}

static struct mime_part *
tree(struct arena *arena, const json_t *json, struct mime_part *parent, int depth)
{
	struct mime_part *part = arena_alloc(arena, sizeof *part), **last = &part->child;
	json_t *sub = json_object_get(json, "sub"), *item;
	const char *id = json_get_text(json, "id");
	size_t i;

	*part = (struct mime_part){
		.id = id != NULL ? id : "",
		.type = json_get_text(json, "type"),
		.charset = json_get_text(json, "charset"),
		.disposition = json_get_text(json, "disp"),
		.name = json_get_text(json, "name"),
		.cid = json_get_text(json, "cid"),
		.location = json_get_text(json, "loc"),
		.encoding = json_get_text(json, "enc") != NULL ?
		    mime_encoding_parse(json_get_text(json, "enc")) : MIME_IDENTITY,
		.body_len = (size_t)json_get_int(json, "size", 0),
		.parent = parent,
		.depth = depth,
	};
	json_array_foreach(sub, i, item) {
		*last = tree(arena, item, part, depth + 1);
		last = &(*last)->next;
	}
	item = json_object_get(json, "lang");
	if (json_array_size(item) > 0) {
		part->language = arena_array(arena, json_array_size(item) + 1,
		    sizeof *part->language);
		for (i = 0; i < json_array_size(item); i++)
			part->language[i] = json_string_value(json_array_get(item, i));
	}
	return part;
}

struct mime_part *
structure_tree(struct arena *arena, const json_t *json)
{
	return tree(arena, json, NULL, 0);
}

/* ---- A text within what was fetched ------------------------------------- */

/* The next line that is "--BOUNDARY", or begins with it; NULL for none. */
static const char *
delimiter(const char *at, const char *end, const char *boundary)
{
	size_t len = strlen(boundary);

	while (at != NULL && at < end) {
		if ((size_t)(end - at) >= len + 2 && at[0] == '-' && at[1] == '-' &&
		    memcmp(at + 2, boundary, len) == 0)
			return at;
		at = memchr(at, '\n', (size_t)(end - at));
		at = at != NULL ? at + 1 : NULL;
	}
	return NULL;
}

/* Behind the empty line that ends the header at AT; NULL for none. */
static const char *
behind_header(const char *at, const char *end)
{
	while (at < end) {
		const char *line = memchr(at, '\n', (size_t)(end - at));

		if (line == NULL)
			return NULL;
		if (line == at || (line == at + 1 && *at == '\r'))
			return line + 1;
		at = line + 1;
	}
	return NULL;
}

/* From a multipart's body to that of its first part. */
static bool
enter(struct arena *arena, const struct imap_part *multipart, bool *cut, struct imap_bytes *text)
{
	const char *boundary = mime_param_find(decode(arena, multipart->params), "boundary");
	const char *end = text->data + text->len, *at, *close;

	if (strcmp(multipart->type, "multipart") != 0 || boundary == NULL || *boundary == '\0' ||
	    (at = delimiter(text->data, end, boundary)) == NULL ||
	    (at = memchr(at, '\n', (size_t)(end - at))) == NULL ||
	    (at = behind_header(at + 1, end)) == NULL)
		return false;
	/* The line break before a delimiter is the delimiter's. */
	if ((close = delimiter(at, end, boundary)) != NULL) {
		*cut = false;
		end = close > at ? close - 1 : close;
		end -= end > at && end[-1] == '\r';
	}
	*text = (struct imap_bytes){ at, (size_t)(end - at) };
	return true;
}

bool
structure_first(struct arena *arena, const struct imap_part *message, const char *id, bool cut,
    struct imap_bytes *text)
{
	const struct imap_part *part = message != NULL ? message->children : NULL;
	size_t whole = text->len;
	struct imap_bytes t = *text;

	if (t.data == NULL || *id != '1')
		return false;
	for (id++; *id != '\0'; id += 2) {
		if (strncmp(id, ".1", 2) != 0 || part == NULL || !enter(arena, part, &cut, &t))
			return false;
		part = part->children;
	}
	/* Half of what would be asked for is enough; the end may be half a character. */
	if (cut) {
		const char *line = memrchr(t.data, '\n', t.len);

		if (line == NULL || (size_t)(line - t.data) < whole / 2)
			return false;
		t.len = (size_t)(line - t.data);
	}
	t.data = arena_strndup(arena, t.data, t.len);
	*text = t;
	return true;
}
