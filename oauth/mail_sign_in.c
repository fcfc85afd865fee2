/*
 * Signing in at a mail provider elsewhere, so that we may read and send there
 * without a password: a code with PKCE (RFC 6749, section 4.1; RFC 7636; RFC 9700).
 *	GET /api/v2/mail-sign-in	{"providers": […], "redirect_uri"}: where that is possible
 *	POST {"provider", "login"?, "username"?, "grant"?}	{"redirect", "binding"}: go there
 *	POST {"query", "binding"}	{"grant"}: what /oauth/callback was called with
 * A grant is named when an account elsewhere or a sync job is added (admin/grant_of.h);
 * "grant" in the first POST renews one that is over.  The answer is taken from the
 * session that began only, with the binding that its tab keeps: who leads somebody
 * else's browser to the callback with a code of his own gives him nothing.
 */
#include <stdlib.h>
#include <string.h>

#include "admin/rights.h"
#include "core/pkce.h"
#include "core/redirect_uri.h"
#include "fetch/token.h"
#include "oauth/oauth.h"
#include "oauth/private.h"
#include "storage/audit.h"
#include "storage/db.h"
#include "storage/mail_grant.h"
#include "storage/mail_provider.h"

#define CALLBACK	"/oauth/callback"

static enum status
require_session(struct ctx *cx)
{
	return cx->who.proof == PROOF_SESSION && cx->who.session != 0 ? OK :
	    fault(cx, ERR_DENIED, "sign in in the browser for that");
}

/* What a page needs to offer it. */
static json_t *
shown(const struct mail_provider *p)
{
	json_t *domains = json_array();

	for (const char **d = p->domains; *d != NULL; d++)
		json_array_append_new(domains, json_string(*d));
	return json_pack("{s:o, s:s, s:s, s:o, s:s, s:s}",
	    "id", json_sprintf("%lld", (long long)p->id), "name", p->name, "kind", p->kind,
	    "domains", domains, "imap_host", p->imap.host, "smtp_host", p->smtp.host);
}

enum status
oauth_mail_sign_in_get(struct ctx *cx, const struct request *rq, struct reply *re)
{
	json_t *list = json_array(), *out = json_keep(cx->arena, json_pack("{s:o, s:s}", "providers", list,
	    "redirect_uri", oauth_url(cx, CALLBACK)));
	struct mail_provider *p;
	size_t count;
	enum status st;

	(void)rq;
	if ((st = db_mail_provider_list(cx, &p, &count)) != OK)
		return st;
	for (size_t i = 0; i < count; i++)
		json_array_append_new(list, shown(&p[i]));
	return oauth_send(cx, re, 200, out);
}

/* For whose mailbox here: one's own, or USERNAME's, whose objects one may change. */
static enum status
find_owner(struct ctx *cx, const char *username, int64_t *out)
{
	struct rights rights;
	struct account a;
	enum status st;

	*out = cx->who.account;
	if ((st = rights_load(cx, &rights)) != OK)
		return st;
	if (username == NULL || *username == '\0')
		return rights_require(cx, &rights, WHO_PERSON, "syncjobs", cx->who.domain, *out);
	st = db_account_find(cx, username, &a);
	if (st == ERR_NOT_FOUND || (st == OK && rights_require(cx, &rights, WHO_PERSON, "syncjobs",
	    a.domain, a.id) != OK)) {
		/* Who may not change it does not learn whether it is there. */
		ctx_forgive(cx);
		return fault(cx, ERR_DENIED, "that mailbox is not yours to change");
	}
	*out = a.id;
	return st;
}

static bool
read_id(const char *text, int64_t *out)
{
	char *rest;

	*out = text != NULL ? strtoll(text, &rest, 10) : 0;
	return text != NULL && *out > 0 && *rest == '\0';
}

static enum status
find_provider(struct ctx *cx, int64_t id, struct mail_provider *p)
{
	enum status st = db_mail_provider_find(cx, id, p);

	return st != OK || p->active ? st : fault(cx, ERR_NOT_FOUND, "there is no such provider");
}

/* The grant that BODY names must be of S->account and its provider. */
static enum status
find_renewed(struct ctx *cx, const json_t *body, struct mail_sign_in *s)
{
	const char *text = json_get_text(body, "grant");
	struct mail_grant g;
	enum status st;

	if (text == NULL || *text == '\0')
		return OK;
	if (!read_id(text, &s->grant))
		return fault(cx, ERR_INVALID, "grant is a number");
	if ((st = db_mail_grant_find(cx, s->grant, &g)) != OK)
		return st;
	hash_wipe(g.refresh, strlen(g.refresh));
	hash_wipe(g.access, strlen(g.access));
	return g.account == s->account && g.provider == s->provider ? OK :
	    fault(cx, ERR_NOT_FOUND, "that sign-in is gone: sign in again");
}

static const char *
way_there(struct ctx *cx, const struct mail_provider *p, const char *login, const char *state,
    const char *verifier)
{
	struct arena *arena = cx->arena;
	const char *url = redirect_uri_add(arena, p->authorize, "response_type", "code");

	url = redirect_uri_add(arena, url, "client_id", p->client);
	url = redirect_uri_add(arena, url, "redirect_uri", oauth_url(cx, CALLBACK));
	url = redirect_uri_add(arena, url, "scope", p->scopes);
	url = redirect_uri_add(arena, url, "state", state);
	url = redirect_uri_add(arena, url, "code_challenge", pkce_challenge(arena, verifier));
	url = redirect_uri_add(arena, url, "code_challenge_method", "S256");
	url = redirect_uri_add(arena, url, "login_hint", login != NULL && *login != '\0' ? login : NULL);
	/* Google gives a refresh token to who asks so, and each time only when it asks anew. */
	if (strcmp(p->kind, "google") == 0) {
		url = redirect_uri_add(arena, url, "access_type", "offline");
		url = redirect_uri_add(arena, url, "prompt", "consent");
	}
	return url;
}

