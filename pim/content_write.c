#include <string.h>

#include "pim/content_line.h"

#define FOLD_AT		75	/* octets of a line without its CRLF */

/* The longest piece of S, of at most MAX octets, that ends between characters. */
static size_t
fold_len(const char *s, size_t len, size_t max)
{
	size_t n = max;

	if (len <= max)
		return len;
	while (n > max - 4 && ((unsigned char)s[n] & 0xc0) == 0x80)
		n--;
	return n;
}

static void
fold(struct buf *out, const char *s, size_t len)
{
	size_t n = fold_len(s, len, FOLD_AT);

	buf_add(out, s, n);
	while (n < len) {
		s += n;
		len -= n;
		n = fold_len(s, len, FOLD_AT - 1);
		buf_add(out, "\r\n ", 3);
		buf_add(out, s, n);
	}
	buf_add(out, "\r\n", 2);
}

static bool
is_control(char c)
{
	return (unsigned char)c < ' ' && c != '\t';
}

static void
add_param_value(struct buf *out, const char *value)
{
	bool is_quoted = strpbrk(value, ",;:") != NULL;

	if (is_quoted)
		buf_putc(out, '"');
	for (const char *c = value; *c != '\0'; c++) {
		if (*c == '\n')
			buf_puts(out, "^n");
		else if (*c == '^')
			buf_puts(out, "^^");
		else if (*c == '"')
			buf_puts(out, "^'");
		else if (!is_control(*c))
			buf_putc(out, *c);
	}
	if (is_quoted)
		buf_putc(out, '"');
}

void
content_write(struct buf *out, const struct content_line *line)
{
	struct buf whole = BUF_ON(out->arena);

	if (line->raw != NULL) {
		fold(out, line->raw, line->raw_len);
		return;
	}
	if (line->group != NULL) {
		buf_puts(&whole, line->group);
		buf_putc(&whole, '.');
	}
	buf_puts(&whole, line->name);
	for (const struct content_param *p = line->params; p != NULL; p = p->next) {
		buf_putc(&whole, ';');
		buf_puts(&whole, p->name);
		for (size_t i = 0; i < p->count; i++) {
			buf_putc(&whole, i == 0 ? '=' : ',');
			add_param_value(&whole, p->values[i]);
		}
	}
	buf_putc(&whole, ':');

	/* No value of ours may begin a line of its own. */
	for (const char *c = line->value; *c != '\0';) {
		size_t n = 0;

		while (c[n] != '\0' && !is_control(c[n]))
			n++;
		buf_add(&whole, c, n);
		c += n + (c[n] != '\0');
	}
	fold(out, whole.data, whole.len);
}
