/*
 * Whoever changes an object of a collection locks the collection's row first
 * (db_collection_lock, or db_item_put_seen() in one call): change numbers then
 * become visible in the order they were drawn.  A statement that waited for the
 * lock sees its other tables as they were before the wait, so what is read there
 * is read by the next one.
 */
#include <string.h>

#include "storage/collection_row.h"
#include "storage/dav_push.h"
#include "storage/share.h"

#define COLLECTIONS_MAX	10000	/* of one kind, of one account */

const char *
collection_kind_name(enum collection_kind kind)
{
	static const char *const names[COLLECTION_KINDS] = {
		[COLLECTION_CALENDAR] = "calendar",
		[COLLECTION_BOOK] = "addressbook",
		[COLLECTION_INBOX] = "inbox",
		[COLLECTION_OUTBOX] = "outbox",
		[COLLECTION_NOTIFICATIONS] = "notifications",
	};

	return names[kind];
}

static enum collection_kind
kind_find(const char *name)
{
	int kind = COLLECTION_CALENDAR;

	while (kind < COLLECTION_KINDS - 1 &&
	    strcmp(collection_kind_name((enum collection_kind)kind), name) != 0)
		kind++;
	return (enum collection_kind)kind;
}

void
collection_read_row(const struct db_rows *rows, int row, struct collection *out)
{
	*out = (struct collection){
		.account = db_get_int(rows, row, 0),
		.id = db_get_int(rows, row, 1),
		.kind = kind_find(db_get_text(rows, row, 2)),
		.name = db_get_text(rows, row, 3),
		.label = db_get_text(rows, row, 4),
		.description = db_get_text(rows, row, 5),
		.color = db_get_text(rows, row, 6),
		.order = db_get_text(rows, row, 7),
		.timezone = db_get_text(rows, row, 8),
		.components = db_get_text(rows, row, 9),
		.transparent = db_get_bool(rows, row, 10),
		.modseq = db_get_int(rows, row, 11),
		.forgotten = db_get_int(rows, row, 12),
		.items = db_get_int(rows, row, 13),
		.bytes = db_get_int(rows, row, 14),
		.created = db_get_text(rows, row, 15),
		.owner = db_get_text(rows, row, 16),
		.source = db_get_text(rows, row, 17),
		.pushed = db_get_bool(rows, row, 18),
		.shared = db_get_bool(rows, row, 19),
		.lost_after = db_get_int(rows, row, 20),
		.lost_until = db_get_int(rows, row, 21),
		.lost_before = db_get_int(rows, row, 22),
	};
}

static enum status
read_all(struct ctx *cx, const struct db_rows *rows, struct collection **out, size_t *count)
{
	*count = (size_t)rows->count;
	*out = arena_array(cx->arena, *count, sizeof **out);
	for (int i = 0; i < rows->count; i++)
		collection_read_row(rows, i, &(*out)[i]);
	return OK;
}

enum status
db_collection_add(struct ctx *cx, struct collection *c)
{
	static const struct db_stmt add = {
		"INSERT INTO collection (account_id, kind, name, label, description, color,"
		" sort_order, timezone, components, transparent)"
		" SELECT $1, $2, $3, $4, $5, $6, $7, $8, $9, $10 WHERE (SELECT count(*)"
		" FROM collection WHERE account_id = $1 AND kind = $2) < $11 RETURNING id"
	};
	struct db_rows rows;
	enum status st;

	st = db_query(cx, &add, DB_ARGS(db_int(c->account), db_text(collection_kind_name(c->kind)),
	    db_text(c->name), db_text(c->label), db_text(c->description), db_text(c->color),
	    db_text(c->order), db_text(c->timezone),
	    db_text(c->components != NULL ? c->components : ""), db_bool(c->transparent),
	    db_int(COLLECTIONS_MAX)), &rows);
	if (st == ERR_EXISTS) {
		ctx_forgive(cx);
		return fault(cx, st, "there is a collection of this name");
	}
	if (st != OK)
		return st;
	if (rows.count == 0)
		return fault(cx, ERR_LIMIT, "this account has %d collections", COLLECTIONS_MAX);
	c->id = db_get_int(&rows, 0, 0);
	return OK;
}

