#include "storage/db.h"
#include "storage/member.h"
#include "storage/share.h"

#define PERSON	"a.id, a.address, a.name, a.kind"

static enum status
list(struct ctx *cx, const struct db_stmt *stmt, const struct db_arg *args, size_t arg_count,
    struct person **out, size_t *count)
{
	struct db_rows rows;
	enum status st;

	if ((st = db_query(cx, stmt, args, arg_count, &rows)) != OK)
		return st;
	*count = (size_t)rows.count;
	*out = arena_array(cx->arena, *count, sizeof **out);
	for (int i = 0; i < rows.count; i++)
		(*out)[i] = (struct person){
			.id = db_get_int(&rows, i, 0),
			.address = db_get_text(&rows, i, 1),
			.name = db_get_text(&rows, i, 2),
			.kind = db_get_text(&rows, i, 3),
		};
	return OK;
}

enum status
db_group_members(struct ctx *cx, int64_t group, struct person **out, size_t *count)
{
	static const struct db_stmt members = {
		"SELECT " PERSON " FROM group_member m JOIN account a ON a.id = m.member_id"
		" WHERE m.account_id = $1 AND a.active ORDER BY a.address"
	};

	return list(cx, &members, DB_ARGS(db_int(group)), out, count);
}

enum status
db_group_of(struct ctx *cx, int64_t account, struct person **out, size_t *count)
{
	static const struct db_stmt groups = {
		"SELECT " PERSON " FROM group_member m JOIN account a ON a.id = m.account_id"
		" WHERE m.member_id = $1 AND a.active ORDER BY a.address"
	};

	return list(cx, &groups, DB_ARGS(db_int(account)), out, count);
}

/* All of one domain, and all there: otherwise nothing is written. */
static enum status
replace(struct ctx *cx, const struct db_stmt *clear, const struct db_stmt *add, int64_t account,
    bool writes, const int64_t *ids, size_t count)
{
	static const struct db_stmt fit = {
		"SELECT count(*) FROM account a JOIN account o ON o.id = $1 AND o.domain_id = a.domain_id"
		" WHERE a.id = ANY($2::bigint[]) AND a.id <> $1"
	};
	struct db_rows rows;
	enum status st;

	if ((st = db_begin(cx)) != OK ||
	    (st = db_query(cx, &fit, DB_ARGS(db_int(account), db_int_array(cx, ids, count)),
	    &rows)) != OK)
		return st;
	if (db_get_int(&rows, 0, 0) != (int64_t)count)
		return fault(cx, ERR_INVALID, "somebody who is not of this domain");
	if ((st = db_exec(cx, clear, DB_ARGS(db_int(account), db_bool(writes)))) != OK)
		return st;
	return db_exec(cx, add, DB_ARGS(db_int(account), db_bool(writes),
	    db_int_array(cx, ids, count)));
}

/*
 * These and no others from now on.  ERR_INVALID for one of another domain or
 * for the group itself, or when GROUP is no group.
 */
static enum status
replace_members(struct ctx *cx, int64_t group, const int64_t *members, size_t count)
{
	static const struct db_stmt is_group = {
		"SELECT 1 FROM account WHERE id = $1 AND kind = 'group' FOR NO KEY UPDATE"
	};
	static const struct db_stmt clear = {
		"DELETE FROM group_member WHERE account_id = $1 AND $2::boolean"
	};
	static const struct db_stmt add = {
		"INSERT INTO group_member (account_id, member_id) SELECT $1, m"
		" FROM unnest($3::bigint[]) m WHERE $2::boolean"
	};
	struct db_rows rows;
	enum status st;

	if ((st = db_begin(cx)) != OK ||
	    (st = db_query(cx, &is_group, DB_ARGS(db_int(group)), &rows)) != OK)
		return st;
	if (rows.count == 0)
		return fault(cx, ERR_INVALID, "that is no group");
	return replace(cx, &clear, &add, group, true, members, count);
}

