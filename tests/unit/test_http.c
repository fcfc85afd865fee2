/* Requests and replies as plain data. */
#include "core/buf.h"
#include "core/http.h"
#include "core/json.h"
#include "tests/unit/unit.h"

/* Segments joined by "|", "+" behind a trailing slash; NULL: refused. */
static const struct {
	const char	*path, *want;
} paths[] = {
	{ "/", "+" }, { "/a", "a" }, { "/a/", "a+" }, { "/a/b", "a|b" }, { "/a%2Fb/c", "a/b|c" },
	{ "/%C3%BC", "ü" }, { "/a%20b", "a b" }, { "/a+b", "a+b" }, { "/...", "..." }, { "/.a", ".a" },
	{ "", NULL }, { "a", NULL }, { "//", NULL }, { "/a//b", NULL }, { "/.", NULL }, { "/..", NULL },
	{ "/a/../b", NULL }, { "/%2e%2E/b", NULL }, { "/%2e", NULL }, { "/%00", NULL }, { "/%", NULL },
	{ "/%4", NULL }, { "/%zz", NULL }, { "/%ff", NULL }, { "/%c0%af", NULL }, { "/%ed%a0%80", NULL },
	{ "/1/2/3/4/5/6/7/8/9/0/1/2/3/4/5/6/7/8/9/0/1/2/3/4/5/6/7/8/9/0/1/2",
	  "1|2|3|4|5|6|7|8|9|0|1|2|3|4|5|6|7|8|9|0|1|2|3|4|5|6|7|8|9|0|1|2" },
	{ "/1/2/3/4/5/6/7/8/9/0/1/2/3/4/5/6/7/8/9/0/1/2/3/4/5/6/7/8/9/0/1/2/3", NULL },
};

static void
test_path(void **state)
{
	for (size_t i = 0; i < COUNT(paths); i++) {
		struct buf got = BUF_ON(*state);
		struct path p;
		enum status st = http_path(&unit_cx, paths[i].path, &p);

		for (size_t k = 0; st == OK && k < p.count; k++)
			buf_printf(&got, "%s%s", k > 0 ? "|" : "", p.segment[k]);
		if (st == OK && p.trailing)
			buf_putc(&got, '+');
		assert_row(i, paths[i].want, st == OK ? buf_str(&got) : NULL);
		assert_true(st == OK || st == ERR_INVALID);
	}
}

static const struct {
	const char	*query, *want;
} queries[] = {
	{ "a=1", "1" }, { "b=2&a=1", "1" }, { "a=1&a=2", "1" }, { "a", "" }, { "a=", "" },
	{ "a=x+y%2B", "x y+" }, { "a=%C3%BC", "ü" }, { "a=b=c", "b=c" }, { "&&a=1", "1" },
	{ "aa=1", NULL }, { "b=1", NULL }, { "", NULL }, { NULL, NULL }, { "a=%", NULL },
	{ "a=%00", NULL }, { "a=%ff", NULL }, { "%61=1", NULL },
};

static void
test_query(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(queries); i++) {
		struct request rq = { .query = queries[i].query };

		assert_row(i, queries[i].want, http_query(&unit_cx, &rq, "a"));
	}
}

static const struct {
	const char	*cookie, *want;
} cookies[] = {
	{ "hayloft=abc", "abc" }, { "x=1; hayloft=abc; y=2", "abc" }, { "x=1;hayloft=abc", "abc" },
	{ "hayloft=", "" }, { "hayloft=a=b", "a=b" }, { "xhayloft=abc", NULL }, { "hayloft", NULL },
	{ "x=hayloft=abc", NULL }, { "", NULL }, { ";;; ;", NULL }, { "Hayloft=abc", NULL },
};

static void
test_cookie(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(cookies); i++) {
		struct header last = { "cookie", cookies[i].cookie, NULL };
		struct header first = { "cookie", "other=1", &last };
		struct request rq = { .headers = &first };

		assert_row(i, cookies[i].want, http_cookie(&unit_cx, &rq, "hayloft"));
	}
}

