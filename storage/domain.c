#include <string.h>

#include "storage/db.h"
#include "storage/notify.h"
#include "storage/domain.h"
#include "storage/private.h"

#define COLUMNS \
	"id, name, description, active, max_accounts, max_aliases, quota, account_quota," \
	" (SELECT count(*) FROM account a WHERE a.domain_id = d.id)," \
	" (SELECT count(*) FROM alias l WHERE l.domain_id = d.id)," \
	SQL_TIME("created") ", max_account_quota"

static void
read_row(const struct db_rows *rows, int row, struct domain *out)
{
	*out = (struct domain){
		.id = db_get_int(rows, row, 0),
		.name = db_get_text(rows, row, 1),
		.description = db_get_text(rows, row, 2),
		.active = db_get_bool(rows, row, 3),
		.max_accounts = db_get_int(rows, row, 4),
		.max_aliases = db_get_int(rows, row, 5),
		.quota = db_get_int(rows, row, 6),
		.account_quota = db_get_int(rows, row, 7),
		.accounts = db_get_int(rows, row, 8),
		.aliases = db_get_int(rows, row, 9),
		.created = db_get_text(rows, row, 10),
		.max_account_quota = db_get_int(rows, row, 11),
	};
}

enum status
db_domain_add(struct ctx *cx, struct domain *domain)
{
	static const struct db_stmt add = {
		"INSERT INTO domain (name, description, active, max_accounts, max_aliases,"
		" quota, account_quota) VALUES ($1, $2, $3, $4, $5, $6, $7)"
		" ON CONFLICT (name) DO NOTHING RETURNING id"
	};
	struct db_rows rows;
	enum status st;

	if ((st = db_query(cx, &add, DB_ARGS(db_text(domain->name),
	    db_text(domain->description != NULL ? domain->description : ""),
	    db_bool(domain->active), db_int(domain->max_accounts),
	    db_int(domain->max_aliases), db_int(domain->quota),
	    db_int(domain->account_quota)), &rows)) != OK)
		return st;
	if (rows.count == 0)
		return fault(cx, ERR_EXISTS, "the domain %s is there already", domain->name);
	domain->id = db_get_int(&rows, 0, 0);
	return OK;
}

enum status
db_domain_find(struct ctx *cx, const char *name, struct domain *out)
{
	static const struct db_stmt find = {
		"SELECT " COLUMNS " FROM domain d WHERE name = $1"
	};
	struct db_rows rows;
	enum status st;

	if ((st = db_query(cx, &find, DB_ARGS(db_text(name)), &rows)) != OK)
		return st;
	if (rows.count == 0)
		return fault(cx, ERR_NOT_FOUND, "there is no domain %s", name);
	read_row(&rows, 0, out);
	return OK;
}

enum status
db_domain_of_name(struct ctx *cx, const char *name, int64_t *id)
{
	static const struct db_stmt find = {
		"SELECT id FROM domain WHERE name = $1"
		" UNION ALL SELECT domain_id FROM alias_domain WHERE name = $1"
	};
	struct db_rows rows;
	enum status st;

	if ((st = db_query(cx, &find, DB_ARGS(db_text(name)), &rows)) != OK)
		return st;
	if (rows.count == 0)
		return fault(cx, ERR_NOT_FOUND, "there is no domain %s", name);
	*id = db_get_int(&rows, 0, 0);
	return OK;
}

enum status
db_domain_list(struct ctx *cx, struct domain **out, size_t *count)
{
	static const struct db_stmt list = {
		"SELECT " COLUMNS " FROM domain d ORDER BY name"
	};
	struct db_rows rows;
	enum status st;

	if ((st = db_query(cx, &list, DB_NO_ARGS, &rows)) != OK)
		return st;
	*count = (size_t)rows.count;
	*out = arena_array(cx->arena, *count, sizeof **out);
	for (int i = 0; i < rows.count; i++)
		read_row(&rows, i, &(*out)[i]);
	return OK;
}

enum status
db_domain_edit(struct ctx *cx, const struct domain *domain)
{
	static const struct db_stmt edit = {
		"UPDATE domain SET description = $2, active = $3, max_accounts = $4,"
		" max_aliases = $5, quota = $6, account_quota = $7, modified = now()"
		" WHERE id = $1"
	};
	static const struct db_stmt tell = {
		"SELECT pg_notify('hayloft', id || ' " NOTIFY_ACCESS "=0') FROM account"
		" WHERE domain_id = $1"
	};
	struct db_rows rows;
	enum status st;

	if ((st = db_query(cx, &edit, DB_ARGS(db_int(domain->id), db_text(domain->description),
	    db_bool(domain->active), db_int(domain->max_accounts),
	    db_int(domain->max_aliases), db_int(domain->quota),
	    db_int(domain->account_quota)), &rows)) != OK)
		return st;
	if (rows.affected == 0)
		return fault(cx, ERR_NOT_FOUND, "the domain was deleted");
	return domain->active ? OK : db_exec(cx, &tell, DB_ARGS(db_int(domain->id)));
}

enum status
db_domain_delete(struct ctx *cx, int64_t id)
{
	static const struct db_stmt count = {
		"SELECT count(*) FROM account WHERE domain_id = $1"
	};
	static const struct db_stmt del = { "DELETE FROM domain WHERE id = $1" };
	struct db_rows rows;
	enum status st;

	/* The constraint decides; the count is for the words. */
	if ((st = db_query(cx, &count, DB_ARGS(db_int(id)), &rows)) != OK)
		return st;
	if (db_get_int(&rows, 0, 0) > 0)
		return fault(cx, ERR_PRECONDITION,
		    "the domain still has %lld accounts; delete them first",
		    (long long)db_get_int(&rows, 0, 0));
	if ((st = db_query(cx, &del, DB_ARGS(db_int(id)), &rows)) != OK)
		return st;
	if (rows.affected == 0)
		return fault(cx, ERR_NOT_FOUND, "the domain was deleted");
	return OK;
}

/* mail.example.org is in example.org. */
static bool
is_within(const char *host, const char *domain)
{
	size_t h = strlen(host), d = strlen(domain);

	return h >= d && strcmp(host + h - d, domain) == 0 &&
	    (h == d || host[h - d - 1] == '.');
}

enum status
db_domain_default(struct ctx *cx, const char *host, const char **name)
{
	static const struct db_stmt list = {
		"SELECT name FROM domain WHERE active ORDER BY length(name) DESC"
	};
	struct db_rows rows;
	enum status st;

	if ((st = db_query(cx, &list, DB_NO_ARGS, &rows)) != OK)
		return st;
	for (int i = 0; i < rows.count; i++) {
		*name = db_get_text(&rows, i, 0);
		if (rows.count == 1 || is_within(host, *name))
			return OK;
	}
	return ERR_NOT_FOUND;
}
