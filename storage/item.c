#include <string.h>

#include "storage/collection_row.h"
#include "storage/directory.h"
#include "storage/item_row.h"

static void
read_at(const struct db_rows *rows, int row, int first, struct item *out)
{
	*out = (struct item){
		.id = db_get_int(rows, row, first),
		.name = db_get_text(rows, row, first + 1),
		.uid = db_get_text(rows, row, first + 2),
		.etag = db_get_text(rows, row, first + 3),
		.modseq = db_get_int(rows, row, first + 4),
		.size = db_get_int(rows, row, first + 5),
		.created = db_get_int(rows, row, first + 6),
		.modified = db_get_int(rows, row, first + 7),
		.component = db_get_text(rows, row, first + 8),
		.class = (enum item_class)db_get_int(rows, row, first + 9),
		.first_at = db_get_int(rows, row, first + 10),
		.last_at = db_get_int(rows, row, first + 11),
		.schedule_tag = db_get_text(rows, row, first + 12),
		.body = db_get_text(rows, row, first + 13),
	};
}

void
item_read_row(const struct db_rows *rows, int row, struct item *out)
{
	read_at(rows, row, 0, out);
}

enum status
db_item_find(struct ctx *cx, const struct collection *c, const char *name, bool with_body,
    struct item *out)
{
	static const struct db_stmt whole = {
		"SELECT " ITEM_COLUMNS ", body FROM item"
		" WHERE account_id = $1 AND collection_id = $2 AND name = $3"
	};
	static const struct db_stmt head = {
		"SELECT " ITEM_COLUMNS ", NULL FROM item"
		" WHERE account_id = $1 AND collection_id = $2 AND name = $3"
	};
	struct db_rows rows;
	enum status st;

	if (c->directory != 0)
		return directory_item(cx, c, name, out);
	if ((st = db_query(cx, with_body ? &whole : &head, DB_ARGS(db_int(c->account),
	    db_int(c->id), db_text(name)), &rows)) != OK)
		return st;
	if (rows.count == 0)
		return ERR_NOT_FOUND;
	item_read_row(&rows, 0, out);
	return OK;
}

#define WITH_COLLECTION(body) \
	"SELECT " COLLECTION_HEADS ", i.* FROM collection c LEFT JOIN LATERAL (SELECT " \
	ITEM_COLUMNS ", " body " FROM item WHERE account_id = c.account_id" \
	" AND collection_id = c.id AND name = $4 LIMIT 1) i ON true" \
	" WHERE c.account_id = $1 AND c.kind = $2 AND c.name = $3"

/* By with_body. */
static const struct db_stmt find_with[] = { { WITH_COLLECTION("NULL") }, { WITH_COLLECTION("body") } };

#define FIND_WITH_ARGS \
	db_int(account), db_text(collection_kind_name(kind)), db_text(collection), db_text(name)

void
db_item_foresee(struct ctx *cx, int64_t account, enum collection_kind kind, const char *collection,
    const char *name, bool with_body)
{
	const struct db_arg given[] = { FIND_WITH_ARGS };
	struct db_arg *args = arena_array(cx->arena, COUNT(given), sizeof *args);

	memcpy(args, given, sizeof given);
	db_foresee(cx, &find_with[with_body], args, COUNT(given));
}

enum status
db_item_find_with(struct ctx *cx, int64_t account, enum collection_kind kind,
    const char *collection, const char *name, bool with_body, struct collection *c,
    struct item *out)
{
	struct db_rows rows;
	enum status st;

	if ((st = db_query(cx, &find_with[with_body], DB_ARGS(FIND_WITH_ARGS), &rows)) != OK)
		return st;
	if (rows.count == 0)
		return ERR_NOT_FOUND;
	collection_read_row(&rows, 0, c);
	*out = (struct item){ 0 };
	if (!db_is_null(&rows, 0, COLLECTION_COUNT))
		read_at(&rows, 0, COLLECTION_COUNT, out);
	return OK;
}

