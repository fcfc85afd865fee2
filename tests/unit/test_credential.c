/*
 * Password hashes, random passwords, and what stands for a remembered one.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "core/hash.h"
#include "storage/basic_cache.h"
#include "storage/credential.h"

static void
test_hash_round_trip(void **state)
{
	struct ctx cx;
	const char *one, *two;

	(void)state;
	ctx_open(&cx, NULL);
	one = credential_hash(&cx, "correct horse");
	two = credential_hash(&cx, "correct horse");
	assert_memory_equal("{ARGON2ID}$argon2id$v=19$m=19456,t=2,p=1$", one, 40);
	assert_string_not_equal(one, two);
	assert_true(credential_matches(one, "correct horse"));
	assert_true(credential_matches(two, "correct horse"));
	assert_false(credential_matches(one, "correct horsE"));
	assert_false(credential_matches(one, ""));
	ctx_close(&cx);
}

/* Only what we make ourselves is verified here. */
static void
test_other_schemes_are_refused(void **state)
{
	(void)state;
	assert_false(credential_matches("{PLAIN}secret", "secret"));
	assert_false(credential_matches("secret", "secret"));
	assert_false(credential_matches("{ARGON2ID}secret", "secret"));
	assert_false(credential_matches("", ""));
}

static void
test_random(void **state)
{
	struct ctx cx;
	char *one, *two;

	(void)state;
	ctx_open(&cx, NULL);
	one = credential_random(&cx);
	two = credential_random(&cx);
	assert_int_equal(APP_PASSWORD_LEN, strlen(one));
	assert_string_not_equal(one, two);
	for (size_t i = 0; i < APP_PASSWORD_LEN; i++)
		assert_true(i % 5 == 4 ? one[i] == '-' :
		    strchr("abcdefghijkmnpqrstuvwxyz23456789", one[i]) != NULL);
	ctx_close(&cx);
}

/* What divides login and password cannot be moved, and the key matters. */
static void
test_mac(void **state)
{
	static const unsigned char key[SHA256_LEN] = { 1 }, other[SHA256_LEN] = { 2 };
	unsigned char a[SHA256_LEN], b[SHA256_LEN];

	(void)state;
	basic_cache_mac(key, "alice", "secret", a);
	basic_cache_mac(key, "alice", "secret", b);
	assert_memory_equal(a, b, SHA256_LEN);
	basic_cache_mac(key, "alices", "ecret", b);
	assert_memory_not_equal(a, b, SHA256_LEN);
	basic_cache_mac(other, "alice", "secret", b);
	assert_memory_not_equal(a, b, SHA256_LEN);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_hash_round_trip),
		cmocka_unit_test(test_other_schemes_are_refused),
		cmocka_unit_test(test_random),
		cmocka_unit_test(test_mac),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
