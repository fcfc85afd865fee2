#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "core/buf.h"
#include "webmail/charset.h"
#include "webmail/mime_header.h"
#include "webmail/mime_param.h"
#include "webmail/mime_word.h"

/* One "name=value" as written; name may be "filename", "filename*", "filename*0", "filename*0*". */
struct piece {
	const char	*name;		/* lower case, up to "*" */
	const char	*value;
	int		 number;	/* -1: not continued */
	bool		 encoded;	/* percent-encoded, the first with its charset */
	bool		 extended;	/* any form of RFC 2231 */
	bool		 used;
};

struct pieces {
	struct piece	list[MIME_PARAMS_MAX];
	size_t		count;
};

static const char *
lower(struct arena *arena, const char *s, size_t len)
{
	char *out = arena_strndup(arena, s, len);

	for (char *c = out; *c != '\0'; c++)
		*c = *c >= 'A' && *c <= 'Z' ? (char)(*c | 0x20) : *c;
	return out;
}

static void
piece_add(struct arena *arena, struct pieces *all, const char *name, size_t name_len,
    const char *value)
{
	struct piece *p = &all->list[all->count];
	const char *star = memchr(name, '*', name_len);
	size_t base = star != NULL ? (size_t)(star - name) : name_len;

	if (all->count == MIME_PARAMS_MAX || base == 0)
		return;
	for (size_t i = 0; i < base; i++)
		if ((unsigned char)name[i] <= ' ' || (unsigned char)name[i] > 126)
			return;		/* no name of a parameter */
	*p = (struct piece){ .name = lower(arena, name, base), .value = value, .number = -1,
	    .extended = star != NULL };
	if (star != NULL) {
		const char *s = star + 1, *end = name + name_len;
		int n = 0;

		if (s < end && isdigit((unsigned char)*s)) {
			for (; s < end && isdigit((unsigned char)*s) && n < 1000; s++)
				n = n * 10 + (*s - '0');
			p->number = n;
			p->encoded = s < end && *s == '*';
		} else {
			p->encoded = true;
		}
	}
	all->count++;
}

