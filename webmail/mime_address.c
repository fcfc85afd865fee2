/*
 * One pass over the unfolded field with a few buffers as its state: no
 * recursion, so nothing in a mail decides how deep we go.  A quote, comment or
 * angle bracket that never ends is found out once and is then a plain
 * character, which keeps the pass linear.
 */
#include <string.h>

#include "core/buf.h"
#include "core/http.h"
#include "webmail/mime_address.h"
#include "webmail/mime_header.h"
#include "webmail/mime_word.h"

struct reader {
	struct arena		*arena;
	const char		*s, *end;
	bool			 no_quotes, no_comments;	/* one was found without end */

	/* The address being read. */
	struct buf		 phrase;	/* as a display name: quotes taken off */
	struct buf		 spec;		/* as an addr-spec: quotes kept, no blanks */
	struct buf		 comment;	/* the last one */
	struct buf		 angle;
	bool			 has_angle, blank;

	bool			 in_group;
	struct mime_groups	 groups;
	size_t			 groups_size, list_size, total;
};

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

static void
group_open(struct reader *r, const char *name)
{
	if (r->groups.count == r->groups_size) {
		size_t size = r->groups_size * 2 + 4;
		struct mime_group *list = arena_array(r->arena, size, sizeof *list);

		if (r->groups.count > 0)
			memcpy(list, r->groups.list, r->groups.count * sizeof *list);
		r->groups.list = list;
		r->groups_size = size;
	}
	r->groups.list[r->groups.count++] = (struct mime_group){ .name = name };
	r->list_size = 0;
}

static void
address_put(struct reader *r, const char *name, const char *email)
{
	struct mime_addresses *to;

	if (r->total++ >= MIME_ADDRESSES_MAX)
		return;
	if (!r->in_group && (r->groups.count == 0 ||
	    r->groups.list[r->groups.count - 1].name != NULL))
		group_open(r, NULL);
	to = &r->groups.list[r->groups.count - 1].addresses;
	if (to->count == r->list_size) {
		size_t size = r->list_size * 2 + 2;
		struct mime_address *list = arena_array(r->arena, size, sizeof *list);

		if (to->count > 0)
			memcpy(list, to->list, to->count * sizeof *list);
		to->list = list;
		r->list_size = size;
	}
	to->list[to->count++] = (struct mime_address){ .name = name, .email = email };
}

/* Decoded words, trimmed; NULL when nothing is left. */
static const char *
words(struct reader *r, const struct buf *b)
{
	char *text, *end;

	if (b->len == 0)
		return NULL;
	text = mime_words_decode(r->arena, b->data, b->len);
	while (is_blank(*text))
		text++;
	end = text + strlen(text);
	while (end > text && is_blank(end[-1]))
		end--;
	*end = '\0';
	return *text != '\0' ? text : NULL;
}

static const char *
repaired(struct reader *r, const char *s, size_t len)
{
	return mime_header_raw(r->arena, s, len);
}

static void
start(struct reader *r)
{
	r->phrase.len = r->spec.len = r->comment.len = r->angle.len = 0;
	r->has_angle = r->blank = false;
}

/* "Alice alice@example.org" without brackets: the last word is the address. */
static bool
split_bare(struct reader *r)
{
	const char *text = buf_str(&r->phrase);
	size_t len = r->phrase.len, at = len;

	/* Blanks of a quoted local part are its own. */
	if (memmem(r->spec.data, r->spec.len, "\"@", 2) != NULL)
		return false;
	while (at > 0 && !is_blank(text[at - 1]))
		at--;
	if (at == 0 || memchr(text + at, '@', len - at) == NULL ||
	    memchr(text, '@', at) != NULL)
		return false;
	buf_add(&r->angle, text + at, len - at);
	r->phrase.len = at;
	return true;
}

