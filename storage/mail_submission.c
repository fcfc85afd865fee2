#include <unistd.h>

#include "storage/db.h"
#include "storage/mail_submission.h"

enum status
db_mail_submission_add(struct ctx *cx, struct mail_change *change, struct mail_submission *s)
{
	static const struct db_stmt insert = {
		"INSERT INTO mail_submission (account_id, identity_id, email_id, thread_id, envelope,"
		" undo_status, delivery, created, changed, send_at, message_id)"
		" VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $8,"
		"  CASE WHEN $9::bigint = 0 THEN date_trunc('second', now()) ELSE to_timestamp($9::bigint) END, $10)"
		" RETURNING id, extract(epoch FROM send_at)::bigint, envid"
	};
	struct db_rows rows;
	enum status st;

	mail_change_drew(change, &change->now.submission, 1);
	if ((st = db_query(cx, &insert, DB_ARGS(db_int(change->account), db_int(s->identity),
	    db_int(s->email), db_int(s->thread), db_text(s->envelope),
	    db_text(s->undo_status), db_text(s->delivery),
	    db_int(change->now.submission), db_int(s->send_at), db_text(s->message_id)), &rows)) != OK)
		return st;
	s->id = db_get_int(&rows, 0, 0);
	s->send_at = db_get_int(&rows, 0, 1);
	s->envid = db_get_text(&rows, 0, 2);
	s->created = s->changed = change->now.submission;
	s->reports = s->receipts = "[]";
	return OK;
}

enum status
db_mail_submission_remove(struct ctx *cx, struct mail_change *change, int64_t id, bool *found)
{
	static const struct db_stmt remove = {
		"DELETE FROM mail_submission WHERE account_id = $1 AND id = $2 RETURNING created"
	};
	struct db_rows rows;
	enum status st;

	if ((st = db_query(cx, &remove, DB_ARGS(db_int(change->account), db_int(id)), &rows)) != OK)
		return st;
	*found = rows.count > 0;
	return !*found ? OK :
	    mail_change_buried(cx, change, MAIL_SUBMISSION, id, db_get_int(&rows, 0, 0));
}


enum status
db_mail_submission_expire(struct ctx *cx, int64_t account, int64_t days)
{
	static const struct db_stmt ask = {
		"SELECT EXISTS (SELECT FROM mail_submission WHERE account_id = $1 AND NOT begun"
		" AND undo_status <> 'pending' AND send_at < now() - make_interval(days => $2::int))"
	};
	static const struct db_stmt expire = {
		"WITH gone AS (DELETE FROM mail_submission WHERE account_id = $1 AND NOT begun"
		"  AND undo_status <> 'pending' AND send_at < now() - make_interval(days => $3::int)"
		"  RETURNING id, created)"
		" INSERT INTO mail_tombstone (account_id, changed, type, id, created)"
		" SELECT $1, $2::bigint + row_number() OVER (), 'EmailSubmission', id, created FROM gone"
	};
	struct mail_change change;
	struct db_rows rows;
	enum status st;

	if (days == 0 ||
	    (st = db_query(cx, &ask, DB_ARGS(db_int(account), db_int(days)), &rows)) != OK ||
	    !db_get_bool(&rows, 0, 0))
		return days == 0 ? OK : st;
	if ((st = db_mail_change_begin(cx, account, &change)) != OK ||
	    (st = db_query(cx, &expire, DB_ARGS(db_int(account), db_int(change.now.counter),
	    db_int(days)), &rows)) != OK)
		return st;
	mail_change_drew(&change, &change.now.submission, rows.affected);
	return db_mail_change_end(cx, &change);
}

enum status
db_mail_submission_update(struct ctx *cx, struct mail_change *change, const struct mail_submission *s)
{
	static const struct db_stmt update = {
		"UPDATE mail_submission SET undo_status = $3, delivery = $4, queue_id = $5, begun = $6,"
		" taken = CASE WHEN $7 THEN coalesce(taken, now()) END, reports = $8, receipts = $9,"
		" changed = $10 WHERE account_id = $1 AND id = $2"
	};

	mail_change_drew(change, &change->now.submission, 1);
	return db_exec(cx, &update, DB_ARGS(db_int(change->account), db_int(s->id),
	    db_text(s->undo_status), db_text(s->delivery), db_text(s->queue_id),
	    db_bool(s->begun), db_bool(s->taken), db_text(s->reports), db_text(s->receipts),
	    db_int(change->now.submission)));
}

