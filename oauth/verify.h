/*
 * ID tokens of another provider (OpenID Connect Core, section 3.1.3.7).
 */
#ifndef OAUTH_VERIFY_H
#define OAUTH_VERIFY_H

#include "core/json.h"

/*
 * The claims of a compact JWS that one of KEYS (a JWK set) has signed, by an
 * algorithm with a public key.  ERR_DENIED when not.
 */
enum status oauth_verify(struct ctx *cx, const char *token, const json_t *keys, json_t **claims) NODISCARD;

/* They are by ISSUER, for CLIENT, good now, and answer NONCE.  ERR_DENIED. */
enum status oauth_check_claims(struct ctx *cx, const json_t *claims, const char *issuer,
    const char *client, const char *nonce) NODISCARD;

#endif
