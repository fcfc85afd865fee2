#include <string.h>

#include "storage/db.h"
#include "storage/link.h"
#include "storage/private.h"

#define LINKS_MAX	50	/* of one collection */

enum status
db_link_add(struct ctx *cx, const struct collection *c, struct link *link,
    char token[static TOKEN_LEN + 1])
{
	static const struct db_stmt add = {
		"INSERT INTO link (account_id, collection_id, token_sha256, token, busy_only, comment,"
		" expires) SELECT $1, $2, $3, $4, $5, left($6, 200),"
		" CASE WHEN $7::bigint > 0 THEN to_timestamp($7::bigint) END"
		" WHERE (SELECT count(*) FROM link WHERE account_id = $1 AND collection_id = $2) < $8"
		" RETURNING id"
	};
	unsigned char sha256[SHA256_LEN];
	struct db_rows rows;
	enum status st;

	hash_token(token);
	hash_sha256(token, TOKEN_LEN, sha256);
	if ((st = db_query(cx, &add, DB_ARGS(db_int(c->account), db_int(c->id),
	    db_bytes(sha256, sizeof sha256), db_text(link->published ? token : NULL),
	    db_bool(link->busy_only), db_text(link->comment != NULL ? link->comment : ""),
	    db_int(link->expires), db_int(LINKS_MAX)), &rows)) != OK)
		return st;
	if (rows.count == 0)
		return fault(cx, ERR_LIMIT, "a collection has at most %d public addresses", LINKS_MAX);
	link->id = db_get_int(&rows, 0, 0);
	return OK;
}

enum status
db_link_list(struct ctx *cx, const struct collection *c, struct link **out, size_t *count)
{
	static const struct db_stmt list = {
		"SELECT id, busy_only, token, comment, coalesce(extract(epoch FROM expires)::bigint, 0), "
		SQL_TIME("created") ", " SQL_TIME("last_used") " FROM link"
		" WHERE account_id = $1 AND collection_id = $2"
		" AND (expires IS NULL OR expires > now()) ORDER BY id"
	};
	struct db_rows rows;
	enum status st;

	if ((st = db_query(cx, &list, DB_ARGS(db_int(c->account), db_int(c->id)), &rows)) != OK)
		return st;
	*count = (size_t)rows.count;
	*out = arena_array(cx->arena, *count, sizeof **out);
	for (int i = 0; i < rows.count; i++)
		(*out)[i] = (struct link){
			.account = c->account, .collection = c->id,
			.id = db_get_int(&rows, i, 0),
			.busy_only = db_get_bool(&rows, i, 1),
			.published = !db_is_null(&rows, i, 2),
			.token = db_get_text(&rows, i, 2),
			.comment = db_get_text(&rows, i, 3),
			.expires = db_get_int(&rows, i, 4),
			.created = db_get_text(&rows, i, 5),
			.last_used = db_get_text(&rows, i, 6),
		};
	return OK;
}

enum status
db_link_delete(struct ctx *cx, const struct collection *c, int64_t id)
{
	static const struct db_stmt del = {
		"DELETE FROM link WHERE account_id = $1 AND collection_id = $2 AND id = $3"
	};
	struct db_rows rows;
	enum status st;

	if ((st = db_query(cx, &del, DB_ARGS(db_int(c->account), db_int(c->id), db_int(id)),
	    &rows)) != OK)
		return st;
	return rows.affected > 0 ? OK : ERR_NOT_FOUND;
}

enum status
db_link_find(struct ctx *cx, const char *token, struct link *out, struct collection *c)
{
	static const struct db_stmt find = {
		"SELECT l.account_id, l.collection_id, l.id, l.busy_only, c.kind, c.name FROM link l"
		" JOIN collection c ON c.account_id = l.account_id AND c.id = l.collection_id"
		" JOIN account a ON a.id = l.account_id AND a.active"
		" JOIN domain d ON d.id = a.domain_id AND d.active"
		" WHERE l.token_sha256 = $1 AND (l.expires IS NULL OR l.expires > now())"
	};
	static const struct db_stmt used = {
		"UPDATE link SET last_used = now() WHERE account_id = $1 AND collection_id = $2"
		" AND id = $3 AND (last_used IS NULL OR last_used < now() - interval '1 hour')"
	};
	unsigned char sha256[SHA256_LEN];
	struct db_rows rows;
	enum status st;

	hash_sha256(token, strlen(token), sha256);
	if ((st = db_query(cx, &find, DB_ARGS(db_bytes(sha256, sizeof sha256)), &rows)) != OK)
		return st;
	if (rows.count == 0)
		return ERR_NOT_FOUND;
	*out = (struct link){
		.account = db_get_int(&rows, 0, 0),
		.collection = db_get_int(&rows, 0, 1),
		.id = db_get_int(&rows, 0, 2),
		.busy_only = db_get_bool(&rows, 0, 3),
	};
	if ((st = db_exec(cx, &used, DB_ARGS(db_int(out->account), db_int(out->collection),
	    db_int(out->id)))) != OK)
		return st;
	return db_collection_find(cx, out->account, strcmp(db_get_text(&rows, 0, 4),
	    "addressbook") == 0 ? COLLECTION_BOOK : COLLECTION_CALENDAR,
	    db_get_text(&rows, 0, 5), c);
}
