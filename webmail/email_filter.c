#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "imapclient/fetch.h"
#include "imapclient/search.h"
#include "storage/mail_email.h"
#include "webmail/email_filter.h"
#include "webmail/email_smime.h"
#include "webmail/fold.h"
#include "webmail/keyword.h"
#include "webmail/mime_header.h"
#include "webmail/upstream.h"

#define WORDS_MAX	20
#define PIECE_MIN	3	/* letters: "partial" of the mail server's index (dovecot.conf) */

struct reader {
	struct jmap		*j;
	struct email_filter	*out;
	const struct mail_mailbox *only;	/* all that matches is in this mailbox */
};

char **
email_filter_words(struct arena *arena, const char *text)
{
	char **words = arena_array(arena, WORDS_MAX + 1, sizeof *words);
	size_t n = 0;

	while (n < WORDS_MAX) {
		size_t len;

		text += strspn(text, " \t\r\n");
		if (*text == '\0')
			break;
		if (*text == '"' || *text == '\'') {
			const char *end = strchr(text + 1, *text);

			if (end != NULL) {
				if (end > text + 1)
					words[n++] = arena_strndup(arena, text + 1,
					    (size_t)(end - text - 1));
				text = end + 1;
				continue;
			}
		}
		len = strcspn(text, " \t\r\n");
		words[n++] = arena_strndup(arena, text, len);
		text += len;
	}
	return words;
}

static struct mail_filter *
leaf(struct reader *r, enum mail_match match)
{
	struct mail_filter *f = arena_alloc(r->j->cx->arena, sizeof *f);

	f->match = match;
	return f;
}

/* ---- Searches on the mail server ------------------------------------------------ */

struct server_search {
	const char			*header;	/* NULL: the body */
	const char			*text;
};

/* Has one of the fields NAME the folded TEXT in it? */
static bool
field_has(struct arena *arena, const struct imap_bytes *header, const char *name, const char *text)
{
	struct mime_fields fields = mime_header_read(arena, header->data, header->len);
	const struct mime_field *f;
	size_t i = 0;

	while ((f = mime_field_next(&fields, name, &i)) != NULL)
		if (strstr(fold_text(arena, mime_header_text(arena, f->raw, f->len)), text) != NULL)
			return true;
	return false;
}

/*
 * Messages with TEXT in a field, or with the field at all where that is empty.
 * Dovecot's full-text index (fts-xapian 1.5.5) says of fields that it does not
 * keep, and of words below three letters, that there are none, so the fields
 * themselves are looked at.
 */
static enum status
with_field(struct ctx *cx, struct imap *imap, const char *name, const char *text,
    struct imap_uids *out)
{
	const char *folded = fold_text(cx->arena, text);
	struct imap_uids all, batch = IMAP_UIDS_ON(cx->arena);
	uint32_t after = 0;
	enum status st;

	*out = IMAP_UIDS_ON(cx->arena);
	if ((st = imap_search_all(cx, imap, cx->arena, &all)) != OK)
		return st;
	for (; st == OK && imap_uids_slice(&all, after, IMAP_BATCH, &batch);
	    batch = IMAP_UIDS_ON(cx->arena)) {
		struct arena *turn = arena_open();
		struct imap_messages found = { 0 };

		after = batch.ranges[batch.count - 1].last;
		st = imap_fetch_field(cx, imap, turn, &batch, name, &found);
		for (size_t i = 0; st == OK && i < found.count; i++)
			if (found.list[i].header.data != NULL &&
			    field_has(turn, &found.list[i].header, name, folded))
				imap_uids_add(out, found.list[i].uid);
		arena_close(turn);
	}
	return st;
}

/*
 * The index of our mail server knows words of letters and digits, from three on: of "well-known" it
 * finds each.  Every piece of TEXT that it may know, or else all of it.
 */
static void
add_pieces(struct ctx *cx, struct imap_search *s, const char *text)
{
	bool any = false;

	for (const char *at = text; *at != '\0';) {
		size_t len = 0, letters = 0;

		for (; (unsigned char)at[len] >= 0x80 || isalnum((unsigned char)at[len]); len++)
			letters += ((unsigned char)at[len] & 0xc0) != 0x80;
		if (letters >= PIECE_MIN) {
			imap_search_text(s, IMAP_SEARCH_BODY, arena_strndup(cx->arena, at, len));
			any = true;
		}
		at += len > 0 ? len : 1;
	}
	if (!any)
		imap_search_text(s, IMAP_SEARCH_BODY, text);
}

