/*
 * SearchSnippet/get (RFC 8621, section 5): subject and preview with the words
 * that were searched marked.  Everything but the marks is escaped.
 */
#include <string.h>
#include <strings.h>

#include "core/buf.h"
#include "storage/mail_email.h"
#include "webmail/email_filter.h"

const struct jmap_arg snippet_args[] = {
	{ "filter", ARG_OBJECT, 0 }, { "emailIds", ARG_IDS, ARG_MUST }, { NULL, ARG_ID, 0 },
};

#define WORDS_MAX	50

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
				out->list[out->count++] = *w;
	}
}

static size_t
word_at(const struct words *words, const char *s)
{
	size_t longest = 0;

	for (size_t i = 0; i < words->count; i++) {
		size_t len = strlen(words->list[i]);

		if (len > longest && strncasecmp(s, words->list[i], len) == 0)
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
		size_t len = word_at(words, s);

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

enum status
snippet_get(struct jmap *j, json_t *args, json_t **result)
{
	json_t *ids = json_object_get(args, "emailIds"), *item;
	json_t *list = json_keep(j->cx->arena, json_array());
	json_t *not_found = json_keep(j->cx->arena, json_array());
	struct words words = { .count = 0 };
	struct mail_email *emails;
	int64_t *wanted;
	size_t i, found;
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
		json_array_append_new(list, json_pack("{s:O, s:o, s:o}", "emailId", item,
		    "subject", mark(j->cx->arena, e->subject, &words),
		    "preview", mark(j->cx->arena, e->preview, &words)));
	}
	*result = json_pack("{s:O, s:O, s:O}", "accountId", json_object_get(args, "accountId"),
	    "list", list, "notFound", json_array_size(not_found) > 0 ? not_found : json_null());
	return OK;
}
