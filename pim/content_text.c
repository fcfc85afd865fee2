/* Text values: escapes, lists and structured values. */
#include <string.h>

#include "pim/content_line.h"

static bool
is_control(char c)
{
	return (unsigned char)c < ' ' && c != '\t';
}

/* Unescape LEN octets at S to TO, which may be the same; returns the end, where a NUL stands. */
static char *
unescape(char *to, const char *s, size_t len)
{
	for (const char *end = s + len; s < end; s++) {
		if (*s != '\\' || s + 1 == end) {
			*to++ = *s;
			continue;
		}
		switch (s[1]) {
		case 'n':
		case 'N':
			*to++ = '\n';
			s++;
			break;
		case '\\':
		case ',':
		case ';':
		case ':':
			*to++ = *++s;
			break;
		default:
			*to++ = '\\';
		}
	}
	*to = '\0';
	return to;
}

char *
content_unescape(struct arena *arena, const char *value, size_t len)
{
	char *text = arena_alloc(arena, len + 1);

	unescape(text, value, len);
	return text;
}

char *
content_text(struct arena *arena, const struct content_line *line)
{
	return content_unescape(arena, line->value, line->value_len);
}

void
content_escape(struct buf *out, const char *text)
{
	for (const char *c = text; *c != '\0'; c++) {
		if (*c == '\n' || (*c == '\r' && c[1] != '\n')) {
			buf_puts(out, "\\n");
		} else if (!is_control(*c)) {
			if (*c == '\\' || *c == ',' || *c == ';')
				buf_putc(out, '\\');
			buf_putc(out, *c);
		}
	}
}

char *
content_escaped(struct arena *arena, const char *text)
{
	struct buf out = BUF_ON(arena);

	content_escape(&out, text);
	return out.data != NULL ? out.data : arena_strdup(arena, "");
}

/* One copy of the value is cut where the separators were. */
static struct content_list
cut(struct arena *arena, const char *value, size_t len, char separator, bool as_text)
{
	char *copy = arena_strndup(arena, value, len), *from = copy;
	struct content_list list = { .count = 1 };

	len = strlen(copy);
	for (size_t i = 0; i < len; i++) {
		if (copy[i] == '\\' && i + 1 < len)
			i++;
		else if (copy[i] == separator)
			list.count++;
	}
	list.items = arena_array(arena, list.count, sizeof *list.items);
	list.count = 0;
	for (size_t i = 0; i <= len; i++) {
		if (i + 1 < len && copy[i] == '\\') {
			i++;
		} else if (i == len || copy[i] == separator) {
			copy[i] = '\0';
			if (as_text)
				unescape(from, from, (size_t)(copy + i - from));
			list.items[list.count++] = from;
			from = copy + i + 1;
		}
	}
	return list;
}

struct content_list
content_split(struct arena *arena, const char *value, size_t len, char separator)
{
	return cut(arena, value, len, separator, false);
}

struct content_list
content_texts(struct arena *arena, const char *value, size_t len, char separator)
{
	return cut(arena, value, len, separator, true);
}
