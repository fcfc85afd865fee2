#include <string.h>

#include "core/buf.h"
#include "storage/db.h"
#include "storage/mail_query.h"

#define CONDITIONS_MAX	60	/* values of one statement; storage/db.c takes 64 */

struct builder {
	struct ctx	*cx;
	struct buf	 sql;
	struct db_arg	 args[CONDITIONS_MAX];
	size_t		 count;
	const char	*row;		/* "p" when the mailbox leads, else "e" */
	bool		 uses_email;	/* the statement needs mail_email */
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

/*
 * Text within the words, or within one of two lines of them (0: none).  The
 * whole is looked through first, since that refuses nearly all.  strpos() takes
 * half the time of LIKE; "least … = 1" makes the planner expect few.
 */
static void
within(struct builder *b, int line, int other, const char *text)
{
	int n = arg(b, db_text(text));

	b->uses_email = true;
	buf_printf(&b->sql, "(least(strpos(e.words, $%d), 1) = 1", n);
	if (line != 0)
		buf_printf(&b->sql, " AND (strpos(split_part(e.words, E'\n', %d), $%d) > 0", line, n);
	if (other != 0)
		buf_printf(&b->sql, " OR strpos(split_part(e.words, E'\n', %d), $%d) > 0", other, n);
	buf_puts(&b->sql, line != 0 ? "))" : ")");
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

static void
condition(struct builder *b, const struct mail_filter *f)
{
	/* Lines of the words (migration 0009). */
	static const int lines[] = {
		[MATCH_FROM] = 2, [MATCH_TO] = 3, [MATCH_CC] = 4, [MATCH_BCC] = 5,
	};
	const char *id = strcmp(b->row, "p") == 0 ? "p.email_id" : "e.id";

	switch (f->match) {
	case MATCH_AND:
		conditions(b, f->children, " AND ", "true");
		return;
	case MATCH_NOT:
		buf_puts(&b->sql, "NOT ");
		/* FALLTHROUGH */
	case MATCH_OR:
		conditions(b, f->children, " OR ", "false");
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
		b->uses_email = true;
		buf_printf(&b->sql, "split_part(e.words, E'\n', %d)", s->by == SORT_FROM ? 2 : 3);
		break;
	case SORT_SUBJECT:
		b->uses_email = true;
		buf_puts(&b->sql, "split_part(e.words, E'\n', 1)");
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
	if (b->leader != NULL)
		buf_printf(&where.sql, "p.account_id = $1 AND p.mailbox_id = $%d::bigint",
		    arg(&where, db_int(b->leader->number)));
	else
		buf_puts(&where.sql, "e.account_id = $1 AND NOT e.orphan");
	if (q->filter != NULL && q->filter != b->leader) {
		buf_puts(&where.sql, " AND ");
		condition(&where, q->filter);
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

enum status
db_mail_query(struct ctx *cx, int64_t account, const struct mail_query *query, int64_t position,
    int64_t limit, struct mail_hit **out, size_t *count, int64_t *total)
{
	static const struct db_stmt threads = {
		"SELECT email_id, $3::bigint - 1 + row_number() OVER ()"
		" FROM (SELECT email_id FROM mail_placement WHERE account_id = $1 AND mailbox_id = $2"
		"  AND head ORDER BY received_at DESC, email_id DESC OFFSET $3 LIMIT $4) x"
	};
	static const struct db_stmt emails = {
		"SELECT email_id, $3::bigint - 1 + row_number() OVER ()"
		" FROM (SELECT email_id FROM mail_placement WHERE account_id = $1 AND mailbox_id = $2"
		"  ORDER BY received_at DESC, email_id DESC OFFSET $3 LIMIT $4) x"
	};
	int64_t mailbox = plain_list(query);
	struct builder b = { .cx = cx, .sql = BUF_ON(cx->arena) };
	struct db_rows rows;
	enum status st;

	if (mailbox != 0) {
		if ((st = total_of(cx, account, mailbox, query->collapse, total)) != OK ||
		    (st = db_query(cx, query->collapse ? &threads : &emails,
		    DB_ARGS(db_int(account), db_int(mailbox), db_int(position),
		    db_int(limit)), &rows)) != OK)
			return st;
		take(cx, &rows, position, position + limit, out, count);
		return OK;
	}
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

enum status
db_mail_query_find(struct ctx *cx, int64_t account, const struct mail_query *query,
    const int64_t *ids, size_t id_count, struct mail_hit **out, size_t *count, int64_t *total)
{
	static const struct db_stmt threads = {
		"SELECT email_id, (SELECT count(*) FROM mail_placement o"
		"  WHERE o.account_id = $1 AND o.mailbox_id = $2 AND o.head"
		"  AND (o.received_at, o.email_id) > (p.received_at, p.email_id)) AS pos"
		" FROM mail_placement p WHERE account_id = $1 AND mailbox_id = $2 AND head"
		" AND email_id = ANY($3::bigint[]) ORDER BY pos"
	};
	static const struct db_stmt emails = {
		"SELECT email_id, (SELECT count(*) FROM mail_placement o"
		"  WHERE o.account_id = $1 AND o.mailbox_id = $2"
		"  AND (o.received_at, o.email_id) > (p.received_at, p.email_id)) AS pos"
		" FROM mail_placement p WHERE account_id = $1 AND mailbox_id = $2"
		" AND email_id = ANY($3::bigint[]) ORDER BY pos"
	};
	int64_t mailbox = plain_list(query);
	struct builder b = { .cx = cx, .sql = BUF_ON(cx->arena) };
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
	struct builder b = { .cx = cx, .sql = BUF_ON(cx->arena) };

	if (plain_list(query) != 0)
		return "";
	arg(&b, db_int(0));
	build(&b, query);
	return buf_str(&b.sql);
}
