/*
 * SearchSnippet/get (RFC 8621, section 5): subject and preview with the words
 * that were searched marked, as the search compares them (webmail/fold.h).
 * Where neither has one, the text itself is looked at, of so many emails as one
 * page of results shows.  Everything but the marks is escaped.
 */
#include <string.h>

#include "core/buf.h"
#include "storage/mail_email.h"
#include "webmail/blob.h"
#include "webmail/charset.h"
#include "webmail/email_filter.h"
#include "webmail/fold.h"
#include "webmail/html_text.h"
#include "webmail/structure.h"

const struct jmap_arg snippet_args[] = {
	{ "filter", ARG_OBJECT, 0 }, { "emailIds", ARG_IDS, ARG_MUST }, { NULL, ARG_ID, 0 },
};

#define WORDS_MAX	50
#define TEXTS_MAX	50			/* emails of a call whose text is read */
#define TEXT_MAX	(256 * 1024)		/* bytes of one */
#define BEFORE		60			/* bytes before the first word, and of all */
#define EXCERPT		200

struct words {
	const char	*list[WORDS_MAX];
	size_t		 count;
};

/* The words of all conditions on text, but not those under NOT. */
static void
collect(struct arena *arena, const json_t *f, struct words *out, int depth)
{
	static const char *const keys[] = { "text", "subject", "body" };
	const char *op = json_get_text(f, "operator");
	json_t *one;
	size_t i;

	if (depth > JMAP_MAX_FILTER || (op != NULL && strcmp(op, "NOT") == 0))
		return;
	json_array_foreach(json_object_get(f, "conditions"), i, one)
		collect(arena, one, out, depth + 1);
	for (i = 0; i < COUNT(keys); i++) {
		const char *text = json_get_text(f, keys[i]);

		if (text == NULL)
			continue;
		for (char **w = email_filter_words(arena, text); *w != NULL; w++)
			if (out->count < WORDS_MAX && **w != '\0')
				out->list[out->count++] = fold_text(arena, *w);
	}
}

static size_t
character(const char *s)
{
	size_t len = 1;

	while ((s[len] & 0xc0) == 0x80)
		len++;
	return len;
}

/* Bytes of S that are the folded WORD, 0: it does not begin with it. */
static size_t
match(struct arena *arena, const char *s, const char *word)
{
	const char *at = s;

	while (*word != '\0') {
		char small[2] = { *at, '\0' };
		const char *folded = small;
		size_t n = 1;

		if (*at == '\0')
			return 0;
		if (*at >= 'A' && *at <= 'Z')
			small[0] += 'a' - 'A';
		else if ((unsigned char)*at >= 0x80) {
			n = character(at);
			folded = fold_text(arena, arena_strndup(arena, at, n));
		}
		if (strncmp(word, folded, strlen(folded)) != 0 || (at == s && *folded == '\0'))
			return 0;
		word += strlen(folded);
		at += n;
	}
	return (size_t)(at - s);
}

static size_t
word_at(struct arena *arena, const struct words *words, const char *s)
{
	size_t longest = 0;

	for (size_t i = 0; i < words->count; i++) {
		size_t len = match(arena, s, words->list[i]);

		if (len > longest)
			longest = len;
	}
	return longest;
}

static void
escape(struct buf *out, char c)
{
	if (c == '<')
		buf_puts(out, "&lt;");
	else if (c == '>')
		buf_puts(out, "&gt;");
	else if (c == '&')
		buf_puts(out, "&amp;");
	else
		buf_putc(out, c);
}

/* Null when none of the words is in it. */
static json_t *
mark(struct arena *arena, const char *text, const struct words *words)
{
	struct buf out = BUF_ON(arena);
	bool any = false;

	for (const char *s = text != NULL ? text : ""; *s != '\0';) {
		size_t len = word_at(arena, words, s);

		if (len == 0) {
			escape(&out, *s++);
			continue;
		}
		any = true;
		buf_puts(&out, "<mark>");
		while (len-- > 0)
			escape(&out, *s++);
		buf_puts(&out, "</mark>");
	}
	return any ? json_stringn(buf_str(&out), out.len) : json_null();
}

/* ---- The text itself --------------------------------------------------------------- */

