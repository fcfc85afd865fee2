/*
 * Header fields for writing: each form of RFC 8621 encoded and folded.  Long
 * texts become encoded words first, so that there is a place to fold.
 */
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "core/buf.h"
#include "core/clock.h"
#include "core/hash.h"
#include "core/http.h"
#include "webmail/mime_word.h"
#include "webmail/mime_write.h"

#define LINE_WISH	78	/* RFC 5322, section 2.1.1 */
#define LINE_MAX_	998
#define WORD_MAX	900	/* a longer word cannot stand as it is */

static bool
name_valid(const char *name)
{
	size_t n = 0;

	for (; name[n] != '\0'; n++)
		if (name[n] <= ' ' || name[n] > 126 || name[n] == ':')
			return false;
	return n > 0 && n <= 76;
}

static bool
has_break(const char *s)
{
	return strpbrk(s, "\r\n") != NULL;
}

static bool
has_control(const char *s)
{
	for (; *s != '\0'; s++)
		if (((unsigned char)*s < ' ' && *s != '\t') || *s == 0x7f)
			return true;
	return false;
}

/*
 * Breaks TEXT at blanks so that lines are short where that is possible.  NULL
 * when a single word is longer than a line may be.
 */
static const char *
fold(struct arena *arena, const char *name, const char *text)
{
	struct buf out = BUF_ON(arena);
	size_t column = strlen(name) + 2;

	while (*text != '\0') {
		size_t blanks = strspn(text, " \t"), word = strcspn(text + blanks, " \t");

		if (word == 0)
			break;		/* blanks at the end */
		if (column + blanks + word > LINE_WISH && out.len > 0 && blanks > 0) {
			buf_puts(&out, "\r\n");
			column = 0;
		}
		column += blanks + word;
		if (column > LINE_MAX_)
			return NULL;
		buf_add(&out, text, blanks + word);
		text += blanks + word;
	}
	return buf_str(&out);
}

static enum status
put(struct ctx *cx, struct mime_out_fields *f, const char *name, const char *text)
{
	struct mime_out_field *field;

	if (!name_valid(name))
		return fault(cx, ERR_INVALID, "\"%.80s\" is no header name", name);
	if (has_control(text) || !utf8_valid(text, strlen(text)))
		return fault(cx, ERR_INVALID, "%s: a line break or broken UTF-8 in a header", name);
	if ((text = fold(cx->arena, name, text)) == NULL)
		return fault(cx, ERR_INVALID, "%s: a word is too long for a header", name);
	if (strlen(text) > MIME_FIELD_MAX)
		return fault(cx, ERR_TOO_LARGE, "%s: more than 64 KiB", name);
	field = arena_alloc(cx->arena, sizeof *field);
	*field = (struct mime_out_field){ .name = arena_strdup(cx->arena, name), .text = text };
	if (f->last == NULL)
		f->first = field;
	else
		f->last->next = field;
	f->last = field;
	return OK;
}

enum status
mime_put_raw(struct ctx *cx, struct mime_out_fields *f, const char *name, const char *value)
{
	/* Folding that is there already goes: a break, then a blank, is the only one allowed. */
	char *text = arena_strdup(cx->arena, value), *o = text;

	for (const char *s = value; *s != '\0'; s++) {
		if (s[0] == '\r' && s[1] == '\n' && (s[2] == ' ' || s[2] == '\t')) {
			s++;
			continue;
		}
		*o++ = *s;
	}
	*o = '\0';
	return put(cx, f, name, text + strspn(text, " \t"));
}

/* Plain where it can be; encoded words from the first word that needs it to the last. */
static const char *
encode_text(struct arena *arena, const char *s)
{
	const char *first = NULL, *last = NULL, *w = s;
	struct buf out = BUF_ON(arena);

	while (*w != '\0') {
		size_t n = strcspn(w, " ");
		char *word = arena_strndup(arena, w, n);

		if (n > 0 && (n > WORD_MAX || !mime_words_unneeded(word))) {
			if (first == NULL)
				first = w;
			last = w + n;
		}
		w += n;
		w += strspn(w, " ");
	}
	if (first == NULL)
		return s;
	buf_add(&out, s, (size_t)(first - s));
	buf_puts(&out, mime_words_encode(arena,
	    arena_strndup(arena, first, (size_t)(last - first)), false));
	buf_puts(&out, last);
	return out.data;
}

/* Blanks at both ends say nothing; encoded they would come back. */
static const char *
trimmed(struct arena *arena, const char *s)
{
	size_t len;

	s += strspn(s, " \t");
	len = strlen(s);
	while (len > 0 && (s[len - 1] == ' ' || s[len - 1] == '\t'))
		len--;
	return arena_strndup(arena, s, len);
}

enum status
mime_put_text(struct ctx *cx, struct mime_out_fields *f, const char *name, const char *utf8)
{
	if (has_break(utf8) || !utf8_valid(utf8, strlen(utf8)))
		return fault(cx, ERR_INVALID, "%s: a line break or broken UTF-8 in a header", name);
	return put(cx, f, name, encode_text(cx->arena, trimmed(cx->arena, utf8)));
}

