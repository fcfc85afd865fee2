/* XML in: what is taken, what is refused.  XML out: escapes and whole elements. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

#include "dav/multistatus.h"
#include "core/xml.h"

/* What comes in, and the same written again; NULL: refused with WANT. */
static const struct {
	const char	*in, *out;
	enum status	 want;
} documents[] = {
	{ "<a/>", "<a xmlns=\"\"/>", OK },
	{ "<a xmlns='DAV:'/>", "<a xmlns=\"DAV:\"/>", OK },
	{ "<D:a xmlns:D='DAV:'><D:b/>t</D:a>", "<a xmlns=\"DAV:\"><b/>t</a>", OK },
	{ "<a xmlns='u:1'><b xmlns='u:2'><c xmlns='u:1'/></b><d/></a>",
	    "<a xmlns=\"u:1\"><b xmlns=\"u:2\"><c xmlns=\"u:1\"/></b><d/></a>", OK },
	{ "<a xmlns='u:1'><b xmlns=''/></a>", "<a xmlns=\"u:1\"><b xmlns=\"\"/></a>", OK },
	{ "<a x='1&quot;&lt;'/>", "<a xmlns=\"\" x=\"1&quot;&lt;\"/>", OK },
	{ "<a x='&amp;&#38;&#x26;amp;'/>", "<a xmlns=\"\" x=\"&amp;&amp;&amp;amp;\"/>", OK },
	{ "<a xmlns='u:?1&amp;2'><b xmlns:p='u:?&amp;' p:x=''/></a>",
	    "<a xmlns=\"u:?1&amp;2\"><b xmlns:a0=\"u:?&amp;\" a0:x=\"\"/></a>", OK },
	{ "<a xmlns:p='u:p' p:x='1' xml:lang='de'/>",
	    "<a xmlns=\"\" xmlns:a0=\"u:p\" a0:x=\"1\" xml:lang=\"de\"/>", OK },
	{ "<a>&lt;&amp;&gt;&#65;&#x42;</a>", "<a xmlns=\"\">&lt;&amp;&gt;AB</a>", OK },
	{ "<a><![CDATA[<b>&]]></a>", "<a xmlns=\"\">&lt;b&gt;&amp;</a>", OK },
	{ "<a>1<!-- no -->2<?pi no?>3</a>", "<a xmlns=\"\">123</a>", OK },
	{ "<a>\r\nx&#13;</a>", "<a xmlns=\"\">\nx&#13;</a>", OK },
	{ "\xef\xbb\xbf<a/>", "<a xmlns=\"\"/>", OK },
	{ "<?xml version='1.0' encoding='ISO-8859-1'?><a>\xe4</a>", "<a xmlns=\"\">\xc3\xa4</a>", OK },
	{ "", NULL, ERR_INVALID },
	{ "text", NULL, ERR_INVALID },
	{ "<a>", NULL, ERR_INVALID },
	{ "<a></b>", NULL, ERR_INVALID },
	{ "<a/><b/>", NULL, ERR_INVALID },
	{ "<a/>text", NULL, ERR_INVALID },
	{ "<p:a/>", NULL, ERR_INVALID },
	{ "<a xmlns:p=''/>", NULL, ERR_INVALID },
	{ "<a x='1' x='2'/>", NULL, ERR_INVALID },
	{ "<a>&unknown;</a>", NULL, ERR_INVALID },
	{ "<a>\x01</a>", NULL, ERR_INVALID },
	{ "<a>\xff</a>", NULL, ERR_INVALID },
	{ "<a><![CDATA[\xc1\xa2]]></a>", NULL, ERR_INVALID },
	{ "<!DOCTYPE a><a/>", NULL, ERR_INVALID },
	{ "<!DOCTYPE a [<!ENTITY e 'x'>]><a>&e;</a>", NULL, ERR_INVALID },
	{ "<!DOCTYPE a SYSTEM 'file:///etc/passwd'><a/>", NULL, ERR_INVALID },
};

static void
test_documents(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(documents); i++) {
		struct xml_node *root = NULL;
		enum status st;
		struct ctx cx;

		ctx_open(&cx, NULL);
		st = xml_parse(&cx, documents[i].in, strlen(documents[i].in), &root);
		if (st != documents[i].want)
			fail_msg("%s: %s", documents[i].in, status_name(st));
		if (st == OK) {
			struct buf out = BUF_ON(cx.arena);
			struct xml_node *again;

			xml_write(&out, root);
			assert_string_equal(documents[i].out, buf_str(&out));
			assert_int_equal(OK, xml_parse(&cx, out.data, out.len, &again));
		}
		ctx_close(&cx);
	}
}

/* COUNT times OPEN, then CLOSE. */
static enum status
repeated(const char *head, const char *open, const char *close, size_t count, const char *tail)
{
	struct xml_node *root;
	struct buf text;
	enum status st;
	struct ctx cx;

	ctx_open(&cx, NULL);
	text = BUF_ON(cx.arena);
	buf_puts(&text, head);
	for (size_t i = 0; i < count; i++)
		buf_puts(&text, open);
	for (size_t i = 0; i < count; i++)
		buf_puts(&text, close);
	buf_puts(&text, tail);
	st = xml_parse(&cx, text.data, text.len, &root);
	ctx_close(&cx);
	return st;
}

