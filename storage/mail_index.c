/*
 * Writing the index.  Batches travel as arrays and JSON, so that five hundred
 * messages cost a dozen statements.  Rows that clients hear of take numbers
 * from $N::bigint + row_number(), and the change is told how many it were.
 */
#include <string.h>

#include "core/json.h"
#include "storage/db.h"
#include "storage/mail_index.h"

/* ---- Threads and lists -------------------------------------------------- */

struct sums {
	int64_t	 mailbox, emails, unread, threads, unread_threads;
};

static enum status
sum(struct ctx *cx, int64_t account, struct db_arg threads, struct sums **out, size_t *count)
{
	static const struct db_stmt find = {
		"SELECT mailbox_id, sum(emails), sum(unread), count(*),"
		" count(*) FILTER (WHERE thread_unread) FROM mail_box_thread"
		" WHERE account_id = $1 AND thread_id = ANY($2::bigint[]) GROUP BY 1"
	};
	struct db_rows rows;
	enum status st;

	if ((st = db_query(cx, &find, DB_ARGS(db_int(account), threads), &rows)) != OK)
		return st;
	*count = (size_t)rows.count;
	*out = arena_array(cx->arena, *count, sizeof **out);
	for (int i = 0; i < rows.count; i++)
		(*out)[i] = (struct sums){
			db_get_int(&rows, i, 0), db_get_int(&rows, i, 1),
			db_get_int(&rows, i, 2), db_get_int(&rows, i, 3),
			db_get_int(&rows, i, 4),
		};
	return OK;
}

static const struct sums *
sums_of(const struct sums *list, size_t count, int64_t mailbox)
{
	static const struct sums none;

	for (size_t i = 0; i < count; i++)
		if (list[i].mailbox == mailbox)
			return &list[i];
	return &none;
}

static enum status
count_mailbox(struct ctx *cx, struct mail_change *change, int64_t mailbox,
    const struct sums *was, const struct sums *now)
{
	static const struct db_stmt update = {
		"UPDATE mail_mailbox SET total_emails = total_emails + $3,"
		" unread_emails = unread_emails + $4, total_threads = total_threads + $5,"
		" unread_threads = unread_threads + $6, changed = $7"
		" WHERE account_id = $1 AND id = $2"
	};

	if (was->emails == now->emails && was->unread == now->unread &&
	    was->threads == now->threads && was->unread_threads == now->unread_threads)
		return OK;
	mail_change_drew(change, &change->now.mailbox, 1);
	return db_exec(cx, &update, DB_ARGS(db_int(change->account), db_int(mailbox),
	    db_int(now->emails - was->emails), db_int(now->unread - was->unread),
	    db_int(now->threads - was->threads),
	    db_int(now->unread_threads - was->unread_threads), db_int(change->now.mailbox)));
}

