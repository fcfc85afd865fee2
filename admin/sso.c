#include <string.h>

#include "admin/sso.h"
#include "storage/audit.h"
#include "storage/db.h"
#include "storage/sign_in_step.h"

#define MINUTES		1	/* mailcow's live 30 seconds */
#define REASON_MAX	500

enum status
sso_domain_admin(struct operation_call *call)
{
	struct ctx *cx = call->cx;
	/* Whoever asks vouches for the person, as a provider elsewhere would. */
	struct sign_in_step step = { .needs = "link", .way = "provider", .minutes = MINUTES };
	const char *name = json_get_text(call->sent, "username");
	char token[TOKEN_LEN + 1];
	struct account a;
	enum status st;

	if (name == NULL) {
		call->message = "value_missing";
		return fault(cx, ERR_INVALID, "username is needed");
	}
	if ((st = db_account_find(cx, name, &a)) != OK && st != ERR_NOT_FOUND)
		return st;
	/* Not for administrators of the server, and for nobody's mail. */
	if (st == ERR_NOT_FOUND || a.role != ROLE_DOMAIN_ADMIN || strcmp(a.kind, "admin") != 0 ||
	    !account_may_sign_in(&a)) {
		call->message = "object_doesnt_exist";
		return fault(cx, ERR_INVALID, "no such domain administrator");
	}
	step.account = a.id;
	if ((st = db_begin(cx)) != OK ||
	    (st = db_sign_in_step_add(cx, &step, token)) != OK ||
	    (st = db_audit(cx, &(struct audit){ .account = a.id, .event = "sso.token",
	    .object = a.address })) != OK ||
	    (st = db_commit(cx)) != OK)
		return st;
	call->out = json_keep(cx->arena, json_pack("{s:s}", "token", token));
	hash_wipe(token, sizeof token);
	return OK;
}

enum status
sso_mailbox_token(struct ctx *cx, const struct account *a, const char *reason,
    char token[static TOKEN_LEN + 1])
{
	struct sign_in_step step = { .account = a->id, .needs = "link", .way = "administrator",
		.minutes = MINUTES };
	const char *after = reason == NULL ? NULL : json_write(cx, json_keep(cx->arena,
	    json_pack("{s:s}", "reason", reason)), NULL);
	enum status st;

	if (a->role != ROLE_USER || strcmp(a->kind, "person") != 0 || !account_may_sign_in(a))
		return fault(cx, ERR_INVALID, "%s is no person's mailbox that can be opened", a->address);
	if ((st = db_begin(cx)) != OK ||
	    (st = db_sign_in_step_add(cx, &step, token)) != OK ||
	    (st = db_audit(cx, &(struct audit){ .account = a->id, .event = "login-as",
	    .object = a->address, .after = after })) != OK)
		return st;
	return db_commit(cx);
}

enum status
sso_mailbox(struct operation_call *call)
{
	struct ctx *cx = call->cx;
	const char *name = json_get_text(call->sent, "username");
	const char *reason = json_get_text(call->sent, "reason");
	char token[TOKEN_LEN + 1];
	struct account a;
	enum status st;

	if (name == NULL || (reason != NULL && strlen(reason) > REASON_MAX)) {
		call->message = name == NULL ? "value_missing" : "value_invalid";
		return fault(cx, ERR_INVALID, "username is needed, and a reason of %d bytes", REASON_MAX);
	}
	if ((st = db_account_find(cx, name, &a)) == OK)
		st = rights_require(cx, &call->rights, WHO_DOMAIN, "login_as", a.domain, a.id);
	if (st == ERR_NOT_FOUND || st == ERR_DENIED) {
		call->message = "access_denied";
		return fault(cx, ERR_DENIED, "no mailbox to open");
	}
	if (st != OK || (st = sso_mailbox_token(cx, &a, reason, token)) != OK)
		return st;
	call->out = json_keep(cx->arena, json_pack("{s:s}", "token", token));
	hash_wipe(token, sizeof token);
	return OK;
}
