#include <stdlib.h>
#include <string.h>

#include "core/http.h"
#include "decode/markup.h"

/* Where one of these begins or ends, so does a word; others stand within words. */
static const char *const breaks[] = {
	"p", "h", "br", "tab", "cr", "tc", "s", "line-break", "table-cell", "si", "is", "c", "v", "row",
};

static const struct {
	const char	*name, *text;
} entities[] = {
	{ "amp", "&" }, { "lt", "<" }, { "gt", ">" }, { "quot", "\"" }, { "apos", "'" },
};

void
markup_open(struct markup *m, enum markup_text what, struct buf *out, size_t most)
{
	*m = (struct markup){ .what = what, .out = out, .most = most };
}

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\0';
}

/* One blank is as good as many. */
static void
put_blank(struct markup *m)
{
	if (m->out->len > 0 && m->out->data[m->out->len - 1] != ' ')
		buf_putc(m->out, ' ');
}

static void
put(struct markup *m, char c)
{
	bool wanted = m->what == MARKUP_ALL ? m->hidden == 0 : m->in_run;

	if (!wanted || m->out->len >= m->most)
		return;
	if (is_blank(c))
		put_blank(m);
	else
		buf_putc(m->out, c);
}

static void
put_text(struct markup *m, const char *s)
{
	while (*s != '\0')
		put(m, *s++);
}

static void
put_entity(struct markup *m)
{
	m->name[m->name_len] = '\0';
	if (m->name[0] == '#') {
		bool hex = m->name[1] == 'x';
		unsigned long code = strtoul(m->name + (hex ? 2 : 1), NULL, hex ? 16 : 10);
		char utf8[5] = "";

		if (code < 0x80) {
			utf8[0] = (char)code;
		} else if (code < 0x800) {
			utf8[0] = (char)(0xc0 | code >> 6);
			utf8[1] = (char)(0x80 | (code & 63));
		} else if (code < 0x10000 && (code < 0xd800 || code > 0xdfff)) {
			utf8[0] = (char)(0xe0 | code >> 12);
			utf8[1] = (char)(0x80 | (code >> 6 & 63));
			utf8[2] = (char)(0x80 | (code & 63));
		} else if (code >= 0x10000 && code < 0x110000) {
			utf8[0] = (char)(0xf0 | code >> 18);
			utf8[1] = (char)(0x80 | (code >> 12 & 63));
			utf8[2] = (char)(0x80 | (code >> 6 & 63));
			utf8[3] = (char)(0x80 | (code & 63));
		}
		put_text(m, utf8);
		return;
	}
	for (size_t i = 0; i < COUNT(entities); i++)
		if (strcmp(m->name, entities[i].name) == 0)
			put_text(m, entities[i].text);
}

/* One that begins, or ends. */
static void
element(struct markup *m, const char *name, bool ends)
{
	for (size_t i = 0; i < COUNT(breaks); i++)
		if (strcmp(name, breaks[i]) == 0)
			put_blank(m);
	if (strcmp(name, "t") == 0)
		m->in_run = !ends;
	else if (strcmp(name, "v") == 0)
		m->in_run = !ends && !m->shared;
	else if (strcmp(name, "c") == 0)
		m->shared = !ends && m->says_shared;
	else if (strcmp(name, "binary-data") == 0)
		m->hidden += !ends ? 1 : m->hidden > 0 ? -1 : 0;
}

static void
end_tag(struct markup *m, bool empty)
{
	const char *colon;

	m->name[m->name_len] = '\0';
	colon = strchr(m->name, ':');
	element(m, colon != NULL ? colon + 1 : m->name, m->closing);
	if (empty && !m->closing)
		element(m, colon != NULL ? colon + 1 : m->name, true);
	m->state = IN_TEXT;
}

static void
remember(struct markup *m, char c)
{
	memmove(m->recent, m->recent + 1, sizeof m->recent - 1);
	m->recent[sizeof m->recent - 1] = c;
}