/* Lists and counts of these threads, made again from their placements. */
static enum status
recount(struct ctx *cx, struct mail_change *change, struct db_arg threads)
{
	static const struct db_stmt put = {
		"INSERT INTO mail_box_thread AS b (account_id, mailbox_id, thread_id, head_at,"
		" head_id, emails, unread, thread_unread)"
		" SELECT $1, p.mailbox_id, p.thread_id, max(p.received_at),"
		" (array_agg(p.email_id ORDER BY p.received_at DESC, p.email_id DESC))[1],"
		" count(*), count(*) FILTER (WHERE p.unread),"
		" CASE WHEN bool_or(coalesce(m.role, '') = 'trash') THEN bool_or(p.unread)"
		" ELSE bool_or(t.unread) END"
		" FROM mail_placement p"
		" JOIN mail_mailbox m ON m.account_id = $1 AND m.id = p.mailbox_id"
		" JOIN (SELECT q.thread_id,"
		"  bool_or(q.unread AND coalesce(n.role, '') <> 'trash') AS unread"
		"  FROM mail_placement q"
		"  JOIN mail_mailbox n ON n.account_id = $1 AND n.id = q.mailbox_id"
		"  WHERE q.account_id = $1 AND q.thread_id = ANY($2::bigint[]) GROUP BY 1) t"
		" ON t.thread_id = p.thread_id"
		" WHERE p.account_id = $1 AND p.thread_id = ANY($2::bigint[])"
		" GROUP BY p.mailbox_id, p.thread_id"
		" ON CONFLICT (account_id, mailbox_id, thread_id) DO UPDATE SET"
		" head_at = excluded.head_at, head_id = excluded.head_id,"
		" emails = excluded.emails, unread = excluded.unread,"
		" thread_unread = excluded.thread_unread"
		" WHERE (b.head_at, b.head_id, b.emails, b.unread, b.thread_unread)"
		" IS DISTINCT FROM (excluded.head_at, excluded.head_id, excluded.emails,"
		" excluded.unread, excluded.thread_unread)"
	};
	static const struct db_stmt drop = {
		"DELETE FROM mail_box_thread b"
		" WHERE account_id = $1 AND thread_id = ANY($2::bigint[])"
		" AND NOT EXISTS (SELECT FROM mail_placement p WHERE p.account_id = $1"
		" AND p.thread_id = b.thread_id AND p.mailbox_id = b.mailbox_id)"
	};
	struct sums *was, *now;
	size_t was_count, now_count;
	enum status st;

	if ((st = sum(cx, change->account, threads, &was, &was_count)) != OK ||
	    (st = db_exec(cx, &put, DB_ARGS(db_int(change->account), threads))) != OK ||
	    (st = db_exec(cx, &drop, DB_ARGS(db_int(change->account), threads))) != OK ||
	    (st = sum(cx, change->account, threads, &now, &now_count)) != OK)
		return st;
	for (size_t i = 0; i < now_count; i++)
		if ((st = count_mailbox(cx, change, now[i].mailbox,
		    sums_of(was, was_count, now[i].mailbox), &now[i])) != OK)
			return st;
	for (size_t i = 0; i < was_count; i++)
		if (sums_of(now, now_count, was[i].mailbox)->mailbox == 0 &&
		    (st = count_mailbox(cx, change, was[i].mailbox, &was[i],
		    sums_of(now, now_count, was[i].mailbox))) != OK)
			return st;
	return OK;
}

/*
 * An email's keywords from those of its copies: any of them, but $seen only
 * when all copies are.  FORCE: the email changed in any case.
 */
static enum status
combine(struct ctx *cx, struct mail_change *change, struct db_arg emails, bool force)
{
	static const struct db_stmt email = {
		"WITH copies AS (SELECT email_id, count(*) AS n FROM mail_placement"
		"  WHERE account_id = $1 AND email_id = ANY($2::bigint[]) GROUP BY 1),"
		" words AS (SELECT p.email_id, k.word, count(*) AS n FROM mail_placement p,"
		"  unnest(p.keywords) AS k(word)"
		"  WHERE p.account_id = $1 AND p.email_id = ANY($2::bigint[]) GROUP BY 1, 2),"
		" want AS (SELECT c.email_id, coalesce(array_agg(w.word ORDER BY w.word)"
		"  FILTER (WHERE w.word <> '$seen' OR w.n = c.n), '{}') AS keywords"
		"  FROM copies c LEFT JOIN words w USING (email_id) GROUP BY 1),"
		" todo AS (SELECT e.id, want.keywords, row_number() OVER (ORDER BY e.id) AS n"
		"  FROM want JOIN mail_email e ON e.account_id = $1 AND e.id = want.email_id"
		"  WHERE $4 OR e.orphan OR e.keywords <> want.keywords)"
		" UPDATE mail_email e SET keywords = todo.keywords, orphan = false,"
		" changed = $3::bigint + todo.n"
		" FROM todo WHERE e.account_id = $1 AND e.id = todo.id"
	};
	static const struct db_stmt copies = {
		"UPDATE mail_placement p SET seen = x.seen, flagged = x.flagged, unread = x.unread"
		" FROM (SELECT id, '$seen' = ANY(keywords) AS seen,"
		"  '$flagged' = ANY(keywords) AS flagged,"
		"  NOT keywords && '{$seen,$draft}' AS unread FROM mail_email"
		"  WHERE account_id = $1 AND id = ANY($2::bigint[])) x"
		" WHERE p.account_id = $1 AND p.email_id = x.id"
		" AND (p.seen, p.flagged, p.unread) <> (x.seen, x.flagged, x.unread)"
	};
	struct db_rows rows;
	enum status st;

	if ((st = db_query(cx, &email, DB_ARGS(db_int(change->account), emails,
	    db_int(change->now.counter), db_bool(force)), &rows)) != OK)
		return st;
	mail_change_drew(change, &change->now.email, rows.affected);
	return db_exec(cx, &copies, DB_ARGS(db_int(change->account), emails));
}