enum status
db_collection_find(struct ctx *cx, int64_t account, enum collection_kind kind,
    const char *name, struct collection *out)
{
	static const struct db_stmt find = {
		"SELECT " COLLECTION_COLUMNS COLLECTION_FROM "WHERE c.account_id = $1 AND c.kind = $2 AND c.name = $3"
	};
	struct db_rows rows;
	enum status st;

	if ((st = db_query(cx, &find, DB_ARGS(db_int(account),
	    db_text(collection_kind_name(kind)), db_text(name)), &rows)) != OK)
		return st;
	if (rows.count == 0)
		return ERR_NOT_FOUND;
	collection_read_row(&rows, 0, out);
	return OK;
}

enum status
db_collection_lock(struct ctx *cx, int64_t account, int64_t id, struct collection *out)
{
	static const struct db_stmt lock = {
		"SELECT " COLLECTION_COLUMNS COLLECTION_FROM "WHERE c.account_id = $1 AND c.id = $2"
		" FOR NO KEY UPDATE OF c"
	};
	struct db_rows rows;
	enum status st;

	if ((st = db_begin(cx)) != OK ||
	    (st = db_query(cx, &lock, DB_ARGS(db_int(account), db_int(id)), &rows)) != OK)
		return st;
	if (rows.count == 0)
		return fault(cx, ERR_NOT_FOUND, "the collection was deleted");
	collection_read_row(&rows, 0, out);
	return OK;
}

enum status
db_collection_lock_named(struct ctx *cx, int64_t account, enum collection_kind kind,
    const char *name, struct collection *out)
{
	static const struct db_stmt lock = {
		"SELECT " COLLECTION_COLUMNS COLLECTION_FROM "WHERE c.account_id = $1 AND c.kind = $2 AND c.name = $3"
		" FOR NO KEY UPDATE OF c"
	};
	struct db_rows rows;
	enum status st;

	if ((st = db_begin(cx)) != OK ||
	    (st = db_query(cx, &lock, DB_ARGS(db_int(account),
	    db_text(collection_kind_name(kind)), db_text(name)), &rows)) != OK)
		return st;
	if (rows.count == 0)
		return ERR_NOT_FOUND;
	collection_read_row(&rows, 0, out);
	return OK;
}

enum status
db_collection_list(struct ctx *cx, int64_t account, enum collection_kind kind,
    struct collection **out, size_t *count)
{
	static const struct db_stmt list = {
		"SELECT " COLLECTION_COLUMNS COLLECTION_FROM "WHERE c.account_id = $1 AND c.kind = $2 ORDER BY c.name"
	};
	struct db_rows rows;
	enum status st;

	if ((st = db_query(cx, &list, DB_ARGS(db_int(account),
	    db_text(collection_kind_name(kind))), &rows)) != OK)
		return st;
	return read_all(cx, &rows, out, count);
}

