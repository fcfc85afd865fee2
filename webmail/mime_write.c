/*
 * The writer streams: a part's bytes go from memory or file through one
 * buffer to the descriptor, so a message of 50 MB costs no more memory than a
 * short one.  Boundaries are random, which spares looking whether a part
 * contains them.
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>
#include <sys/types.h>
#include <unistd.h>

#include "core/buf.h"
#include "core/hash.h"
#include "core/http.h"
#include "webmail/mime_flowed.h"
#include "webmail/mime_parse.h"
#include "webmail/mime_sink.h"
#include "webmail/mime_write.h"

#define CHUNK		(57 * 512)	/* whole lines of base64 */
#define LINE_MAX_	998

/* ---- the bytes of a part ---- */

/* Reads LEN bytes of the part at OFFSET into BUFFER, or points into its memory. */
static const char *
part_piece(struct sink *o, const struct mime_out *p, int64_t offset, size_t len, char *buffer)
{
	size_t got = 0;

	if (p->data != NULL)
		return p->data + offset;
	while (got < len) {
		ssize_t n = pread(p->fd, buffer + got, len - got, p->fd_start + offset + (int64_t)got);

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0) {
			if (o->st == OK)
				o->st = fault(o->cx, ERR_INTERNAL, "reading an attachment: %s",
				    n < 0 ? strerror(errno) : "it is shorter than it was");
			return NULL;
		}
		got += (size_t)n;
	}
	return buffer;
}

static int64_t
part_size(const struct mime_out *p)
{
	return p->data != NULL ? (int64_t)p->data_len : p->fd_len;
}

/* Calls EACH with the part's bytes, piece by piece. */
static void
walk(struct sink *o, const struct mime_out *p, char *buffer,
    void (*each)(void *, const unsigned char *, size_t), void *to)
{
	int64_t size = part_size(p);

	for (int64_t at = 0; at < size && o->st == OK; at += CHUNK) {
		size_t n = size - at < CHUNK ? (size_t)(size - at) : CHUNK;
		const char *piece = part_piece(o, p, at, n, buffer);

		if (piece != NULL)
			each(to, (const unsigned char *)piece, n);
	}
}

static void
as_it_is(void *to, const unsigned char *p, size_t len)
{
	sink_add(to, (const char *)p, len);
}

/* ---- what stands in the header of a part ---- */

/* What must be known of text to choose its encoding. */
struct shape {
	bool	eight_bit, odd;		/* odd: what only an encoding carries */
	size_t	line;			/* the longest */
};

static struct shape
shape_of(const char *s, size_t len)
{
	struct shape shape = { .line = 0 };
	size_t column = 0;

	for (size_t i = 0; i < len; i++) {
		unsigned char c = (unsigned char)s[i];

		if (c == '\n') {
			column = 0;
			continue;
		}
		if (c >= 0x80)
			shape.eight_bit = true;
		else if (c == 0 || (c == '\r' && (i + 1 == len || s[i + 1] != '\n')))
			shape.odd = true;
		/* A mailbox file would turn this into ">From ". */
		if (column == 0 && len - i >= 5 && memcmp(s + i, "From ", 5) == 0)
			shape.odd = true;
		if (c != '\r' && ++column > shape.line)
			shape.line = column;
	}
	return shape;
}

static bool
is_token(const char *s)
{
	for (const char *c = s; *c != '\0'; c++)
		if (*c <= ' ' || *c > 126 || strchr("()<>@,;:\\\"/[]?=", *c) != NULL)
			return false;
	return *s != '\0';
}

static bool
type_valid(const char *type)
{
	char copy[256];
	char *slash;

	if (type == NULL || strlen(type) >= sizeof copy)
		return false;
	strcpy(copy, type);
	if ((slash = strchr(copy, '/')) == NULL)
		return false;
	*slash = '\0';
	return is_token(copy) && is_token(slash + 1);
}

