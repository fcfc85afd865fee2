#include "storage/db.h"
#include "storage/mail_snooze.h"

static void
take(const struct db_rows *rows, int i, void *one)
{
	*(struct mail_snooze *)one = (struct mail_snooze){
		.email = db_get_int(rows, i, 0),
		.guid = db_get_text(rows, i, 1),
		.path = db_get_text(rows, i, 2),
		.wake = db_get_int(rows, i, 3),
	};
}

enum status
db_snooze_list(struct ctx *cx, int64_t account, struct mail_snooze **out, size_t *count)
{
	static const struct db_stmt list = {
		"SELECT email_id, guid, mailbox_path, wake FROM mail_snooze WHERE account_id = $1"
		" ORDER BY wake, email_id"
	};
	struct db_rows rows;
	enum status st;

	if ((st = db_query(cx, &list, DB_ARGS(db_int(account)), &rows)) != OK)
		return st;
	*out = db_take_all(cx, &rows, sizeof **out, take);
	*count = (size_t)rows.count;
	return OK;
}

enum status
db_snooze_find(struct ctx *cx, int64_t account, int64_t email, struct mail_snooze *out)
{
	static const struct db_stmt find = {
		"SELECT email_id, guid, mailbox_path, wake FROM mail_snooze"
		" WHERE account_id = $1 AND email_id = $2"
	};
	struct db_rows rows;
	enum status st;

	if ((st = db_query(cx, &find, DB_ARGS(db_int(account), db_int(email)), &rows)) != OK)
		return st;
	if (rows.count == 0)
		return fault(cx, ERR_NOT_FOUND, "it is not snoozed");
	take(&rows, 0, out);
	return OK;
}

enum status
db_snooze_put(struct ctx *cx, struct mail_change *change, const struct mail_snooze *s)
{
	static const struct db_stmt put = {
		"INSERT INTO mail_snooze (account_id, email_id, guid, mailbox_path, wake, created, changed)"
		" VALUES ($1, $2, $3, $4, $5, $6, $6) ON CONFLICT (account_id, email_id) DO UPDATE SET"
		" mailbox_path = excluded.mailbox_path, wake = excluded.wake, changed = excluded.changed"
	};

	mail_change_drew(change, &change->now.snooze, 1);
	return db_exec(cx, &put, DB_ARGS(db_int(change->account), db_int(s->email),
	    db_text(s->guid), db_text(s->path), db_int(s->wake), db_int(change->now.snooze)));
}

enum status
db_snooze_remove(struct ctx *cx, struct mail_change *change, int64_t email)
{
	static const struct db_stmt remove = {
		"DELETE FROM mail_snooze WHERE account_id = $1 AND email_id = $2 RETURNING created"
	};
	struct db_rows rows;
	enum status st;

	if ((st = db_query(cx, &remove, DB_ARGS(db_int(change->account), db_int(email)),
	    &rows)) != OK || rows.count == 0)
		return st;
	return mail_change_buried(cx, change, MAIL_SNOOZE, email, db_get_int(&rows, 0, 0));
}

enum status
db_snooze_email(struct ctx *cx, int64_t account, const char *guid, int64_t *email)
{
	static const struct db_stmt find = {
		"SELECT id FROM mail_email WHERE account_id = $1 AND guid = $2::uuid AND NOT orphan LIMIT 1"
	};
	struct db_rows rows;
	enum status st;

	if ((st = db_query(cx, &find, DB_ARGS(db_int(account), db_text(guid)), &rows)) == OK)
		*email = rows.count > 0 ? db_get_int(&rows, 0, 0) : 0;
	return st;
}

enum status
db_snooze_guid(struct ctx *cx, int64_t account, int64_t email, const char **guid)
{
	static const struct db_stmt find = {
		"SELECT guid::text FROM mail_email WHERE account_id = $1 AND id = $2 AND NOT orphan"
	};
	struct db_rows rows;
	enum status st;

	if ((st = db_query(cx, &find, DB_ARGS(db_int(account), db_int(email)), &rows)) != OK)
		return st;
	if (rows.count == 0)
		return fault(cx, ERR_NOT_FOUND, "no such email");
	*guid = db_get_text(&rows, 0, 0);
	return OK;
}