enum status
db_collection_shared(struct ctx *cx, int64_t grantee, int64_t owner, enum collection_kind kind,
    struct collection **out, size_t *count)
{
	static const struct db_stmt list = {
		"WITH me AS MATERIALIZED (SELECT domain_id, grantees_of($1) AS ids FROM account"
		"  WHERE id = $1), granted AS ("
		" SELECT s.account_id, s.collection_id, s.rights, s.grantee_id <> 0 OR s.listed AS his"
		"  FROM share s, me WHERE s.state = 'accepted'"
		"  AND (s.grantee_id = ANY(me.ids) OR (s.grantee_id = 0 AND"
		"  (s.listed OR s.account_id = $3)))"
		" UNION ALL SELECT c.account_id, c.id, CASE WHEN p.writes THEN $4::int ELSE $5::int END,"
		"  false FROM proxy p, me, collection c WHERE p.account_id = $3"
		"  AND p.proxy_id = ANY(me.ids) AND c.account_id = $3 AND c.kind <> 'addressbook')"
		"SELECT " COLLECTION_COLUMNS ", s.rights, v.label, v.color, v.sort_order, v.transparent"
		COLLECTION_FROM
		"JOIN me ON me.domain_id = a.domain_id"
		" JOIN (SELECT account_id, collection_id, bit_or(rights) AS rights, bool_or(his) AS his"
		"  FROM granted GROUP BY 1, 2) s"
		" ON s.account_id = c.account_id AND s.collection_id = c.id"
		" LEFT JOIN share_view v ON v.account_id = $1 AND v.owner_id = c.account_id"
		"  AND v.collection_id = c.id"
		" WHERE c.kind = $2 AND c.account_id <> $1 AND a.active"
		" AND (c.account_id = $3 OR ($3 = 0 AND s.his AND NOT coalesce(v.hidden, false)))"
		" ORDER BY a.address, c.name"
	};
	struct db_rows rows;
	enum status st;

	if ((st = db_query(cx, &list, DB_ARGS(db_int(grantee),
	    db_text(collection_kind_name(kind)), db_int(owner), db_int(RIGHTS_WRITE_PROXY),
	    db_int(RIGHTS_READ_PROXY)), &rows)) != OK ||
	    (st = read_all(cx, &rows, out, count)) != OK)
		return st;
	for (int i = 0; i < rows.count; i++) {
		struct collection *c = &(*out)[i];

		c->rights = share_rights_on(c, (int)db_get_int(&rows, i, COLLECTION_COUNT) & RIGHT_ALL);
		share_view_read(&rows, i, COLLECTION_COUNT + 1, c);
	}
	return OK;
}

enum status
db_collection_ensure(struct ctx *cx, int64_t account, enum collection_kind kind)
{
	static const struct db_stmt ensure = {
		"INSERT INTO collection (account_id, kind, name, label, components)"
		" SELECT $1, $2, $5, $3, $4 WHERE NOT EXISTS"
		" (SELECT 1 FROM collection WHERE account_id = $1 AND kind = $2)"
		" ON CONFLICT DO NOTHING"
	};
	static const struct {
		const char	*name, *label, *components;
	} first[COLLECTION_KINDS] = {
		[COLLECTION_CALENDAR] = { "personal", "Calendar", "VEVENT VTODO VJOURNAL VFREEBUSY" },
		[COLLECTION_BOOK] = { "personal", "Contacts", "" },
		[COLLECTION_INBOX] = { "inbox", "Invitations", "VEVENT VTODO VJOURNAL VFREEBUSY" },
		[COLLECTION_OUTBOX] = { "outbox", "Outgoing invitations", "VFREEBUSY" },
		[COLLECTION_NOTIFICATIONS] = { "notifications", "Notifications", "" },
	};

	return db_exec(cx, &ensure, DB_ARGS(db_int(account),
	    db_text(collection_kind_name(kind)), db_text(first[kind].label),
	    db_text(first[kind].components), db_text(first[kind].name)));
}

enum status
db_collection_edit(struct ctx *cx, const struct collection *c)
{
	static const struct db_stmt edit = {
		"UPDATE collection SET label = $3, description = $4, color = $5, sort_order = $6,"
		" timezone = $7, transparent = $8, components = $9, source = $10"
		" WHERE account_id = $1 AND id = $2"
	};
	struct db_rows rows;
	enum status st;

	if ((st = db_query(cx, &edit, DB_ARGS(db_int(c->account), db_int(c->id),
	    db_text(c->label), db_text(c->description), db_text(c->color), db_text(c->order),
	    db_text(c->timezone), db_bool(c->transparent), db_text(c->components), db_text(c->source)), &rows)) != OK)
		return st;
	return rows.affected > 0 ? OK : fault(cx, ERR_NOT_FOUND, "the collection was deleted");
}

