/*
 * The text is copied once, without its folds and with a NUL where each line
 * ends; values and raw lines point into that copy.  Names repeat all the time,
 * so that a small cache hands out the copy made last.
 */
#include <stdint.h>
#include <string.h>
#include <strings.h>

#include "core/http.h"
#include "pim/content_line.h"

#define NAMES		64	/* slots, a power of two */

struct reader {
	struct ctx		*cx;
	struct arena		*arena;
	struct content_limits	 limits;
	struct content		*out;
	struct content_line	**end;
	const char		*names[NAMES];
	size_t			 params;	/* and their values, so far */
	const char		*problem;	/* why the line makes no sense */
};

bool
content_name_equal(const char *a, const char *b)
{
	if (a == NULL || b == NULL)
		return a == b;
	return strcasecmp(a, b) == 0;
}

bool
content_is(const struct content_line *line, const char *name)
{
	return strcasecmp(line->name, name) == 0;
}

/* A name on the arena, shared with the last one that looked alike. */
static const char *
keep_name(struct reader *r, const char *s, size_t len)
{
	unsigned slot = (unsigned)(len * 31 + (unsigned char)s[0] * 7u +
	    (unsigned char)s[len - 1]) % NAMES;
	const char *known = r->names[slot];

	if (known != NULL && strncmp(known, s, len) == 0 && known[len] == '\0')
		return known;
	return r->names[slot] = arena_strndup(r->arena, s, len);
}

static bool
is_name_char(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
	    c == '-' || c == '_';
}

/* RFC 6868: ^n, ^^ and ^' in place; any other caret stays. */
static void
decode_carets(char *s)
{
	char *to = s;

	for (; *s != '\0'; s++) {
		if (s[0] == '^' && (s[1] == 'n' || s[1] == '^' || s[1] == '\'')) {
			s++;
			*to++ = *s == 'n' ? '\n' : *s == '^' ? '^' : '"';
		} else {
			*to++ = *s;
		}
	}
	*to = '\0';
}

/*
 * One value at *P, moved to what ends it: a comma, semicolon or colon.  Quotes
 * may stand anywhere, as some writers have it; NULL when one is left open.
 */
static const char *
read_value(struct reader *r, const char **p)
{
	const char *from = *p, *c = from;
	size_t quotes = 0;
	bool has_caret = false;
	char *value;

	for (; *c != '\0' && (quotes % 2 == 1 || (*c != ',' && *c != ';' && *c != ':')); c++) {
		quotes += *c == '"';
		has_caret |= *c == '^';
	}
	if (quotes % 2 == 1)
		return NULL;
	*p = c;

	if (quotes == 2 && from[0] == '"' && c[-1] == '"') {
		value = arena_strndup(r->arena, from + 1, (size_t)(c - from) - 2);
	} else {
		char *to = value = arena_strndup(r->arena, from, (size_t)(c - from));

		for (const char *v = value; quotes > 0 && (*to = *v) != '\0'; v++)
			to += *v != '"';
	}
	if (has_caret)
		decode_carets(value);
	return value;
}

/* Values from *P up to the next parameter or the colon. */
static bool
read_values(struct reader *r, const char **p, struct content_param *param)
{
	for (;; ++*p) {
		const char *value = read_value(r, p);

		if (value == NULL) {
			r->problem = "a quote is left open";
			return false;
		}
		content_param_append(r->arena, param, value);
		if (**p != ',')
			return true;
		if (param->count >= r->limits.params || ++r->params > r->limits.all_params)
			return false;
	}
}

/* ";NAME=value,…" repeated from *P to the colon.  False: r->problem, or too many. */
static bool
read_params(struct reader *r, const char **p, struct content_line *line)
{
	struct content_param **end = &line->params;
	size_t count = 0;

	while (**p == ';') {
		struct content_param *param;
		const char *name;

		for (name = ++*p; *name == ' '; name++)
			;
		for (*p = name; is_name_char(**p); ++*p)
			;
		if (*p == name && (**p == ';' || **p == ':'))
			continue;	/* "TEL;:1": old telephones write it */
		if (*p == name || (**p != '=' && **p != ';' && **p != ':')) {
			r->problem = "a parameter has no proper name";
			return false;
		}
		if (++count > r->limits.params || ++r->params > r->limits.all_params)
			return false;
		param = arena_alloc(r->arena, sizeof *param);
		param->name = keep_name(r, name, (size_t)(*p - name));
		if (**p == '=') {
			++*p;
			if (!read_values(r, p, param))
				return false;
		}
		*end = param;
		end = &param->next;
	}
	return true;
}

/* The parts of one unfolded line.  False: r->problem, or too many of something. */
static bool
read_parts(struct reader *r, struct content_line *line)
{
	const char *p = line->raw, *name = p;

	while (is_name_char(*p))
		p++;
	if (*p == '.' && p > name) {
		line->group = keep_name(r, name, (size_t)(p - name));
		for (name = ++p; is_name_char(*p) || *p == '.'; p++)
			;
	}
	if (p == name || (*p != ';' && *p != ':')) {
		r->problem = *p == '\0' && p > name ? "there is no colon" : "there is no proper name";
		return false;
	}
	line->name = keep_name(r, name, (size_t)(p - name));
	if (!read_params(r, &p, line))
		return false;
	if (*p != ':') {
		r->problem = "there is no colon";
		return false;
	}
	line->value = p + 1;
	line->value_len = line->raw_len - (size_t)(line->value - line->raw);
	return true;
}

