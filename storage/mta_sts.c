#include "storage/db.h"
#include "storage/mta_sts.h"

enum status
db_mta_sts_find(struct ctx *cx, int64_t domain, struct mta_sts *out)
{
	static const struct db_stmt find = {
		"SELECT mode, array_to_string(mx, ' '), max_age, active, id FROM mta_sts WHERE domain_id = $1"
	};
	struct db_rows rows;
	enum status st;

	if ((st = db_query(cx, &find, DB_ARGS(db_int(domain)), &rows)) != OK)
		return st;
	if (rows.count == 0)
		return ERR_NOT_FOUND;
	*out = (struct mta_sts){
		.mode = db_get_text(&rows, 0, 0),
		.mx = db_get_text(&rows, 0, 1),
		.max_age = db_get_int(&rows, 0, 2),
		.active = db_get_bool(&rows, 0, 3),
		.id = db_get_text(&rows, 0, 4),
	};
	return OK;
}

enum status
db_mta_sts_put(struct ctx *cx, int64_t domain, const struct mta_sts *p)
{
	static const struct db_stmt put = {
		"INSERT INTO mta_sts (domain_id, mode, mx, max_age, active)"
		" VALUES ($1, $2, string_to_array($3, ' '), $4, $5)"
		" ON CONFLICT (domain_id) DO UPDATE SET mode = excluded.mode, mx = excluded.mx,"
		" max_age = excluded.max_age, active = excluded.active, id = excluded.id"
	};

	return db_exec(cx, &put, DB_ARGS(db_int(domain), db_text(p->mode), db_text(p->mx),
	    db_int(p->max_age), db_bool(p->active)));
}

enum status
db_mta_sts_delete(struct ctx *cx, int64_t domain)
{
	static const struct db_stmt delete = { "DELETE FROM mta_sts WHERE domain_id = $1" };

	return db_exec(cx, &delete, DB_ARGS(db_int(domain)));
}
