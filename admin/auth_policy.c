#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "admin/auth_policy.h"
#include "admin/signin.h"
#include "core/json.h"
#include "storage/audit.h"
#include "storage/db.h"
#include "storage/last_login.h"
#include "storage/second_factor.h"
#include "storage/smtp_session.h"
#include "storage/throttle.h"

struct attempt {
	const char	*login, *protocol;
	int64_t		 app;		/* the app password that it was; 0: none */
	int64_t		 pid;		/* of the service's process that asked; 0: not told */
	bool		 success, refused, by_token;
};

static void
answer(struct ctx *cx, struct reply *re, int status, const char *message)
{
	const char *text = arena_printf(cx->arena, "{\"status\":%d,\"msg\":\"%s\"}", status, message);

	reply_bytes(cx, re, 200, "application/json", text, strlen(text));
}

/* A token is random and lasts minutes: nobody guesses it, and our own workers come often. */
static bool
is_token(const char *mechanism)
{
	return mechanism != NULL &&
	    (strcasecmp(mechanism, "XOAUTH2") == 0 || strcasecmp(mechanism, "OAUTHBEARER") == 0);
}

/*
 * Where a second factor is on only app passwords open mail, which nobody
 * guesses.  A phone that still has the main password must not hold its owner
 * up in the browser, so it does not count against the account.
 */
static enum status
allow(struct ctx *cx, const struct attempt *a, struct reply *re)
{
	int64_t wait = 0;
	bool more;
	enum status st;

	if ((st = db_needs_more(cx, a->login, &more)) != OK)
		return st;
	st = more ? db_throttle_attempt_address(cx, a->login, &wait) :
	    db_throttle_attempt(cx, a->login, &wait);
	if (st == ERR_LIMIT) {
		ctx_forgive(cx);
		answer(cx, re, -1, "too many wrong passwords, try again later");
		return OK;
	}
	if (st == OK)
		answer(cx, re, 0, "");
	return st;
}

static enum status
report(struct ctx *cx, const struct attempt *a, struct reply *re)
{
	struct account account = { 0 };
	bool first = false;
	enum status st;

	/* What is taken back ends the session (admin/mail_news.h). */
	if (a->success && a->pid != 0 && strcmp(a->protocol, "smtp") == 0 &&
	    (st = db_smtp_session_put(cx, a->login, a->pid)) != OK)
		return st;
	if (a->refused || a->by_token) {
		/* By us, a moment ago: no attempt was made; and a token is none. */
		answer(cx, re, 0, "");
		return OK;
	}
	st = db_account_find(cx, a->login, &account);
	if (st == ERR_NOT_FOUND)
		ctx_forgive(cx);
	else if (st != OK)
		return st;
	if (a->success && (st = db_throttle_forgive(cx, a->login, &first)) != OK)
		return st;
	if (a->success && account.id != 0 &&
	    (st = db_last_login_put(cx, account.id, a->protocol, a->app)) != OK)
		return st;
	/* Phones sign in all day: worth a row are failures, and the first time from a new place. */
	if (!a->success || first)
		st = db_audit(cx, &(struct audit){ .account = account.id,
		    .event = arena_printf(cx->arena, "%s.%s", a->protocol, a->success ? "start" : "fail"),
		    .object = a->login });
	else
		st = OK;
	if (st == OK)
		answer(cx, re, 0, "");
	return st;
}

/* "imap", "smtp": a word for the audit log; anything else is "mail". */
static const char *
protocol_of(const char *said)
{
	static const char *const known[] = { "imap", "pop3", "smtp", "sieve" };

	for (size_t i = 0; i < COUNT(known) && said != NULL; i++)
		if (strcmp(said, known[i]) == 0)
			return known[i];
	return "mail";
}

enum status
auth_policy_post(struct ctx *cx, const struct request *rq, struct reply *re)
{
	const char *command = http_query(cx, rq, "command"), *login, *remote, *app, *pid;
	struct attempt a;
	json_t *body;
	enum status st;

	if ((st = json_read(cx, rq->body, rq->body_len, &body)) != OK)
		return st;
	login = json_get_text(body, "login");
	remote = json_get_text(body, "remote");
	if (login == NULL || command == NULL)
		return fault(cx, ERR_INVALID, "login and command are needed");
	a.protocol = protocol_of(json_get_text(body, "protocol"));
	a.by_token = is_token(json_get_text(body, "mech"));
	/* Of tokens only the sessions are noted that Dovecot does not know of itself. */
	if (a.by_token && (strcmp(a.protocol, "smtp") != 0 || strcmp(command, "report") != 0)) {
		answer(cx, re, 0, "");
		return OK;
	}
	if ((st = signin_login(cx, login, &a.login)) != OK)
		return st;
	a.refused = json_is_true(json_object_get(body, "policy_reject"));
	app = json_get_text(body, "app");
	a.app = app != NULL ? strtoll(app, NULL, 10) : 0;
	pid = json_get_text(body, "pid");
	a.pid = pid != NULL ? strtoll(pid, NULL, 10) : 0;
	a.success = json_is_true(json_object_get(body, "success"));
	if (remote != NULL && *remote != '\0')
		cx->remote = remote;
	if (strcmp(command, "allow") == 0)
		return allow(cx, &a, re);
	if (strcmp(command, "report") == 0)
		return report(cx, &a, re);
	return fault(cx, ERR_INVALID, "no such command");
}