static void
test_headers(void **state)
{
	struct header b = { "x", "2", NULL }, a = { "x", "1", &b }, gone = { "x", NULL, &a };
	struct request rq = { .headers = &gone };
	struct reply re = { 0 };

	(void)state;
	assert_string_equal("1", http_header(&rq, "x"));
	assert_null(http_header(&rq, "y"));
	reply_header(&unit_cx, &re, "a", "1");
	reply_header(&unit_cx, &re, "b", "2");
	assert_string_equal("2", reply_find(&re, "b"));
	assert_string_equal("a", re.headers->name);
	assert_null(reply_find(&re, "c"));
}

static void
test_escape(void **state)
{
	static const struct {
		const char	*plain, *escaped;
	} rows[] = { { "", "" }, { "a-z_.~", "a-z_.~" }, { "a b/ü%", "a%20b%2F%C3%BC%25" } };

	for (size_t i = 0; i < COUNT(rows); i++) {
		assert_row(i, rows[i].escaped, http_escape(*state, rows[i].plain));
		assert_row(i, rows[i].plain,
		    http_unescape(*state, rows[i].escaped, strlen(rows[i].escaped)));
	}
	assert_null(http_unescape(*state, "%0", 2));
	assert_null(http_unescape(*state, "%41", 2));
}

static void
test_utf8(void **state)
{
	static const struct {
		const char	*s;
		bool		 good;
	} rows[] = {
		{ "", true }, { "abc", true }, { "é€🐄", true }, { "\xf4\x8f\xbf\xbf", true },
		{ "\xff", false }, { "\xc3", false }, { "\xc0\x80", false }, { "\xe0\x80\x80", false },
		{ "\xed\xa0\x80", false }, { "\xf4\x90\x80\x80", false }, { "\x80", false },
		{ "\xe2\x82", false }, { "\xc3(", false }, { "\xf0\x8f\xbf\xbf", false },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++)
		if (utf8_valid(rows[i].s, strlen(rows[i].s)) != rows[i].good)
			fail_msg("row %zu", i);
	assert_false(utf8_valid("a\0b", 3));
}

static void
test_type(void **state)
{
	(void)state;
	assert_true(http_type_is("Application/JSON; charset=utf-8", "application/json"));
	assert_true(http_type_is("application/json", "application/json"));
	assert_false(http_type_is("application/json5", "application/json"));
	assert_false(http_type_is("text/plain", "application/json"));
	assert_false(http_type_is(NULL, "application/json"));
}

static void
test_problem(void **state)
{
	struct reply re = { 0 };
	json_t *body;

	(void)state;
	reply_problem(&unit_cx, &re, 404, "no \"such\" thing");
	assert_int_equal(404, re.code);
	assert_string_equal("application/problem+json", reply_find(&re, "content-type"));
	assert_int_equal(OK, json_read(&unit_cx, re.body, re.body_len, &body));
	assert_string_equal("Not Found", json_get_text(body, "title"));
	assert_string_equal("no \"such\" thing", json_get_text(body, "detail"));
	assert_int_equal(404, json_get_int(body, "status", 0));

	/* The words of an internal error are for the log. */
	re = (struct reply){ 0 };
	reply_fault(&unit_cx, &re, fault(&unit_cx, ERR_INTERNAL, "secret"));
	assert_int_equal(500, re.code);
	assert_null(strstr(re.body, "secret"));
	re = (struct reply){ 0 };
	ctx_forgive(&unit_cx);
	reply_fault(&unit_cx, &re, fault(&unit_cx, ERR_BUSY, "later"));
	assert_int_equal(503, re.code);
	assert_string_equal("2", reply_find(&re, "retry-after"));
	/* What is no UTF-8 does not reach the wire. */
	re = (struct reply){ 0 };
	reply_problem(&unit_cx, &re, 400, "bad \xff");
	assert_true(utf8_valid(re.body, re.body_len));
	assert_string_equal("Unknown", http_phrase(799));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		unit_case(test_path), unit_case(test_query), unit_case(test_cookie),
		unit_case(test_headers), unit_case(test_escape), unit_case(test_utf8),
		unit_case(test_type), unit_case(test_problem),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