enum status
db_item_by_uid(struct ctx *cx, int64_t account, const char *uid, struct item_place *out)
{
	static const struct db_stmt find = {
		"SELECT i.collection_id, i.name, i.schedule_tag IS NOT NULL FROM item i"
		" JOIN collection c ON c.account_id = i.account_id AND c.id = i.collection_id"
		" WHERE i.uid = $2 AND i.account_id = $1 AND c.kind = 'calendar' AND c.source IS NULL"
		" ORDER BY 3 DESC, i.id LIMIT 1"
	};
	struct db_rows rows;
	enum status st;

	*out = (struct item_place){ 0 };
	if ((st = db_query(cx, &find, DB_ARGS(db_int(account), db_text(uid)), &rows)) != OK)
		return st;
	if (rows.count > 0)
		*out = (struct item_place){
			.collection = db_get_int(&rows, 0, 0),
			.name = db_get_text(&rows, 0, 1),
			.is_scheduled = db_get_bool(&rows, 0, 2),
		};
	return OK;
}

enum status
db_item_scheduled(struct ctx *cx, const struct collection *c, size_t max, const char ***names,
    const char ***uids, size_t *count)
{
	static const struct db_stmt list = {
		"SELECT name, uid FROM item WHERE account_id = $1 AND collection_id = $2"
		" AND schedule_tag IS NOT NULL ORDER BY name LIMIT $3"
	};
	struct db_rows rows;
	enum status st;

	if ((st = db_query(cx, &list, DB_ARGS(db_int(c->account), db_int(c->id),
	    db_int((int64_t)max)), &rows)) != OK)
		return st;
	*count = (size_t)rows.count;
	*names = arena_array(cx->arena, *count, sizeof **names);
	*uids = arena_array(cx->arena, *count, sizeof **uids);
	for (int i = 0; i < rows.count; i++) {
		(*names)[i] = db_get_text(&rows, i, 0);
		(*uids)[i] = db_get_text(&rows, i, 1);
	}
	return OK;
}

enum status
db_item_name_of(struct ctx *cx, const struct collection *c, const char *uid, const char **name)
{
	static const struct db_stmt find = {
		"SELECT name FROM item WHERE uid = $2 AND collection_id = $1"
	};
	struct db_rows rows;
	enum status st;

	if ((st = db_query(cx, &find, DB_ARGS(db_int(c->id), db_text(uid)), &rows)) != OK)
		return st;
	*name = rows.count > 0 ? db_get_text(&rows, 0, 0) : NULL;
	return OK;
}

/* An alarm by mail: a task will look when it is due (item_remind() in the schema). */
static bool
reminds(const struct item *item)
{
	return (strcmp(item->component, "VEVENT") == 0 || strcmp(item->component, "VTODO") == 0) &&
	    strstr(item->body, "ACTION:EMAIL") != NULL;
}

/*
 * One statement draws the change number and writes the object.  The sub-select
 * reads what is replaced; nobody else can write there, the row of the
 * collection is ours.
 */
#define DRAWN \
	"WITH old AS (SELECT size FROM item" \
	"  WHERE account_id = $1 AND collection_id = $2 AND name = $3)," \
	" drawn AS (UPDATE collection SET modseq = modseq + 1," \
	"  items = items + 1 - (SELECT count(*) FROM old)," \
	"  bytes = bytes + $6 - coalesce((SELECT size FROM old), 0)" \
	"  WHERE account_id = $1 AND id = $2 RETURNING modseq)"
#define INTO_ITEM \
	"INSERT INTO item (account_id, collection_id, name, uid, etag, size, body," \
	"  component, class, first_at, last_at, search, schedule_tag, " ITEM_BUSY ", modseq)" \
	" SELECT $1, $2, $3::object_name, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15," \
	"  $16, $17, modseq FROM drawn" \
	" ON CONFLICT (account_id, collection_id, name) DO UPDATE SET uid = excluded.uid," \
	"  etag = excluded.etag, size = excluded.size, body = excluded.body," \
	"  component = excluded.component, class = excluded.class," \
	"  first_at = excluded.first_at, last_at = excluded.last_at," \
	"  search = excluded.search, schedule_tag = excluded.schedule_tag," \
	"  busy = excluded.busy, busy_from = excluded.busy_from, busy_to = excluded.busy_to," \
	"  busy_zones = excluded.busy_zones, modseq = excluded.modseq, modified = now()" \
	" RETURNING id, modseq"

