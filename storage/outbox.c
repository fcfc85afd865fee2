#include "storage/db.h"
#include "storage/outbox.h"
#include "storage/task.h"

enum status
db_outbox_add(struct ctx *cx, struct letter *l)
{
	static const struct db_stmt add = {
		"INSERT INTO outbox (account_id, sender, recipient, uid, body, before)"
		" VALUES ($1, $2, $3, $4, $5, $6) RETURNING id"
	};
	struct task task = { .account = l->account, .kind = TASK_IMIP_SEND };
	struct db_rows rows;
	enum status st;

	if ((st = db_query(cx, &add, DB_ARGS(db_int(l->account), db_text(l->sender),
	    db_text(l->recipient), db_text(l->uid), db_text(l->body), db_text(l->before)),
	    &rows)) != OK)
		return st;
	task.ref = l->id = db_get_int(&rows, 0, 0);
	return db_task_add(cx, &task);
}

enum status
db_outbox_find(struct ctx *cx, int64_t account, int64_t id, struct letter *out)
{
	static const struct db_stmt find = {
		"SELECT sender, recipient, uid, body, before FROM outbox"
		" WHERE account_id = $1 AND id = $2"
	};
	struct db_rows rows;
	enum status st;

	if ((st = db_query(cx, &find, DB_ARGS(db_int(account), db_int(id)), &rows)) != OK)
		return st;
	if (rows.count == 0)
		return ERR_NOT_FOUND;
	*out = (struct letter){
		.account = account,
		.id = id,
		.sender = db_get_text(&rows, 0, 0),
		.recipient = db_get_text(&rows, 0, 1),
		.uid = db_get_text(&rows, 0, 2),
		.body = db_get_text(&rows, 0, 3),
		.before = db_get_text(&rows, 0, 4),
	};
	return OK;
}

enum status
db_outbox_delete(struct ctx *cx, int64_t account, int64_t id)
{
	static const struct db_stmt del = { "DELETE FROM outbox WHERE account_id = $1 AND id = $2" };

	return db_exec(cx, &del, DB_ARGS(db_int(account), db_int(id)));
}

enum status
db_imip_find(struct ctx *cx, int64_t account, int64_t id, const char **message, size_t *len)
{
	static const struct db_stmt find = {
		"SELECT message FROM imip WHERE account_id = $1 AND id = $2"
	};
	struct db_rows rows;
	enum status st;

	if ((st = db_query(cx, &find, DB_ARGS(db_int(account), db_int(id)), &rows)) != OK)
		return st;
	if (rows.count == 0)
		return ERR_NOT_FOUND;
	*message = db_get_bytes(cx, &rows, 0, 0, len);
	return OK;
}

enum status
db_imip_delete(struct ctx *cx, int64_t account, int64_t id)
{
	static const struct db_stmt del = { "DELETE FROM imip WHERE account_id = $1 AND id = $2" };

	return db_exec(cx, &del, DB_ARGS(db_int(account), db_int(id)));
}
