/*
 * Sizes as administrators type them.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "admin/cli.h"

#define K	((int64_t)1024)

static void
test_parse(void **state)
{
	static const struct {
		const char	*text;
		int64_t		 want;		/* -1: refused */
	} cases[] = {
		{ "0", 0 }, { "none", 0 }, { "NONE", 0 }, { "1000", 1000 },
		{ "2G", 2 * K * K * K }, { "2g", 2 * K * K * K }, { "2GB", 2 * K * K * K },
		{ "2GiB", 2 * K * K * K }, { "1.5K", 1536 }, { "500M", 500 * K * K },
		{ "1T", K * K * K * K }, { "7B", 7 },
		{ "", -1 }, { "G", -1 }, { "-1G", -1 }, { "+1G", -1 }, { " 1G", -1 }, { "1 G", -1 },
		{ "1X", -1 }, { "1GG", -1 }, { "1Gx", -1 }, { "0x10", -1 }, { "inf", -1 },
		{ "nan", -1 }, { "1e3", -1 }, { "1.2.3", -1 }, { ".", -1 },
		{ "99999999999T", -1 },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		int64_t bytes = -1;
		bool ok = size_parse(cases[i].text, &bytes);

		if (ok != (cases[i].want >= 0) || (ok && bytes != cases[i].want))
			fail_msg("\"%s\" gives %d, %lld", cases[i].text, ok, (long long)bytes);
	}
}

static void
test_show(void **state)
{
	static const struct {
		int64_t		 bytes;
		const char	*want;
	} cases[] = {
		{ 0, "none" }, { 1, "1" }, { 1023, "1023" }, { K, "1K" }, { 1536, "1.5K" },
		{ 2 * K * K * K, "2G" }, { K * K * K * K * 3, "3T" },
		{ K * K * K * K * K * 2, "2048T" },
	};
	struct arena *arena = arena_open();

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++)
		assert_string_equal(cases[i].want, size_show(arena, cases[i].bytes));
	arena_close(arena);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_parse),
		cmocka_unit_test(test_show),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
