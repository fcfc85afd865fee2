/*
 * The token endpoint (RFC 6749, section 3.2): a code or a refresh token for
 * an access token.  A code is used up by the first who shows it, right or not;
 * one that comes back has been stolen, so what it led to ends (section 4.1.2).
 */
#include <string.h>

#include "admin/mail_news.h"
#include "core/pkce.h"
#include "core/scope.h"
#include "oauth/oauth.h"
#include "oauth/private.h"
#include "storage/audit.h"
#include "storage/db.h"
#include "storage/oauth_code.h"

static enum status
audit(struct ctx *cx, const char *event, int64_t account, const struct oauth_client *client)
{
	return db_audit(cx, &(struct audit){ .account = account, .event = event,
	    .object = client->name, .actor = client->client_id });
}

/* Somebody has what is not his: the person's programs must ask him again. */
static enum status
stolen(struct ctx *cx, const struct oauth_client *client, int64_t account, const char *what)
{
	struct account a;
	enum status st;

	ctx_forgive(cx);
	if ((st = audit(cx, "oauth.replay", account, client)) != OK ||
	    (st = db_account_get(cx, account, &a)) != OK ||
	    (st = db_commit(cx)) != OK)
		return st;
	mail_news_shut(cx, a.address);
	return oauth_refuse(cx, "invalid_grant", "the %s was used before: all that it led to has ended", what);
}

/* Why this code is not for this request, or NULL. */
static const char *
code_lacks(struct ctx *cx, const struct oauth_code *code, const struct oauth_client *client,
    const struct form *form)
{
	const char *redirect = form_get(form, "redirect_uri");
	const char *verifier = form_get(form, "code_verifier");

	if (code->client != client->id)
		return "the code was given to another client";
	if (code->over)
		return "the code is over";
	if (code->redirect_uri != NULL && (redirect == NULL || strcmp(redirect, code->redirect_uri) != 0))
		return "redirect_uri is not the one of the request";
	/* A verifier without a challenge: somebody took the challenge out on the way (RFC 9700, section 4.8). */
	if (code->challenge == NULL)
		return verifier == NULL && !client->is_public ? NULL : "the request had no code_challenge";
	if (verifier == NULL || !pkce_fits(cx->arena, verifier, code->challenge))
		return "code_verifier does not fit the request";
	return NULL;
}

static enum status
by_code(struct ctx *cx, const struct oauth_client *client, const struct form *form,
    struct oauth_grant *grant, struct oauth_tokens *tokens, const char **nonce)
{
	const char *text = form_get(form, "code"), *lacks, *name;
	struct oauth_code code;
	struct account account;
	enum status st;

	if (text == NULL)
		return oauth_refuse(cx, "invalid_request", "code is needed");
	if ((st = db_oauth_code_take(cx, text, &code)) == ERR_NOT_FOUND)
		return oauth_refuse(cx, "invalid_grant", "there is no such code");
	if (st != OK)
		return st;
	if (code.used) {
		if (code.grant != 0 && (st = db_oauth_grant_end(cx, code.account, code.grant, &name)) != OK &&
		    st != ERR_NOT_FOUND)
			return st;
		return stolen(cx, client, code.account, "code");
	}
	if ((lacks = code_lacks(cx, &code, client, form)) != NULL) {
		if ((st = db_commit(cx)) != OK)
			return st;
		return oauth_refuse(cx, "invalid_grant", "%s", lacks);
	}
	if ((st = db_account_get(cx, code.account, &account)) == ERR_NOT_FOUND ||
	    (st == OK && !account_may_sign_in(&account)))
		return oauth_refuse(cx, "invalid_grant", "the account may not sign in any more");
	*grant = (struct oauth_grant){ .account = code.account, .client = client->id,
	    .scopes = code.scopes, .auth_time = code.auth_time, .way = code.way };
	*nonce = code.nonce;
	if (st != OK || (st = db_oauth_grant_add(cx, grant, tokens)) != OK ||
	    (st = db_oauth_code_led(cx, text, grant->id)) != OK)
		return st;
	return audit(cx, "oauth.grant", grant->account, client);
}

static enum status
by_refresh(struct ctx *cx, const struct oauth_client *client, const struct form *form,
    struct oauth_grant *grant, struct oauth_tokens *tokens, const char **scopes)
{
	const char *text = form_get(form, "refresh_token");
	enum status st;

	*scopes = form_get(form, "scope");
	if (text == NULL)
		return oauth_refuse(cx, "invalid_request", "refresh_token is needed");
	st = db_oauth_refresh(cx, client->id, text, *scopes, grant, tokens);
	if (st == ERR_NOT_FOUND)
		return oauth_refuse(cx, "invalid_grant", "there is no such refresh token");
	if (st == ERR_INVALID)
		return oauth_refuse(cx, "invalid_scope", "more than was granted");
	if (st == ERR_PRECONDITION)
		return stolen(cx, client, grant->account, "refresh token");
	return st;
}

static enum status
token(struct ctx *cx, const struct oauth_client *client, const struct form *form, json_t **out)
{
	const char *type = form_get(form, "grant_type"), *nonce = NULL, *scopes = NULL, *id_token;
	struct oauth_tokens tokens;
	struct oauth_grant grant;
	enum status st;

	if (type == NULL)
		return oauth_refuse(cx, "invalid_request", "grant_type is needed");
	if ((st = db_begin(cx)) != OK)
		return st;
	if (strcmp(type, "authorization_code") == 0)
		st = by_code(cx, client, form, &grant, &tokens, &nonce);
	else if (strcmp(type, "refresh_token") == 0)
		st = by_refresh(cx, client, form, &grant, &tokens, &scopes);
	else
		return oauth_refuse(cx, "unsupported_grant_type", "authorization_code or refresh_token");
	if (st != OK)
		return st;
	grant.client_id = client->client_id;
	*out = json_keep(cx->arena, json_pack("{s:s, s:s, s:i, s:s, s:s}",
	    "access_token", tokens.access, "token_type", "Bearer", "expires_in", OAUTH_ACCESS_SECONDS,
	    "refresh_token", tokens.refresh, "scope", scopes != NULL ? scopes : grant.scopes));
	hash_wipe(&tokens.refresh, sizeof tokens.refresh);
	if (scope_has(grant.scopes, "openid")) {
		if ((st = oauth_id_token(cx, &grant, nonce, tokens.access, &id_token)) != OK)
			return st;
		json_object_set_new(*out, "id_token", json_string(id_token));
	}
	hash_wipe(&tokens.access, sizeof tokens.access);
	return db_commit(cx);
}

enum status
oauth_token_post(struct ctx *cx, const struct request *rq, struct reply *re)
{
	struct oauth_client client;
	struct form form;
	json_t *out = NULL;
	enum status st;

	if ((st = oauth_client_read(cx, rq, &form, &client)) == OK)
		st = token(cx, &client, &form, &out);
	return oauth_answer(cx, rq, re, st, out);
}
