#include <string.h>

#include "storage/db.h"
#include "storage/person.h"
#include "storage/property.h"

static void
read_row(const struct db_rows *rows, int row, struct person *out)
{
	*out = (struct person){
		.id = db_get_int(rows, row, 0),
		.address = db_get_text(rows, row, 1),
		.name = db_get_text(rows, row, 2),
		.kind = db_get_text(rows, row, 3),
	};
}

enum status
db_person_addresses(struct ctx *cx, int64_t account, const char ***out, size_t *count)
{
	static const struct db_stmt list = {
		"SELECT address FROM (SELECT 0 AS rank, address FROM account WHERE id = $1"
		" UNION SELECT 1, l.address FROM account a"
		" JOIN alias_target t ON t.target = a.address"
		" JOIN alias l ON l.domain_id = t.domain_id AND l.id = t.alias_id"
		" WHERE a.id = $1 AND l.active AND l.may_send AND l.address NOT LIKE '@%'"
		/* An alias of several people is nobody's own. */
		" AND NOT EXISTS (SELECT 1 FROM alias_target o WHERE o.domain_id = l.domain_id"
		" AND o.alias_id = l.id AND o.target <> a.address)) all_of_them"
		" ORDER BY rank, address LIMIT 100"
	};
	struct db_rows rows;
	enum status st;

	if ((st = db_query(cx, &list, DB_ARGS(db_int(account)), &rows)) != OK)
		return st;
	*count = (size_t)rows.count;
	*out = arena_array(cx->arena, *count, sizeof **out);
	for (int i = 0; i < rows.count; i++)
		(*out)[i] = db_get_text(&rows, i, 0);
	return OK;
}

enum status
db_person_at(struct ctx *cx, int64_t domain, const char *const *addresses, size_t count,
    struct person_at *out)
{
	/* An alias of several people is nobody's own. */
	static const struct db_stmt find = {
		"WITH w AS MATERIALIZED (SELECT * FROM unnest($2::text[]) WITH ORDINALITY u (address, n)),"
		" led AS (SELECT w.n, min(t.target) AS target, count(*) > 1 AS several,"
		"  bool_and(l.domain_id = $1) AS ours,"
		"  bool_or(NOT EXISTS (SELECT 1 FROM account o WHERE o.address = t.target"
		"  AND o.domain_id = $1 AND o.active)) AS goes_out"
		"  FROM w JOIN alias l ON l.address = w.address AND l.active"
		"  AND (l.expires IS NULL OR l.expires > now())"
		"  JOIN alias_target t ON t.domain_id = l.domain_id AND t.alias_id = l.id"
		"  GROUP BY w.n)"
		" SELECT n, id, a.address, a.kind, a.kind = 'group', false"
		"  FROM (SELECT n, address AS target FROM w"
		"  UNION SELECT n, target FROM led WHERE NOT several) one"
		"  JOIN account a ON a.address = one.target AND a.domain_id = $1 AND a.active"
		" UNION ALL SELECT n, 0, '', '', true, goes_out FROM led WHERE several AND ours"
	};
	struct db_rows rows;
	enum status st;

	memset(out, 0, count * sizeof *out);
	if ((st = db_query(cx, &find, DB_ARGS(db_int(domain),
	    db_text_array(cx, addresses, count)), &rows)) != OK)
		return st;
	for (int i = 0; i < rows.count; i++) {
		bool is_list = db_get_bool(&rows, i, 4);

		out[db_get_int(&rows, i, 0) - 1] = (struct person_at){
			.id = is_list ? 0 : db_get_int(&rows, i, 1),
			.address = db_get_text(&rows, i, 2),
			.is_resource = strcmp(db_get_text(&rows, i, 3), "resource") == 0,
			.is_list = is_list,
			.goes_out = db_get_bool(&rows, i, 5),
		};
	}
	return OK;
}

enum status
db_person_listed(struct ctx *cx, int64_t domain, const char *address, size_t limit,
    struct person **out, size_t *count)
{
	static const struct db_stmt list = {
		"SELECT a.id, a.address, a.name, a.kind FROM account a"
		" WHERE a.domain_id = $1 AND a.active AND a.kind IN ('person', 'resource')"
		" AND a.id IN (SELECT members_of(d.id) FROM account d"
		"  WHERE d.domain_id = $1 AND d.active AND (d.address = $2 OR d.address IN"
		"  (SELECT t.target FROM alias l JOIN alias_target t ON t.domain_id = l.domain_id"
		"  AND t.alias_id = l.id WHERE l.address = $2 AND l.domain_id = $1 AND l.active)))"
		" ORDER BY a.address LIMIT $3"
	};
	struct db_rows rows;
	enum status st;

