/* What is compressed, and for whom. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>
#include <zlib.h>

#include "httpd/compress.h"

static void
test_accepts(void **state)
{
	static const struct {
		const char	*accept;
		bool		 want;
	} cases[] = {
		{ NULL, false }, { "", false }, { "gzip", true }, { "br, gzip", true }, { "GZIP", true },
		{ "gzip;q=0", false }, { "gzip; q=0.000", false }, { "gzip;q=0.1", true }, { "*", true },
		{ "*;q=0", false }, { "gzip;q=0, *", false }, { "*, gzip;q=0", false }, { "br", false },
		{ "gzipped", false }, { "x-gzip", false }, { ",,gzip", true }, { "identity", false },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++)
		assert_int_equal(cases[i].want, accepts_gzip(cases[i].accept));
}

static void
test_replies(void **state)
{
	static const struct {
		const char	*type, *extra;
		size_t		 len;
		bool		 want;
	} cases[] = {
		{ "application/json", NULL, 4096, true },
		{ "application/json;charset=utf-8", NULL, 4096, true },
		{ "application/problem+json", NULL, 4096, true },
		{ "application/xml; charset=utf-8", NULL, 4096, true },
		{ "text/html", NULL, 4096, true },
		{ "application/json", NULL, 1023, false },
		{ "image/png", NULL, 4096, false },
		{ "text/calendar", "etag", 4096, false },
		{ "application/json", "content-encoding", 4096, false },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct header accept = { "accept-encoding", "gzip", NULL };
		struct request rq = { .headers = &accept, .body = "" };
		struct reply re = { .body_fd = -1 };
		unsigned char back[8192];
		char body[4096];
		struct ctx cx;

		memset(body, 'x', sizeof body);
		ctx_open(&cx, NULL);
		reply_bytes(&cx, &re, 207, cases[i].type, body, cases[i].len);
		if (cases[i].extra != NULL)
			reply_header(&cx, &re, cases[i].extra, "\"1\"");
		reply_compress(&cx, &rq, &re);
		assert_int_equal(cases[i].want, re.body != body);
		if (re.body != body) {
			z_stream z = { .next_in = (Bytef *)(uintptr_t)re.body,
			    .avail_in = (uInt)re.body_len, .next_out = back, .avail_out = sizeof back };

			assert_string_equal("gzip", reply_find(&re, "content-encoding"));
			assert_string_equal("accept-encoding", reply_find(&re, "vary"));
			assert_int_equal(Z_OK, inflateInit2(&z, 15 + 16));
			assert_int_equal(Z_STREAM_END, inflate(&z, Z_FINISH));
			assert_int_equal(cases[i].len, z.total_out);
			assert_memory_equal(body, back, z.total_out);
			inflateEnd(&z);
		}
		ctx_close(&cx);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_accepts),
		cmocka_unit_test(test_replies),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
