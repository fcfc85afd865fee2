#include <string.h>

#include "storage/db.h"
#include "storage/private.h"
#include "storage/share.h"

static const char *const states[] = {
	[SHARE_PENDING] = "pending", [SHARE_ACCEPTED] = "accepted", [SHARE_DECLINED] = "declined",
};

static enum share_state
state_find(const char *name)
{
	enum share_state s = SHARE_PENDING;

	while (s < SHARE_DECLINED && strcmp(states[s], name) != 0)
		s++;
	return s;
}

int
share_rights_on(const struct collection *c, int rights)
{
	return c->source == NULL ? rights :
	    rights & ~(RIGHT_WRITE_CONTENT | RIGHT_BIND | RIGHT_UNBIND);
}

/* Domains are strangers to each other: "everybody" is everybody of the owner's. */
enum status
db_share_rights(struct ctx *cx, const struct collection *c, int64_t who, int *rights)
{
	static const struct db_stmt ask = {
		"SELECT coalesce(bit_or(r.rights), 0) FROM ("
		" SELECT s.account_id, s.rights FROM share s"
		" WHERE s.account_id = $1 AND s.collection_id = $2 AND s.state = 'accepted'"
		" AND s.grantee_id = ANY(grantees_of($3) || 0::bigint)"
		" UNION ALL SELECT p.account_id, CASE WHEN p.writes THEN $5::int ELSE $6::int END"
		" FROM proxy p WHERE $4 AND p.account_id = $1 AND p.proxy_id = ANY(grantees_of($3))) r"
		" JOIN account o ON o.id = r.account_id"
		" JOIN account g ON g.id = $3 AND g.domain_id = o.domain_id"
	};
	struct db_rows rows;
	enum status st;

	*rights = 0;
	if (who == 0)
		return OK;
	if (c->directory != 0) {
		if (who == cx->who.account && c->directory == cx->who.domain)
			*rights = RIGHT_FREEBUSY | RIGHT_READ;
		return OK;
	}
	if (who == c->account) {
		*rights = share_rights_on(c, RIGHT_ALL);
		return OK;
	}
	if ((st = db_query(cx, &ask, DB_ARGS(db_int(c->account), db_int(c->id), db_int(who),
	    db_bool(c->kind != COLLECTION_BOOK && c->kind != COLLECTION_NOTIFICATIONS), db_int(RIGHTS_WRITE_PROXY),
	    db_int(RIGHTS_READ_PROXY)), &rows)) != OK)
		return st;
	*rights = share_rights_on(c, (int)db_get_int(&rows, 0, 0) & RIGHT_ALL);
	return OK;
}

enum status
db_share_list(struct ctx *cx, const struct collection *c, struct share **out, size_t *count)
{
	static const struct db_stmt list = {
		"SELECT s.grantee_id, a.address, s.rights, s.state, s.invite, s.name, s.summary,"
		" coalesce(a.name, ''), coalesce(a.kind = 'group', false) FROM share s"
		" LEFT JOIN account a ON a.id = s.grantee_id"
		" WHERE s.account_id = $1 AND s.collection_id = $2 ORDER BY 2"
	};
	struct db_rows rows;
	enum status st;

	if ((st = db_query(cx, &list, DB_ARGS(db_int(c->account), db_int(c->id)), &rows)) != OK)
		return st;
	*count = (size_t)rows.count;
	*out = arena_array(cx->arena, *count, sizeof **out);
	for (int i = 0; i < rows.count; i++)
		(*out)[i] = (struct share){
			.grantee = db_get_int(&rows, i, 0),
			.address = db_get_text(&rows, i, 1),
			.rights = (int)db_get_int(&rows, i, 2),
			.state = state_find(db_get_text(&rows, i, 3)),
			.invite = db_get_text(&rows, i, 4),
			.name = db_get_text(&rows, i, 5),
			.summary = db_get_text(&rows, i, 6),
			.full_name = db_get_text(&rows, i, 7),
			.is_group = db_get_bool(&rows, i, 8),
		};
	return OK;
}

