/*
 * How wrong passwords add up and how long one waits for it.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "storage/throttle.h"

#define T0	((int64_t)1700000000)
#define W	THROTTLE_WINDOW

static void
test_wait_grows(void **state)
{
	static const struct {
		int64_t	 recent, want;
	} cases[] = {
		{ 0, 0 }, { 9, 0 }, { 10, 1 }, { 11, 2 }, { 12, 4 }, { 19, 512 },
		{ 20, W }, { 1000, W }, { INT64_MAX / 2, W },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++)
		assert_int_equal(cases[i].want, throttle_wait(cases[i].recent, 10));
}

static void
test_window_slides(void **state)
{
	struct throttle t = { .failures = 8, .previous = 4, .since = T0 };

	(void)state;
	assert_int_equal(12, throttle_recent(&t, T0));
	assert_int_equal(10, throttle_recent(&t, T0 + W / 2));
	assert_int_equal(8, throttle_recent(&t, T0 + W));
	assert_int_equal(4, throttle_recent(&t, T0 + W + W / 2));
	assert_int_equal(0, throttle_recent(&t, T0 + 2 * W));
	assert_int_equal(12, throttle_recent(&t, T0 - 5));	/* a clock that went back */
}

/* Somebody who tries as soon as it is allowed, for a day. */
static void
test_a_patient_guesser(void **state)
{
	struct throttle t = { .since = T0 };
	int64_t now, tries = 0;

	(void)state;
	for (now = T0; now < T0 + 86400; now = t.until > now ? t.until : now + 1) {
		throttle_fail(&t, now, 10);
		tries++;
		assert_true(t.until <= now + W);
	}
	assert_true(tries > 10);
	assert_true(tries < 2000);
}

static void
test_no_wait_before_the_limit(void **state)
{
	struct throttle t = { .since = T0 };

	(void)state;
	for (int i = 0; i < 9; i++) {
		throttle_fail(&t, T0 + i, 10);
		assert_int_equal(0, t.until);
	}
	throttle_fail(&t, T0 + 9, 10);
	assert_int_equal(T0 + 10, t.until);
}

static void
test_address_key(void **state)
{
	static const struct {
		const char	*remote, *want;
	} cases[] = {
		{ "192.0.2.7", "r:192.0.2.7" },
		{ "::ffff:192.0.2.7", "r:192.0.2.7" },
		{ "2001:db8:1:2:3:4:5:6", "r:2001:db8:1:2::/64" },
		{ "2001:db8:1:2::ffff", "r:2001:db8:1:2::/64" },
		{ "2001:db8:1:3::1", "r:2001:db8:1:3::/64" },
		{ "::1", "r:::/64" },
		{ "-", "r:-" },
	};
	struct arena *arena = arena_open();

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++)
		assert_string_equal(cases[i].want, throttle_address_key(arena, cases[i].remote));
	arena_close(arena);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_wait_grows),
		cmocka_unit_test(test_window_slides),
		cmocka_unit_test(test_a_patient_guesser),
		cmocka_unit_test(test_no_wait_before_the_limit),
		cmocka_unit_test(test_address_key),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
