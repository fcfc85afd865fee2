/* ID tokens of a provider elsewhere: what is believed, and what is not. */
#include "tests/unit/unit.h"

#include <cjose/cjose.h>

#include "oauth/verify.h"

static cjose_jwk_t *rsa, *other, *ec, *oct;
static json_t *keys;

static json_t *
public_of(cjose_jwk_t *key, const char *kid)
{
	cjose_err err;
	char *text = cjose_jwk_to_json(key, false, &err);
	json_t *out = json_loads(text, 0, NULL);

	free(text);
	json_object_set_new(out, "kid", json_string(kid));
	return out;
}

static const char *
made(cjose_jwk_t *key, const char *alg, const char *kid, const char *claims)
{
	static char out[8192];
	const char *compact;
	cjose_err err;
	cjose_header_t *header = cjose_header_new(&err);
	cjose_jws_t *jws;

	cjose_header_set(header, "alg", alg, &err);
	if (kid != NULL)
		cjose_header_set(header, "kid", kid, &err);
	jws = cjose_jws_sign(key, header, (const uint8_t *)claims, strlen(claims), &err);
	assert_non_null(jws);
	assert_true(cjose_jws_export(jws, &compact, &err));
	snprintf(out, sizeof out, "%s", compact);
	cjose_jws_release(jws);
	cjose_header_release(header);
	return out;
}

static enum status
verify(const char *token)
{
	json_t *claims;
	enum status st = oauth_verify(&unit_cx, token, keys, &claims);

	ctx_forgive(&unit_cx);
	return st;
}

static void
test_signatures(void **state)
{
	const char *good;
	char text[8192];

	(void)state;
	assert_int_equal(OK, verify(made(rsa, "RS256", "r", "{\"a\":1}")));
	assert_int_equal(OK, verify(made(rsa, "PS256", "r", "{\"a\":1}")));
	assert_int_equal(OK, verify(made(rsa, "RS256", NULL, "{\"a\":1}")));
	assert_int_equal(OK, verify(made(ec, "ES256", "e", "{\"a\":1}")));
	/* A key that is not theirs, under their key's name, and one under no name of theirs. */
	assert_int_equal(ERR_DENIED, verify(made(other, "RS256", "r", "{\"a\":1}")));
	assert_int_equal(ERR_DENIED, verify(made(rsa, "RS256", "x", "{\"a\":1}")));
	/* A shared secret, also where the set of keys holds it. */
	assert_int_equal(ERR_DENIED, verify(made(oct, "HS256", "o", "{\"a\":1}")));
	assert_int_equal(ERR_DENIED, verify("eyJhbGciOiJub25lIn0.eyJhIjoxfQ."));
	assert_int_equal(ERR_DENIED, verify(""));
	assert_int_equal(ERR_DENIED, verify("a.b.c"));
	assert_int_equal(ERR_DENIED, verify("...."));
	good = made(rsa, "RS256", "r", "{\"a\":1}");
	for (size_t at = 0; at < strlen(good); at += 7) {
		snprintf(text, sizeof text, "%s", good);
		text[at] = text[at] == 'A' ? 'B' : 'A';
		if (strcmp(text, good) != 0 && verify(text) == OK && at + 2 < strlen(good))
			fail_msg("byte %zu may be another one", at);
	}
}

