/* Which CBOR a library may see. */
#include "core/cbor_bounds.h"
#include "tests/unit/unit.h"

#define ROW(text, want)	{ "" text, sizeof(text) - 1, want }

static const struct {
	const char	*bytes;
	size_t		 len;
	bool		 want;
} cases[] = {
	ROW("", true),
	ROW("\x00", true),
	ROW("\x00\x01", true),				/* two items */
	ROW("\xa1\x01\x02", true),			/* {1: 2} */
	ROW("\xa2\x01\x02\x03\x42" "ab", true),		/* {1: 2, 3: h'6162'} */
	ROW("\x82\x01\x82\x02\x03", true),		/* [1, [2, 3]] */
	ROW("\x80", true),
	ROW("\xc1\x1a\x00\x00\x00\x01", true),		/* a tag */
	ROW("\x81\x81\x81\x80", true),
	ROW("\x81\x81\x81\x81\x00", true),
	ROW("\x81\x81\x81\x81\x81\x00", false),		/* too deep */
	ROW("\x42" "a", false),				/* cut off */
	ROW("\x18", false),
	ROW("\x19\x01", false),
	ROW("\xa1\x01", false),
	ROW("\xa1\x01\x02\xa1", false),
	ROW("\xc1", false),
	ROW("\x9f\xff", false),				/* of indefinite length */
	ROW("\x5f\x41" "a\xff", false),
	ROW("\xbb\x00\x00\x00\x08\x00\x00\x00\x00", false),		/* a map of 2^35 members */
	ROW("\xbb\x80\x00\x00\x00\x00\x00\x00\x00\x01", false),	/* of 2^63 */
	ROW("\x9b\xff\xff\xff\xff\xff\xff\xff\xff\x01", false),
	ROW("\x5b\xff\xff\xff\xff\xff\xff\xff\xff\x01", false),
	ROW("\x1c", false),				/* reserved */
};

static void
test_bounds(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++)
		if (cbor_is_bounded(cases[i].bytes, cases[i].len) != cases[i].want)
			fail_msg("row %zu", i);
}

int
main(void)
{
	const struct CMUnitTest tests[] = { unit_case(test_bounds) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