static int
hex(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	c |= 0x20;
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

static void
add_unescaped(struct buf *out, const char *s)
{
	for (; *s != '\0'; s++) {
		int hi = *s == '%' ? hex(s[1]) : -1;
		int lo = hi >= 0 ? hex(s[2]) : -1;

		buf_putc(out, lo >= 0 ? (char)(hi << 4 | lo) : *s);
		if (lo >= 0)
			s += 2;
	}
}

static const char *
plain_value(struct arena *arena, const char *value)
{
	size_t len = strlen(value);

	/* Encoded words may not stand here (RFC 2047, section 5) but do. */
	if (strstr(value, "=?") != NULL)
		return mime_words_decode(arena, value, len);
	return charset_to_utf8(arena, NULL, value, len, NULL, NULL);
}

/* Puts the pieces of one name together: RFC 2231, sections 3 and 4. */
static const char *
extended_value(struct arena *arena, struct pieces *all, const char *name)
{
	struct piece *order[MIME_PARAMS_MAX] = { NULL };
	struct buf bytes = BUF_ON(arena);
	char charset[64] = "";

	for (size_t i = 0; i < all->count; i++) {
		struct piece *p = &all->list[i];
		int at = p->number < 0 ? 0 : p->number;

		if (p->extended && at < MIME_PARAMS_MAX && strcmp(p->name, name) == 0 &&
		    (order[at] == NULL || p->number < 0))
			order[at] = p;
	}
	for (size_t i = 0; i < MIME_PARAMS_MAX && order[i] != NULL; i++) {
		const char *v = order[i]->value, *quote;

		if (i == 0 && order[i]->encoded && (quote = strchr(v, '\'')) != NULL) {
			const char *second = strchr(quote + 1, '\'');
			size_t n = (size_t)(quote - v);

			if (second != NULL) {
				if (n < sizeof charset)
					memcpy(charset, v, n);
				v = second + 1;
			}
		}
		if (order[i]->encoded)
			add_unescaped(&bytes, v);
		else
			buf_puts(&bytes, v);
	}
	if (bytes.data == NULL)
		return NULL;
	/* Some put encoded words into continuations. */
	if (*charset == '\0' && strstr(bytes.data, "=?") != NULL)
		return mime_words_decode(arena, bytes.data, bytes.len);
	return charset_to_utf8(arena, charset, bytes.data, bytes.len, NULL, NULL);
}

/* Escapes may hide line breaks and the like, which no name or token has. */
static const char *
without_controls(struct arena *arena, const char *value)
{
	char *out = arena_strdup(arena, value), *o = out;

	for (; *value != '\0'; value++)
		if ((unsigned char)*value >= ' ' && *value != 0x7f)
			*o++ = *value;
	*o = '\0';
	return out;
}

static struct mime_param *
assemble(struct arena *arena, struct pieces *all)
{
	struct mime_param *first = NULL, **at = &first;

	for (size_t i = 0; i < all->count; i++) {
		const char *name = all->list[i].name, *value = NULL, *plain = NULL;
		bool extended = false;

		if (all->list[i].used)
			continue;
		for (size_t k = i; k < all->count; k++) {
			struct piece *p = &all->list[k];

			if (strcmp(p->name, name) != 0)
				continue;
			p->used = true;
			extended |= p->extended;
			if (!p->extended && plain == NULL)
				plain = p->value;
		}
		if (extended)
			value = extended_value(arena, all, name);
		if (value == NULL && plain != NULL)
			value = plain_value(arena, plain);
		if (value == NULL)
			continue;
		*at = arena_alloc(arena, sizeof **at);
		**at = (struct mime_param){ .name = name,
		    .value = without_controls(arena, value) };
		at = &(*at)->next;
	}
	return first;
}

/* ---- reading the field ---- */

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

/* Skips blanks and comments; an open parenthesis without its end is a comment to the end. */
static const char *
skip(const char *s, const char *end)
{
	size_t depth = 0;

	for (; s < end; s++) {
		if (depth > 0 && *s == '\\' && s + 1 < end)
			s++;
		else if (*s == '(')
			depth++;
		else if (*s == ')' && depth > 0)
			depth--;
		else if (depth == 0 && !is_blank(*s))
			break;
	}
	return s;
}

static const char *
read_value(struct arena *arena, const char **at, const char *end)
{
	struct buf out = BUF_ON(arena);
	const char *s = *at;

	if (s < end && *s == '"') {
		for (s++; s < end && *s != '"'; s++) {
			if (*s == '\\' && s + 1 < end)
				s++;
			buf_putc(&out, *s);
		}
		s = skip(s < end ? s + 1 : s, end);
	} else {
		/* Unquoted names with blanks are wrong and common: up to ";". */
		const char *start = s;

		while (s < end && *s != ';')
			s++;
		const char *stop = s;

		while (stop > start && is_blank(stop[-1]))
			stop--;
		buf_add(&out, start, (size_t)(stop - start));
	}
	while (s < end && *s != ';')
		s++;
	*at = s;
	return buf_str(&out);
}

/* A token (RFC 2045, section 5.1), cut where a comment begins. */
static const char *
without_comment(struct arena *arena, const char *value)
{
	size_t len = strcspn(value, " \t(");

	return value[len] == '(' || value[len] == ' ' || value[len] == '\t' ?
	    arena_strndup(arena, value, len) : value;
}

static bool
keeps_blanks(const char *name, size_t len)
{
	return (len >= 4 && strncasecmp(name, "name", 4) == 0) ||
	    (len >= 8 && strncasecmp(name, "filename", 8) == 0);
}

struct mime_value
mime_value_read(struct arena *arena, const char *raw, size_t len)
{
	char *text = mime_unfold(arena, raw, len < MIME_FIELD_MAX ? len : MIME_FIELD_MAX);
	const char *s = text, *end = text + strlen(text), *start;
	struct pieces *all = arena_alloc(arena, sizeof *all);
	struct mime_value out = { .value = "" };
	struct buf value = BUF_ON(arena);

	for (s = skip(s, end); s < end && *s != ';'; s = skip(s, end)) {
		start = s;
		while (s < end && *s != ';' && *s != '(' && !is_blank(*s))
			s++;
		/* "text / plain" is legal; "text plain" means its first word. */
		if (value.len > 0 && *start != '/' && value.data[value.len - 1] != '/')
			continue;
		buf_add(&value, start, (size_t)(s - start));
	}
	out.value = lower(arena, mime_header_raw(arena, buf_str(&value), value.len), value.len * 3);
	while (s < end) {
		const char *name;
		size_t name_len;
		bool quoted;

		s = skip(s + 1, end);
		name = s;
		while (s < end && *s != '=' && *s != ';' && !is_blank(*s) && *s != '(')
			s++;
		name_len = (size_t)(s - name);
		s = skip(s, end);
		if (s == end || *s != '=') {
			while (s < end && *s != ';')
				s++;
			continue;
		}
		s = skip(s + 1, end);
		quoted = s < end && *s == '"';
		start = read_value(arena, &s, end);
		if (!quoted && !keeps_blanks(name, name_len))
			start = without_comment(arena, start);
		piece_add(arena, all, name, name_len, start);
	}
	out.params = assemble(arena, all);
	return out;
}

const char *
mime_param_find(const struct mime_param *params, const char *name)
{
	for (; params != NULL; params = params->next)
		if (strcmp(params->name, name) == 0)
			return params->value;
	return NULL;
}

struct mime_param *
mime_params_decode(struct arena *arena, const char *const *names, const char *const *values,
    size_t count)
{
	struct pieces *all = arena_alloc(arena, sizeof *all);

	for (size_t i = 0; i < count; i++)
		if (names[i] != NULL && values[i] != NULL)
			piece_add(arena, all, names[i], strlen(names[i]), values[i]);
	return assemble(arena, all);
}
