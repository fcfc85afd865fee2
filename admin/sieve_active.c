#include <string.h>

#include "admin/sieve_active.h"
#include "core/conf.h"
#include "mailcore/operator.h"
#include "storage/account.h"

enum status
sieve_active_get(struct operation_call *call)
{
	struct ctx *cx = call->cx;
	struct buf script = BUF_ON(cx->arena);
	struct account a;
	enum status st;

	if ((st = db_account_find(cx, strchr(call->key, '@') != NULL ? call->key : cx->who.address,
	    &a)) != OK)
		return st;
	if (rights_require(cx, &call->rights, WHO_PERSON, NULL, a.domain, a.id) != OK)
		return ERR_NOT_FOUND;	/* somebody else's looks like nobody's */
	/* As mail_dir of mail.mailbox. */
	if ((st = operator_ask(cx, cx->conf->root, OPERATOR_WORDS("sieve-active",
	    arena_printf(cx->arena, "%02x/%lld", (unsigned)(a.id >> 10) & 255, (long long)a.id)),
	    &script)) != OK)
		return st;
	call->out = json_keep(cx->arena, json_array());
	json_array_append_new(call->out, operation_text(cx->arena, script.data, script.len));
	return OK;
}
