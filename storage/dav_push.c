#include <string.h>

#include "storage/dav_push.h"
#include "storage/db.h"
#include "storage/task.h"

#define SUBSCRIPTIONS_MAX	1000	/* of one account */

enum status
db_dav_push_put(struct ctx *cx, struct dav_push *push, bool *renewed)
{
	static const struct db_stmt put = {
		"INSERT INTO dav_push (account_id, owner_id, collection_id, resource, public_key,"
		" auth, wanted, expires) SELECT $1, $2, $3, $4, $5, $6, $7, to_timestamp($8::bigint)"
		" WHERE (SELECT count(*) FROM dav_push WHERE account_id = $1) < $9"
		" ON CONFLICT (account_id, owner_id, collection_id, resource) DO UPDATE SET"
		" public_key = excluded.public_key, auth = excluded.auth, wanted = excluded.wanted,"
		" expires = excluded.expires RETURNING id, xmax <> 0"
	};
	static const struct db_stmt mark = {
		"UPDATE collection SET pushed = true WHERE account_id = $1 AND id = $2 AND NOT pushed"
	};
	struct db_rows rows;
	enum status st;

	if ((st = db_query(cx, &put, DB_ARGS(db_int(push->account), db_int(push->owner),
	    db_int(push->collection), db_text(push->resource),
	    db_bytes(push->peer.public_, WEBPUSH_PUBLIC), db_bytes(push->peer.auth, WEBPUSH_AUTH),
	    db_int(push->wanted), db_int(push->expires), db_int(SUBSCRIPTIONS_MAX)), &rows)) != OK)
		return st;
	if (rows.count == 0)
		return fault(cx, ERR_LIMIT, "this account has %d push subscriptions",
		    SUBSCRIPTIONS_MAX);
	push->id = db_get_int(&rows, 0, 0);
	*renewed = db_get_bool(&rows, 0, 1);
	return db_exec(cx, &mark, DB_ARGS(db_int(push->owner), db_int(push->collection)));
}

enum status
db_dav_push_find(struct ctx *cx, int64_t account, int64_t id, struct dav_push *out)
{
	static const struct db_stmt find = {
		"SELECT owner_id, collection_id, resource, public_key, auth, wanted,"
		" extract(epoch FROM expires)::bigint FROM dav_push"
		" WHERE account_id = $1 AND id = $2 AND expires > now()"
	};
	struct db_rows rows;
	const void *public_, *auth;
	size_t public_len, auth_len;
	enum status st;

	if ((st = db_query(cx, &find, DB_ARGS(db_int(account), db_int(id)), &rows)) != OK)
		return st;
	if (rows.count == 0)
		return ERR_NOT_FOUND;
	*out = (struct dav_push){
		.account = account, .id = id,
		.owner = db_get_int(&rows, 0, 0),
		.collection = db_get_int(&rows, 0, 1),
		.resource = db_get_text(&rows, 0, 2),
		.wanted = (int)db_get_int(&rows, 0, 5),
		.expires = db_get_int(&rows, 0, 6),
	};
	public_ = db_get_bytes(cx, &rows, 0, 3, &public_len);
	auth = db_get_bytes(cx, &rows, 0, 4, &auth_len);
	if (public_len != WEBPUSH_PUBLIC || auth_len != WEBPUSH_AUTH)
		return fault(cx, ERR_INTERNAL, "a push subscription without keys");
	memcpy(out->peer.public_, public_, WEBPUSH_PUBLIC);
	memcpy(out->peer.auth, auth, WEBPUSH_AUTH);
	return OK;
}

enum status
db_dav_push_delete(struct ctx *cx, int64_t account, int64_t id)
{
	static const struct db_stmt del = {
		"DELETE FROM dav_push WHERE account_id = $1 AND id = $2"
	};
	struct db_rows rows;
	enum status st;

	if ((st = db_query(cx, &del, DB_ARGS(db_int(account), db_int(id)), &rows)) != OK)
		return st;
	return rows.affected > 0 ? OK : ERR_NOT_FOUND;
}

enum status
db_dav_push_note(struct ctx *cx, const struct collection *c, enum push_news news)
{
	/* With the second of delay a burst of changes is one message. */
	static const struct db_stmt note = {
		"WITH push AS (UPDATE dav_push SET pending = pending | $3::int"
		"  WHERE owner_id = $1 AND collection_id = $2 AND wanted & $3::int <> 0"
		"  AND pending & $3::int = 0 AND expires > now()"
		"  AND $4::text <> '*' AND position('/' || id || '\"' IN $4::text) = 0"
		"  RETURNING account_id, id, pending = $3::int AS is_first),"
		" due AS (INSERT INTO task (account_id, kind, ref, due)"
		"  SELECT account_id, '" TASK_DAV_PUSH "', id, now() + interval '1 second' FROM push"
		"  WHERE is_first RETURNING due)"
		"SELECT pg_notify('" TASK_CHANNEL "', ceil(extract(epoch FROM due) * 1000)::bigint::text)"
		" FROM due LIMIT 1"
	};

	return db_exec(cx, &note, DB_ARGS(db_int(c->account), db_int(c->id), db_int(news),
	    db_text(cx->push_quiet != NULL ? cx->push_quiet : "")));
}

enum status
db_dav_push_take(struct ctx *cx, const struct dav_push *push, int *news)
{
	static const struct db_stmt take = {
		"UPDATE dav_push p SET pending = 0 FROM (SELECT id, pending FROM dav_push"
		" WHERE account_id = $1 AND id = $2 FOR UPDATE) old"
		" WHERE p.account_id = $1 AND p.id = old.id RETURNING old.pending"
	};
	struct db_rows rows;
	enum status st;

	if ((st = db_query(cx, &take, DB_ARGS(db_int(push->account), db_int(push->id)),
	    &rows)) != OK)
		return st;
	*news = rows.count > 0 ? (int)db_get_int(&rows, 0, 0) : 0;
	return OK;
}

enum status
db_dav_push_give_back(struct ctx *cx, const struct dav_push *push, int news)
{
	static const struct db_stmt back = {
		"UPDATE dav_push SET pending = pending | $3::int WHERE account_id = $1 AND id = $2"
	};

	return db_exec(cx, &back, DB_ARGS(db_int(push->account), db_int(push->id), db_int(news)));
}
