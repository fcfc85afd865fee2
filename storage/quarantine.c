#include <stdlib.h>

#include "storage/db.h"
#include "storage/quarantine.h"
#include "storage/task.h"

#define COLUMNS \
	"q.account_id, q.id, q.message_id, a.address, q.recipient, q.sender, q.login," \
	" q.from_header, q.subject, q.remote, q.queue_id, q.action, q.symbols, q.score," \
	" q.virus, q.size, to_char(q.created AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"')"

static struct quarantine
row(const struct db_rows *rows, int i)
{
	return (struct quarantine){
		.account = db_get_int(rows, i, 0),
		.id = db_get_int(rows, i, 1),
		.message = db_get_int(rows, i, 2),
		.address = db_get_text(rows, i, 3),
		.recipient = db_get_text(rows, i, 4),
		.sender = db_get_text(rows, i, 5),
		.login = db_get_text(rows, i, 6),
		.from = db_get_text(rows, i, 7),
		.subject = db_get_text(rows, i, 8),
		.remote = db_get_text(rows, i, 9),
		.queue_id = db_get_text(rows, i, 10),
		.action = db_get_text(rows, i, 11),
		.symbols = db_get_text(rows, i, 12),
		.score = strtod(db_get_text(rows, i, 13), NULL),
		.virus = db_get_bool(rows, i, 14),
		.size = db_get_int(rows, i, 15),
		.created = db_get_text(rows, i, 16),
	};
}

static void
read_rows(struct ctx *cx, const struct db_rows *rows, struct quarantine **out, size_t *count)
{
	*count = (size_t)rows->count;
	*out = arena_array(cx->arena, *count, sizeof **out);
	for (int i = 0; i < rows->count; i++)
		(*out)[i] = row(rows, i);
}

/* The bytes; nothing was kept when no row names them in the end. */
static enum status
put_message(struct ctx *cx, const void *bytes, size_t len, int64_t *id)
{
	static const struct db_stmt put = {
		"INSERT INTO quarantine_message (data) VALUES ($1) RETURNING id"
	};
	struct db_rows rows;
	enum status st = db_query(cx, &put, DB_ARGS(db_bytes(bytes, len)), &rows);

	if (st == OK)
		*id = db_get_int(&rows, 0, 0);
	return st;
}

/* Whoever has this message now and is to be told of it hears it with his next digest. */
static enum status
plan_digests(struct ctx *cx, int64_t message)
{
	static const struct db_stmt plan = {
		"INSERT INTO task (account_id, kind, due)"
		" SELECT a.id, '" QUARANTINE_DIGEST "', quarantine_due(a.quarantine_notice)"
		" FROM quarantine q JOIN account a ON a.id = q.account_id WHERE q.message_id = $1"
		" AND a.quarantine_notice <> 'never' AND quarantine_tells(a.quarantine_kind, q.action)"
		" AND NOT EXISTS (SELECT FROM task t WHERE t.account_id = a.id"
		"  AND t.kind = '" QUARANTINE_DIGEST "' AND t.attempts = 0)"
		" RETURNING pg_notify('" TASK_CHANNEL "', (extract(epoch FROM due) * 1000)::bigint::text)"
	};
	struct db_rows rows;

	return db_query(cx, &plan, DB_ARGS(db_int(message)), &rows);
}