/*
 * Controls have no place in a line and cannot be told in XML, nor can U+FFFE
 * and U+FFFF: they go.  Returns the length that is left.
 */
static size_t
drop_controls(struct reader *r, char *s, size_t len)
{
	size_t to = 0;

	for (size_t i = 0; i < len; i++) {
		unsigned char c = (unsigned char)s[i];

		if (c < ' ' && c != '\t')
			continue;
		if (c == 0xef && len - i >= 3 && (unsigned char)s[i + 1] == 0xbf &&
		    (unsigned char)s[i + 2] >= 0xbe) {
			i += 2;
			continue;
		}
		s[to++] = s[i];
	}
	s[to] = '\0';
	r->out->is_repaired |= to != len;
	return to;
}

/* One whole line, at S with a NUL behind; NUMBER is where it began. */
static enum status
take_line(struct reader *r, char *s, size_t len, size_t number)
{
	struct content_line *line;

	r->problem = NULL;
	if (len > r->limits.line)
		return fault(r->cx, ERR_TOO_LARGE, "line %zu has more than %zu octets", number,
		    r->limits.line);
	if (memchr(s, '\0', len) != NULL || !utf8_valid(s, len)) {
		r->problem = "it is not UTF-8 text";
	} else {
		len = drop_controls(r, s, len);
		if (len == 0)
			return OK;
		if (r->out->count >= r->limits.lines)
			return fault(r->cx, ERR_TOO_LARGE, "more than %zu lines", r->limits.lines);
		line = arena_alloc(r->arena, sizeof *line);
		line->number = number;
		line->raw = s;
		line->raw_len = len;
		if (read_parts(r, line)) {
			*r->end = line;
			r->end = &line->next;
			r->out->count++;
			return OK;
		}
	}
	if (r->problem == NULL)
		return fault(r->cx, ERR_TOO_LARGE, "line %zu: too many parameters or values of one",
		    number);
	if (!r->limits.is_lenient)
		return fault(r->cx, ERR_INVALID, "line %zu: %s", number, r->problem);
	r->out->is_repaired = true;
	return OK;
}

static size_t
or_default(size_t limit, size_t otherwise)
{
	return limit != 0 ? limit : otherwise;
}

enum status
content_read(struct ctx *cx, const char *text, size_t len, const struct content_limits *limits,
    struct content *out)
{
	struct reader r = { .cx = cx, .arena = cx->arena, .out = out };
	size_t number = 0, began = 0, line_len = 0;
	const char *p = text, *end = text + len;
	char *line;
	enum status st;

	if (limits != NULL)
		r.limits = *limits;
	r.limits.size = or_default(r.limits.size, 16u << 20);
	r.limits.lines = or_default(r.limits.lines, 1000000);
	r.limits.line = or_default(r.limits.line, r.limits.size);
	r.limits.params = or_default(r.limits.params, 1000);
	r.limits.all_params = or_default(r.limits.all_params, 4000000);
	*out = (struct content){ 0 };
	r.end = &out->first;
	if (len > r.limits.size)
		return fault(cx, ERR_TOO_LARGE, "more than %zu octets", r.limits.size);
	if (len >= 3 && memcmp(p, "\xef\xbb\xbf", 3) == 0)
		p += 3;

	/* A line without its end is never longer than with it: the NULs find room. */
	line = arena_alloc(cx->arena, len + 1);
	while (p < end) {
		const char *nl = memchr(p, '\n', (size_t)(end - p));
		size_t n = (size_t)((nl != NULL ? nl : end) - p);
		bool goes_on = line_len > 0 && (*p == ' ' || *p == '\t');

		number++;
		if (!goes_on) {
			if (line_len > 0) {
				line[line_len] = '\0';
				if ((st = take_line(&r, line, line_len, began)) != OK)
					return st;
				line += line_len + 1;
			}
			line_len = 0;
			began = number;
		}
		if (n > 0 && p[n - 1] == '\r')
			n--;
		if (n > (size_t)goes_on) {
			memcpy(line + line_len, p + goes_on, n - goes_on);
			line_len += n - goes_on;
		}
		p = nl != NULL ? nl + 1 : end;
	}
	if (line_len == 0)
		return OK;
	line[line_len] = '\0';
	return take_line(&r, line, line_len, began);
}

struct content_param *
content_param(const struct content_line *line, const char *name)
{
	for (struct content_param *p = line->params; p != NULL; p = p->next)
		if (strcasecmp(p->name, name) == 0)
			return p;
	return NULL;
}

const char *
content_param_text(const struct content_line *line, const char *name)
{
	const struct content_param *p = content_param(line, name);

	return p != NULL && p->count > 0 ? p->values[0] : NULL;
}

bool
content_param_has(const struct content_line *line, const char *name, const char *value)
{
	for (const struct content_param *p = line->params; p != NULL; p = p->next) {
		if (strcasecmp(p->name, name) != 0)
			continue;
		for (size_t i = 0; i < p->count; i++)
			if (strcasecmp(p->values[i], value) == 0)
				return true;
	}
	return false;
}
