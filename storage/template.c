#include "storage/db.h"
#include "storage/template.h"

enum status
db_template_find(struct ctx *cx, const char *kind, const char *which, const char **name,
    const char **attributes)
{
	static const struct db_stmt find = {
		"SELECT name, attributes::text FROM template WHERE kind = $1 AND $2 IN (name, id::text)"
		" ORDER BY name <> $2 LIMIT 1"
	};
	struct db_rows rows;
	enum status st;

	if ((st = db_query(cx, &find, DB_ARGS(db_text(kind), db_text(which)), &rows)) != OK)
		return st;
	if (rows.count == 0)
		return fault(cx, ERR_NOT_FOUND, "there is no template %s", which);
	*name = db_get_text(&rows, 0, 0);
	*attributes = db_get_text(&rows, 0, 1);
	return OK;
}
