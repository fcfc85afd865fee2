#include <string.h>

#include "admin/session.h"
#include "admin/signin.h"
#include "core/conf.h"
#include "core/json.h"
#include "storage/audit.h"
#include "storage/db.h"
#include "storage/session.h"

#define ATTRIBUTES	"HttpOnly; Secure; SameSite=Strict; Path=/"

static void
reply_who(struct ctx *cx, struct reply *re)
{
	const struct principal *who = &cx->who;
	const char *id = arena_printf(cx->arena, "a%lld", (long long)who->account), *text;
	size_t len;

	text = json_write(cx, json_keep(cx->arena, json_pack("{s:s, s:s, s:s, s:s}",
	    "account", id, "address", who->address, "name", who->name,
	    "role", role_name(who->role))), &len);
	reply_bytes(cx, re, 200, "application/json", text, len);
	reply_header(cx, re, "cache-control", "no-store");
}

static enum status
read_body(struct ctx *cx, const struct request *rq, const char **login, const char **password)
{
	json_t *body;
	enum status st;

	/* A page elsewhere cannot send this type without asking us first. */
	if (!http_type_is(http_header(rq, "content-type"), "application/json"))
		return fault(cx, ERR_INVALID, "send application/json");
	if ((st = json_read(cx, rq->body, rq->body_len, &body)) != OK)
		return st;
	*login = json_get_text(body, "login");
	*password = json_get_text(body, "password");
	if (*login == NULL || *password == NULL)
		return fault(cx, ERR_INVALID, "login and password are needed");
	return OK;
}

enum status
session_post(struct ctx *cx, const struct request *rq, struct reply *re)
{
	const char *login = NULL, *password = NULL, *old = http_cookie(cx, rq, SESSION_COOKIE);
	char token[TOKEN_LEN + 1];
	int64_t credential, wait = 0;
	enum status st;

	if ((st = read_body(cx, rq, &login, &password)) != OK)
		return st;
	st = signin(cx, login, password, NULL, PROOF_SESSION, &credential, &wait);
	if (st == ERR_LIMIT && wait > 0) {
		reply_problem(cx, re, 429, "too many wrong passwords, try again later");
		reply_header(cx, re, "retry-after",
		    arena_printf(cx->arena, "%lld", (long long)wait));
		return OK;
	}
	if (st != OK ||
	    (st = db_begin(cx)) != OK ||
	    (old != NULL && (st = db_session_end(cx, old)) != OK) ||
	    (st = db_session_start(cx, cx->who.account, credential,
	    http_header(rq, "user-agent"),
	    token)) != OK ||
	    (st = db_audit(cx, &(struct audit){ .account = cx->who.account,
	    .event = "session.start", .object = cx->who.address })) != OK ||
	    (st = db_commit(cx)) != OK)
		return st;
	reply_who(cx, re);
	reply_header(cx, re, "set-cookie",
	    arena_printf(cx->arena, SESSION_COOKIE "=%s; Max-Age=%lld; " ATTRIBUTES, token,
	    (long long)cx->conf->session_days * 86400));
	hash_wipe(token, sizeof token);
	return OK;
}

enum status
session_get(struct ctx *cx, const struct request *rq, struct reply *re)
{
	(void)rq;
	if (cx->who.account == 0)
		return fault(cx, ERR_UNAUTHENTICATED, "not signed in");
	reply_who(cx, re);
	return OK;
}

static void
reply_signed_out(struct ctx *cx, struct reply *re)
{
	re->code = 204;
	reply_header(cx, re, "set-cookie", SESSION_COOKIE "=; Max-Age=0; " ATTRIBUTES);
	reply_header(cx, re, "clear-site-data", "\"cache\", \"storage\"");
}

enum status
session_delete(struct ctx *cx, const struct request *rq, struct reply *re)
{
	const char *token = http_cookie(cx, rq, SESSION_COOKIE);
	enum status st;

	if (token != NULL && cx->who.proof == PROOF_SESSION) {
		if ((st = db_begin(cx)) != OK ||
		    (st = db_session_end(cx, token)) != OK ||
		    (st = db_audit(cx, &(struct audit){ .account = cx->who.account,
		    .event = "session.end", .object = cx->who.address })) != OK ||
		    (st = db_commit(cx)) != OK)
			return st;
	}
	reply_signed_out(cx, re);
	return OK;
}

enum status
sessions_delete(struct ctx *cx, const struct request *rq, struct reply *re)
{
	int64_t ended;
	json_t *after;
	enum status st;

	(void)rq;
	if ((st = db_session_end_all(cx, cx->who.account, &ended)) != OK)
		return st;
	after = json_keep(cx->arena, json_pack("{s:I}", "ended", (json_int_t)ended));
	if ((st = db_audit(cx, &(struct audit){ .account = cx->who.account,
	    .event = "session.end-all", .object = cx->who.address,
	    .after = json_write(cx, after, NULL) })) != OK ||
	    (st = db_commit(cx)) != OK)
		return st;
	reply_signed_out(cx, re);
	return OK;
}
