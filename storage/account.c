#include <string.h>

#include "storage/account_row.h"
#include "storage/notify.h"

void
account_read_row(const struct db_rows *rows, int row, struct account *out)
{
	*out = (struct account){
		.id = db_get_int(rows, row, 0),
		.domain = db_get_int(rows, row, 1),
		.address = db_get_text(rows, row, 2),
		.kind = db_get_text(rows, row, 3),
		.name = db_get_text(rows, row, 4),
		.role = role_parse(db_get_text(rows, row, 5)),
		.active = db_get_bool(rows, row, 6),
		.domain_active = db_get_bool(rows, row, 7),
		.quota = db_get_int(rows, row, 8),
		.used = db_get_int(rows, row, 9),
		.created = db_get_text(rows, row, 10),
		.sign_in = db_get_bool(rows, row, 11),
		.dav_quota = db_get_int(rows, row, 12),
	};
}

/*
 * Room in the domain for one more account of QUOTA bytes?  Its row stays locked
 * until the transaction ends, so that two at once do not both take the last place.
 */
static enum status
require_room(struct ctx *cx, int64_t domain, int64_t account, int64_t quota)
{
	static const struct db_stmt lock = {
		"SELECT max_accounts, quota FROM domain WHERE id = $1 FOR UPDATE"
	};
	static const struct db_stmt sum = {
		"SELECT count(*), coalesce(sum(quota), 0)::bigint, coalesce(bool_or(quota = 0), false)"
		" FROM account WHERE domain_id = $1 AND id <> $2 AND kind NOT IN ('resource', 'group', 'domain')"
	};
	struct db_rows bound, now;
	enum status st;

	if ((st = db_query(cx, &lock, DB_ARGS(db_int(domain)), &bound)) != OK)
		return st;
	if (bound.count == 0)
		return fault(cx, ERR_NOT_FOUND, "the domain is not there");
	if ((st = db_query(cx, &sum, DB_ARGS(db_int(domain), db_int(account)), &now)) != OK)
		return st;
	if (db_get_int(&bound, 0, 0) > 0 && db_get_int(&now, 0, 0) >= db_get_int(&bound, 0, 0))
		return fault(cx, ERR_LIMIT, "the domain may have %lld accounts and has them",
		    (long long)db_get_int(&bound, 0, 0));
	if (db_get_int(&bound, 0, 1) > 0 && quota == 0)
		return fault(cx, ERR_LIMIT,
		    "the domain's quota is bounded, so its accounts need a quota");
	if (db_get_int(&bound, 0, 1) > 0 &&
	    db_get_int(&now, 0, 1) + quota > db_get_int(&bound, 0, 1))
		return fault(cx, ERR_LIMIT, "the domain's quota is given out");
	return OK;
}

/* Rooms and groups hold no mail, administrators need no mailbox: a domain's bounds are for people. */
static bool
is_bounded(const struct account *account)
{
	static const char *const unbounded[] = { "resource", "group", "domain" };

	for (size_t i = 0; account->kind != NULL && i < COUNT(unbounded); i++)
		if (strcmp(account->kind, unbounded[i]) == 0)
			return false;
	return account->domain != 0;
}

enum status
db_account_add(struct ctx *cx, struct account *account)
{
	static const struct db_stmt add = {
		"INSERT INTO account (domain_id, address, kind, name, role, active, quota)"
		" VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING id"
	};
	struct db_rows rows;
	enum status st;

	if ((st = db_begin(cx)) != OK ||
	    (is_bounded(account) &&
	    (st = require_room(cx, account->domain, 0, account->quota)) != OK))
		return st;
	st = db_query(cx, &add, DB_ARGS(account->domain != 0 ? db_int(account->domain) : db_null(), db_text(account->address),
	    db_text(account->kind != NULL ? account->kind : "person"),
	    db_text(account->name != NULL ? account->name : ""),
	    db_text(role_name(account->role)), db_bool(account->active),
	    db_int(account->quota)), &rows);
	if (st == ERR_EXISTS) {
		ctx_forgive(cx);
		return fault(cx, st, "the address %s is taken", account->address);
	}
	if (st != OK)
		return st;
	account->id = db_get_int(&rows, 0, 0);
	return OK;
}

