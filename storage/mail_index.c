/*
 * Writing the index.  Batches travel as arrays, so that five hundred messages
 * cost a dozen statements.  Rows that clients hear of take numbers from
 * $N::bigint + row_number(), and the change is told how many it were.
 *
 * What the planner reckons for an account can be wrong by thousands (see
 * storage/mail_statistics.c), and a join the other way round takes minutes then.  So
 * batches stand in materialized tables that carry account_id themselves, and
 * subqueries that must be look-ups end in OFFSET 0: no other way is left to choose.
 * Whose the rows are is asked outside of these, where an index is of ids alone: else
 * it reads all entries of the account in another index, to compare them.
 */
#include <string.h>

#include "core/buf.h"
#include "core/hash.h"
#include "storage/mail_pack.h"
#include "storage/mail_private.h"
#include "storage/mail_smime.h"

/*
 * An email's keywords from those of its copies: any of them, but $seen only
 * when all copies are; and what placements repeat of them.  FORCE: the email
 * changed in any case.
 */
static enum status
combine(struct ctx *cx, struct mail_change *change, struct db_arg emails, bool force)
{
	static const struct db_stmt email = {
		"WITH copies AS (SELECT email_id, array_agg(keywords) AS lists FROM (SELECT *"
		"   FROM mail_placement WHERE email_id = ANY($2::bigint[]) OFFSET 0) p"
		"  WHERE account_id = $1 GROUP BY 1),"
		" want AS MATERIALIZED (SELECT email_id, coalesce((SELECT ' ' || string_agg(word, ' '"
		"   ORDER BY word) || ' ' FROM (SELECT word FROM unnest(lists) AS l(list),"
		"    string_to_table(btrim(list), ' ') AS k(word) GROUP BY word"
		"    HAVING word <> '$seen' OR count(*) = cardinality(lists)) w), '') AS keywords FROM copies),"
		" todo AS MATERIALIZED (SELECT $1::bigint AS account_id, e.id, want.keywords,"
		"  row_number() OVER (ORDER BY e.id) AS n FROM want, LATERAL (SELECT id, keywords, orphan"
		"   FROM mail_email WHERE account_id = $1 AND id = want.email_id OFFSET 0) e"
		"  WHERE $4 OR e.orphan OR e.keywords <> want.keywords),"
		" done AS (UPDATE mail_email e SET keywords = todo.keywords, orphan = false,"
		"  changed = $3::bigint + todo.n FROM todo WHERE e.account_id = todo.account_id AND e.id = todo.id"
		"  RETURNING e.account_id, e.id, strpos(e.keywords, ' $seen ') > 0 AS seen,"
		"  strpos(e.keywords, ' $flagged ') > 0 AS flagged, strpos(e.keywords, ' $draft ') > 0 AS draft),"
		" told AS (UPDATE mail_placement p SET seen = d.seen, flagged = d.flagged,"
		"  unread = NOT d.seen AND NOT d.draft FROM done d WHERE p.account_id = d.account_id"
		"  AND p.email_id = d.id"
		"  AND (p.seen, p.flagged, p.unread) <> (d.seen, d.flagged, NOT d.seen AND NOT d.draft))"
		" SELECT count(*) FROM done"
	};
	struct db_rows rows;
	enum status st;

	if ((st = db_query(cx, &email, DB_ARGS(db_int(change->account), emails,
	    db_int(change->now.counter), db_bool(force)), &rows)) != OK)
		return st;
	mail_change_drew(change, &change->now.email, db_get_int(&rows, 0, 0));
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

/* Sixteen bytes in hexadecimal digits: Dovecot's are that, others become it. */
static const char *
guid_of(struct arena *arena, const char *guid)
{
	size_t len = strlen(guid);

	return len == 32 && strspn(guid, "0123456789abcdef") == len ? guid :
	    arena_strndup(arena, hash_sha256_hex(arena, guid, len), 32);
}

/* Copies of emails that other mailboxes have, by guid. */
static enum status
ask_copies(struct ctx *cx, int64_t account, int64_t mailbox, const char *const *guids,
    size_t count, struct db_rows *rows)
{
	static const struct db_stmt find = {
		"SELECT e.id, e.thread_id, replace(e.guid::text, '-', ''), e.received_at"
		" FROM (SELECT * FROM mail_email WHERE guid = ANY($3::uuid[]) OFFSET 0) e"
		" WHERE e.account_id = $1 AND NOT EXISTS (SELECT FROM mail_placement p WHERE p.account_id = $1"
		" AND p.email_id = e.id AND p.mailbox_id = $2 OFFSET 0) ORDER BY e.id"
	};

	return db_query_later(cx, &find, DB_ARGS(db_int(account), db_int(mailbox),
	    db_uuid_array(cx, guids, count)), rows);
}

/* Each for one. */
static void
take_copies(const struct db_rows *rows, struct mail_new *list, size_t count,
    const char *const *guids)
{
	for (int r = 0; r < rows->count; r++) {
		int64_t id = db_get_int(rows, r, 0);

		for (size_t i = 0; i < count; i++) {
			if (list[i].email != 0 ||
			    strcmp(guids[i], db_get_text(rows, r, 2)) != 0)
				continue;
			list[i].email = id;
			list[i].thread = db_get_int(rows, r, 1);
			list[i].received_at = db_get_int(rows, r, 3);
			break;
		}
	}
}

/* "$seen $flagged" as ' $seen $flagged '. */
static const char *
spaced(struct arena *arena, const char *words)
{
	return *words != '\0' ? arena_printf(arena, " %s ", words) : "";
}

static bool
has_word(const char *spaced_words, const char *word)
{
	return strstr(spaced_words, word) != NULL;
}

/* Columns of rows that are being inserted, in the order that their indexes like. */
struct columns {
	int64_t		*id, *thread, *size, *received, *sent, *attachment, *uid, *head;
	const char	**guid, **keywords, **smime;
	struct db_blob	*detail;
	size_t		 count;
};

static struct columns
columns_open(struct arena *arena, size_t room)
{
	return (struct columns){
		.id = arena_array(arena, room, sizeof(int64_t)),
		.thread = arena_array(arena, room, sizeof(int64_t)),
		.size = arena_array(arena, room, sizeof(int64_t)),
		.received = arena_array(arena, room, sizeof(int64_t)),
		.sent = arena_array(arena, room, sizeof(int64_t)),
		.attachment = arena_array(arena, room, sizeof(int64_t)),
		.uid = arena_array(arena, room, sizeof(int64_t)),
		.head = arena_array(arena, room, sizeof(int64_t)),
		.guid = arena_array(arena, room, sizeof(char *)),
		.keywords = arena_array(arena, room, sizeof(char *)),
		.smime = arena_array(arena, room, sizeof(char *)),
		.detail = arena_array(arena, room, sizeof(struct db_blob)),
	};
}

/* What of a list is the work of the processor alone; one that turns out to be a copy had it in vain. */
static struct db_blob *
pack_all(struct arena *arena, const struct mail_new *list, size_t count)
{
	struct db_blob *out = arena_array(arena, count, sizeof *out);

	for (size_t i = 0; i < count; i++) {
		const struct mail_new *m = &list[i];
		struct mail_detail d = { m->subject, m->head, m->structure, m->preview };

		out[i].data = mail_pack(arena, &d, &out[i].len);
	}
	return out;
}

static enum status
put_emails(struct ctx *cx, struct mail_change *change, const struct mail_new *list, size_t count,
    const bool *is_copy, const char *const *guids, const struct db_blob *details)
{
	static const struct db_stmt insert = {
		"INSERT INTO mail_email (account_id, id, thread_id, size, received_at, sent_at, created,"
		" changed, guid, has_attachment, keywords, detail, smime)"
		" SELECT $1, id, thread, size, received, nullif(sent, -9223372036854775808),"
		" $2::bigint + n, $2::bigint + n, guid, attachment = 1, keywords, detail, smime"
		" FROM unnest($3::bigint[], $4::bigint[], $5::bigint[], $6::bigint[], $7::bigint[],"
		" $8::uuid[], $9::bigint[], $10::text[], $11::bytea[], $12::text[]) WITH ORDINALITY"
		" AS x(id, thread, size, received, sent, guid, attachment, keywords, detail, smime, n)"
	};
	struct columns c = columns_open(cx->arena, count);
	struct mail_searched *searched = arena_array(cx->arena, count, sizeof *searched);
	bool down = mail_newest_first(count);
	size_t n = 0;
	enum status st;

	/* By id; what is searched newest first. */
	for (size_t k = 0; k < count; k++) {
		size_t i = down ? count - 1 - k : k;
		const struct mail_new *m = &list[i];

		if (is_copy[i])
			continue;
		c.id[n] = m->email;
		c.thread[n] = m->thread;
		c.size[n] = m->size;
		c.received[n] = m->received_at;
		c.sent[n] = m->sent_at;
		c.guid[n] = guids[i];
		c.attachment[n] = m->has_attachment;
		c.smime[n] = m->is_signed ? SMIME_UNREAD : "";
		c.keywords[n] = spaced(cx->arena, m->keywords);
		searched[down ? n : count - 1 - n] = (struct mail_searched){ m->email, m->received_at, m->words };
		c.detail[n] = details[i];
		n++;
	}
	if (n == 0)
		return OK;
	if ((st = db_exec_later(cx, &insert, DB_ARGS(db_int(change->account),
	    db_int(change->now.counter), db_int_array(cx, c.id, n), db_int_array(cx, c.thread, n),
	    db_int_array(cx, c.size, n), db_int_array(cx, c.received, n),
	    db_int_array(cx, c.sent, n), db_uuid_array(cx, c.guid, n),
	    db_int_array(cx, c.attachment, n), db_text_list(cx, c.keywords, n),
	    db_bytes_array(cx, c.detail, n), db_text_list(cx, c.smime, n)))) != OK ||
	    (st = mail_words_put(cx, change->account, down ? searched : searched + count - n, n)) != OK)
		return st;
	mail_change_drew(change, &change->now.email, (int64_t)n);
	change->now.delivery = change->now.email;
	/* Whatever comes into a thread changes it (storage/mail_state.c). */
	change->now.thread = change->now.email;
	return OK;
}

/* Is it the newest of its thread in the list? */
static bool
leads(const struct mail_new *list, size_t count, const struct mail_new *m)
{
	for (size_t i = 0; i < count; i++)
		if (list[i].thread == m->thread && (list[i].received_at > m->received_at ||
		    (list[i].received_at == m->received_at && list[i].email > m->email)))
			return false;
	return true;
}

#define ASK_WHETHER_HEAD	2

static enum status
put_placements(struct ctx *cx, struct mail_change *change, int64_t mailbox,
    const struct mail_new *list, size_t count, const bool *fresh)
{
	static const struct db_stmt insert = {
		"INSERT INTO mail_placement (account_id, mailbox_id, uid, email_id, thread_id,"
		" received_at, seen, flagged, unread, head, keywords)"
		" SELECT $1, $2, x.uid, x.email, x.thread, x.received, strpos(x.flags, ' $seen ') > 0,"
		" strpos(x.flags, ' $flagged ') > 0,"
		" strpos(x.flags, ' $seen ') = 0 AND strpos(x.flags, ' $draft ') = 0,"
		" CASE x.head WHEN 2 THEN NOT EXISTS (SELECT FROM (SELECT id FROM mail_email"
		"   WHERE account_id = $1 AND thread_id = x.thread OFFSET 0) e,"
		"  LATERAL (SELECT received_at, email_id FROM mail_placement WHERE account_id = $1"
		"   AND email_id = e.id AND mailbox_id = $2 OFFSET 0) o"
		"  WHERE (o.received_at, o.email_id) > (x.received, x.email)) ELSE x.head = 1 END, x.flags"
		" FROM unnest($3::bigint[], $4::bigint[], $5::bigint[], $6::bigint[], $7::bigint[],"
		" $8::text[]) AS x(uid, email, thread, received, head, flags)"
	};
	struct columns c = columns_open(cx->arena, count);
	struct mail_added added = { 0 };
	size_t n = 0;
	enum status st;

	for (size_t i = count; i-- > 0; n++) {
		c.uid[n] = list[i].uid;
		c.id[n] = list[i].email;
		c.thread[n] = list[i].thread;
		c.received[n] = list[i].received_at;
		c.keywords[n] = spaced(cx->arena, list[i].keywords);
		c.head[n] = leads(list, count, &list[i]);
		if (!fresh[i]) {
			/* Of a thread that was there: written as it is, since one that is changed later
			 * leaves a gap in each index. */
			c.head[n] *= ASK_WHETHER_HEAD;
			continue;
		}
		added.emails++;
		added.threads += c.head[n];
		if (!has_word(c.keywords[n], " $seen ") && !has_word(c.keywords[n], " $draft ")) {
			bool first = true;

			added.unread++;
			for (size_t k = 0; k < n && first; k++)
				first = c.thread[k] != c.thread[n] ||
				    has_word(c.keywords[k], " $seen ") ||
				    has_word(c.keywords[k], " $draft ");
			added.unread_threads += first;
		}
	}
	if ((st = db_exec_later(cx, &insert, DB_ARGS(db_int(change->account), db_int(mailbox),
	    db_int_array(cx, c.uid, n), db_int_array(cx, c.id, n), db_int_array(cx, c.thread, n),
	    db_int_array(cx, c.received, n), db_int_array(cx, c.head, n),
	    db_text_list(cx, c.keywords, n)))) != OK)
		return st;
	return mail_count_added(cx, change, mailbox, &added);
}

struct mail_adding {
	int64_t			 account, mailbox;
	struct mail_new		*list;
	size_t			 count;
	const char		**guids;
	struct db_blob		*details;
	struct mail_threads	*map;
	struct db_rows		 state, copies, poor;	/* what the database tells */
};

/* Queued; the answer to each is needed before the first row can be written. */
static enum status
add_ask(struct ctx *cx, struct mail_adding *a)
{
	enum status st;

	a->guids = arena_array(cx->arena, a->count, sizeof *a->guids);
	for (size_t i = 0; i < a->count; i++)
		a->guids[i] = guid_of(cx->arena, a->list[i].guid);
	if ((st = ask_copies(cx, a->account, a->mailbox, a->guids, a->count, &a->copies)) != OK ||
	    (st = mail_statistics_ask(cx, a->account, a->count, &a->poor)) != OK)
		return st;
	return mail_threads_ask(cx, a->account, a->mailbox, a->list, a->count, &a->map);
}

/* With the answers. */
static enum status
add_write(struct ctx *cx, struct mail_change *change, struct mail_adding *a)
{
	struct mail_new *list = a->list;
	size_t count = a->count, copy_count = 0, thread_count = 0;
	bool *is_copy = arena_array(cx->arena, count, sizeof *is_copy);
	bool *fresh = arena_array(cx->arena, count, sizeof *fresh);
	int64_t *copies = arena_array(cx->arena, count, sizeof *copies);
	int64_t *threads = arena_array(cx->arena, count, sizeof *threads);
	struct mail_sums was;
	struct db_arg touched;
	enum status st;

	if ((st = mail_threads_take(cx, a->map)) != OK)
		return st;
	take_copies(&a->copies, list, count, a->guids);
	for (size_t i = 0; i < count; i++)
		if ((is_copy[i] = list[i].email != 0))
			copies[copy_count++] = list[i].email;
	mail_threads_find(a->map, list, count, fresh);
	for (size_t i = 0; i < count; i++) {
		list[i].alone = fresh[i];
		if (!fresh[i])
			threads[thread_count++] = list[i].thread;
	}
	touched = db_int_array(cx, threads, thread_count);
	/* Copies give emails other keywords, and so what was there other counts. */
	if ((copy_count > 0 && (st = mail_count_begin(cx, change->account, touched, &was)) != OK) ||
	    (st = put_emails(cx, change, list, count, is_copy, a->guids, a->details)) != OK ||
	    (st = put_placements(cx, change, a->mailbox, list, count, fresh)) != OK ||
	    (st = mail_threads_put(cx, change->account, a->map)) != OK ||
	    (st = mail_statistics_mend(cx, &a->poor)) != OK)
		return st;
	if (copy_count > 0)
		return (st = combine(cx, change, db_int_array(cx, copies, copy_count), true)) != OK ? st :
		    mail_count_end(cx, change, touched, &was);
	return thread_count == 0 ? OK : mail_count_grown(cx, change, touched,
	    mail_threads_first_id(a->map), mail_threads_boxes(a->map));
}

enum status
db_mail_add(struct ctx *cx, struct mail_change *change, int64_t mailbox, struct mail_new *list,
    size_t count)
{
	struct mail_adding a = { .account = change->account, .mailbox = mailbox, .list = list,
		.count = count };
	enum status st;

	if (count == 0)
		return OK;
	if ((st = add_ask(cx, &a)) != OK || (st = db_send(cx)) != OK)
		return st;
	a.details = pack_all(cx->arena, list, count);
	if ((st = db_answers(cx)) != OK)
		return st;
	return add_write(cx, change, &a);
}

enum status
db_mail_add_begin(struct ctx *cx, int64_t account, int64_t mailbox, struct mail_new *list,
    size_t count, struct mail_adding **out)
{
	struct mail_adding *a = arena_alloc(cx->arena, sizeof *a);
	enum status st;

	*a = (struct mail_adding){ .account = account, .mailbox = mailbox, .list = list, .count = count };
	*out = a;
	if ((st = mail_change_ask(cx, account, &a->state)) != OK ||
	    (count > 0 && (st = add_ask(cx, a)) != OK) || (st = db_send(cx)) != OK)
		return st;
	a->details = pack_all(cx->arena, list, count);
	return OK;
}

enum status
db_mail_add_end(struct ctx *cx, struct mail_adding *a, struct mail_change *change)
{
	enum status st;

	if ((st = db_answers(cx)) != OK ||
	    (st = mail_change_take(cx, a->account, &a->state, change)) != OK)
		return st;
	return a->count > 0 ? add_write(cx, change, a) : OK;
}

/* ---- Messages that changed or went -------------------------------------- */

/* The uids $3 of the mailbox $2, as rows to join on. */
#define UIDS_SQL "SELECT $1::bigint AS account_id, $2::bigint AS mailbox_id, unnest($3::bigint[]) AS uid"

enum status
db_mail_flags(struct ctx *cx, struct mail_change *change, int64_t mailbox,
    const struct mail_flags *list, size_t count)
{
	/* Of those that differ, which threads must be counted anew. */
	static const struct db_stmt find = {
		"WITH x AS MATERIALIZED (" UIDS_SQL ", unnest($4::text[]) AS words) "
		"SELECT DISTINCT p.thread_id FROM x JOIN mail_placement p USING (account_id, mailbox_id, uid)"
		" WHERE (strpos(p.keywords, ' $seen ') > 0) <> (strpos(x.words, ' $seen ') > 0)"
		" OR (strpos(p.keywords, ' $draft ') > 0) <> (strpos(x.words, ' $draft ') > 0)"
	};
	static const struct db_stmt update = {
		"WITH x AS MATERIALIZED (" UIDS_SQL ", unnest($4::text[]) AS words) "
		"UPDATE mail_placement p SET keywords = x.words FROM x WHERE p.account_id = x.account_id"
		" AND p.mailbox_id = x.mailbox_id AND p.uid = x.uid"
		" AND p.keywords <> x.words RETURNING p.email_id"
	};
	struct columns c = columns_open(cx->arena, count);
	struct db_arg account = db_int(change->account), box = db_int(mailbox), uids, words, threads;
	struct db_rows counted, rows;
	struct mail_sums was;
	enum status st;

	if (count == 0)
		return OK;
	for (size_t i = 0; i < count; i++) {
		c.uid[i] = list[i].uid;
		c.keywords[i] = spaced(cx->arena, list[i].keywords);
	}
	uids = db_int_array(cx, c.uid, count);
	words = db_text_list(cx, c.keywords, count);
	if ((st = db_query(cx, &find, DB_ARGS(account, box, uids, words), &counted)) != OK)
		return st;
	threads = column(cx, &counted, 0);
	if ((counted.count > 0 &&
	    (st = mail_count_begin(cx, change->account, threads, &was)) != OK) ||
	    (st = db_query(cx, &update, DB_ARGS(account, box, uids, words), &rows)) != OK ||
	    (rows.count > 0 && (st = combine(cx, change, column(cx, &rows, 0), false)) != OK))
		return st;
	return counted.count > 0 ? mail_count_end(cx, change, threads, &was) : OK;
}

/* Placements go: REMOVE takes them away, of emails and threads as FIND told. */
static enum status
leave(struct ctx *cx, struct mail_change *change, const struct db_stmt *find,
    const struct db_stmt *remove, const struct db_arg *args, size_t arg_count)
{
	static const struct db_stmt orphan = {
		"WITH x AS MATERIALIZED (SELECT $1::bigint AS account_id, o.id, row_number() OVER () AS n"
		"  FROM (SELECT DISTINCT unnest($2::bigint[]) AS id) i, LATERAL (SELECT id"
		"   FROM mail_email WHERE account_id = $1 AND id = i.id OFFSET 0) o"
		"  WHERE NOT EXISTS (SELECT FROM mail_placement p WHERE p.account_id = $1"
		"   AND p.email_id = o.id OFFSET 0))"
		" UPDATE mail_email e SET orphan = true, changed = $3::bigint + x.n FROM x"
		" WHERE e.account_id = x.account_id AND e.id = x.id"
	};
	struct db_arg emails, threads;
	struct db_rows rows, updated;
	struct mail_sums was;
	enum status st;

	if ((st = db_query(cx, find, args, arg_count, &rows)) != OK || rows.count == 0)
		return st;
	emails = column(cx, &rows, 0);
	threads = column(cx, &rows, 1);
	if ((st = mail_count_begin(cx, change->account, threads, &was)) != OK ||
	    (st = db_exec(cx, remove, args, arg_count)) != OK ||
	    (st = db_query(cx, &orphan, DB_ARGS(db_int(change->account), emails,
	    db_int(change->now.counter)), &updated)) != OK)
		return st;
	mail_change_drew(change, &change->now.email, updated.affected);
	if ((st = combine(cx, change, emails, true)) != OK)
		return st;
	return mail_count_end(cx, change, threads, &was);
}

enum status
db_mail_vanish(struct ctx *cx, struct mail_change *change, int64_t mailbox, const int64_t *uids,
    size_t count)
{
	static const struct db_stmt find = {
		"WITH x AS MATERIALIZED (" UIDS_SQL ") SELECT p.email_id, p.thread_id"
		" FROM x JOIN mail_placement p USING (account_id, mailbox_id, uid)"
	};
	static const struct db_stmt remove = {
		"WITH x AS MATERIALIZED (" UIDS_SQL ") DELETE FROM mail_placement p USING x"
		" WHERE p.account_id = x.account_id AND p.mailbox_id = x.mailbox_id AND p.uid = x.uid"
	};

	if (count == 0)
		return OK;
	return leave(cx, change, &find, &remove, DB_ARGS(db_int(change->account), db_int(mailbox),
	    db_int_array(cx, uids, count)));
}

enum status
db_mail_vanish_all(struct ctx *cx, struct mail_change *change, int64_t mailbox)
{
	static const struct db_stmt find = {
		"SELECT email_id, thread_id FROM mail_placement WHERE account_id = $1 AND mailbox_id = $2"
	};
	static const struct db_stmt remove = {
		"DELETE FROM mail_placement WHERE account_id = $1 AND mailbox_id = $2"
	};

	return leave(cx, change, &find, &remove, DB_ARGS(db_int(change->account), db_int(mailbox)));
}

enum status
db_mail_bury(struct ctx *cx, struct mail_change *change)
{
	static const struct db_stmt bury = {
		"WITH gone AS (DELETE FROM mail_email WHERE account_id = $1 AND orphan"
		"  RETURNING id, thread_id, created, received_at), buried AS"
		" (INSERT INTO mail_tombstone (account_id, changed, type, id, thread_id, created)"
		"  SELECT $1, $2::bigint + row_number() OVER (), 'Email', id, thread_id, created"
		"  FROM gone)"
		" SELECT id, received_at FROM gone"
	};
	int64_t *emails, *received;
	struct db_rows rows;
	enum status st;

	if ((st = db_query(cx, &bury, DB_ARGS(db_int(change->account),
	    db_int(change->now.counter)), &rows)) != OK || rows.count == 0)
		return st;
	mail_change_drew(change, &change->now.email, rows.count);
	change->now.thread = change->now.email;
	emails = arena_array(cx->arena, (size_t)rows.count, sizeof *emails);
	received = arena_array(cx->arena, (size_t)rows.count, sizeof *received);
	for (int i = 0; i < rows.count; i++) {
		emails[i] = db_get_int(&rows, i, 0);
		received[i] = db_get_int(&rows, i, 1);
	}
	return mail_words_remove(cx, change->account, emails, received, (size_t)rows.count);
}

enum status
db_mail_chores(struct ctx *cx, int64_t account, bool *orphans, bool *purge)
{
	static const struct db_stmt find = {
		"SELECT EXISTS (SELECT FROM mail_email WHERE account_id = $1 AND orphan),"
		" EXISTS (SELECT FROM mail_state WHERE account_id = $1 AND purged < now() - interval '1 day')"
	};
	struct db_rows rows;
	enum status st;

	if ((st = db_query(cx, &find, DB_ARGS(db_int(account)), &rows)) != OK)
		return st;
	*orphans = db_get_bool(&rows, 0, 0);
	*purge = db_get_bool(&rows, 0, 1);
	return OK;
}