enum status
db_group_set(struct ctx *cx, const struct account *group, const char *const *addresses,
    size_t count)
{
	static const struct db_stmt here = {
		"SELECT id, address FROM account WHERE address = ANY($1::text[]) AND domain_id = $2"
	};
	static const struct db_stmt clear = { "DELETE FROM group_outsider WHERE account_id = $1" };
	static const struct db_stmt add = {
		"INSERT INTO group_outsider (account_id, address) SELECT DISTINCT $1::bigint, w"
		" FROM unnest($2::text[]) w WHERE NOT EXISTS"
		" (SELECT FROM account WHERE address = w AND domain_id = $3)"
	};
	struct db_arg all = db_text_array(cx, addresses, count);
	struct db_rows rows;
	int64_t *ids;
	enum status st;

	if ((st = db_begin(cx)) != OK ||
	    (st = db_query(cx, &here, DB_ARGS(all, db_int(group->domain)), &rows)) != OK)
		return st;
	ids = arena_array(cx->arena, (size_t)rows.count, sizeof *ids);
	for (int i = 0; i < rows.count; i++)
		ids[i] = db_get_int(&rows, i, 0);
	if ((st = replace_members(cx, group->id, ids, (size_t)rows.count)) != OK ||
	    (st = db_exec(cx, &clear, DB_ARGS(db_int(group->id)))) != OK)
		return st;
	return db_exec(cx, &add, DB_ARGS(db_int(group->id), all, db_int(group->domain)));
}

enum status
db_group_addresses(struct ctx *cx, int64_t group, const char ***out, size_t *count)
{
	static const struct db_stmt list = {
		"SELECT a.address FROM group_member m JOIN account a ON a.id = m.member_id"
		" WHERE m.account_id = $1 AND a.active"
		" UNION SELECT address FROM group_outsider WHERE account_id = $1 ORDER BY 1"
	};
	struct db_rows rows;
	enum status st;

	if ((st = db_query(cx, &list, DB_ARGS(db_int(group)), &rows)) != OK)
		return st;
	*count = (size_t)rows.count;
	*out = arena_array(cx->arena, *count, sizeof **out);
	for (int i = 0; i < rows.count; i++)
		(*out)[i] = db_get_text(&rows, i, 0);
	return OK;
}

enum status
db_proxy_list(struct ctx *cx, int64_t account, bool writes, struct person **out, size_t *count)
{
	static const struct db_stmt proxies = {
		"SELECT " PERSON " FROM proxy p JOIN account a ON a.id = p.proxy_id"
		" WHERE p.account_id = $1 AND p.writes = $2 AND a.active ORDER BY a.address"
	};

	return list(cx, &proxies, DB_ARGS(db_int(account), db_bool(writes)), out, count);
}

enum status
db_proxy_for(struct ctx *cx, int64_t account, bool writes, struct person **out, size_t *count)
{
	static const struct db_stmt principals = {
		"SELECT DISTINCT " PERSON " FROM proxy p JOIN account a ON a.id = p.account_id"
		" WHERE p.proxy_id = ANY(grantees_of($1)) AND p.writes = $2 AND a.active"
		" AND a.id <> $1 ORDER BY a.address"
	};

	return list(cx, &principals, DB_ARGS(db_int(account), db_bool(writes)), out, count);
}

enum status
db_proxy_replace(struct ctx *cx, int64_t account, bool writes, const int64_t *proxies,
    size_t count)
{
	static const struct db_stmt clear = {
		"DELETE FROM proxy WHERE account_id = $1 AND writes = $2"
	};
	static const struct db_stmt add = {
		"INSERT INTO proxy (account_id, proxy_id, writes) SELECT $1, p, $2"
		" FROM unnest($3::bigint[]) p ON CONFLICT (account_id, proxy_id)"
		" DO UPDATE SET writes = excluded.writes"
	};

	return replace(cx, &clear, &add, account, writes, proxies, count);
}

enum status
db_proxy_rights(struct ctx *cx, int64_t account, int64_t who, int *rights)
{
	static const struct db_stmt ask = {
		"SELECT bool_or(p.writes) FROM proxy p JOIN account o ON o.id = p.account_id"
		" JOIN account g ON g.id = $2 AND g.domain_id = o.domain_id"
		" WHERE p.account_id = $1 AND p.proxy_id = ANY(grantees_of($2))"
	};
	struct db_rows rows;
	enum status st;

	*rights = 0;
	if (who == 0 || (st = db_query(cx, &ask, DB_ARGS(db_int(account), db_int(who)),
	    &rows)) != OK)
		return who == 0 ? OK : st;
	if (!db_is_null(&rows, 0, 0))
		*rights = db_get_bool(&rows, 0, 0) ? RIGHTS_WRITE_PROXY : RIGHTS_READ_PROXY;
	return OK;
}
