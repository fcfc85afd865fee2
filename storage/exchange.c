#include <string.h>

#include "core/json.h"
#include "storage/db.h"
#include "storage/exchange.h"
#include "storage/sealed.h"

enum status
db_exchange_find(struct ctx *cx, int64_t domain, struct exchange *out)
{
	static const struct db_stmt find = {
		"SELECT id, url, login, to_json(domains), failed IS NOT NULL FROM exchange"
		" WHERE domain_id = $1 AND active"
	};
	const char **domains;
	struct db_rows rows;
	enum status st;

	if ((st = db_query(cx, &find, DB_ARGS(db_int(domain)), &rows)) != OK)
		return st;
	if (rows.count == 0)
		return ERR_NOT_FOUND;
	if ((st = db_get_texts(cx, &rows, 0, 3, &domains)) != OK)
		return st;
	*out = (struct exchange){
		.id = db_get_int(&rows, 0, 0), .url = db_get_text(&rows, 0, 1),
		.login = db_get_text(&rows, 0, 2), .domains = domains,
		.failed = db_get_bool(&rows, 0, 4),
	};
	return OK;
}

enum status
db_exchange_password(struct ctx *cx, int64_t id, char **password)
{
	return db_sealed_get(cx, SEALED_EXCHANGE, id, password);
}

enum status
db_exchange_put_password(struct ctx *cx, int64_t id, const char *password)
{
	return db_sealed_put(cx, SEALED_EXCHANGE, id, password);
}

enum status
db_exchange_asked(struct ctx *cx, int64_t id, const char *fault)
{
	static const struct db_stmt keep = {
		"UPDATE exchange SET fault = left($2, 1000),"
		" failed = CASE WHEN $2::text IS NOT NULL THEN now() END WHERE id = $1"
	};
	enum status st;

	if ((st = db_begin(cx)) != OK || (st = db_exec(cx, &keep, DB_ARGS(db_int(id), db_text(fault)))) != OK)
		return st;
	return db_commit(cx);
}
