#include <string.h>

#include "core/buf.h"
#include "storage/mail_private.h"
#include "storage/mail_smime.h"

#define CONDITIONS_MAX	60	/* values of one statement; storage/db.c takes 64 */
#define FIRST_PAGES	64	/* of mail_words, newest first, that a search looks through first */
#define MORE_PAGES	8	/* times as many are next, where that promises enough */

/* A text that is searched: where in a record of mail_words (migration 0020). */
struct wanted {
	int	 place;		/* among the statement's values */
	int	 line, other;	/* in either of these lines; line 0: in any */
};

struct builder {
	struct ctx	*cx;
	struct buf	 sql;
	struct db_arg	 args[CONDITIONS_MAX];
	size_t		 count;
	const char	*row;		/* "p" when the mailbox leads, else "e" */
	bool		 uses_email;	/* the statement needs mail_email */
	bool		 uses_record;	/* and the email's record of mail_words */
	bool		 must;		/* what is being written holds of all that matches */
	struct wanted	 wanted[CONDITIONS_MAX];	/* texts that must be there */
	size_t		 wanted_count;
	int64_t		 since;		/* only what was received then or later */
	const struct mail_filter *leader;	/* condition that "p" stands for */
	bool		 too_many;
};

/* A value's place in the statement. */
static int
arg(struct builder *b, struct db_arg value)
{
	if (b->count == COUNT(b->args)) {
		b->too_many = true;
		return 1;
	}
	b->args[b->count++] = value;
	return (int)b->count;
}

/* A keyword as columns have it: with a space on both sides. */
static struct db_arg
spaced(struct ctx *cx, const char *word)
{
	return db_text(arena_printf(cx->arena, " %s ", word));
}

static void
keyword(struct builder *b, const char *word, bool wanted)
{
	if (strcmp(b->row, "p") == 0 && strcmp(word, "$seen") == 0) {
		buf_puts(&b->sql, wanted ? "p.seen" : "NOT p.seen");
	} else if (strcmp(b->row, "p") == 0 && strcmp(word, "$flagged") == 0) {
		buf_puts(&b->sql, wanted ? "p.flagged" : "NOT p.flagged");
	} else {
		b->uses_email = true;
		buf_printf(&b->sql, "strpos(e.keywords, $%d) %s 0",
		    arg(b, spaced(b->cx, word)), wanted ? ">" : "=");
	}
}

/* Emails of the row's thread with or without a keyword. */
static void
thread_keyword(struct builder *b, const char *word, bool exists, bool with)
{
	buf_printf(&b->sql, "%sEXISTS (SELECT FROM mail_email t WHERE t.account_id = $1"
	    " AND t.thread_id = %s.thread_id AND NOT t.orphan AND strpos(t.keywords, $%d) %s 0)",
	    exists ? "" : "NOT ", b->row, arg(b, spaced(b->cx, word)), with ? ">" : "=");
}

static const char *
row_id(const struct builder *b)
{
	return strcmp(b->row, "p") == 0 ? "p.email_id" : "e.id";
}

/*
 * The ids of records that have all of LIST.  Pages are looked through whole first,
 * since that refuses nearly all; a record's first twenty bytes are its id.
 */
static void
records(struct builder *b, const struct wanted *list, size_t count)
{
	buf_puts(&b->sql, "SELECT left(r, 19)::bigint FROM mail_words w,"
	    " string_to_table(w.records, E'\\x1e') AS r WHERE w.account_id = $1");
	if (b->since != INT64_MIN)
		buf_printf(&b->sql, " AND w.newest >= $%d::bigint", arg(b, db_int(b->since)));
	for (size_t i = 0; i < count; i++)
		buf_printf(&b->sql, " AND strpos(w.records, $%d) > 0", list[i].place);
	for (size_t i = 0; i < count; i++) {
		const struct wanted *w = &list[i];

		buf_printf(&b->sql, " AND strpos(r, $%d) > 0", w->place);
		if (w->line == 0)
			buf_printf(&b->sql, " AND strpos(substr(r, 21), $%d) > 0", w->place);
		else
			buf_printf(&b->sql, " AND (strpos(split_part(r, E'\n', %d), $%d) > 0",
			    w->line + 1, w->place);
		if (w->other != 0)
			buf_printf(&b->sql, " OR strpos(split_part(r, E'\n', %d), $%d) > 0",
			    w->other + 1, w->place);
		if (w->line != 0)
			buf_putc(&b->sql, ')');
	}
}

