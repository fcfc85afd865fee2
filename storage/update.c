#include "storage/db.h"
#include "storage/update.h"

enum status
db_changes(struct ctx *cx, struct table_changes **out, size_t *count)
{
	static const struct db_stmt select = {
		"SELECT relname, n_tup_ins + n_tup_upd + n_tup_del FROM pg_stat_user_tables"
		" WHERE schemaname = 'public' AND relname NOT IN ('mail_box_thread', 'mail_email', 'mail_mailbox',"
		" 'mail_placement', 'mail_ref', 'mail_state', 'mail_thread', 'mail_token', 'mail_tombstone', 'mail_words',"
		" 'mail_trace', 'mail_trace_recipient', 'measure', 'schema_version', 'last_login', 'quota_usage', 'throttle',"
		" 'basic_cache', 'image_cache') ORDER BY relname"
	};
	struct db_rows rows;
	enum status st;

	if ((st = db_query(cx, &select, DB_NO_ARGS, &rows)) != OK)
		return st;
	*out = arena_array(cx->arena, (size_t)rows.count + 1, sizeof **out);
	for (int i = 0; i < (int)rows.count; i++)
		(*out)[i] = (struct table_changes){
			.name = db_get_text(&rows, i, 0), .changes = db_get_int(&rows, i, 1),
		};
	*count = (size_t)rows.count;
	return OK;
}

static enum status
one_number(struct ctx *cx, const struct db_stmt *select, int64_t *out)
{
	struct db_rows rows;
	enum status st;

	if ((st = db_query(cx, select, DB_NO_ARGS, &rows)) != OK)
		return st;
	*out = db_get_int(&rows, 0, 0);
	return OK;
}

enum status
db_cluster_size(struct ctx *cx, int64_t *out)
{
	/* The log that goes before is part of what is copied. */
	static const struct db_stmt select = {
		"SELECT (sum(pg_database_size(oid)) + pg_size_bytes(current_setting('max_wal_size')))::bigint FROM pg_database"
		" WHERE datallowconn AND has_database_privilege(oid, 'CONNECT')"
	};

	return one_number(cx, &select, out);
}

enum status
db_last_id(struct ctx *cx, int64_t *out)
{
	static const struct db_stmt select = { "SELECT last_value FROM id_counter" };

	return one_number(cx, &select, out);
}

/*
 * Numbers go on at the time in milliseconds, which is beyond whatever was drawn one by one.
 * Tokens of collections between that and the last one here are none, as after a crash
 * (0066_numbers.sql); the index of mail forgets what came before, since it follows the
 * mail server from where the copy was.
 */
#define LEAP(last)	"greatest(" last " + 1048576, (extract(epoch FROM clock_timestamp()) * 1000)::bigint)"

enum status
db_numbers_leap(struct ctx *cx)
{
	static const struct db_stmt collections = {
		"UPDATE collection c SET lost_before = lost_until, lost_after = modseq, lost_until = n, modseq = n"
		" FROM (SELECT account_id, id, " LEAP("modseq") " AS n FROM collection) leap"
		" WHERE c.account_id = leap.account_id AND c.id = leap.id"
	};
	static const struct db_stmt mail = {
		"UPDATE mail_state s SET counter = n, floor = n, email = n, mailbox = n, thread = n, submission = n,"
		" delivery = n, filter = n, snooze = n"
		" FROM (SELECT account_id AS id, " LEAP("counter") " AS n FROM mail_state) leap"
		" WHERE s.account_id = leap.id"
	};
	static const struct db_stmt vacation = { "UPDATE vacation SET state = " LEAP("state") };
	enum status st;

	if ((st = db_begin(cx)) != OK || (st = db_exec(cx, &collections, DB_NO_ARGS)) != OK ||
	    (st = db_exec(cx, &mail, DB_NO_ARGS)) != OK || (st = db_exec(cx, &vacation, DB_NO_ARGS)) != OK)
		return st;
	return db_commit(cx);
}