static enum status
search_box(struct reader *r, struct imap *imap, const struct mail_mailbox *box,
    const struct server_search *what, struct mail_place **found, size_t *count)
{
	struct ctx *cx = r->j->cx;
	struct imap_search s;
	struct imap_uids uids;
	int64_t *list;
	size_t n = 0;
	enum status st;

	*count = 0;
	if ((st = imap_select_known(cx, imap, box->path, (uint32_t)box->uidvalidity,
	    (uint32_t)box->uid_next - 1)) != OK)
		return st;
	imap_search_open(&s, cx->arena);
	if (r->j->outside)
		imap_search_text(&s, IMAP_SEARCH_BODY, what->text);
	else
		add_pieces(cx, &s, what->text);
	st = what->header != NULL ? with_field(cx, imap, what->header, what->text, &uids) :
	    imap_search(cx, imap, &s, &uids);
	if (st != OK)
		return st;
	list = arena_array(cx->arena, (size_t)imap_uids_total(&uids), sizeof *list);
	for (uint32_t u = 0; (u = imap_uids_next(&uids, u)) != 0;)
		list[n++] = u;
	if (n == 0)
		return OK;
	return db_mail_at(cx, r->j->account, box->id, list, n, found, count);
}

static enum status
search(struct reader *r, const struct server_search *what, struct mail_filter **out)
{
	struct ctx *cx = r->j->cx;
	int64_t *ids = NULL;
	size_t count = 0, room = 0;
	struct imap *imap;
	enum status st;

	r->out->searched = true;
	if ((st = upstream_imap(cx, r->j->account, &imap)) != OK)
		return st;
	for (size_t i = 0; i < r->j->box_count; i++) {
		const struct mail_mailbox *box = &r->j->boxes[i];
		struct mail_place *found;
		size_t n;

		if (!box->selectable || box->uidvalidity == 0 || box->total_emails == 0 ||
		    (r->only != NULL && r->only != box))
			continue;
		st = search_box(r, imap, box, what, &found, &n);
		if (st == ERR_NOT_FOUND || st == ERR_PRECONDITION) {
			ctx_forgive(cx);	/* gone since we followed */
			continue;
		}
		if (st != OK)
			return st;
		if (count + n > room) {
			int64_t *more = arena_array(cx->arena, room = (count + n) * 2, sizeof *more);

			if (count > 0)
				memcpy(more, ids, count * sizeof *ids);
			ids = more;
		}
		for (size_t k = 0; k < n; k++)
			ids[count++] = found[k].email;
	}
	*out = leaf(r, MATCH_IDS);
	(*out)->ids = ids;
	(*out)->id_count = count;
	return OK;
}

/* ---- Conditions -------------------------------------------------------------------- */

/* Every word of TEXT, each by MATCH, in the body (BODY), or in either. */
static enum status
by_words(struct reader *r, const char *text, enum mail_match match, bool head, bool body,
    struct mail_filter **out)
{
	struct mail_filter *all = leaf(r, MATCH_AND), **last = &all->children;
	char **words = email_filter_words(r->j->cx->arena, text);

	for (; *words != NULL; words++) {
		struct mail_filter *either = leaf(r, MATCH_OR), **end = &either->children;

		if (head) {
			*end = leaf(r, match);
			(*end)->text = fold_text(r->j->cx->arena, *words);
			end = &(*end)->next;
		}
		if (body) {
			struct server_search what = { .text = *words };
			enum status st;

			if ((st = search(r, &what, end)) != OK)
				return st;
		}
		*last = either;
		last = &either->next;
	}
	*out = all;
	return OK;
}

static const struct {
	const char	*key;
	enum mail_match	 match;
} keyword_keys[] = {
	{ "hasKeyword", MATCH_KEYWORD }, { "notKeyword", MATCH_NO_KEYWORD },
	{ "allInThreadHaveKeyword", MATCH_THREAD_ALL },
	{ "someInThreadHaveKeyword", MATCH_THREAD_SOME },
	{ "noneInThreadHaveKeyword", MATCH_THREAD_NONE },
}, boolean_keys[] = {
	{ "hasAttachment", MATCH_ATTACHMENT }, { "hasSmime", MATCH_SMIME },
	{ "hasVerifiedSmime", MATCH_VERIFIED }, { "hasVerifiedSmimeAtDelivery", MATCH_VERIFIED_THEN },
}, text_keys[] = {
	{ "from", MATCH_FROM }, { "to", MATCH_TO }, { "cc", MATCH_CC }, { "bcc", MATCH_BCC },
	{ "subject", MATCH_SUBJECT },
};

static enum status
wrong(struct reader *r, const char *key)
{
	return jmap_fail(r->j, "invalidArguments", "the condition %s has a wrong value", key);
}

static enum status
by_date(struct reader *r, const char *key, const json_t *value, struct mail_filter **out)
{
	*out = leaf(r, strcmp(key, "before") == 0 ? MATCH_BEFORE : MATCH_AFTER);
	return jmap_date(json_string_value(value), &(*out)->number) ? OK : wrong(r, key);
}

