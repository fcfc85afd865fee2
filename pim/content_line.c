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

#define FOLD_AT		75	/* octets of a line without its CRLF */

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

/* Room for one value more. */
static void
grow(struct arena *arena, struct content_param *param)
{
	const char **values;

	if (param->count < param->room)
		return;
	param->room = param->count == 0 ? 1 : param->count * 4;
	values = arena_array(arena, param->room, sizeof *values);
	if (param->count > 0)
		memcpy(values, param->values, param->count * sizeof *values);
	param->values = values;
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
		grow(r->arena, param);
		param->values[param->count++] = value;
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

struct content_line *
content_line_new(struct arena *arena, const char *name, const char *value)
{
	struct content_line *line = arena_alloc(arena, sizeof *line);

	line->name = arena_strdup(arena, name);
	line->value_len = strlen(value);
	line->value = arena_strndup(arena, value, line->value_len);
	return line;
}

struct content_line *
content_line_copy(struct arena *arena, const struct content_line *line)
{
	struct content_line *copy = arena_memdup(arena, line, sizeof *line);
	struct content_param **end = &copy->params;

	/* Texts never change in place, so both may point at them. */
	copy->next = NULL;
	for (const struct content_param *p = line->params; p != NULL; p = p->next) {
		*end = arena_memdup(arena, p, sizeof *p);
		(*end)->values = p->count == 0 ? NULL :
		    arena_memdup(arena, p->values, p->count * sizeof *p->values);
		(*end)->room = p->count;
		end = &(*end)->next;
	}
	return copy;
}

void
content_set_value(struct arena *arena, struct content_line *line, const char *value, size_t len)
{
	line->value = arena_strndup(arena, value, len);
	line->value_len = strlen(line->value);
	line->raw = NULL;
}

void
content_set_name(struct arena *arena, struct content_line *line, const char *name)
{
	line->name = arena_strdup(arena, name);
	line->raw = NULL;
}

void
content_set_group(struct arena *arena, struct content_line *line, const char *group)
{
	line->group = arena_strdup(arena, group);
	line->raw = NULL;
}

void
content_param_add(struct arena *arena, struct content_line *line, const char *name, const char *value)
{
	struct content_param *param = content_param(line, name);

	if (param == NULL) {
		struct content_param **end = &line->params;

		while (*end != NULL)
			end = &(*end)->next;
		*end = param = arena_alloc(arena, sizeof *param);
		param->name = arena_strdup(arena, name);
	}
	grow(arena, param);
	param->values[param->count++] = arena_strdup(arena, value);
	line->raw = NULL;
}

void
content_param_put(struct arena *arena, struct content_line *line, const char *name, const char *value)
{
	content_param_drop(line, name);
	content_param_add(arena, line, name, value);
}

void
content_param_drop(struct content_line *line, const char *name)
{
	for (struct content_param **p = &line->params; *p != NULL;) {
		if (strcasecmp((*p)->name, name) == 0) {
			*p = (*p)->next;
			line->raw = NULL;
		} else {
			p = &(*p)->next;
		}
	}
}

void
content_param_remove(struct content_line *line, const char *name, const char *value)
{
	for (struct content_param **p = &line->params; *p != NULL;) {
		size_t left = 0, had = (*p)->count;

		if (strcasecmp((*p)->name, name) == 0 && had > 0) {
			for (size_t i = 0; i < had; i++)
				if (strcasecmp((*p)->values[i], value) != 0)
					(*p)->values[left++] = (*p)->values[i];
			(*p)->count = left;
			if (left != had)
				line->raw = NULL;
			if (left == 0) {
				*p = (*p)->next;
				continue;
			}
		}
		p = &(*p)->next;
	}
}

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
