/*
 * A tokenizer after HTML 5's rules as far as text needs them, and no tree:
 * what matters of the open elements are a few counters (quotes, pre, what is
 * hidden).  Each token is consumed by the scan that found it, so the time is
 * linear whatever the markup; a construct without its end takes the rest, as
 * in browsers.
 */
#include <ctype.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "core/buf.h"
#include "webmail/charset.h"
#include "webmail/html_entity.h"
#include "webmail/html_text.h"

#define QUOTES_SHOWN	5	/* quote marks before a line at most */
#define ATTRIBUTE_MAX	2048	/* bytes of a style that are looked at */

enum what {
	INLINE,
	BLOCK,		/* stands on lines of its own */
	PARAGRAPH,	/* with an empty line around */
	CELL,		/* a blank between */
	BREAK,
	ITEM,
	RAW,		/* its content is no markup, and not shown */
	QUOTE,
	PRE,
};

static const struct {
	const char	*name;
	enum what	 what;
} elements[] = {
	{ "address", BLOCK }, { "article", BLOCK }, { "aside", BLOCK }, { "blockquote", QUOTE },
	{ "body", BLOCK }, { "br", BREAK }, { "caption", BLOCK }, { "center", BLOCK },
	{ "dd", BLOCK }, { "details", BLOCK }, { "dir", BLOCK }, { "div", BLOCK }, { "dl", BLOCK },
	{ "dt", BLOCK }, { "fieldset", BLOCK }, { "figcaption", BLOCK }, { "figure", BLOCK },
	{ "footer", BLOCK }, { "form", BLOCK }, { "h1", PARAGRAPH }, { "h2", PARAGRAPH },
	{ "h3", PARAGRAPH }, { "h4", PARAGRAPH }, { "h5", PARAGRAPH }, { "h6", PARAGRAPH },
	{ "header", BLOCK }, { "hr", BLOCK }, { "iframe", RAW }, { "li", ITEM }, { "main", BLOCK },
	{ "menu", BLOCK }, { "nav", BLOCK }, { "noembed", RAW }, { "noframes", RAW },
	{ "object", BLOCK }, { "ol", BLOCK }, { "option", BLOCK }, { "p", PARAGRAPH }, { "pre", PRE },
	{ "script", RAW }, { "section", BLOCK }, { "style", RAW }, { "summary", BLOCK },
	{ "svg", RAW }, { "table", BLOCK }, { "tbody", BLOCK }, { "td", CELL }, { "template", RAW },
	{ "textarea", RAW }, { "tfoot", BLOCK }, { "th", CELL }, { "thead", BLOCK }, { "title", RAW },
	{ "tr", BLOCK }, { "ul", BLOCK }, { "xmp", RAW },
};

struct tag {
	char		 name[16];
	bool		 closes, hides;
};

struct reader {
	const char	*s, *end;
	struct buf	 out;
	unsigned	 lines;		/* line ends due before the next text */
	bool		 blank;		/* a blank is due */
	bool		 item;		/* a list item begins */
	size_t		 quotes, pre;
	char		 hidden[16];	/* the element whose end shows text again; "" when none */
	size_t		 hidden_depth;
};

static bool
is_space(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}

