/*
 * The pure parts of JMAP's mail: subjects and threads, keywords, header
 * properties, filters as SQL, parts of a message from BODYSTRUCTURE.
 */
#include <stdlib.h>
#include <string.h>

#include "core/json.h"
#include "storage/mail_query.h"
#include "tests/unit/unit.h"
#include "webmail/email_filter.h"
#include "webmail/email_header.h"
#include "webmail/keyword.h"
#include "webmail/structure.h"
#include "webmail/subject.h"

static int
open_cx(void **state)
{
	static struct ctx cx;

	ctx_open(&cx, NULL);
	*state = &cx;
	return 0;
}

static int
close_cx(void **state)
{
	ctx_close(*state);
	return 0;
}

static void
test_subjects(void **state)
{
	static const struct {
		const char	*subject, *want;
	} cases[] = {
		{ "Plan", "Plan" }, { "Re: Plan", "Plan" }, { "RE: re: Fwd: Plan", "Plan" },
		{ "Re[2]: Plan", "Plan" }, { "Re (3) : Plan", "Plan" }, { "AW: Antw: Plan", "Plan" },
		{ "[list] Re: [list] Plan", "Plan" }, { "Plan (fwd)", "Plan" },
		{ "  two   words\t here ", "two words here" }, { "Re: [only a tag]", "[only a tag]" },
		{ "Regarding: x", "Regarding: x" }, { "Re", "Re" }, { "Re:", "" }, { "", "" }, { NULL, "" },
		{ "[unclosed Plan", "[unclosed Plan" }, { "Re: Re[x]: Plan", "Re[x]: Plan" },
		{ "回复：计划", "计划" },
	};
	struct ctx *cx = *state;

	for (size_t i = 0; i < COUNT(cases); i++)
		assert_string_equal(cases[i].want, subject_base(cx->arena, cases[i].subject));
}

static int64_t
thread_key(struct arena *arena, const char *id, const char *subject)
{
	return subject_thread_key(arena, id, subject_core(arena, subject_base(arena, subject)));
}

static void
test_thread_keys(void **state)
{
	struct arena *arena = ((struct ctx *)*state)->arena;
	int64_t key = thread_key(arena, "1@x", "Plan B");

	assert_true(key == thread_key(arena, "1@x", "RE: [x] plan  b"));
	assert_true(key == thread_key(arena, "1@x", "PlanB"));
	assert_true(key != thread_key(arena, "2@x", "Plan B"));
	assert_true(key != thread_key(arena, "1@x", "Plan C"));
	assert_true(thread_key(arena, "a", "bc") != thread_key(arena, "ab", "c"));
}

static void
test_keywords(void **state)
{
	const char *flags[] = { "$Forwarded", "Work", "work", "a(b", "$seen", NULL };
	struct imap_message m = { .seen = 1, .draft = 1, .keywords = flags };
	struct ctx *cx = *state;

	assert_string_equal("$seen $draft $forwarded work", keyword_of_message(cx->arena, &m));
	m = (struct imap_message){ 0 };
	assert_string_equal("", keyword_of_message(cx->arena, &m));
	assert_string_equal("\\Seen", keyword_flag("$seen"));
	assert_string_equal("$forwarded", keyword_flag("$forwarded"));
	assert_true(keyword_valid("$Work-1"));
	assert_false(keyword_valid("") || keyword_valid("a b") || keyword_valid("a\\b") ||
	    keyword_valid("a\r\nb") || keyword_valid("ä") || keyword_valid("a]"));
}

static void
test_header_properties(void **state)
{
	static const struct {
		const char	*property;
		bool		 good;
	} cases[] = {
		{ "header:Subject", true }, { "header:Subject:asText", true },
		{ "header:Subject:asText:all", true }, { "header:X-Any:asDate:all", true },
		{ "header:From:asAddresses", true }, { "header:from:asGroupedAddresses", true },
		{ "header:List-Post:asURLs", true }, { "header:Received", true },
		{ "header:Subject:all:asText", false }, { "header:Subject:asDate", false },
		{ "header:From:asText", false }, { "header:Date:asMessageIds", false },
		{ "header:Received:asText", false }, { "header:", false }, { "header:A b", false },
		{ "header:X:asNothing", false }, { "header:X:asText:asText", false },
		{ "header:X:", false }, { "Subject", false }, { "header:X:all:all", false },
	};
	struct ctx *cx = *state;
	struct header_property p;

	for (size_t i = 0; i < COUNT(cases); i++)
		if (header_property(cx->arena, cases[i].property, &p) != cases[i].good)
			fail_msg("%s", cases[i].property);
}

