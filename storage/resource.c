#include "storage/db.h"
#include "storage/resource.h"

enum status
db_resource_find(struct ctx *cx, int64_t account, struct resource *out)
{
	static const struct db_stmt find = {
		"SELECT coalesce(resource, 'thing'), multiple_bookings FROM account"
		" WHERE id = $1 AND kind = 'resource'"
	};
	struct db_rows rows;
	enum status st;

	if ((st = db_query(cx, &find, DB_ARGS(db_int(account)), &rows)) != OK)
		return st;
	if (rows.count == 0)
		return ERR_NOT_FOUND;
	*out = (struct resource){
		.account = account,
		.kind = db_get_text(&rows, 0, 0),
		.multiple_bookings = (int)db_get_int(&rows, 0, 1),
	};
	return OK;
}

enum status
db_resource_put(struct ctx *cx, const struct resource *r)
{
	static const struct db_stmt put = {
		"UPDATE account SET kind = 'resource', resource = $2, multiple_bookings = $3,"
		" modified = now() WHERE id = $1"
	};
	struct db_rows rows;
	enum status st;

	if ((st = db_query(cx, &put, DB_ARGS(db_int(r->account), db_text(r->kind),
	    db_int(r->multiple_bookings)), &rows)) != OK)
		return st;
	return rows.affected > 0 ? OK : fault(cx, ERR_NOT_FOUND, "there is no such account");
}