enum status
db_share_replace(struct ctx *cx, const struct collection *c, const struct share *shares,
    size_t count)
{
	static const struct db_stmt clear = {
		"DELETE FROM share WHERE account_id = $1 AND collection_id = $2"
		" AND state = 'accepted' AND grantee_id <> ALL($3::bigint[])"
	};
	static const struct db_stmt empty = {
		"UPDATE share SET rights = 1, state = 'declined' WHERE account_id = $1"
		" AND collection_id = $2 AND grantee_id = ANY($3::bigint[])"
	};
	static const struct db_stmt add = {
		"INSERT INTO share (account_id, collection_id, grantee_id, rights, untold)"
		" VALUES ($1, $2, $3, $4, $5) ON CONFLICT (account_id, collection_id, grantee_id)"
		" DO UPDATE SET rights = CASE WHEN share.state = 'accepted' THEN share.rights ELSE 0 END"
		" | excluded.rights, state = 'accepted'"
	};
	int64_t *ids = arena_array(cx->arena, count, sizeof *ids);
	struct share_member *members;
	struct db_arg kept;
	size_t n = 0, in_it;
	enum status st;

	for (size_t i = 0; i < count; i++)
		if (shares[i].rights != 0 && shares[i].grantee != c->account)
			ids[n++] = shares[i].grantee;
	kept = db_int_array(cx, ids, n);
	/* Several rows for one grantee add up, from nothing. */
	if ((st = db_begin(cx)) != OK ||
	    (st = db_exec(cx, &clear, DB_ARGS(db_int(c->account), db_int(c->id), kept))) != OK ||
	    (st = db_exec(cx, &empty, DB_ARGS(db_int(c->account), db_int(c->id), kept))) != OK)
		return st;
	for (size_t i = 0; i < count; i++)
		if (shares[i].rights != 0 && shares[i].grantee != c->account &&
		    ((st = db_exec(cx, &add, DB_ARGS(db_int(c->account), db_int(c->id),
		    db_int(shares[i].grantee), db_int(shares[i].rights),
		    db_bool(shares[i].tell)))) != OK ||
		    (shares[i].tell &&
		    (st = db_share_members(cx, c, &shares[i], &members, &in_it)) != OK)))
			return st;
	return OK;
}

/* What WHO hid before he was asked, he sees again. */
static enum status
show_again(struct ctx *cx, const struct collection *c, const int64_t *who, size_t count)
{
	static const struct db_stmt show = {
		"UPDATE share_view SET hidden = false WHERE account_id = ANY($3::bigint[])"
		" AND owner_id = $1 AND collection_id = $2 AND hidden"
	};

	return count == 0 ? OK : db_exec(cx, &show, DB_ARGS(db_int(c->account), db_int(c->id),
	    db_int_array(cx, who, count)));
}

enum status
db_share_members(struct ctx *cx, const struct collection *c, const struct share *share,
    struct share_member **out, size_t *count)
{
	static const struct db_stmt put = {
		"WITH who AS (SELECT a.id, a.address FROM members_of($3) m JOIN account a ON a.id = m"
		" WHERE a.kind = 'person' AND a.active AND a.id NOT IN ($1, $3)),"
		" made AS (INSERT INTO share_member AS s (account_id, collection_id, grantee_id, member_id, untold)"
		" SELECT $1, $2, $3, id, $4 FROM who ON CONFLICT DO NOTHING RETURNING member_id)"
		" SELECT w.id, w.address, coalesce(s.state, 'pending'), w.id IN (SELECT member_id FROM made)"
		" FROM who w LEFT JOIN share_member s ON s.account_id = $1 AND s.collection_id = $2"
		" AND s.grantee_id = $3 AND s.member_id = w.id ORDER BY w.id"
	};
	struct db_rows rows;
	size_t new = 0;
	int64_t *ids;
	enum status st;

