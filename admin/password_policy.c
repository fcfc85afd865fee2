/*
 * mailcow's one rule for passwords: with us the one that holds for domains that
 * have none of their own (cat_sign_in.c).
 */
#include <string.h>

#include "admin/categories.h"
#include "admin/password_policy.h"

#define GENERAL	"*"

enum status
password_policy_get(struct operation_call *call)
{
	struct record rule;
	enum status st;

	if ((st = db_record_find(call->cx, cat_password_rule.view, GENERAL, &rule)) != OK)
		return st;
	return json_read(call->cx, rule.shown, strlen(rule.shown), &call->out);
}

enum status
password_policy_edit(struct operation_call *call)
{
	struct api_call edit;
	enum status st;

	if ((st = api_call_open(&edit, call->cx, &cat_password_rule, API_EDIT)) != OK)
		return st;
	edit.key = GENERAL;
	edit.sent = call->sent;
	st = api_run(&edit);
	call->message = st == OK ? "password_policy_saved" : edit.message;
	return st;
}
