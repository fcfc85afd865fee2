/*
 * ID tokens of others (OpenID Connect Core, section 3.1.3.7).  What algorithm
 * is good we say, not the token: "none" and shared secrets are out, and a key is
 * used for its own kind alone.
 */
#include <cjose/cjose.h>
#include <string.h>

#include "core/clock.h"
#include "oauth/private.h"
#include "oauth/verify.h"

#define SLACK	60	/* seconds that clocks may differ */

static const struct {
	const char	*alg;
	cjose_jwk_kty_t	 kty;
} algorithms[] = {
	{ "RS256", CJOSE_JWK_KTY_RSA }, { "PS256", CJOSE_JWK_KTY_RSA }, { "ES256", CJOSE_JWK_KTY_EC },
	{ "RS384", CJOSE_JWK_KTY_RSA }, { "RS512", CJOSE_JWK_KTY_RSA },
	{ "ES384", CJOSE_JWK_KTY_EC }, { "ES512", CJOSE_JWK_KTY_EC },
};

static void
free_jws(void *jws)
{
	cjose_jws_release(jws);
}

static void
free_key(void *key)
{
	cjose_jwk_release(key);
}

static enum status
wrong(struct ctx *cx, const char *why)
{
	return oauth_problem(cx, ERR_DENIED, "provider_wrong",
	    "the provider's ID token is not right: %s", why);
}

/* KEY is one that may have made it, and did. */
static bool
signed_by(struct ctx *cx, cjose_jws_t *jws, const json_t *key, const char *kid, cjose_jwk_kty_t kty)
{
	const char *own = json_get_text(key, "kid"), *use = json_get_text(key, "use"), *text;
	cjose_err err = { 0 };
	cjose_jwk_t *jwk;
	size_t len;

	if ((kid != NULL && (own == NULL || strcmp(own, kid) != 0)) ||
	    (use != NULL && strcmp(use, "sig") != 0))
		return false;
	text = json_write(cx, key, &len);
	jwk = arena_adopt(cx->arena, cjose_jwk_import(text, len, &err), free_key);
	return jwk != NULL && cjose_jwk_get_kty(jwk, &err) == kty && cjose_jws_verify(jws, jwk, &err);
}

enum status
oauth_verify(struct ctx *cx, const char *token, const json_t *keys, json_t **claims)
{
	const json_t *list = json_object_get(keys, "keys");
	cjose_err err = { 0 };
	cjose_header_t *header;
	const char *alg, *kid;
	uint8_t *text;
	cjose_jws_t *jws;
	size_t i = 0, len;

	jws = arena_adopt(cx->arena, cjose_jws_import(token, strlen(token), &err), free_jws);
	if (jws == NULL)
		return wrong(cx, "it is no JWS");
	header = cjose_jws_get_protected(jws);
	alg = cjose_header_get(header, CJOSE_HDR_ALG, &err);
	kid = cjose_header_get(header, CJOSE_HDR_KID, &err);
	while (i < COUNT(algorithms) && (alg == NULL || strcmp(algorithms[i].alg, alg) != 0))
		i++;
	if (i == COUNT(algorithms))
		return wrong(cx, "its algorithm");
	if (json_object_get((json_t *)header, "crit") != NULL)
		return wrong(cx, "it has critical extensions");
	for (size_t k = 0; k < json_array_size(list); k++) {
		if (!signed_by(cx, jws, json_array_get(list, k), kid, algorithms[i].kty))
			continue;
		if (!cjose_jws_get_plaintext(jws, &text, &len, &err))
			return wrong(cx, "it is empty");
		return json_read(cx, (const char *)text, len, claims);
	}
	return wrong(cx, "its signature");
}

static bool
is_for(const json_t *aud, const char *client)
{
	if (json_is_string(aud))
		return strcmp(json_string_value(aud), client) == 0;
	for (size_t i = 0; i < json_array_size(aud); i++)
		if (json_is_string(json_array_get(aud, i)) &&
		    strcmp(json_string_value(json_array_get(aud, i)), client) == 0)
			return true;
	return false;
}

static bool
is(const json_t *claims, const char *name, const char *want)
{
	const char *text = json_get_text(claims, name);

	return text != NULL && strcmp(text, want) == 0;
}

enum status
oauth_check_claims(struct ctx *cx, const json_t *claims, const char *issuer, const char *client,
    const char *nonce)
{
	const json_t *aud = json_object_get(claims, "aud");
	const char *sub = json_get_text(claims, "sub");
	int64_t now = clock_seconds();

	if (!is(claims, "iss", issuer))
		return wrong(cx, "another issuer");
	if (!is_for(aud, client))
		return wrong(cx, "it is for another client");
	if ((json_array_size(aud) > 1 || json_object_get(claims, "azp") != NULL) &&
	    !is(claims, "azp", client))
		return wrong(cx, "it was made for another client");
	if (json_get_int(claims, "exp", 0) <= now - SLACK)
		return wrong(cx, "it is over");
	if (json_get_int(claims, "iat", now) > now + SLACK || json_get_int(claims, "nbf", now) > now + SLACK)
		return wrong(cx, "it is of the future");
	if (!is(claims, "nonce", nonce))
		return wrong(cx, "it answers another question");
	if (sub == NULL || *sub == '\0' || strlen(sub) > 255)
		return wrong(cx, "it says not who");
	return OK;
}
