#include <string.h>

#include "storage/db.h"
#include "storage/share_mail.h"

#define LIST_MAX	50

enum status
db_share_mail_find(struct ctx *cx, int64_t account, struct share_mail *out)
{
	static const struct db_stmt find = {
		"SELECT o.id, o.address, o.name, g.address, g.name, c.id, c.name,"
		" coalesce(nullif(c.label, ''), c.name), s.rights, c.kind = 'addressbook',"
		" s.state = 'pending', s.state <> 'declined' AND g.active AND g.share_notice = 'always'"
		" AND g.domain_id = o.domain_id AND coalesce((SELECT m.mails FROM share_mail m"
		"  WHERE m.account_id = g.id AND m.owner_id = o.id AND m.day = current_date), 0) < $2"
		" AND coalesce((SELECT sum(m.mails) FROM share_mail m"
		"  WHERE m.owner_id = o.id AND m.day = current_date), 0) < $3"
		/* Of several rows for the same one: what is accepted counts, which sorts first. */
		" FROM (SELECT account_id, collection_id, bit_or(rights) AS rights, min(state) AS state"
		"  FROM (SELECT account_id, collection_id, rights, state FROM share"
		"   WHERE grantee_id = $1 AND untold"
		/* By a group he has it whatever he says; only who does not want it is not told. */
		"   UNION ALL SELECT account_id, collection_id, s.rights,"
		"   CASE m.state WHEN 'declined' THEN m.state ELSE s.state END"
		"   FROM share_member m JOIN share s USING (account_id, collection_id, grantee_id)"
		"   WHERE m.member_id = $1 AND m.untold) due GROUP BY account_id, collection_id) s"
		" JOIN account o ON o.id = s.account_id JOIN account g ON g.id = $1"
		" JOIN collection c ON c.account_id = s.account_id AND c.id = s.collection_id"
		" ORDER BY o.id, 8, c.id LIMIT $4"
	};
	struct db_rows rows;
	enum status st;

	if ((st = db_query(cx, &find, DB_ARGS(db_int(account), db_int(SHARE_MAILS_EACH),
	    db_int(SHARE_MAILS_ALL), db_int(LIST_MAX)), &rows)) != OK)
		return st;
	if (rows.count == 0)
		return ERR_NOT_FOUND;
	*out = (struct share_mail){
		.owner = db_get_int(&rows, 0, 0),
		.owner_address = db_get_text(&rows, 0, 1), .owner_name = db_get_text(&rows, 0, 2),
		.to = db_get_text(&rows, 0, 3), .to_name = db_get_text(&rows, 0, 4),
		.may = db_get_bool(&rows, 0, 11),
		.list = arena_array(cx->arena, (size_t)rows.count, sizeof *out->list),
	};
	/* Those of other owners, or that are told otherwise, have their turn next. */
	for (int i = 0; i < rows.count && db_get_int(&rows, i, 0) == out->owner &&
	     db_get_bool(&rows, i, 11) == out->may; i++)
		out->list[out->count++] = (struct share_given){
			.collection = db_get_int(&rows, i, 5),
			.name = db_get_text(&rows, i, 6), .label = db_get_text(&rows, i, 7),
			.rights = (int)db_get_int(&rows, i, 8),
			.is_book = db_get_bool(&rows, i, 9), .asks = db_get_bool(&rows, i, 10),
		};
	return OK;
}

enum status
db_share_mail_told(struct ctx *cx, int64_t account, const struct share_mail *mail, bool sent)
{
	static const struct db_stmt told = {
		"UPDATE share SET untold = false WHERE account_id = $2 AND grantee_id = $1"
		" AND collection_id = ANY($3::bigint[])"
	};
	static const struct db_stmt told_member = {
		"UPDATE share_member SET untold = false WHERE account_id = $2 AND member_id = $1"
		" AND collection_id = ANY($3::bigint[])"
	};
	static const struct db_stmt count = {
		"INSERT INTO share_mail AS m (account_id, owner_id) VALUES ($1, $2)"
		" ON CONFLICT (account_id, owner_id) DO UPDATE SET day = current_date,"
		" mails = CASE WHEN m.day = current_date THEN m.mails + 1 ELSE 1 END"
	};
	int64_t *ids = arena_array(cx->arena, mail->count, sizeof *ids);
	struct db_arg args[3] = { db_int(account), db_int(mail->owner) };
	enum status st;

	for (size_t i = 0; i < mail->count; i++)
		ids[i] = mail->list[i].collection;
	args[2] = db_int_array(cx, ids, mail->count);
	if ((st = db_begin(cx)) != OK ||
	    (st = db_exec(cx, &told, args, COUNT(args))) != OK ||
	    (st = db_exec(cx, &told_member, args, COUNT(args))) != OK)
		return st;
	if (sent && (st = db_exec(cx, &count, DB_ARGS(db_int(account), db_int(mail->owner)))) != OK)
		return st;
	return db_commit(cx);
}
