/* The time, and how it is written. */
#include "tests/unit/unit.h"

static const struct {
	time_t		 t;
	const char	*rfc3339, *http;
} cases[] = {
	{ 0, "1970-01-01T00:00:00Z", "Thu, 01 Jan 1970 00:00:00 GMT" },
	{ 784111777, "1994-11-06T08:49:37Z", "Sun, 06 Nov 1994 08:49:37 GMT" },	/* RFC 9110, 5.6.7 */
	{ 951782400, "2000-02-29T00:00:00Z", "Tue, 29 Feb 2000 00:00:00 GMT" },
	{ 4102444799, "2099-12-31T23:59:59Z", "Thu, 31 Dec 2099 23:59:59 GMT" },
	{ -1, "1969-12-31T23:59:59Z", "Wed, 31 Dec 1969 23:59:59 GMT" },
};

static void
test_written(void **state)
{
	char text[32];

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		clock_rfc3339(cases[i].t, text);
		assert_row(i, cases[i].rfc3339, text);
		clock_http(cases[i].t, text);
		assert_row(i, cases[i].http, text);
	}
	/* What no calendar holds must not overrun its place. */
	clock_rfc3339(INT64_MAX, text);
	assert_in_range(strlen(text), 20, 20);
	clock_http(INT64_MAX, text);
	assert_in_range(strlen(text), 29, 29);
}

static void
test_set(void **state)
{
	int64_t first = time(NULL), before = clock_now(), last = time(NULL);

	(void)state;
	assert_in_range(before / 1000000, first - 1, last + 1);
	clock_set(5000001);
	assert_int_equal(5000001, clock_now());
	assert_int_equal(5, clock_seconds());
	clock_set(0);
	assert_true(clock_now() >= before);
	before = clock_steady();
	assert_true(clock_steady() >= before);
}

int
main(void)
{
	const struct CMUnitTest tests[] = { unit_case(test_written), unit_case(test_set) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