static void
finish(struct reader *r)
{
	const char *email, *name;
	size_t len;

	if (!r->has_angle && (r->spec.len == 0 || split_bare(r)))
		r->has_angle = r->angle.len > 0;
	if (r->has_angle) {
		name = words(r, &r->phrase);
		email = buf_str(&r->angle);
		len = r->angle.len;
	} else {
		name = NULL;
		email = buf_str(&r->spec);
		len = r->spec.len;
		/* What is no address at all keeps its blanks. */
		if (len > 0 && memchr(email, '@', len) == NULL && r->phrase.len > 0) {
			email = words(r, &r->phrase);
			len = email != NULL ? strlen(email) : 0;
		}
	}
	if (name == NULL)
		name = words(r, &r->comment);
	if (len > 0 || (r->has_angle && name != NULL))
		address_put(r, name, repaired(r, email != NULL ? email : "", len));
	start(r);
}

/* The place behind the quoted string at r->s, or NULL when it does not end. */
static const char *
quote_end(const struct reader *r)
{
	for (const char *s = r->s + 1; s < r->end; s++) {
		if (*s == '\\')
			s++;
		else if (*s == '"')
			return s + 1;
	}
	return NULL;
}

static void
take_blank(struct reader *r)
{
	if (r->blank && r->phrase.len > 0)
		buf_putc(&r->phrase, ' ');
	r->blank = false;
}

static void
take_quoted(struct reader *r)
{
	const char *stop = quote_end(r);

	if (stop == NULL) {
		r->no_quotes = true;
		r->s++;
		return;
	}
	take_blank(r);
	buf_add(&r->spec, r->s, (size_t)(stop - r->s));
	for (const char *s = r->s + 1; s < stop - 1; s++) {
		if (*s == '\\' && s + 1 < stop - 1)
			s++;
		buf_putc(&r->phrase, *s);
	}
	r->s = stop;
}

/*
 * Past the comment at S, with its text in TEXT (which may be NULL); NULL when
 * it does not end.  That is asked once: then parentheses are plain characters.
 */
static const char *
comment_end(struct reader *r, const char *s, struct buf *text)
{
	size_t depth = 0;

	for (; s < r->end; s++) {
		if (*s == '\\' && s + 1 < r->end)
			s++;
		else if (*s == ')' && --depth == 0)
			return s + 1;
		else if (*s == '(' && depth++ == 0)
			continue;
		if (text != NULL)
			buf_putc(text, *s);
	}
	r->no_comments = true;
	return NULL;
}

static void
take_comment(struct reader *r)
{
	struct buf text = BUF_ON(r->arena);
	const char *stop = comment_end(r, r->s, &text);

	if (stop == NULL)
		return;
	r->comment = text;
	r->blank = true;
	r->s = stop;
}

static void
take_angle(struct reader *r)
{
	const char *s = r->s + 1;
	bool quoted = false;

	/* A second address without a comma before it. */
	if (r->has_angle)
		finish(r);
	r->has_angle = true;
	for (; s < r->end && (quoted || (*s != '>' && *s != '<')); s++) {
		const char *stop;

		if (*s == '\\' && quoted && s + 1 < r->end) {
			buf_putc(&r->angle, *s++);
		} else if (*s == '(' && !quoted && !r->no_comments &&
		    (stop = comment_end(r, s, NULL)) != NULL) {
			s = stop - 1;
			continue;
		} else if (*s == '"') {
			quoted = !quoted;
		} else if (!quoted && is_blank(*s)) {
			continue;
		}
		buf_putc(&r->angle, *s);
	}
	r->s = s < r->end && *s == '>' ? s + 1 : s;
	/* An obsolete route: "@a,@b:user@example.org" (RFC 5322, section 4.4). */
	if (r->angle.len > 0 && r->angle.data[0] == '@') {
		const char *colon = memchr(r->angle.data, ':', r->angle.len);

		if (colon != NULL) {
			size_t rest = r->angle.len - (size_t)(colon + 1 - r->angle.data);

			memmove(r->angle.data, colon + 1, rest);
			r->angle.len = rest;
		}
	}
}

static void
take_atom(struct reader *r)
{
	/* A comma within an encoded word is wrong and common: the word is taken whole. */
	size_t n = *r->s == '=' ? mime_word_length(r->s, (size_t)(r->end - r->s)) : 0;

	if (n == 0)
		n = 1;
	take_blank(r);
	buf_add(&r->phrase, r->s, n);
	buf_add(&r->spec, r->s, n);
	r->s += n;
}