#define COLUMNS	"id, identity_id, email_id, thread_id, envelope," \
	" extract(epoch FROM send_at)::bigint, undo_status, delivery, envid, queue_id, begun," \
	" taken IS NOT NULL, reports, receipts, created, changed"

static void
take(const struct db_rows *rows, int i, void *one)
{
	*(struct mail_submission *)one = (struct mail_submission){
		.id = db_get_int(rows, i, 0),
		.identity = db_get_int(rows, i, 1),
		.email = db_get_int(rows, i, 2),
		.thread = db_get_int(rows, i, 3),
		.envelope = db_get_text(rows, i, 4),
		.send_at = db_get_int(rows, i, 5),
		.undo_status = db_get_text(rows, i, 6),
		.delivery = db_get_text(rows, i, 7),
		.envid = db_get_text(rows, i, 8),
		.queue_id = db_get_text(rows, i, 9),
		.begun = db_get_bool(rows, i, 10),
		.taken = db_get_bool(rows, i, 11),
		.reports = db_get_text(rows, i, 12),
		.receipts = db_get_text(rows, i, 13),
		.created = db_get_int(rows, i, 14),
		.changed = db_get_int(rows, i, 15),
	};
}

static enum status
find(struct ctx *cx, const struct db_stmt *stmt, int64_t account, struct db_arg by,
    struct mail_submission *out)
{
	struct db_rows rows;
	enum status st;

	if ((st = db_query(cx, stmt, DB_ARGS(db_int(account), by), &rows)) != OK)
		return st;
	if (rows.count == 0)
		return fault(cx, ERR_NOT_FOUND, "no such submission");
	take(&rows, 0, out);
	return OK;
}

enum status
db_mail_submission_find(struct ctx *cx, int64_t account, int64_t id, struct mail_submission *out)
{
	static const struct db_stmt by_id = {
		"SELECT " COLUMNS " FROM mail_submission WHERE account_id = $1 AND id = $2"
	};

	return find(cx, &by_id, account, db_int(id), out);
}

enum status
db_mail_submission_by_envid(struct ctx *cx, int64_t account, const char *envid,
    struct mail_submission *out)
{
	static const struct db_stmt by_envid = {
		"SELECT " COLUMNS " FROM mail_submission WHERE account_id = $1"
		" AND envid = $2"
	};
	static const struct db_stmt by_clients = {
		"SELECT " COLUMNS " FROM mail_submission WHERE account_id = $1"
		" AND envelope #>> '{mailFrom,parameters,ENVID}' = $2 ORDER BY id DESC LIMIT 1"
	};
	enum status st = find(cx, &by_envid, account, db_text(envid), out);

	if (st != ERR_NOT_FOUND)
		return st;
	ctx_forgive(cx);
	return find(cx, &by_clients, account, db_text(envid), out);
}

enum status
db_mail_submission_by_message(struct ctx *cx, int64_t account, const char *message_id,
    struct mail_submission *out)
{
	static const struct db_stmt by_message = {
		"SELECT " COLUMNS " FROM mail_submission WHERE account_id = $1 AND message_id = $2"
		" ORDER BY id DESC LIMIT 1"
	};

	return find(cx, &by_message, account, db_text(message_id), out);
}

enum status
db_mail_is_here(struct ctx *cx, const char *address, bool *here)
{
	static const struct db_stmt find = {
		"SELECT EXISTS (SELECT FROM mail.mailbox WHERE address = lower($1))"
	};
	struct db_rows rows;
	enum status st = db_query(cx, &find, DB_ARGS(db_text(address)), &rows);

	if (st == OK)
		*here = db_get_bool(&rows, 0, 0);
	return st;
}

enum status
db_mail_submission_by_queue(struct ctx *cx, const char *queue_id, int64_t *account, int64_t *id)
{
	static const struct db_stmt by_queue = {
		"SELECT account_id, id FROM mail_submission WHERE queue_id = $1 LIMIT 1"
	};
	struct db_rows rows;
	enum status st;

	if ((st = db_query(cx, &by_queue, DB_ARGS(db_text(queue_id)), &rows)) != OK)
		return st;
	if (rows.count == 0)
		return fault(cx, ERR_NOT_FOUND, "none of our submissions");
	*account = db_get_int(&rows, 0, 0);
	*id = db_get_int(&rows, 0, 1);
	return OK;
}

