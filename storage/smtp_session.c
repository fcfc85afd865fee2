#include "storage/db.h"
#include "storage/smtp_session.h"

enum status
db_smtp_session_put(struct ctx *cx, const char *login, int64_t pid)
{
	static const struct db_stmt put = {
		"INSERT INTO smtp_session (pid, login) VALUES ($1, $2)"
		" ON CONFLICT (pid) DO UPDATE SET login = excluded.login, began = now()"
	};

	return db_exec(cx, &put, DB_ARGS(db_int(pid), db_text(login)));
}

enum status
db_smtp_session_take(struct ctx *cx, const char *login, struct smtp_session **out, size_t *count)
{
	static const struct db_stmt take = {
		"DELETE FROM smtp_session WHERE login = $1"
		" RETURNING pid, extract(epoch FROM began)::bigint"
	};
	struct db_rows rows;
	enum status st;

	if ((st = db_query(cx, &take, DB_ARGS(db_text(login)), &rows)) != OK)
		return st;
	*count = (size_t)rows.count;
	*out = arena_array(cx->arena, *count + 1, sizeof **out);
	for (int i = 0; i < rows.count; i++)
		(*out)[i] = (struct smtp_session){
			.pid = db_get_int(&rows, i, 0),
			.began = db_get_int(&rows, i, 1),
		};
	return OK;
}
