#include "core/conf.h"
#include "storage/change.h"
#include "storage/cleanup.h"
#include "storage/db.h"
#include "storage/quarantine.h"
#include "storage/scheduling.h"
#include "storage/trace.h"

#define INBOX_DAYS	90	/* messages about meetings that no client took away */

enum status
db_cleanup(struct ctx *cx, int64_t *rows)
{
	static const struct db_stmt expired[] = {
		/* Every minute of two days, every ten minutes of a quarter. */
		{ "DELETE FROM measure WHERE at < now() - interval '90 days' OR (at < now() - interval '2 days'"
		  " AND extract(minute FROM at)::int % 10 <> 0)" },
		/* Whoever comes back within a week is banned for longer. */
		{ "DELETE FROM ban WHERE until < now() - interval '7 days'" },
		{ "DELETE FROM ban_attempt WHERE since < now() - interval '7 days'" },
		/* No process of Postfix serves for so long. */
		{ "DELETE FROM smtp_session WHERE began < now() - interval '7 days'" },
		{ "DELETE FROM sign_in_log WHERE at < now() - interval '60 days'" },
		{ "DELETE FROM session WHERE expires < now()" },
		{ "DELETE FROM sign_in_step WHERE expires < now()" },
		{ "DELETE FROM mail_token WHERE expires < now()" },
		{ "DELETE FROM oauth_request WHERE created < now() - interval '1 hour'" },
		{ "DELETE FROM sign_in_elsewhere WHERE created < now() - interval '1 hour'" },
		{ "DELETE FROM mail_sign_in WHERE created < now() - interval '1 hour'" },
		{ "DELETE FROM mail_grant g WHERE created < now() - interval '1 hour'"
		  " AND NOT EXISTS (SELECT FROM outside_account o WHERE o.grant_id = g.id)"
		  " AND NOT EXISTS (SELECT FROM sync_job j WHERE j.grant_id = g.id)" },
		{ "DELETE FROM oauth_code WHERE created < now() - interval '1 day'" },
		/* Those that were used would be over by themselves after a quarter; a month is enough to know thieves. */
		{ "DELETE FROM oauth_token WHERE expires < now() OR created < now() - interval '30 days'"
		  " AND used IS NOT NULL" },
		{ "DELETE FROM oauth_grant g WHERE NOT EXISTS (SELECT FROM oauth_token t"
		  " WHERE t.account_id = g.account_id AND t.grant_id = g.id)" },
		{ "DELETE FROM oauth_key WHERE replaced < now() - interval '7 days'" },
		{ "DELETE FROM basic_cache WHERE expires < now()" },
		{ "DELETE FROM image_cache WHERE fetched < now() - interval '7 days'" },
		{ "DELETE FROM push_subscription WHERE expires < now()" },
		{ "DELETE FROM dav_push WHERE expires < now()" },
		{ "UPDATE collection c SET pushed = false WHERE pushed AND NOT EXISTS (SELECT 1"
		  " FROM dav_push WHERE owner_id = c.account_id AND collection_id = c.id)" },
		{ "DELETE FROM link WHERE expires < now()" },
		{ "DELETE FROM alias WHERE account_id IS NOT NULL AND expires < now() - interval '1 day'" },
		{ "DELETE FROM blob WHERE used < now() - interval '24 hours'" },
		/* Two windows of 15 minutes count; a pair that signed in is known for a month. */
		{ "DELETE FROM throttle WHERE since < now() - interval '1 hour'"
		  " AND until < now() AND (known IS NULL OR known < now() - interval '30 days')" },
	};
	static const struct db_stmt audit = {
		"DELETE FROM audit WHERE at < now() - make_interval(days => $1::int)"
	};
	int64_t old;
	enum status st;

	if (rows != NULL)
		*rows = 0;
	if (cx->conf->audit_days > 0 &&
	    (st = db_exec(cx, &audit, DB_ARGS(db_int(cx->conf->audit_days)))) != OK)
		return st;
	for (size_t i = 0; i < COUNT(expired); i++) {
		struct db_rows gone;

		if ((st = db_query(cx, &expired[i], DB_NO_ARGS, &gone)) != OK)
			return st;
		if (rows != NULL)
			*rows += gone.affected;
	}
	if ((st = db_scheduling_forget(cx, INBOX_DAYS)) != OK)
		return st;
	if ((st = db_trace_purge(cx, cx->conf->trace_days, &old)) != OK)
		return st;
	if (rows != NULL)
		*rows += old;
	if ((st = db_quarantine_purge(cx, &old)) != OK)
		return st;
	if (rows != NULL)
		*rows += old;
	return db_change_forget(cx);
}
