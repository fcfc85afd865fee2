/*
 * Signing in at an OpenID provider elsewhere: a code with PKCE, and an ID token
 * that is verified here.
 *	GET /api/v2/session/provider	{"name"}: there is one
 *	POST {}				{"redirect", "binding"}: go there
 *	POST {"query", "binding"}	what /oauth/callback was called with: as any sign-in
 * (admin/sign_in_steps.h), so that a second factor of the account is obeyed.
 * The tab that begins keeps the binding: who leads somebody else's browser to
 * the callback with a code of his own signs nobody in.
 */
#include <string.h>

#include "admin/session.h"
#include "admin/sign_in_steps.h"
#include "admin/signin.h"
#include "admin/webauthn.h"
#include "core/pkce.h"
#include "core/redirect_uri.h"
#include "fetch/token.h"
#include "oauth/oauth.h"
#include "oauth/private.h"
#include "oauth/verify.h"
#include "storage/db.h"

#define ANSWER_MAX	(256 << 10)
#define TIMEOUT_MS	8000

static enum status
ask(struct ctx *cx, struct fetch *f, json_t **out)
{
	struct fetched got;
	enum status st;

	f->max = ANSWER_MAX;
	f->timeout = TIMEOUT_MS;
	f->https_only = true;
	if ((st = fetch_url(cx, f, &got)) != OK)
		return st;
	if (got.code != 200)
		return fault(cx, ERR_UPSTREAM, "the provider answered %d at %s", got.code, f->url);
	return json_read(cx, got.body, got.body_len, out);
}

enum status
provider_issuer(struct ctx *cx, const json_t *settings, const char **out)
{
	const char *source = json_get_text(settings, "authsource");
	const char *url = json_get_text(settings, "server_url"), *realm = json_get_text(settings, "realm");

	if (source == NULL || url == NULL || *url == '\0' || json_get_text(settings, "client_id") == NULL)
		return fault(cx, ERR_NOT_FOUND, "no provider is set up");
	*out = url;
	if (strcmp(source, "keycloak") == 0 && realm != NULL)
		*out = arena_printf(cx->arena, "%s%srealms/%s", url, url[strlen(url) - 1] == '/' ? "" : "/",
		    http_escape(cx->arena, realm));
	return OK;
}

static enum status
load(struct ctx *cx, struct provider *p)
{
	enum status st;

	*p = (struct provider){ 0 };
	if ((st = db_identity_provider_get(cx, &p->settings)) != OK ||
	    (st = provider_issuer(cx, p->settings, &p->issuer)) != OK ||
	    (st = db_identity_provider_secret(cx, &p->secret)) != OK)
		return st;
	p->client = json_get_text(p->settings, "client_id");
	return OK;
}

enum status
provider_discover(struct ctx *cx, struct provider *p)
{
	size_t len = strlen(p->issuer);
	struct fetch f = { .url = arena_printf(cx->arena, "%.*s/.well-known/openid-configuration",
	    (int)(len - (p->issuer[len - 1] == '/')), p->issuer) };
	const char *issuer;
	json_t *told;
	enum status st;

	if ((st = ask(cx, &f, &told)) != OK)
		return st;
	issuer = json_get_text(told, "issuer");
	p->authorize = json_get_text(told, "authorization_endpoint");
	p->token = json_get_text(told, "token_endpoint");
	p->keys = json_get_text(told, "jwks_uri");
	if (issuer == NULL || strcmp(issuer, p->issuer) != 0)
		return fault(cx, ERR_UPSTREAM, "the provider says that it is another one");
	if (p->authorize == NULL || p->token == NULL || p->keys == NULL ||
	    !redirect_uri_is_sound(p->authorize))
		return fault(cx, ERR_UPSTREAM, "the provider does not say where to ask");
	return OK;
}

static enum status
start(struct ctx *cx, const struct request *rq, struct reply *re)
{
	char state[TOKEN_LEN + 1], binding[TOKEN_LEN + 1], nonce[TOKEN_LEN + 1], verifier[TOKEN_LEN + 1];
	const char *url, *scopes;
	struct webauthn_site site;
	struct elsewhere e;
	struct provider p;
	enum status st;

	if ((st = load(cx, &p)) != OK || (st = provider_discover(cx, &p)) != OK ||
	    (st = webauthn_site(cx, rq, &site)) != OK)
		return st;
	hash_token(nonce);
	hash_token(verifier);
	e = (struct elsewhere){ .issuer = p.issuer, .client_id = p.client, .nonce = nonce,
	    .verifier = verifier,
	    .redirect_uri = arena_printf(cx->arena, "%s/oauth/callback", site.origin) };
	if ((st = db_elsewhere_add(cx, &e, state, binding)) != OK)
		return st;
	scopes = json_get_text(p.settings, "client_scopes");
	url = redirect_uri_add(cx->arena, p.authorize, "response_type", "code");
	url = redirect_uri_add(cx->arena, url, "client_id", p.client);
	url = redirect_uri_add(cx->arena, url, "redirect_uri", e.redirect_uri);
	url = redirect_uri_add(cx->arena, url, "scope",
	    scopes != NULL && *scopes != '\0' ? scopes : "openid profile email");
	url = redirect_uri_add(cx->arena, url, "state", state);
	url = redirect_uri_add(cx->arena, url, "nonce", nonce);
	url = redirect_uri_add(cx->arena, url, "code_challenge", pkce_challenge(cx->arena, verifier));
	url = redirect_uri_add(cx->arena, url, "code_challenge_method", "S256");
	return oauth_send(cx, re, 200, json_keep(cx->arena,
	    json_pack("{s:s, s:s}", "redirect", url, "binding", binding)));
}

