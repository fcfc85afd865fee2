#include "storage/db.h"
#include "storage/mail_list.h"

enum status
db_list_mail_find(struct ctx *cx, int64_t account, int64_t id, struct mail_list *list,
    struct list_mail *mail)
{
	static const struct db_stmt find = {
		"SELECT l.domain_id, a.address, a.name, l.post, l.reply_to, l.subject_tag, l.may_leave,"
		" m.sender, m.detail, m.done, m.data FROM list_mail m"
		" JOIN mail_list l ON l.account_id = m.account_id"
		" JOIN account a ON a.id = l.account_id AND a.active"
		" WHERE m.account_id = $1 AND m.id = $2"
	};
	struct db_rows rows;
	enum status st;

	if ((st = db_query(cx, &find, DB_ARGS(db_int(account), db_int(id)), &rows)) != OK)
		return st;
	if (rows.count == 0)
		return fault(cx, ERR_NOT_FOUND, "the mail or its list has gone");
	*list = (struct mail_list){
		.account = account,
		.domain = db_get_int(&rows, 0, 0),
		.address = db_get_text(&rows, 0, 1),
		.name = db_get_text(&rows, 0, 2),
		.post = db_get_text(&rows, 0, 3),
		.reply_to = db_get_text(&rows, 0, 4),
		.subject_tag = db_get_text(&rows, 0, 5),
		.may_leave = db_get_bool(&rows, 0, 6),
	};
	*mail = (struct list_mail){
		.account = account,
		.id = id,
		.sender = db_get_text(&rows, 0, 7),
		.detail = db_get_text(&rows, 0, 8),
		.done = db_get_text(&rows, 0, 9),
	};
	mail->bytes = db_get_bytes(cx, &rows, 0, 10, &mail->len);
	return OK;
}

enum status
db_list_recipients(struct ctx *cx, const struct list_mail *mail, size_t limit,
    struct list_recipient **out, size_t *count)
{
	/* The key begins with the side, so that a batch is of one. */
	static const struct db_stmt next = {
		"SELECT key, address, outside FROM ("
		" SELECT address, outside, CASE WHEN outside THEN '1' ELSE '0' END || address COLLATE \"C\" AS key"
		" FROM list_recipients($1)) r WHERE key > $2 COLLATE \"C\" ORDER BY key LIMIT $3"
	};
	struct db_rows rows;
	enum status st;

	if ((st = db_query(cx, &next, DB_ARGS(db_int(mail->account), db_text(mail->done),
	    db_int((int64_t)limit)), &rows)) != OK)
		return st;
	*out = arena_array(cx->arena, (size_t)rows.count, sizeof **out);
	*count = 0;
	for (int i = 0; i < rows.count; i++) {
		struct list_recipient r = { db_get_text(&rows, i, 0), db_get_text(&rows, i, 1),
			db_get_bool(&rows, i, 2) };

		if (i > 0 && r.outside != (*out)[0].outside)
			break;
		(*out)[(*count)++] = r;
	}
	return OK;
}

enum status
db_list_mail_done(struct ctx *cx, const struct list_mail *mail, const char *key)
{
	static const struct db_stmt done = {
		"UPDATE list_mail SET done = $3 WHERE account_id = $1 AND id = $2"
	};

	return db_exec(cx, &done, DB_ARGS(db_int(mail->account), db_int(mail->id), db_text(key)));
}

enum status
db_list_mail_delete(struct ctx *cx, const struct list_mail *mail)
{
	static const struct db_stmt del = {
		"DELETE FROM list_mail WHERE account_id = $1 AND id = $2"
	};

	return db_exec(cx, &del, DB_ARGS(db_int(mail->account), db_int(mail->id)));
}

enum status
db_list_leave(struct ctx *cx, int64_t list, const char *address, bool *was)
{
	static const struct db_stmt outsider = {
		"DELETE FROM group_outsider WHERE account_id = $1 AND address = $2"
	};
	static const struct db_stmt member = {
		"DELETE FROM group_member m USING account a, mail_list l WHERE m.account_id = $1"
		" AND a.id = m.member_id AND a.address = $2 AND l.account_id = $1 AND NOT l.everybody"
	};
	struct db_rows out, in;
	enum status st;

	if ((st = db_query(cx, &outsider, DB_ARGS(db_int(list), db_text(address)), &out)) != OK ||
	    (st = db_query(cx, &member, DB_ARGS(db_int(list), db_text(address)), &in)) != OK)
		return st;
	*was = out.affected + in.affected > 0;
	return OK;
}
