#include "storage/account.h"
#include "storage/alias.h"
#include "storage/db.h"
#include "storage/rename.h"
#include "storage/session.h"

/* Everything that names an account by its address and not by its number. */
static enum status
follow(struct ctx *cx, const char *old, const char *address)
{
	static const struct db_stmt moves[] = {
		{ "UPDATE quota_usage SET address = $2 WHERE address = $1" },
		{ "UPDATE alias_target t SET target = $2 WHERE lower(target) = $1 AND NOT EXISTS"
		  " (SELECT FROM alias_target o WHERE o.domain_id = t.domain_id"
		  " AND o.alias_id = t.alias_id AND o.target = $2)" },
		{ "UPDATE bcc_map SET local = $2 WHERE local = $1" },
		{ "UPDATE bcc_map SET target = $2 WHERE lower(target) = $1" },
		{ "UPDATE recipient_map SET new = $2 WHERE lower(new) = $1" },
		{ "UPDATE sender_acl s SET sender = $2 WHERE sender = $1 AND NOT EXISTS"
		  " (SELECT FROM sender_acl o WHERE o.account_id = s.account_id AND o.sender = $2)" },
		/* Whose answer counts has another name from now on. */
		{ "UPDATE item SET busy_zones = NULL FROM account a WHERE a.address = $2"
		  " AND item.account_id = a.id AND schedule_tag IS NOT NULL AND $1 <> $2" },
	};
	enum status st;

	for (size_t i = 0; i < COUNT(moves); i++)
		if ((st = db_exec(cx, &moves[i], DB_ARGS(db_text(old), db_text(address)))) != OK)
			return st;
	return OK;
}

enum status
db_account_rename(struct ctx *cx, int64_t account, const char *address, bool keep)
{
	static const struct db_stmt rename = {
		"UPDATE account SET address = $2, modified = now() WHERE id = $1"
	};
	struct account a;
	struct alias old = { .active = true, .may_send = true, .comment = "" };
	int64_t ended;
	enum status st;

	if ((st = db_begin(cx)) != OK || (st = db_account_get(cx, account, &a)) != OK)
		return st;
	if ((st = db_exec(cx, &rename, DB_ARGS(db_int(account), db_text(address)))) == ERR_EXISTS) {
		ctx_forgive(cx);
		return fault(cx, st, "the address %s is taken", address);
	}
	if (st != OK ||
	    (st = follow(cx, a.address, address)) != OK ||
	    (st = db_session_end_all(cx, account, &ended)) != OK)
		return st;
	if (!keep)
		return OK;
	old.address = a.address;
	old.targets = &address;
	old.target_count = 1;
	return db_alias_add(cx, &old);
}
