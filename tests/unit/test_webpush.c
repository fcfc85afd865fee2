/* Web Push: the example of RFC 8291, section 5, byte for byte; broken peers; VAPID. */
#include <openssl/evp.h>
#include <openssl/core_names.h>
#include <openssl/ecdsa.h>
#include <openssl/param_build.h>

#include "core/hash.h"
#include "core/webpush.h"
#include "tests/unit/unit.h"

#define PEER	"BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4"
#define AUTH	"BTBZMqHH6r4Tts7J_aSIgg"
#define TEXT	"When I grow up, I want to be a watermelon"
#define BODY	"DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6" \
		"TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN"

static void
read_bytes(const char *text, void *out, size_t want)
{
	size_t len;
	void *p = base64_decode(unit_cx.arena, text, strlen(text), &len);

	assert_non_null(p);
	assert_int_equal(want, len);
	memcpy(out, p, len);
}

static void
test_example(void **state)
{
	unsigned char salt[WEBPUSH_SALT];
	struct webpush_key key;
	struct webpush_peer peer;
	const char *body;
	size_t len;

	read_bytes("yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw", key.private_, WEBPUSH_PRIVATE);
	read_bytes("BP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A8",
	    key.public_, WEBPUSH_PUBLIC);
	read_bytes("DGv6ra1nlYgDCS1FRnbzlw", salt, sizeof salt);
	assert_int_equal(OK, webpush_peer_read(&unit_cx, PEER, AUTH, &peer));
	assert_int_equal(OK, webpush_encrypt_with(&unit_cx, &key, salt, &peer, TEXT, strlen(TEXT),
	    &body, &len));
	assert_string_equal(BODY, base64url_encode(*state, body, len));
}

static void
test_fresh(void **state)
{
	struct webpush_peer peer;
	const char *one, *two;
	size_t len, other;

	assert_int_equal(OK, webpush_peer_read(&unit_cx, PEER, AUTH, &peer));
	assert_int_equal(OK, webpush_encrypt(&unit_cx, &peer, TEXT, 5, &one, &len));
	assert_int_equal(OK, webpush_encrypt(&unit_cx, &peer, TEXT, 5, &two, &other));
	assert_int_equal(86 + 5 + 1 + 16, len);
	assert_int_equal(len, other);
	assert_memory_not_equal(one, two, len);
	assert_int_equal(OK, webpush_encrypt(&unit_cx, &peer, arena_alloc(*state, WEBPUSH_TEXT),
	    WEBPUSH_TEXT, &one, &len));
	assert_int_equal(4096, len);
	assert_int_equal(ERR_TOO_LARGE, webpush_encrypt(&unit_cx, &peer, one, WEBPUSH_TEXT + 1,
	    &two, &len));
}

static const struct {
	const char	*p256dh, *auth;
} broken[] = {
	{ "", AUTH }, { PEER, "" }, { PEER, "AAAA" }, { PEER, "!" }, { "BCVx", AUTH },
	/* not on the curve */
	{ "BAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAE", AUTH },
};

static void
test_broken_peers(void **state)
{
	struct webpush_peer peer;

	(void)state;
	for (size_t i = 0; i < COUNT(broken); i++) {
		if (webpush_peer_read(&unit_cx, broken[i].p256dh, broken[i].auth, &peer) != ERR_INVALID)
			fail_msg("row %zu", i);
		ctx_forgive(&unit_cx);
	}
}

/* As a push service does it: DER from r and s, verified with the key that is told. */
static void
check_signature(const char *signed_text, size_t len, const char *signature, const char *public_)
{
	unsigned char raw[64], point[WEBPUSH_PUBLIC], der[128], *at = der;
	ECDSA_SIG *sig = ECDSA_SIG_new();
	OSSL_PARAM params[] = {
		OSSL_PARAM_construct_utf8_string(OSSL_PKEY_PARAM_GROUP_NAME, (char []){ "P-256" }, 0),
		OSSL_PARAM_construct_octet_string(OSSL_PKEY_PARAM_PUB_KEY, point, sizeof point),
		OSSL_PARAM_construct_end(),
	};
	EVP_PKEY_CTX *maker = EVP_PKEY_CTX_new_from_name(NULL, "EC", NULL);
	EVP_MD_CTX *c = EVP_MD_CTX_new();
	EVP_PKEY *key = NULL;
	int der_len;

	read_bytes(signature, raw, sizeof raw);
	read_bytes(public_, point, sizeof point);
	ECDSA_SIG_set0(sig, BN_bin2bn(raw, 32, NULL), BN_bin2bn(raw + 32, 32, NULL));
	der_len = i2d_ECDSA_SIG(sig, &at);
	assert_int_equal(1, EVP_PKEY_fromdata_init(maker));
	assert_int_equal(1, EVP_PKEY_fromdata(maker, &key, EVP_PKEY_PUBLIC_KEY, params));
	assert_int_equal(1, EVP_DigestVerifyInit(c, NULL, EVP_sha256(), NULL, key));
	assert_int_equal(1, EVP_DigestVerify(c, der, (size_t)der_len,
	    (const unsigned char *)signed_text, len));
	EVP_MD_CTX_free(c);
	EVP_PKEY_free(key);
	EVP_PKEY_CTX_free(maker);
	ECDSA_SIG_free(sig);
}

static void
test_vapid(void **state)
{
	const char *header, *dot, *end, *claims;
	struct webpush_key key;
	size_t len;

	clock_set(INT64_C(1790000000) * 1000000);
	assert_int_equal(OK, webpush_key_make(&unit_cx, &key));
	assert_int_equal(OK, webpush_vapid(&unit_cx, &key, "https://push.example.net:8443/a?b",
	    "mailto:postmaster@example.org", &header));
	clock_set(0);
	assert_int_equal(0, strncmp(header, "vapid t=", 8));
	header += 8;
	dot = strchr(header, '.') + 1;
	end = strchr(dot, '.');
	claims = base64_decode(*state, dot, (size_t)(end - dot), &len);
	assert_string_equal("{\"aud\":\"https://push.example.net:8443\",\"exp\":1790043200,"
	    "\"sub\":\"mailto:postmaster@example.org\"}", claims);
	check_signature(header, (size_t)(end - header),
	    arena_strndup(*state, end + 1, strcspn(end + 1, ",")), strstr(end, ", k=") + 4);
	assert_int_equal(ERR_INVALID, webpush_vapid(&unit_cx, &key, "https://a\"b/", "", &header));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		unit_case(test_example), unit_case(test_fresh), unit_case(test_broken_peers),
		unit_case(test_vapid),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
