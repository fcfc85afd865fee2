#include <string.h>

#include "admin/sso.h"
#include "storage/account.h"
#include "storage/audit.h"
#include "storage/db.h"
#include "storage/sign_in_step.h"

#define MINUTES	1	/* mailcow's live 30 seconds */

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