static enum what
element(const char *name)
{
	size_t low = 0, high = COUNT(elements);

	while (low < high) {
		size_t middle = (low + high) / 2;
		int order = strcmp(elements[middle].name, name);

		if (order == 0)
			return elements[middle].what;
		if (order < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return INLINE;
}

/* ---- what comes out ---- */

static void
want_lines(struct reader *r, unsigned n)
{
	if (r->lines < n)
		r->lines = n;
	r->blank = false;
}

/* What is due before the next character. */
static void
settle(struct reader *r)
{
	bool first = r->out.len == 0;

	if (r->lines > 0 || first) {
		for (unsigned i = 0; !first && i < r->lines; i++)
			buf_putc(&r->out, '\n');
		for (size_t i = 0; i < r->quotes && i < QUOTES_SHOWN; i++)
			buf_putc(&r->out, '>');
		if (r->quotes > 0)
			buf_putc(&r->out, ' ');
		if (r->item)
			buf_puts(&r->out, "- ");
	} else if (r->blank) {
		buf_putc(&r->out, ' ');
	}
	r->lines = 0;
	r->blank = r->item = false;
}

/* Fillers that newsletters put behind their preview text. */
static bool
is_filler(unsigned c)
{
	return c == 0xad || c == 0x34f || c == 0x200b || c == 0xfeff || c == 0x2060;
}

static void
put_character(struct reader *r, unsigned c)
{
	char utf8[4];

	if (r->hidden_depth > 0 || is_filler(c))
		return;
	if (c == 0xa0 || c == 0x2007 || c == 0x202f)
		c = ' ';
	if (r->pre > 0 && c == '\n') {
		r->lines++;
		r->blank = false;
		return;
	}
	if (c <= ' ' || c == 0x7f || (c >= 0x80 && c < 0xa0)) {
		if (r->pre > 0 && c == ' ') {
			settle(r);
			buf_putc(&r->out, ' ');
			return;
		}
		r->blank = r->lines == 0 && r->out.len > 0;
		return;
	}
	/* Joiners join; between blanks they are filler too. */
	if ((c == 0x200c || c == 0x200d) && (r->blank || r->lines > 0 || r->out.len == 0))
		return;
	settle(r);
	buf_add(&r->out, utf8, charset_put(utf8, c));
}

/* ---- what goes in ---- */

/* HTML 5 reads numbers 128 to 159 as windows-1252. */
static unsigned
numeric(unsigned c)
{
	static const unsigned short high[32] = {
		0x20ac, 0x81, 0x201a, 0x192, 0x201e, 0x2026, 0x2020, 0x2021, 0x2c6, 0x2030, 0x160,
		0x2039, 0x152, 0x8d, 0x17d, 0x8f, 0x90, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022,
		0x2013, 0x2014, 0x2dc, 0x2122, 0x161, 0x203a, 0x153, 0x9d, 0x17e, 0x178,
	};

	return c >= 0x80 && c < 0xa0 ? high[c - 0x80] : c == 0 ? 0xfffd : c;
}

/* The character reference at r->s ("&"), or the "&" itself. */
static unsigned
reference(struct reader *r)
{
	const char *s = r->s + 1, *start = s;
	unsigned c = 0;

	if (s < r->end && *s == '#') {
		bool hex = s + 1 < r->end && (s[1] == 'x' || s[1] == 'X');

		s += hex ? 2 : 1;
		for (start = s; s < r->end && (hex ? isxdigit((unsigned char)*s) :
		    isdigit((unsigned char)*s)); s++) {
			unsigned d = *s <= '9' ? (unsigned)(*s - '0') : (unsigned)((*s | 0x20) - 'a' + 10);

			if (c <= 0x10ffff)
				c = c * (hex ? 16 : 10) + d;
		}
		if (s == start) {
			r->s++;
			return '&';
		}
		c = numeric(c);
	} else {
		while (s < r->end && s - start < 10 && isalnum((unsigned char)*s))
			s++;
		if (s == start || (c = html_entity(start, (size_t)(s - start))) == 0) {
			r->s++;
			return '&';
		}
	}
	r->s = s < r->end && *s == ';' ? s + 1 : s;
	return c;
}

static void
text(struct reader *r)
{
	unsigned char c = (unsigned char)*r->s;
	size_t n;
	unsigned v;

	if (c == '&') {
		put_character(r, reference(r));
		return;
	}
	if (c < 0x80) {
		r->s++;
		put_character(r, c);
		return;
	}
	/* The input is UTF-8; a cut end is dropped. */
	n = c >= 0xf0 ? 4 : c >= 0xe0 ? 3 : 2;
	if ((size_t)(r->end - r->s) < n || c < 0xc2) {
		r->s++;
		return;
	}
	v = c & (0x7fu >> n);
	for (size_t i = 1; i < n; i++)
		v = v << 6 | ((unsigned char)r->s[i] & 0x3f);
	r->s += n;
	put_character(r, v);
}

static const char *
find(const char *s, const char *end, const char *what)
{
	return memmem(s, (size_t)(end - s), what, strlen(what));
}

/* Whether CSS text hides what it styles; blanks in it do not count. */
static bool
css_hides(const char *s, size_t len)
{
	static const char *const hiding[] = {
		"display:none", "visibility:hidden", "mso-hide:all", "font-size:0;", "font-size:0px",
		"max-height:0;", "max-height:0px", "opacity:0;",
	};
	char css[ATTRIBUTE_MAX + 2];
	size_t n = 0;

	for (size_t i = 0; i < len && n < ATTRIBUTE_MAX; i++)
		if (!is_space(s[i]))
			css[n++] = (char)tolower((unsigned char)s[i]);
	css[n++] = ';';
	css[n] = '\0';
	for (size_t i = 0; i < COUNT(hiding); i++) {
		const char *at = strstr(css, hiding[i]);

		/* A whole property: not the end of another one's name. */
		if (at != NULL && (at == css || at[-1] == ';'))
			return true;
	}
	return false;
}

/* One attribute; false at the tag's end. */
static bool
attribute(struct reader *r, struct tag *t)
{
	const char *name, *value = NULL;
	size_t name_len, len = 0;
	const char *s = r->s, *end = r->end;

	while (s < end && (is_space(*s) || *s == '/'))
		s++;
	if (s >= end || *s == '>') {
		r->s = s < end ? s + 1 : end;
		return false;
	}
	name = s++;
	while (s < end && !is_space(*s) && *s != '=' && *s != '>' && *s != '/')
		s++;
	name_len = (size_t)(s - name);
	while (s < end && is_space(*s))
		s++;
	if (s < end && *s == '=') {
		for (s++; s < end && is_space(*s); s++)
			;
		if (s < end && (*s == '"' || *s == '\'')) {
			const char *close = memchr(s + 1, *s, (size_t)(end - s - 1));

			value = s + 1;
			len = (size_t)((close != NULL ? close : end) - value);
			s = close != NULL ? close + 1 : end;
		} else {
			value = s;
			while (s < end && !is_space(*s) && *s != '>')
				s++;
			len = (size_t)(s - value);
		}
	}
	r->s = s;
	if (name_len == 6 && strncasecmp(name, "hidden", 6) == 0)
		t->hides = true;
	else if (name_len == 5 && strncasecmp(name, "style", 5) == 0 && css_hides(value, len))
		t->hides = true;
	return true;
}

static bool
is_void(const char *name)
{
	static const char all[] = " area base br col embed hr img input link meta param source track wbr ";
	char key[20];

	snprintf(key, sizeof key, " %s ", name);
	return strstr(all, key) != NULL;
}

/* Past the end tag of an element whose content is no markup. */
static void
skip_raw(struct reader *r, const char *name)
{
	size_t len = strlen(name);

	while (r->s < r->end) {
		const char *at = memchr(r->s, '<', (size_t)(r->end - r->s));

		if (at == NULL)
			break;
		r->s = at + 1;
		if ((size_t)(r->end - at) > len + 2 && at[1] == '/' &&
		    strncasecmp(at + 2, name, len) == 0 && !isalnum((unsigned char)at[2 + len])) {
			at = memchr(at, '>', (size_t)(r->end - at));
			r->s = at != NULL ? at + 1 : r->end;
			return;
		}
	}
	r->s = r->end;
}

static void
count(size_t *depth, bool closes)
{
	if (!closes)
		(*depth)++;
	else if (*depth > 0)
		(*depth)--;
}

static void
apply(struct reader *r, const struct tag *t)
{
	enum what what = element(t->name);

	if (what == RAW) {
		if (!t->closes)
			skip_raw(r, t->name);
		return;
	}
	if (r->hidden_depth > 0) {
		/* A paragraph ends where the next block begins (HTML 5, 13.1.2.4). */
		if (strcmp(r->hidden, t->name) == 0 && !is_void(t->name))
			count(&r->hidden_depth, t->closes || strcmp(t->name, "p") == 0);
		else if (strcmp(r->hidden, "p") == 0 && what != INLINE && what != BREAK && what != CELL)
			r->hidden_depth = 0;
		if (r->hidden_depth > 0)
			return;
		if (t->closes)
			return;
	}
	if (t->hides && !t->closes && !is_void(t->name)) {
		memcpy(r->hidden, t->name, sizeof r->hidden);
		r->hidden_depth = 1;
		return;
	}
	switch (what) {
	case BREAK:
		r->lines = r->lines < 2 ? r->lines + 1 : 2;
		r->blank = false;
		break;
	case ITEM:
		want_lines(r, 1);
		r->item = !t->closes;
		break;
	case BLOCK:
		want_lines(r, 1);
		break;
	case PARAGRAPH:
		want_lines(r, 2);
		break;
	case CELL:
		r->blank = r->out.len > 0 && r->lines == 0;
		break;
	case QUOTE:
		want_lines(r, 1);
		count(&r->quotes, t->closes);
		break;
	case PRE:
		want_lines(r, 1);
		count(&r->pre, t->closes);
		break;
	case INLINE:
	case RAW:
		break;
	}
}

/* r->s is at "<". */
static void
markup(struct reader *r)
{
	const char *s = r->s + 1, *at;
	struct tag t = { .closes = false };
	size_t n = 0;

	if (r->end - s >= 3 && memcmp(s, "!--", 3) == 0) {
		/* "<!-->" and "<!--->" are whole comments. */
		at = find(s + 1, r->end, "-->");
		if (s + 3 < r->end && s[3] == '>')
			at = s + 1;
		r->s = at != NULL ? at + 3 : r->end;
		return;
	}
	if (s < r->end && *s == '/' && s + 1 < r->end && isalpha((unsigned char)s[1])) {
		t.closes = true;
		s++;
	} else if (s < r->end && (*s == '!' || *s == '?' || *s == '/')) {
		at = memchr(s, '>', (size_t)(r->end - s));
		r->s = at != NULL ? at + 1 : r->end;
		return;
	} else if (s >= r->end || !isalpha((unsigned char)*s)) {
		r->s++;
		put_character(r, '<');
		return;
	}
	for (; s < r->end && !is_space(*s) && *s != '>' && *s != '/'; s++)
		if (n + 1 < sizeof t.name)
			t.name[n++] = (char)tolower((unsigned char)*s);
	r->s = s;
	while (attribute(r, &t))
		;
	apply(r, &t);
}

char *
html_text(struct arena *arena, const char *html, size_t len, size_t max, size_t *out_len)
{
	struct reader r = { .s = html, .end = html + len, .out = BUF_ON(arena) };

	while (r.s < r.end && (max == 0 || r.out.len < max)) {
		if (*r.s == '<')
			markup(&r);
		else
			text(&r);
	}
	if (max > 0 && r.out.len > max)
		r.out.len = charset_cut(r.out.data, r.out.len, max);
	buf_add(&r.out, "", 0);
	if (out_len != NULL)
		*out_len = r.out.len;
	return r.out.data;
}

char *
html_escape(struct arena *arena, const char *s, size_t len)
{
	struct buf out = BUF_ON(arena);

	for (size_t i = 0; i < len; i++) {
		switch (s[i]) {
		case '&':
			buf_puts(&out, "&amp;");
			break;
		case '<':
			buf_puts(&out, "&lt;");
			break;
		case '>':
			buf_puts(&out, "&gt;");
			break;
		case '"':
			buf_puts(&out, "&quot;");
			break;
		case '\'':
			buf_puts(&out, "&#39;");
			break;
		case '\n':
			buf_puts(&out, "<br>\n");
			break;
		case '\r':
			break;
		default:
			buf_putc(&out, s[i]);
		}
	}
	buf_add(&out, "", 0);
	return out.data;
}
