/*
 * What the files of this folder share.
 */
#ifndef OAUTH_PRIVATE_H
#define OAUTH_PRIVATE_H

#include "core/form.h"
#include "core/json.h"
#include "fetch/fetch.h"
#include "storage/identity_provider.h"
#include "storage/oauth_client.h"
#include "storage/oauth_grant.h"

/* --- answers (oauth/answer.c) --- */

/*
 * A refusal in OAuth's words (RFC 6749, sections 4.1.2.1 and 5.2): ERROR is one
 * of its codes.  The handler passes it up to oauth_answer().
 */
enum status oauth_refuse(struct ctx *cx, const char *error, const char *fmt, ...) PRINTF(3, 4);

/*
 * A refusal to the browser's page: ST with PROBLEM, the type of the problem document (RFC 9457)
 * by which the page finds words in its own language (ui/lib/why.ts).
 */
enum status oauth_problem(struct ctx *cx, enum status st, const char *problem, const char *fmt, ...)
    PRINTF(4, 5);

/*
 * The end of a handler for programs: ST OK sends VALUE; what oauth_refuse() said
 * is sent as {"error", "error_description"}; other failures go up.
 */
enum status oauth_answer(struct ctx *cx, const struct request *rq, struct reply *re,
    enum status st, const json_t *value);

/* VALUE with CODE, kept by no cache. */
enum status oauth_send(struct ctx *cx, struct reply *re, int code, const json_t *value);

/* For pages elsewhere, too: nothing here depends on a cookie. */
void oauth_for_all_pages(struct ctx *cx, struct reply *re);

/* --- programs (oauth/client.c) --- */

/*
 * The body of a request by a program, and who that is (RFC 6749, section 2.3):
 * its secret in the header or the body, or, for a public one, its name alone.
 */
enum status oauth_client_read(struct ctx *cx, const struct request *rq, struct form *form,
    struct oauth_client *out) NODISCARD;

/* --- who we are --- */

/* "https://mail.example.org": never from what a client sent. */
const char *oauth_issuer(struct ctx *cx);
const char *oauth_url(struct ctx *cx, const char *path);

/* How an account is called in tokens: for ever, and nobody else after it. */
const char *oauth_subject(struct ctx *cx, int64_t account);

/* --- what tokens say (oauth/claims.c) --- */

/* Claims about ACCOUNT that SCOPES open, into OUT. */
void oauth_claims(const struct account *account, const char *scopes, json_t *out);

/* The ID token of a grant; NONCE may be NULL. */
enum status oauth_id_token(struct ctx *cx, const struct oauth_grant *grant, const char *nonce,
    const char *access, const char **out) NODISCARD;

/* --- signing in elsewhere (oauth/elsewhere.c, oauth/elsewhere_account.c) --- */

/* What the provider needs to be asked. */
struct provider {
	const char	*issuer, *client, *secret;	/* NULL: a public client */
	const char	*authorize, *token, *keys;	/* by its metadata */
	json_t		*settings;
};

/* Ask the issuer for the rest (OpenID Connect Discovery, section 4). */
enum status provider_discover(struct ctx *cx, struct provider *p) NODISCARD;

/* BODY to the token endpoint, in our name; whatever it answers. */
enum status provider_post(struct ctx *cx, const struct provider *p, const char *body,
    struct fetched *out) NODISCARD;

/* ERR_NOT_FOUND: no provider is set up. */
enum status provider_issuer(struct ctx *cx, const json_t *settings, const char **out) NODISCARD;

/* Whose account CLAIMS of ISSUER are about, made now where that is wanted.  ERR_DENIED: nobody's. */
enum status provider_account(struct ctx *cx, const json_t *settings, const char *issuer,
    const json_t *claims, struct account *out) NODISCARD;

/* --- signatures (oauth/key.c) --- */

/* A compact JWS (RFC 7515) by the key that signs now, which is made if there is none. */
enum status oauth_sign(struct ctx *cx, const json_t *claims, const char **out) NODISCARD;

/* All public keys as a JWK set. */
enum status oauth_keys(struct ctx *cx, json_t **out) NODISCARD;

#endif
