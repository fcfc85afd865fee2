#include "storage/away.h"
#include "storage/db.h"

#define AWAY	"interval '10 seconds'"

enum status
db_away_ask(struct ctx *cx, const char *server, bool *away)
{
	static const struct db_stmt look = { "SELECT FROM away WHERE server = $1" };
	static const struct db_stmt try = {
		"UPDATE away SET until = now() + " AWAY " WHERE server = $1 AND until <= now()"
	};
	struct db_rows rows;
	enum status st;

	*away = false;
	if ((st = db_query(cx, &look, DB_ARGS(db_text(server)), &rows)) != OK || rows.count == 0)
		return st;
	if ((st = db_query(cx, &try, DB_ARGS(db_text(server)), &rows)) != OK)
		return st;
	*away = rows.affected == 0;
	return OK;
}

enum status
db_away_answered(struct ctx *cx, const char *server, bool answered)
{
	/* Nearly always there is nothing to write. */
	static const struct db_stmt back = { "DELETE FROM away WHERE server = $1" };
	static const struct db_stmt gone = {
		"INSERT INTO away (server, until) VALUES ($1, now() + " AWAY ")"
		" ON CONFLICT (server) DO UPDATE SET until = excluded.until"
	};

	return db_exec(cx, answered ? &back : &gone, DB_ARGS(db_text(server)));
}
