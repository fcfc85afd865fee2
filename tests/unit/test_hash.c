/* Hashes by their published vectors, base64 by RFC 4648. */
#include "core/hash.h"
#include "tests/unit/unit.h"

static void
test_sha256(void **state)
{
	/* FIPS 180-4 */
	assert_string_equal("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
	    hash_sha256_hex(*state, "", 0));
	assert_string_equal("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
	    hash_sha256_hex(*state, "abc", 3));
}

static void
test_hmac(void **state)
{
	/* RFC 4231, test case 2 */
	static const unsigned char want[] = {
		0x5b, 0xdc, 0xc1, 0x46, 0xbf, 0x60, 0x75, 0x4e, 0x6a, 0x04, 0x24, 0x26, 0x08, 0x95, 0x75, 0xc7,
		0x5a, 0x00, 0x3f, 0x08, 0x9d, 0x27, 0x39, 0x83, 0x9d, 0xec, 0x58, 0xb9, 0x64, 0xec, 0x38, 0x43,
	};
	unsigned char got[SHA256_LEN];

	(void)state;
	hash_hmac("Jefe", 4, "what do ya want for nothing?", 28, got);
	assert_memory_equal(want, got, sizeof want);
}

static const struct {
	const char	*plain, *base64, *url;
} vectors[] = {
	{ "", "", "" }, { "f", "Zg==", "Zg" }, { "fo", "Zm8=", "Zm8" }, { "foo", "Zm9v", "Zm9v" },
	{ "foob", "Zm9vYg==", "Zm9vYg" }, { "fooba", "Zm9vYmE=", "Zm9vYmE" },
	{ "foobar", "Zm9vYmFy", "Zm9vYmFy" }, { "\xfb\xff\xfe", "+//+", "-__-" },
};

static void
test_base64(void **state)
{
	for (size_t i = 0; i < COUNT(vectors); i++) {
		size_t n = strlen(vectors[i].plain), len;

		assert_row(i, vectors[i].base64, base64_encode(*state, vectors[i].plain, n));
		assert_row(i, vectors[i].url, base64url_encode(*state, vectors[i].plain, n));
		assert_row(i, vectors[i].plain,
		    base64_decode(*state, vectors[i].base64, strlen(vectors[i].base64), &len));
		assert_int_equal(n, len);
		assert_row(i, vectors[i].plain,
		    base64_decode(*state, vectors[i].url, strlen(vectors[i].url), &len));
	}
}

static void
test_base64_broken(void **state)
{
	static const char *const broken[] = { "A", "AAAAA", "A*==", "AA AA", "A\n==", "=A==", "\xc3\xa9" };
	size_t len;

	for (size_t i = 0; i < COUNT(broken); i++)
		if (base64_decode(*state, broken[i], strlen(broken[i]), &len) != NULL)
			fail_msg("accepted \"%s\"", broken[i]);
	assert_null(base64_decode(*state, "AA\0A", 4, &len));
}

static void
test_tokens(void **state)
{
	char a[TOKEN_LEN + 1], b[TOKEN_LEN + 1], secret[16] = "secret";
	size_t len;

	hash_token(a);
	hash_token(b);
	assert_int_equal(TOKEN_LEN, strlen(a));
	assert_string_not_equal(a, b);
	assert_non_null(base64_decode(*state, a, TOKEN_LEN, &len));
	assert_int_equal(32, len);
	assert_true(hash_equal("abc", "abc", 3));
	assert_false(hash_equal("abc", "abd", 3));
	assert_true(hash_equal("abc", "abd", 2));
	hash_wipe(secret, sizeof secret);
	assert_memory_equal("\0\0\0\0\0\0\0", secret, 7);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		unit_case(test_sha256), unit_case(test_hmac), unit_case(test_base64),
		unit_case(test_base64_broken), unit_case(test_tokens),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
