/*
 * What the planner reckons with.  It multiplies the pages of a table with the rows
 * that vacuum or ANALYZE found on a page.  Where vacuum found next to none, because
 * an account had just gone, and thousands come before it looks again, a whole
 * account counts as one row; then all indexes that begin with account_id cost the
 * same to it, and a look-up may go through the account.  So too where nobody ever
 * measured (-1).
 */
#include "storage/mail_private.h"

#define MANY	10	/* a few are quick with any plan */

enum status
mail_statistics_check(struct ctx *cx, int64_t account, size_t added)
{
	/* An eighth: once the tables are measured their pages tell the rest, and a
	 * growing account makes them measured a handful of times. */
	static const struct db_stmt poor = {
		"SELECT FROM pg_class WHERE oid IN ('mail_email'::regclass, 'mail_placement'::regclass,"
		" 'mail_ref'::regclass) AND reltuples < (SELECT sum(total_emails)::float8 / 8"
		"  FROM mail_mailbox WHERE account_id = $1)"
	};
	/* Sees what this transaction added; some thirty milliseconds. */
	static const struct db_stmt measure = { "ANALYZE mail_email, mail_placement, mail_ref" };
	struct db_rows rows;
	enum status st;

	if (added < MANY)
		return OK;
	if ((st = db_query(cx, &poor, DB_ARGS(db_int(account)), &rows)) != OK)
		return st;
	return rows.count > 0 ? db_exec(cx, &measure, NULL, 0) : OK;
}
