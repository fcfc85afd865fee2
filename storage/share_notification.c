#include "storage/db.h"
#include "storage/share_notification.h"

#define KEPT	200	/* of one account */

static void
take(const struct db_rows *rows, int i, void *one)
{
	*(struct share_notification *)one = (struct share_notification){
		.id = db_get_int(rows, i, 0),
		.at = db_get_int(rows, i, 1),
		.by = db_get_int(rows, i, 2),
		.by_name = db_get_text(rows, i, 3),
		.by_address = db_get_text(rows, i, 4),
		.path = db_get_text(rows, i, 5),
		.mailbox = db_get_int(rows, i, 6),
		.name = db_get_text(rows, i, 7),
		.was = db_get_text(rows, i, 8),
		.now = db_get_text(rows, i, 9),
	};
}

enum status
db_share_notification_list(struct ctx *cx, int64_t account, struct share_notification **out,
    size_t *count)
{
	/* What it was called when it was seen first stays, though the mailbox may go. */
	static const struct db_stmt know = {
		"UPDATE mail_share_notification n SET mailbox_id = m.id, known = true FROM mail_mailbox m"
		" WHERE n.account_id = $1 AND NOT n.known AND m.account_id = $1 AND m.path = n.path"
	};
	static const struct db_stmt list = {
		"SELECT id, extract(epoch FROM at)::bigint, by_id, by_name, by_address, path, mailbox_id,"
		" name, was, now FROM mail_share_notification WHERE account_id = $1 ORDER BY created"
	};
	struct db_rows rows;
	enum status st;

	if ((st = db_exec(cx, &know, DB_ARGS(db_int(account)))) != OK ||
	    (st = db_query(cx, &list, DB_ARGS(db_int(account)), &rows)) != OK)
		return st;
	*out = db_take_all(cx, &rows, sizeof **out, take);
	*count = (size_t)rows.count;
	return OK;
}

/* Rows of ID and the number that it was created with. */
static enum status
bury(struct ctx *cx, struct mail_change *change, const struct db_rows *gone)
{
	enum status st;

	for (int i = 0; i < gone->count; i++)
		if ((st = mail_change_buried(cx, change, MAIL_SHARE, db_get_int(gone, i, 0),
		    db_get_int(gone, i, 1))) != OK)
			return st;
	return OK;
}

enum status
db_share_notification_add(struct ctx *cx, struct mail_change *change,
    const struct share_notification *n)
{
	static const struct db_stmt add = {
		"INSERT INTO mail_share_notification (account_id, by_id, by_name, by_address, path,"
		" mailbox_id, known, name, was, now, created, changed)"
		" SELECT $1, $2, $3, $4, $5, coalesce(m.id, $6), m.id IS NOT NULL, $7, $8, $9, $10, $10"
		" FROM (VALUES (1)) one LEFT JOIN mail_mailbox m ON m.account_id = $1 AND m.path = $5"
	};
	static const struct db_stmt drop = {
		"DELETE FROM mail_share_notification WHERE account_id = $1 AND id IN (SELECT id"
		" FROM mail_share_notification WHERE account_id = $1 ORDER BY created DESC OFFSET $2)"
		" RETURNING id, created"
	};
	struct db_rows gone;
	enum status st;

	mail_change_drew(change, &change->now.share, 1);
	if ((st = db_exec(cx, &add, DB_ARGS(db_int(change->account), db_int(n->by),
	    db_text(n->by_name), db_text(n->by_address), db_text(n->path), db_int(n->mailbox),
	    db_text(n->name), db_text(n->was), db_text(n->now), db_int(change->now.share)))) != OK ||
	    (st = db_query(cx, &drop, DB_ARGS(db_int(change->account), db_int(KEPT)), &gone)) != OK)
		return st;
	return bury(cx, change, &gone);
}

enum status
db_share_notification_remove(struct ctx *cx, struct mail_change *change, int64_t id, bool *found)
{
	static const struct db_stmt remove = {
		"DELETE FROM mail_share_notification WHERE account_id = $1 AND id = $2"
		" RETURNING id, created"
	};
	struct db_rows gone;
	enum status st;

	if ((st = db_query(cx, &remove, DB_ARGS(db_int(change->account), db_int(id)), &gone)) != OK)
		return st;
	*found = gone.count > 0;
	return bury(cx, change, &gone);
}
