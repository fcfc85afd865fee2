#include "storage/db.h"
#include "storage/verify.h"

#define PLACE	"c.kind || 's/' || a.address || '/' || c.name"
#define OF	" JOIN account a ON a.id = c.account_id WHERE ($1 = 0 OR c.account_id = $1)"

/* Each line is a promise of storage/migrations. */
#define CONTRADICTIONS \
	"SELECT " PLACE ", 'counts ' || c.items || ' objects of ' || c.bytes || ' bytes, has '" \
	"  || n.items || ' of ' || n.bytes" \
	"  FROM collection c LEFT JOIN LATERAL (SELECT count(*) AS items," \
	"  coalesce(sum(size), 0) AS bytes FROM item i WHERE i.account_id = c.account_id" \
	"  AND i.collection_id = c.id) n ON true" OF \
	"  AND (c.items, c.bytes) IS DISTINCT FROM (n.items, n.bytes)" \
	" UNION ALL SELECT " PLACE ", 'change number ' || i.modseq || ' of ' || i.name ||" \
	"  ' is beyond ' || c.modseq FROM item i JOIN collection c" \
	"  ON c.account_id = i.account_id AND c.id = i.collection_id" OF " AND i.modseq > c.modseq" \
	" UNION ALL SELECT " PLACE ", 'change number ' || t.modseq || ' of the deleted ' || t.name ||" \
	"  ' is not between ' || c.forgotten || ' and ' || c.modseq FROM tombstone t JOIN collection c" \
	"  ON c.account_id = t.account_id AND c.id = t.collection_id" OF \
	"  AND (t.modseq > c.modseq OR t.modseq <= c.forgotten)" \
	" UNION ALL SELECT " PLACE ", 'change number ' || n.modseq || ' was drawn ' || n.times ||" \
	"  ' times' FROM collection c JOIN LATERAL (SELECT modseq, count(*) AS times FROM" \
	"  (SELECT modseq FROM item i WHERE i.account_id = c.account_id AND i.collection_id = c.id" \
	"  UNION ALL SELECT modseq FROM tombstone t WHERE t.account_id = c.account_id" \
	"  AND t.collection_id = c.id) one GROUP BY 1 HAVING count(*) > 1) n ON true" OF \
	" UNION ALL SELECT 'account ' || i.account_id, 'has ' || count(*) || ' objects of collection ' ||" \
	"  i.collection_id || ', which is gone' FROM item i LEFT JOIN collection c" \
	"  ON c.account_id = i.account_id AND c.id = i.collection_id" \
	"  WHERE c.id IS NULL AND ($1 = 0 OR i.account_id = $1) GROUP BY i.account_id, i.collection_id" \
	" UNION ALL SELECT " PLACE ", 'has properties of an object that is gone'" \
	"  FROM property p JOIN collection c ON c.account_id = p.account_id" \
	"  AND c.id = p.collection_id" OF " AND p.item_id <> 0 AND NOT EXISTS (SELECT 1 FROM item i" \
	"  WHERE i.account_id = p.account_id AND i.collection_id = p.collection_id" \
	"  AND i.id = p.item_id)" \
	" UNION ALL SELECT " PLACE ", 'is shared with ' || coalesce(g.address, 'nobody who exists') ||" \
	"  ' of another domain' FROM share s JOIN collection c ON c.account_id = s.account_id" \
	"  AND c.id = s.collection_id JOIN account a ON a.id = c.account_id" \
	"  LEFT JOIN account g ON g.id = s.grantee_id WHERE ($1 = 0 OR c.account_id = $1)" \
	"  AND s.grantee_id <> 0 AND g.domain_id IS DISTINCT FROM a.domain_id"

enum status
db_verify(struct ctx *cx, int64_t account, size_t limit, struct contradiction **out,
    size_t *count)
{
	static const struct db_stmt ask = { CONTRADICTIONS " LIMIT $2" };
	struct db_rows rows;
	enum status st;

	if ((st = db_query(cx, &ask, DB_ARGS(db_int(account), db_int((int64_t)limit)), &rows)) != OK)
		return st;
	*count = (size_t)rows.count;
	*out = arena_array(cx->arena, *count, sizeof **out);
	for (int i = 0; i < rows.count; i++)
		(*out)[i] = (struct contradiction){
			.where = db_get_text(&rows, i, 0), .what = db_get_text(&rows, i, 1),
		};
	return OK;
}

enum status
db_verify_next(struct ctx *cx, int64_t account, int64_t after, struct collection *out)
{
	static const struct db_stmt next = {
		"SELECT account_id, id FROM collection WHERE ($1 = 0 OR account_id = $1) AND id > $2"
		" ORDER BY id LIMIT 1"
	};
	struct db_rows rows;
	enum status st;

	if ((st = db_query(cx, &next, DB_ARGS(db_int(account), db_int(after)), &rows)) != OK)
		return st;
	if (rows.count == 0)
		return ERR_NOT_FOUND;
	/* A locked row: what is read of it then belongs together. */
	return db_collection_lock(cx, db_get_int(&rows, 0, 0), db_get_int(&rows, 0, 1), out);
}

enum status
db_verify_search(struct ctx *cx, const struct collection *c, const char *name,
    const char **search)
{
	static const struct db_stmt ask = {
		"SELECT search FROM item WHERE account_id = $1 AND collection_id = $2 AND name = $3"
	};
	struct db_rows rows;
	enum status st;

	if ((st = db_query(cx, &ask, DB_ARGS(db_int(c->account), db_int(c->id), db_text(name)),
	    &rows)) != OK)
		return st;
	*search = rows.count > 0 ? db_get_text(&rows, 0, 0) : "";
	return OK;
}

enum status
db_verify_copy(struct ctx *cx, int64_t organizer, const char *address, const char *uid,
    int64_t *account, const char **body)
{
	static const struct db_stmt find = {
		"SELECT p.id, (SELECT i.body FROM item i JOIN collection c ON c.account_id = i.account_id"
		"  AND c.id = i.collection_id WHERE i.uid = $3 AND i.account_id = p.id"
		"  AND c.kind = 'calendar' AND i.schedule_tag IS NOT NULL LIMIT 1)"
		" FROM account p JOIN account o ON o.id = $1 AND o.domain_id = p.domain_id"
		" WHERE p.address = $2 AND p.id <> o.id AND p.active"
	};
	struct db_rows rows;
	enum status st;

	*account = 0;
	*body = NULL;
	if ((st = db_query(cx, &find, DB_ARGS(db_int(organizer), db_text(address), db_text(uid)),
	    &rows)) != OK || rows.count == 0)
		return st;
	*account = db_get_int(&rows, 0, 0);
	*body = db_get_text(&rows, 0, 1);
	return OK;
}
