#include "storage/db.h"
#include "storage/grantee.h"

/* $1 the domain. */
#define ALL	"(SELECT a.id, a.address, a.name, a.kind, CASE a.kind WHEN 'group' THEN '$' ELSE '' END" \
	" || a.address AS who FROM account a WHERE a.domain_id = $1 AND a.active" \
	" AND a.kind IN ('person', 'group', 'resource')" \
	" UNION ALL SELECT d.id, NULL, d.name, 'everybody', '$' || d.name FROM domain d WHERE d.id = $1) p"

static void
read_rows(struct ctx *cx, const struct db_rows *rows, struct grantee **out, size_t *count)
{
	*count = (size_t)rows->count;
	*out = arena_array(cx->arena, *count, sizeof **out);
	for (int i = 0; i < rows->count; i++)
		(*out)[i] = (struct grantee){
			.id = db_get_int(rows, i, 0),
			.address = db_is_null(rows, i, 1) ? NULL : db_get_text(rows, i, 1),
			.name = db_get_text(rows, i, 2),
			.kind = db_get_text(rows, i, 3),
			.who = db_get_text(rows, i, 4),
		};
}

enum status
db_grantee_list(struct ctx *cx, int64_t domain, int64_t who, const char *email,
    struct grantee **out, size_t *count, int64_t *state)
{
	static const struct db_stmt list = {
		"SELECT id, address, name, kind, who FROM " ALL
		" WHERE kind = 'everybody' OR id = ANY(grantees_of($2)) OR address = lower($3)"
		" OR EXISTS (SELECT FROM domain WHERE id = $1 AND directory)"
		" ORDER BY address NULLS FIRST LIMIT 20000"
	};
	static const struct db_stmt moved = {
		"SELECT coalesce(floor(extract(epoch FROM max(modified)) * 1000)::bigint, 0) + count(*)"
		" FROM account WHERE domain_id = $1"
	};
	struct db_rows rows;
	enum status st;

	if ((st = db_query(cx, &moved, DB_ARGS(db_int(domain)), &rows)) != OK)
		return st;
	*state = db_get_int(&rows, 0, 0);
	if ((st = db_query(cx, &list, DB_ARGS(db_int(domain), db_int(who), db_text(email)),
	    &rows)) != OK)
		return st;
	read_rows(cx, &rows, out, count);
	return OK;
}

static enum status
find_some(struct ctx *cx, const struct db_stmt *stmt, int64_t domain, struct db_arg which,
    struct grantee **out, size_t *count)
{
	struct db_rows rows;
	enum status st;

	if ((st = db_query(cx, stmt, DB_ARGS(db_int(domain), which), &rows)) == OK)
		read_rows(cx, &rows, out, count);
	return st;
}

enum status
db_grantee_get(struct ctx *cx, int64_t domain, const int64_t *ids, size_t id_count,
    struct grantee **out, size_t *count)
{
	static const struct db_stmt get = {
		"SELECT id, address, name, kind, who FROM " ALL " WHERE id = ANY($2::bigint[])"
	};

	return find_some(cx, &get, domain, db_int_array(cx, ids, id_count), out, count);
}

enum status
db_grantee_named(struct ctx *cx, int64_t domain, const char *const *names, size_t name_count,
    struct grantee **out, size_t *count)
{
	static const struct db_stmt named = {
		"SELECT id, address, name, kind, who FROM " ALL " WHERE who = ANY($2::text[])"
	};

	return find_some(cx, &named, domain, db_text_array(cx, names, name_count), out, count);
}

enum status
db_grantee_tell(struct ctx *cx, int64_t owner, int64_t whom, bool again)
{
	static const struct db_stmt tell = { "SELECT shared_tell($1, $2, $3)" };

	return db_exec(cx, &tell, DB_ARGS(db_int(owner), db_int(whom), db_bool(again)));
}

enum status
db_grantee_people(struct ctx *cx, int64_t whom, struct grantee **out, size_t *count)
{
	static const struct db_stmt people = {
		"SELECT id, address, name, kind, address FROM account WHERE active AND kind = 'person'"
		" AND (domain_id = $1 OR id IN (SELECT members_of($1)))"
	};
	struct db_rows rows;
	enum status st;

	if ((st = db_query(cx, &people, DB_ARGS(db_int(whom)), &rows)) != OK)
		return st;
	read_rows(cx, &rows, out, count);
	return OK;
}

enum status
db_grantee_look(struct ctx *cx, int64_t account)
{
	static const struct db_stmt look = { "SELECT pg_notify('hayloft_mail', $1::bigint::text)" };

	return db_exec(cx, &look, DB_ARGS(db_int(account)));
}
