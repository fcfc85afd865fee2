#include <string.h>

#include "admin/forgotten.h"
#include "admin/session.h"
#include "admin/sign_in_steps.h"
#include "admin/signin.h"
#include "core/conf.h"
#include "storage/audit.h"
#include "storage/db.h"
#include "storage/session.h"

#define ATTRIBUTES	"HttpOnly; Secure; SameSite=Strict; Path=/"

static void
reply_who(struct ctx *cx, struct reply *re, json_t *recovery)
{
	const struct principal *who = &cx->who;
	const char *id = arena_printf(cx->arena, "a%lld", (long long)who->account), *text;
	json_t *out = json_keep(cx->arena, json_pack("{s:s, s:s, s:s, s:s}",
	    "account", id, "address", who->address, "name", who->name,
	    "role", role_name(who->role)));
	size_t len;

	if (recovery != NULL)
		json_object_set(out, "recoveryCodes", recovery);
	text = json_write(cx, out, &len);
	reply_bytes(cx, re, 200, "application/json", text, len);
	reply_header(cx, re, "cache-control", "no-store");
}

void
session_reply_started(struct ctx *cx, struct reply *re, const char *token, json_t *recovery)
{
	reply_who(cx, re, recovery);
	reply_header(cx, re, "set-cookie",
	    arena_printf(cx->arena, SESSION_COOKIE "=%s; Max-Age=%lld; " ATTRIBUTES, token,
	    (long long)cx->conf->session_days * 86400));
}

static enum status
read_body(struct ctx *cx, const struct request *rq, json_t **body)
{
	/* A page elsewhere cannot send this type without asking us first. */
	if (!http_type_is(http_header(rq, "content-type"), "application/json"))
		return fault(cx, ERR_INVALID, "send application/json");
	return json_read(cx, rq->body, rq->body_len, body);
}

static enum status
by_password(struct ctx *cx, const struct request *rq, struct reply *re, const char *login,
    const char *password, int64_t session)
{
	struct sign_in_step step = { .way = "password", .session = session };
	struct credential_use used;
	int64_t wait = 0;
	enum status st;

	st = signin(cx, login, password, NULL, PROOF_SESSION, &used, &wait);
	if (st == ERR_LIMIT && wait > 0)
		return sign_in_too_often(cx, re, wait);
	if (st != OK)
		return st;
	step.account = cx->who.account;
	step.credential = used.id;
	return sign_in_next(cx, rq, re, &step, NULL);
}

enum status
session_post(struct ctx *cx, const struct request *rq, struct reply *re)
{
	const char *login, *password;
	json_t *body;
	enum status st;

	if ((st = read_body(cx, rq, &body)) != OK)
		return st;
	if (json_object_get(body, "step") != NULL)
		return sign_in_answer(cx, rq, re, body, 0);
	if (json_get_bool(body, "passkey", false))
		return sign_in_passkey(cx, rq, re, 0);
	if ((login = json_get_text(body, "forgotten")) != NULL)
		return password_forgotten(cx, re, login);
	login = json_get_text(body, "login");
	password = json_get_text(body, "password");
	if (login == NULL || password == NULL)
		return fault(cx, ERR_INVALID, "login and password are needed");
	return by_password(cx, rq, re, login, password, 0);
}

static enum status
prove(struct ctx *cx, const struct request *rq, struct reply *re)
{
	const char *password;
	json_t *body;
	enum status st;

	if ((st = read_body(cx, rq, &body)) != OK)
		return st;
	if (json_object_get(body, "step") != NULL)
		return sign_in_answer(cx, rq, re, body, cx->who.session);
	if (json_get_bool(body, "passkey", false))
		return sign_in_passkey(cx, rq, re, cx->who.session);
	if ((password = json_get_text(body, "password")) == NULL)
		return fault(cx, ERR_INVALID, "the password is needed");
	return by_password(cx, rq, re, cx->who.address, password, cx->who.session);
}

enum status
session_prove(struct ctx *cx, const struct request *rq, struct reply *re)
{
	enum status st;

	if (cx->who.proof != PROOF_SESSION) {
		re->code = 204;		/* whoever sends the password with each request proves all the time */
		return OK;
	}
	if ((st = prove(cx, rq, re)) != ERR_UNAUTHENTICATED)
		return st;
	reply_problem(cx, re, 403, cx->fault_text);
	return OK;
}

enum status
session_get(struct ctx *cx, const struct request *rq, struct reply *re)
{
	(void)rq;
	if (cx->who.account == 0)
		return fault(cx, ERR_UNAUTHENTICATED, "not signed in");
	reply_who(cx, re, NULL);
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
