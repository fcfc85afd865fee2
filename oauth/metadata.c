#include <string.h>

#include "core/scope.h"
#include "oauth/oauth.h"
#include "oauth/private.h"

/* "a b" becomes ["a", "b"]. */
static json_t *
words(struct arena *arena, const char *text)
{
	char *copy = arena_strdup(arena, text), *rest = NULL;
	json_t *out = json_array();

	for (char *w = strtok_r(copy, " ", &rest); w != NULL; w = strtok_r(NULL, " ", &rest))
		json_array_append_new(out, json_string(w));
	return out;
}

static enum status
send(struct ctx *cx, struct reply *re, const json_t *value)
{
	size_t len;
	const char *text = json_write(cx, value, &len);

	reply_bytes(cx, re, 200, "application/json", text, len);
	reply_header(cx, re, "cache-control", "public, max-age=300");
	oauth_for_all_pages(cx, re);
	return OK;
}

enum status
oauth_metadata(struct ctx *cx, const struct request *rq, struct reply *re)
{
	static const struct {
		const char	*name, *path;
	} urls[] = {
		{ "authorization_endpoint", "/oauth/authorize" }, { "token_endpoint", "/oauth/token" },
		{ "revocation_endpoint", "/oauth/revoke" },
		{ "introspection_endpoint", "/oauth/introspect" },
		{ "userinfo_endpoint", "/oauth/userinfo" }, { "jwks_uri", "/oauth/jwks" },
	};
	static const struct {
		const char	*name, *words;
	} lists[] = {
		{ "scopes_supported", SCOPES_ALL },
		{ "response_types_supported", "code" }, { "response_modes_supported", "query" },
		{ "grant_types_supported", "authorization_code refresh_token" },
		{ "subject_types_supported", "public" },
		{ "id_token_signing_alg_values_supported", "RS256" },
		{ "token_endpoint_auth_methods_supported", "client_secret_basic client_secret_post none" },
		{ "revocation_endpoint_auth_methods_supported", "client_secret_basic client_secret_post none" },
		{ "introspection_endpoint_auth_methods_supported", "client_secret_basic client_secret_post" },
		{ "code_challenge_methods_supported", "S256" },
		{ "prompt_values_supported", "none login consent select_account" },
		{ "claims_supported", "iss sub aud azp exp iat auth_time nonce amr at_hash name"
		  " preferred_username email email_verified" },
	};
	json_t *out = json_keep(cx->arena, json_pack("{s:s}", "issuer", oauth_issuer(cx)));

	(void)rq;
	for (size_t i = 0; i < COUNT(urls); i++)
		json_object_set_new(out, urls[i].name, json_string(oauth_url(cx, urls[i].path)));
	for (size_t i = 0; i < COUNT(lists); i++)
		json_object_set_new(out, lists[i].name, words(cx->arena, lists[i].words));
	json_object_set_new(out, "authorization_response_iss_parameter_supported", json_true());
	json_object_set_new(out, "claims_parameter_supported", json_false());
	json_object_set_new(out, "request_parameter_supported", json_false());
	json_object_set_new(out, "request_uri_parameter_supported", json_false());
	return send(cx, re, out);
}

enum status
oauth_jwks(struct ctx *cx, const struct request *rq, struct reply *re)
{
	json_t *keys;
	enum status st;

	(void)rq;
	if ((st = oauth_keys(cx, &keys)) != OK)
		return st;
	return send(cx, re, keys);
}