enum status
db_item_put(struct ctx *cx, struct collection *c, struct item *item)
{
	static const struct db_stmt put = { DRAWN " " INTO_ITEM };
	static const struct db_stmt reminding = {
		DRAWN ", put AS (" INTO_ITEM ")"
		" SELECT id, modseq, item_remind($1, $2, id, $3) FROM put"
	};
	struct db_rows rows;
	enum status st;

	if ((st = db_query(cx, reminds(item) ? &reminding : &put, DB_ARGS(db_int(c->account),
	    db_int(c->id), db_text(item->name), db_text(item->uid), db_text(item->etag),
	    db_int(item->size), db_text(item->body), db_text(item->component),
	    db_int(item->class), db_int(item->first_at), db_int(item->last_at),
	    db_text(item->search != NULL ? item->search : ""), db_text(item->schedule_tag),
	    BUSY_ARGS(&item->busy)), &rows)) != OK)
		return st;
	if (rows.count == 0)
		return fault(cx, ERR_NOT_FOUND, "the collection was deleted");
	item->id = db_get_int(&rows, 0, 0);
	c->modseq = item->modseq = db_get_int(&rows, 0, 1);
	return OK;
}

/*
 * The row of the collection is free again when this is committed in memory; the way to
 * the disk is another journey's matter (0066_numbers.sql, db_query_to_disk()).
 */
static enum status
put_new(struct ctx *cx, const struct collection *c, const struct item *item, struct db_rows *rows)
{
	static const struct db_stmt put = {
		"WITH drawn AS (UPDATE collection SET modseq = modseq + 1, items = items + 1,"
		"  bytes = bytes + $6 WHERE account_id = $1 AND id = $2 RETURNING modseq)"
		" INSERT INTO item (account_id, collection_id, name, uid, etag, size, body,"
		"  component, class, first_at, last_at, search, " ITEM_BUSY ", modseq)"
		" SELECT $1, $2, $3::object_name, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14,"
		"  $15, $16, modseq FROM drawn"
		" RETURNING id, modseq, set_config('synchronous_commit', 'off', true)"
	};

	return db_query_to_disk(cx, &put, DB_ARGS(db_int(c->account), db_int(c->id),
	    db_text(item->name), db_text(item->uid), db_text(item->etag), db_int(item->size),
	    db_text(item->body), db_text(item->component), db_int(item->class),
	    db_int(item->first_at), db_int(item->last_at),
	    db_text(item->search != NULL ? item->search : ""), BUSY_ARGS(&item->busy)), rows);
}

/* Two commits, too, and nothing when another one is there by now. */
static enum status
replace(struct ctx *cx, const struct collection *c, const struct item *item,
    const struct item *was, struct db_rows *rows)
{
	static const struct db_stmt put = {
		"CALL item_replace($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15,"
		" $16, $17, $18, NULL, NULL)"
	};

	return db_query(cx, &put, DB_ARGS(db_int(c->account), db_int(c->id), db_text(item->name),
	    db_text(was->etag), db_int(was->size), db_text(item->uid), db_text(item->etag),
	    db_int(item->size), db_text(item->body), db_text(item->component),
	    db_int(item->class), db_int(item->first_at), db_int(item->last_at),
	    db_text(item->search != NULL ? item->search : ""), BUSY_ARGS(&item->busy)), rows);
}

enum status
db_item_put_seen(struct ctx *cx, struct collection *c, struct item *item,
    const struct item *was, bool *stored)
{
	struct db_rows rows;
	enum status st;

	*stored = false;
	if (reminds(item))
		return OK;
	st = was != NULL ? replace(cx, c, item, was, &rows) : put_new(cx, c, item, &rows);
	if (st != OK)
		return st;
	*stored = rows.count > 0 && !db_is_null(&rows, 0, 0);
	if (*stored) {
		item->id = db_get_int(&rows, 0, 0);
		c->modseq = item->modseq = db_get_int(&rows, 0, 1);
	}
	return OK;
}

