/*
 * What the planner reckons with.  It multiplies the pages of a table with the rows
 * that vacuum or ANALYZE found on a page.  Where vacuum found next to none, because
 * an account had just gone, and thousands come before it looks again, a whole
 * account counts as one row; then all indexes that begin with account_id cost the
 * same to it, and a look-up may go through the account.
 */
#include "storage/mail_private.h"

#define MANY	100	/* less than that is quick with any plan */

enum status
mail_statistics_check(struct ctx *cx, size_t added)
{
	static const struct db_stmt poor = {
		"SELECT FROM pg_class WHERE oid IN ('mail_email'::regclass, 'mail_placement'::regclass,"
		" 'mail_ref'::regclass) AND reltuples BETWEEN 0 AND $1::int"
	};
	/* Sees what this transaction added, and costs some thirty milliseconds, once. */
	static const struct db_stmt measure = { "ANALYZE mail_email, mail_placement, mail_ref" };
	struct db_rows rows;
	enum status st;

	if (added < MANY)
		return OK;
	if ((st = db_query(cx, &poor, DB_ARGS(db_int((int64_t)added)), &rows)) != OK)
		return st;
	return rows.count > 0 ? db_exec(cx, &measure, NULL, 0) : OK;
}
