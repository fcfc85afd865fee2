#include "storage/db.h"
#include "storage/identity.h"

enum status
db_identity_list(struct ctx *cx, int64_t account, struct identity **out, size_t *count)
{
	static const struct db_stmt list = {
		"SELECT id, address, name, 0 AS n FROM account WHERE id = $1"
		" UNION ALL"
		" SELECT l.id, l.address, a.name, 1 FROM account a"
		" JOIN alias_target t ON t.target = a.address"
		" JOIN alias l ON l.domain_id = t.domain_id AND l.id = t.alias_id"
		" WHERE a.id = $1 AND l.active AND l.may_send AND l.address NOT LIKE '@%'"
		" ORDER BY n, address"
	};
	struct db_rows rows;
	enum status st;

	if ((st = db_query(cx, &list, DB_ARGS(db_int(account)), &rows)) != OK)
		return st;
	*count = (size_t)rows.count;
	*out = arena_array(cx->arena, *count, sizeof **out);
	for (int i = 0; i < rows.count; i++)
		(*out)[i] = (struct identity){
			.id = db_get_int(&rows, i, 0),
			.address = db_get_text(&rows, i, 1),
			.name = db_get_text(&rows, i, 2),
		};
	return OK;
}
