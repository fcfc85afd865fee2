#include <string.h>

#include "storage/db.h"
#include "storage/outside.h"
#include "storage/sealed.h"

#define COLUMNS	"account_id, owner_id, address, name, imap_host, imap_port, imap_tls = 'starttls'," \
	" smtp_host, smtp_port, smtp_tls = 'starttls', login, active, fault, failures," \
	" greatest(0, coalesce(ceil(extract(epoch FROM retry_at - clock_timestamp())), 0))::bigint, coalesce(grant_id, 0)"

static void
read_row(const struct db_rows *rows, int i, struct outside *out)
{
	*out = (struct outside){
		.account = db_get_int(rows, i, 0),
		.owner = db_get_int(rows, i, 1),
		.address = db_get_text(rows, i, 2),
		.name = db_get_text(rows, i, 3),
		.imap = { db_get_text(rows, i, 4), (int)db_get_int(rows, i, 5),
			db_get_bool(rows, i, 6) },
		.smtp = { db_get_text(rows, i, 7), (int)db_get_int(rows, i, 8),
			db_get_bool(rows, i, 9) },
		.login = db_get_text(rows, i, 10),
		.active = db_get_bool(rows, i, 11),
		.fault = db_get_text(rows, i, 12),
		.failures = (int)db_get_int(rows, i, 13),
		.wait = db_get_int(rows, i, 14),
		.grant = db_get_int(rows, i, 15),
	};
}

enum status
db_outside_find(struct ctx *cx, int64_t account, struct outside *out)
{
	static const struct db_stmt find = {
		"SELECT " COLUMNS " FROM outside_account WHERE account_id = $1"
	};
	struct db_rows rows;
	enum status st;

	if ((st = db_query(cx, &find, DB_ARGS(db_int(account)), &rows)) != OK)
		return st;
	if (rows.count == 0)
		return fault(cx, ERR_NOT_FOUND, "there is no such account");
	read_row(&rows, 0, out);
	return OK;
}

enum status
db_outside_list(struct ctx *cx, int64_t owner, struct outside **out, size_t *count)
{
	static const struct db_stmt list = {
		"SELECT " COLUMNS " FROM outside_account WHERE $1::bigint = 0 OR owner_id = $1::bigint"
		" ORDER BY owner_id, address, account_id"
	};
	struct db_rows rows;
	enum status st;

	if ((st = db_query(cx, &list, DB_ARGS(db_int(owner)), &rows)) != OK)
		return st;
	*count = (size_t)rows.count;
	*out = arena_array(cx->arena, *count, sizeof **out);
	for (int i = 0; i < rows.count; i++)
		read_row(&rows, i, &(*out)[i]);
	return OK;
}

enum status
db_outside_make(struct ctx *cx, int64_t owner, int64_t *account)
{
	/* Who adds two at once waits for himself here. */
	static const struct db_stmt count = {
		"SELECT (SELECT count(*) FROM outside_account o WHERE o.owner_id = a.id)"
		" FROM account a WHERE id = $1 AND kind = 'person' FOR NO KEY UPDATE"
	};
	static const struct db_stmt make = {
		"INSERT INTO account (id, kind, address) SELECT id, 'outside', 'outside/' || id"
		" FROM new_id() id RETURNING id"
	};
	struct db_rows rows;
	enum status st;

	if ((st = db_query(cx, &count, DB_ARGS(db_int(owner)), &rows)) != OK)
		return st;
	if (rows.count == 0)
		return fault(cx, ERR_PRECONDITION, "only people have accounts elsewhere");
	if (db_get_int(&rows, 0, 0) >= OUTSIDE_MAX)
		return fault(cx, ERR_LIMIT, "%d accounts elsewhere are enough", OUTSIDE_MAX);
	if ((st = db_query(cx, &make, DB_NO_ARGS, &rows)) != OK)
		return st;
	*account = db_get_int(&rows, 0, 0);
	return OK;
}

enum status
db_outside_note(struct ctx *cx, int64_t account, const char *why, int seconds)
{
	static const struct db_stmt note = {
		"UPDATE outside_account SET fault = left($2, 500),"
		" failures = CASE WHEN $2::text IS NULL THEN 0 ELSE failures + 1 END,"
		" retry_at = CASE WHEN $2::text IS NOT NULL THEN"
		"  clock_timestamp() + make_interval(secs => $3::bigint) END WHERE account_id = $1"
	};

	return db_exec(cx, &note, DB_ARGS(db_int(account), db_text(why), db_int(seconds)));
}

enum status
db_outside_put_password(struct ctx *cx, int64_t account, const char *password)
{
	static const struct db_stmt put = {
		"UPDATE outside_account SET grant_id = NULL WHERE account_id = $1"
	};
	enum status st = db_exec(cx, &put, DB_ARGS(db_int(account)));

	return st != OK ? st : db_sealed_put(cx, SEALED_OUTSIDE, account, password);
}

enum status
db_outside_put_grant(struct ctx *cx, int64_t account, int64_t grant)
{
	static const struct db_stmt put = {
		"UPDATE outside_account SET grant_id = $2, secret = '' WHERE account_id = $1"
	};

	return db_exec(cx, &put, DB_ARGS(db_int(account), db_int(grant)));
}

enum status
db_outside_password(struct ctx *cx, int64_t account, char **password)
{
	return db_sealed_get(cx, SEALED_OUTSIDE, account, password);
}
