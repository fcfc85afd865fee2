#include "storage/db.h"
#include "storage/identity.h"

#define STATES_KEPT	20

/* Of account a.  As which addresses another provider lets its user send is for it to say. */
#define MAY_USE(address)	\
	"(a.kind = 'outside' OR mail.sends_as(a.address, " address ") IN ('own', 'behalf'))"

enum status
db_identity_list(struct ctx *cx, int64_t account, struct identity **out, size_t *count)
{
	static const struct db_stmt list = {
		"WITH given AS ("
		" SELECT a.id, coalesce(o.address, a.address) AS address, coalesce(o.name, a.name) AS name, 0 AS n"
		"  FROM account a LEFT JOIN outside_account o ON o.account_id = a.id WHERE a.id = $1"
		" UNION ALL"
		" SELECT l.id, l.address, a.name, 1 FROM account a"
		" JOIN alias_target t ON lower(t.target) = a.address"
		" JOIN alias l ON l.domain_id = t.domain_id AND l.id = t.alias_id"
		" WHERE a.id = $1 AND l.active AND l.may_send AND l.address NOT LIKE '@%'"
		" UNION"
		" SELECT o.id, o.address, o.name, 1 FROM mail_access m"
		" JOIN account o ON o.id = m.account_id AND o.active AND o.id <> $1"
		" WHERE m.grantee_id = ANY(grantees_of($1)) AND m.may_send <> 'no')"
		" SELECT g.id, g.address, coalesce(i.name, g.name), i.reply_to, i.bcc,"
		" coalesce(i.text_signature, ''), coalesce(i.html_signature, ''), false, g.n"
		" FROM given g LEFT JOIN identity i ON i.account_id = $1 AND i.id = g.id"
		" UNION ALL"
		" SELECT i.id, i.address, i.name, i.reply_to, i.bcc, i.text_signature,"
		" i.html_signature, true, 2 FROM identity i JOIN account a ON a.id = i.account_id"
		" WHERE i.account_id = $1 AND i.id NOT IN (SELECT id FROM given) AND"
		" " MAY_USE("i.address")
		" ORDER BY 9, 2, 1"
	};
	struct db_rows rows;
	enum status st;

	if ((st = db_query(cx, &list, DB_ARGS(db_int(account)), &rows)) != OK)
		return st;
	*count = (size_t)rows.count;
	*out = arena_array(cx->arena, *count, sizeof **out);
	for (int i = 0; i < rows.count; i++)
		(*out)[i] = (struct identity){
			.id = db_get_int(&rows, i, 0),
			.address = db_get_text(&rows, i, 1),
			.name = db_get_text(&rows, i, 2),
			.reply_to = db_get_text(&rows, i, 3),
			.bcc = db_get_text(&rows, i, 4),
			.text_signature = db_get_text(&rows, i, 5),
			.html_signature = db_get_text(&rows, i, 6),
			.made = db_get_bool(&rows, i, 7),
		};
	return OK;
}

enum status
db_identity_may_use(struct ctx *cx, int64_t account, const char *address, bool *may)
{
	static const struct db_stmt find = {
		"SELECT " MAY_USE("$2") " FROM account a WHERE a.id = $1"
	};
	struct db_rows rows;
	enum status st;

	if ((st = db_query(cx, &find, DB_ARGS(db_int(account), db_text(address)), &rows)) == OK)
		*may = rows.count > 0 && db_get_bool(&rows, 0, 0);
	return st;
}

enum status
db_identity_lock(struct ctx *cx, int64_t account)
{
	static const struct db_stmt lock = {
		"SELECT pg_advisory_xact_lock(hashtextextended('identity ' || $1::bigint, 0))"
	};

	return db_exec(cx, &lock, DB_ARGS(db_int(account)));
}

enum status
db_identity_put(struct ctx *cx, int64_t account, struct identity *identity)
{
	static const struct db_stmt put = {
		"INSERT INTO identity (account_id, id, address, name, reply_to, bcc, text_signature,"
		" html_signature) VALUES ($1, coalesce(nullif($2::bigint, 0), new_id()), $3, $4,"
		" $5::jsonb, $6::jsonb, $7, $8)"
		" ON CONFLICT (account_id, id) DO UPDATE SET name = excluded.name,"
		" reply_to = excluded.reply_to, bcc = excluded.bcc,"
		" text_signature = excluded.text_signature,"
		" html_signature = excluded.html_signature RETURNING id"
	};
	struct db_rows rows;
	enum status st;

	if ((st = db_query(cx, &put, DB_ARGS(db_int(account), db_int(identity->id),
	    db_text(identity->address), db_text(identity->name), db_text(identity->reply_to),
	    db_text(identity->bcc), db_text(identity->text_signature),
	    db_text(identity->html_signature)), &rows)) == OK)
		identity->id = db_get_int(&rows, 0, 0);
	return st;
}

enum status
db_identity_remove(struct ctx *cx, int64_t account, int64_t id)
{
	static const struct db_stmt remove = {
		"DELETE FROM identity WHERE account_id = $1 AND id = $2"
	};
	struct db_rows rows;
	enum status st;

	if ((st = db_query(cx, &remove, DB_ARGS(db_int(account), db_int(id)), &rows)) != OK)
		return st;
	return rows.affected > 0 ? OK : fault(cx, ERR_NOT_FOUND, "no such identity");
}

enum status
db_identity_state_put(struct ctx *cx, int64_t account, const char *state, const char *content)
{
	static const struct db_stmt put = {
		"INSERT INTO identity_state (account_id, state, content) VALUES ($1, $2, $3::jsonb)"
		" ON CONFLICT DO NOTHING"
	};
	static const struct db_stmt forget = {
		"DELETE FROM identity_state WHERE account_id = $1 AND state NOT IN (SELECT state"
		" FROM identity_state WHERE account_id = $1 ORDER BY told DESC LIMIT $2)"
	};
	struct db_rows rows;
	enum status st;

	if ((st = db_query(cx, &put, DB_ARGS(db_int(account), db_text(state), db_text(content)),
	    &rows)) != OK || rows.affected == 0)
		return st;
	return db_exec(cx, &forget, DB_ARGS(db_int(account), db_int(STATES_KEPT)));
}

enum status
db_identity_state_find(struct ctx *cx, int64_t account, const char *state, const char **content)
{
	static const struct db_stmt find = {
		"SELECT content FROM identity_state WHERE account_id = $1 AND state = $2"
	};
	struct db_rows rows;
	enum status st;

	if ((st = db_query(cx, &find, DB_ARGS(db_int(account), db_text(state)), &rows)) != OK)
		return st;
	if (rows.count == 0)
		return fault(cx, ERR_NOT_FOUND, "no such state");
	*content = db_get_text(&rows, 0, 0);
	return OK;
}
