#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "core/buf.h"
#include "webmail/charset.h"
#include "webmail/mime_header.h"
#include "webmail/mime_word.h"

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t';
}

/* The length of the field's name at P (before the colon and blanks), 0 when it is no field. */
static size_t
name_length(const char *p, const char *line_end, size_t *colon)
{
	size_t n = 0, len = (size_t)(line_end - p);

	/* A boundary right behind a header without its empty line is no field. */
	if (len >= 2 && p[0] == '-' && p[1] == '-')
		return 0;
	while (n < len && p[n] > ' ' && p[n] != ':' && p[n] < 0x7f)
		n++;
	*colon = n;
	while (*colon < len && is_blank(p[*colon]))	/* obsolete: "Subject : x" */
		(*colon)++;
	return *colon < len && p[*colon] == ':' && n < 1000 ? n : 0;
}

static const char *
line_end(const char *p, const char *end)
{
	const char *lf = memchr(p, '\n', (size_t)(end - p));

	return lf != NULL ? lf + 1 : end;
}

static void
field_add(struct arena *arena, struct mime_fields *f, size_t *size, struct mime_field field)
{
	if (f->count == MIME_FIELDS_MAX) {
		f->limit = "more than 2000 header fields";
		return;
	}
	if (f->count == *size) {
		size_t more = *size * 2 + 16;
		struct mime_field *list = arena_array(arena, more, sizeof *list);

		if (f->count > 0)
			memcpy(list, f->list, f->count * sizeof *list);
		f->list = list;
		*size = more;
	}
	f->list[f->count++] = field;
}

/*
 * Beyond a limit fields are not kept, but the walk goes on to the empty line,
 * so that the body still begins where it begins.
 */
struct mime_fields
mime_header_read(struct arena *arena, const char *p, size_t len)
{
	struct mime_fields f = { NULL, 0, 0, NULL };
	const char *s = p, *end = p + len;
	size_t size = 0;

	if (len >= 5 && memcmp(p, "From ", 5) == 0)
		s = line_end(s, end);
	while (s < end) {
		const char *stop = line_end(s, end);
		size_t colon = 0, n, value_len;

		if (*s == '\n' || (*s == '\r' && s + 1 < end && s[1] == '\n')) {
			s = stop;
			break;
		}
		if ((n = name_length(s, stop, &colon)) == 0) {
			/* A stray continuation, or a ">From " of an mbox, is passed over. */
			if (!is_blank(*s) && !(stop - s > 6 && memcmp(s, ">From ", 6) == 0))
				break;
			s = stop;
			continue;
		}
		/* A line of blanks alone is a continuation too; only an empty one ends the header. */
		while (stop < end && is_blank(*stop))
			stop = line_end(stop, end);
		value_len = (size_t)(stop - (s + colon + 1));
		while (value_len > 0 && (s[colon + value_len] == '\n' || s[colon + value_len] == '\r'))
			value_len--;
		if (value_len > MIME_FIELD_MAX) {
			value_len = MIME_FIELD_MAX;
			f.limit = "a header field of more than 64 KiB";
		}
		if (s - p > MIME_HEADER_MAX)
			f.limit = "a header of more than 1 MiB";
		else
			field_add(arena, &f, &size, (struct mime_field){
			    .name = arena_strndup(arena, s, n),
			    .raw = s + colon + 1, .len = value_len });
		s = stop;
	}
	f.size = (size_t)(s - p);
	return f;
}

const struct mime_field *
mime_field_find(const struct mime_fields *fields, const char *name)
{
	for (size_t i = fields->count; i > 0; i--)
		if (strcasecmp(fields->list[i - 1].name, name) == 0)
			return &fields->list[i - 1];
	return NULL;
}

const struct mime_field *
mime_field_next(const struct mime_fields *fields, const char *name, size_t *i)
{
	while (*i < fields->count) {
		const struct mime_field *f = &fields->list[(*i)++];

		if (strcasecmp(f->name, name) == 0)
			return f;
	}
	return NULL;
}

char *
mime_unfold(struct arena *arena, const char *raw, size_t len)
{
	char *out = arena_alloc(arena, len + 1), *o = out;

	for (size_t i = 0; i < len; i++) {
		char c = raw[i];

		if (c == '\r' && i + 1 < len && raw[i + 1] == '\n')
			continue;
		if (c == '\n' && i + 1 < len && is_blank(raw[i + 1]))
			continue;
		if (c == '\0')
			continue;
		*o++ = c == '\r' || c == '\n' ? ' ' : c;
	}
	*o = '\0';
	return out;
}

char *
mime_header_raw(struct arena *arena, const char *raw, size_t len)
{
	return charset_repair(arena, raw, len, NULL, NULL);
}

char *
mime_header_text(struct arena *arena, const char *raw, size_t len)
{
	char *text = mime_unfold(arena, raw, len < MIME_FIELD_MAX ? len : MIME_FIELD_MAX);
	size_t n = strlen(text);

	while (is_blank(*text)) {
		text++;
		n--;
	}
	while (n > 0 && is_blank(text[n - 1]))
		n--;
	return mime_words_decode(arena, text, n);
}

/* What stands in angle brackets; comments and commas between them do not count. */
static bool
bracketed(struct arena *arena, const char *raw, size_t len, bool phrases, struct mime_ids *out)
{
	char *text = mime_unfold(arena, raw, len < MIME_FIELD_MAX ? len : MIME_FIELD_MAX);
	size_t size = 0, depth = 0;
	struct mime_ids ids = { NULL, 0 };

	for (char *s = text; *s != '\0'; s++) {
		char *start = s + 1, *o = start;

		if (*s == '(')
			depth++;
		else if (*s == ')' && depth > 0)
			depth--;
		if (*s != '<' || depth > 0) {
			if (!phrases && depth == 0 && *s != ')' && !is_blank(*s) && *s != ',')
				return false;
			continue;
		}
		/* Blanks within are folding's. */
		for (s++; *s != '\0' && *s != '>'; s++)
			if (!is_blank(*s))
				*o++ = *s;
		if (*s == '\0' || o == start)
			return false;
		if (ids.count == size) {
			const char **list = arena_array(arena, size * 2 + 8, sizeof *list);

			if (ids.count > 0)
				memcpy(list, ids.list, ids.count * sizeof *list);
			ids.list = list;
			size = size * 2 + 8;
		}
		ids.list[ids.count++] = charset_repair(arena, start, (size_t)(o - start), NULL, NULL);
	}
	*out = ids;
	return ids.count > 0;
}

bool
mime_header_ids(struct arena *arena, const char *raw, size_t len, struct mime_ids *out)
{
	/* Words between them are an obsolete form (RFC 5322, section 4.5.4). */
	return bracketed(arena, raw, len, true, out);
}

bool
mime_header_urls(struct arena *arena, const char *raw, size_t len, struct mime_ids *out)
{
	return bracketed(arena, raw, len, false, out);
}