/* Text within a record, or within one of two lines of it (0: none). */
static void
within(struct builder *b, int line, int other, const char *text)
{
	struct wanted w = { arg(b, db_text(text)), line, other };

	/* What must be there is asked of each record once, all together: build(). */
	if (b->too_many)
		return;
	if (b->must) {
		b->wanted[b->wanted_count++] = w;
		buf_puts(&b->sql, "true");
		return;
	}
	buf_printf(&b->sql, "%s IN (", row_id(b));
	records(b, &w, 1);
	buf_putc(&b->sql, ')');
}

static void condition(struct builder *b, const struct mail_filter *f);

static void
conditions(struct builder *b, const struct mail_filter *list, const char *between,
    const char *none)
{
	bool first = true;

	buf_putc(&b->sql, '(');
	for (const struct mail_filter *f = list; f != NULL; f = f->next) {
		if (f == b->leader)
			continue;
		if (!first)
			buf_puts(&b->sql, between);
		condition(b, f);
		first = false;
	}
	if (first)
		buf_puts(&b->sql, none);
	buf_putc(&b->sql, ')');
}

static void
comparison(struct builder *b, const char *row, const char *column, const char *than, int64_t number)
{
	b->uses_email |= strcmp(row, "e") == 0;
	buf_printf(&b->sql, "%s.%s %s $%d::bigint", row, column, than, arg(b, db_int(number)));
}

/* hasSmime, hasVerifiedSmime and hasVerifiedSmimeAtDelivery (RFC 9219). */
static void
signature(struct builder *b, const struct mail_filter *f)
{
	b->uses_email = true;
	if (f->match == MATCH_SMIME)
		buf_printf(&b->sql, "e.smime %s ''", f->number ? "<>" : "=");
	else
		buf_printf(&b->sql, "%s(e.smime <> '' AND strpos(e.smime, '%s') > 0)",
		    f->number ? "" : "NOT ", f->match == MATCH_VERIFIED ? SMIME_VERIFIED :
		    SMIME_VERIFIED_THEN);
}

static void
condition(struct builder *b, const struct mail_filter *f)
{
	/* Lines of a record (migration 0020). */
	static const int lines[] = {
		[MATCH_FROM] = 2, [MATCH_TO] = 3, [MATCH_CC] = 4, [MATCH_BCC] = 5,
	};
	const char *id = row_id(b);
	bool must = b->must;

	switch (f->match) {
	case MATCH_AND:
		conditions(b, f->children, " AND ", "true");
		return;
	case MATCH_NOT:
		buf_puts(&b->sql, "NOT ");
		/* FALLTHROUGH */
	case MATCH_OR:
		b->must &= f->match == MATCH_OR && f->children != NULL && f->children->next == NULL;
		conditions(b, f->children, " OR ", "false");
		b->must = must;
		return;
	case MATCH_MAILBOX:
		buf_printf(&b->sql, "EXISTS (SELECT FROM mail_placement x WHERE x.account_id = $1"
		    " AND x.email_id = %s AND x.mailbox_id = $%d::bigint)", id,
		    arg(b, db_int(f->number)));
		return;
	case MATCH_NOT_ONLY_IN:
		buf_printf(&b->sql, "EXISTS (SELECT FROM mail_placement x WHERE x.account_id = $1"
		    " AND x.email_id = %s AND x.mailbox_id <> ALL($%d::bigint[]))", id,
		    arg(b, db_int_array(b->cx, f->ids, f->id_count)));
		return;
	case MATCH_BEFORE:
		comparison(b, b->row, "received_at", "<", f->number);
		return;
	case MATCH_AFTER:
		comparison(b, b->row, "received_at", ">=", f->number);
		return;
	case MATCH_MIN_SIZE:
		comparison(b, "e", "size", ">=", f->number);
		return;
	case MATCH_MAX_SIZE:
		comparison(b, "e", "size", "<", f->number);
		return;
	case MATCH_KEYWORD:
	case MATCH_NO_KEYWORD:
		keyword(b, f->text, f->match == MATCH_KEYWORD);
		return;
	case MATCH_THREAD_ALL:
	case MATCH_THREAD_SOME:
	case MATCH_THREAD_NONE:
		thread_keyword(b, f->text, f->match == MATCH_THREAD_SOME,
		    f->match != MATCH_THREAD_ALL);
		return;
	case MATCH_ATTACHMENT:
		b->uses_email = true;
		buf_puts(&b->sql, f->number ? "e.has_attachment" : "NOT e.has_attachment");
		return;
	case MATCH_SMIME:
	case MATCH_VERIFIED:
	case MATCH_VERIFIED_THEN:
		signature(b, f);
		return;
	case MATCH_FROM:
	case MATCH_TO:
	case MATCH_CC:
	case MATCH_BCC:
		within(b, lines[f->match], 0, f->text);
		return;
	case MATCH_SUBJECT:
		/* Without "Re:", or whole where that is another. */
		within(b, 1, 6, f->text);
		return;
	case MATCH_HEAD:
		within(b, 0, 0, f->text);
		return;
	case MATCH_IDS:
		buf_printf(&b->sql, "%s = ANY($%d::bigint[])", id,
		    arg(b, db_int_array(b->cx, f->ids, f->id_count)));
		return;
	}
}