	if ((st = db_query(cx, &list, DB_ARGS(db_int(domain), db_text(address),
	    db_int((int64_t)limit + 1)), &rows)) != OK)
		return st;
	*count = (size_t)rows.count;
	*out = arena_array(cx->arena, *count, sizeof **out);
	for (int i = 0; i < rows.count; i++)
		read_row(&rows, i, &(*out)[i]);
	return OK;
}

enum status
db_person_has_mail(struct ctx *cx, const char *address, bool *yes)
{
	static const struct db_stmt ask = {
		"SELECT EXISTS (SELECT 1 FROM mail.alias WHERE address IN"
		" (lower($1), '@' || split_part(lower($1), '@', 2)))"
	};
	struct db_rows rows;
	enum status st;

	if ((st = db_query(cx, &ask, DB_ARGS(db_text(address)), &rows)) != OK)
		return st;
	*yes = db_get_bool(&rows, 0, 0);
	return OK;
}

enum status
db_person_search(struct ctx *cx, int64_t domain, const char *word, size_t limit,
    struct person **out, size_t *count)
{
	static const struct db_stmt search = {
		"SELECT id, address, name, kind FROM account WHERE domain_id = $1 AND active"
		" AND kind IN ('person', 'group', 'resource')"
		" AND EXISTS (SELECT 1 FROM domain WHERE id = $1 AND directory) AND ($2 = '' OR position(lower($2) IN lower(name)) > 0"
		" OR position(lower($2) IN address) > 0) ORDER BY address LIMIT $3"
	};
	struct db_rows rows;
	enum status st;

	if ((st = db_query(cx, &search, DB_ARGS(db_int(domain), db_text(word),
	    db_int((int64_t)limit)), &rows)) != OK)
		return st;
	*count = (size_t)rows.count;
	*out = arena_array(cx->arena, *count, sizeof **out);
	for (int i = 0; i < rows.count; i++)
		read_row(&rows, i, &(*out)[i]);
	return OK;
}

enum status
db_person_by_address(struct ctx *cx, int64_t domain, const char *address, struct person *out)
{
	static const struct db_stmt find = {
		"SELECT a.id, a.address, a.name, a.kind FROM account a"
		" WHERE a.domain_id = $1 AND a.active AND (a.address = lower($2) OR a.address IN"
		" (SELECT t.target FROM alias l JOIN alias_target t"
		" ON t.domain_id = l.domain_id AND t.alias_id = l.id"
		" WHERE l.address = lower($2) AND l.active)) LIMIT 1"
	};
	struct db_rows rows;
	enum status st;

	if ((st = db_query(cx, &find, DB_ARGS(db_int(domain), db_text(address)), &rows)) != OK)
		return st;
	if (rows.count == 0)
		return ERR_NOT_FOUND;
	read_row(&rows, 0, out);
	return OK;
}

enum status
db_person_public_busy(struct ctx *cx, const char *address, struct person *out)
{
	static const struct db_stmt find = {
		"SELECT a.id, a.address, a.name, a.kind FROM account a JOIN domain d ON d.id = a.domain_id"
		" WHERE a.address = $1 AND a.kind = 'person' AND a.active AND d.active AND d.public_freebusy"
	};
	struct db_rows rows;
	enum status st;

	if ((st = db_query(cx, &find, DB_ARGS(db_text(address)), &rows)) != OK)
		return st;
	if (rows.count == 0)
		return ERR_NOT_FOUND;
	read_row(&rows, 0, out);
	return OK;
}

enum status
db_person_language(struct ctx *cx, int64_t account, const char **out)
{
	static const struct db_stmt find = {
		"SELECT (regexp_match(value, 'language(?:\"|&quot;)\\s*:\\s*(?:\"|&quot;)([A-Za-z-]{2,16})'))[1]"
		" FROM property WHERE account_id = $1 AND collection_id = 0"
		" AND namespace = '" SETTINGS_NAMESPACE "' AND name = '" SETTINGS_NAME "'"
	};
	struct db_rows rows;
	enum status st;

	if ((st = db_query(cx, &find, DB_ARGS(db_int(account)), &rows)) != OK)
		return st;
	*out = rows.count > 0 && !db_is_null(&rows, 0, 0) ? db_get_text(&rows, 0, 0) : "";
	return OK;
}
