#include "storage/db.h"
#include "storage/mail_email.h"

enum status
db_mail_muted(struct ctx *cx, int64_t account, const int64_t *emails, size_t count, int64_t **out,
    size_t *found)
{
	static const struct db_stmt find = {
		"SELECT e.id FROM mail_email e"
		" WHERE e.account_id = $1 AND e.id = ANY($2::bigint[])"
		" AND position(' $muted ' IN e.keywords) = 0"
		" AND EXISTS (SELECT FROM mail_email m WHERE m.account_id = $1"
		"  AND m.thread_id = e.thread_id AND NOT m.orphan"
		"  AND position(' $muted ' IN m.keywords) > 0)"
	};
	struct db_rows rows;
	enum status st;

	if ((st = db_query(cx, &find, DB_ARGS(db_int(account), db_int_array(cx, emails, count)),
	    &rows)) != OK)
		return st;
	*found = (size_t)rows.count;
	*out = arena_array(cx->arena, *found, sizeof **out);
	for (int i = 0; i < rows.count; i++)
		(*out)[i] = db_get_int(&rows, i, 0);
	return OK;
}
