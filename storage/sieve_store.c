#include "storage/db.h"
#include "storage/sieve_store.h"

enum status
db_sieve_ids(struct ctx *cx, int64_t account, const char *const *names, size_t count, int64_t **ids)
{
	static const struct db_stmt forget = {
		"DELETE FROM sieve_script WHERE account_id = $1 AND name <> ALL($2::text[])"
	};
	static const struct db_stmt learn = {
		"INSERT INTO sieve_script (account_id, name) SELECT $1, n FROM unnest($2::text[]) n"
		" ON CONFLICT DO NOTHING"
	};
	static const struct db_stmt find = {
		"SELECT s.id FROM unnest($2::text[]) WITH ORDINALITY AS n (name, number)"
		" JOIN sieve_script s ON s.account_id = $1 AND s.name = n.name ORDER BY n.number"
	};
	struct db_arg list = db_text_array(cx, names, count);
	struct db_rows rows;
	enum status st;

	if ((st = db_exec(cx, &forget, DB_ARGS(db_int(account), list))) != OK ||
	    (st = db_exec(cx, &learn, DB_ARGS(db_int(account), list))) != OK ||
	    (st = db_query(cx, &find, DB_ARGS(db_int(account), list), &rows)) != OK)
		return st;
	if ((size_t)rows.count != count)
		return fault(cx, ERR_BUSY, "the scripts changed meanwhile");
	*ids = arena_array(cx->arena, count, sizeof **ids);
	for (int i = 0; i < rows.count; i++)
		(*ids)[i] = db_get_int(&rows, i, 0);
	return OK;
}

enum status
db_sieve_rename(struct ctx *cx, int64_t account, int64_t id, const char *name)
{
	static const struct db_stmt rename = {
		"UPDATE sieve_script SET name = $3 WHERE account_id = $1 AND id = $2"
	};

	return db_exec(cx, &rename, DB_ARGS(db_int(account), db_int(id), db_text(name)));
}

enum status
db_vacation_get(struct ctx *cx, int64_t account, struct vacation *out)
{
	static const struct db_stmt find = {
		"SELECT enabled, from_date, to_date, subject, text_body, html_body, state"
		" FROM vacation WHERE account_id = $1"
	};
	struct db_rows rows;
	enum status st;

	*out = (struct vacation){ 0 };
	if ((st = db_query(cx, &find, DB_ARGS(db_int(account)), &rows)) != OK || rows.count == 0)
		return st;
	*out = (struct vacation){
		.enabled = db_get_bool(&rows, 0, 0),
		.has_from = !db_is_null(&rows, 0, 1),
		.has_to = !db_is_null(&rows, 0, 2),
		.from = db_get_int(&rows, 0, 1),
		.to = db_get_int(&rows, 0, 2),
		.subject = db_get_text(&rows, 0, 3),
		.text = db_get_text(&rows, 0, 4),
		.html = db_get_text(&rows, 0, 5),
		.state = db_get_int(&rows, 0, 6),
	};
	return OK;
}

enum status
db_vacation_put(struct ctx *cx, int64_t account, struct vacation *v)
{
	static const struct db_stmt put = {
		"INSERT INTO vacation AS v (account_id, enabled, from_date, to_date, subject, text_body,"
		" html_body, state)"
		" VALUES ($1, $2, $3, $4, $5, $6, $7, (extract(epoch FROM clock_timestamp()) * 1000)::bigint)"
		" ON CONFLICT (account_id) DO UPDATE SET"
		" enabled = excluded.enabled, from_date = excluded.from_date,"
		" to_date = excluded.to_date, subject = excluded.subject,"
		" text_body = excluded.text_body, html_body = excluded.html_body, state = v.state + 1"
		" RETURNING state"
	};
	struct db_rows rows;
	enum status st;

	if ((st = db_query(cx, &put, DB_ARGS(db_int(account), db_bool(v->enabled),
	    v->has_from ? db_int(v->from) : db_null(), v->has_to ? db_int(v->to) : db_null(),
	    db_text(v->subject), db_text(v->text), db_text(v->html)), &rows)) != OK)
		return st;
	v->state = db_get_int(&rows, 0, 0);
	return OK;
}

static void
take_filter(const struct db_rows *rows, int i, void *one)
{
	*(struct mail_filter *)one = (struct mail_filter){
		.id = db_get_int(rows, i, 0),
		.position = db_get_int(rows, i, 1),
		.rule = db_get_text(rows, i, 2),
	};
}

enum status
db_filter_list(struct ctx *cx, int64_t account, struct mail_filter **out, size_t *count)
{
	static const struct db_stmt list = {
		"SELECT id, position, rule FROM mail_filter WHERE account_id = $1 ORDER BY position, id"
	};
	struct db_rows rows;
	enum status st;

	if ((st = db_query(cx, &list, DB_ARGS(db_int(account)), &rows)) != OK)
		return st;
	*out = db_take_all(cx, &rows, sizeof **out, take_filter);
	*count = (size_t)rows.count;
	return OK;
}

enum status
db_filter_put(struct ctx *cx, struct mail_change *change, struct mail_filter *filter)
{
	static const struct db_stmt add = {
		"INSERT INTO mail_filter (account_id, position, rule, created, changed)"
		" VALUES ($1, $2, $3, $4, $4) RETURNING id"
	};
	static const struct db_stmt alter = {
		"UPDATE mail_filter SET position = $3, rule = $4, changed = $5"
		" WHERE account_id = $1 AND id = $2"
	};
	struct db_rows rows;
	enum status st;

	mail_change_drew(change, &change->now.filter, 1);
	if (filter->id != 0) {
		st = db_query(cx, &alter, DB_ARGS(db_int(change->account), db_int(filter->id),
		    db_int(filter->position), db_text(filter->rule),
		    db_int(change->now.filter)), &rows);
		return st == OK && rows.affected == 0 ?
		    fault(cx, ERR_NOT_FOUND, "no such filter") : st;
	}
	if ((st = db_query(cx, &add, DB_ARGS(db_int(change->account), db_int(filter->position),
	    db_text(filter->rule), db_int(change->now.filter)), &rows)) != OK)
		return st;
	filter->id = db_get_int(&rows, 0, 0);
	return OK;
}

enum status
db_filter_remove(struct ctx *cx, struct mail_change *change, int64_t id)
{
	static const struct db_stmt remove = {
		"DELETE FROM mail_filter WHERE account_id = $1 AND id = $2 RETURNING created"
	};
	struct db_rows rows;
	enum status st;

	if ((st = db_query(cx, &remove, DB_ARGS(db_int(change->account), db_int(id)), &rows)) != OK)
		return st;
	return rows.count > 0 ?
	    mail_change_buried(cx, change, MAIL_FILTER, id, db_get_int(&rows, 0, 0)) :
	    fault(cx, ERR_NOT_FOUND, "no such filter");
}

enum status
db_sieve_lock(struct ctx *cx, int64_t account)
{
	static const struct db_stmt lock = {
		"SELECT pg_advisory_xact_lock(hashtextextended('sieve ' || $1::bigint, 0))"
	};

	return db_exec(cx, &lock, DB_ARGS(db_int(account)));
}
