/*
 * Who somebody is, for whoever shows his access token: as OpenID Connect
 * says it, and as mailcow does.
 */
#include <string.h>

#include "core/scope.h"
#include "oauth/oauth.h"
#include "oauth/private.h"
#include "storage/account.h"

static enum status
send(struct ctx *cx, struct reply *re, json_t *value)
{
	size_t len;
	const char *text = json_write(cx, json_keep(cx->arena, value), &len);

	reply_bytes(cx, re, 200, "application/json", text, len);
	reply_header(cx, re, "cache-control", "no-store");
	oauth_for_all_pages(cx, re);
	return OK;
}

/* Not by a cookie or a password: what is told is what the token's scopes open. */
static enum status
find(struct ctx *cx, struct account *out)
{
	if (cx->who.proof != PROOF_TOKEN)
		return fault(cx, ERR_UNAUTHENTICATED, "show an access token");
	return db_account_get(cx, cx->who.account, out);
}

enum status
oauth_userinfo(struct ctx *cx, const struct request *rq, struct reply *re)
{
	struct account account;
	json_t *out;
	enum status st;

	(void)rq;
	if ((st = find(cx, &account)) != OK)
		return st;
	out = json_pack("{s:s}", "sub", oauth_subject(cx, account.id));
	oauth_claims(&account, cx->who.token_scopes, out);
	return send(cx, re, out);
}

enum status
oauth_profile(struct ctx *cx, const struct request *rq, struct reply *re)
{
	struct account account;
	const char *name;
	enum status st;

	(void)rq;
	if ((st = find(cx, &account)) != OK)
		return st;
	if (!scope_has(cx->who.token_scopes, "profile"))
		return send(cx, re, json_pack("{s:b}", "success", 0));
	name = *account.name != '\0' ? account.name : account.address;
	return send(cx, re, json_pack("{s:b, s:s, s:s, s:s, s:s, s:s, s:s, s:s, s:s, s:s}", "success", 1,
	    "username", account.address, "id", account.address, "identifier", account.address,
	    "email", account.address, "full_name", name, "displayName", name,
	    "created", account.created, "modified", account.created, "active", "1"));
}

enum status
oauth_options(struct ctx *cx, const struct request *rq, struct reply *re)
{
	(void)rq;
	re->code = 204;
	oauth_for_all_pages(cx, re);
	reply_header(cx, re, "access-control-allow-methods", "GET, POST");
	reply_header(cx, re, "access-control-allow-headers", "authorization, content-type");
	reply_header(cx, re, "access-control-max-age", "86400");
	return OK;
}
