#include "storage/db.h"
#include "storage/mail_index.h"
#include "storage/mail_mailbox.h"

enum status
db_mail_mailbox_list(struct ctx *cx, int64_t account, struct mail_mailbox **out, size_t *count)
{
	static const struct db_stmt list = {
		"SELECT id, path, separator, name, coalesce(parent_id, 0), m.role, m.sort_order,"
		" subscribed, selectable, uidvalidity, uid_next, uid_low, modseq, messages, unseen,"
		" total_emails, unread_emails, total_threads, unread_threads,"
		" coalesce(s.sort_order, -1), s.role"
		" FROM mail_mailbox m LEFT JOIN mailbox_setting s USING (account_id, path)"
		" WHERE account_id = $1 ORDER BY m.sort_order, path"
	};
	struct db_rows rows;
	enum status st;

	if ((st = db_query(cx, &list, DB_ARGS(db_int(account)), &rows)) != OK)
		return st;
	*count = (size_t)rows.count;
	*out = arena_array(cx->arena, *count + 1, sizeof **out);
	for (int i = 0; i < rows.count; i++)
		(*out)[i] = (struct mail_mailbox){
			.id = db_get_int(&rows, i, 0),
			.path = db_get_text(&rows, i, 1),
			.separator = db_get_text(&rows, i, 2),
			.name = db_get_text(&rows, i, 3),
			.parent = db_get_int(&rows, i, 4),
			.role = db_get_text(&rows, i, 5),
			.sort_order = db_get_int(&rows, i, 6),
			.subscribed = db_get_bool(&rows, i, 7),
			.selectable = db_get_bool(&rows, i, 8),
			.uidvalidity = db_get_int(&rows, i, 9),
			.uid_next = db_get_int(&rows, i, 10),
			.uid_low = db_get_int(&rows, i, 11),
			.modseq = db_get_int(&rows, i, 12),
			.messages = db_get_int(&rows, i, 13),
			.unseen = db_get_int(&rows, i, 14),
			.total_emails = db_get_int(&rows, i, 15),
			.unread_emails = db_get_int(&rows, i, 16),
			.total_threads = db_get_int(&rows, i, 17),
			.unread_threads = db_get_int(&rows, i, 18),
			.own_order = db_get_int(&rows, i, 19),
			.own_role = db_get_text(&rows, i, 20),
		};
	return OK;
}

enum status
db_mail_mailbox_add(struct ctx *cx, struct mail_change *change, struct mail_mailbox *box)
{
	static const struct db_stmt insert = {
		"INSERT INTO mail_mailbox (account_id, path, separator, name, parent_id, role,"
		" sort_order, subscribed, selectable, created, changed, changed_more)"
		" VALUES ($1, $2, $3, $4, nullif($5::bigint, 0), $6, $7, $8, $9, $10, $10, $10)"
		" RETURNING id"
	};
	struct db_rows rows;
	enum status st;

	mail_change_drew(change, &change->now.mailbox, 1);
	if ((st = db_query(cx, &insert, DB_ARGS(db_int(change->account), db_text(box->path),
	    db_text(box->separator), db_text(box->name), db_int(box->parent),
	    db_text(box->role), db_int(box->sort_order), db_bool(box->subscribed),
	    db_bool(box->selectable), db_int(change->now.mailbox)), &rows)) != OK)
		return st;
	box->id = db_get_int(&rows, 0, 0);
	return OK;
}

/* What its owner set goes along when it gets another name, whoever gave it that. */
static enum status
move_setting(struct ctx *cx, int64_t account, const struct mail_mailbox *box)
{
	static const struct db_stmt clear = {
		"DELETE FROM mailbox_setting WHERE account_id = $1 AND path = $3 AND EXISTS (SELECT"
		" FROM mail_mailbox WHERE account_id = $1 AND id = $2 AND path <> $3)"
	};
	static const struct db_stmt move = {
		"UPDATE mailbox_setting SET path = $3 WHERE account_id = $1 AND path = (SELECT path"
		" FROM mail_mailbox WHERE account_id = $1 AND id = $2 AND path <> $3)"
	};
	enum status st;

	if ((st = db_exec(cx, &clear, DB_ARGS(db_int(account), db_int(box->id),
	    db_text(box->path)))) != OK)
		return st;
	return db_exec(cx, &move, DB_ARGS(db_int(account), db_int(box->id), db_text(box->path)));
}

enum status
db_mail_mailbox_role(struct ctx *cx, int64_t account, int64_t id, const char *role)
{
	static const struct db_stmt put = {
		"INSERT INTO mailbox_setting (account_id, path, role) SELECT $1, path, $3"
		" FROM mail_mailbox WHERE account_id = $1 AND id = $2"
		" ON CONFLICT (account_id, path) DO UPDATE SET role = excluded.role"
	};

	return db_exec(cx, &put, DB_ARGS(db_int(account), db_int(id), db_text(role)));
}

