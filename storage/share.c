#include "storage/db.h"
#include "storage/share.h"

/* Domains are strangers to each other: "everybody" is everybody of the owner's. */
enum status
db_share_rights(struct ctx *cx, const struct collection *c, int64_t who, int *rights)
{
	static const struct db_stmt ask = {
		"SELECT coalesce(bit_or(s.rights), 0) FROM share s"
		" JOIN account o ON o.id = s.account_id"
		" JOIN account g ON g.id = $3 AND g.domain_id = o.domain_id"
		" WHERE s.account_id = $1 AND s.collection_id = $2 AND s.grantee_id IN (0, $3)"
	};
	struct db_rows rows;
	enum status st;

	*rights = 0;
	if (who == 0)
		return OK;
	if (who == c->account) {
		*rights = RIGHT_ALL;
		return OK;
	}
	if ((st = db_query(cx, &ask, DB_ARGS(db_int(c->account), db_int(c->id), db_int(who)),
	    &rows)) != OK)
		return st;
	*rights = (int)db_get_int(&rows, 0, 0) & RIGHT_ALL;
	return OK;
}

enum status
db_share_list(struct ctx *cx, const struct collection *c, struct share **out, size_t *count)
{
	static const struct db_stmt list = {
		"SELECT s.grantee_id, a.address, s.rights FROM share s"
		" LEFT JOIN account a ON a.id = s.grantee_id"
		" WHERE s.account_id = $1 AND s.collection_id = $2 ORDER BY 2"
	};
	struct db_rows rows;
	enum status st;

	if ((st = db_query(cx, &list, DB_ARGS(db_int(c->account), db_int(c->id)), &rows)) != OK)
		return st;
	*count = (size_t)rows.count;
	*out = arena_array(cx->arena, *count, sizeof **out);
	for (int i = 0; i < rows.count; i++)
		(*out)[i] = (struct share){
			.grantee = db_get_int(&rows, i, 0),
			.address = db_get_text(&rows, i, 1),
			.rights = (int)db_get_int(&rows, i, 2),
		};
	return OK;
}

enum status
db_share_replace(struct ctx *cx, const struct collection *c, const struct share *shares,
    size_t count)
{
	static const struct db_stmt clear = {
		"DELETE FROM share WHERE account_id = $1 AND collection_id = $2"
	};
	static const struct db_stmt add = {
		"INSERT INTO share (account_id, collection_id, grantee_id, rights)"
		" VALUES ($1, $2, $3, $4) ON CONFLICT (account_id, collection_id, grantee_id)"
		" DO UPDATE SET rights = share.rights | excluded.rights"
	};
	enum status st;

	if ((st = db_begin(cx)) != OK ||
	    (st = db_exec(cx, &clear, DB_ARGS(db_int(c->account), db_int(c->id)))) != OK)
		return st;
	for (size_t i = 0; i < count; i++)
		if (shares[i].rights != 0 && shares[i].grantee != c->account &&
		    (st = db_exec(cx, &add, DB_ARGS(db_int(c->account), db_int(c->id),
		    db_int(shares[i].grantee), db_int(shares[i].rights)))) != OK)
			return st;
	return OK;
}

enum status
db_share_leave(struct ctx *cx, const struct collection *c, int64_t grantee)
{
	static const struct db_stmt leave = {
		"DELETE FROM share WHERE account_id = $1 AND collection_id = $2 AND grantee_id = $3"
	};
	struct db_rows rows;
	enum status st;

	if ((st = db_query(cx, &leave, DB_ARGS(db_int(c->account), db_int(c->id),
	    db_int(grantee)), &rows)) != OK)
		return st;
	return rows.affected > 0 ? OK : fault(cx, ERR_NOT_FOUND, "nothing is shared with him");
}
