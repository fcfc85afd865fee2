#include "storage/dkim.h"

enum status
db_dkim_add(struct ctx *cx, const struct dkim_key *key)
{
	static const struct db_stmt add = {
		"INSERT INTO dkim_key (domain_id, selector, algorithm, private_pem, public_base64, active)"
		" VALUES ($1, $2, $3, $4, $5, $6)"
	};

	return db_exec(cx, &add, DB_ARGS(db_int(key->domain_id), db_text(key->selector),
	    db_text(key->algorithm), db_text(key->private_pem), db_text(key->public_base64),
	    db_bool(key->active)));
}

static void
read_rows(struct ctx *cx, const struct db_rows *rows, struct dkim_key **out, size_t *count)
{
	*count = (size_t)rows->count;
	*out = arena_array(cx->arena, *count, sizeof **out);
	for (int i = 0; i < rows->count; i++)
		(*out)[i] = (struct dkim_key){
			.domain_id = db_get_int(rows, i, 0),
			.domain = db_get_text(rows, i, 1),
			.selector = db_get_text(rows, i, 2),
			.algorithm = db_get_text(rows, i, 3),
			.private_pem = db_get_text(rows, i, 4),
			.public_base64 = db_get_text(rows, i, 5),
			.active = db_get_bool(rows, i, 6),
		};
}

enum status
db_dkim_list(struct ctx *cx, int64_t domain_id, struct dkim_key **out, size_t *count)
{
	static const struct db_stmt list = {
		"SELECT k.domain_id, d.name, k.selector, k.algorithm, NULL, k.public_base64, k.active"
		" FROM dkim_key k JOIN domain d ON d.id = k.domain_id"
		" WHERE k.domain_id = $1 ORDER BY k.created DESC, k.selector"
	};
	struct db_rows rows;
	enum status st;

	if ((st = db_query(cx, &list, DB_ARGS(db_int(domain_id)), &rows)) != OK)
		return st;
	read_rows(cx, &rows, out, count);
	return OK;
}

enum status
db_dkim_signing(struct ctx *cx, struct dkim_key **out, size_t *count)
{
	static const struct db_stmt signing = {
		"SELECT DISTINCT ON (n.name) k.domain_id, n.name, k.selector, k.algorithm,"
		"  k.private_pem, k.public_base64, k.active"
		" FROM dkim_key k JOIN domain d ON d.id = k.domain_id CROSS JOIN LATERAL (SELECT d.name UNION ALL"
		"  SELECT a.name FROM alias_domain a WHERE a.domain_id = d.id AND a.active) n"
		" WHERE k.active AND d.active"
		" ORDER BY n.name, k.algorithm = 'ed25519', k.created DESC, k.selector"
	};
	struct db_rows rows;
	enum status st;

	if ((st = db_query(cx, &signing, DB_NO_ARGS, &rows)) != OK)
		return st;
	read_rows(cx, &rows, out, count);
	return OK;
}

enum status
db_dkim_signing_of(struct ctx *cx, int64_t domain_id, struct dkim_key *out)
{
	static const struct db_stmt find = {
		"SELECT k.domain_id, d.name, k.selector, k.algorithm, k.private_pem,"
		" k.public_base64, k.active"
		" FROM dkim_key k JOIN domain d ON d.id = k.domain_id"
		" WHERE k.active AND k.domain_id = $1"
		" ORDER BY k.algorithm = 'ed25519', k.created DESC, k.selector LIMIT 1"
	};
	struct db_rows rows;
	struct dkim_key *keys;
	size_t count;
	enum status st;

	if ((st = db_query(cx, &find, DB_ARGS(db_int(domain_id)), &rows)) != OK)
		return st;
	if (rows.count == 0)
		return fault(cx, ERR_NOT_FOUND, "the domain has no DKIM key");
	read_rows(cx, &rows, &keys, &count);
	*out = keys[0];
	return OK;
}

enum status
db_dkim_delete_all(struct ctx *cx, int64_t domain_id)
{
	static const struct db_stmt del = { "DELETE FROM dkim_key WHERE domain_id = $1" };

	return db_exec(cx, &del, DB_ARGS(db_int(domain_id)));
}

/* What one row says; a row that is not there is somebody else's news. */
static enum status
one(struct ctx *cx, enum status st, const struct db_rows *rows, const char *selector)
{
	if (st != OK)
		return st;
	return rows->affected > 0 ? OK : fault(cx, ERR_NOT_FOUND, "there is no key %s", selector);
}

enum status
db_dkim_delete(struct ctx *cx, int64_t domain_id, const char *selector)
{
	static const struct db_stmt del = {
		"DELETE FROM dkim_key WHERE domain_id = $1 AND selector = $2"
	};
	struct db_rows rows;

	return one(cx, db_query(cx, &del, DB_ARGS(db_int(domain_id), db_text(selector)), &rows),
	    &rows, selector);
}

enum status
db_dkim_activate(struct ctx *cx, int64_t domain_id, const char *selector, bool active)
{
	static const struct db_stmt edit = {
		"UPDATE dkim_key SET active = $3 WHERE domain_id = $1 AND selector = $2"
	};
	struct db_rows rows;

	return one(cx, db_query(cx, &edit, DB_ARGS(db_int(domain_id), db_text(selector),
	    db_bool(active)), &rows), &rows, selector);
}
