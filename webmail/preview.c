#include <stdbool.h>
#include <string.h>
#include <strings.h>

#include "core/buf.h"
#include "webmail/charset.h"
#include "webmail/html_text.h"
#include "webmail/preview.h"

#define HTML_ENOUGH	4096	/* bytes of text that a preview is looked for in */

struct line {
	const char	*text;
	size_t		 len;		/* without the line end and trailing blanks */
};

static const char *
read_line(const char *s, const char *end, struct line *l)
{
	const char *lf = memchr(s, '\n', (size_t)(end - s));
	const char *stop = lf != NULL ? lf : end;

	while (s < stop && (*s == ' ' || *s == '\t' || *s == '\r'))
		s++;
	l->text = s;
	while (stop > s && (unsigned char)stop[-1] <= ' ')
		stop--;
	l->len = (size_t)(stop - s);
	return lf != NULL ? lf + 1 : end;
}

static bool
starts(const struct line *l, const char *with)
{
	size_t n = strlen(with);

	return l->len >= n && strncasecmp(l->text, with, n) == 0;
}

static bool
is_quoted(const struct line *l)
{
	return l->len > 0 && *l->text == '>';
}

/* Everything behind such a line is somebody else's, or a signature. */
static bool
ends_the_text(const struct line *l)
{
	static const char *const ends[] = {
		"-----Original Message", "-----Ursprüngliche Nachricht", "-----Message d'origine",
		"---------- Forwarded message", "-------- Original Message", "-------- Forwarded Message",
		"-----BEGIN PGP SIGNATURE",
	};

	if (l->len == 2 && memcmp(l->text, "--", 2) == 0)
		return true;
	for (size_t i = 0; i < COUNT(ends); i++)
		if (starts(l, ends[i]))
			return true;
	return false;
}

/* A line of dashes, stars and the like. */
static bool
is_ornament(const struct line *l)
{
	for (size_t i = 0; i < l->len; i++)
		if (strchr("-=_*#~+.|/\\ \t", l->text[i]) == NULL)
			return false;
	return l->len >= 2;
}

/* "On Friday Alice wrote:" before a quote, on one line or broken into two. */
static bool
introduces(const struct line *l, const char *next, const char *end)
{
	struct line n = *l;

	for (int lines = 0; lines < 2 && n.len > 0; lines++) {
		bool colon = n.text[n.len - 1] == ':';

		if (next >= end)
			return false;
		next = read_line(next, end, &n);
		if (colon && n.len == 0 && next < end)
			next = read_line(next, end, &n);
		if (colon || is_quoted(&n))
			return colon && is_quoted(&n);
	}
	return false;
}

static void
add_line(struct buf *out, const struct line *l)
{
	bool blank = out->len > 0;

	for (size_t i = 0; i < l->len; i++) {
		unsigned char c = (unsigned char)l->text[i];

		if (c <= ' ' || c == 0x7f) {
			blank = out->len > 0;
		} else if (c == 0xc2 && i + 1 < l->len && (unsigned char)l->text[i + 1] <= 0xa0) {
			blank = out->len > 0;
			i++;
		} else {
			if (blank)
				buf_putc(out, ' ');
			blank = false;
			buf_putc(out, (char)c);
		}
	}
}

static void
gather(struct buf *out, const char *text, size_t len, bool own_words_only)
{
	const char *s = text, *end = text + len;
	bool armor = false;

	while (s < end && out->len < PREVIEW_CHARACTERS * 4) {
		struct line l;

		s = read_line(s, end, &l);
		if (l.len == 0) {
			armor = false;
			continue;
		}
		if (starts(&l, "-----BEGIN PGP SIGNED MESSAGE"))
			armor = true;
		if (own_words_only && ends_the_text(&l))
			break;
		if (armor || is_ornament(&l))
			continue;
		if (own_words_only) {
			if (is_quoted(&l) || introduces(&l, s, end))
				continue;
		} else {
			while (l.len > 0 && (*l.text == '>' || *l.text == ' ')) {
				l.text++;
				l.len--;
			}
		}
		add_line(out, &l);
	}
}

char *
preview_plain(struct arena *arena, const char *text, size_t len)
{
	struct buf out = BUF_ON(arena);

	gather(&out, text, len, true);
	if (out.len == 0)
		gather(&out, text, len, false);
	buf_add(&out, "", 0);
	out.len = charset_prefix(out.data, out.len, PREVIEW_CHARACTERS);
	out.data[out.len] = '\0';
	return out.data;
}

char *
preview_html(struct arena *arena, const char *html, size_t len)
{
	size_t n;
	char *text = html_text(arena, html, len, HTML_ENOUGH, &n);

	return preview_plain(arena, text, n);
}