enum status
provider_post(struct ctx *cx, const struct provider *p, const char *body, struct fetched *out)
{
	return token_post(cx, &(struct token_server){ p->token, p->client, p->secret }, body, out);
}

/* The code for an ID token, by the back door (RFC 6749, section 4.1.3). */
static enum status
exchange(struct ctx *cx, const struct provider *p, const struct elsewhere *e, const char *code,
    json_t **claims)
{
	const char *body = arena_printf(cx->arena, "grant_type=authorization_code&code=%s"
	    "&redirect_uri=%s&code_verifier=%s", http_escape(cx->arena, code),
	    http_escape(cx->arena, e->redirect_uri), http_escape(cx->arena, e->verifier));
	struct fetch jwks = { .url = p->keys };
	json_t *tokens, *keys;
	struct fetched got;
	const char *token;
	enum status st;

	if ((st = provider_post(cx, p, body, &got)) != OK)
		return st;
	if (got.code != 200)
		return fault(cx, ERR_UPSTREAM, "the provider answered %d at %s", got.code, p->token);
	if ((st = json_read(cx, got.body, got.body_len, &tokens)) != OK ||
	    (st = ask(cx, &jwks, &keys)) != OK)
		return st;
	if ((token = json_get_text(tokens, "id_token")) == NULL)
		return fault(cx, ERR_UPSTREAM, "the provider sent no ID token");
	if ((st = oauth_verify(cx, token, keys, claims)) != OK)
		return st;
	return oauth_check_claims(cx, *claims, p->issuer, p->client, e->nonce);
}

/* As after a right password. */
static enum status
sign_in(struct ctx *cx, const struct request *rq, struct reply *re, const struct account *account)
{
	struct sign_in_step step = { .account = account->id, .way = "provider" };

	if (!account_may_sign_in(account))
		return fault(cx, ERR_DENIED, "this account may not sign in");
	account_becomes(cx, account, PROOF_SESSION);
	return sign_in_next(cx, rq, re, &step, NULL);
}

static enum status
finish(struct ctx *cx, const struct request *rq, struct reply *re, const char *query,
    const char *binding)
{
	const char *state, *code, *issuer;
	struct account account;
	struct elsewhere e;
	struct provider p;
	struct form form;
	json_t *claims;
	enum status st;

	if ((st = form_read(cx, query, &form)) != OK)
		return st;
	state = form_get(&form, "state");
	code = form_get(&form, "code");
	issuer = form_get(&form, "iss");
	if (state == NULL)
		return fault(cx, ERR_INVALID, "state is needed");
	if ((st = db_elsewhere_take(cx, state, binding, &e)) != OK)
		return st;
	if (form_get(&form, "error") != NULL)
		return oauth_problem(cx, ERR_DENIED, "provider_refused", "the provider said: %.100s",
		    form_get(&form, "error"));
	/* RFC 9207: the answer is of the provider that was asked. */
	if (code == NULL || (issuer != NULL && strcmp(issuer, e.issuer) != 0))
		return oauth_problem(cx, ERR_DENIED, "provider_wrong", "the answer is not the provider's");
	if ((st = load(cx, &p)) != OK)
		return st;
	if (strcmp(p.issuer, e.issuer) != 0 || strcmp(p.client, e.client_id) != 0)
		return fault(cx, ERR_UNAUTHENTICATED, "the provider was changed: begin again");
	if ((st = provider_discover(cx, &p)) != OK || (st = exchange(cx, &p, &e, code, &claims)) != OK ||
	    (st = provider_account(cx, p.settings, p.issuer, claims, &account)) != OK)
		return st;
	return sign_in(cx, rq, re, &account);
}

enum status
oauth_provider_get(struct ctx *cx, const struct request *rq, struct reply *re)
{
	const char *name;
	struct provider p;
	enum status st;

	(void)rq;
	if ((st = load(cx, &p)) == ERR_NOT_FOUND) {
		ctx_forgive(cx);
		return oauth_send(cx, re, 200, json_keep(cx->arena, json_object()));
	}
	if (st != OK)
		return st;
	name = json_get_text(p.settings, "name");
	return oauth_send(cx, re, 200, json_keep(cx->arena, json_pack("{s:s}", "name",
	    name != NULL && *name != '\0' ? name : json_get_text(p.settings, "server_url"))));
}

enum status
oauth_provider_post(struct ctx *cx, const struct request *rq, struct reply *re)
{
	const char *query, *binding;
	json_t *body;
	enum status st;

	if (!http_type_is(http_header(rq, "content-type"), "application/json"))
		return fault(cx, ERR_INVALID, "send application/json");
	if ((st = json_read(cx, rq->body, rq->body_len, &body)) != OK)
		return st;
	query = json_get_text(body, "query");
	binding = json_get_text(body, "binding");
	if (query == NULL)
		return start(cx, rq, re);
	if (binding == NULL)
		return fault(cx, ERR_INVALID, "binding is needed");
	st = finish(cx, rq, re, query, binding);
	return st;
}