static void
test_words(void **state)
{
	static const struct {
		const char	*text, *want;
	} cases[] = {
		{ "a b", "a|b|" }, { "  a  ", "a|" }, { "", "" }, { "\"a b\" c", "a b|c|" },
		{ "'a b'", "a b|" }, { "\"open end", "\"open|end|" }, { "it's", "it's|" },
		{ "\"\"", "" },
	};
	struct ctx *cx = *state;

	for (size_t i = 0; i < COUNT(cases); i++) {
		char got[200] = "";

		for (char **w = email_filter_words(cx->arena, cases[i].text); *w != NULL; w++) {
			strcat(got, *w);
			strcat(got, "|");
		}
		assert_string_equal(cases[i].want, got);
	}
}

static void
assert_has(const char *sql, const char *part, bool wanted)
{
	if ((strstr(sql, part) != NULL) != wanted)
		fail_msg("%s %s in %s", part, wanted ? "is not" : "is", sql);
}

static void
test_filters(void **state)
{
	struct ctx *cx = *state;
	struct mail_sort newest = { .by = SORT_RECEIVED }, by_size = { .by = SORT_SIZE };
	struct mail_filter unseen = { .match = MATCH_NO_KEYWORD, .text = "$seen" };
	struct mail_filter box = { .match = MATCH_MAILBOX, .number = 7 };
	struct mail_filter all = { .match = MATCH_AND, .children = &box };
	struct mail_filter none = { .match = MATCH_NOT, .children = &unseen };
	struct mail_query q = { .filter = &box, .sorts = &newest, .sort_count = 1 };
	const char *sql;

	/* The list of a mailbox needs no statement of its own. */
	assert_string_equal("", mail_query_sql(cx, &q));
	q.filter = &all;
	q.collapse = true;
	assert_string_equal("", mail_query_sql(cx, &q));
	q.sorts = &by_size;
	assert_has(mail_query_sql(cx, &q), "e.size DESC", true);

	/* Unread mail of a mailbox is read from its placements alone. */
	box.next = &unseen;
	q.sorts = &newest;
	sql = mail_query_sql(cx, &q);
	assert_has(sql, "mail_email", false);
	assert_has(sql, "NOT p.seen", true);
	assert_has(sql, "PARTITION BY thread_id", true);

	/* Without a mailbox it is the emails' own keywords. */
	q.filter = &none;
	q.collapse = false;
	sql = mail_query_sql(cx, &q);
	assert_has(sql, "NOT (strpos(e.keywords, $2) = 0)", true);
	assert_has(sql, "mail_placement", false);

	/* No value is ever part of a statement. */
	unseen = (struct mail_filter){ .match = MATCH_SUBJECT, .text = "'; DROP TABLE x; --" };
	assert_has(mail_query_sql(cx, &q), "DROP", false);
}

static struct imap_bytes
bytes(const char *s)
{
	return (struct imap_bytes){ s, strlen(s) };
}