/* One line around the first word; NULL where there is none. */
static const char *
excerpt(struct arena *arena, char *text, size_t len, const struct words *words)
{
	size_t at = 0, from;

	for (size_t i = 0; i < len; i++)
		if ((unsigned char)text[i] <= ' ')
			text[i] = ' ';
	while (at < len && word_at(arena, words, text + at) == 0)
		at += character(text + at);
	if (at >= len)
		return NULL;
	from = at > BEFORE ? at - BEFORE : 0;
	while (from < at && (text[from] & 0xc0) == 0x80)
		from++;
	/* Rather a whole word than a part of one. */
	if (from > 0 && memchr(text + from, ' ', at - from) != NULL)
		from = (size_t)((char *)memchr(text + from, ' ', at - from) - text) + 1;
	return arena_strndup(arena, text + from, charset_cut(text + from, len - from, EXCERPT));
}

static enum status
preview_from_text(struct jmap *j, const struct mail_email *e, const struct words *words,
    json_t **out)
{
	struct arena *arena = j->cx->arena;
	const struct mime_part *part;
	struct mime_bodies bodies;
	struct blob blob;
	const char *bytes, *found;
	char *text;
	json_t *id;
	size_t len;
	enum status st;

	bodies = mime_bodies_of(arena, structure_tree(arena,
	    json_keep(arena, json_loads(e->structure, 0, NULL))));
	if (bodies.text_count == 0 || !mime_type_is(bodies.text[0], "text/") ||
	    bodies.text[0]->body_len > TEXT_MAX)
		return OK;
	part = bodies.text[0];
	id = json_keep(arena, blob_of_part(arena, e->id, part->id));
	if ((st = blob_open(j->cx, j->account, json_string_value(id), &blob)) == OK)
		st = blob_bytes(j->cx, &blob, &bytes, &len);
	if (st == ERR_NOT_FOUND) {
		ctx_forgive(j->cx);
		return OK;
	}
	if (st != OK)
		return st;
	text = charset_to_utf8(arena, part->charset, bytes, len, &len, NULL);
	if (mime_type_is(part, "text/html"))
		text = html_text(arena, text, len, TEXT_MAX, &len);
	if ((found = excerpt(arena, text, len, words)) != NULL)
		*out = json_keep(arena, mark(arena, found, words));
	return OK;
}

static enum status
one_snippet(struct jmap *j, const struct mail_email *e, const struct words *words, int *texts,
    json_t *into)
{
	json_t *subject = json_keep(j->cx->arena, mark(j->cx->arena, e->subject, words));
	json_t *preview = json_keep(j->cx->arena, mark(j->cx->arena, e->preview, words));
	enum status st;

	if (json_is_null(subject) && json_is_null(preview) && words->count > 0 && (*texts)-- > 0 &&
	    (st = preview_from_text(j, e, words, &preview)) != OK)
		return st;
	json_object_set(into, "subject", subject);
	json_object_set(into, "preview", preview);
	return OK;
}

enum status
snippet_get(struct jmap *j, json_t *args, json_t **result)
{
	json_t *ids = json_object_get(args, "emailIds"), *item, *one;
	json_t *list = json_keep(j->cx->arena, json_array());
	json_t *not_found = json_keep(j->cx->arena, json_array());
	struct words words = { .count = 0 };
	struct mail_email *emails;
	int64_t *wanted;
	size_t i, found;
	int texts = TEXTS_MAX;
	enum status st;

	if (json_array_size(ids) > JMAP_MAX_GET)
		return jmap_fail(j, "requestTooLarge", "more than %d ids", JMAP_MAX_GET);
	collect(j->cx->arena, json_object_get(args, "filter"), &words, 0);
	wanted = arena_array(j->cx->arena, json_array_size(ids), sizeof *wanted);
	json_array_foreach(ids, i, item)
		wanted[i] = jmap_id('e', jmap_created(j, json_string_value(item)));
	if ((st = db_mail_email_get(j->cx, j->account, wanted, json_array_size(ids), &emails,
	    &found)) != OK)
		return st;
	json_array_foreach(ids, i, item) {
		const struct mail_email *e = NULL;

		for (size_t k = 0; k < found && e == NULL; k++)
			if (emails[k].id == wanted[i])
				e = &emails[k];
		if (e == NULL) {
			json_array_append(not_found, item);
			continue;
		}
		one = json_keep(j->cx->arena, json_pack("{s:O}", "emailId", item));
		if ((st = one_snippet(j, e, &words, &texts, one)) != OK)
			return st;
		json_array_append(list, one);
	}
	*result = json_pack("{s:O, s:O, s:O}", "accountId", json_object_get(args, "accountId"),
	    "list", list, "notFound", json_array_size(not_found) > 0 ? not_found : json_null());
	return OK;
}