static void
order(struct builder *b, const struct mail_sort *s)
{
	switch (s->by) {
	case SORT_RECEIVED:
		buf_printf(&b->sql, "%s.received_at", b->row);
		break;
	case SORT_SENT:
		b->uses_email = true;
		buf_puts(&b->sql, "coalesce(e.sent_at, e.received_at)");
		break;
	case SORT_SIZE:
		b->uses_email = true;
		buf_puts(&b->sql, "e.size");
		break;
	case SORT_FROM:
	case SORT_TO:
		/* The first one's name, or else address (RFC 8621, 4.4.2). */
		b->uses_record = true;
		buf_printf(&b->sql, "split_part(s.r, E'\n', %d)", s->by == SORT_FROM ? 3 : 4);
		break;
	case SORT_SUBJECT:
		b->uses_record = true;
		buf_puts(&b->sql, "split_part(s.r, E'\n', 2)");
		break;
	case SORT_KEYWORD:
		keyword(b, s->keyword, true);
		break;
	case SORT_THREAD_ALL:
		thread_keyword(b, s->keyword, false, false);
		break;
	case SORT_THREAD_SOME:
		thread_keyword(b, s->keyword, true, true);
		break;
	}
	buf_puts(&b->sql, s->ascending ? " ASC, " : " DESC, ");
}

/* Newest first, which is also how ties are ended. */
static bool
is_newest_first(const struct mail_query *q)
{
	return q->sort_count == 0 ||
	    (q->sorts[0].by == SORT_RECEIVED && !q->sorts[0].ascending);
}

/* The mailbox that a query is of: a condition that must hold. */
static const struct mail_filter *
mailbox_of(const struct mail_filter *f)
{
	if (f == NULL || f->match == MATCH_MAILBOX)
		return f;
	if (f->match == MATCH_AND)
		for (const struct mail_filter *c = f->children; c != NULL; c = c->next) {
			const struct mail_filter *m = c->match == MATCH_MAILBOX ||
			    c->match == MATCH_AND ? mailbox_of(c) : NULL;

			if (m != NULL)
				return m;
		}
	return NULL;
}

/* The mailbox, when the query is its list and nothing else; 0 otherwise. */
static int64_t
plain_list(const struct mail_query *q)
{
	const struct mail_filter *f = q->filter;

	while (f != NULL && f->match == MATCH_AND && f->children != NULL &&
	    f->children->next == NULL)
		f = f->children;
	return f != NULL && f->match == MATCH_MAILBOX && is_newest_first(q) ? f->number : 0;
}

