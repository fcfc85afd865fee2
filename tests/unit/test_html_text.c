/* Text of HTML, and previews. */
#include "tests/unit/unit.h"
#include "webmail/html_text.h"
#include "webmail/preview.h"

static const struct {
	const char	*html, *want;
} cases[] = {
	{ "Hello", "Hello" },
	{ "<p>Hello</p>\n<p>there</p>", "Hello\n\nthere" },
	{ "a<br>b<BR/>c", "a\nb\nc" },
	{ "  a \n  b\t ", "a b" },
	{ "<b>a</b> <i>b</i>c", "a bc" },
	{ "a<div>b<div>c</div></div>d", "a\nb\nc\nd" },
	{ "&lt;b&gt; &amp; &eacute;&nbsp;&#233;&#xE9; &euro;", "<b> & é éé €" },
	{ "&eacute &unknown; &#; &#x; & &#1114112; &#55296;", "é &unknown; &#; &#x; & \xef\xbf\xbd \xef\xbf\xbd" },
	{ "&#150;&#0;", "–\xef\xbf\xbd" },			/* windows-1252 by number */
	{ "<style>p{color:red}</style>a<script>if (a<b) x()</script>b", "ab" },
	{ "<head><title>T</title><style>x</style></head><body>b</body>", "b" },
	{ "a<!-- comment <b> -->b<!-->c<!--->d", "abcd" },
	{ "a<!-- never ends", "a" },
	{ "a<!doctype html>b<?php x ?>c<![if !mso]>d", "abcd" },
	{ "<span style=\"display:none\">hidden</span>shown", "shown" },
	{ "<span style='DISPLAY : None !important'>hidden<span>in</span>hidden</span>shown", "shown" },
	{ "<div hidden>x</div>y", "y" },
	{ "<p style=\"display:none\">hidden<p>shown", "shown" },
	{ "<img hidden>x", "x" },
	{ "<div style=\"max-height:100%\">x</div>", "x" },
	{ "<a title='>' href=x>y</a>", "y" },
	{ "<a title=\"a\nb\" x = y z>t</a>", "t" },
	{ "a < b, a<3, <", "a < b, a<3, <" },
	{ "<ul><li>one<li>two</ul>x", "- one\n- two\nx" },
	{ "<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>", "a b\nc" },
	{ "<pre>a\n  b</pre>", "a\n  b" },
	{ "x<blockquote>q<blockquote>qq</blockquote></blockquote>y", "x\n> q\n>> qq\ny" },
	{ "<textarea>no</textarea>a<template><b>no</b></template>b<svg><text>no</text></svg>", "ab" },
	{ "Sale\xe2\x80\x8c &zwnj;&nbsp;&#847;&shy; now", "Sale\xe2\x80\x8c now" },
	{ "<script>never ends", "" },
	{ "<b", "" },
	{ "</p>x</", "x" },
	{ "<>x", "<>x" },
	{ "日本<br>語", "日本\n語" },
	{ "\xe6\x97", "" },					/* a cut end */
	{ "", "" },
};

static void
test_text(void **state)
{
	for (size_t i = 0; i < COUNT(cases); i++) {
		size_t len;
		char *got = html_text(*state, cases[i].html, strlen(cases[i].html), 0, &len);

		assert_row(i, cases[i].want, got);
		assert_int_equal(len, strlen(got));
	}
}

static void
test_bound(void **state)
{
	size_t len;

	assert_string_equal("日", html_text(*state, "日本語", 9, 5, &len));
	assert_int_equal(3, len);
}

/* A megabyte of each: quadratic would take minutes. */
static void
test_hostile(void **state)
{
	static const char *const units[] = { "<div>", "</div>", "<a><b><i>", "<", "<!--", "&", "&#",
		"<b a=\"", "<b a='>", "<b a", "<style>", "</", "<!", "<div hidden>", "<blockquote>",
		"<p style='display:none'>", "&zwnj;", "<pre>\n", "<br>", "<svg", "\xe6", "<a x=y ",
		"<script></scrip", "<!--->", "-->", "<li>" };
	size_t len = 1 << 20;
	int64_t start = unit_worked();

	for (size_t i = 0; i < COUNT(units); i++) {
		size_t n = strlen(units[i]), out;
		char *html = arena_alloc(*state, len + n);

		for (size_t k = 0; k < len; k += n)
			memcpy(html + k, units[i], n);
		html_text(*state, html, len, 0, &out);
		assert_in_range(out, 0, 8 * len);
		preview_html(*state, html, len);
		preview_plain(*state, html, len);
	}
	assert_in_range(unit_worked() - start, 0, 15000);
}

static const struct {
	const char	*text, *want;
} previews[] = {
	{ "Hello\n\nthere,   you\n", "Hello there, you" },
	{ "> quoted\n> more\n\nMy answer", "My answer" },
	{ "On Friday, Alice wrote:\n> Hi\n\nYes.", "Yes." },
	{ "On Friday,\nAlice <alice@example.org> wrote:\n> Hi\n\nYes.", "Yes." },
	{ "Am Freitag schrieb Alice:\n\n> Hi\n\nJa.", "Ja." },
	{ "Agenda:\n- one\n- two", "Agenda: - one - two" },
	{ "Text\n-- \nAlice, CEO", "Text" },
	{ "Text\n-----Original Message-----\nFrom: x", "Text" },
	{ "> only a quote", "only a quote" },
	{ "-- \nonly a signature", "only a signature" },
	{ "==========\nNEWS\n==========", "NEWS" },
	{ "-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA256\n\nSigned text\n-----BEGIN PGP SIGNATURE-----\nxx",
	  "Signed text" },
	{ "a\xc2\xa0\xc2\xa0" "b\x01" "c", "a b c" },
	{ "", "" },
	{ "\n\n\n", "" },
};

static void
test_previews(void **state)
{
	char *many = arena_alloc(*state, 2000);

	for (size_t i = 0; i < COUNT(previews); i++)
		assert_row(i, previews[i].want,
		    preview_plain(*state, previews[i].text, strlen(previews[i].text)));
	assert_string_equal("Yes. Bye",
	    preview_html(*state, "<p>Yes.<br>Bye</p><div>On x, A wrote:<blockquote>q</blockquote></div>", 70));
	for (int i = 0; i < 400; i++)
		strcat(many, "é");
	assert_int_equal(512, strlen(preview_plain(*state, many, 800)));
}

static void
test_escape(void **state)
{
	assert_string_equal("&lt;b a=&quot;&#39;&quot;&gt; &amp;<br>\nx",
	    html_escape(*state, "<b a=\"'\"> &\r\nx", 15));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		unit_case(test_text), unit_case(test_bound), unit_case(test_hostile),
		unit_case(test_previews), unit_case(test_escape),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