enum status
db_quarantine_add(struct ctx *cx, const struct quarantine *what, const char *const *recipients,
    size_t count, const void *bytes, size_t len, size_t *kept)
{
	/* Aliases may lead to aliases; nobody follows them further than this. */
	static const struct db_stmt put = {
		"WITH RECURSIVE way (recipient, address, steps) AS ("
		" SELECT r, regexp_replace(lower(r), '\\+[^@]*@', '@'), 0 FROM unnest($1::text[]) r"
		" UNION SELECT w.recipient, lower(l.target), w.steps + 1 FROM way w"
		" JOIN mail.alias l ON l.address = w.address OR (l.address ="
		"  '@' || split_part(w.address, '@', 2) AND NOT EXISTS"
		"  (SELECT FROM mail.alias o WHERE o.address = w.address))"
		" WHERE w.steps < 5)"
		"INSERT INTO quarantine (account_id, message_id, queue_id, recipient, sender, login,"
		" from_header, subject, remote, score, action, virus, symbols, size)"
		" SELECT DISTINCT ON (a.id) a.id, $2, $3, w.recipient, $4, $5, $6, $7, $8,"
		" $9::text::real, $10, $11, $12::jsonb, $13"
		" FROM way w JOIN account a ON a.address = w.address WHERE a.active"
		" AND ($10 = 'reject' OR a.quarantine_kind <> 'reject') AND NOT EXISTS"
		"  (SELECT FROM domain d, api.quarantine_setting s"
		"   WHERE d.id = a.domain_id AND s.exclude_domains ? d.name)"
		" ORDER BY a.id, w.steps"
	};
	static const struct db_stmt unused = {
		"DELETE FROM quarantine_message WHERE id = $1"
	};
	struct db_rows rows;
	int64_t message;
	enum status st;

	if ((st = db_begin(cx)) != OK || (st = put_message(cx, bytes, len, &message)) != OK)
		return st;
	st = db_query(cx, &put, DB_ARGS(db_text_array(cx, recipients, count), db_int(message),
	    db_text(what->queue_id), db_text(what->sender), db_text(what->login),
	    db_text(what->from), db_text(what->subject), db_text(what->remote),
	    db_text(arena_printf(cx->arena, "%g", what->score)), db_text(what->action),
	    db_bool(what->virus), db_text(what->symbols), db_int((int64_t)len)), &rows);
	if (st != OK)
		return st;
	*kept = (size_t)rows.affected;
	st = *kept == 0 ? db_exec(cx, &unused, DB_ARGS(db_int(message))) :
	    plan_digests(cx, message);
	return st == OK ? db_commit(cx) : st;
}

enum status
db_quarantine_list(struct ctx *cx, int64_t account, int64_t domain, struct quarantine **out,
    size_t *count)
{
	static const struct db_stmt list = {
		"SELECT " COLUMNS " FROM quarantine q JOIN account a ON a.id = q.account_id"
		" WHERE ($1 = 0 OR q.account_id = $1) AND ($2 = 0 OR a.domain_id = $2)"
		" ORDER BY q.created DESC, q.id DESC LIMIT 10000"
	};
	struct db_rows rows;
	enum status st;

	if ((st = db_query(cx, &list, DB_ARGS(db_int(account), db_int(domain)), &rows)) != OK)
		return st;
	read_rows(cx, &rows, out, count);
	return OK;
}

enum status
db_quarantine_find(struct ctx *cx, int64_t account, int64_t id, struct quarantine *out)
{
	static const struct db_stmt find = {
		"SELECT " COLUMNS " FROM quarantine q JOIN account a ON a.id = q.account_id"
		" WHERE q.id = $1 AND ($2 = 0 OR q.account_id = $2)"
	};
	struct db_rows rows;
	enum status st;

	if ((st = db_query(cx, &find, DB_ARGS(db_int(id), db_int(account)), &rows)) != OK)
		return st;
	if (rows.count == 0)
		return fault(cx, ERR_NOT_FOUND, "nothing of this number is in quarantine");
	*out = row(&rows, 0);
	return OK;
}

enum status
db_quarantine_bytes(struct ctx *cx, const struct quarantine *q, const void **bytes, size_t *len)
{
	static const struct db_stmt find = {
		"SELECT data FROM quarantine_message WHERE id = $1"
	};
	struct db_rows rows;
	enum status st;

	if ((st = db_query(cx, &find, DB_ARGS(db_int(q->message)), &rows)) != OK)
		return st;
	if (rows.count == 0)
		return fault(cx, ERR_NOT_FOUND, "the message is gone");
	*bytes = db_get_bytes(cx, &rows, 0, 0, len);
	return OK;
}

