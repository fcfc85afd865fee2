#include "storage/db.h"
#include "storage/password_link.h"

#define ALLOWED \
	" a.kind = 'person' AND a.active AND a.sign_in AND a.source = 'mailcow'" \
	" AND a.recovery_email <> '' AND coalesce((SELECT r.by_mail FROM password_rule r" \
	" WHERE r.domain_id = a.domain_id OR r.domain_id IS NULL" \
	" ORDER BY r.domain_id NULLS LAST LIMIT 1), true)"

enum status
db_password_link_may(struct ctx *cx, const char *login, int64_t *account)
{
	static const struct db_stmt may = {
		"SELECT a.id FROM account a WHERE a.address = $1 AND" ALLOWED
		" AND (SELECT count(*) FROM audit WHERE account_id = a.id AND event = $2"
		" AND at > now() - interval '1 hour') < $3"
	};
	struct db_rows rows;
	enum status st;

	if ((st = db_query(cx, &may, DB_ARGS(db_text(login), db_text(PASSWORD_LINK_EVENT),
	    db_int(PASSWORD_LINKS_MAX)), &rows)) != OK)
		return st;
	*account = rows.count > 0 ? db_get_int(&rows, 0, 0) : 0;
	return OK;
}

enum status
db_password_link_find(struct ctx *cx, int64_t account, struct password_link *out)
{
	static const struct db_stmt find = {
		"SELECT a.address, a.recovery_email, a.name FROM account a WHERE a.id = $1 AND" ALLOWED
	};
	struct db_rows rows;
	enum status st;

	if ((st = db_query(cx, &find, DB_ARGS(db_int(account)), &rows)) != OK)
		return st;
	if (rows.count == 0)
		return ERR_NOT_FOUND;
	*out = (struct password_link){
		.address = db_get_text(&rows, 0, 0),
		.to = db_get_text(&rows, 0, 1),
		.name = db_get_text(&rows, 0, 2),
	};
	return OK;
}

enum status
db_password_link_end(struct ctx *cx, int64_t account)
{
	static const struct db_stmt end = {
		"DELETE FROM sign_in_step WHERE account_id = $1 AND needs = 'link'"
	};

	return db_exec(cx, &end, DB_ARGS(db_int(account)));
}

enum status
db_recovery_address(struct ctx *cx, int64_t account, const char **out)
{
	static const struct db_stmt find = { "SELECT recovery_email FROM account WHERE id = $1" };
	struct db_rows rows;
	enum status st;

	if ((st = db_query(cx, &find, DB_ARGS(db_int(account)), &rows)) != OK)
		return st;
	*out = rows.count > 0 ? db_get_text(&rows, 0, 0) : "";
	return OK;
}

enum status
db_recovery_address_put(struct ctx *cx, int64_t account, const char *address)
{
	static const struct db_stmt put = {
		"UPDATE account SET recovery_email = $2, modified = now() WHERE id = $1"
	};

	return db_exec(cx, &put, DB_ARGS(db_int(account), db_text(address)));
}