/* A display name: atoms as they are, else quoted, else encoded (RFC 5322, 3.2.5). */
static void
add_phrase(struct buf *out, const char *name)
{
	bool atoms = true;

	if (!mime_words_unneeded(name) || strlen(name) > WORD_MAX) {
		buf_puts(out, mime_words_encode(out->arena, name, true));
		return;
	}
	for (const char *s = name; *s != '\0'; s++)
		if (strchr("()<>[]:;@\\,.\"", *s) != NULL || (*s == ' ' && (s == name || s[1] == ' ')))
			atoms = false;
	if (atoms && *name != '\0' && name[strlen(name) - 1] != ' ') {
		buf_puts(out, name);
		return;
	}
	buf_putc(out, '"');
	for (const char *s = name; *s != '\0'; s++) {
		if (*s == '"' || *s == '\\')
			buf_putc(out, '\\');
		buf_putc(out, *s);
	}
	buf_putc(out, '"');
}

static enum status
add_addresses(struct ctx *cx, struct buf *out, const char *name, const struct mime_addresses *list)
{
	for (size_t i = 0; i < list->count; i++) {
		const struct mime_address *a = &list->list[i];
		bool named = a->name != NULL && *a->name != '\0';

		if (named && (has_break(a->name) || !utf8_valid(a->name, strlen(a->name))))
			return fault(cx, ERR_INVALID, "%s: a line break or broken UTF-8 in a name", name);
		if (a->email == NULL || !mime_email_valid(a->email))
			return fault(cx, ERR_INVALID, "%s: \"%.254s\" is no mail address", name,
			    a->email != NULL ? a->email : "");
		if (i > 0)
			buf_puts(out, ", ");
		if (named)
			add_phrase(out, a->name);
		buf_printf(out, named ? " <%s>" : "%s", a->email);
	}
	return OK;
}

enum status
mime_put_addresses(struct ctx *cx, struct mime_out_fields *f, const char *name,
    const struct mime_addresses *list)
{
	struct buf out = BUF_ON(cx->arena);
	enum status st;

	if ((st = add_addresses(cx, &out, name, list)) != OK)
		return st;
	return put(cx, f, name, buf_str(&out));
}

enum status
mime_put_groups(struct ctx *cx, struct mime_out_fields *f, const char *name,
    const struct mime_groups *groups)
{
	struct buf out = BUF_ON(cx->arena);
	enum status st;

	for (size_t i = 0; i < groups->count; i++) {
		const struct mime_group *g = &groups->list[i];

		if (out.len > 0)
			buf_puts(&out, ", ");
		if (g->name != NULL) {
			if (has_break(g->name) || !utf8_valid(g->name, strlen(g->name)))
				return fault(cx, ERR_INVALID,
				    "%s: a line break or broken UTF-8 in a name", name);
			add_phrase(&out, g->name);
			buf_puts(&out, g->addresses.count > 0 ? ": " : ":");
		}
		if ((st = add_addresses(cx, &out, name, &g->addresses)) != OK)
			return st;
		if (g->name != NULL)
			buf_putc(&out, ';');
	}
	return put(cx, f, name, buf_str(&out));
}

static enum status
put_bracketed(struct ctx *cx, struct mime_out_fields *f, const char *name,
    const struct mime_ids *ids, const char *between)
{
	struct buf out = BUF_ON(cx->arena);

	for (size_t i = 0; i < ids->count; i++) {
		const char *id = ids->list[i];

		if (*id == '\0' || strpbrk(id, " \t\r\n<>") != NULL || strlen(id) > WORD_MAX)
			return fault(cx, ERR_INVALID, "%s: \"%.80s\" cannot stand in angle brackets",
			    name, id);
		buf_printf(&out, "%s<%s>", i > 0 ? between : "", id);
	}
	return put(cx, f, name, buf_str(&out));
}

enum status
mime_put_ids(struct ctx *cx, struct mime_out_fields *f, const char *name, const struct mime_ids *ids)
{
	return put_bracketed(cx, f, name, ids, " ");
}

enum status
mime_put_urls(struct ctx *cx, struct mime_out_fields *f, const char *name,
    const struct mime_ids *urls)
{
	return put_bracketed(cx, f, name, urls, ", ");
}

enum status
mime_put_date(struct ctx *cx, struct mime_out_fields *f, const char *name,
    const struct mime_date *date)
{
	char text[32];

	mime_date_rfc5322(date, text);
	return put(cx, f, name, text);
}

bool
mime_out_has(const struct mime_out_fields *f, const char *name)
{
	for (const struct mime_out_field *field = f->first; field != NULL; field = field->next)
		if (strcasecmp(field->name, name) == 0)
			return true;
	return false;
}

const char *
mime_new_message_id(struct ctx *cx, const char *email)
{
	const char *at = email != NULL ? strrchr(email, '@') : NULL;
	char token[TOKEN_LEN + 1];

	hash_token(token);
	/* 22 characters of a token are more than 128 bits. */
	return arena_printf(cx->arena, "%llx.%.22s@%s", (long long)clock_seconds(), token,
	    at != NULL && at[1] != '\0' ? at + 1 : "localhost");
}
