#include "storage/mail_private.h"

struct mail_sum {
	int64_t	 mailbox, emails, unread, threads, unread_threads;
};

/* The placements of the threads $2, by look-ups alone (see storage/mail_index.c). */
#define MAIL_OF_THREADS_SQL \
	"e AS MATERIALIZED (SELECT e.id FROM (SELECT DISTINCT unnest($2::bigint[]) AS thread) x," \
	"  LATERAL (SELECT id FROM mail_email WHERE account_id = $1 AND thread_id = x.thread" \
	"  OFFSET 0) e)," \
	" p AS MATERIALIZED (SELECT p.* FROM e, LATERAL (SELECT mailbox_id, uid, email_id," \
	"  thread_id, received_at, unread, head FROM mail_placement" \
	"  WHERE account_id = $1 AND email_id = e.id OFFSET 0) p)"

/* The newest of each thread in each mailbox is its head. */
static enum status
set_heads(struct ctx *cx, int64_t account, struct db_arg threads)
{
	static const struct db_stmt lead = {
		"WITH " MAIL_OF_THREADS_SQL ","
		" x AS (SELECT *, row_number() OVER (PARTITION BY mailbox_id, thread_id"
		"  ORDER BY received_at DESC, email_id DESC) = 1 AS leads FROM p),"
		" y AS MATERIALIZED (SELECT $1::bigint AS account_id, mailbox_id, uid, leads FROM x"
		"  WHERE head <> leads)"
		" UPDATE mail_placement p SET head = y.leads FROM y"
		" WHERE p.account_id = y.account_id AND p.mailbox_id = y.mailbox_id AND p.uid = y.uid"
	};

	return db_exec_later(cx, &lead, DB_ARGS(db_int(account), threads));
}

enum status
mail_count_begin(struct ctx *cx, int64_t account, struct db_arg threads, struct mail_sums *out)
{
	/* A thread is unread where any of its emails is, those in Trash counting
	 * for Trash alone (RFC 8621, section 2). */
	static const struct db_stmt find = {
		"WITH " MAIL_OF_THREADS_SQL ","
		" b AS (SELECT p.mailbox_id, coalesce(m.role, '') = 'trash' AS trash, p.thread_id,"
		"  count(*) AS emails, count(*) FILTER (WHERE p.unread) AS unread FROM p"
		"  JOIN mail_mailbox m ON m.account_id = $1 AND m.id = p.mailbox_id GROUP BY 1, 2, 3),"
		" t AS (SELECT *, CASE WHEN trash THEN unread > 0 ELSE"
		"  bool_or(unread > 0 AND NOT trash) OVER (PARTITION BY thread_id) END AS any_unread FROM b)"
		" SELECT mailbox_id, sum(emails)::bigint, sum(unread)::bigint, count(*),"
		" count(*) FILTER (WHERE any_unread) FROM t GROUP BY 1"
	};
	struct db_rows rows;
	enum status st;

	if ((st = db_query(cx, &find, DB_ARGS(db_int(account), threads), &rows)) != OK)
		return st;
	out->count = (size_t)rows.count;
	out->list = arena_array(cx->arena, out->count, sizeof *out->list);
	for (int i = 0; i < rows.count; i++)
		out->list[i] = (struct mail_sum){
			db_get_int(&rows, i, 0), db_get_int(&rows, i, 1),
			db_get_int(&rows, i, 2), db_get_int(&rows, i, 3),
			db_get_int(&rows, i, 4),
		};
	return OK;
}