/* Their emails changed: threads tell it, and those without any are gone. */
static enum status
touch_threads(struct ctx *cx, struct mail_change *change, struct db_arg threads)
{
	static const struct db_stmt bury = {
		"WITH gone AS (DELETE FROM mail_thread t"
		"  WHERE account_id = $1 AND id = ANY($2::bigint[]) AND NOT EXISTS"
		"  (SELECT FROM mail_email e WHERE e.account_id = $1 AND e.thread_id = t.id)"
		"  RETURNING id, created)"
		" INSERT INTO mail_tombstone (account_id, changed, type, id, created)"
		" SELECT $1, $3::bigint + row_number() OVER (), 'Thread', id, created FROM gone"
	};
	static const struct db_stmt touch = {
		"UPDATE mail_thread t SET changed = $3::bigint + n.n"
		" FROM (SELECT id, row_number() OVER () AS n FROM mail_thread"
		"  WHERE account_id = $1 AND id = ANY($2::bigint[])) n"
		" WHERE t.account_id = $1 AND t.id = n.id"
	};
	struct db_rows rows;
	enum status st;

	if ((st = db_query(cx, &bury, DB_ARGS(db_int(change->account), threads,
	    db_int(change->now.counter)), &rows)) != OK)
		return st;
	mail_change_drew(change, &change->now.thread, rows.affected);
	if ((st = db_query(cx, &touch, DB_ARGS(db_int(change->account), threads,
	    db_int(change->now.counter)), &rows)) != OK)
		return st;
	mail_change_drew(change, &change->now.thread, rows.affected);
	return OK;
}

/* A column of ids as an array argument. */
static struct db_arg
column(struct ctx *cx, const struct db_rows *rows, int column_number)
{
	int64_t *ids = arena_array(cx->arena, (size_t)rows->count, sizeof *ids);

	for (int i = 0; i < rows->count; i++)
		ids[i] = db_get_int(rows, i, column_number);
	return db_int_array(cx, ids, (size_t)rows->count);
}

/* ---- Messages that came ------------------------------------------------- */

/* A map from key to thread, open addressing; 0 is a free slot. */
struct map {
	size_t	 mask;
	struct {
		int64_t	 key, value;
		bool	 fresh;		/* not in the database yet */
	} *slot;
};

static struct map
map_open(struct arena *arena, size_t count)
{
	struct map m = { .mask = 15 };

	while (m.mask < count * 2)
		m.mask = m.mask * 2 + 1;
	m.slot = arena_array(arena, m.mask + 1, sizeof *m.slot);
	return m;
}

static size_t
map_at(const struct map *m, int64_t key)
{
	size_t i = (size_t)((uint64_t)key * 0x9e3779b97f4a7c15u >> 20) & m->mask;

	while (m->slot[i].value != 0 && m->slot[i].key != key)
		i = (i + 1) & m->mask;
	return i;
}

static void
map_put(struct map *m, int64_t key, int64_t value, bool fresh)
{
	size_t i = map_at(m, key);

	m->slot[i].key = key;
	m->slot[i].value = value;
	m->slot[i].fresh = fresh;
}

/* Copies of emails that other mailboxes have: by guid, each for one. */
static enum status
find_copies(struct ctx *cx, int64_t account, int64_t mailbox, struct mail_new *list, size_t count)
{
	static const struct db_stmt find = {
		"SELECT e.id, e.thread_id, e.guid FROM mail_email e"
		" WHERE e.account_id = $1 AND (e.guid = ANY($3::text[]) OR e.id = ANY($4::bigint[]))"
		" AND NOT EXISTS (SELECT FROM mail_placement p WHERE p.account_id = $1"
		" AND p.email_id = e.id AND p.mailbox_id = $2) ORDER BY e.id"
	};
	const char **guids = arena_array(cx->arena, count, sizeof *guids);
	int64_t *known = arena_array(cx->arena, count, sizeof *known);
	struct db_rows rows;
	enum status st;

	for (size_t i = 0; i < count; i++) {
		guids[i] = list[i].guid;
		known[i] = list[i].known_as;
	}
	if ((st = db_query(cx, &find, DB_ARGS(db_int(account), db_int(mailbox),
	    db_text_array(cx, guids, count), db_int_array(cx, known, count)), &rows)) != OK)
		return st;
	for (int r = 0; r < rows.count; r++) {
		int64_t id = db_get_int(&rows, r, 0);

		for (size_t i = 0; i < count; i++) {
			if (list[i].email != 0 || (list[i].known_as != id &&
			    (list[i].known_as != 0 ||
			    strcmp(list[i].guid, db_get_text(&rows, r, 2)) != 0)))
				continue;
			list[i].email = id;
			list[i].thread = db_get_int(&rows, r, 1);
			break;
		}
	}
	return OK;
}

