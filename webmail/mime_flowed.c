#include <string.h>

#include "core/buf.h"
#include "webmail/charset.h"
#include "webmail/mime_flowed.h"

#define FLOWED_COLUMNS	72

struct line {
	const char	*text;		/* behind quote marks and stuffing */
	size_t		 len;		/* without the line end */
	size_t		 depth;		/* quote marks */
	bool		 flows;		/* ends softly */
};

static const char *
read_line(const char *s, const char *end, struct line *l)
{
	const char *lf = memchr(s, '\n', (size_t)(end - s));
	const char *stop = lf != NULL ? lf : end;

	*l = (struct line){ 0 };
	if (lf != NULL && stop > s && stop[-1] == '\r')
		stop--;
	for (; s < stop && *s == '>'; s++)
		l->depth++;
	if (s < stop && *s == ' ')
		s++;
	l->text = s;
	l->len = (size_t)(stop - s);
	/* "-- " is a signature's line, never a soft break (RFC 3676, section 4.3). */
	l->flows = l->len > 0 && s[l->len - 1] == ' ' && !(l->len == 3 && memcmp(s, "-- ", 3) == 0);
	return lf != NULL ? lf + 1 : end;
}

char *
mime_flowed_join(struct arena *arena, const char *text, size_t len, bool delsp, size_t *out_len)
{
	struct buf out = BUF_ON(arena);
	const char *s = text, *end = text + len;
	bool flowing = false;
	size_t depth = 0;

	buf_reserve(&out, len);
	while (s < end) {
		struct line l;
		bool last;

		s = read_line(s, end, &l);
		last = s == end && end[-1] != '\n';
		/* A paragraph ends where the depth changes, and before a signature. */
		if (flowing && (l.depth != depth || (l.len == 3 && memcmp(l.text, "-- ", 3) == 0))) {
			buf_putc(&out, '\n');
			flowing = false;
		}
		if (!flowing) {
			for (size_t i = 0; i < l.depth; i++)
				buf_putc(&out, '>');
			if (l.depth > 0 && l.len > 0)
				buf_putc(&out, ' ');
		}
		buf_add(&out, l.text, l.len - (l.flows && delsp));
		flowing = l.flows;
		depth = l.depth;
		if (!flowing && !last)
			buf_putc(&out, '\n');
	}
	buf_add(&out, "", 0);
	*out_len = out.len;
	return out.data;
}

/* Where to break a line softly: behind the last blank that leaves it short enough. */
static size_t
break_at(const char *s, size_t len, size_t columns)
{
	size_t n = 0, at = 0, i = 0;

	while (i < len) {
		i += charset_prefix(s + i, len - i, 1);
		n++;
		if (s[i - 1] == ' ') {
			if (n > columns && at > 0)
				break;
			at = i;
			if (n >= columns)
				break;
		}
	}
	return i == len && n <= columns ? len : at > 0 ? at : len;
}

char *
mime_flowed_split(struct arena *arena, const char *text, size_t len, size_t *out_len)
{
	struct buf out = BUF_ON(arena);
	const char *s = text, *end = text + len;

	while (s < end) {
		const char *lf = memchr(s, '\n', (size_t)(end - s));
		const char *stop = lf != NULL ? lf : end, *next = lf != NULL ? lf + 1 : end;
		bool quoted = *s == '>', signature;

		while (stop > s && stop[-1] == '\r')
			stop--;
		signature = stop - s == 3 && memcmp(s, "-- ", 3) == 0;
		/* A blank at a hard end would make it soft. */
		while (!signature && stop > s && stop[-1] == ' ')
			stop--;
		do {
			/* Quoted lines keep their breaks: their writer chose them. */
			size_t n = quoted || signature ? (size_t)(stop - s) :
			    break_at(s, (size_t)(stop - s), FLOWED_COLUMNS);

			/* Space-stuffing: RFC 3676, section 4.4. */
			if (n > 0 && !quoted && (*s == ' ' || *s == '>' ||
			    (n >= 5 && memcmp(s, "From ", 5) == 0)))
				buf_putc(&out, ' ');
			buf_add(&out, s, n);
			buf_add(&out, "\r\n", 2);
			s += n;
		} while (s < stop);
		s = next;
	}
	buf_add(&out, "", 0);
	*out_len = out.len;
	return out.data;
}
