/*
 * Which messages of a mailbox the index has, by the mail server's numbers.
 */
#include "storage/mail_private.h"

static enum status
take_uids(struct ctx *cx, const struct db_rows *rows, int64_t **uids, size_t *count)
{
	*count = (size_t)rows->count;
	*uids = arena_array(cx->arena, *count, sizeof **uids);
	for (int i = 0; i < rows->count; i++)
		(*uids)[i] = db_get_int(rows, i, 0);
	return OK;
}

enum status
db_mail_uids(struct ctx *cx, int64_t account, int64_t mailbox, int64_t end, int64_t **uids,
    size_t *count)
{
	static const struct db_stmt list = {
		"SELECT uid FROM (SELECT account_id, uid FROM mail_placement WHERE mailbox_id = $2"
		"  AND uid < $3 OFFSET 0) p WHERE account_id = $1 ORDER BY uid"
	};
	struct db_rows rows;
	enum status st;

	if ((st = db_query(cx, &list, DB_ARGS(db_int(account), db_int(mailbox), db_int(end)), &rows)) != OK)
		return st;
	return take_uids(cx, &rows, uids, count);
}

enum status
db_mail_uids_among(struct ctx *cx, int64_t account, int64_t mailbox, const int64_t *asked,
    size_t asked_count, int64_t **uids, size_t *count)
{
	/*
	 * Asked before the first row of a mailbox comes, when nothing is known of the table
	 * and all its indexes cost the same: only the one by uid is for this question.
	 */
	static const struct db_stmt list = {
		"SELECT p.uid FROM unnest($3::bigint[]) AS x(uid), LATERAL (SELECT account_id, uid"
		"  FROM mail_placement WHERE mailbox_id = $2 AND uid <= x.uid ORDER BY uid DESC LIMIT 1) p"
		" WHERE p.uid = x.uid AND p.account_id = $1 ORDER BY 1"
	};
	struct db_rows rows;
	enum status st;

	if ((st = db_query(cx, &list, DB_ARGS(db_int(account), db_int(mailbox),
	    db_int_array(cx, asked, asked_count)), &rows)) != OK)
		return st;
	return take_uids(cx, &rows, uids, count);
}