enum status
db_mail_mailbox_given(struct ctx *cx, int64_t account, const char *role, const char **path)
{
	static const struct db_stmt find = {
		"SELECT path FROM mailbox_setting WHERE account_id = $1 AND role = $2"
	};
	struct db_rows rows;
	enum status st;

	if ((st = db_query(cx, &find, DB_ARGS(db_int(account), db_text(role)), &rows)) != OK)
		return st;
	if (rows.count > 0)
		*path = db_get_text(&rows, 0, 0);
	return OK;
}

enum status
db_mail_mailbox_order(struct ctx *cx, struct mail_change *change, int64_t id, int64_t order)
{
	static const struct db_stmt put = {
		"WITH moved AS (UPDATE mail_mailbox SET changed = $4, changed_more = $4"
		" WHERE account_id = $1 AND id = $2 RETURNING path)"
		" INSERT INTO mailbox_setting (account_id, path, sort_order) SELECT $1, path, $3"
		" FROM moved ON CONFLICT (account_id, path) DO UPDATE"
		" SET sort_order = excluded.sort_order"
	};

	mail_change_drew(change, &change->now.mailbox, 1);
	return db_exec(cx, &put, DB_ARGS(db_int(change->account), db_int(id), db_int(order),
	    db_int(change->now.mailbox)));
}

enum status
db_mail_mailbox_touch(struct ctx *cx, struct mail_change *change, int64_t id)
{
	static const struct db_stmt touch = {
		"UPDATE mail_mailbox SET changed = $3, changed_more = $3 WHERE account_id = $1 AND id = $2"
	};

	mail_change_drew(change, &change->now.mailbox, 1);
	return db_exec(cx, &touch, DB_ARGS(db_int(change->account), db_int(id),
	    db_int(change->now.mailbox)));
}

enum status
db_mail_mailbox_place(struct ctx *cx, struct mail_change *change, const struct mail_mailbox *box)
{
	static const struct db_stmt update = {
		"UPDATE mail_mailbox SET path = $3, separator = $4, name = $5,"
		" parent_id = nullif($6::bigint, 0), role = $7, sort_order = $8, subscribed = $9,"
		" selectable = $10, changed = $11, changed_more = $11"
		" WHERE account_id = $1 AND id = $2"
	};
	enum status st;

	mail_change_drew(change, &change->now.mailbox, 1);
	if ((st = move_setting(cx, change->account, box)) != OK)
		return st;
	return db_exec(cx, &update, DB_ARGS(db_int(change->account), db_int(box->id),
	    db_text(box->path), db_text(box->separator), db_text(box->name),
	    db_int(box->parent), db_text(box->role), db_int(box->sort_order),
	    db_bool(box->subscribed), db_bool(box->selectable),
	    db_int(change->now.mailbox)));
}

enum status
db_mail_mailbox_follow(struct ctx *cx, int64_t account, const struct mail_mailbox *box)
{
	static const struct db_stmt update = {
		"UPDATE mail_mailbox SET uidvalidity = $3, uid_next = $4, uid_low = $5,"
		" modseq = $6, messages = $7, unseen = $8 WHERE account_id = $1 AND id = $2"
	};

	return db_exec_later(cx, &update, DB_ARGS(db_int(account), db_int(box->id),
	    db_int(box->uidvalidity), db_int(box->uid_next), db_int(box->uid_low),
	    db_int(box->modseq), db_int(box->messages), db_int(box->unseen)));
}

enum status
db_mail_mailbox_step(struct ctx *cx, int64_t account, const struct mail_mailbox *box,
    int64_t modseq, bool *moved)
{
	static const struct db_stmt step = {
		"UPDATE mail_mailbox SET modseq = $5 WHERE account_id = $1 AND id = $2"
		" AND uidvalidity = $3 AND modseq = $4"
	};
	struct db_rows rows;
	enum status st;

	if ((st = db_query(cx, &step, DB_ARGS(db_int(account), db_int(box->id),
	    db_int(box->uidvalidity), db_int(box->modseq), db_int(modseq)), &rows)) != OK)
		return st;
	*moved = rows.affected == 1;
	return OK;
}

enum status
db_mail_mailbox_remove(struct ctx *cx, struct mail_change *change, int64_t id)
{
	static const struct db_stmt remove = {
		"WITH gone AS (DELETE FROM mail_mailbox WHERE account_id = $1 AND id = $2"
		" RETURNING id, created, path), forgotten AS (DELETE FROM mailbox_setting"
		" WHERE account_id = $1 AND path IN (SELECT path FROM gone))"
		" INSERT INTO mail_tombstone (account_id, changed, type, id, created)"
		" SELECT $1, $3::bigint + 1, 'Mailbox', id, created FROM gone"
	};
	struct db_rows rows;
	enum status st;

	if ((st = db_mail_vanish_all(cx, change, id)) != OK ||
	    (st = db_query(cx, &remove, DB_ARGS(db_int(change->account), db_int(id),
	    db_int(change->now.counter)), &rows)) != OK)
		return st;
	mail_change_drew(change, &change->now.mailbox, rows.affected);
	return OK;
}