static void
take_colon(struct reader *r)
{
	const char *name;

	/* An address with a colon in it, "mailto:…", or a stray one. */
	if (r->in_group || r->has_angle || r->spec.len == 0 ||
	    memchr(r->spec.data, '@', r->spec.len) != NULL) {
		r->s++;
		return;
	}
	name = words(r, &r->phrase);
	start(r);
	group_open(r, name != NULL ? name : "");
	r->in_group = true;
	r->s++;
}

struct mime_groups
mime_header_groups(struct arena *arena, const char *raw, size_t len)
{
	char *text = mime_unfold(arena, raw, len < MIME_FIELD_MAX ? len : MIME_FIELD_MAX);
	struct reader r = {
		.arena = arena, .s = text, .end = text + strlen(text),
		.phrase = BUF_ON(arena), .spec = BUF_ON(arena), .comment = BUF_ON(arena),
		.angle = BUF_ON(arena),
	};

	while (r.s < r.end) {
		char c = *r.s;

		if (is_blank(c)) {
			r.blank = true;
			r.s++;
		} else if (c == '"' && !r.no_quotes) {
			take_quoted(&r);
		} else if (c == '(' && !r.no_comments) {
			take_comment(&r);
		} else if (c == '<') {
			take_angle(&r);
		} else if (c == ',' || c == ';') {
			finish(&r);
			if (c == ';' && r.in_group) {
				r.in_group = false;
				r.list_size = 0;
			}
			r.s++;
		} else if (c == ':') {
			take_colon(&r);
		} else {
			take_atom(&r);
		}
	}
	finish(&r);
	return r.groups;
}

struct mime_addresses
mime_header_addresses(struct arena *arena, const char *raw, size_t len)
{
	struct mime_groups groups = mime_header_groups(arena, raw, len);
	struct mime_addresses all = { NULL, 0 };
	size_t n = 0;

	for (size_t i = 0; i < groups.count; i++)
		n += groups.list[i].addresses.count;
	all.list = arena_array(arena, n, sizeof *all.list);
	for (size_t i = 0; i < groups.count; i++) {
		const struct mime_addresses *a = &groups.list[i].addresses;

		if (a->count > 0)
			memcpy(all.list + all.count, a->list, a->count * sizeof *a->list);
		all.count += a->count;
	}
	return all;
}

/* atext, and anything beyond ASCII (RFC 6532). */
static bool
is_atext(unsigned char c)
{
	return c >= 0x80 || (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') ||
	    (c >= 'a' && c <= 'z') || (c != '\0' && strchr("!#$%&'*+-/=?^_`{|}~", c) != NULL);
}

static bool
local_valid(const char *s, const char *at)
{
	bool dot = true;

	if (at == s || at - s > 64)
		return false;
	if (*s == '"') {
		if (at - s < 3 || at[-1] != '"')
			return false;
		for (s++; s < at - 1; s++) {
			if (*s == '\\' && s + 1 < at - 1)
				s++;
			else if (*s == '"' || *s == '\\')
				return false;
			if ((unsigned char)*s < ' ' || *s == 0x7f)
				return false;
		}
		return true;
	}
	for (; s < at; s++) {
		if (*s == '.' ? dot : !is_atext((unsigned char)*s))
			return false;
		dot = *s == '.';
	}
	return !dot;
}

static bool
domain_valid(const char *s)
{
	size_t label = 0;

	if (*s == '[') {
		size_t n = strspn(s + 1, "0123456789abcdefABCDEF.:IPv");

		return n > 0 && strcmp(s + 1 + n, "]") == 0;
	}
	for (; *s != '\0'; s++) {
		unsigned char c = (unsigned char)*s;

		if (c == '.') {
			if (label == 0 || s[-1] == '-')
				return false;
			label = 0;
			continue;
		}
		if (!(c >= 0x80 || (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') ||
		    (c >= 'a' && c <= 'z') || c == '_' || (c == '-' && label > 0)) || ++label > 63)
			return false;
	}
	return label > 0 && s[-1] != '-';
}

bool
mime_email_valid(const char *s)
{
	const char *at = strrchr(s, '@');
	size_t len = strlen(s);

	return at != NULL && len <= 254 && utf8_valid(s, len) && local_valid(s, at) &&
	    domain_valid(at + 1);
}
