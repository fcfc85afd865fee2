/* Patterns that people write: as Perl reads them, and without work that has no end. */
#include "core/pattern.h"
#include "tests/unit/unit.h"

static const struct {
	const char	*pattern, *text;
	enum status	 read, match;
	bool		 want;
} cases[] = {
	{ "(?i)spam|(?i)junk", "INBOX/Junk", OK, OK, true },
	{ "(?i)spam|(?i)junk", "Work", OK, OK, false },
	{ "^INBOX$", "INBOX", OK, OK, true },
	{ "^\\w+/\\d{4}$", "Old/2019", OK, OK, true },
	{ "Stra\303\237e", "Lange Stra\303\237e", OK, OK, true },
	{ "", "x", OK, OK, true },
	{ "((", NULL, ERR_INVALID, OK, false },
	{ "\\C", NULL, ERR_INVALID, OK, false },
	{ "^(a+)+$", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!", OK, ERR_LIMIT, false },
	{ "a", "\377a", OK, ERR_LIMIT, false },
};

static void
test_patterns(void **state)
{
	struct ctx *cx = &unit_cx;

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct pattern *p;
		bool matches = false;

		ctx_forgive(cx);
		assert_int_equal(cases[i].read, pattern_read(cx, cases[i].pattern, &p));
		if (cases[i].read != OK)
			continue;
		assert_int_equal(cases[i].match, pattern_matches(cx, p, cases[i].text, &matches));
		assert_int_equal(cases[i].want, matches);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		unit_case(test_patterns),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