static enum status
new_ids(struct ctx *cx, size_t count, int64_t **out)
{
	static const struct db_stmt draw = { "SELECT new_id() FROM generate_series(1, $1::int)" };
	struct db_rows rows;
	enum status st;

	if ((st = db_query(cx, &draw, DB_ARGS(db_int((int64_t)count)), &rows)) != OK)
		return st;
	*out = arena_array(cx->arena, count, sizeof **out);
	for (size_t i = 0; i < count; i++)
		(*out)[i] = db_get_int(&rows, (int)i, 0);
	return OK;
}

/*
 * A thread for each new message: the oldest that one of its keys leads to, or
 * one of its own.  threadId never changes (RFC 8621, section 4.1.1), so threads
 * that a late message would join stay apart.
 */
static enum status
find_threads(struct ctx *cx, int64_t account, struct mail_new *list, size_t count,
    struct map *map)
{
	static const struct db_stmt find = {
		"SELECT r.key, r.thread_id FROM mail_ref r"
		" JOIN mail_thread t ON t.account_id = $1 AND t.id = r.thread_id"
		" WHERE r.account_id = $1 AND r.key = ANY($2::bigint[])"
	};
	size_t keys = 0;
	int64_t *all, *ids;
	struct db_rows rows;
	enum status st;

	for (size_t i = 0; i < count; i++)
		keys += list[i].key_count;
	all = arena_array(cx->arena, keys, sizeof *all);
	keys = 0;
	for (size_t i = 0; i < count; i++)
		for (size_t k = 0; k < list[i].key_count; k++)
			all[keys++] = list[i].keys[k];
	*map = map_open(cx->arena, keys + 1);
	if ((st = db_query(cx, &find, DB_ARGS(db_int(account), db_int_array(cx, all, keys)),
	    &rows)) != OK ||
	    (st = new_ids(cx, count * 2, &ids)) != OK)
		return st;
	for (int r = 0; r < rows.count; r++)
		map_put(map, db_get_int(&rows, r, 0), db_get_int(&rows, r, 1), false);

	for (size_t i = 0; i < count; i++) {
		struct mail_new *m = &list[i];
		int64_t thread = 0;

		if (m->email != 0)
			continue;
		for (size_t k = 0; k < m->key_count; k++) {
			int64_t t = map->slot[map_at(map, m->keys[k])].value;

			if (t != 0 && (thread == 0 || t < thread))
				thread = t;
		}
		m->email = ids[i];
		m->thread = thread != 0 ? thread : ids[count + i];
		for (size_t k = 0; k < m->key_count; k++)
			if (map->slot[map_at(map, m->keys[k])].value == 0)
				map_put(map, m->keys[k], m->thread, true);
	}
	return OK;
}

static enum status
put_refs(struct ctx *cx, int64_t account, const struct map *map)
{
	static const struct db_stmt put = {
		"INSERT INTO mail_ref (account_id, key, thread_id)"
		" SELECT $1, k, t FROM unnest($2::bigint[], $3::bigint[]) AS x(k, t)"
		" ON CONFLICT (account_id, key) DO UPDATE SET thread_id = excluded.thread_id"
	};
	int64_t *keys = arena_array(cx->arena, map->mask + 1, sizeof *keys);
	int64_t *threads = arena_array(cx->arena, map->mask + 1, sizeof *threads);
	size_t n = 0;

	for (size_t i = 0; i <= map->mask; i++) {
		if (!map->slot[i].fresh)
			continue;
		keys[n] = map->slot[i].key;
		threads[n++] = map->slot[i].value;
	}
	if (n == 0)
		return OK;
	return db_exec(cx, &put, DB_ARGS(db_int(account), db_int_array(cx, keys, n),
	    db_int_array(cx, threads, n)));
}

