#include "storage/db.h"
#include "storage/last_login.h"
#include "storage/private.h"

enum status
db_last_login_put(struct ctx *cx, int64_t account, const char *service, int64_t credential)
{
	static const struct db_stmt put = {
		"INSERT INTO last_login (account_id, service, remote) VALUES ($1, $2, $3)"
		" ON CONFLICT (account_id, service) DO UPDATE SET at = now(), remote = excluded.remote"
		" WHERE last_login.at < now() - interval '1 minute' OR last_login.remote <> excluded.remote"
	};

	/* A main password has no name, and counts as none. */
	static const struct db_stmt log = {
		"INSERT INTO sign_in_log AS l (account_id, service, remote, credential_id, name)"
		" SELECT $1, $2, $3, coalesce(c.id, 0), coalesce(c.name, '') FROM (VALUES (0)) one"
		" LEFT JOIN credential c ON c.account_id = $1 AND c.id = $4 AND c.kind = 'app'"
		" ON CONFLICT (account_id, day, service, remote, credential_id)"
		" DO UPDATE SET times = l.times + 1, at = now()"
	};
	enum status st;

	if ((st = db_exec(cx, &put, DB_ARGS(db_int(account), db_text(service),
	    db_text(cx->remote)))) != OK)
		return st;
	return db_exec(cx, &log, DB_ARGS(db_int(account), db_text(service), db_text(cx->remote),
	    db_int(credential)));
}

enum status
db_last_login_list(struct ctx *cx, int64_t account, struct last_login **out, size_t *count)
{
	static const struct db_stmt list = {
		"SELECT service, " SQL_TIME("at") ", remote FROM last_login WHERE account_id = $1"
		" ORDER BY last_login.at DESC"
	};
	struct db_rows rows;
	enum status st;

	if ((st = db_query(cx, &list, DB_ARGS(db_int(account)), &rows)) != OK)
		return st;
	*count = (size_t)rows.count;
	*out = arena_array(cx->arena, *count, sizeof **out);
	for (int i = 0; i < rows.count; i++)
		(*out)[i] = (struct last_login){
			.service = db_get_text(&rows, i, 0),
			.at = db_get_text(&rows, i, 1),
			.remote = db_get_text(&rows, i, 2),
		};
	return OK;
}
