#include <string.h>

#include "core/clock.h"
#include "core/hash.h"
#include "core/scope.h"
#include "oauth/private.h"
#include "storage/account.h"

void
oauth_claims(const struct account *account, const char *scopes, json_t *out)
{
	if (scope_has(scopes, "email")) {
		json_object_set_new(out, "email", json_string(account->address));
		json_object_set_new(out, "email_verified", json_true());
	}
	if (scope_has(scopes, "profile")) {
		json_object_set_new(out, "name", json_string(*account->name != '\0' ? account->name :
		    account->address));
		json_object_set_new(out, "preferred_username", json_string(account->address));
	}
}

/* Authentication Method References (RFC 8176) of a session's way. */
static json_t *
methods(const char *way)
{
	static const struct {
		const char	*way, *methods[3];
	} known[] = {
		{ "password", { "pwd" } }, { "totp", { "pwd", "otp", "mfa" } },
		{ "recovery", { "pwd", "mfa" } }, { "key", { "pwd", "hwk", "mfa" } },
		{ "yubico", { "pwd", "otp", "mfa" } }, { "passkey", { "hwk", "user", "mfa" } },
	};
	json_t *out = json_array();

	for (size_t i = 0; i < COUNT(known); i++)
		for (size_t m = 0; strcmp(known[i].way, way) == 0 && m < 3 && known[i].methods[m] != NULL; m++)
			json_array_append_new(out, json_string(known[i].methods[m]));
	return out;
}

enum status
oauth_id_token(struct ctx *cx, const struct oauth_grant *grant, const char *nonce,
    const char *access, const char **out)
{
	unsigned char sha[SHA256_LEN];
	int64_t now = clock_seconds();
	struct account account;
	json_t *claims;
	enum status st;

	if ((st = db_account_get(cx, grant->account, &account)) != OK)
		return st;
	/* OpenID Connect Core, section 3.1.3.6: the left half of the access token's hash. */
	hash_sha256(access, strlen(access), sha);
	claims = json_keep(cx->arena, json_pack("{s:s, s:s, s:s, s:s, s:I, s:I, s:I, s:o, s:s}",
	    "iss", oauth_issuer(cx), "sub", oauth_subject(cx, grant->account),
	    "aud", grant->client_id, "azp", grant->client_id,
	    "iat", (json_int_t)now, "exp", (json_int_t)(now + OAUTH_ACCESS_SECONDS),
	    "auth_time", (json_int_t)grant->auth_time, "amr", methods(grant->way),
	    "at_hash", base64url_encode(cx->arena, sha, SHA256_LEN / 2)));
	if (nonce != NULL)
		json_object_set_new(claims, "nonce", json_string(nonce));
	oauth_claims(&account, grant->scopes, claims);
	return oauth_sign(cx, claims, out);
}
