#include "storage/db.h"
#include "storage/property.h"

#define PROPERTIES_MAX	200	/* of one resource */

enum status
db_property_list(struct ctx *cx, const struct property_of *of, struct property **out,
    size_t *count)
{
	static const struct db_stmt list = {
		"SELECT item_id, namespace, name, value FROM property"
		" WHERE account_id = $1 AND collection_id = $2 AND (item_id = $3 OR $3 = -1)"
		" ORDER BY item_id, namespace, name"
	};
	struct db_rows rows;
	enum status st;

	if ((st = db_query(cx, &list, DB_ARGS(db_int(of->account), db_int(of->collection),
	    db_int(of->item)), &rows)) != OK)
		return st;
	*count = (size_t)rows.count;
	*out = arena_array(cx->arena, *count, sizeof **out);
	for (int i = 0; i < rows.count; i++)
		(*out)[i] = (struct property){
			.item = db_get_int(&rows, i, 0),
			.ns = db_get_text(&rows, i, 1),
			.name = db_get_text(&rows, i, 2),
			.value = db_get_text(&rows, i, 3),
		};
	return OK;
}

enum status
db_property_put(struct ctx *cx, const struct property_of *of, const char *ns,
    const char *name, const char *value)
{
	static const struct db_stmt put = {
		"INSERT INTO property (account_id, collection_id, item_id, namespace, name, value)"
		" SELECT $1, $2, $3, $4, $5, $6 WHERE (SELECT count(*) FROM property"
		" WHERE account_id = $1 AND collection_id = $2 AND item_id = $3) < $7"
		" ON CONFLICT (account_id, collection_id, item_id, namespace, name)"
		" DO UPDATE SET value = excluded.value"
	};
	struct db_rows rows;
	enum status st;

	if ((st = db_query(cx, &put, DB_ARGS(db_int(of->account), db_int(of->collection),
	    db_int(of->item), db_text(ns), db_text(name), db_text(value),
	    db_int(PROPERTIES_MAX)), &rows)) != OK)
		return st;
	return rows.affected > 0 ? OK : fault(cx, ERR_LIMIT, "too many properties");
}

enum status
db_property_delete(struct ctx *cx, const struct property_of *of, const char *ns,
    const char *name)
{
	static const struct db_stmt del = {
		"DELETE FROM property WHERE account_id = $1 AND collection_id = $2"
		" AND item_id = $3 AND namespace = $4 AND name = $5"
	};

	return db_exec(cx, &del, DB_ARGS(db_int(of->account), db_int(of->collection),
	    db_int(of->item), db_text(ns), db_text(name)));
}
