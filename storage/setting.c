#include "storage/db.h"
#include "storage/setting.h"

enum status
db_setting_change(struct ctx *cx, const char *name, const json_t *fields)
{
	static const struct db_stmt change = {
		"INSERT INTO setting (name, value) VALUES ($1, $2::jsonb) ON CONFLICT (name)"
		" DO UPDATE SET value = setting.value || $2::jsonb, modified = now()"
	};

	return db_exec(cx, &change, DB_ARGS(db_text(name), db_text(json_write(cx, fields, NULL))));
}

enum status
db_setting_text(struct ctx *cx, const char *name, const char *member, const char **out)
{
	static const struct db_stmt find = { "SELECT value ->> $2 FROM setting WHERE name = $1" };
	struct db_rows rows;
	enum status st;

	if ((st = db_query(cx, &find, DB_ARGS(db_text(name), db_text(member)), &rows)) != OK)
		return st;
	*out = rows.count > 0 && !db_is_null(&rows, 0, 0) ? db_get_text(&rows, 0, 0) : NULL;
	return OK;
}

enum status
db_setting_origin(struct ctx *cx, const char *origin, bool *may, const char **methods)
{
	static const struct db_stmt ask = {
		"SELECT allowed_origins ?| ARRAY[$1, '*'],"
		" (SELECT string_agg(m, ', ') FROM jsonb_array_elements_text(allowed_methods) m)"
		" FROM api.cors"
	};
	struct db_rows rows;
	enum status st;

	if ((st = db_query(cx, &ask, DB_ARGS(db_text(origin)), &rows)) != OK)
		return st;
	*may = db_get_bool(&rows, 0, 0);
	*methods = db_get_text(&rows, 0, 1);
	return OK;
}
