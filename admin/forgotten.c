#include "admin/forgotten.h"
#include "admin/sign_in_steps.h"
#include "admin/signin.h"
#include "storage/audit.h"
#include "storage/db.h"
#include "storage/password_link.h"
#include "storage/task.h"
#include "storage/throttle.h"

static enum status
send_link(struct ctx *cx, int64_t account, const char *login)
{
	struct task task = { .account = account, .kind = TASK_PASSWORD_LINK };
	enum status st;

	if ((st = db_begin(cx)) != OK ||
	    (st = db_task_add(cx, &task)) != OK ||
	    (st = db_audit(cx, &(struct audit){ .account = account,
	    .event = PASSWORD_LINK_EVENT, .object = login, .actor = login })) != OK)
		return st;
	return db_commit(cx);
}

enum status
password_forgotten(struct ctx *cx, struct reply *re, const char *typed)
{
	int64_t wait = 0, account;
	const char *login;
	enum status st;

	if ((st = signin_login(cx, typed, &login)) != OK)
		return st;
	if ((st = db_throttle_attempt_address(cx, login, &wait)) == ERR_LIMIT)
		return sign_in_too_often(cx, re, wait);
	if (st != OK || (st = db_password_link_may(cx, login, &account)) != OK ||
	    (account != 0 && (st = send_link(cx, account, login)) != OK))
		return st;
	re->code = 204;
	return OK;
}