enum status
db_mail_submission_list(struct ctx *cx, int64_t account, struct mail_submission **out,
    size_t *count)
{
	static const struct db_stmt list = {
		"SELECT " COLUMNS " FROM mail_submission WHERE account_id = $1"
		" ORDER BY id DESC LIMIT 10000"
	};
	struct db_rows rows;
	enum status st;

	if ((st = db_query(cx, &list, DB_ARGS(db_int(account)), &rows)) != OK)
		return st;
	*out = db_take_all(cx, &rows, sizeof **out, take);
	*count = (size_t)rows.count;
	return OK;
}

/* ---- Held bytes ------------------------------------------------------------------ */

enum status
db_mail_held_put(struct ctx *cx, int64_t account, int64_t submission, int number, const void *p,
    size_t len)
{
	static const struct db_stmt put = {
		"INSERT INTO mail_held (account_id, submission_id, number, data) VALUES ($1, $2, $3, $4)"
	};

	return db_exec(cx, &put, DB_ARGS(db_int(account), db_int(submission), db_int(number),
	    db_bytes(p, len)));
}

static enum status
copy_piece(struct ctx *cx, int64_t account, int64_t submission, int number, int fd, size_t *len)
{
	static const struct db_stmt read = {
		"SELECT data FROM mail_held WHERE account_id = $1 AND submission_id = $2 AND number = $3"
	};
	struct db_rows rows;
	const char *p;
	enum status st;

	*len = 0;
	if ((st = db_query(cx, &read, DB_ARGS(db_int(account), db_int(submission),
	    db_int(number)), &rows)) != OK || rows.count == 0)
		return st;
	p = db_get_bytes(cx, &rows, 0, 0, len);
	for (size_t at = 0; at < *len;) {
		ssize_t n = write(fd, p + at, *len - at);

		if (n <= 0)
			return fault(cx, ERR_INTERNAL, "cannot write a file");
		at += (size_t)n;
	}
	return OK;
}

enum status
db_mail_held_copy(struct ctx *cx, int64_t account, int64_t submission, int fd, int64_t *size)
{
	enum status st = OK;
	size_t len = 1;

	*size = 0;
	for (int number = 0; len > 0 && st == OK; number++) {
		/* A piece at a time, each on an arena of its own. */
		struct arena *whole = ctx_turn(cx);

		st = copy_piece(cx, account, submission, number, fd, &len);
		ctx_turn_end(cx, whole);
		*size += (int64_t)len;
	}
	if (st == OK && *size == 0)
		return fault(cx, ERR_NOT_FOUND, "the held message is not there");
	return st;
}

enum status
db_mail_held_total(struct ctx *cx, int64_t account, int64_t *bytes)
{
	static const struct db_stmt total = {
		"SELECT coalesce(sum(octet_length(data)), 0)::bigint FROM mail_held WHERE account_id = $1"
	};
	struct db_rows rows;
	enum status st;

	if ((st = db_query(cx, &total, DB_ARGS(db_int(account)), &rows)) == OK)
		*bytes = db_get_int(&rows, 0, 0);
	return st;
}

enum status
db_mail_held_remove(struct ctx *cx, int64_t account, int64_t submission)
{
	static const struct db_stmt remove = {
		"DELETE FROM mail_held WHERE account_id = $1 AND submission_id = $2"
	};

	return db_exec(cx, &remove, DB_ARGS(db_int(account), db_int(submission)));
}

enum status
db_mail_rate_take(struct ctx *cx, int64_t account, int64_t recipients, int64_t most)
{
	static const struct db_stmt count = {
		"INSERT INTO mail_rate AS r (account_id, hour, recipients)"
		" SELECT $1, extract(epoch FROM now())::bigint / 3600, $2::bigint WHERE $2::bigint <= $3::bigint"
		" ON CONFLICT (account_id) DO UPDATE SET hour = excluded.hour, recipients ="
		"  excluded.recipients + CASE WHEN r.hour = excluded.hour THEN r.recipients ELSE 0 END"
		"  WHERE r.hour <> excluded.hour OR r.recipients + excluded.recipients <= $3::bigint"
	};
	struct db_rows rows;
	enum status st;

	if ((st = db_query(cx, &count, DB_ARGS(db_int(account), db_int(recipients), db_int(most)),
	    &rows)) != OK)
		return st;
	return rows.affected > 0 ? OK :
	    fault(cx, ERR_LIMIT, "at most %lld recipients an hour", (long long)most);
}
