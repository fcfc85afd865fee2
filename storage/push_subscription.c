#include "storage/db.h"
#include "storage/push_subscription.h"

enum status
db_push_list(struct ctx *cx, int64_t account, struct push_subscription **out, size_t *count)
{
	static const struct db_stmt list = {
		"SELECT id, device, url, p256dh, auth, code, verified,"
		" extract(epoch FROM expires)::bigint, to_json(types), told, failures"
		" FROM push_subscription WHERE account_id = $1 AND expires > now() ORDER BY id"
	};
	struct db_rows rows;
	enum status st;

	if ((st = db_query(cx, &list, DB_ARGS(db_int(account)), &rows)) != OK)
		return st;
	*count = (size_t)rows.count;
	*out = arena_array(cx->arena, *count, sizeof **out);
	for (int i = 0; i < rows.count; i++)
		(*out)[i] = (struct push_subscription){
			.id = db_get_int(&rows, i, 0),
			.device = db_get_text(&rows, i, 1),
			.url = db_get_text(&rows, i, 2),
			.p256dh = db_get_text(&rows, i, 3),
			.auth = db_get_text(&rows, i, 4),
			.code = db_get_text(&rows, i, 5),
			.verified = db_get_bool(&rows, i, 6),
			.expires = db_get_int(&rows, i, 7),
			.types = db_get_text(&rows, i, 8),
			.told = db_get_text(&rows, i, 9),
			.failures = (int)db_get_int(&rows, i, 10),
		};
	return OK;
}

enum status
db_push_put(struct ctx *cx, int64_t account, struct push_subscription *s)
{
	static const struct db_stmt put = {
		"INSERT INTO push_subscription (account_id, id, device, url, p256dh, auth, code,"
		" verified, expires, types, told, failures, session_id)"
		" VALUES ($1, coalesce(nullif($2::bigint, 0),"
		" new_id()), $3, $4, $5, $6, $7, $8, to_timestamp($9::bigint),"
		" (SELECT array_agg(t) FROM jsonb_array_elements_text($10::jsonb) t),"
		" coalesce($11, '{}')::jsonb, $12, nullif($13::bigint, 0))"
		" ON CONFLICT (account_id, id) DO UPDATE SET verified = excluded.verified,"
		" expires = excluded.expires, types = excluded.types, told = excluded.told,"
		" failures = excluded.failures RETURNING id"
	};
	struct db_rows rows;
	enum status st;

	if ((st = db_query(cx, &put, DB_ARGS(db_int(account), db_int(s->id), db_text(s->device),
	    db_text(s->url), db_text(s->p256dh), db_text(s->auth), db_text(s->code),
	    db_bool(s->verified), db_int(s->expires), db_text(s->types), db_text(s->told),
	    db_int(s->failures), db_int(cx->who.account == account ? cx->who.session : 0)), &rows)) == OK)
		s->id = db_get_int(&rows, 0, 0);
	return st;
}

enum status
db_push_note(struct ctx *cx, int64_t account, const struct push_subscription *s)
{
	static const struct db_stmt note = {
		"UPDATE push_subscription SET told = $3::jsonb, failures = $4 WHERE account_id = $1 AND id = $2"
	};

	return db_exec(cx, &note, DB_ARGS(db_int(account), db_int(s->id), db_text(s->told),
	    db_int(s->failures)));
}

enum status
db_push_remove(struct ctx *cx, int64_t account, int64_t id)
{
	static const struct db_stmt remove = {
		"DELETE FROM push_subscription WHERE account_id = $1 AND id = $2"
	};

	return db_exec(cx, &remove, DB_ARGS(db_int(account), db_int(id)));
}

enum status
db_push_accounts(struct ctx *cx, int max, int64_t **accounts, size_t *count)
{
	static const struct db_stmt list = {
		"SELECT DISTINCT p.account_id FROM push_subscription p JOIN account a"
		" ON a.id = p.account_id WHERE p.verified AND p.expires > now() AND a.active"
		" ORDER BY 1 LIMIT $1"
	};
	struct db_rows rows;
	enum status st;

	if ((st = db_query(cx, &list, DB_ARGS(db_int(max)), &rows)) != OK)
		return st;
	*count = (size_t)rows.count;
	*accounts = arena_array(cx->arena, *count, sizeof **accounts);
	for (int i = 0; i < rows.count; i++)
		(*accounts)[i] = db_get_int(&rows, i, 0);
	return OK;
}