/* Messages that no row names any more. */
static const struct db_stmt unused = {
	"DELETE FROM quarantine_message m WHERE ($1 = 0 OR m.id = $1)"
	" AND NOT EXISTS (SELECT FROM quarantine q WHERE q.message_id = m.id)"
};

enum status
db_quarantine_delete(struct ctx *cx, const struct quarantine *q)
{
	static const struct db_stmt delete = {
		"DELETE FROM quarantine WHERE account_id = $1 AND id = $2"
	};
	enum status st;

	if ((st = db_exec(cx, &delete, DB_ARGS(db_int(q->account), db_int(q->id)))) != OK)
		return st;
	return db_exec(cx, &unused, DB_ARGS(db_int(q->message)));
}

enum status
db_quarantine_untold(struct ctx *cx, int64_t account, struct quarantine **out, size_t *count)
{
	static const struct db_stmt list = {
		"SELECT " COLUMNS " FROM quarantine q JOIN account a ON a.id = q.account_id"
		" WHERE a.id = $1 AND NOT q.told AND a.active AND a.quarantine_notice <> 'never'"
		" AND quarantine_tells(a.quarantine_kind, q.action)"
		" ORDER BY q.created DESC, q.id DESC LIMIT 10000"
	};
	struct db_rows rows;
	enum status st;

	if ((st = db_query(cx, &list, DB_ARGS(db_int(account)), &rows)) == OK)
		read_rows(cx, &rows, out, count);
	return st;
}

enum status
db_quarantine_told(struct ctx *cx, int64_t account, const struct quarantine *list, size_t count)
{
	static const struct db_stmt told = {
		"UPDATE quarantine SET told = true WHERE account_id = $1 AND id = ANY($2::bigint[])"
	};
	int64_t *ids = arena_array(cx->arena, count, sizeof *ids);

	for (size_t i = 0; i < count; i++)
		ids[i] = list[i].id;
	return db_exec(cx, &told, DB_ARGS(db_int(account), db_int_array(cx, ids, count)));
}

enum status
db_quarantine_deny(struct ctx *cx, const struct quarantine *q)
{
	static const struct db_stmt deny = {
		"INSERT INTO sender_policy (domain_id, account_id, verdict, sender)"
		" SELECT domain_id, id, 'deny', lower($2) FROM account WHERE id = $1"
		" ON CONFLICT (domain_id, coalesce(account_id, 0), sender) DO UPDATE SET verdict = 'deny'"
	};

	if (*q->sender == '\0')
		return fault(cx, ERR_INVALID, "a report has no sender to refuse");
	return db_exec(cx, &deny, DB_ARGS(db_int(q->account), db_text(q->sender)));
}

enum status
db_quarantine_purge(struct ctx *cx, int64_t *gone)
{
	static const struct db_stmt old = {
		"DELETE FROM quarantine q USING (SELECT account_id, id, row_number() OVER"
		" (PARTITION BY account_id ORDER BY created DESC, id DESC) AS place FROM quarantine) n,"
		" api.quarantine_setting s WHERE n.account_id = q.account_id AND n.id = q.id AND"
		" (n.place > s.retention_size OR q.created < now() - make_interval(days => s.max_age))"
	};
	struct db_rows rows;
	enum status st;

	if ((st = db_query(cx, &old, DB_NO_ARGS, &rows)) != OK)
		return st;
	*gone = rows.affected;
	return rows.affected == 0 ? OK : db_exec(cx, &unused, DB_ARGS(db_int(0)));
}

enum status
db_quarantine_bounds(struct ctx *cx, struct quarantine_bounds *out)
{
	static const struct db_stmt get = {
		"SELECT max_age, max_size, max_score FROM api.quarantine_setting"
	};
	struct db_rows rows;
	enum status st;

	if ((st = db_query(cx, &get, DB_NO_ARGS, &rows)) != OK)
		return st;
	*out = (struct quarantine_bounds){
		.days = db_get_int(&rows, 0, 0),
		.bytes = db_get_int(&rows, 0, 1) << 20,
		.score = (double)db_get_int(&rows, 0, 2),
	};
	return OK;
}