/* The index has names and addresses without what stands around them. */
static bool
is_in_index(const char *text)
{
	return *text != '\0' && strpbrk(text, "<>()\",;:\\\r\n") == NULL;
}

static enum status
by_header(struct reader *r, const json_t *value, struct mail_filter **out)
{
	struct server_search what = { .text = "" };
	const char *name = json_string_value(json_array_get(value, 0));
	size_t n = json_array_size(value);

	if (name == NULL || n > 2 || *name == '\0' || strpbrk(name, " :\t\r\n") != NULL ||
	    (n == 2 && !json_is_string(json_array_get(value, 1))))
		return wrong(r, "header");
	what.header = name;
	if (n == 2)
		what.text = json_string_value(json_array_get(value, 1));
	for (size_t i = 0; i < COUNT(text_keys) && is_in_index(what.text); i++) {
		if (strcasecmp(name, text_keys[i].key) != 0)
			continue;
		*out = leaf(r, text_keys[i].match);
		(*out)->text = fold_text(r->j->cx->arena, what.text);
		return OK;
	}
	return search(r, &what, out);
}

static enum status
by_mailboxes(struct reader *r, const json_t *value, struct mail_filter **out)
{
	int64_t *ids = arena_array(r->j->cx->arena, json_array_size(value), sizeof *ids);
	json_t *item;
	size_t i;

	if (!json_is_array(value))
		return wrong(r, "inMailboxOtherThan");
	json_array_foreach((json_t *)value, i, item) {
		ids[i] = jmap_id('m', jmap_created(r->j, json_string_value(item)));
		if (ids[i] == 0)
			return wrong(r, "inMailboxOtherThan");
	}
	*out = leaf(r, MATCH_NOT_ONLY_IN);
	(*out)->ids = ids;
	(*out)->id_count = json_array_size(value);
	return OK;
}

static enum status
one_key(struct reader *r, const char *key, const json_t *value, struct mail_filter **out)
{
	const char *text = json_string_value(value);

	if (strcmp(key, "inMailbox") == 0) {
		*out = leaf(r, MATCH_MAILBOX);
		(*out)->number = jmap_id('m', jmap_created(r->j, text));
		return (*out)->number != 0 && jmap_box(r->j, (*out)->number) != NULL ? OK :
		    wrong(r, key);
	}
	if (strcmp(key, "inMailboxOtherThan") == 0)
		return by_mailboxes(r, value, out);
	if (strcmp(key, "before") == 0 || strcmp(key, "after") == 0)
		return by_date(r, key, value, out);
	if (strcmp(key, "minSize") == 0 || strcmp(key, "maxSize") == 0) {
		*out = leaf(r, key[1] == 'i' ? MATCH_MIN_SIZE : MATCH_MAX_SIZE);
		(*out)->number = json_integer_value(value);
		return json_is_integer(value) && (*out)->number >= 0 ? OK : wrong(r, key);
	}
	for (size_t i = 0; i < COUNT(boolean_keys); i++) {
		if (strcmp(key, boolean_keys[i].key) != 0)
			continue;
		if (!json_is_boolean(value))
			return wrong(r, key);
		*out = leaf(r, boolean_keys[i].match);
		(*out)->number = json_is_true(value);
		return boolean_keys[i].match > MATCH_SMIME ? email_smime_all(r->j) : OK;
	}
	if (strcmp(key, "header") == 0)
		return by_header(r, value, out);
	for (size_t i = 0; i < COUNT(keyword_keys); i++) {
		if (strcmp(key, keyword_keys[i].key) != 0)
			continue;
		if (text == NULL || !keyword_valid(text))
			return wrong(r, key);
		*out = leaf(r, keyword_keys[i].match);
		(*out)->text = keyword_fold(r->j->cx->arena, text);
		r->out->by_thread |= i >= 2;
		return OK;
	}
	for (size_t i = 0; i < COUNT(text_keys); i++)
		if (strcmp(key, text_keys[i].key) == 0)
			return text == NULL ? wrong(r, key) :
			    by_words(r, text, text_keys[i].match, true, false, out);
	if (strcmp(key, "text") == 0 || strcmp(key, "body") == 0)
		return text == NULL ? wrong(r, key) :
		    by_words(r, text, MATCH_HEAD, *key == 't', true, out);
	return jmap_fail(r->j, "unsupportedFilter", "no condition %s", key);
}