static void
test_structure(void **state)
{
	struct ctx *cx = *state;
	struct imap_param name = { .name = "filename*", .value = bytes("utf-8''%C3%9Cber.pdf") };
	struct imap_param path = { .name = "name", .value = bytes("C:\\evil\\a.png") };
	struct imap_part pdf = { .id = "2", .type = "application", .subtype = "pdf",
		.encoding = "base64", .size = 78 + 38, .lines = -1, .disposition = "attachment",
		.disposition_params = &name };
	struct imap_part picture = { .id = "1.2", .type = "image", .subtype = "png",
		.encoding = "base64", .size = 10, .params = &path, .content_id = bytes("<pic@x>") };
	struct imap_part html = { .id = "1.1", .type = "text", .subtype = "html", .encoding = "8bit",
		.size = 5, .next = &picture };
	struct imap_part related = { .id = "1", .type = "multipart", .subtype = "related",
		.encoding = "", .children = &html, .next = &pdf };
	struct imap_part root = { .id = "", .type = "multipart", .subtype = "mixed", .encoding = "",
		.children = &related };
	json_t *json = json_keep(cx->arena, structure_json(cx->arena, &root));
	struct mime_bodies b = mime_bodies_of(cx->arena, structure_tree(cx->arena, json));

	assert_int_equal(1, b.html_count);
	assert_string_equal("1.1", b.html[0]->id);
	assert_string_equal("us-ascii", b.html[0]->charset);
	assert_int_equal(1, b.text_count);	/* the HTML stands in for it */
	assert_int_equal(2, b.attachments_count);
	assert_string_equal("a.png", b.attachments[0]->name);
	assert_string_equal("pic@x", b.attachments[0]->cid);
	assert_string_equal("\xc3\x9c" "ber.pdf", b.attachments[1]->name);
	assert_in_range(b.attachments[1]->body_len, 83, 86);
	assert_true(b.has_attachment);
}

/* The text that is the first of the first, out of what was fetched of part 1. */
static void
test_first_text(void **state)
{
	static const struct {
		const char	*id;
		bool		 cut;
		const char	*bytes, *want;	/* NULL: the server must be asked */
	} cases[] = {
		{ "1.1", false, "--in\r\nContent-Type: text/plain\r\n\r\nhay\r\nstraw\r\n--in--\r\n",
		  "hay\r\nstraw" },
		{ "1.1", true, "for old programs\r\n-- in\r\n--in\r\n\r\nhay\r\n--in\r\nContent-T", "hay" },
		{ "1.1", false, "--in\n\nhay\n--in--\n", "hay" },
		{ "1.1", false, "--in\r\n\r\n\r\n--in--\r\n", "" },
		{ "1.1", false, "--in\r\n\r\n--in--\r\n", "" },
		/* What was cut ends with a line, if enough is left. */
		{ "1.1", true, "--in\r\n\r\na line that is long enough\r\nhal", "a line that is long enough\r" },
		{ "1.1", true, "--in\r\nContent-Type: text/plain\r\n\r\nhay\r\nha", NULL },
		{ "1.1", true, "--in\r\n\r\nno line ends", NULL },
		{ "1.1", false, "--in\r\nContent-Type: text/plain\r\n", NULL },
		{ "1.1", false, "--out\r\n\r\nhay\r\n--out--\r\n", NULL },
		{ "1.1", false, "", NULL },
		{ "1.2", false, "--in\r\n\r\nhay\r\n--in--\r\n", NULL },
		{ "1.1.1", false, "--in\r\n\r\nhay\r\n--in--\r\n", NULL },
		{ "2", false, "--in\r\n\r\nhay\r\n--in--\r\n", NULL },
	};
	struct imap_part text = { .id = "1.1", .type = "text", .subtype = "plain" };
	struct imap_part inner = { .id = "1", .type = "multipart", .subtype = "alternative",
		.params = &(struct imap_param){ .name = "boundary", .value = { "in", 2 } },
		.children = &text };
	struct imap_part root = { .id = "", .type = "multipart", .subtype = "mixed", .children = &inner };
	struct ctx *cx = *state;

	for (size_t i = 0; i < COUNT(cases); i++) {
		struct imap_bytes b = { cases[i].bytes, strlen(cases[i].bytes) };
		bool found = structure_first(cx->arena, &root, cases[i].id, cases[i].cut, &b);

		assert_int_equal(cases[i].want != NULL, found);
		if (found) {
			assert_string_equal(cases[i].want, b.data);
			assert_int_equal(strlen(cases[i].want), b.len);
		}
	}
	assert_false(structure_first(cx->arena, NULL, "1.1", false, &(struct imap_bytes){ "x", 1 }));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_subjects),
		cmocka_unit_test(test_thread_keys),
		cmocka_unit_test(test_keywords),
		cmocka_unit_test(test_header_properties),
		cmocka_unit_test(test_words),
		cmocka_unit_test(test_filters),
		cmocka_unit_test(test_structure),
		cmocka_unit_test(test_first_text),
	};

	return cmocka_run_group_tests(tests, open_cx, close_cx);
}