/* WITH y (id, pos, total): the whole result, numbered. */
static void
build(struct builder *b, const struct mail_query *q)
{
	struct builder order_by, where;

	b->leader = mailbox_of(q->filter);
	b->row = b->leader != NULL ? "p" : "e";
	b->uses_email = b->leader == NULL;

	/* Both are written first, since they decide what must be joined. */
	order_by = *b;
	order_by.sql = BUF_ON(b->cx->arena);
	for (size_t i = 0; i < q->sort_count; i++)
		order(&order_by, &q->sorts[i]);
	if (q->sort_count == 0)
		buf_printf(&order_by.sql, "%s.received_at DESC, ", b->row);
	buf_puts(&order_by.sql, b->leader != NULL ? "p.email_id DESC" : "e.id DESC");
	where = order_by;
	where.sql = BUF_ON(b->cx->arena);
	where.must = true;
	if (b->leader != NULL)
		buf_printf(&where.sql, "p.account_id = $1 AND p.mailbox_id = $%d::bigint",
		    arg(&where, db_int(b->leader->number)));
	else
		buf_puts(&where.sql, "e.account_id = $1 AND NOT e.orphan");
	if (b->since != INT64_MIN)
		buf_printf(&where.sql, " AND %s.received_at >= $%d::bigint", b->row,
		    arg(&where, db_int(b->since)));
	if (q->filter != NULL && q->filter != b->leader) {
		buf_puts(&where.sql, " AND ");
		condition(&where, q->filter);
	}
	if (where.wanted_count > 0) {
		buf_printf(&where.sql, " AND %s = ANY(ARRAY(", row_id(b));
		records(&where, where.wanted, where.wanted_count);
		buf_puts(&where.sql, "))");
	}

	memcpy(b->args, where.args, sizeof b->args);
	b->count = where.count;
	b->too_many = where.too_many;
	buf_printf(&b->sql, "WITH r AS (SELECT %s AS id, %s.thread_id, row_number() OVER (ORDER BY %s)"
	    " AS n FROM ", b->leader != NULL ? "p.email_id" : "e.id", b->row,
	    buf_str(&order_by.sql));
	buf_puts(&b->sql, b->leader == NULL ? "mail_email e" : where.uses_email ?
	    "mail_placement p JOIN mail_email e ON e.account_id = $1 AND e.id = p.email_id" :
	    "mail_placement p");
	if (order_by.uses_record)
		buf_printf(&b->sql, " JOIN (SELECT left(r, 19)::bigint AS id, r FROM mail_words w,"
		    " string_to_table(w.records, E'\\x1e') AS r WHERE w.account_id = $1) s"
		    " ON s.id = %s", row_id(b));
	buf_printf(&b->sql, " WHERE %s), ", buf_str(&where.sql));
	buf_puts(&b->sql, q->collapse ?
	    "c AS (SELECT id, n FROM (SELECT id, n, row_number() OVER (PARTITION BY thread_id"
	    " ORDER BY n) AS k FROM r) x WHERE k = 1), " : "c AS (SELECT id, n FROM r), ");
	buf_puts(&b->sql, "y AS (SELECT id, row_number() OVER (ORDER BY n) - 1 AS pos,"
	    " count(*) OVER () AS total FROM c) ");
}

static void
take(struct ctx *cx, const struct db_rows *rows, int64_t first, int64_t end,
    struct mail_hit **out, size_t *count)
{
	*count = 0;
	*out = arena_array(cx->arena, (size_t)rows->count, sizeof **out);
	for (int i = 0; i < rows->count; i++) {
		int64_t at = db_get_int(rows, i, 1);

		if (at >= first && at < end)
			(*out)[(*count)++] = (struct mail_hit){ db_get_int(rows, i, 0), at };
	}
}

static enum status
total_of(struct ctx *cx, int64_t account, int64_t mailbox, bool collapse, int64_t *total)
{
	static const struct db_stmt find = {
		"SELECT total_emails, total_threads FROM mail_mailbox"
		" WHERE account_id = $1 AND id = $2"
	};
	struct db_rows rows;
	enum status st;

	if ((st = db_query(cx, &find, DB_ARGS(db_int(account), db_int(mailbox)), &rows)) != OK)
		return st;
	*total = rows.count == 0 ? 0 : db_get_int(&rows, 0, collapse ? 1 : 0);
	return OK;
}