static enum status
condition(struct reader *r, const json_t *f, int depth, struct mail_filter **out)
{
	const char *op = json_get_text(f, "operator"), *key;
	struct mail_filter **last;
	json_t *value;
	size_t i;
	enum status st;

	if (!json_is_object(f))
		return jmap_fail(r->j, "invalidArguments", "a filter is an object");
	if (depth > JMAP_MAX_FILTER)
		return jmap_fail(r->j, "unsupportedFilter", "at most %d deep", JMAP_MAX_FILTER);
	*out = leaf(r, MATCH_AND);
	last = &(*out)->children;
	if (json_object_get(f, "operator") == NULL) {
		json_object_foreach((json_t *)f, key, value) {
			if ((st = one_key(r, key, value, last)) != OK)
				return st;
			last = &(*last)->next;
		}
		return OK;
	}
	value = json_object_get(f, "conditions");
	if (op == NULL || !json_is_array(value) || json_object_size(f) != 2)
		return jmap_fail(r->j, "invalidArguments", "AND, OR or NOT of conditions");
	if (strcmp(op, "OR") == 0)
		(*out)->match = MATCH_OR;
	else if (strcmp(op, "NOT") == 0)
		(*out)->match = MATCH_NOT;
	else if (strcmp(op, "AND") != 0)
		return jmap_fail(r->j, "invalidArguments", "AND, OR or NOT of conditions");
	json_array_foreach(json_object_get(f, "conditions"), i, value) {
		if ((st = condition(r, value, depth + 1, last)) != OK)
			return st;
		last = &(*last)->next;
	}
	return OK;
}

/* The mailbox that all which matches must be in. */
static const struct mail_mailbox *
only_mailbox(struct jmap *j, const json_t *f, int depth)
{
	const char *op = json_get_text(f, "operator");
	const struct mail_mailbox *found;
	json_t *value;
	size_t i;

	if (op == NULL)
		return jmap_box(j, jmap_id('m', jmap_created(j, json_get_text(f, "inMailbox"))));
	if (strcmp(op, "AND") != 0 || depth > JMAP_MAX_FILTER)
		return NULL;
	json_array_foreach(json_object_get(f, "conditions"), i, value)
		if ((found = only_mailbox(j, value, depth + 1)) != NULL)
			return found;
	return NULL;
}

/* ---- Sort -------------------------------------------------------------------------- */

static const struct {
	const char		*property;
	enum mail_sort_by	 by;
} sorts[] = {
	{ "receivedAt", SORT_RECEIVED }, { "sentAt", SORT_SENT }, { "size", SORT_SIZE },
	{ "from", SORT_FROM }, { "to", SORT_TO }, { "subject", SORT_SUBJECT },
	{ "hasKeyword", SORT_KEYWORD }, { "allInThreadHaveKeyword", SORT_THREAD_ALL },
	{ "someInThreadHaveKeyword", SORT_THREAD_SOME },
};

static enum status
one_sort(struct reader *r, const json_t *given, struct mail_sort *out)
{
	const char *property = json_get_text(given, "property");
	const char *keyword = json_get_text(given, "keyword");
	size_t i = 0;

	if (property == NULL)
		return jmap_fail(r->j, "invalidArguments", "a sort without property");
	while (i < COUNT(sorts) && strcmp(sorts[i].property, property) != 0)
		i++;
	if (i == COUNT(sorts))
		return jmap_fail(r->j, "unsupportedSort", "not by %s", property);
	if (json_is_string(json_object_get(given, "collation")))
		return jmap_fail(r->j, "unsupportedSort", "no such collation");
	*out = (struct mail_sort){
		.by = sorts[i].by, .ascending = json_get_bool(given, "isAscending", true),
	};
	if (out->by < SORT_KEYWORD)
		return OK;
	if (keyword == NULL || !keyword_valid(keyword))
		return jmap_fail(r->j, "invalidArguments", "a sort without keyword");
	out->keyword = keyword_fold(r->j->cx->arena, keyword);
	r->out->by_thread |= out->by != SORT_KEYWORD;
	return OK;
}

enum status
email_filter(struct jmap *j, const json_t *args, struct email_filter *out)
{
	const json_t *filter = json_object_get(args, "filter");
	json_t *sort = json_object_get(args, "sort"), *one;
	struct reader r = { .j = j, .out = out };
	struct mail_filter *f;
	struct mail_sort *list;
	size_t i;
	enum status st;

	*out = (struct email_filter){
		.query.collapse = json_get_bool(args, "collapseThreads", false),
		.query.counted = json_get_bool(args, "calculateTotal", false),
	};
	if ((st = jmap_boxes(j, false)) != OK)
		return st;
	if (json_is_object(filter)) {
		r.only = only_mailbox(j, filter, 0);
		if ((st = condition(&r, filter, 0, &f)) != OK)
			return st;
		out->query.filter = f;
	}
	if (json_array_size(sort) > 10)
		return jmap_fail(j, "unsupportedSort", "too many");
	list = arena_array(j->cx->arena, json_array_size(sort), sizeof *list);
	json_array_foreach(sort, i, one)
		if ((st = one_sort(&r, one, &list[i])) != OK)
			return st;
	out->query.sorts = list;
	out->query.sort_count = json_array_size(sort);
	return OK;
}
