#include <string.h>

#include "core/address.h"
#include "storage/alias.h"
#include "storage/db.h"
#include "storage/private.h"

/* Targets have no spaces, so a space sets them apart. */
#define COLUMNS \
	"l.id, l.domain_id, l.address, l.active, l.may_send, l.comment," \
	" (SELECT coalesce(string_agg(t.target, ' ' ORDER BY t.target), '')" \
	" FROM alias_target t WHERE t.domain_id = l.domain_id AND t.alias_id = l.id)," \
	SQL_TIME("l.created")

static void
read_row(struct ctx *cx, const struct db_rows *rows, int row, struct alias *out)
{
	char *rest = arena_strdup(cx->arena, db_get_text(rows, row, 6)), *target;

	*out = (struct alias){
		.id = db_get_int(rows, row, 0),
		.domain = db_get_int(rows, row, 1),
		.address = db_get_text(rows, row, 2),
		.active = db_get_bool(rows, row, 3),
		.may_send = db_get_bool(rows, row, 4),
		.comment = db_get_text(rows, row, 5),
		.targets = arena_array(cx->arena, strlen(rest) / 2 + 1, sizeof *out->targets),
		.created = db_get_text(rows, row, 7),
	};
	while ((target = strsep(&rest, " ")) != NULL)
		if (*target != '\0')
			out->targets[out->target_count++] = target;
}

static enum status
write_targets(struct ctx *cx, const struct alias *alias)
{
	static const struct db_stmt clear = {
		"DELETE FROM alias_target WHERE domain_id = $1 AND alias_id = $2"
	};
	static const struct db_stmt add = {
		"INSERT INTO alias_target (domain_id, alias_id, target)"
		" SELECT DISTINCT $1::bigint, $2::bigint, t FROM unnest($3::text[]) t"
	};
	enum status st;

	if (alias->target_count == 0)
		return fault(cx, ERR_INVALID, "an alias needs a target");
	if ((st = db_exec(cx, &clear, DB_ARGS(db_int(alias->domain), db_int(alias->id)))) != OK)
		return st;
	return db_exec(cx, &add, DB_ARGS(db_int(alias->domain), db_int(alias->id),
	    db_text_array(cx, alias->targets, alias->target_count)));
}

enum status
db_alias_add(struct ctx *cx, struct alias *alias)
{
	static const struct db_stmt lock = {
		"SELECT id, max_aliases, (SELECT count(*) FROM alias l WHERE l.domain_id = d.id"
		" AND l.account_id IS NULL) FROM domain d WHERE name = $1"
		" OR id = (SELECT domain_id FROM alias_domain WHERE name = $1) FOR UPDATE"
	};
	static const struct db_stmt add = {
		"INSERT INTO alias (domain_id, address, active, may_send, comment)"
		" VALUES ($1, $2, $3, $4, $5) RETURNING id"
	};
	struct db_rows rows;
	enum status st;

	if ((st = db_begin(cx)) != OK ||
	    (st = db_query(cx, &lock, DB_ARGS(db_text(address_domain(alias->address))),
	    &rows)) != OK)
		return st;
	if (rows.count == 0)
		return fault(cx, ERR_NOT_FOUND, "there is no domain %s",
		    address_domain(alias->address));
	if (db_get_int(&rows, 0, 1) > 0 && db_get_int(&rows, 0, 2) >= db_get_int(&rows, 0, 1))
		return fault(cx, ERR_LIMIT, "the domain may have %lld aliases and has them",
		    (long long)db_get_int(&rows, 0, 1));
	alias->domain = db_get_int(&rows, 0, 0);
	st = db_query(cx, &add, DB_ARGS(db_int(alias->domain), db_text(alias->address),
	    db_bool(alias->active), db_bool(alias->may_send),
	    db_text(alias->comment != NULL ? alias->comment : "")), &rows);
	if (st == ERR_EXISTS) {
		ctx_forgive(cx);
		return fault(cx, st, "the address %s is taken", alias->address);
	}
	if (st != OK)
		return st;
	alias->id = db_get_int(&rows, 0, 0);
	return write_targets(cx, alias);
}

enum status
db_alias_find(struct ctx *cx, const char *address, struct alias *out)
{
	static const struct db_stmt find = {
		"SELECT " COLUMNS " FROM alias l WHERE l.address = $1"
	};
	struct db_rows rows;
	enum status st;

	if ((st = db_query(cx, &find, DB_ARGS(db_text(address)), &rows)) != OK)
		return st;
	if (rows.count == 0)
		return fault(cx, ERR_NOT_FOUND, "there is no alias %s", address);
	read_row(cx, &rows, 0, out);
	return OK;
}

enum status
db_alias_list(struct ctx *cx, int64_t domain, struct alias **out, size_t *count)
{
	static const struct db_stmt list = {
		"SELECT " COLUMNS " FROM alias l"
		" WHERE ($1::bigint = 0 OR l.domain_id = $1::bigint) AND l.account_id IS NULL"
		" ORDER BY l.address"
	};
	struct db_rows rows;
	enum status st;

	if ((st = db_query(cx, &list, DB_ARGS(db_int(domain)), &rows)) != OK)
		return st;
	*count = (size_t)rows.count;
	*out = arena_array(cx->arena, *count, sizeof **out);
	for (int i = 0; i < rows.count; i++)
		read_row(cx, &rows, i, &(*out)[i]);
	return OK;
}

enum status
db_alias_edit(struct ctx *cx, const struct alias *alias)
{
	static const struct db_stmt edit = {
		"UPDATE alias SET active = $3, may_send = $4, comment = $5, modified = now()"
		" WHERE domain_id = $1 AND id = $2"
	};
	struct db_rows rows;
	enum status st;

	if ((st = db_begin(cx)) != OK ||
	    (st = db_query(cx, &edit, DB_ARGS(db_int(alias->domain), db_int(alias->id),
	    db_bool(alias->active), db_bool(alias->may_send), db_text(alias->comment)),
	    &rows)) != OK)
		return st;
	if (rows.affected == 0)
		return fault(cx, ERR_NOT_FOUND, "the alias was deleted");
	return write_targets(cx, alias);
}

enum status
db_alias_delete(struct ctx *cx, const struct alias *alias)
{
	static const struct db_stmt del = {
		"DELETE FROM alias WHERE domain_id = $1 AND id = $2"
	};
	struct db_rows rows;
	enum status st;

	if ((st = db_query(cx, &del, DB_ARGS(db_int(alias->domain), db_int(alias->id)),
	    &rows)) != OK)
		return st;
	if (rows.affected == 0)
		return fault(cx, ERR_NOT_FOUND, "the alias was deleted");
	return OK;
}
