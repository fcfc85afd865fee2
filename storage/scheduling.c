#include "storage/db.h"
#include "storage/item.h"
#include "storage/scheduling.h"

enum status
db_scheduling_get(struct ctx *cx, int64_t account, struct scheduling *out)
{
	static const struct db_stmt get = {
		"SELECT coalesce(default_calendar, 0), availability, invitations"
		" FROM scheduling WHERE account_id = $1"
	};
	struct db_rows rows;
	enum status st;

	if ((st = db_query(cx, &get, DB_ARGS(db_int(account)), &rows)) != OK)
		return st;
	*out = (struct scheduling){ .account = account, .invitations = "all" };
	if (rows.count > 0) {
		out->default_calendar = db_get_int(&rows, 0, 0);
		out->availability = db_get_text(&rows, 0, 1);
		out->invitations = db_get_text(&rows, 0, 2);
	}
	return OK;
}

enum status
db_scheduling_put(struct ctx *cx, const struct scheduling *s)
{
	static const struct db_stmt put = {
		"INSERT INTO scheduling (account_id, default_calendar, availability, invitations)"
		" VALUES ($1, nullif($2::bigint, 0), $3, $4) ON CONFLICT (account_id) DO UPDATE SET"
		" default_calendar = excluded.default_calendar,"
		" availability = excluded.availability, invitations = excluded.invitations"
	};

	return db_exec(cx, &put, DB_ARGS(db_int(s->account), db_int(s->default_calendar),
	    db_text(s->availability), db_text(s->invitations)));
}

/* Somebody who has lists of tasks alone is invited nevertheless. */
static enum status
make_calendar(struct ctx *cx, int64_t account)
{
	static const struct db_stmt make = {
		"INSERT INTO collection (account_id, kind, name, label, components)"
		" SELECT $1, 'calendar', n.name, 'Calendar', 'VEVENT VTODO VJOURNAL VFREEBUSY'"
		" FROM (VALUES (1, 'personal'), (2, 'calendar'), (3, 'invitations')) n (i, name)"
		" WHERE NOT EXISTS (SELECT 1 FROM collection WHERE account_id = $1"
		"  AND kind = 'calendar' AND collection.name = n.name)"
		" ORDER BY i LIMIT 1 ON CONFLICT DO NOTHING"
	};

	return db_exec(cx, &make, DB_ARGS(db_int(account)));
}

enum status
db_scheduling_calendar(struct ctx *cx, int64_t account, const char *component,
    struct collection *out)
{
	static const struct db_stmt find = {
		"SELECT c.id FROM collection c LEFT JOIN scheduling s ON s.account_id = c.account_id"
		" WHERE c.account_id = $1 AND c.kind = 'calendar' AND c.source IS NULL"
		" AND $2 = ANY(string_to_array(c.components, ' '))"
		" ORDER BY c.id = s.default_calendar DESC NULLS LAST, c.name <> 'personal', c.name"
		" LIMIT 1"
	};
	struct db_rows rows;
	enum status st;

	if ((st = db_query(cx, &find, DB_ARGS(db_int(account), db_text(component)), &rows)) != OK)
		return st;
	if (rows.count == 0) {
		if ((st = make_calendar(cx, account)) != OK ||
		    (st = db_query(cx, &find, DB_ARGS(db_int(account), db_text(component)),
		    &rows)) != OK)
			return st;
		if (rows.count == 0)
			return ERR_NOT_FOUND;
	}
	return db_collection_lock(cx, account, db_get_int(&rows, 0, 0), out);
}

enum status
db_scheduling_box(struct ctx *cx, int64_t account, enum collection_kind kind,
    struct collection *out)
{
	const char *name = collection_kind_name(kind);
	enum status st = db_collection_find(cx, account, kind, name, out);

	if (st != ERR_NOT_FOUND)
		return st;
	if ((st = db_collection_ensure(cx, account, kind)) != OK)
		return st;
	return db_collection_find(cx, account, kind, name, out);
}

enum status
db_scheduling_lock(struct ctx *cx, const char *const *uids, size_t count)
{
	static const struct db_stmt lock = {
		"SELECT pg_advisory_xact_lock(key) FROM"
		" (SELECT DISTINCT hashtextextended('uid ' || uid, 0) AS key"
		"  FROM unnest($1::text[]) uid ORDER BY key) sorted"
	};
	enum status st = db_begin(cx);

	return st == OK ? db_exec(cx, &lock, DB_ARGS(db_text_array(cx, uids, count))) : st;
}

enum status
db_scheduling_lock_people(struct ctx *cx, int64_t domain, const char *const *uids,
    size_t uid_count, const int64_t *accounts, size_t count)
{
	static const struct db_stmt lock = {
		"SELECT pg_advisory_xact_lock(hashtextextended('person ' || id, 0))"
		" FROM (SELECT id FROM (SELECT unnest($1::bigint[]) AS id"
		"  UNION SELECT i.account_id FROM item i JOIN account a ON a.id = i.account_id"
		"  WHERE i.uid = ANY($2::text[]) AND i.schedule_tag IS NOT NULL AND a.domain_id = $3) everybody"
		"  ORDER BY id) sorted"
	};

	return db_exec(cx, &lock, DB_ARGS(db_int_array(cx, accounts, count),
	    db_text_array(cx, uids, uid_count), db_int(domain)));
}

enum status
db_scheduling_knows(struct ctx *cx, int64_t account, const char *address, bool *yes)
{
	/* search holds names and addresses, folded. */
	static const struct db_stmt ask = {
		"SELECT EXISTS (SELECT 1 FROM collection c JOIN item i"
		" ON i.account_id = c.account_id AND i.collection_id = c.id"
		" WHERE c.account_id = $1 AND c.kind = 'addressbook'"
		" AND position(lower($2) IN i.search) > 0)"
	};
	struct db_rows rows;
	enum status st;

	if ((st = db_query(cx, &ask, DB_ARGS(db_int(account), db_text(address)), &rows)) != OK)
		return st;
	*yes = db_get_bool(&rows, 0, 0);
	return OK;
}

enum status
db_scheduling_forget(struct ctx *cx, int days)
{
	static const struct db_stmt list = {
		"SELECT c.account_id, c.id, i.name FROM collection c JOIN item i"
		" ON i.account_id = c.account_id AND i.collection_id = c.id"
		" WHERE c.kind = 'inbox' AND i.modified < now() - make_interval(days => $1::int)"
		" ORDER BY 1, 2 LIMIT 1000"
	};
	struct db_rows rows;
	enum status st;

	if ((st = db_query(cx, &list, DB_ARGS(db_int(days)), &rows)) != OK)
		return st;
	for (int i = 0; i < rows.count; i++) {
		struct collection c = { .account = db_get_int(&rows, i, 0),
			.id = db_get_int(&rows, i, 1) };
		struct item item = { .name = db_get_text(&rows, i, 2) };

		if ((st = db_item_delete(cx, &c, &item)) == ERR_NOT_FOUND)
			ctx_forgive(cx);	/* its owner was quicker */
		else if (st != OK)
			return st;
	}
	return OK;
}
