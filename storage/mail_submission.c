#include "storage/db.h"
#include "storage/mail_submission.h"

enum status
db_mail_submission_add(struct ctx *cx, struct mail_change *change, struct mail_submission *s)
{
	static const struct db_stmt insert = {
		"INSERT INTO mail_submission (account_id, identity_id, email_id, thread_id, envelope,"
		" undo_status, delivery, created, changed)"
		" VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $8)"
		" RETURNING id, extract(epoch FROM send_at)::bigint"
	};
	struct db_rows rows;
	enum status st;

	mail_change_drew(change, &change->now.submission, 1);
	if ((st = db_query(cx, &insert, DB_ARGS(db_int(change->account), db_int(s->identity),
	    db_int(s->email), db_int(s->thread), db_text(s->envelope),
	    db_text(s->undo_status), db_text(s->delivery),
	    db_int(change->now.submission)), &rows)) != OK)
		return st;
	s->id = db_get_int(&rows, 0, 0);
	s->send_at = db_get_int(&rows, 0, 1);
	return OK;
}

enum status
db_mail_submission_remove(struct ctx *cx, struct mail_change *change, int64_t id, bool *found)
{
	static const struct db_stmt remove = {
		"WITH gone AS (DELETE FROM mail_submission WHERE account_id = $1 AND id = $2"
		"  RETURNING id, created)"
		" INSERT INTO mail_tombstone (account_id, changed, type, id, created)"
		" SELECT $1, $3::bigint + 1, 'EmailSubmission', id, created FROM gone"
	};
	struct db_rows rows;
	enum status st;

	if ((st = db_query(cx, &remove, DB_ARGS(db_int(change->account), db_int(id),
	    db_int(change->now.counter)), &rows)) != OK)
		return st;
	*found = rows.affected > 0;
	mail_change_drew(change, &change->now.submission, rows.affected);
	return OK;
}

enum status
db_mail_submission_list(struct ctx *cx, int64_t account, struct mail_submission **out,
    size_t *count)
{
	static const struct db_stmt list = {
		"SELECT id, identity_id, email_id, thread_id, envelope,"
		" extract(epoch FROM send_at)::bigint, undo_status, delivery"
		" FROM mail_submission WHERE account_id = $1 ORDER BY id DESC LIMIT 10000"
	};
	struct db_rows rows;
	enum status st;

	if ((st = db_query(cx, &list, DB_ARGS(db_int(account)), &rows)) != OK)
		return st;
	*count = (size_t)rows.count;
	*out = arena_array(cx->arena, *count, sizeof **out);
	for (int i = 0; i < rows.count; i++)
		(*out)[i] = (struct mail_submission){
			.id = db_get_int(&rows, i, 0),
			.identity = db_get_int(&rows, i, 1),
			.email = db_get_int(&rows, i, 2),
			.thread = db_get_int(&rows, i, 3),
			.envelope = db_get_text(&rows, i, 4),
			.send_at = db_get_int(&rows, i, 5),
			.undo_status = db_get_text(&rows, i, 6),
			.delivery = db_get_text(&rows, i, 7),
		};
	return OK;
}