enum status
db_account_find(struct ctx *cx, const char *address, struct account *out)
{
	static const struct db_stmt find = {
		"SELECT " ACCOUNT_COLUMNS ACCOUNT_FROM "WHERE a.address = $1"
	};
	struct db_rows rows;
	enum status st;

	if ((st = db_query(cx, &find, DB_ARGS(db_text(address)), &rows)) != OK)
		return st;
	if (rows.count == 0)
		return fault(cx, ERR_NOT_FOUND, "there is no account %s", address);
	account_read_row(&rows, 0, out);
	return OK;
}

enum status
db_account_get(struct ctx *cx, int64_t id, struct account *out)
{
	static const struct db_stmt get = {
		"SELECT " ACCOUNT_COLUMNS ACCOUNT_FROM "WHERE a.id = $1"
	};
	struct db_rows rows;
	enum status st;

	if ((st = db_query(cx, &get, DB_ARGS(db_int(id)), &rows)) != OK)
		return st;
	if (rows.count == 0)
		return fault(cx, ERR_NOT_FOUND, "there is no such account");
	account_read_row(&rows, 0, out);
	return OK;
}

enum status
db_account_list(struct ctx *cx, int64_t domain, struct account **out, size_t *count)
{
	static const struct db_stmt list = {
		"SELECT " ACCOUNT_COLUMNS ACCOUNT_FROM
		"WHERE a.kind NOT IN ('admin', 'outside') AND ($1::bigint = 0 OR a.domain_id = $1::bigint)"
		" ORDER BY a.address"
	};
	struct db_rows rows;
	enum status st;

	if ((st = db_query(cx, &list, DB_ARGS(db_int(domain)), &rows)) != OK)
		return st;
	*count = (size_t)rows.count;
	*out = arena_array(cx->arena, *count, sizeof **out);
	for (int i = 0; i < rows.count; i++)
		account_read_row(&rows, i, &(*out)[i]);
	return OK;
}

enum status
db_account_edit(struct ctx *cx, const struct account *account)
{
	static const struct db_stmt edit = {
		"UPDATE account SET name = $2, role = $3, active = $4, quota = $5,"
		" dav_quota = nullif($6::bigint, -1), modified = now() WHERE id = $1"
	};
	struct db_rows rows;
	enum status st;

	if ((st = db_begin(cx)) != OK ||
	    (is_bounded(account) &&
	    (st = require_room(cx, account->domain, account->id, account->quota)) != OK) ||
	    (st = db_query(cx, &edit, DB_ARGS(db_int(account->id), db_text(account->name),
	    db_text(role_name(account->role)), db_bool(account->active),
	    db_int(account->quota), db_int(account->dav_quota)), &rows)) != OK)
		return st;
	if (rows.affected == 0)
		return fault(cx, ERR_NOT_FOUND, "the account was deleted");
	return account->active ? OK : db_notify_access(cx, account->id);
}

/* These two tables cannot refer to the account: one is unlogged, one Dovecot's. */
enum status
db_account_delete(struct ctx *cx, int64_t id)
{
	static const struct db_stmt cache = { "DELETE FROM basic_cache WHERE account_id = $1" };
	static const struct db_stmt usage = {
		"DELETE FROM quota_usage WHERE address ="
		" (SELECT address FROM account WHERE id = $1)"
	};
	static const struct db_stmt del = { "DELETE FROM account WHERE id = $1" };
	struct db_rows rows;
	enum status st;

	if ((st = db_begin(cx)) != OK ||
	    (st = db_exec(cx, &cache, DB_ARGS(db_int(id)))) != OK ||
	    (st = db_exec(cx, &usage, DB_ARGS(db_int(id)))) != OK ||
	    (st = db_query(cx, &del, DB_ARGS(db_int(id)), &rows)) != OK)
		return st;
	if (rows.affected == 0)
		return fault(cx, ERR_NOT_FOUND, "the account was deleted");
	return db_notify_access(cx, id);
}

bool
account_may_sign_in(const struct account *account)
{
	return account->active && account->sign_in && account->domain_active &&
	    (strcmp(account->kind, "person") == 0 || strcmp(account->kind, "admin") == 0);
}

bool
account_has_mail(const struct account *account)
{
	return account_may_sign_in(account) || (account->active && account->domain_active &&
	    strcmp(account->kind, "shared") == 0);
}

void
account_becomes(struct ctx *cx, const struct account *account, enum proof proof)
{
	cx->who = (struct principal){
		.account = account->id,
		.domain = account->domain,
		.address = account->address,
		.name = account->name,
		.role = account->role,
		.proof = proof,
		.has_mailbox = strcmp(account->kind, "admin") != 0,
	};
}