/* Rows of id, position and total. */
static enum status
run(struct builder *b, struct db_rows *rows, int64_t *total)
{
	enum status st;

	if (b->too_many)
		return fault(b->cx, ERR_LIMIT, "more than %d conditions", CONDITIONS_MAX);
	if ((st = db_query_built(b->cx, buf_str(&b->sql), b->args, b->count, rows)) != OK)
		return st;
	*total = rows->count > 0 ? db_get_int(rows, 0, 2) : 0;
	return OK;
}

/* The filter's answer, of what was received since SINCE, from POSITION on. */
static enum status
answer(struct ctx *cx, int64_t account, const struct mail_query *query, int64_t since,
    int64_t position, int64_t limit, struct mail_hit **out, size_t *count, int64_t *total)
{
	struct builder b = { .cx = cx, .sql = BUF_ON(cx->arena), .since = since };
	struct db_rows rows;
	enum status st;

	arg(&b, db_int(account));
	build(&b, query);
	/* The first row comes along in any case, for the total. */
	buf_printf(&b.sql, "SELECT id, pos, total FROM y WHERE pos = 0 OR"
	    " (pos >= $%d::bigint AND pos < $%d::bigint) ORDER BY pos",
	    arg(&b, db_int(position)), arg(&b, db_int(position + limit)));
	if ((st = run(&b, &rows, total)) != OK)
		return st;
	take(cx, &rows, position, position + limit, out, count);
	return OK;
}

static bool
has_text(const struct mail_filter *f)
{
	if (f->match >= MATCH_FROM && f->match <= MATCH_HEAD)
		return true;
	for (f = f->children; f != NULL; f = f->next)
		if (has_text(f))
			return true;
	return false;
}

/* When the newest email of the page of mail_words came that has PAGES newer ones. */
static enum status
page_time(struct ctx *cx, int64_t account, int64_t pages, int64_t *since)
{
	static const struct db_stmt find = {
		"SELECT newest FROM mail_words WHERE account_id = $1 ORDER BY newest DESC OFFSET $2 LIMIT 1"
	};
	struct db_rows rows;
	enum status st;

	if ((st = db_query(cx, &find, DB_ARGS(db_int(account), db_int(pages)), &rows)) != OK)
		return st;
	*since = rows.count > 0 ? db_get_int(&rows, 0, 0) : INT64_MIN;
	return OK;
}

/*
 * A search that shows the newest first and needs no total: as a rule the newest
 * mail has enough of what is searched.  What was received since some time is the
 * beginning of the whole result, whatever that time is.  *COUNT below LIMIT: it
 * must be answered whole.
 */
static enum status
answer_newest(struct ctx *cx, int64_t account, const struct mail_query *query, int64_t position,
    int64_t limit, struct mail_hit **out, size_t *count, int64_t *total)
{
	int64_t pages = FIRST_PAGES, since;
	enum status st;

	for (*count = 0;; pages *= MORE_PAGES) {
		if ((st = page_time(cx, account, pages, &since)) != OK || since == INT64_MIN ||
		    (st = answer(cx, account, query, since, position, limit, out, count,
		    total)) != OK)
			return st;
		if (*count == (size_t)limit || pages > FIRST_PAGES ||
		    *total * MORE_PAGES < position + limit)
			return OK;
	}
}

enum status
db_mail_query(struct ctx *cx, int64_t account, const struct mail_query *query, int64_t position,
    int64_t limit, struct mail_hit **out, size_t *count, int64_t *total)
{
	int64_t mailbox = plain_list(query);
	enum status st;

	if (mailbox != 0) {
		*total = 0;
		if (query->counted &&
		    (st = total_of(cx, account, mailbox, query->collapse, total)) != OK)
			return st;
		return mail_page(cx, account, mailbox, query->collapse, position, limit, out, count);
	}
	if (!query->counted && is_newest_first(query) && query->filter != NULL &&
	    has_text(query->filter) && limit > 0) {
		st = answer_newest(cx, account, query, position, limit, out, count, total);
		if (st != OK || *count == (size_t)limit)
			return st;
	}
	return answer(cx, account, query, INT64_MIN, position, limit, out, count, total);
}

