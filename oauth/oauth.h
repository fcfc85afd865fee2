/*
 * Hayloft as an authorization server: OAuth 2.0 (RFC 6749 as RFC 9700 wants it
 * used) and OpenID Connect, at mailcow's paths.  Only codes with PKCE; no
 * passwords, no implicit tokens.
 *
 * A browser comes to /oauth/authorize, which is the page of ui/oauth; that signs
 * its person in as always, second factor and all, and asks authorization_post
 * what is missing.  Everything else is for programs, which prove themselves:
 * these rows look at no cookie (NEED_CLIENT).
 */
#ifndef OAUTH_OAUTH_H
#define OAUTH_OAUTH_H

#include "core/http.h"

/* POST /oauth/authorize (OpenID Connect Core, section 3.1.2.1): the same as GET. */
enum status oauth_authorize_post(struct ctx *cx, const struct request *rq, struct reply *re);

/* POST /api/v2/oauth/authorization; needs nobody (oauth/authorization.c). */
enum status oauth_authorization_post(struct ctx *cx, const struct request *rq, struct reply *re);

/* POST /oauth/token, /oauth/revoke (RFC 7009), /oauth/introspect (RFC 7662). */
enum status oauth_token_post(struct ctx *cx, const struct request *rq, struct reply *re);
enum status oauth_revoke_post(struct ctx *cx, const struct request *rq, struct reply *re);
enum status oauth_introspect_post(struct ctx *cx, const struct request *rq, struct reply *re);

/* /oauth/userinfo (OpenID Connect Core, section 5.3) and mailcow's /oauth/profile; needs an account. */
enum status oauth_userinfo(struct ctx *cx, const struct request *rq, struct reply *re);
enum status oauth_profile(struct ctx *cx, const struct request *rq, struct reply *re);

/* What browsers ask before a page elsewhere may send its token. */
enum status oauth_options(struct ctx *cx, const struct request *rq, struct reply *re);

/* /.well-known/openid-configuration, /.well-known/oauth-authorization-server (RFC 8414). */
enum status oauth_metadata(struct ctx *cx, const struct request *rq, struct reply *re);

/* /oauth/jwks: the keys that sign ID tokens (RFC 7517). */
enum status oauth_jwks(struct ctx *cx, const struct request *rq, struct reply *re);

/* /api/v2/oauth/grants: what one has allowed; DELETE …/ID takes it back. */
enum status oauth_grants_get(struct ctx *cx, const struct request *rq, struct reply *re);
enum status oauth_grants_delete(struct ctx *cx, const struct request *rq, struct reply *re);

/* /api/v2/session/provider: signing in at a provider elsewhere; needs nobody. */
enum status oauth_provider_get(struct ctx *cx, const struct request *rq, struct reply *re);
enum status oauth_provider_post(struct ctx *cx, const struct request *rq, struct reply *re);

/* /api/v2/mail-sign-in: a sign-in at a mail provider instead of its password; needs an account. */
enum status oauth_mail_sign_in_get(struct ctx *cx, const struct request *rq, struct reply *re);
enum status oauth_mail_sign_in_post(struct ctx *cx, const struct request *rq, struct reply *re);

/* POST /api/v1/edit/identity-provider-test, as an operation (admin/operation.h). */
enum status oauth_provider_test(struct ctx *cx, const struct request *rq, struct reply *re);

#endif