static enum status
put_emails(struct ctx *cx, struct mail_change *change, const struct mail_new *list, size_t count,
    const bool *is_copy)
{
	static const struct db_stmt insert = {
		"INSERT INTO mail_email (account_id, id, thread_id, guid, size, received_at, sent_at,"
		" subject, head, preview, has_attachment, structure, keywords, created, changed)"
		" SELECT $1, x.id, x.thread, x.guid, x.size, x.received, x.sent, x.subject, x.head,"
		" x.preview, x.attachment, x.structure, x.keywords, $3::bigint + x.n, $3::bigint + x.n"
		" FROM jsonb_to_recordset($2::jsonb) AS x(n bigint, id bigint, thread bigint,"
		" guid text, size bigint, received bigint, sent bigint, subject text, head jsonb,"
		" preview text, attachment boolean, structure jsonb, keywords text[])"
	};
	static const struct db_stmt threads = {
		"INSERT INTO mail_thread (account_id, id, created, changed)"
		" SELECT $1, t, $3::bigint + row_number() OVER (), $3::bigint + row_number() OVER ()"
		" FROM (SELECT DISTINCT unnest($2::bigint[]) AS t) x"
		" WHERE NOT EXISTS (SELECT FROM mail_thread o WHERE o.account_id = $1 AND o.id = t)"
	};
	json_t *array = json_keep(cx->arena, json_array());
	int64_t *thread_ids = arena_array(cx->arena, count, sizeof *thread_ids), n = 0;
	struct db_rows rows;
	enum status st;

	for (size_t i = 0; i < count; i++) {
		const struct mail_new *m = &list[i];
		json_t *row, *words;
		char *copy, *rest;

		if (is_copy[i])
			continue;
		words = json_array();
		copy = arena_strdup(cx->arena, m->keywords);
		for (char *w = strtok_r(copy, " ", &rest); w != NULL; w = strtok_r(NULL, " ", &rest))
			json_array_append_new(words, json_string(w));
		thread_ids[n] = m->thread;
		row = json_pack("{s:I, s:I, s:I, s:s, s:I, s:I, s:s*, s:s, s:b, s:o}",
		    "n", (json_int_t)++n, "id", (json_int_t)m->email,
		    "thread", (json_int_t)m->thread, "guid", m->guid,
		    "size", (json_int_t)m->size, "received", (json_int_t)m->received_at,
		    "subject", m->subject, "preview", m->preview,
		    "attachment", m->has_attachment, "keywords", words);
		if (row == NULL)
			return fault(cx, ERR_INTERNAL, "a message that cannot be indexed");
		if (m->sent_at != INT64_MIN)
			json_object_set_new(row, "sent", json_integer(m->sent_at));
		json_object_set_new(row, "head", json_loads(m->head, 0, NULL));
		json_object_set_new(row, "structure", json_loads(m->structure, 0, NULL));
		json_array_append_new(array, row);
	}
	if (n == 0)
		return OK;
	if ((st = db_query(cx, &insert, DB_ARGS(db_int(change->account),
	    db_text(json_write(cx, array, NULL)), db_int(change->now.counter)), &rows)) != OK)
		return st;
	mail_change_drew(change, &change->now.email, rows.affected);
	change->now.delivery = change->now.email;
	if ((st = db_query(cx, &threads, DB_ARGS(db_int(change->account),
	    db_int_array(cx, thread_ids, (size_t)n), db_int(change->now.counter)), &rows)) != OK)
		return st;
	mail_change_drew(change, &change->now.thread, rows.affected);
	return OK;
}