enum status
mail_count_grown(struct ctx *cx, struct mail_change *change, struct db_arg threads,
    int64_t since, int64_t boxes)
{
	/* As find and lead above: of all, and of those that were there (was_…). */
	static const struct db_stmt update = {
		"WITH " MAIL_OF_THREADS_SQL ","
		" b AS (SELECT p.mailbox_id, coalesce(m.role, '') = 'trash' AS trash, p.thread_id,"
		"  count(*) AS emails, count(*) FILTER (WHERE p.unread) AS unread,"
		"  count(*) FILTER (WHERE p.email_id < $3) AS was_emails,"
		"  count(*) FILTER (WHERE p.unread AND p.email_id < $3) AS was_unread FROM p"
		"  JOIN mail_mailbox m ON m.account_id = $1 AND m.id = p.mailbox_id GROUP BY 1, 2, 3),"
		" t AS (SELECT *, CASE WHEN trash THEN unread > 0 ELSE"
		"  bool_or(unread > 0 AND NOT trash) OVER w END AS any_unread,"
		"  was_emails > 0 AND CASE WHEN trash THEN was_unread > 0 ELSE"
		"  bool_or(was_unread > 0 AND NOT trash) OVER w END AS was_any_unread"
		"  FROM b WINDOW w AS (PARTITION BY thread_id)),"
		" sums AS (SELECT mailbox_id, sum(emails - was_emails)::bigint AS emails,"
		"  sum(unread - was_unread)::bigint AS unread,"
		"  count(*) FILTER (WHERE was_emails = 0) AS threads,"
		"  count(*) FILTER (WHERE any_unread) - count(*) FILTER (WHERE was_any_unread) AS unread_threads"
		"  FROM t GROUP BY 1),"
		" x AS (SELECT *, row_number() OVER (PARTITION BY mailbox_id, thread_id"
		"  ORDER BY received_at DESC, email_id DESC) = 1 AS leads FROM p),"
		" y AS MATERIALIZED (SELECT $1::bigint AS account_id, mailbox_id, uid, leads FROM x"
		"  WHERE head <> leads),"
		" lead AS (UPDATE mail_placement p SET head = y.leads FROM y WHERE p.account_id = y.account_id"
		"  AND p.mailbox_id = y.mailbox_id AND p.uid = y.uid),"
		" more AS MATERIALIZED (SELECT $1::bigint AS account_id, *, row_number() OVER () AS n FROM sums"
		"  WHERE (emails, unread, threads, unread_threads) <> (0, 0, 0, 0))"
		" UPDATE mail_mailbox m SET total_emails = m.total_emails + d.emails,"
		"  unread_emails = m.unread_emails + d.unread, total_threads = m.total_threads + d.threads,"
		"  unread_threads = m.unread_threads + d.unread_threads, changed = $4::bigint + d.n"
		"  FROM more d WHERE m.account_id = d.account_id AND m.id = d.mailbox_id"
	};
	struct db_arg from = db_int(change->now.counter);

	/* A number for each mailbox, whether it takes one or not. */
	mail_change_drew(change, &change->now.mailbox, boxes);
	return db_exec_later(cx, &update, DB_ARGS(db_int(change->account), threads, db_int(since), from));
}

static const struct mail_sum *
sum_of(const struct mail_sums *sums, int64_t mailbox)
{
	static const struct mail_sum none;

	for (size_t i = 0; i < sums->count; i++)
		if (sums->list[i].mailbox == mailbox)
			return &sums->list[i];
	return &none;
}

enum status
mail_count_added(struct ctx *cx, struct mail_change *change, int64_t mailbox,
    const struct mail_added *a)
{
	static const struct db_stmt update = {
		"UPDATE mail_mailbox SET total_emails = total_emails + $3,"
		" unread_emails = unread_emails + $4, total_threads = total_threads + $5,"
		" unread_threads = unread_threads + $6, changed = $7"
		" WHERE account_id = $1 AND id = $2"
	};

	if (a->emails == 0 && a->unread == 0 && a->threads == 0 && a->unread_threads == 0)
		return OK;
	mail_change_drew(change, &change->now.mailbox, 1);
	return db_exec_later(cx, &update, DB_ARGS(db_int(change->account), db_int(mailbox),
	    db_int(a->emails), db_int(a->unread), db_int(a->threads),
	    db_int(a->unread_threads), db_int(change->now.mailbox)));
}

static enum status
apply(struct ctx *cx, struct mail_change *change, int64_t mailbox, const struct mail_sum *was,
    const struct mail_sum *now)
{
	struct mail_added difference = {
		now->emails - was->emails, now->unread - was->unread,
		now->threads - was->threads, now->unread_threads - was->unread_threads,
	};

	return mail_count_added(cx, change, mailbox, &difference);
}

enum status
mail_count_end(struct ctx *cx, struct mail_change *change, struct db_arg threads,
    const struct mail_sums *was)
{
	struct mail_sums now;
	enum status st;

	if ((st = set_heads(cx, change->account, threads)) != OK ||
	    (st = mail_count_begin(cx, change->account, threads, &now)) != OK)
		return st;
	for (size_t i = 0; i < now.count; i++)
		if ((st = apply(cx, change, now.list[i].mailbox,
		    sum_of(was, now.list[i].mailbox), &now.list[i])) != OK)
			return st;
	for (size_t i = 0; i < was->count; i++)
		if (sum_of(&now, was->list[i].mailbox)->mailbox == 0 &&
		    (st = apply(cx, change, was->list[i].mailbox, &was->list[i],
		    sum_of(&now, was->list[i].mailbox))) != OK)
			return st;
	return OK;
}
