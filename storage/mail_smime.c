#include "storage/db.h"
#include "storage/mail_smime.h"
#include "storage/mail_state.h"

enum status
db_mail_smime_unread(struct ctx *cx, int64_t account, int64_t max, int64_t **ids, size_t *count)
{
	static const struct db_stmt find = {
		"SELECT id FROM mail_email WHERE account_id = $1 AND smime <> '' AND smime = '{}'"
		" AND NOT orphan ORDER BY received_at DESC LIMIT $2"
	};
	struct db_rows rows;
	enum status st;

	if ((st = db_query(cx, &find, DB_ARGS(db_int(account), db_int(max)), &rows)) != OK)
		return st;
	*count = (size_t)rows.count;
	*ids = arena_array(cx->arena, *count, sizeof **ids);
	for (int i = 0; i < rows.count; i++)
		(*ids)[i] = db_get_int(&rows, i, 0);
	return OK;
}

static enum status
put(struct ctx *cx, int64_t account, int64_t email, const char *found)
{
	static const struct db_stmt update = {
		"UPDATE mail_email SET smime = $3 WHERE account_id = $1 AND id = $2 AND smime <> ''"
	};

	return db_exec(cx, &update, DB_ARGS(db_int(account), db_int(email), db_text(found)));
}

enum status
db_mail_smime_put(struct ctx *cx, int64_t account, int64_t email, const char *found, bool changed)
{
	static const struct db_stmt touch = {
		"UPDATE mail_email SET changed = $3::bigint + 1 WHERE account_id = $1 AND id = $2 AND NOT orphan"
	};
	struct mail_change change;
	enum status st;

	if (!changed)
		return put(cx, account, email, found);
	if ((st = db_mail_change_begin(cx, account, &change)) != OK ||
	    (st = put(cx, account, email, found)) != OK ||
	    (st = db_exec(cx, &touch, DB_ARGS(db_int(account), db_int(email),
	    db_int(change.now.counter)))) != OK)
		return st;
	mail_change_drew(&change, &change.now.email, 1);
	return db_mail_change_end(cx, &change);
}