static void
test_claims(void **state)
{
	static const struct {
		const char	*claims;
		enum status	 want;
	} cases[] = {
		{ "{\"iss\":\"i\",\"aud\":\"c\",\"sub\":\"s\",\"exp\":1100,\"iat\":1000,\"nonce\":\"n\"}", OK },
		{ "{\"iss\":\"i\",\"aud\":[\"c\"],\"sub\":\"s\",\"exp\":950,\"nonce\":\"n\"}", OK },
		{ "{\"iss\":\"i\",\"aud\":[\"x\",\"c\"],\"azp\":\"c\",\"sub\":\"s\",\"exp\":1100,\"nonce\":\"n\"}", OK },
		{ "{\"iss\":\"i\",\"aud\":[\"x\",\"c\"],\"sub\":\"s\",\"exp\":1100,\"nonce\":\"n\"}", ERR_DENIED },
		{ "{\"iss\":\"i\",\"aud\":\"c\",\"azp\":\"x\",\"sub\":\"s\",\"exp\":1100,\"nonce\":\"n\"}", ERR_DENIED },
		{ "{\"iss\":\"i/\",\"aud\":\"c\",\"sub\":\"s\",\"exp\":1100,\"nonce\":\"n\"}", ERR_DENIED },
		{ "{\"aud\":\"c\",\"sub\":\"s\",\"exp\":1100,\"nonce\":\"n\"}", ERR_DENIED },
		{ "{\"iss\":\"i\",\"aud\":\"cc\",\"sub\":\"s\",\"exp\":1100,\"nonce\":\"n\"}", ERR_DENIED },
		{ "{\"iss\":\"i\",\"sub\":\"s\",\"exp\":1100,\"nonce\":\"n\"}", ERR_DENIED },
		{ "{\"iss\":\"i\",\"aud\":\"c\",\"sub\":\"s\",\"exp\":940,\"nonce\":\"n\"}", ERR_DENIED },
		{ "{\"iss\":\"i\",\"aud\":\"c\",\"sub\":\"s\",\"nonce\":\"n\"}", ERR_DENIED },
		{ "{\"iss\":\"i\",\"aud\":\"c\",\"sub\":\"s\",\"exp\":\"1100\",\"nonce\":\"n\"}", ERR_DENIED },
		{ "{\"iss\":\"i\",\"aud\":\"c\",\"sub\":\"s\",\"exp\":2000,\"iat\":1061,\"nonce\":\"n\"}", ERR_DENIED },
		{ "{\"iss\":\"i\",\"aud\":\"c\",\"sub\":\"s\",\"exp\":2000,\"nbf\":1061,\"nonce\":\"n\"}", ERR_DENIED },
		{ "{\"iss\":\"i\",\"aud\":\"c\",\"sub\":\"s\",\"exp\":1100,\"nonce\":\"m\"}", ERR_DENIED },
		{ "{\"iss\":\"i\",\"aud\":\"c\",\"sub\":\"s\",\"exp\":1100}", ERR_DENIED },
		{ "{\"iss\":\"i\",\"aud\":\"c\",\"sub\":\"\",\"exp\":1100,\"nonce\":\"n\"}", ERR_DENIED },
		{ "{\"iss\":\"i\",\"aud\":\"c\",\"sub\":7,\"exp\":1100,\"nonce\":\"n\"}", ERR_DENIED },
	};

	(void)state;
	clock_set(INT64_C(1000) * 1000000);
	for (size_t i = 0; i < COUNT(cases); i++) {
		json_t *claims = json_loads(cases[i].claims, 0, NULL);

		if (oauth_check_claims(&unit_cx, claims, "i", "c", "n") != cases[i].want)
			fail_msg("row %zu", i);
		ctx_forgive(&unit_cx);
		json_decref(claims);
	}
	clock_set(0);
}

int
main(void)
{
	static const uint8_t f4[] = { 1, 0, 1 };
	const struct CMUnitTest tests[] = { unit_case(test_signatures), unit_case(test_claims) };
	cjose_err err;
	json_t *secret;
	char *text;

	rsa = cjose_jwk_create_RSA_random(2048, f4, sizeof f4, &err);
	other = cjose_jwk_create_RSA_random(2048, f4, sizeof f4, &err);
	ec = cjose_jwk_create_EC_random(CJOSE_JWK_EC_P_256, &err);
	oct = cjose_jwk_create_oct_random(256, &err);
	text = cjose_jwk_to_json(oct, true, &err);
	secret = json_loads(text, 0, NULL);
	free(text);
	json_object_set_new(secret, "kid", json_string("o"));
	keys = json_pack("{s:[o,o,o,s]}", "keys", public_of(rsa, "r"), public_of(ec, "e"), secret, "no key");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