static enum status
put_placements(struct ctx *cx, int64_t account, int64_t mailbox, const struct mail_new *list,
    size_t count)
{
	static const struct db_stmt insert = {
		"INSERT INTO mail_placement (account_id, mailbox_id, uid, email_id, thread_id,"
		" received_at, seen, flagged, unread, keywords)"
		" SELECT $1, $2, x.uid, e.id, e.thread_id, e.received_at, '$seen' = ANY(k.words),"
		" '$flagged' = ANY(k.words), NOT k.words && '{$seen,$draft}', k.words"
		" FROM unnest($3::bigint[], $4::bigint[], $5::text[]) AS x(uid, email, words)"
		" JOIN mail_email e ON e.account_id = $1 AND e.id = x.email,"
		" string_to_array(x.words, ' ') AS k(words)"
	};
	int64_t *uids = arena_array(cx->arena, count, sizeof *uids);
	int64_t *emails = arena_array(cx->arena, count, sizeof *emails);
	const char **words = arena_array(cx->arena, count, sizeof *words);

	for (size_t i = 0; i < count; i++) {
		uids[i] = list[i].uid;
		emails[i] = list[i].email;
		words[i] = list[i].keywords;
	}
	return db_exec(cx, &insert, DB_ARGS(db_int(account), db_int(mailbox),
	    db_int_array(cx, uids, count), db_int_array(cx, emails, count),
	    db_text_array(cx, words, count)));
}

enum status
db_mail_add(struct ctx *cx, struct mail_change *change, int64_t mailbox, struct mail_new *list,
    size_t count)
{
	bool *is_copy = arena_array(cx->arena, count, sizeof *is_copy);
	int64_t *copies = arena_array(cx->arena, count, sizeof *copies);
	int64_t *threads = arena_array(cx->arena, count, sizeof *threads);
	size_t copy_count = 0;
	struct db_arg touched;
	struct map map;
	enum status st;

	if (count == 0)
		return OK;
	if ((st = find_copies(cx, change->account, mailbox, list, count)) != OK)
		return st;
	for (size_t i = 0; i < count; i++)
		if ((is_copy[i] = list[i].email != 0))
			copies[copy_count++] = list[i].email;
	if ((st = find_threads(cx, change->account, list, count, &map)) != OK ||
	    (st = put_emails(cx, change, list, count, is_copy)) != OK ||
	    (st = put_placements(cx, change->account, mailbox, list, count)) != OK ||
	    (st = put_refs(cx, change->account, &map)) != OK ||
	    (copy_count > 0 && (st = combine(cx, change,
	    db_int_array(cx, copies, copy_count), true)) != OK))
		return st;
	for (size_t i = 0; i < count; i++)
		threads[i] = list[i].thread;
	touched = db_int_array(cx, threads, count);
	if ((st = touch_threads(cx, change, touched)) != OK)
		return st;
	return recount(cx, change, touched);
}

/* ---- Messages that changed or went -------------------------------------- */

enum status
db_mail_flags(struct ctx *cx, struct mail_change *change, int64_t mailbox,
    const struct mail_flags *list, size_t count)
{
	static const struct db_stmt update = {
		"UPDATE mail_placement p SET keywords = x.keywords"
		" FROM (SELECT uid, string_to_array(words, ' ') AS keywords"
		"  FROM unnest($3::bigint[], $4::text[]) AS u(uid, words)) x"
		" WHERE p.account_id = $1 AND p.mailbox_id = $2 AND p.uid = x.uid"
		" AND p.keywords <> x.keywords RETURNING p.email_id, p.thread_id"
	};
	int64_t *uids = arena_array(cx->arena, count, sizeof *uids);
	const char **words = arena_array(cx->arena, count, sizeof *words);
	struct db_rows rows;
	enum status st;

	if (count == 0)
		return OK;
	for (size_t i = 0; i < count; i++) {
		uids[i] = list[i].uid;
		words[i] = list[i].keywords;
	}
	if ((st = db_query(cx, &update, DB_ARGS(db_int(change->account), db_int(mailbox),
	    db_int_array(cx, uids, count), db_text_array(cx, words, count)), &rows)) != OK)
		return st;
	if (rows.count == 0)
		return OK;
	if ((st = combine(cx, change, column(cx, &rows, 0), false)) != OK)
		return st;
	return recount(cx, change, column(cx, &rows, 1));
}

static enum status
left(struct ctx *cx, struct mail_change *change, const struct db_rows *rows)
{
	static const struct db_stmt orphan = {
		"UPDATE mail_email e SET orphan = true, changed = $3::bigint + x.n"
		" FROM (SELECT id, row_number() OVER () AS n FROM mail_email o"
		"  WHERE account_id = $1 AND id = ANY($2::bigint[]) AND NOT EXISTS"
		"  (SELECT FROM mail_placement p WHERE p.account_id = $1 AND p.email_id = o.id)) x"
		" WHERE e.account_id = $1 AND e.id = x.id"
	};
	struct db_arg emails;
	struct db_rows updated;
	enum status st;

	if (rows->count == 0)
		return OK;
	emails = column(cx, rows, 0);
	if ((st = db_query(cx, &orphan, DB_ARGS(db_int(change->account), emails,
	    db_int(change->now.counter)), &updated)) != OK)
		return st;
	mail_change_drew(change, &change->now.email, updated.affected);
	if ((st = combine(cx, change, emails, true)) != OK)
		return st;
	return recount(cx, change, column(cx, rows, 1));
}

