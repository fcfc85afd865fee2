/*
 * Which parts a person reads and which hang on: the algorithm that RFC 8621
 * suggests in section 4.1.4, with an own stack in place of its recursion.
 */
#include <string.h>

#include "webmail/mime_parse.h"
#include "webmail/smime_open.h"

#define STACK_MAX	(MIME_DEPTH_MAX + 2)

/* Signatures, and what hides the whole message, are nothing that somebody attached. */
static bool
is_wrapping(const struct mime_part *p)
{
	static const char *const types[] = {
		"application/pkcs7-signature", "application/x-pkcs7-signature", "application/pgp-signature",
	};

	for (size_t i = 0; i < COUNT(types); i++)
		if (mime_type_is(p, types[i]))
			return true;
	return p->parent == NULL && smime_is_opaque(p->type);
}

struct list {
	struct mime_part	**parts;
	size_t			  count;
};

/* One call of the RFC's parseStructure. */
struct level {
	struct mime_part	*next;		/* the child to look at */
	struct mime_part	*first;
	const char		*type;		/* "mixed", "alternative", "related" */
	bool			 in_alternative;
	bool			 has_text, has_html;	/* where this level writes; see close_level */
	size_t			 text_length, html_length;
};

struct reader {
	struct list	 text, html, attachments;
	struct level	 stack[STACK_MAX];
	size_t		 depth;
};

static void
put(struct list *l, struct mime_part *p)
{
	l->parts[l->count++] = p;
}

static bool
is_media(const struct mime_part *p)
{
	return mime_type_is(p, "image/") || mime_type_is(p, "audio/") || mime_type_is(p, "video/");
}

static bool
is_inline(const struct level *l, const struct mime_part *p)
{
	if (p->disposition != NULL && strcmp(p->disposition, "attachment") == 0)
		return false;
	if (!mime_type_is(p, "text/plain") && !mime_type_is(p, "text/html") && !is_media(p))
		return false;
	/* A later text with a name is a file, unless the parts are alternatives of each other. */
	return p == l->first || (strcmp(l->type, "related") != 0 && (is_media(p) || p->name == NULL));
}

static void
leaf(struct reader *r, struct level *l, struct mime_part *p)
{
	if (!is_inline(l, p)) {
		put(&r->attachments, p);
		return;
	}
	if (strcmp(l->type, "alternative") == 0) {
		if (mime_type_is(p, "text/plain"))
			put(&r->text, p);
		else if (mime_type_is(p, "text/html"))
			put(&r->html, p);
		else
			put(&r->attachments, p);
		return;
	}
	if (l->in_alternative) {
		if (mime_type_is(p, "text/plain"))
			l->has_html = false;
		if (mime_type_is(p, "text/html"))
			l->has_text = false;
	}
	if (l->has_text)
		put(&r->text, p);
	if (l->has_html)
		put(&r->html, p);
	if ((!l->has_text || !l->has_html) && is_media(p))
		put(&r->attachments, p);
}

/* An alternative of one kind alone serves both readers. */
static void
close_level(struct reader *r, const struct level *l)
{
	if (strcmp(l->type, "alternative") != 0 || !l->has_text || !l->has_html)
		return;
	if (r->text.count == l->text_length && r->html.count != l->html_length)
		for (size_t i = l->html_length, end = r->html.count; i < end; i++)
			put(&r->text, r->html.parts[i]);
	else if (r->html.count == l->html_length && r->text.count != l->text_length)
		for (size_t i = l->text_length, end = r->text.count; i < end; i++)
			put(&r->html, r->text.parts[i]);
}

static void
open_level(struct reader *r, struct mime_part *first, const char *type, bool in_alternative,
    bool has_text, bool has_html)
{
	r->stack[r->depth++] = (struct level){ .next = first, .first = first, .type = type,
	    .in_alternative = in_alternative, .has_text = has_text, .has_html = has_html,
	    .text_length = r->text.count, .html_length = r->html.count };
}

static size_t
count(const struct mime_part *root)
{
	const struct mime_part *p = root;
	size_t n = 1;

	while (p != NULL) {
		if (p->child != NULL && mime_is_multipart(p)) {
			p = p->child;
		} else {
			while (p != root && p->next == NULL)
				p = p->parent;
			p = p != root ? p->next : NULL;
		}
		n++;
	}
	return n;
}

struct mime_bodies
mime_bodies_of(struct arena *arena, struct mime_part *root)
{
	struct reader *r = arena_alloc(arena, sizeof *r);
	struct mime_bodies b = { .text = NULL };
	/* Each leaf goes into a list once, and is copied to the other once a level at most. */
	size_t most = count(root) * 2;

	r->text.parts = arena_array(arena, most, sizeof *r->text.parts);
	r->html.parts = arena_array(arena, most, sizeof *r->html.parts);
	r->attachments.parts = arena_array(arena, most, sizeof *r->attachments.parts);
	open_level(r, root, "mixed", false, true, true);
	while (r->depth > 0) {
		struct level *l = &r->stack[r->depth - 1];
		struct mime_part *p = l->next;

		if (p == NULL) {
			close_level(r, l);
			r->depth--;
			continue;
		}
		l->next = p == root ? NULL : p->next;
		if (!mime_is_multipart(p)) {
			leaf(r, l, p);
		} else if (r->depth < STACK_MAX) {
			const char *type = p->type + strlen("multipart/");

			open_level(r, p->child, type,
			    l->in_alternative || strcmp(l->type, "alternative") == 0,
			    l->has_text, l->has_html);
		} else {
			put(&r->attachments, p);
		}
	}
	b = (struct mime_bodies){
		.text = r->text.parts, .text_count = r->text.count,
		.html = r->html.parts, .html_count = r->html.count,
		.attachments = r->attachments.parts, .attachments_count = r->attachments.count,
	};
	for (size_t i = 0; i < b.attachments_count; i++)
		if ((b.attachments[i]->disposition == NULL ||
		    strcmp(b.attachments[i]->disposition, "inline") != 0) &&
		    !is_wrapping(b.attachments[i]))
			b.has_attachment = true;
	return b;
}

struct mime_bodies
mime_bodies(struct arena *arena, const struct mime_message *m)
{
	return mime_bodies_of(arena, m->root);
}
