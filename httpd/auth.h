/*
 * Who asks, and may they.  Runs in the worker before the handler.
 *
 * Four proofs: the session cookie, Basic, an API key, an access token.  A cookie is sent by
 * the browser whoever made it ask, so a state-changing request by cookie must
 * also prove that our own page asked (Sec-Fetch-Site or Origin).  Basic goes
 * through basic_cache; on a miss the auth pool verifies (auth_verify_basic)
 * and the request comes again.
 */
#ifndef HTTPD_AUTH_H
#define HTTPD_AUTH_H

#include "core/hash.h"
#include "httpd/routes.h"

/*
 * The key of basic_cache, and the password of the mail core's services, which
 * must stay where it is; once per process, before anything else here.
 */
void auth_open(const unsigned char cache_key[static SHA256_LEN], const char *service_password);

/*
 * Fill cx->who.  OK: run the handler.  Otherwise, when *NEEDS_VERIFY: tell the
 * front (MSG_NEED_VERIFY); else RE holds the answer: 401, 403, 503.
 * cx->remote and cx->request_id are set already.  For NEED_INTERNAL the
 * caller vouches that no client sent the request.
 */
enum status auth_identify(struct ctx *cx, const struct request *rq, enum need need,
    struct reply *re, bool *needs_verify) NODISCARD;

/*
 * In the auth pool: is the Basic password of this request right?  OK: the
 * cache knows it now (MSG_VERIFIED), cx->who is filled.  Otherwise RE holds the
 * answer: 401, 429 with Retry-After, 503.
 */
enum status auth_verify_basic(struct ctx *cx, const struct request *rq,
    struct reply *re) NODISCARD;

/* The parts, for tests. */

/* "Basic base64(login:password)" (RFC 7617); false for anything else. */
bool auth_basic_parse(struct arena *arena, const char *value, const char **login,
    const char **password);

/* "Bearer TOKEN" (RFC 6750, section 2.1); NULL for anything else. */
const char *auth_bearer(struct arena *arena, const char *value);

/* Which scopes open a path, any of them: "dav", "mail", "openid profile"; NULL: no token does. */
const char *auth_scopes(const char *path);

/* GET, HEAD, OPTIONS, PROPFIND, REPORT, SEARCH. */
bool auth_method_is_safe(const char *method);

/* Our own page made the browser ask: same-origin by Sec-Fetch-Site, else by Origin. */
bool auth_same_origin(const struct request *rq);

/* Sent by a page that a person looks at: no password prompt, please. */
bool auth_from_page(const struct request *rq);

/* Which passwords a path takes: "dav" or "jmap"; NULL: only the account's own. */
const char *auth_protocol(const char *path);

#endif
