/* What the front believes of an HTTP/1 head and of a request target. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

#include "core/status.h"
#include "httpd/bridge.h"

static void
is(h2o_iovec_t got, const char *want)
{
	if (want == NULL) {
		assert_null(got.base);
		return;
	}
	assert_int_equal(strlen(want), got.len);
	assert_memory_equal(want, got.base, got.len);
}

static void
test_targets(void **state)
{
	static const struct {
		const char	*target;
		bool		 good;
		const char	*path, *query, *authority;
	} cases[] = {
		{ "/", true, "/", NULL, NULL },
		{ "/a/b?c=d", true, "/a/b", "c=d", NULL },
		{ "/a?", true, "/a", "", NULL },
		{ "/a?b?c", true, "/a", "b?c", NULL },
		{ "/a%2Fb/../c", true, "/a%2Fb/../c", NULL, NULL },
		{ "//a", true, "//a", NULL, NULL },
		{ "*", true, "*", NULL, NULL },
		{ "https://a.example:8443/b?c", true, "/b", "c", "a.example:8443" },
		{ "HTTP://a", true, "/", NULL, "a" },
		{ "https://a?b", true, "/", "b", "a" },
		{ "https://[::1]/", true, "/", NULL, "[::1]" },
		{ "https://a@b/", false, NULL, NULL, NULL },
		{ "https:///b", false, NULL, NULL, NULL },
		{ "ftp://a/", false, NULL, NULL, NULL },
		{ "a", false, NULL, NULL, NULL },
		{ "", false, NULL, NULL, NULL },
		{ "/a#b", false, NULL, NULL, NULL },
		{ "/a b", false, NULL, NULL, NULL },
		{ "/a\tb", false, NULL, NULL, NULL },
		{ "/a\x7f", false, NULL, NULL, NULL },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct target t;

		assert_int_equal(cases[i].good,
		    bridge_target(cases[i].target, strlen(cases[i].target), &t));
		if (cases[i].good) {
			is(t.path, cases[i].path);
			is(t.query, cases[i].query);
			is(t.authority, cases[i].authority);
		}
	}
}

static void
test_heads(void **state)
{
#define GET	"GET / HTTP/1.1\r\n"
#define POST	"POST / HTTP/1.1\r\nhost: a\r\n"
	static const struct {
		const char	*head;
		bool		 good;
	} cases[] = {
		{ GET "host: a\r\n\r\n", true },
		{ "\r\n" GET "host: a\r\n\r\n", true },
		{ GET "host: a\r\n\r\nwhat follows\nis not looked at", true },
		{ GET "host:  [::1]:8443 \r\n\r\n", true },
		{ "GET / HTTP/1.0\r\n\r\n", true },
		{ POST "content-length: 1\r\n\r\na", true },
		{ POST "transfer-encoding: chunked\r\n\r\n", true },
		{ GET "\r\n", false },
		{ GET "host:\r\n\r\n", false },
		{ GET "host: a\r\nhost: a\r\n\r\n", false },
		{ GET "Host: a\r\nhOST: b\r\n\r\n", false },
		{ GET "host: a/b\r\n\r\n", false },
		{ GET "host: a b\r\n\r\n", false },
		{ GET "host: u@a\r\n\r\n", false },
		{ POST "content-length: 1\r\ncontent-length: 1\r\n\r\na", false },
		{ POST "content-length: 1\r\ntransfer-encoding: chunked\r\n\r\n", false },
		{ POST "transfer-encoding: a\r\ntransfer-encoding: chunked\r\n\r\n", false },
		{ "POST / HTTP/1.0\r\nhost: a\r\ntransfer-encoding: chunked\r\n\r\n", false },
		{ GET "host: a\r\nx: b\r\n c\r\n\r\n", false },
		{ GET "host: a\r\n\tc\r\n\r\n", false },
		{ GET "host: a\nx: b\r\n\r\n", false },
		{ GET "host: a\r\nx: b\rc\r\n\r\n", false },
		{ GET "host: a\r\nx : b\r\n\r\n", false },
		{ GET "host: a\r\nx\r\n\r\n", false },
		{ GET "host: a\r\n: x\r\n\r\n", false },
		{ "GET / HTTP/1.1\nhost: a\n\n", false },
		{ GET "host: a\r\n", false },
		{ "", false },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		const char *why = bridge_check_head(cases[i].head, strlen(cases[i].head));

		if ((why == NULL) != cases[i].good)
			fail_msg("%s: %s", cases[i].head, why != NULL ? why : "taken");
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_targets),
		cmocka_unit_test(test_heads),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