/* RFC 2231: "; name=value", or in numbered pieces with the charset first. */
static void
add_param(struct buf *out, const char *name, const char *value)
{
	static const char digits[] = "0123456789ABCDEF";
	size_t room = 60 > strlen(name) ? 60 - strlen(name) : 10;
	struct buf piece = BUF_ON(out->arena);
	unsigned n = 0;
	bool ascii = true;

	for (const char *s = value; *s != '\0'; s++)
		ascii &= *s >= ' ' && *s <= 126;
	if (ascii && strlen(value) <= room) {
		if (is_token(value)) {
			buf_printf(out, ";\r\n %s=%s", name, value);
			return;
		}
		buf_printf(out, ";\r\n %s=\"", name);
		for (; *value != '\0'; value++) {
			if (*value == '"' || *value == '\\')
				buf_putc(out, '\\');
			buf_putc(out, *value);
		}
		buf_putc(out, '"');
		return;
	}
	buf_puts(&piece, "utf-8''");
	for (const char *s = value;; s++) {
		unsigned char c = (unsigned char)*s;

		if (c == '\0' || (piece.len + 3 > room && ((c & 0xc0) != 0x80))) {
			if (c == '\0' && n == 0)
				buf_printf(out, ";\r\n %s*=%s", name, piece.data);
			else
				buf_printf(out, ";\r\n %s*%u*=%s", name, n++, piece.data);
			piece.len = 0;
			if (c == '\0')
				break;
		}
		if ((c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
		    strchr("-._~", c) != NULL)
			buf_putc(&piece, (char)c);
		else
			buf_add(&piece, (char[]){ '%', digits[c >> 4], digits[c & 15] }, 3);
	}
}

/* A value that goes between our own characters: no control characters, UTF-8. */
static enum status
check(struct ctx *cx, const char *what, const char *s)
{
	if (s == NULL)
		return OK;
	for (const char *c = s; *c != '\0'; c++)
		if ((unsigned char)*c < ' ' || *c == 0x7f)
			return fault(cx, ERR_INVALID, "a control character in a part's %s", what);
	if (!utf8_valid(s, strlen(s)) || strlen(s) > 900)
		return fault(cx, ERR_INVALID, "a part's %s is too long or no UTF-8", what);
	return OK;
}

static bool
is_multi(const struct mime_out *p)
{
	return strncasecmp(p->type, "multipart/", 10) == 0;
}

static bool
is_leaf(const struct mime_out *p)
{
	return p->child == NULL;
}

static enum status
check_tree(struct ctx *cx, const struct mime_out *root, int depth, int *parts)
{
	for (const struct mime_out *p = root; p != NULL; p = p->next) {
		enum status st;

		if (++*parts > MIME_PARTS_MAX || depth > MIME_DEPTH_MAX)
			return fault(cx, ERR_INVALID, "too many parts, or nested too deeply");
		if (!type_valid(p->type))
			return fault(cx, ERR_INVALID, "\"%.80s\" is no media type",
			    p->type != NULL ? p->type : "");
		if (p->disposition != NULL && !is_token(p->disposition))
			return fault(cx, ERR_INVALID, "\"%.80s\" is no disposition", p->disposition);
		if (p->cid != NULL && (*p->cid == '\0' || strpbrk(p->cid, " <>") != NULL))
			return fault(cx, ERR_INVALID, "\"%.80s\" is no Content-ID", p->cid);
		if ((st = check(cx, "name", p->name)) != OK || (st = check(cx, "cid", p->cid)) != OK ||
		    (st = check(cx, "location", p->location)) != OK)
			return st;
		for (const char *const *l = p->language; l != NULL && *l != NULL; l++)
			if (!is_token(*l))
				return fault(cx, ERR_INVALID, "\"%.80s\" is no language", *l);
		for (const struct mime_param *a = p->params; a != NULL; a = a->next)
			if (!is_token(a->name) || strpbrk(a->name, "*'%") != NULL ||
			    (st = check(cx, "parameter", a->value)) != OK)
				return fault(cx, ERR_INVALID, "\"%.80s\" is no parameter", a->name);
		if (is_leaf(p) == is_multi(p))
			return fault(cx, ERR_INVALID, "a multipart has parts, and nothing else has");
		if (is_leaf(p) && p->text == NULL && p->data == NULL && p->fd < 0)
			return fault(cx, ERR_INVALID, "a part without content");
		if (p == root && depth == 0 && p->next != NULL)
			return fault(cx, ERR_INVALID, "a message is one part");
		if (!is_leaf(p) && (st = check_tree(cx, p->child, depth + 1, parts)) != OK)
			return st;
	}
	return OK;
}

/* ---- the parts ---- */

enum how { SEVEN, EIGHT, QP, B64 };

static void
part_header(struct sink *o, const struct mime_out *p, const char *type, const char *charset,
    const char *boundary, bool flowed, enum how how)
{
	static const char *const encodings[] = { "7bit", "8bit", "quoted-printable", "base64" };
	struct buf h = BUF_ON(o->cx->arena);

	buf_printf(&h, "Content-Type: %s", type);
	if (charset != NULL)
		buf_printf(&h, "; charset=%s", charset);
	if (flowed)
		buf_puts(&h, "; format=flowed");
	if (boundary != NULL)
		buf_printf(&h, ";\r\n boundary=\"%s\"", boundary);
	/* RFC 2387, section 3.1: what the root is must be said. */
	if (strcasecmp(type, "multipart/related") == 0 && p->child != NULL &&
	    mime_param_find(p->params, "type") == NULL)
		add_param(&h, "type", p->child->type);
	for (const struct mime_param *a = p->params; a != NULL; a = a->next)
		if (strcmp(a->name, "charset") != 0 && strcmp(a->name, "boundary") != 0 &&
		    strcmp(a->name, "name") != 0 && strcmp(a->name, "format") != 0)
			add_param(&h, a->name, a->value);
	if (p->name != NULL && p->disposition == NULL)
		add_param(&h, "name", p->name);
	buf_puts(&h, "\r\n");
	if (p->disposition != NULL) {
		buf_printf(&h, "Content-Disposition: %s", p->disposition);
		if (p->name != NULL)
			add_param(&h, "filename", p->name);
		buf_puts(&h, "\r\n");
	}
	if (p->cid != NULL)
		buf_printf(&h, "Content-ID: <%s>\r\n", p->cid);
	if (p->location != NULL)
		buf_printf(&h, "Content-Location: %s\r\n", p->location);
	if (p->language != NULL && p->language[0] != NULL) {
		buf_puts(&h, "Content-Language: ");
		for (const char *const *l = p->language; *l != NULL; l++)
			buf_printf(&h, "%s%s", l > p->language ? ", " : "", *l);
		buf_puts(&h, "\r\n");
	}
	/* A multipart's encoding says nothing that its parts do not say (RFC 2045, 6.4). */
	if (boundary == NULL || how == EIGHT)
		buf_printf(&h, "Content-Transfer-Encoding: %s\r\n", encodings[how]);
	buf_puts(&h, "\r\n");
	sink_add(o, h.data, h.len);
}

static void
text_part(struct sink *o, const struct mime_out *p)
{
	bool flowed = p->flowed && strcasecmp(p->type, "text/plain") == 0;
	const char *s = p->text;
	size_t len = p->text_len;
	struct shape shape;
	enum how how;

	if (flowed)
		s = mime_flowed_split(o->cx->arena, s, len, &len);
	shape = shape_of(s, len);
	if (shape.odd || shape.line > LINE_MAX_ || (shape.eight_bit && !p->eight_bit))
		how = QP;
	else
		how = shape.eight_bit ? EIGHT : SEVEN;
	/* Long lines are allowed and still unwise: HTML often is one line. */
	if (!flowed && shape.line > LINE_MAX_ / 2)
		how = QP;
	part_header(o, p, p->type, shape.eight_bit ? "utf-8" : "us-ascii", NULL, flowed, how);
	if (how == QP)
		sink_quoted_printable(o, s, len);
	else
		sink_lines(o, s, len);
}

/* What message/rfc822 must be to go as it is (RFC 2046, 5.2.1 forbids base64). */
struct message_shape {
	bool	eight_bit, odd, cr;
	size_t	column;
};

static void
scan(void *to, const unsigned char *p, size_t len)
{
	struct message_shape *m = to;

	for (size_t i = 0; i < len; i++) {
		unsigned char c = p[i];

		if (m->cr != (c == '\n') || c == 0)
			m->odd = true;		/* a bare CR or LF, or a NUL */
		m->cr = c == '\r';
		if (c >= 0x80)
			m->eight_bit = true;
		m->column = c == '\n' || c == '\r' ? 0 : m->column + 1;
		if (m->column > LINE_MAX_)
			m->odd = true;
	}
}

static struct message_shape
message_shape(struct sink *o, const struct mime_out *p, char *buffer)
{
	struct message_shape shape = { .column = 0 };

	walk(o, p, buffer, scan, &shape);
	shape.odd |= shape.cr;
	return shape;
}

static bool
is_message(const struct mime_out *p)
{
	return p->text == NULL && (strcasecmp(p->type, "message/rfc822") == 0 ||
	    strcasecmp(p->type, "message/global") == 0);
}

/* Whether 8bit occurs below P, which a multipart must say (RFC 2045, section 6.4). */
static bool
has_eight_bit(struct sink *o, const struct mime_out *p, char *buffer)
{
	struct message_shape shape;

	for (const struct mime_out *c = p->child; c != NULL; c = c->next)
		if (has_eight_bit(o, c, buffer))
			return true;
	if (!is_leaf(p))
		return false;
	if (p->text != NULL)
		return p->eight_bit && shape_of(p->text, p->text_len).eight_bit;
	if (!is_message(p))
		return false;
	shape = message_shape(o, p, buffer);
	return shape.eight_bit && !shape.odd;
}

static void
message_part(struct sink *o, const struct mime_out *p, char *buffer)
{
	struct message_shape shape = message_shape(o, p, buffer);
	bool whole = !shape.odd;

	part_header(o, p, whole ? p->type : "application/octet-stream", NULL, NULL, false,
	    !whole ? B64 : shape.eight_bit ? EIGHT : SEVEN);
	walk(o, p, buffer, whole ? as_it_is : sink_base64, o);
}

static void
data_part(struct sink *o, const struct mime_out *p, char *buffer)
{
	const char *charset;

	if (is_message(p)) {
		message_part(o, p, buffer);
		return;
	}
	/* The bytes of a text attachment may be in any charset: say the one that was given. */
	charset = strncasecmp(p->type, "text/", 5) == 0 ? mime_param_find(p->params, "charset") : NULL;
	part_header(o, p, p->type, charset != NULL && is_token(charset) ? charset : NULL, NULL,
	    false, B64);
	walk(o, p, buffer, sink_base64, o);
}

static void
write_part(struct sink *o, const struct mime_out *p, char *buffer)
{
	char boundary[TOKEN_LEN + 8];

	for (const struct mime_out_field *f = p->fields.first; f != NULL; f = f->next) {
		sink_add(o, f->name, strlen(f->name));
		sink_say(o, ": ");
		sink_say(o, f->text);
		sink_say(o, "\r\n");
	}
	if (is_leaf(p)) {
		if (p->text != NULL)
			text_part(o, p);
		else
			data_part(o, p, buffer);
		return;
	}
	/* "=_" occurs in neither quoted-printable nor base64. */
	memcpy(boundary, "=_", 2);
	hash_token(boundary + 2);
	part_header(o, p, p->type, NULL, boundary, false, has_eight_bit(o, p, buffer) ? EIGHT : SEVEN);
	for (const struct mime_out *c = p->child; c != NULL; c = c->next) {
		sink_say(o, c == p->child ? "--" : "\r\n--");
		sink_say(o, boundary);
		sink_say(o, "\r\n");
		write_part(o, c, buffer);
	}
	sink_say(o, "\r\n--");
	sink_say(o, boundary);
	sink_say(o, "--\r\n");
}

static enum status
write_message(struct sink *o, const struct mime_out *root)
{
	struct mime_out copy = *root;
	enum status st;
	int parts = 0;

	if ((st = check_tree(o->cx, root, 0, &parts)) != OK)
		return st;
	if (!mime_out_has(&copy.fields, "MIME-Version") &&
	    (st = mime_put_raw(o->cx, &copy.fields, "MIME-Version", "1.0")) != OK)
		return st;
	o->buffer = arena_alloc(o->cx->arena, SINK_BUFFER);
	write_part(o, &copy, arena_alloc(o->cx->arena, CHUNK));
	if (o->fd >= 0)
		sink_flush(o);
	return o->st;
}

enum status
mime_write(struct ctx *cx, const struct mime_out *root, int fd, int64_t *size)
{
	struct sink o = { .cx = cx, .fd = fd, .memory = BUF_ON(cx->arena) };
	enum status st = write_message(&o, root);

	if (st == OK && size != NULL)
		*size = o.written;
	return st;
}

enum status
mime_write_memory(struct ctx *cx, const struct mime_out *root, const char **bytes, size_t *len)
{
	struct sink o = { .cx = cx, .fd = -1, .memory = BUF_ON(cx->arena) };
	enum status st = write_message(&o, root);

	if (st == OK) {
		*bytes = buf_str(&o.memory);
		*len = o.memory.len;
	}
	return st;
}

static struct mime_out *
multipart(struct arena *arena, const char *type, struct mime_out *first, struct mime_out *rest)
{
	struct mime_out *m = arena_alloc(arena, sizeof *m);

	*m = (struct mime_out){ .fd = -1, .type = type, .child = first };
	first->next = rest;
	return m;
}

struct mime_out *
mime_out_tree(struct arena *arena, struct mime_out *text, struct mime_out *html,
    struct mime_out *inlines, struct mime_out *attachments)
{
	struct mime_out *body = html;

	if (html != NULL && inlines != NULL)
		body = multipart(arena, "multipart/related", html, inlines);
	if (text != NULL && body != NULL)
		body = multipart(arena, "multipart/alternative", text, body);
	else if (body == NULL)
		body = text;
	/* Pictures without HTML that shows them are attachments. */
	if (html == NULL && inlines != NULL) {
		struct mime_out *last = inlines;

		while (last->next != NULL)
			last = last->next;
		last->next = attachments;
		attachments = inlines;
	}
	if (body == NULL) {
		body = arena_alloc(arena, sizeof *body);
		*body = (struct mime_out){ .fd = -1, .type = "text/plain", .text = "" };
	}
	if (attachments != NULL)
		body = multipart(arena, "multipart/mixed", body, attachments);
	return body;
}
