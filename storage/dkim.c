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
		"SELECT DISTINCT ON (k.domain_id) k.domain_id, d.name, k.selector, k.algorithm,"
		"  k.private_pem, k.public_base64, k.active"
		" FROM dkim_key k JOIN domain d ON d.id = k.domain_id"
		" WHERE k.active AND d.active"
		" ORDER BY k.domain_id, k.created DESC, k.selector"
	};
	struct db_rows rows;
	enum status st;

	if ((st = db_query(cx, &signing, DB_NO_ARGS, &rows)) != OK)
		return st;
	read_rows(cx, &rows, out, count);
	return OK;
}
