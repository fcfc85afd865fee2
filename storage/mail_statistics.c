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
mail_statistics_ask(struct ctx *cx, int64_t account, size_t added, struct db_rows *poor)
{
	/* An eighth: once the tables are measured their pages tell the rest, and a
	 * growing account makes them measured a handful of times. */
	static const struct db_stmt find = {
		"SELECT FROM pg_class WHERE oid IN ('mail_email'::regclass, 'mail_placement'::regclass,"
		" 'mail_ref'::regclass) AND reltuples < (SELECT (sum(total_emails) + $2)::float8 / 8"
		"  FROM mail_mailbox WHERE account_id = $1)"
	};

	*poor = (struct db_rows){ 0 };
	return added < MANY ? OK :
	    db_query_later(cx, &find, DB_ARGS(db_int(account), db_int((int64_t)added)), poor);
}

enum status
mail_statistics_mend(struct ctx *cx, const struct db_rows *poor)
{
	/* Sees what this transaction added; some thirty milliseconds. */
	static const struct db_stmt measure = { "ANALYZE mail_email, mail_placement, mail_ref" };

	return poor->count > 0 ? db_exec_later(cx, &measure, NULL, 0) : OK;
}
