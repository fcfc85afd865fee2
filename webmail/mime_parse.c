/*
 * One walk over the message's lines.  Open multiparts lie on a stack of at
 * most MIME_DEPTH_MAX frames; a line that begins with "--" is held against
 * their boundaries, the innermost first.  Whatever ends, ends at the line that
 * ended it, so each byte is looked at a bounded number of times.
 */
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "core/buf.h"
#include "webmail/charset.h"
#include "webmail/mime_parse.h"

#define BOUNDARY_MAX	250	/* RFC 2046 allows 70 */
#define LANGUAGES_MAX	16

struct frame {
	struct mime_part	*part;
	struct mime_part	*last;		/* its last child */
	const char		*boundary;
	size_t			 boundary_len;
	unsigned		 children;
};

struct reader {
	struct arena		*arena;
	struct mime_message	*m;
	size_t			 at;
	struct frame		 frames[MIME_DEPTH_MAX];
	size_t			 depth;
	struct mime_part	*open;		/* the innermost part whose end is not known */
};

bool
mime_type_is(const struct mime_part *part, const char *type)
{
	size_t len = strlen(type);

	return type[len - 1] == '/' ? strncmp(part->type, type, len) == 0 :
	    strcmp(part->type, type) == 0;
}

bool
mime_is_multipart(const struct mime_part *part)
{
	return mime_type_is(part, "multipart/");
}

static struct mime_value
value_of(struct arena *arena, const struct mime_part *p, const char *name)
{
	const struct mime_field *f = mime_field_find(&p->fields, name);

	return f != NULL ? mime_value_read(arena, f->raw, f->len) : (struct mime_value){ .value = "" };
}

static bool
is_type(const char *type)
{
	const char *slash = strchr(type, '/');

	for (const char *s = type; *s != '\0'; s++)
		if ((unsigned char)*s <= ' ' || (unsigned char)*s > 126)
			return false;
	return slash != NULL && slash > type && slash[1] != '\0' && strchr(slash + 1, '/') == NULL &&
	    strpbrk(type, "()<>@,;:\\\"[]?= \t") == NULL && strlen(type) < 256;
}

static const char *
text_field(struct arena *arena, const struct mime_part *p, const char *name)
{
	const struct mime_field *f = mime_field_find(&p->fields, name);
	const char *text = f != NULL ? mime_header_text(arena, f->raw, f->len) : "";

	return *text != '\0' ? text : NULL;
}

static const char *
content_id(struct arena *arena, const struct mime_part *p)
{
	const struct mime_field *f = mime_field_find(&p->fields, "content-id");
	struct mime_ids ids;

	if (f == NULL)
		return NULL;
	if (mime_header_ids(arena, f->raw, f->len, &ids))
		return ids.list[0];
	return text_field(arena, p, "content-id");	/* without its brackets, as some write it */
}

static const char **
languages(struct arena *arena, const struct mime_part *p)
{
	const char *text = text_field(arena, p, "content-language"), **list;
	size_t n = 0;

	if (text == NULL)
		return NULL;
	list = arena_array(arena, LANGUAGES_MAX + 1, sizeof *list);
	while (n < LANGUAGES_MAX) {
		size_t len;

		text += strspn(text, " \t,");
		if ((len = strcspn(text, " \t,;(")) == 0)
			break;
		list[n++] = arena_strndup(arena, text, len);
		text += len;
		text += strcspn(text, ",");
	}
	return n > 0 ? list : NULL;
}

/* A name is a name, not a place: folders before it go. */
static const char *
base_name(const char *name)
{
	for (const char *s = name; name != NULL && *s != '\0'; s++)
		if (*s == '/' || *s == '\\')
			name = s + 1;
	return name != NULL && *name != '\0' ? name : NULL;
}

static void
describe(struct arena *arena, struct mime_part *p, const char *default_type)
{
	struct mime_value type = value_of(arena, p, "content-type");
	struct mime_value disposition = value_of(arena, p, "content-disposition");
	const struct mime_field *f = mime_field_find(&p->fields, "content-transfer-encoding");
	const char *name;

	p->params = type.params;
	p->type = is_type(type.value) ? type.value :
	    *type.value == '\0' ? default_type : "text/plain";
	p->encoding = f != NULL ? mime_encoding_parse(arena_strndup(arena, f->raw,
	    f->len < 80 ? f->len : 80)) : MIME_IDENTITY;
	p->charset = mime_param_find(p->params, "charset");
	if (!mime_type_is(p, "text/"))
		p->charset = NULL;
	else if (p->charset == NULL || *p->charset == '\0')
		p->charset = "us-ascii";
	p->disposition = *disposition.value != '\0' ? disposition.value : NULL;
	if ((name = mime_param_find(disposition.params, "filename")) == NULL)
		name = mime_param_find(p->params, "name");
	p->name = base_name(name);
	p->cid = content_id(arena, p);
	p->location = text_field(arena, p, "content-location");
	p->language = languages(arena, p);
}

