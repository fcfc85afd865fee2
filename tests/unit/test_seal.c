/* What is sealed opens with the same key and for the same owner only. */
#include "core/seal.h"
#include "tests/unit/unit.h"

static void
test_there_and_back(void **state)
{
	const void *sealed, *again;
	void *out;
	size_t len, again_len, out_len;

	(void)state;
	seal_open("a key file's text");
	assert_int_equal(OK, seal(&unit_cx, "totp 7", "secret", 6, &sealed, &len));
	assert_int_equal(OK, seal(&unit_cx, "totp 7", "secret", 6, &again, &again_len));
	assert_int_equal(len, again_len);
	assert_true(memcmp(sealed, again, len) != 0);	/* the nonce is another one */
	assert_int_equal(OK, unseal(&unit_cx, "totp 7", sealed, len, &out, &out_len));
	assert_int_equal(6, out_len);
	assert_string_equal("secret", out);
	assert_int_equal(OK, seal(&unit_cx, "x", "", 0, &sealed, &len));
	assert_int_equal(OK, unseal(&unit_cx, "x", sealed, len, &out, &out_len));
	assert_int_equal(0, out_len);
}

static void
test_nothing_else_opens(void **state)
{
	unsigned char copy[64];
	const void *sealed;
	void *out;
	size_t len, out_len;

	(void)state;
	seal_open("a key file's text");
	assert_int_equal(OK, seal(&unit_cx, "totp 7", "secret", 6, &sealed, &len));
	assert_true(len <= sizeof copy);
	assert_int_equal(ERR_INTERNAL, unseal(&unit_cx, "totp 8", sealed, len, &out, &out_len));
	for (size_t i = 0; i < len; i++) {
		memcpy(copy, sealed, len);
		copy[i] ^= 1;
		assert_int_equal(ERR_INTERNAL, unseal(&unit_cx, "totp 7", copy, len, &out, &out_len));
		assert_int_equal(ERR_INTERNAL, unseal(&unit_cx, "totp 7", sealed, i, &out, &out_len));
	}
	seal_open("another key file's text");
	assert_int_equal(ERR_INTERNAL, unseal(&unit_cx, "totp 7", sealed, len, &out, &out_len));
}

static void
test_a_new_key(void **state)
{
	const void *old, *new;
	void *out;
	size_t old_len, new_len, out_len;

	(void)state;
	seal_open("the old one\n");
	assert_int_equal(OK, seal(&unit_cx, "x 1", "secret", 6, &old, &old_len));
	assert_true(seal_is_fresh(old, old_len));
	seal_open("the new one\nthe old one\n");
	assert_false(seal_is_fresh(old, old_len));
	assert_false(seal_is_fresh(old, 3));
	assert_int_equal(OK, unseal(&unit_cx, "x 1", old, old_len, &out, &out_len));
	assert_int_equal(OK, seal(&unit_cx, "x 1", out, out_len, &new, &new_len));
	assert_true(seal_is_fresh(new, new_len));
	seal_open("the new one");
	assert_int_equal(OK, unseal(&unit_cx, "x 1", new, new_len, &out, &out_len));
	assert_string_equal("secret", out);
	assert_int_equal(ERR_INTERNAL, unseal(&unit_cx, "x 1", old, old_len, &out, &out_len));
	ctx_forgive(&unit_cx);
	seal_open("");
	assert_int_equal(ERR_INTERNAL, seal(&unit_cx, "x 1", "", 0, &new, &new_len));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		unit_case(test_there_and_back), unit_case(test_nothing_else_opens),
		unit_case(test_a_new_key),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