static enum status
start(struct ctx *cx, const json_t *body, struct reply *re)
{
	char state[TOKEN_LEN + 1], binding[TOKEN_LEN + 1], verifier[TOKEN_LEN + 1];
	const char *login = json_get_text(body, "login");
	struct mail_sign_in s = { .verifier = verifier };
	struct mail_provider p;
	enum status st;

	if (!read_id(json_get_text(body, "provider"), &s.provider))
		return fault(cx, ERR_INVALID, "provider is needed");
	if ((st = find_owner(cx, json_get_text(body, "username"), &s.account)) != OK ||
	    (st = find_provider(cx, s.provider, &p)) != OK ||
	    (st = find_renewed(cx, body, &s)) != OK)
		return st;
	hash_token(verifier);
	if ((st = db_mail_sign_in_add(cx, &s, state, binding)) != OK)
		return st;
	return oauth_send(cx, re, 200, json_keep(cx->arena, json_pack("{s:s, s:s}", "redirect",
	    way_there(cx, &p, login, state, verifier), "binding", binding)));
}

/* The code for tokens, by the back door. */
static enum status
exchange(struct ctx *cx, const struct mail_provider *p, const char *code, const char *verifier,
    struct token_answer *out)
{
	const char *body = arena_printf(cx->arena, "grant_type=authorization_code&code=%s"
	    "&redirect_uri=%s&code_verifier=%s", http_escape(cx->arena, code),
	    http_escape(cx->arena, oauth_url(cx, CALLBACK)), http_escape(cx->arena, verifier));
	struct token_server at = { .url = p->token, .client = p->client };
	char *secret;
	enum status st;

	if ((st = db_mail_provider_secret(cx, p->id, &secret)) != OK)
		return st;
	at.secret = secret;
	st = token_ask(cx, &at, body, out);
	if (secret != NULL)
		hash_wipe(secret, strlen(secret));
	if (st == ERR_UNAUTHENTICATED) {
		ctx_forgive(cx);
		return oauth_problem(cx, ERR_DENIED, "provider_refused", "%s does not know that answer", p->name);
	}
	if (st == OK && out->refresh == NULL)
		return oauth_problem(cx, ERR_DENIED, "provider_no_lasting",
		    "%s lets us in for a moment only: its scopes need offline_access", p->name);
	return st;
}

static enum status
keep(struct ctx *cx, const struct mail_provider *p, const struct mail_sign_in *s,
    const struct token_answer *got, int64_t *id)
{
	struct mail_grant g = { .id = s->grant, .account = s->account, .provider = p->id,
		.refresh = got->refresh, .access = got->access, .left = got->seconds };
	enum status st;

	if ((st = db_begin(cx)) != OK ||
	    (st = db_mail_grant_put(cx, &g)) != OK ||
	    (st = db_mail_grant_try_again(cx, g.id)) != OK ||
	    (st = db_audit(cx, &(struct audit){ .account = s->account, .event = "mail-grant.begin",
	    .object = p->name })) != OK ||
	    (st = db_commit(cx)) != OK)
		return st;
	*id = g.id;
	return OK;
}

static enum status
finish(struct ctx *cx, const char *query, const char *binding, struct reply *re)
{
	const char *state, *code;
	struct token_answer got;
	struct mail_provider p;
	struct mail_sign_in s;
	struct form form;
	int64_t id;
	enum status st;

	if ((st = form_read(cx, query, &form)) != OK)
		return st;
	state = form_get(&form, "state");
	code = form_get(&form, "code");
	if (state == NULL)
		return fault(cx, ERR_INVALID, "state is needed");
	if ((st = db_mail_sign_in_take(cx, state, binding, &s)) == ERR_UNAUTHENTICATED) {
		ctx_forgive(cx);
		return oauth_problem(cx, ERR_DENIED, "provider_over", "that sign-in is over: begin again");
	}
	if (st != OK || (st = find_provider(cx, s.provider, &p)) != OK)
		return st;
	if (form_get(&form, "error") != NULL || code == NULL)
		return oauth_problem(cx, ERR_DENIED, "provider_refused", "%s did not agree", p.name);
	if ((st = exchange(cx, &p, code, s.verifier, &got)) != OK)
		return st;
	st = keep(cx, &p, &s, &got, &id);
	hash_wipe(got.access, strlen(got.access));
	hash_wipe(got.refresh, strlen(got.refresh));
	return st != OK ? st : oauth_send(cx, re, 200, json_keep(cx->arena, json_pack("{s:o}", "grant",
	    json_sprintf("%lld", (long long)id))));
}

enum status
oauth_mail_sign_in_post(struct ctx *cx, const struct request *rq, struct reply *re)
{
	const char *query, *binding;
	json_t *body;
	enum status st;

	if (!http_type_is(http_header(rq, "content-type"), "application/json"))
		return fault(cx, ERR_INVALID, "send application/json");
	if ((st = require_session(cx)) != OK ||
	    (st = json_read(cx, rq->body, rq->body_len, &body)) != OK)
		return st;
	query = json_get_text(body, "query");
	binding = json_get_text(body, "binding");
	if (query == NULL)
		return start(cx, body, re);
	if (binding == NULL)
		return fault(cx, ERR_INVALID, "binding is needed");
	return finish(cx, query, binding, re);
}