	if ((st = db_query(cx, &put, DB_ARGS(db_int(c->account), db_int(c->id), db_int(share->grantee),
	    db_bool(share->tell)), &rows)) != OK)
		return st;
	*count = (size_t)rows.count;
	*out = arena_array(cx->arena, *count, sizeof **out);
	ids = arena_array(cx->arena, *count, sizeof *ids);
	for (int i = 0; i < rows.count; i++) {
		(*out)[i] = (struct share_member){
			.id = db_get_int(&rows, i, 0), .address = db_get_text(&rows, i, 1),
			.state = state_find(db_get_text(&rows, i, 2)),
		};
		if (db_get_bool(&rows, i, 3))
			ids[new++] = (*out)[i].id;
	}
	return show_again(cx, c, ids, new);
}

enum status
db_share_leave(struct ctx *cx, const struct collection *c, int64_t grantee)
{
	static const struct db_stmt decline = {
		"UPDATE share SET state = 'declined' WHERE account_id = $1 AND collection_id = $2"
		" AND grantee_id = $3 AND invite IS NOT NULL"
	};
	static const struct db_stmt leave = {
		"DELETE FROM share WHERE account_id = $1 AND collection_id = $2 AND grantee_id = $3"
		" AND invite IS NULL"
	};
	static const struct db_stmt decline_group = {
		"UPDATE share_member SET state = 'declined' WHERE account_id = $1 AND collection_id = $2"
		" AND member_id = $3"
	};
	static const struct db_stmt hide = {
		"INSERT INTO share_view (account_id, owner_id, collection_id, hidden)"
		" VALUES ($3, $1, $2, true) ON CONFLICT (account_id, owner_id, collection_id)"
		" DO UPDATE SET hidden = true"
	};
	const struct db_arg args[] = { db_int(c->account), db_int(c->id), db_int(grantee) };
	int rights;
	enum status st;

	if ((st = db_begin(cx)) != OK ||
	    (st = db_exec(cx, &decline, args, COUNT(args))) != OK ||
	    (st = db_exec(cx, &leave, args, COUNT(args))) != OK ||
	    (st = db_exec(cx, &decline_group, args, COUNT(args))) != OK ||
	    (st = db_share_rights(cx, c, grantee, &rights)) != OK)
		return st;
	return rights != 0 ? db_exec(cx, &hide, args, COUNT(args)) : OK;
}

enum status
db_share_invite(struct ctx *cx, const struct collection *c, struct share *share)
{
	static const struct db_stmt invite = {
		"INSERT INTO share (account_id, collection_id, grantee_id, rights, state, invite,"
		" name, summary, untold) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)"
		" ON CONFLICT (account_id, collection_id, grantee_id) DO UPDATE SET"
		" rights = excluded.rights, invite = coalesce(share.invite, excluded.invite),"
		" name = coalesce(excluded.name, share.name),"
		" summary = coalesce(excluded.summary, share.summary),"
		" untold = share.untold OR (excluded.untold AND share.state = 'declined'),"
		/* Who accepted once keeps it; who declined is asked again. */
		" state = CASE WHEN share.state = 'accepted' THEN 'accepted' ELSE excluded.state END"
		" RETURNING invite, state"
	};
	struct db_rows rows;
	enum status st;

	if ((st = db_query(cx, &invite, DB_ARGS(db_int(c->account), db_int(c->id),
	    db_int(share->grantee), db_int(share->rights), db_text(states[share->state]),
	    db_text(share->invite), db_text(share->name), db_text(share->summary),
	    db_bool(share->tell)), &rows)) != OK)
		return st;
	share->invite = db_get_text(&rows, 0, 0);
	share->state = state_find(db_get_text(&rows, 0, 1));
	return show_again(cx, c, &share->grantee, 1);
}

enum status
db_share_remove(struct ctx *cx, const struct collection *c, int64_t grantee)
{
	static const struct db_stmt remove = {
		"DELETE FROM share WHERE account_id = $1 AND collection_id = $2 AND grantee_id = $3"
	};
	struct db_rows rows;
	enum status st;

	if ((st = db_query(cx, &remove, DB_ARGS(db_int(c->account), db_int(c->id),
	    db_int(grantee)), &rows)) != OK)
		return st;
	return rows.affected > 0 ? OK : ERR_NOT_FOUND;
}

