#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "core/http.h"
#include "pim/vcard.h"
#include "pim/vcard_21.h"

#define PARAMS_MAX	100

/* One physical line at *P, without what ends it. */
static const char *
next_line(const char **p, const char *end, size_t *len)
{
	const char *line = *p, *nl = memchr(line, '\n', (size_t)(end - line));

	*p = nl != NULL ? nl + 1 : end;
	*len = (size_t)((nl != NULL ? nl : end) - line);
	if (*len > 0 && line[*len - 1] == '\r')
		--*len;
	return line;
}

bool
vcard_21_is(const char *text, size_t len)
{
	static const char mark[] = "VERSION:2.1";
	const char *end = text + len;

	while (text < end) {
		size_t n;
		const char *line = next_line(&text, end, &n);

		if (n >= sizeof mark - 1 && strncasecmp(line, mark, sizeof mark - 1) == 0)
			return true;
	}
	return false;
}

/* What the parameters of a line say of its value. */
struct coding {
	bool		 is_quoted, is_base64;
	const char	*charset;
};

static bool
is_name(const char *s)
{
	return *s != '\0' && strlen(s) <= 100 && s[strspn(s,
	    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_")] == '\0';
}

/* One parameter; 2.1 lets the name be missing where the value tells it. */
static void
take_param(struct arena *arena, struct content_line *line, char *param, struct coding *coding)
{
	char *equals = strchr(param, '='), *value = equals != NULL ? equals + 1 : param;
	const char *name = "TYPE";

	if (equals != NULL) {
		*equals = '\0';
		name = param;
	}
	if (strcasecmp(value, "QUOTED-PRINTABLE") == 0)
		coding->is_quoted = true;
	else if (strcasecmp(value, "BASE64") == 0 || (equals != NULL &&
	    strcasecmp(name, "ENCODING") == 0 && strcasecmp(value, "B") == 0))
		coding->is_base64 = true;
	else if (strcasecmp(name, "CHARSET") == 0)
		coding->charset = value;
	else if (strcasecmp(name, "ENCODING") == 0 || strcasecmp(value, "8BIT") == 0 ||
	    strcasecmp(value, "7BIT") == 0)
		;		/* says nothing that we do not see */
	else if (strcasecmp(value, "URL") == 0)
		content_param_add(arena, line, "VALUE", "uri");
	else if (is_name(name) && *value != '\0')
		content_param_add(arena, line, name, value);
}

/* "group.NAME;PARAM=x;WORD", which is cut apart.  NULL when the names make no sense. */
static struct content_line *
take_head(struct arena *arena, char *head, struct coding *coding)
{
	char *save, *name = strtok_r(head, ";", &save), *dot, *param;
	struct content_line *line;
	int count = 0;

	if (name == NULL)
		return NULL;
	dot = strchr(name, '.');
	if (dot != NULL)
		*dot = '\0';
	if (!is_name(name) || (dot != NULL && !is_name(dot + 1)))
		return NULL;
	line = content_line_new(arena, dot != NULL ? dot + 1 : name, "");
	if (dot != NULL)
		content_set_group(arena, line, name);
	while ((param = strtok_r(NULL, ";", &save)) != NULL) {
		if (++count > PARAMS_MAX)
			return NULL;
		take_param(arena, line, param, coding);
	}
	return line;
}

static int
hex(char c)
{
	return isdigit((unsigned char)c) ? c - '0' :
	    isxdigit((unsigned char)c) ? tolower((unsigned char)c) - 'a' + 10 : -1;
}

/* In place; "=" before anything else than two digits stays. */
static void
decode_quoted(char *s)
{
	char *to = s;

	for (; *s != '\0'; s++) {
		if (*s == '=' && hex(s[1]) >= 0 && hex(s[2]) >= 0) {
			*to = (char)(hex(s[1]) * 16 + hex(s[2]));
			to += *to != '\0';
			s += 2;
		} else {
			*to++ = *s;
		}
	}
	*to = '\0';
}

/* windows-1252 as UTF-8; the five octets that it leaves open are U+FFFD. */
static const char *
from_1252(struct arena *arena, const char *s)
{
	static const unsigned short high[32] = {
		0x20ac, 0xfffd, 0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021,
		0x02c6, 0x2030, 0x0160, 0x2039, 0x0152, 0xfffd, 0x017d, 0xfffd,
		0xfffd, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014,
		0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0xfffd, 0x017e, 0x0178,
	};
	struct buf out = BUF_ON(arena);

	for (; *s != '\0'; s++) {
		unsigned c = (unsigned char)*s;

		if (c >= 0x80 && c < 0xa0)
			c = high[c - 0x80];
		if (c < 0x80) {
			buf_putc(&out, (char)c);
		} else if (c < 0x800) {
			buf_putc(&out, (char)(0xc0 | c >> 6));
			buf_putc(&out, (char)(0x80 | (c & 0x3f)));
		} else {
			buf_putc(&out, (char)(0xe0 | c >> 12));
			buf_putc(&out, (char)(0x80 | (c >> 6 & 0x3f)));
			buf_putc(&out, (char)(0x80 | (c & 0x3f)));
		}
	}
	return buf_str(&out);
}

static enum status
to_utf8(struct ctx *cx, const char *charset, const char **text)
{
	static const char *const western[] = {
		"ISO-8859-1", "ISO8859-1", "LATIN1", "WINDOWS-1252", "CP1252", "US-ASCII", "ASCII",
	};
	bool is_western = charset == NULL || strcasecmp(charset, "UTF-8") == 0 ||
	    strcasecmp(charset, "UTF8") == 0;

	if (is_western && utf8_valid(*text, strlen(*text)))
		return OK;
	for (size_t i = 0; !is_western && i < COUNT(western); i++)
		is_western = strcasecmp(charset, western[i]) == 0;
	if (!is_western)
		return fault(cx, ERR_INVALID,
		    "text in %.30s; only UTF-8 and windows-1252 can be read", charset);
	*text = from_1252(cx->arena, *text);
	return OK;
}

/* 2.1 escapes semicolons alone, and those in structured values alone. */
static const char *
escaped(struct arena *arena, const char *name, const char *text)
{
	bool has_parts = strcasecmp(name, "N") == 0 || strcasecmp(name, "ADR") == 0 ||
	    strcasecmp(name, "ORG") == 0 || strcasecmp(name, "GEO") == 0;
	struct buf out = BUF_ON(arena);

	for (const char *c = text; *c != '\0'; c++) {
		if (*c == '\r' && c[1] == '\n')
			continue;
		if (*c == '\n' || *c == '\r')
			buf_puts(&out, "\\n");
		else if (*c == '\\' && c[1] == ';')
			buf_add(&out, c++, 2);
		else if (*c == '\\' || *c == ',' || (*c == ';' && !has_parts))
			buf_printf(&out, "\\%c", *c);
		else
			buf_putc(&out, *c);
	}
	return buf_str(&out);
}

/* One logical line, which is cut apart, to OUT. */
static enum status
take_line(struct ctx *cx, char *text, struct buf *out)
{
	struct coding coding = { false, false, NULL };
	char *colon = strchr(text, ':');
	struct content_line *line;
	const char *value;
	enum status st;

	if (colon == NULL)
		return OK;
	*colon = '\0';
	if ((line = take_head(cx->arena, text, &coding)) == NULL)
		return OK;
	value = colon + 1;
	if (coding.is_quoted)
		decode_quoted(colon + 1);
	if ((st = to_utf8(cx, coding.charset, &value)) != OK)
		return st;
	if (coding.is_base64)
		content_param_add(cx->arena, line, "ENCODING", "b");
	else if (content_is(line, "VERSION"))
		value = "3.0";
	else if (!content_param_has(line, "VALUE", "uri") && !content_is(line, "URL"))
		value = escaped(cx->arena, line->name, value);
	content_set_value(cx->arena, line, value, strlen(value));
	content_write(out, line);
	return OK;
}

/* Whether the head of a line names the encoding; TEXT ends with a NUL. */
static bool
is_coded(const char *text, const char *encoding)
{
	const char *found = strcasestr(text, encoding), *colon = strchr(text, ':');

	return found != NULL && colon != NULL && found < colon;
}

enum status
vcard_21_upgrade(struct ctx *cx, const char *text, size_t len, const char **out, size_t *out_len)
{
	const char *p = text, *end = text + len;
	struct buf result = BUF_ON(cx->arena);
	enum status st;

	if (len > VCARD_SIZE_MAX)
		return fault(cx, ERR_TOO_LARGE, "more than %u octets", VCARD_SIZE_MAX);
	if (len >= 3 && memcmp(p, "\xef\xbb\xbf", 3) == 0)
		p += 3;
	while (p < end) {
		struct buf line = BUF_ON(cx->arena);
		size_t n;
		const char *s = next_line(&p, end, &n);
		bool is_quoted, is_base64;

		buf_add(&line, s, n);
		is_quoted = is_coded(line.data, "QUOTED-PRINTABLE");
		is_base64 = !is_quoted && is_coded(line.data, "BASE64");
		while (p < end) {
			if (is_quoted && line.data[line.len - 1] == '=') {
				line.data[--line.len] = '\0';
				s = next_line(&p, end, &n);
			} else if (!is_quoted && (*p == ' ' || *p == '\t')) {
				s = next_line(&p, end, &n);
				if (is_base64) {
					s++;
					n--;
				}
			} else {
				break;
			}
			buf_add(&line, s, n);
		}
		if ((st = take_line(cx, line.data, &result)) != OK)
			return st;
	}
	*out = buf_str(&result);
	*out_len = result.len;
	return OK;
}
