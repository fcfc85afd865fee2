#include "storage/db.h"
#include "storage/mail_garbage.h"
#include "storage/private.h"

enum status
db_mail_garbage_list(struct ctx *cx, int64_t hours, struct mail_garbage **out, size_t *count)
{
	static const struct db_stmt list = {
		"SELECT account_id, address, mail_dir, " SQL_TIME("deleted") ","
		" deleted <= now() - make_interval(hours => $1::int),"
		" EXISTS (SELECT FROM account a WHERE a.address = mail_garbage.address)"
		" FROM mail_garbage ORDER BY deleted"
	};
	struct db_rows rows;
	enum status st;

	if ((st = db_query(cx, &list, DB_ARGS(db_int(hours)), &rows)) != OK)
		return st;
	*count = (size_t)rows.count;
	*out = arena_array(cx->arena, *count, sizeof **out);
	for (int i = 0; i < rows.count; i++)
		(*out)[i] = (struct mail_garbage){
			.account = db_get_int(&rows, i, 0),
			.address = db_get_text(&rows, i, 1),
			.mail_dir = db_get_text(&rows, i, 2),
			.deleted = db_get_text(&rows, i, 3),
			.expired = db_get_bool(&rows, i, 4),
			.taken = db_get_bool(&rows, i, 5),
		};
	return OK;
}

enum status
db_mail_garbage_forget(struct ctx *cx, int64_t account)
{
	static const struct db_stmt forget = { "DELETE FROM mail_garbage WHERE account_id = $1" };

	return db_exec(cx, &forget, DB_ARGS(db_int(account)));
}
