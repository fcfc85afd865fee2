#include "storage/db.h"
#include "storage/directory_login.h"

enum status
db_directory_login(struct ctx *cx, int64_t account, const char *protocol,
    struct directory_login *out)
{
	static const struct db_stmt find = {
		"SELECT EXISTS (SELECT FROM needs_more n WHERE n.account_id = a.id),"
		" array_to_string(a.smtp_from, ' ') FROM account a"
		" WHERE a.id = $1 AND a.kind = 'person' AND a.source = 'ldap'"
		" AND ($2::text IS NULL OR $2 = ANY (a.services))"
	};
	struct db_rows rows;
	enum status st;

	if ((st = db_query(cx, &find, DB_ARGS(db_int(account), db_text(protocol)), &rows)) != OK)
		return st;
	if (rows.count == 0)
		return ERR_NOT_FOUND;
	*out = (struct directory_login){
		.needs_more = db_get_bool(&rows, 0, 0), .smtp_from = db_get_text(&rows, 0, 1),
	};
	return OK;
}