/* The parts open inside UNTIL end at END. */
static void
close_parts(struct reader *r, const struct mime_part *until, size_t end)
{
	for (; r->open != until; r->open = r->open->parent)
		r->open->body_len = end > r->open->body_start ? end - r->open->body_start : 0;
}

static const char *
child_id(struct reader *r, const struct mime_part *multipart, unsigned n)
{
	const char *id = multipart->id;
	size_t len = strlen(id);

	/* A multipart that is the whole of a message within has the message's number. */
	if (len >= 5 && strcmp(id + len - 5, ".TEXT") == 0)
		len -= 5;
	return len == 0 ? arena_printf(r->arena, "%u", n) :
	    arena_printf(r->arena, "%.*s.%u", (int)len, id, n);
}

static struct mime_part *
part_open(struct reader *r, struct mime_part *parent)
{
	struct mime_part *p = arena_alloc(r->arena, sizeof *p);

	p->parent = parent;
	p->depth = parent != NULL ? parent->depth + 1 : 0;
	p->header_start = r->at;
	r->m->parts++;
	r->open = p;
	return p;
}

static void
read_header(struct reader *r, struct mime_part *p, const char *default_type)
{
	p->fields = mime_header_read(r->arena, r->m->bytes + r->at, r->m->len - r->at);
	r->at += p->fields.size;
	p->body_start = r->at;
	if (p->fields.limit != NULL)
		r->m->limit = p->fields.limit;
	describe(r->arena, p, default_type);
}

/* Whatever is in P, nobody looks into it. */
static void
make_opaque(struct reader *r, struct mime_part *p, const char *limit)
{
	p->type = "application/octet-stream";
	p->charset = NULL;
	r->m->limit = limit;
}

/*
 * P's header begins at r->at: read it and go down as long as parts begin with
 * parts.  ID is P's number when it is a leaf, MULTI_ID when it is a multipart
 * that is a message's whole body.
 */
static void
enter(struct reader *r, struct mime_part *p, const char *default_type, const char *id,
    const char *multi_id)
{
	for (;;) {
		const char *boundary;
		struct mime_part *inner;

		read_header(r, p, default_type);
		p->id = mime_is_multipart(p) ? multi_id : id;
		boundary = mime_param_find(p->params, "boundary");
		if (mime_is_multipart(p)) {
			if (boundary == NULL || *boundary == '\0' || strlen(boundary) > BOUNDARY_MAX) {
				p->type = "text/plain";
				p->charset = "us-ascii";
				p->id = id;
			} else if (p->depth >= MIME_DEPTH_MAX || r->depth == MIME_DEPTH_MAX) {
				make_opaque(r, p, "parts nested deeper than 50");
			} else {
				r->frames[r->depth++] = (struct frame){ .part = p,
				    .boundary = boundary, .boundary_len = strlen(boundary) };
			}
			return;
		}
		if ((!mime_type_is(p, "message/rfc822") && !mime_type_is(p, "message/global")) ||
		    p->encoding != MIME_IDENTITY)
			return;
		if (p->depth >= MIME_DEPTH_MAX) {
			r->m->limit = "parts nested deeper than 50";
			return;
		}
		if (r->m->parts >= MIME_PARTS_MAX) {
			r->m->limit = "more than 1000 parts";
			return;
		}
		inner = part_open(r, p);
		p->child = inner;
		multi_id = arena_printf(r->arena, "%s.TEXT", p->id);
		id = arena_printf(r->arena, "%s.1", p->id);
		default_type = "text/plain";
		p = inner;
	}
}

/* Where the frame is whose boundary the line S is; its count when none. */
static size_t
match(const struct reader *r, const char *s, size_t len, bool *closes)
{
	size_t i = r->depth;

	while (len > 0 && (s[len - 1] == '\n' || s[len - 1] == '\r' || s[len - 1] == ' ' ||
	    s[len - 1] == '\t'))
		len--;
	while (i-- > 0) {
		const struct frame *f = &r->frames[i];

		*closes = len == f->boundary_len + 4 && s[len - 1] == '-' && s[len - 2] == '-';
		if ((*closes || len == f->boundary_len + 2) &&
		    memcmp(s + 2, f->boundary, f->boundary_len) == 0)
			return i;
	}
	return r->depth;
}

/* The line at LINE is a boundary of frame I. */
static void
boundary(struct reader *r, size_t i, bool closes, size_t line)
{
	struct frame *f = &r->frames[i];
	const char *bytes = r->m->bytes, *default_type = "text/plain", *id;
	size_t end = line;
	struct mime_part *p;

	/* The line end before a boundary belongs to it. */
	if (end > 0 && bytes[end - 1] == '\n')
		end--;
	if (end > 0 && bytes[end - 1] == '\r')
		end--;
	close_parts(r, f->part, end);
	if (closes) {
		r->depth = i;	/* what follows is its epilogue, up to an outer boundary */
		return;
	}
	r->depth = i + 1;
	p = part_open(r, f->part);
	if (f->last == NULL)
		f->part->child = p;
	else
		f->last->next = p;
	f->last = p;
	id = child_id(r, f->part, ++f->children);
	if (r->m->parts >= MIME_PARTS_MAX) {
		p->id = id;
		p->body_start = r->at;
		make_opaque(r, p, "more than 1000 parts");
		r->at = r->m->len;
		return;
	}
	if (mime_type_is(f->part, "multipart/digest"))
		default_type = "message/rfc822";
	enter(r, p, default_type, id, id);
}

