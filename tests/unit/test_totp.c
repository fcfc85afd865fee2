/* One-time passwords by the RFCs' vectors, and what is accepted when. */
#include "core/totp.h"
#include "tests/unit/unit.h"

static const unsigned char *const secret = (const unsigned char *)"12345678901234567890";

/* RFC 6238, appendix B, for SHA-1: eight digits. */
static const struct {
	int64_t		 time;
	uint32_t	 want;
} vectors[] = {
	{ 59, 94287082 }, { 1111111109, 7081804 }, { 1111111111, 14050471 },
	{ 1234567890, 89005924 }, { 2000000000, 69279037 }, { 20000000000, 65353130 },
};

static void
test_vectors(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(vectors); i++)
		assert_int_equal(vectors[i].want,
		    totp_number(secret, vectors[i].time / TOTP_STEP) % 100000000);
}

/* At 59 s the step is 1; its code is 287082, those beside it 755224 and 359152 (RFC 4226, D). */
static const struct {
	const char	*code;
	int64_t		 after;
	bool		 want;
	int64_t		 step;
} cases[] = {
	{ "287082", -1, true, 1 },
	{ "287 082", -1, true, 1 },
	{ " 287082 ", -1, true, 1 },
	{ "755224", -1, true, 0 },
	{ "359152", -1, true, 2 },
	{ "969429", -1, false, 0 },	/* two steps ahead */
	{ "287082", 0, true, 1 },
	{ "287082", 1, false, 0 },	/* used already */
	{ "755224", 1, false, 0 },	/* older than what was used */
	{ "359152", 1, true, 2 },
	{ "28708", -1, false, 0 },
	{ "2870822", -1, false, 0 },
	{ "28708x", -1, false, 0 },
	{ "", -1, false, 0 },
	{ "-87082", -1, false, 0 },
};

static void
test_matches(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		int64_t step = 0;

		if (totp_matches(secret, cases[i].code, 59, cases[i].after, &step) != cases[i].want ||
		    step != cases[i].step)
			fail_msg("row %zu", i);
	}
}

/* RFC 4648, section 10, without padding. */
static void
test_base32(void **state)
{
	static const char *const want[] = { "", "MY", "MZXQ", "MZXW6", "MZXW6YQ", "MZXW6YTB", "MZXW6YTBOI" };

	for (size_t n = 0; n < COUNT(want); n++)
		assert_row(n, want[n], base32_encode(*state, "foobar", n));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		unit_case(test_vectors), unit_case(test_matches), unit_case(test_base32),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
