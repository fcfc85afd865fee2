#include <string.h>

#include "storage/db.h"
#include "storage/grant.h"

static void
split(struct ctx *cx, const char *text, const char *const **out, size_t *count)
{
	char *rest = arena_strdup(cx->arena, text), *word;
	const char **words = arena_array(cx->arena, strlen(text) / 2 + 1, sizeof *words);

	*count = 0;
	while ((word = strsep(&rest, " ")) != NULL)
		if (*word != '\0')
			words[(*count)++] = word;
	*out = words;
}

enum status
db_grant_find(struct ctx *cx, struct grant *out)
{
	static const struct db_stmt domains = {
		"SELECT domain_id FROM administered WHERE account_id = $1 AND $1 <> 0"
		" UNION ALL SELECT domain_id FROM api_key_domain WHERE api_key_id = $2 AND $2 <> 0"
	};
	static const struct db_stmt acl = {
		"SELECT array_to_string(acl, ' ') FROM account WHERE id = $1"
	};
	struct db_rows rows;
	int64_t *ids;
	enum status st;

	if ((st = db_query(cx, &domains, DB_ARGS(db_int(cx->who.account),
	    db_int(cx->who.key)), &rows)) != OK)
		return st;
	ids = arena_array(cx->arena, (size_t)rows.count + 1, sizeof *ids);
	for (int i = 0; i < rows.count; i++)
		ids[i] = db_get_int(&rows, i, 0);
	*out = (struct grant){ .domains = ids, .domain_count = (size_t)rows.count };
	if (cx->who.account == 0)
		return OK;
	if ((st = db_query(cx, &acl, DB_ARGS(db_int(cx->who.account)), &rows)) != OK)
		return st;
	if (rows.count > 0 && !db_is_null(&rows, 0, 0))
		split(cx, db_get_text(&rows, 0, 0), &out->acl, &out->acl_count);
	return OK;
}

bool
db_grant_flag(const struct grant *g, const char *flag)
{
	if (g->acl == NULL)
		return true;
	for (size_t i = 0; i < g->acl_count; i++)
		if (strcmp(g->acl[i], flag) == 0)
			return true;
	return false;
}

/* What both have in common: rows of MEMBERS for OWNER are exactly NAMES. */
static enum status
replace(struct ctx *cx, const struct db_stmt *clear, const struct db_stmt *add, int64_t owner,
    const char *const *names, size_t count)
{
	struct db_rows rows;
	enum status st;

	if ((st = db_begin(cx)) != OK ||
	    (st = db_exec(cx, clear, DB_ARGS(db_int(owner)))) != OK ||
	    (st = db_query(cx, add, DB_ARGS(db_int(owner), db_text_array(cx, names, count)),
	    &rows)) != OK)
		return st;
	if ((size_t)rows.affected < count)
		return fault(cx, ERR_NOT_FOUND, "one of these domains is not there");
	return OK;
}

enum status
db_grant_domains(struct ctx *cx, int64_t account, const char *const *names, size_t count)
{
	static const struct db_stmt clear = { "DELETE FROM domain_admin WHERE account_id = $1" };
	static const struct db_stmt add = {
		"INSERT INTO domain_admin (domain_id, account_id)"
		" SELECT id, $1::bigint FROM domain WHERE name = ANY ($2::text[])"
	};

	return replace(cx, &clear, &add, account, names, count);
}

enum status
db_grant_key_domains(struct ctx *cx, int64_t key, const char *const *names, size_t count)
{
	static const struct db_stmt clear = { "DELETE FROM api_key_domain WHERE api_key_id = $1" };
	static const struct db_stmt add = {
		"INSERT INTO api_key_domain (domain_id, api_key_id)"
		" SELECT id, $1::bigint FROM domain WHERE name = ANY ($2::text[])"
	};
	static const struct db_stmt bind = { "UPDATE api_key SET bound = true WHERE id = $1" };
	enum status st;

	if ((st = replace(cx, &clear, &add, key, names, count)) != OK)
		return st;
	return db_exec(cx, &bind, DB_ARGS(db_int(key)));
}
