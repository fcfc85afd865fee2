#include "storage/db.h"
#include "storage/mail_verify.h"

enum status
db_mail_copies(struct ctx *cx, int64_t account, int64_t mailbox, struct mail_copy **out,
    size_t *count)
{
	static const struct db_stmt list = {
		"SELECT uid, btrim(keywords) FROM mail_placement"
		" WHERE account_id = $1 AND mailbox_id = $2 ORDER BY uid"
	};
	struct db_rows rows;
	enum status st;

	if ((st = db_query(cx, &list, DB_ARGS(db_int(account), db_int(mailbox)), &rows)) != OK)
		return st;
	*count = (size_t)rows.count;
	*out = arena_array(cx->arena, *count, sizeof **out);
	for (int i = 0; i < rows.count; i++)
		(*out)[i] = (struct mail_copy){ db_get_int(&rows, i, 0), db_get_text(&rows, i, 1) };
	return OK;
}

enum status
db_mail_contradictions(struct ctx *cx, int64_t account, const char ***out, size_t *count)
{
	static const struct db_stmt find = {
		"WITH p AS (SELECT p.*, coalesce(m.role, '') = 'trash' AS trash FROM mail_placement p"
		"  JOIN mail_mailbox m ON m.account_id = $1 AND m.id = p.mailbox_id WHERE p.account_id = $1),"
		" t AS (SELECT thread_id, bool_or(unread AND NOT trash) AS u FROM p GROUP BY 1),"
		" b AS (SELECT mailbox_id, thread_id, count(*) AS n, count(*) FILTER (WHERE unread) AS u,"
		"  CASE WHEN bool_or(trash) THEN bool_or(unread) ELSE bool_or(t.u) END AS tu,"
		"  count(*) FILTER (WHERE head) AS heads,"
		"  (array_agg(head ORDER BY received_at DESC, email_id DESC))[1] AS newest_leads"
		"  FROM p JOIN t USING (thread_id) GROUP BY 1, 2),"
		" m AS (SELECT mailbox_id, sum(n) AS n, sum(u) AS u, count(*) AS t,"
		"  count(*) FILTER (WHERE tu) AS tu FROM b GROUP BY 1),"
		" k AS (SELECT email_id, word, count(*) AS n FROM p,"
		"  string_to_table(btrim(p.keywords), ' ') AS w(word) WHERE p.keywords <> '' GROUP BY 1, 2),"
		" c AS (SELECT email_id, count(*) AS n FROM p GROUP BY 1),"
		" want AS (SELECT c.email_id, string_agg(k.word, ' ' ORDER BY k.word)"
		"  FILTER (WHERE k.word <> '$seen' OR k.n = c.n) AS words FROM c LEFT JOIN k USING (email_id)"
		"  GROUP BY 1)"
		" SELECT 'the counts of ' || x.path || ' are not those of its emails' FROM mail_mailbox x"
		"  LEFT JOIN m ON m.mailbox_id = x.id WHERE x.account_id = $1"
		"  AND (x.total_emails, x.unread_emails, x.total_threads, x.unread_threads) <>"
		"  (coalesce(m.n, 0), coalesce(m.u, 0), coalesce(m.t, 0), coalesce(m.tu, 0))"
		" UNION ALL SELECT 'thread ' || thread_id || ' is not led by its newest email' FROM b"
		"  WHERE heads <> 1 OR NOT newest_leads"
		" UNION ALL SELECT 'email ' || e.id || ' has other keywords than its copies'"
		"  FROM mail_email e JOIN want ON want.email_id = e.id WHERE e.account_id = $1"
		"  AND coalesce(want.words, '') <> coalesce((SELECT string_agg(w, ' ' ORDER BY w)"
		"   FROM string_to_table(btrim(e.keywords), ' ') AS w WHERE w <> ''), '')"
		" UNION ALL SELECT 'email ' || e.id || ' is in no mailbox' FROM mail_email e"
		"  WHERE e.account_id = $1 AND NOT EXISTS (SELECT FROM c WHERE c.email_id = e.id)"
		" UNION ALL SELECT 'a copy in mailbox ' || p.mailbox_id || ' tells what its email does not'"
		"  FROM p LEFT JOIN mail_email e ON e.account_id = $1 AND e.id = p.email_id"
		"  WHERE e.id IS NULL OR e.orphan OR (e.thread_id, e.received_at) <> (p.thread_id, p.received_at)"
		"  OR p.seen <> (strpos(e.keywords, ' $seen ') > 0)"
		"  OR p.flagged <> (strpos(e.keywords, ' $flagged ') > 0)"
		"  OR p.unread <> (strpos(e.keywords, ' $seen ') = 0 AND strpos(e.keywords, ' $draft ') = 0)"
		" UNION ALL SELECT 'email ' || coalesce(e.id, s.id) || ' has ' || coalesce(s.n, 0)"
		"  || ' records of what is searched' FROM (SELECT id, received_at FROM mail_email"
		"   WHERE account_id = $1) e FULL JOIN (SELECT left(r, 19)::bigint AS id, count(*) AS n,"
		"   min(newest) AS newest, max(oldest) AS oldest FROM mail_words w,"
		"   string_to_table(w.records, E'\\x1e') AS r WHERE w.account_id = $1 GROUP BY 1) s"
		"  ON s.id = e.id WHERE e.id IS NULL OR s.n IS DISTINCT FROM 1"
		"  OR e.received_at NOT BETWEEN s.oldest AND s.newest"
		" LIMIT 100"
	};
	struct db_rows rows;
	enum status st;

	if ((st = db_query(cx, &find, DB_ARGS(db_int(account)), &rows)) != OK)
		return st;
	*count = (size_t)rows.count;
	*out = arena_array(cx->arena, *count, sizeof **out);
	for (int i = 0; i < rows.count; i++)
		(*out)[i] = db_get_text(&rows, i, 0);
	return OK;
}
