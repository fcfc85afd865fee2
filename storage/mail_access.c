#include "storage/db.h"
#include "storage/mail_access.h"

static enum status
read_rows(struct ctx *cx, const struct db_stmt *stmt, int64_t who, int64_t account,
    struct mail_access **out, size_t *count)
{
	struct db_rows rows;
	enum status st;

	if ((st = db_query(cx, stmt, DB_ARGS(db_int(who), db_int(account)), &rows)) != OK)
		return st;
	*count = (size_t)rows.count;
	*out = arena_array(cx->arena, *count, sizeof **out);
	for (int i = 0; i < rows.count; i++)
		(*out)[i] = (struct mail_access){
			.account = db_get_int(&rows, i, 0),
			.address = db_get_text(&rows, i, 1),
			.name = db_get_text(&rows, i, 2),
			.personal = db_get_bool(&rows, i, 3),
			.may_write = db_get_bool(&rows, i, 4),
			.outside = db_get_bool(&rows, i, 5),
		};
	return OK;
}

/* $1 who asks, $2 the account that he asks for, 0: all. */
static const struct db_stmt seen_by = {
	"SELECT id, address, name, personal, may_write, outside FROM ("
	" SELECT id, address, name, true AS personal, true AS may_write, false AS outside"
	"  FROM account WHERE id = $1"
	" UNION ALL"
	" SELECT account_id, address, name, false, true, true FROM outside_account"
	"  WHERE owner_id = $1 AND active"
	" UNION ALL"
	" SELECT a.id, a.address, a.name, false, bool_or(m.may_write), false FROM mail_access m"
	"  JOIN account a ON a.id = m.account_id JOIN domain d ON d.id = a.domain_id"
	"  WHERE m.grantee_id = ANY(grantees_of($1)) AND a.id <> $1 AND a.active AND d.active"
	"  GROUP BY a.id) seen"
	" WHERE $2::bigint = 0 OR id = $2 ORDER BY personal DESC, outside DESC, address, id"
};

enum status
db_mail_access_list(struct ctx *cx, int64_t who, struct mail_access **out, size_t *count)
{
	return read_rows(cx, &seen_by, who, 0, out, count);
}

enum status
db_mail_access_find(struct ctx *cx, int64_t who, int64_t account, struct mail_access *out)
{
	struct mail_access *list;
	size_t count;
	enum status st;

	if (who == 0 || account == 0)
		return fault(cx, ERR_NOT_FOUND, "no such account");
	if ((st = read_rows(cx, &seen_by, who, account, &list, &count)) != OK)
		return st;
	if (count == 0)
		return fault(cx, ERR_NOT_FOUND, "no such account");
	*out = list[0];
	return OK;
}

enum status
db_mail_access_put(struct ctx *cx, int64_t account, int64_t grantee, bool may_write,
    const char *may_send)
{
	static const struct db_stmt put = {
		"INSERT INTO mail_access (account_id, grantee_id, may_write, may_send)"
		" VALUES ($1, $2, $3, coalesce($4, 'no'))"
		" ON CONFLICT (account_id, grantee_id) DO UPDATE SET may_write = excluded.may_write,"
		" may_send = coalesce($4, mail_access.may_send)"
	};

	return db_exec(cx, &put, DB_ARGS(db_int(account), db_int(grantee), db_bool(may_write),
	    db_text(may_send)));
}

enum status
db_mail_access_remove(struct ctx *cx, int64_t account, int64_t grantee)
{
	static const struct db_stmt remove = {
		"DELETE FROM mail_access WHERE account_id = $1 AND grantee_id = $2"
	};
	struct db_rows rows;
	enum status st;

	if ((st = db_query(cx, &remove, DB_ARGS(db_int(account), db_int(grantee)), &rows)) != OK)
		return st;
	return rows.affected > 0 ? OK : fault(cx, ERR_NOT_FOUND, "was not let in");
}

enum status
db_mail_access_grants(struct ctx *cx, int64_t account, struct mail_access **out, size_t *count)
{
	static const struct db_stmt list = {
		"SELECT a.id, a.address, a.name, m.may_write, m.may_send FROM mail_access m"
		" JOIN account a ON a.id = m.grantee_id"
		" WHERE m.account_id = $1 ORDER BY a.address"
	};

	struct db_rows rows;
	enum status st;

	if ((st = db_query(cx, &list, DB_ARGS(db_int(account)), &rows)) != OK)
		return st;
	*count = (size_t)rows.count;
	*out = arena_array(cx->arena, *count, sizeof **out);
	for (int i = 0; i < rows.count; i++)
		(*out)[i] = (struct mail_access){
			.account = db_get_int(&rows, i, 0),
			.address = db_get_text(&rows, i, 1),
			.name = db_get_text(&rows, i, 2),
			.may_write = db_get_bool(&rows, i, 3),
			.may_send = db_get_text(&rows, i, 4),
		};
	return OK;
}