enum status
db_mail_query_find(struct ctx *cx, int64_t account, const struct mail_query *query,
    const int64_t *ids, size_t id_count, struct mail_hit **out, size_t *count, int64_t *total)
{
	static const struct db_stmt threads = {
		"SELECT email_id, (SELECT count(*) FROM mail_placement o"
		"  WHERE o.account_id = $1 AND o.mailbox_id = $2 AND o.head"
		"  AND (o.received_at, o.email_id) > (p.received_at, p.email_id)) AS pos"
		" FROM (SELECT * FROM mail_placement WHERE email_id = ANY($3::bigint[]) OFFSET 0) p"
		" WHERE account_id = $1 AND mailbox_id = $2 AND head ORDER BY pos"
	};
	static const struct db_stmt emails = {
		"SELECT email_id, (SELECT count(*) FROM mail_placement o"
		"  WHERE o.account_id = $1 AND o.mailbox_id = $2"
		"  AND (o.received_at, o.email_id) > (p.received_at, p.email_id)) AS pos"
		" FROM (SELECT * FROM mail_placement WHERE email_id = ANY($3::bigint[]) OFFSET 0) p"
		" WHERE account_id = $1 AND mailbox_id = $2 ORDER BY pos"
	};
	int64_t mailbox = plain_list(query);
	struct builder b = { .cx = cx, .sql = BUF_ON(cx->arena), .since = INT64_MIN };
	struct db_rows rows;
	enum status st;

	if (mailbox != 0) {
		if ((st = total_of(cx, account, mailbox, query->collapse, total)) != OK ||
		    (st = db_query(cx, query->collapse ? &threads : &emails,
		    DB_ARGS(db_int(account), db_int(mailbox),
		    db_int_array(cx, ids, id_count)), &rows)) != OK)
			return st;
		take(cx, &rows, 0, INT64_MAX, out, count);
		return OK;
	}
	arg(&b, db_int(account));
	build(&b, query);
	buf_printf(&b.sql, "SELECT id, pos, total, id = ANY($%d::bigint[]) FROM y WHERE pos = 0"
	    " OR id = ANY($%d::bigint[]) ORDER BY pos", (int)b.count + 1, (int)b.count + 1);
	arg(&b, db_int_array(cx, ids, id_count));
	if ((st = run(&b, &rows, total)) != OK)
		return st;
	take(cx, &rows, rows.count > 0 && !db_get_bool(&rows, 0, 3), INT64_MAX, out, count);
	return OK;
}

enum status
db_mail_of_threads(struct ctx *cx, int64_t account, const int64_t *emails, size_t email_count,
    const int64_t *threads, size_t thread_count, int64_t **out, size_t *count)
{
	static const struct db_stmt find = {
		"SELECT id FROM mail_email WHERE account_id = $1 AND thread_id IN"
		" (SELECT thread_id FROM mail_email WHERE account_id = $1 AND id = ANY($2::bigint[])"
		"  UNION SELECT unnest($3::bigint[]))"
	};
	struct db_rows rows;
	enum status st;

	if ((st = db_query(cx, &find, DB_ARGS(db_int(account),
	    db_int_array(cx, emails, email_count), db_int_array(cx, threads, thread_count)),
	    &rows)) != OK)
		return st;
	*count = (size_t)rows.count;
	*out = arena_array(cx->arena, *count, sizeof **out);
	for (int i = 0; i < rows.count; i++)
		(*out)[i] = db_get_int(&rows, i, 0);
	return OK;
}

const char *
mail_query_sql(struct ctx *cx, const struct mail_query *query)
{
	struct builder b = { .cx = cx, .sql = BUF_ON(cx->arena), .since = INT64_MIN };

	if (plain_list(query) != 0)
		return "";
	arg(&b, db_int(0));
	build(&b, query);
	return buf_str(&b.sql);
}
