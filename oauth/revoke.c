/*
 * What a program asks about tokens afterwards: that they end (RFC 7009), and
 * what they are (RFC 7662).
 */
#include <string.h>

#include "admin/mail_news.h"
#include "oauth/oauth.h"
#include "oauth/private.h"
#include "storage/audit.h"
#include "storage/db.h"

static enum status
end(struct ctx *cx, const struct oauth_client *client, const char *text)
{
	struct oauth_token token;
	const char *name;
	enum status st;

	/* What is no token has ended already (section 2.2). */
	if ((st = db_oauth_token_find(cx, text, &token)) == ERR_NOT_FOUND) {
		ctx_forgive(cx);
		return OK;
	}
	if (st != OK)
		return st;
	if (strcmp(token.client_id, client->client_id) != 0)
		return oauth_refuse(cx, "invalid_grant", "the token was given to another client");
	if ((st = db_begin(cx)) != OK)
		return st;
	st = token.is_access ? db_oauth_token_end(cx, text) :
	    db_oauth_grant_end(cx, token.account, token.grant, &name);
	if (st == ERR_NOT_FOUND) {
		ctx_forgive(cx);
		return OK;
	}
	if (st != OK ||
	    (st = db_audit(cx, &(struct audit){ .account = token.account, .event = "oauth.revoke",
	    .object = client->name, .actor = client->client_id })) != OK ||
	    (st = db_commit(cx)) != OK)
		return st;
	mail_news_shut(cx, token.address);
	return OK;
}

enum status
oauth_revoke_post(struct ctx *cx, const struct request *rq, struct reply *re)
{
	struct oauth_client client;
	struct form form;
	enum status st;

	if ((st = oauth_client_read(cx, rq, &form, &client)) == OK)
		st = form_get(&form, "token") != NULL ? end(cx, &client, form_get(&form, "token")) :
		    oauth_refuse(cx, "invalid_request", "token is needed");
	return oauth_answer(cx, rq, re, st, NULL);
}

/* Who may not know hears the same as of what does not exist. */
static enum status
describe(struct ctx *cx, const struct oauth_client *client, const char *text, json_t **out)
{
	struct oauth_token t;
	enum status st;

	*out = json_keep(cx->arena, json_pack("{s:b}", "active", 0));
	if (client->is_public)
		return oauth_refuse(cx, "invalid_client", "a program without a secret may not ask");
	if ((st = db_oauth_token_find(cx, text, &t)) == ERR_NOT_FOUND) {
		ctx_forgive(cx);
		return OK;
	}
	if (st != OK)
		return st;
	if (!t.live || (!client->introspect && strcmp(t.client_id, client->client_id) != 0))
		return OK;
	*out = json_keep(cx->arena, json_pack("{s:b, s:s, s:s, s:s, s:s, s:I, s:I, s:s, s:s}",
	    "active", 1, "scope", t.scopes, "client_id", t.client_id, "username", t.address,
	    "sub", oauth_subject(cx, t.account), "iat", (json_int_t)t.created,
	    "exp", (json_int_t)t.expires, "iss", oauth_issuer(cx),
	    "token_type", t.is_access ? "Bearer" : "refresh_token"));
	return OK;
}

enum status
oauth_introspect_post(struct ctx *cx, const struct request *rq, struct reply *re)
{
	struct oauth_client client;
	struct form form;
	json_t *out = NULL;
	enum status st;

	if ((st = oauth_client_read(cx, rq, &form, &client)) == OK)
		st = form_get(&form, "token") != NULL ?
		    describe(cx, &client, form_get(&form, "token"), &out) :
		    oauth_refuse(cx, "invalid_request", "token is needed");
	return oauth_answer(cx, rq, re, st, out);
}