struct mime_message
mime_parse(struct arena *arena, const char *bytes, size_t len)
{
	struct mime_message m = { .bytes = bytes, .len = len };
	struct reader *r = arena_alloc(arena, sizeof *r);

	r->arena = arena;
	r->m = &m;
	m.root = part_open(r, NULL);
	enter(r, m.root, "text/plain", "1", "");
	while (r->at < len && r->depth > 0) {
		const char *s = bytes + r->at;
		const char *lf = memchr(s, '\n', len - r->at);
		size_t line = r->at, n = lf != NULL ? (size_t)(lf + 1 - s) : len - r->at, i;
		bool closes;

		r->at += n;
		if (n < 3 || s[0] != '-' || s[1] != '-')
			continue;
		if ((i = match(r, s, n, &closes)) < r->depth)
			boundary(r, i, closes, line);
	}
	close_parts(r, NULL, len);
	return m;
}

struct mime_part *
mime_part_next(const struct mime_message *m, const struct mime_part *part)
{
	if (part == NULL)
		return m->root;
	if (part->child != NULL)
		return part->child;
	while (part != NULL && part->next == NULL)
		part = part->parent;
	return part != NULL ? part->next : NULL;
}

struct mime_part *
mime_part_find(const struct mime_message *m, const char *id)
{
	if (*id == '\0')
		return m->root;
	for (struct mime_part *p = m->root; p != NULL; p = mime_part_next(m, p))
		if (strcmp(p->id, id) == 0)
			return p;
	return NULL;
}

char *
mime_part_bytes(struct arena *arena, const struct mime_message *m, const struct mime_part *part,
    size_t *len, bool *problem)
{
	return mime_decode(arena, part->encoding, m->bytes + part->body_start, part->body_len, len,
	    problem);
}

/* The charset that HTML names for itself, for a part that names none. */
static const char *
html_charset(struct arena *arena, const char *s, size_t len)
{
	static const char word[] = "charset=";

	if (len > 1024)
		len = 1024;
	for (size_t i = 0; i + sizeof word - 1 < len; i++) {
		const char *v = s + i + sizeof word - 1;
		size_t n;

		if (s[i] != 'c' && s[i] != 'C')
			continue;
		if (strncasecmp(s + i, word, sizeof word - 1) != 0)
			continue;
		v += strspn(v, "\"' ");
		n = strcspn(v, "\"' >;/");
		return n < 40 ? arena_strndup(arena, v, n) : NULL;
	}
	return NULL;
}

char *
mime_part_text(struct arena *arena, const struct mime_message *m, const struct mime_part *part,
    size_t *len, bool *problem)
{
	const char *charset = mime_param_find(part->params, "charset");
	size_t n, out = 0;
	char *bytes = mime_part_bytes(arena, m, part, &n, problem), *text;

	if ((charset == NULL || *charset == '\0') && mime_type_is(part, "text/html") &&
	    !charset_known(charset = html_charset(arena, bytes, n)))
		charset = NULL;
	text = charset_to_utf8(arena, charset, bytes, n, &n, problem);
	for (size_t i = 0; i < n; i++)
		if (text[i] != '\r' || i + 1 == n || text[i + 1] != '\n')
			text[out++] = text[i];
	text[out] = '\0';
	*len = out;
	return text;
}

enum mime_kind
mime_kind(const struct mime_part *part)
{
	static const struct {
		const char	*type;
		enum mime_kind	 kind;
	} kinds[] = {
		{ "text/calendar", MIME_CALENDAR }, { "application/ics", MIME_CALENDAR },
		{ "text/vcard", MIME_VCARD }, { "text/x-vcard", MIME_VCARD },
		{ "text/directory", MIME_VCARD },
		{ "application/ms-tnef", MIME_TNEF }, { "application/vnd.ms-tnef", MIME_TNEF },
		{ "message/rfc822", MIME_MESSAGE }, { "message/global", MIME_MESSAGE },
		{ "message/delivery-status", MIME_REPORT },
		{ "message/disposition-notification", MIME_REPORT },
		{ "message/feedback-report", MIME_REPORT },
	};

	for (size_t i = 0; i < COUNT(kinds); i++)
		if (strcmp(part->type, kinds[i].type) == 0)
			return kinds[i].kind;
	if (part->name != NULL && strcasecmp(part->name, "winmail.dat") == 0)
		return MIME_TNEF;
	return MIME_PLAIN_KIND;
}
