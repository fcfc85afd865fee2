#include "storage/account.h"
#include "storage/db.h"
#include "storage/shared_collection.h"

static enum status
find_holder(struct ctx *cx, int64_t domain, const char *domain_name, struct account *out)
{
	static const struct db_stmt lock = { "SELECT FROM domain WHERE id = $1 FOR UPDATE" };
	const char *address = arena_printf(cx->arena, SHARED_HOLDER "@%s", domain_name);
	enum status st;

	/* Two at once would both make it. */
	if ((st = db_begin(cx)) != OK || (st = db_exec(cx, &lock, DB_ARGS(db_int(domain)))) != OK)
		return st;
	st = db_account_find(cx, address, out);
	if (st != ERR_NOT_FOUND)
		return st;
	ctx_forgive(cx);
	*out = (struct account){
		.domain = domain, .address = address, .kind = "domain", .name = domain_name,
		.role = ROLE_USER, .active = true,
	};
	return db_account_add(cx, out);
}

enum status
db_shared_collection_add(struct ctx *cx, int64_t domain, const char *domain_name,
    struct collection *c)
{
	struct account holder;
	enum status st;

	if ((st = find_holder(cx, domain, domain_name, &holder)) != OK)
		return st;
	c->account = holder.id;
	c->owner = holder.address;
	return db_collection_add(cx, c);
}

enum status
db_shared_collection_lock(struct ctx *cx, int64_t id, struct collection *out)
{
	static const struct db_stmt find = {
		"SELECT c.account_id FROM collection c JOIN account a ON a.id = c.account_id"
		" WHERE c.id = $1 AND a.kind = 'domain'"
	};
	struct db_rows rows;
	enum status st;

	if ((st = db_query(cx, &find, DB_ARGS(db_int(id)), &rows)) != OK)
		return st;
	if (rows.count == 0)
		return fault(cx, ERR_NOT_FOUND, "there is no such collection");
	return db_collection_lock(cx, db_get_int(&rows, 0, 0), id, out);
}

enum status
db_shared_collection_delete(struct ctx *cx, const struct collection *c)
{
	static const struct db_stmt others = {
		"SELECT EXISTS (SELECT FROM collection WHERE account_id = $1)"
	};
	struct db_rows rows;
	enum status st;

	if ((st = db_collection_delete(cx, c)) != OK ||
	    (st = db_query(cx, &others, DB_ARGS(db_int(c->account)), &rows)) != OK ||
	    db_get_bool(&rows, 0, 0))
		return st;
	return db_account_delete(cx, c->account);
}