enum status
db_item_delete(struct ctx *cx, struct collection *c, const struct item *item)
{
	static const struct db_stmt del = {
		"WITH gone AS (DELETE FROM item WHERE account_id = $1 AND collection_id = $2"
		"  AND name = $3 RETURNING id, name, size, schedule_tag IS NOT NULL AS meeting),"
		" bare AS (DELETE FROM property WHERE account_id = $1 AND collection_id = $2"
		"  AND item_id = (SELECT id FROM gone)),"
		" drawn AS (UPDATE collection SET modseq = modseq + 1, items = items - 1,"
		"  bytes = bytes - (SELECT size FROM gone)"
		"  WHERE account_id = $1 AND id = $2 AND EXISTS (SELECT 1 FROM gone) RETURNING modseq)"
		" INSERT INTO tombstone (account_id, collection_id, name, modseq, meeting)"
		" SELECT $1, $2, gone.name, drawn.modseq, gone.meeting FROM gone, drawn"
		" ON CONFLICT (account_id, collection_id, name) DO UPDATE"
		"  SET modseq = excluded.modseq, at = now(), meeting = excluded.meeting"
		" RETURNING modseq"
	};
	struct db_rows rows;
	enum status st;

	if ((st = db_query(cx, &del, DB_ARGS(db_int(c->account), db_int(c->id),
	    db_text(item->name)), &rows)) != OK)
		return st;
	if (rows.count == 0)
		return fault(cx, ERR_NOT_FOUND, "the object was deleted");
	c->modseq = db_get_int(&rows, 0, 0);
	return OK;
}

enum status
db_item_was_meeting(struct ctx *cx, const struct collection *c, const char *name, bool *yes)
{
	static const struct db_stmt ask = {
		"SELECT EXISTS (SELECT 1 FROM tombstone WHERE account_id = $1"
		" AND collection_id = $2 AND name = $3 AND meeting)"
	};
	struct db_rows rows;
	enum status st;

	if ((st = db_query(cx, &ask, DB_ARGS(db_int(c->account), db_int(c->id), db_text(name)),
	    &rows)) == OK)
		*yes = db_get_bool(&rows, 0, 0);
	return st;
}

enum status
db_item_copy_all(struct ctx *cx, const struct collection *from, const struct collection *to)
{
	static const struct db_stmt copy = {
		"WITH made AS (INSERT INTO item (account_id, collection_id, name, uid, etag, size,"
		"  body, component, class, first_at, last_at, search, " ITEM_BUSY ", modseq)"
		"  SELECT $3, $4, name, uid, etag, size, body, component, class, first_at, last_at,"
		"  search, " ITEM_BUSY ", 1 + row_number() OVER (ORDER BY modseq) FROM item"
		"  WHERE account_id = $1 AND collection_id = $2 RETURNING id, name, size),"
		" kept AS (INSERT INTO property (account_id, collection_id, item_id, namespace, name, value)"
		"  SELECT $3, $4, coalesce(made.id, 0), p.namespace, p.name, p.value FROM property p"
		"  LEFT JOIN item i ON i.account_id = $1 AND i.collection_id = $2 AND i.id = p.item_id"
		"  LEFT JOIN made ON made.name = i.name"
		"  WHERE p.account_id = $1 AND p.collection_id = $2)"
		" UPDATE collection SET items = (SELECT count(*) FROM made),"
		"  bytes = (SELECT coalesce(sum(size), 0) FROM made),"
		"  modseq = 1 + (SELECT count(*) FROM made) WHERE account_id = $3 AND id = $4"
	};

	static const struct db_stmt remind = {
		"SELECT item_remind(account_id, collection_id, id, name) FROM item"
		" WHERE account_id = $1 AND collection_id = $2 AND component IN ('VEVENT', 'VTODO')"
		" AND body LIKE '%ACTION:EMAIL%'"
	};
	enum status st;

	st = db_exec(cx, &copy, DB_ARGS(db_int(from->account), db_int(from->id),
	    db_int(to->account), db_int(to->id)));
	return st != OK ? st : db_exec(cx, &remind, DB_ARGS(db_int(to->account), db_int(to->id)));
}