static void
test_limits(void **state)
{
	(void)state;
	assert_int_equal(OK, repeated("<r>", "<a>", "</a>", 63, "</r>"));
	assert_int_equal(ERR_TOO_LARGE, repeated("<r>", "<a>", "</a>", 64, "</r>"));
	assert_int_equal(OK, repeated("<r>", "<a/>", "", 100000, "</r>"));
	assert_int_equal(ERR_TOO_LARGE, repeated("<r>", "<a/>", "", 200001, "</r>"));
	assert_int_equal(ERR_TOO_LARGE, repeated("<r x='", "x", "", 9000, "'/>"));
	assert_int_equal(OK, repeated("<r>", "x", "", 1000000, "</r>"));
	assert_int_equal(OK, repeated("<r><![CDATA[", "x", "", 100000, "]]></r>"));
	assert_int_equal(ERR_TOO_LARGE, repeated("<r><!--", "x", "", 100000, "--></r>"));
}

static void
test_walk(void **state)
{
	static const char text[] = "<D:a xmlns:D='DAV:' xmlns='u:x'> 1 <b/> <D:c n='v'> w </D:c><b i='2'/></D:a>";
	struct xml_node *root, *c;
	struct ctx cx;

	(void)state;
	ctx_open(&cx, NULL);
	assert_int_equal(OK, xml_parse(&cx, text, strlen(text), &root));
	assert_true(xml_is(root, NS_DAV, "a"));
	assert_false(xml_is(root, "u:x", "a"));
	assert_false(xml_is(NULL, NS_DAV, "a"));
	assert_true(xml_is(xml_first(root), "u:x", "b"));
	c = xml_child(root, NS_DAV, "c");
	assert_ptr_equal(c, xml_next(xml_first(root)));
	assert_string_equal("v", xml_attr(c, "n"));
	assert_null(xml_attr(c, "m"));
	assert_string_equal("w", xml_word(cx.arena, c));
	assert_string_equal("", xml_word(cx.arena, NULL));
	assert_string_equal("2", xml_attr(xml_again(xml_first(root), "u:x", "b"), "i"));
	assert_null(xml_child(NULL, NS_DAV, "c"));
	ctx_close(&cx);
}

static void
test_escape(void **state)
{
	static const struct {
		const char	*in, *out;
	} cases[] = {
		{ "", "" }, { "abc", "abc" }, { "<&>\"'", "&lt;&amp;&gt;&quot;'" },
		{ "a\r\nb\t", "a&#13;\nb\t" }, { "a\x01\x1f" "b", "ab" }, { "\xc3\xa4", "\xc3\xa4" },
		{ "a\xef\xbf\xbe" "b\xef\xbf\xbf" "c", "abc" }, { "\xef\xbf\xbd", "\xef\xbf\xbd" },
	};
	struct ctx cx;

	(void)state;
	ctx_open(&cx, NULL);
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct buf out = BUF_ON(cx.arena);

		xml_escape(&out, cases[i].in);
		assert_string_equal(cases[i].out, buf_str(&out));
	}
	ctx_close(&cx);
}

static void
test_multistatus(void **state)
{
	struct reply re = { .body_fd = -1 };
	const char *open, *close;
	struct multistatus ms;
	struct xml_node *root;
	struct ctx cx;

	(void)state;
	ctx_open(&cx, NULL);
	multistatus_open(&cx, &ms);
	multistatus_status(&ms, "/a&b", 404, NULL);
	multistatus_begin(&ms, "/c");
	multistatus_propstat(&ms, "<D:x/>", 6, 403, "D:why");
	multistatus_propstat(&ms, "", 0, 200, NULL);
	multistatus_end(&ms);
	multistatus_close(&cx, &ms, "<D:sync-token>t</D:sync-token>", &re);
	assert_int_equal(207, re.code);
	assert_int_equal(OK, xml_parse(&cx, re.body, re.body_len, &root));
	assert_string_equal("/a&bHTTP/1.1 404 Not Found", xml_text(cx.arena, xml_first(root)));
	assert_string_equal("/cHTTP/1.1 403 Forbidden",
	    xml_text(cx.arena, xml_next(xml_first(root))));
	xml_tags(cx.arena, NS_CALDAV, "x", &open, &close);
	assert_string_equal("C:x", open);
	xml_tags(cx.arena, "u:\"&", "x", &open, &close);
	assert_string_equal("x xmlns=\"u:&quot;&amp;\"", open);
	assert_string_equal("x", close);
	ctx_close(&cx);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_documents),
		cmocka_unit_test(test_limits),
		cmocka_unit_test(test_walk),
		cmocka_unit_test(test_escape),
		cmocka_unit_test(test_multistatus),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
