/* The hash by which a Web Key Directory knows an address. */
#include <string.h>

#include "tests/unit/unit.h"
#include "webmail/pgp_key.h"

static void
test_hash(void **state)
{
	static const struct {
		const char	*local, *hash;
	} cases[] = {
		/* of the draft itself, section 3.1 */
		{ "Joe.Doe", "iy9q119eutrkn8s1mk4r39qejnbu3n5q" },
		{ "joe.doe", "iy9q119eutrkn8s1mk4r39qejnbu3n5q" },
		{ "hello", "im4cc8qhazwkfsi65a8us1bc5gzk1o4p" },
	};
	struct arena *arena = arena_open();

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++)
		assert_string_equal(cases[i].hash, pgp_wkd_hash(arena, cases[i].local,
		    strlen(cases[i].local)));
	arena_close(arena);
}

static void
test_public(void **state)
{
	(void)state;
	assert_true(pgp_is_public("\xc6\x33\x04xxxxxxxxxxx", 14));
	assert_true(pgp_is_public("\x98\x33\x04xxxxxxxxxxx", 14));
	assert_true(pgp_is_public("\x99\x33\x04xxxxxxxxxxx", 14));
	assert_false(pgp_is_public("\xc5\x33\x04xxxxxxxxxxx", 14));	/* a secret one */
	assert_false(pgp_is_public("\x95\x33\x04xxxxxxxxxxx", 14));
	assert_false(pgp_is_public("-----BEGIN PGP PUBLIC KEY BLOCK-----", 36));
	assert_false(pgp_is_public("\xc6", 1));
}

int
main(void)
{
	const struct CMUnitTest tests[] = { unit_case(test_hash), unit_case(test_public) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
