#include "storage/db.h"
#include "storage/sender_acl.h"

enum status
db_sender_acl_put(struct ctx *cx, int64_t account, const char *const *senders, size_t count)
{
	static const struct db_stmt clear = { "DELETE FROM sender_acl WHERE account_id = $1" };
	static const struct db_stmt add = {
		"INSERT INTO sender_acl (account_id, sender)"
		" SELECT DISTINCT $1::bigint, s FROM unnest($2::text[]) s"
	};
	enum status st;

	if ((st = db_begin(cx)) != OK ||
	    (st = db_exec(cx, &clear, DB_ARGS(db_int(account)))) != OK)
		return st;
	return db_exec(cx, &add, DB_ARGS(db_int(account), db_text_array(cx, senders, count)));
}