enum status
db_collection_rename(struct ctx *cx, const struct collection *c, const char *name)
{
	static const struct db_stmt rename = {
		"UPDATE collection SET name = $3 WHERE account_id = $1 AND id = $2"
	};

	return db_exec(cx, &rename, DB_ARGS(db_int(c->account), db_int(c->id), db_text(name)));
}

enum status
db_collection_delete(struct ctx *cx, const struct collection *c)
{
	static const struct db_stmt properties = {
		"DELETE FROM property WHERE account_id = $1 AND collection_id = $2"
	};
	static const struct db_stmt del = {
		"DELETE FROM collection WHERE account_id = $1 AND id = $2"
	};
	enum status st;

	if ((st = db_begin(cx)) != OK ||
	    (st = db_exec(cx, &properties, DB_ARGS(db_int(c->account), db_int(c->id)))) != OK)
		return st;
	return db_exec(cx, &del, DB_ARGS(db_int(c->account), db_int(c->id)));
}

enum status
db_collection_tell(struct ctx *cx, const struct collection *c, bool objects)
{
	static const struct db_stmt tell = { "SELECT collection_tell($1, $2, $3)" };
	static const char *const types[COLLECTION_KINDS][2] = {
		[COLLECTION_CALENDAR] = { "Calendar", "CalendarEvent" },
		[COLLECTION_BOOK] = { "AddressBook", "ContactCard" },
		[COLLECTION_INBOX] = { "Calendar", "CalendarEventNotification" },
		[COLLECTION_OUTBOX] = { "Calendar", "Calendar" },
		[COLLECTION_NOTIFICATIONS] = { "Calendar", "Calendar" },
	};

	enum status st;

	if (c->pushed && (st = db_dav_push_note(cx, c, objects ? PUSH_CONTENT :
	    PUSH_PROPERTIES)) != OK)
		return st;
	if (objects && db_owe(cx, c->account, c->id, types[c->kind][objects]))
		return OK;
	return db_exec(cx, &tell, DB_ARGS(db_int(c->account), db_int(c->id),
	    db_text(types[c->kind][objects])));
}

enum status
db_collection_changes(struct ctx *cx, int64_t account, int64_t *changes)
{
	static const struct db_stmt sum = {
		"SELECT coalesce(sum(modseq), 0)::bigint FROM collection WHERE account_id = $1"
	};
	struct db_rows rows;
	enum status st;

	if ((st = db_query(cx, &sum, DB_ARGS(db_int(account)), &rows)) == OK)
		*changes = db_get_int(&rows, 0, 0);
	return st;
}

enum status
db_collection_bytes(struct ctx *cx, int64_t account, enum collection_kind kind, int64_t *bytes)
{
	static const struct db_stmt sum = {
		"SELECT coalesce(sum(bytes), 0)::bigint FROM collection"
		" WHERE account_id = $1 AND (kind = 'addressbook') = ($2 = 'addressbook')"
	};
	struct db_rows rows;
	enum status st;

	if ((st = db_query(cx, &sum, DB_ARGS(db_int(account), db_text(collection_kind_name(kind))),
	    &rows)) == OK)
		*bytes = db_get_int(&rows, 0, 0);
	return st;
}

enum status
db_collection_used(struct ctx *cx, int64_t account, int64_t *bytes, int64_t *bound)
{
	static const struct db_stmt sum = {
		"SELECT coalesce((SELECT sum(bytes) FROM collection WHERE account_id = $1), 0)::bigint,"
		" coalesce((SELECT dav_quota FROM account WHERE id = $1), -1)"
	};
	struct db_rows rows;
	enum status st;

	if ((st = db_query(cx, &sum, DB_ARGS(db_int(account)), &rows)) != OK)
		return st;
	*bytes = db_get_int(&rows, 0, 0);
	*bound = db_get_int(&rows, 0, 1);
	return OK;
}