enum status
db_share_answer(struct ctx *cx, int64_t grantee, const char *invite, enum share_state state,
    struct collection *out)
{
	static const struct db_stmt answer = {
		"UPDATE share SET state = $3 WHERE grantee_id = $1 AND invite = $2"
		" RETURNING account_id, collection_id"
	};
	static const struct db_stmt answer_group = {
		"WITH said AS (UPDATE share_member m SET state = $3 FROM share s WHERE s.invite = $2"
		" AND s.grantee_id = ANY(grantees_of($1)) AND m.account_id = s.account_id"
		" AND m.collection_id = s.collection_id AND m.grantee_id = s.grantee_id AND m.member_id = $1"
		" RETURNING m.account_id, m.collection_id)"
		" INSERT INTO share_view (account_id, owner_id, collection_id, hidden)"
		" SELECT $1, account_id, collection_id, $3 = 'declined' FROM said"
		" ON CONFLICT (account_id, owner_id, collection_id) DO UPDATE SET hidden = excluded.hidden"
		" RETURNING owner_id, collection_id"
	};
	const struct db_arg args[] = { db_int(grantee), db_text(invite), db_text(states[state]) };
	struct db_rows rows;
	enum status st;

	if ((st = db_begin(cx)) != OK ||
	    (st = db_query(cx, &answer, args, COUNT(args), &rows)) != OK ||
	    (rows.count == 0 &&
	    (st = db_query(cx, &answer_group, args, COUNT(args), &rows)) != OK))
		return st;
	if (rows.count == 0)
		return ERR_NOT_FOUND;
	return db_collection_lock(cx, db_get_int(&rows, 0, 0), db_get_int(&rows, 0, 1), out);
}

enum status
db_share_listed(struct ctx *cx, const struct collection *c, bool listed)
{
	static const struct db_stmt set = {
		"UPDATE share SET listed = $3 WHERE account_id = $1 AND collection_id = $2"
		" AND grantee_id = 0"
	};

	return db_exec(cx, &set, DB_ARGS(db_int(c->account), db_int(c->id), db_bool(listed)));
}

enum status
db_share_view(struct ctx *cx, int64_t who, struct collection *c)
{
	static const struct db_stmt view = {
		"SELECT label, color, sort_order, transparent FROM share_view"
		" WHERE account_id = $1 AND owner_id = $2 AND collection_id = $3"
	};
	struct db_rows rows;
	enum status st;

	if (who == c->account || c->directory != 0)
		return OK;
	if ((st = db_query(cx, &view, DB_ARGS(db_int(who), db_int(c->account), db_int(c->id)),
	    &rows)) != OK || rows.count == 0)
		return st;
	share_view_read(&rows, 0, 0, c);
	return OK;
}

void
share_view_read(const struct db_rows *rows, int row, int column, struct collection *c)
{
	if (!db_is_null(rows, row, column)) {
		c->label = db_get_text(rows, row, column);
		c->own_label = true;
	}
	if (!db_is_null(rows, row, column + 1))
		c->color = db_get_text(rows, row, column + 1);
	if (!db_is_null(rows, row, column + 2))
		c->order = db_get_text(rows, row, column + 2);
	if (!db_is_null(rows, row, column + 3))
		c->transparent = db_get_bool(rows, row, column + 3);
}

enum status
db_share_view_put(struct ctx *cx, int64_t who, const struct collection *c)
{
	static const struct db_stmt put = {
		"INSERT INTO share_view (account_id, owner_id, collection_id, label, color,"
		" sort_order, transparent) VALUES ($1, $2, $3, $4, $5, $6, $7)"
		" ON CONFLICT (account_id, owner_id, collection_id) DO UPDATE SET"
		" label = excluded.label, color = excluded.color,"
		" sort_order = excluded.sort_order, transparent = excluded.transparent"
	};

	return db_exec(cx, &put, DB_ARGS(db_int(who), db_int(c->account), db_int(c->id),
	    db_text(c->own_label ? c->label : NULL), db_text(c->color), db_text(c->order),
	    db_bool(c->transparent)));
}
