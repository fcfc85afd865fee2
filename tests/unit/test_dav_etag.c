/* Conditions on entity tags: If-Match, If-None-Match, If, dates. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

#include "dav/etag.h"

static const struct {
	const char	*stored, *name, *value;
	enum status	 want;
} cases[] = {
	{ "\"1\"", "if-match", "\"1\"", OK },
	{ "\"1\"", "if-match", "\"0\", \"1\"", OK },
	{ "\"1\"", "if-match", "\"0\",\"1\"", OK },
	{ "\"1\"", "if-match", "*", OK },
	{ "\"1\"", "if-match", "\"11\"", ERR_PRECONDITION },
	{ "\"1\"", "if-match", "W/\"1\"", ERR_PRECONDITION },
	{ "\"1\"", "if-match", "", ERR_PRECONDITION },
	{ "\"1\"", "if-match", "1", ERR_PRECONDITION },
	{ "\"1\"", "if-match", "\"1", ERR_PRECONDITION },
	{ "\"1, 2\"", "if-match", "\"0\", \"1, 2\"", OK },
	{ NULL, "if-match", "*", ERR_PRECONDITION },
	{ NULL, "if-match", "\"1\"", ERR_PRECONDITION },
	{ NULL, "if-none-match", "*", OK },
	{ NULL, "if-none-match", "\"1\"", OK },
	{ "\"1\"", "if-none-match", "*", ERR_PRECONDITION },
	{ "\"1\"", "if-none-match", "\"1\"", ERR_PRECONDITION },
	{ "\"1\"", "if-none-match", "W/\"1\"", ERR_PRECONDITION },
	{ "\"1\"", "if-none-match", "\"2\"", OK },
	{ "\"1\"", "if-unmodified-since", "Thu, 01 Jan 1970 00:16:40 GMT", OK },
	{ "\"1\"", "if-unmodified-since", "Thu, 01 Jan 1970 00:16:39 GMT", ERR_PRECONDITION },
	{ "\"1\"", "if-unmodified-since", "yesterday", OK },
	{ "\"1\"", "if", "([\"1\"])", OK },
	{ "\"1\"", "if", "([\"2\"])", ERR_PRECONDITION },
	{ "\"1\"", "if", "([\"2\"]) ([\"1\"])", OK },
	{ "\"1\"", "if", "([\"1\"] <urn:x>)", ERR_PRECONDITION },
	{ "\"1\"", "if", "([\"1\"] Not <urn:x>)", OK },
	{ "\"1\"", "if", "(Not [\"1\"])", ERR_PRECONDITION },
	{ "\"1\"", "if", "(<DAV:no-lock>)", ERR_PRECONDITION },
	{ "\"1\"", "if", "(Not <DAV:no-lock>)", OK },
	{ "\"1\"", "if", "</a> ([\"1\"])", OK },
	{ "\"1\"", "if", "</a> ([\"2\"])", ERR_PRECONDITION },
	{ "\"1\"", "if", "<https://host/a> ([\"2\"])", ERR_PRECONDITION },
	{ "\"1\"", "if", "</b> ([\"2\"])", OK },
	{ "\"1\"", "if", "</b> ([\"2\"]) </a> ([\"1\"])", OK },
	{ "\"1\"", "if", "", OK },
	{ "\"1\"", "if", "(", ERR_INVALID },
	{ "\"1\"", "if", "(<x)", ERR_INVALID },
	{ "\"1\"", "if", "([\"1\")", ERR_INVALID },
	{ "\"1\"", "if", "<", ERR_INVALID },
	{ "\"1\"", "if", "<http://>", OK },
	{ "\"1\"", "if", "(Not)", ERR_INVALID },
	{ "\"1\"", "if", "\"1\"", ERR_INVALID },
	{ NULL, "if", "([\"1\"])", ERR_PRECONDITION },
	{ "\"1\"", "unknown", "\"2\"", OK },
};

static void
test_conditions(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct header one = { cases[i].name, cases[i].value, NULL };
		struct request rq = { .headers = &one, .path = "/a" };
		struct item it = { .etag = cases[i].stored, .modified = 1000 };
		enum status st;
		struct ctx cx;

		ctx_open(&cx, NULL);
		st = dav_check_etag(&cx, &rq, it.etag != NULL ? &it : NULL);
		if (st != cases[i].want)
			fail_msg("%s: %s on %s: %s", cases[i].name, cases[i].value,
			    cases[i].stored != NULL ? cases[i].stored : "nothing", status_name(st));
		ctx_close(&cx);
	}
}

static void
test_fresh(void **state)
{
	struct item it = { .etag = "\"1\"", .modified = 1000 };
	struct header since = { "if-modified-since", "Thu, 01 Jan 1970 00:16:40 GMT", NULL };
	struct header none = { "if-none-match", "\"1\"", NULL };
	struct header other = { "if-none-match", "\"2\"", &since };

	(void)state;
	assert_true(dav_is_fresh(&(struct request){ .headers = &none }, &it));
	assert_true(dav_is_fresh(&(struct request){ .headers = &since }, &it));
	/* RFC 9110, section 13.1.3: the date does not count beside a tag. */
	assert_false(dav_is_fresh(&(struct request){ .headers = &other }, &it));
	assert_false(dav_is_fresh(&(struct request){ 0 }, &it));
	it.modified++;
	assert_false(dav_is_fresh(&(struct request){ .headers = &since }, &it));
}

static void
test_etag(void **state)
{
	struct ctx cx;

	(void)state;
	ctx_open(&cx, NULL);
	assert_string_equal("\"ba7816bf8f01cfea414140de5dae2223b00361a3\"", dav_etag(&cx, "abc", 3));
	assert_string_not_equal(dav_etag(&cx, "abc", 3), dav_etag(&cx, "abd", 3));
	ctx_close(&cx);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_conditions),
		cmocka_unit_test(test_fresh),
		cmocka_unit_test(test_etag),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
