#include <string.h>
#include <strings.h>

#include "webmail/dsn_parse.h"

/* A field, unfolded: name and value without blanks around them. */
struct field {
	const char	*name;
	size_t		 name_len;
	char		*value;
};

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t';
}

/* The line at *P, without its end; *P behind it. */
static size_t
next_line(const char **p, const char *end, const char **line)
{
	const char *at = *p, *stop = memchr(at, '\n', (size_t)(end - at));
	size_t len;

	*line = at;
	*p = stop != NULL ? stop + 1 : end;
	len = (size_t)((stop != NULL ? stop : end) - at);
	return len > 0 && at[len - 1] == '\r' ? len - 1 : len;
}

/* Printable ASCII, one blank for many, within the bound. */
static void
add_value(char *out, size_t *n, const char *p, size_t len)
{
	for (size_t i = 0; i < len && *n < DSN_FIELD_MAX; i++) {
		char c = is_blank(p[i]) ? ' ' : p[i] < ' ' || p[i] > '~' ? '?' : p[i];

		if (c == ' ' && (*n == 0 || out[*n - 1] == ' '))
			continue;
		out[(*n)++] = c;
	}
}

/*
 * The next field.  1: there is one; 0: a blank line, which ends a group; -1: the
 * end.  A line that is no field is left out.
 */
static int
next_field(struct arena *arena, const char **p, const char *end, struct field *f)
{
	const char *line, *colon;
	size_t len, n = 0;

	for (;;) {
		if (*p >= end)
			return -1;
		len = next_line(p, end, &line);
		if (len == 0)
			return 0;
		colon = memchr(line, ':', len);
		if (colon != NULL && colon > line && !is_blank(*line))
			break;
	}
	f->name = line;
	f->name_len = (size_t)(colon - line);
	while (f->name_len > 0 && is_blank(f->name[f->name_len - 1]))
		f->name_len--;
	f->value = arena_alloc(arena, DSN_FIELD_MAX + 1);
	add_value(f->value, &n, colon + 1, len - (size_t)(colon + 1 - line));
	while (*p < end && is_blank(**p)) {
		len = next_line(p, end, &line);
		add_value(f->value, &n, line, len);
	}
	while (n > 0 && f->value[n - 1] == ' ')
		n--;
	f->value[n] = '\0';
	return 1;
}

static bool
is_named(const struct field *f, const char *name)
{
	return strlen(name) == f->name_len && strncasecmp(f->name, name, f->name_len) == 0;
}

/* Behind "rfc822;". */
static char *
behind_type(char *value)
{
	char *semicolon = strchr(value, ';');

	if (semicolon == NULL)
		return value;
	semicolon++;
	return semicolon + strspn(semicolon, " ");
}

/* xtext (RFC 3461, section 4) undone; as it is where it is none. */
static const char *
undo_xtext(struct arena *arena, const char *s)
{
	static const char digits[] = "0123456789ABCDEF";
	char *out = arena_strdup(arena, s), *o = out;

	for (const char *p = s; *p != '\0'; p++) {
		const char *a, *b;

		if (*p == '+' && p[1] != '\0' && p[2] != '\0' &&
		    (a = strchr(digits, p[1])) != NULL && (b = strchr(digits, p[2])) != NULL) {
			char c = (char)((a - digits) * 16 + (b - digits));

			*o++ = c >= ' ' && c <= '~' ? c : '?';
			p += 2;
		} else {
			*o++ = *p;
		}
	}
	*o = '\0';
	return out;
}

static enum dsn_action
action_of(const char *value)
{
	static const char *const names[] = {
		[DSN_FAILED] = "failed", [DSN_DELAYED] = "delayed", [DSN_DELIVERED] = "delivered",
		[DSN_RELAYED] = "relayed", [DSN_EXPANDED] = "expanded",
	};
	size_t len = strcspn(value, " ;(");

	for (size_t i = 1; i < COUNT(names); i++)
		if (strlen(names[i]) == len && strncasecmp(names[i], value, len) == 0)
			return (enum dsn_action)i;
	return DSN_UNKNOWN;
}

static void
read_recipient(struct arena *arena, struct dsn_recipient *r, struct field *f)
{
	if (is_named(f, "Original-Recipient"))
		r->original = undo_xtext(arena, behind_type(f->value));
	else if (is_named(f, "Final-Recipient"))
		r->final = behind_type(f->value);
	else if (is_named(f, "Action"))
		r->action = action_of(f->value);
	else if (is_named(f, "Status"))
		r->status = arena_strndup(arena, f->value, strspn(f->value, "0123456789."));
	else if (is_named(f, "Diagnostic-Code"))
		r->diagnostic = behind_type(f->value);
}

struct dsn
dsn_parse(struct arena *arena, const char *p, size_t len)
{
	const char *end = p + len;
	struct dsn d = { .envelope_id = "", .reporter = "" };
	struct dsn_recipient *r = NULL;
	struct field f;
	size_t room = 0;
	bool first = true, any = false;
	int got;

	while ((got = next_field(arena, &p, end, &f)) >= 0) {
		if (got == 0) {
			/* Blank lines before the first group are none of its ends. */
			first = first && !any;
			r = NULL;
			continue;
		}
		any = true;
		if (first) {
			if (is_named(&f, "Original-Envelope-Id"))
				d.envelope_id = undo_xtext(arena, f.value);
			else if (is_named(&f, "Reporting-MTA"))
				d.reporter = behind_type(f.value);
			continue;
		}
		if (r == NULL) {
			if (d.count == DSN_RECIPIENTS)
				break;
			if (d.count == room) {
				struct dsn_recipient *more;

				room = room * 2 + 8;
				more = arena_array(arena, room, sizeof *more);
				if (d.count > 0)
					memcpy(more, d.list, d.count * sizeof *more);
				d.list = more;
			}
			r = &d.list[d.count++];
			*r = (struct dsn_recipient){ .original = "", .final = "", .status = "",
				.diagnostic = "" };
		}
		read_recipient(arena, r, &f);
	}
	return d;
}

struct disposition
disposition_parse(struct arena *arena, const char *p, size_t len)
{
	struct disposition d = { .message_id = "", .final = "" };
	const char *end = p + len;
	struct field f;
	int got, fields = 0;

	while ((got = next_field(arena, &p, end, &f)) >= 0 && fields++ < 100) {
		if (got == 0)
			continue;
		if (is_named(&f, "Original-Message-ID")) {
			d.message_id = f.value;
		} else if (is_named(&f, "Final-Recipient")) {
			d.final = behind_type(f.value);
		} else if (is_named(&f, "Disposition")) {
			/* "manual-action/MDN-sent-manually; displayed" (RFC 8098, section 3.2.6) */
			const char *type = strchr(f.value, ';');

			type = type != NULL ? type + 1 + strspn(type + 1, " ") : "";
			d.displayed = strncasecmp(type, "displayed", 9) == 0;
		}
	}
	return d;
}