static bool
just_read(const struct markup *m, const char *what)
{
	size_t len = strlen(what);

	return memcmp(m->recent + sizeof m->recent - len, what, len) == 0;
}

static void
begin_tag(struct markup *m)
{
	m->state = AT_TAG;
	m->name_len = 0;
	m->closing = m->says_shared = false;
	memset(m->recent, 0, sizeof m->recent);
}

/* Text; of what begins as an entity and is none nothing is kept. */
static void
read_text(struct markup *m, char c)
{
	if (m->state == IN_ENTITY && c == ';') {
		put_entity(m);
		m->state = IN_TEXT;
	} else if (m->state == IN_ENTITY && m->name_len < 10 && c != '<' && c != '&' && !is_blank(c)) {
		m->name[m->name_len++] = c;
	} else if (c == '<') {
		begin_tag(m);
	} else if (c == '&') {
		m->state = IN_ENTITY;
		m->name_len = 0;
	} else {
		m->state = IN_TEXT;
		put(m, c);
	}
}

static void
read_tag(struct markup *m, char c)
{
	remember(m, c);
	if (m->state == IN_QUOTES) {
		if (c == m->quote) {
			m->says_shared = m->says_shared || just_read(m, " t=\"s\"");
			m->state = IN_TAG;
		}
		return;
	}
	if (c == '>') {
		end_tag(m, just_read(m, "/>"));
	} else if (m->state == IN_TAG && (c == '"' || c == '\'')) {
		m->quote = c;
		m->state = IN_QUOTES;
	} else if (m->state == IN_NAME && (is_blank(c) || c == '/')) {
		m->state = IN_TAG;
	} else if (m->state == IN_NAME && m->name_len < sizeof m->name - 1) {
		m->name[m->name_len++] = c;
	}
}

/* What a "<" begins. */
static void
read_begin(struct markup *m, char c)
{
	if (c == '/' && !m->closing) {
		m->closing = true;
	} else if (c == '!') {
		m->state = AT_DECLARATION;
		m->depth = 0;
	} else if (c == '?') {
		m->state = IN_INSTRUCTION;
	} else {
		m->state = IN_NAME;
		read_tag(m, c);
	}
}

/* Comments and declarations say nothing; an entity that is declared is never looked up. */
static void
read_aside(struct markup *m, char c)
{
	remember(m, c);
	switch (m->state) {
	case AT_DECLARATION:	/* "<!" is before this byte */
		m->state = c == '-' ? IN_COMMENT : c == '[' ? AT_CDATA : c == '>' ? IN_TEXT : IN_DECLARATION;
		return;
	case AT_CDATA:
		if (c == '[')
			m->state = IN_CDATA;
		return;
	case IN_DECLARATION:
		m->depth += c == '[' ? 1 : c == ']' && m->depth > 0 ? -1 : 0;
		if (c == '>' && m->depth == 0)
			m->state = IN_TEXT;
		return;
	case IN_COMMENT:
		if (just_read(m, "-->"))
			m->state = IN_TEXT;
		return;
	case IN_INSTRUCTION:
		if (just_read(m, "?>"))
			m->state = IN_TEXT;
		return;
	default:
		if (just_read(m, "]]>"))
			m->state = IN_TEXT;
		else
			put(m, c);
	}
}

bool
markup_add(struct markup *m, const char *p, size_t len)
{
	for (size_t i = 0; i < len && m->out->len < m->most; i++)
		switch (m->state) {
		case IN_TEXT:
		case IN_ENTITY:
			read_text(m, p[i]);
			break;
		case AT_TAG:
			read_begin(m, p[i]);
			break;
		case IN_NAME:
		case IN_TAG:
		case IN_QUOTES:
			read_tag(m, p[i]);
			break;
		default:
			read_aside(m, p[i]);
		}
	return m->out->len < m->most;
}