enum status
db_mail_vanish(struct ctx *cx, struct mail_change *change, int64_t mailbox, const int64_t *uids,
    size_t count)
{
	static const struct db_stmt remove = {
		"DELETE FROM mail_placement WHERE account_id = $1 AND mailbox_id = $2"
		" AND uid = ANY($3::bigint[]) RETURNING email_id, thread_id"
	};
	struct db_rows rows;
	enum status st;

	if (count == 0)
		return OK;
	if ((st = db_query(cx, &remove, DB_ARGS(db_int(change->account), db_int(mailbox),
	    db_int_array(cx, uids, count)), &rows)) != OK)
		return st;
	return left(cx, change, &rows);
}

enum status
db_mail_vanish_all(struct ctx *cx, struct mail_change *change, int64_t mailbox)
{
	static const struct db_stmt remove = {
		"DELETE FROM mail_placement WHERE account_id = $1 AND mailbox_id = $2"
		" RETURNING email_id, thread_id"
	};
	struct db_rows rows;
	enum status st;

	if ((st = db_query(cx, &remove, DB_ARGS(db_int(change->account), db_int(mailbox)),
	    &rows)) != OK)
		return st;
	return left(cx, change, &rows);
}

enum status
db_mail_bury(struct ctx *cx, struct mail_change *change)
{
	static const struct db_stmt bury = {
		"WITH gone AS (DELETE FROM mail_email WHERE account_id = $1 AND orphan"
		"  RETURNING id, thread_id, created),"
		" note AS (INSERT INTO mail_tombstone (account_id, changed, type, id, thread_id, created)"
		"  SELECT $1, $2::bigint + row_number() OVER (), 'Email', id, thread_id, created"
		"  FROM gone)"
		" SELECT id, thread_id FROM gone"
	};
	struct db_rows rows;
	enum status st;

	if ((st = db_query(cx, &bury, DB_ARGS(db_int(change->account),
	    db_int(change->now.counter)), &rows)) != OK)
		return st;
	if (rows.count == 0)
		return OK;
	mail_change_drew(change, &change->now.email, rows.count);
	return touch_threads(cx, change, column(cx, &rows, 1));
}

enum status
db_mail_orphans(struct ctx *cx, int64_t account, bool *any)
{
	static const struct db_stmt find = {
		"SELECT EXISTS (SELECT FROM mail_email WHERE account_id = $1 AND orphan)"
	};
	struct db_rows rows;
	enum status st;

	if ((st = db_query(cx, &find, DB_ARGS(db_int(account)), &rows)) != OK)
		return st;
	*any = db_get_bool(&rows, 0, 0);
	return OK;
}

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
db_mail_uids(struct ctx *cx, int64_t account, int64_t mailbox, int64_t **uids, size_t *count)
{
	static const struct db_stmt list = {
		"SELECT uid FROM mail_placement WHERE account_id = $1 AND mailbox_id = $2"
		" ORDER BY uid"
	};
	struct db_rows rows;
	enum status st;

	if ((st = db_query(cx, &list, DB_ARGS(db_int(account), db_int(mailbox)), &rows)) != OK)
		return st;
	return take_uids(cx, &rows, uids, count);
}

enum status
db_mail_uids_among(struct ctx *cx, int64_t account, int64_t mailbox, const int64_t *asked,
    size_t asked_count, int64_t **uids, size_t *count)
{
	static const struct db_stmt list = {
		"SELECT uid FROM mail_placement WHERE account_id = $1 AND mailbox_id = $2"
		" AND uid = ANY($3::bigint[]) ORDER BY uid"
	};
	struct db_rows rows;
	enum status st;

	if ((st = db_query(cx, &list, DB_ARGS(db_int(account), db_int(mailbox),
	    db_int_array(cx, asked, asked_count)), &rows)) != OK)
		return st;
	return take_uids(cx, &rows, uids, count);
}
