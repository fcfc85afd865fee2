#include <string.h>

#include "core/hash.h"
#include "core/pkce.h"

#define CHALLENGE_LEN	43	/* a SHA-256 in base64url */
#define VERIFIER_LEAST	43
#define VERIFIER_MOST	128
#define WORD		"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"

const char *
pkce_challenge(struct arena *arena, const char *verifier)
{
	unsigned char sha[SHA256_LEN];

	hash_sha256(verifier, strlen(verifier), sha);
	return base64url_encode(arena, sha, sizeof sha);
}

bool
pkce_is_sound(const char *challenge)
{
	return strlen(challenge) == CHALLENGE_LEN && strspn(challenge, WORD) == CHALLENGE_LEN;
}

bool
pkce_fits(struct arena *arena, const char *verifier, const char *challenge)
{
	size_t len = strlen(verifier);

	return len >= VERIFIER_LEAST && len <= VERIFIER_MOST && strspn(verifier, WORD ".~") == len &&
	    pkce_is_sound(challenge) &&
	    hash_equal(pkce_challenge(arena, verifier), challenge, CHALLENGE_LEN);
}
