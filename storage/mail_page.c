/*
 * A page of a mailbox's list, newest first.  To get to position N, an index reads
 * over N entries; so this process remembers where pages began and ended, and the
 * next one begins there.  A mark is as good as the state of the account's emails is
 * the same: the statement tells the state that its rows are of, and where the mark is
 * of another one the page is read from the beginning.
 */
#include "storage/db.h"
#include "storage/mail_private.h"

#define MARKS		64
#define NEAR		200	/* positions that are not worth a mark */

/* Where an email stands in a list. */
struct mark {
	int64_t	 account, mailbox, state, position;	/* account 0: free */
	int64_t	 received, email;
	bool	 collapse;
};

static struct mark marks[MARKS];
static size_t oldest;

static void
remember(const struct mark *m)
{
	if (m->position < NEAR)
		return;
	for (size_t i = 0; i < MARKS; i++)
		if (marks[i].account == m->account && marks[i].mailbox == m->mailbox &&
		    marks[i].collapse == m->collapse && marks[i].position == m->position) {
			marks[i] = *m;
			return;
		}
	marks[oldest] = *m;
	oldest = (oldest + 1) % MARKS;
}

/* The last mark before POSITION; the list's beginning where there is none. */
static struct mark
nearest(int64_t account, int64_t mailbox, bool collapse, int64_t position)
{
	struct mark best = { .account = account, .mailbox = mailbox, .collapse = collapse,
		.received = INT64_MAX, .email = INT64_MAX };

	for (size_t i = 0; i < MARKS; i++) {
		const struct mark *m = &marks[i];

		if (m->account == account && m->mailbox == mailbox && m->collapse == collapse &&
		    m->position <= position && (m->state > best.state ||
		    (m->state == best.state && m->position > best.position)))
			best = *m;
	}
	return best;
}

/* Rows of email, when it was received, and the state that this is of. */
static enum status
read_from(struct ctx *cx, const struct mark *from, int64_t position, int64_t limit,
    struct db_rows *rows)
{
#define PAGE(condition) \
	"SELECT email_id, received_at, (SELECT email FROM mail_state WHERE account_id = $1)" \
	" FROM mail_placement WHERE account_id = $1 AND mailbox_id = $2" condition \
	" AND (received_at, email_id) <= ($3::bigint, $4::bigint)" \
	" ORDER BY received_at DESC, email_id DESC OFFSET $5 LIMIT $6"
	static const struct db_stmt emails = { PAGE("") }, heads = { PAGE(" AND head") };

	return db_query(cx, from->collapse ? &heads : &emails, DB_ARGS(db_int(from->account),
	    db_int(from->mailbox), db_int(from->received), db_int(from->email),
	    db_int(position - from->position), db_int(limit)), rows);
}

enum status
mail_page(struct ctx *cx, int64_t account, int64_t mailbox, bool collapse, int64_t position,
    int64_t limit, struct mail_hit **out, size_t *count)
{
	struct mark at = nearest(account, mailbox, collapse, position);
	struct db_rows rows;
	enum status st;

	if ((st = read_from(cx, &at, position, limit, &rows)) != OK)
		return st;
	if (at.state != 0 && (rows.count == 0 || db_get_int(&rows, 0, 2) != at.state)) {
		at = (struct mark){ .account = account, .mailbox = mailbox, .collapse = collapse,
			.received = INT64_MAX, .email = INT64_MAX };
		if ((st = read_from(cx, &at, position, limit, &rows)) != OK)
			return st;
	}
	*count = (size_t)rows.count;
	*out = arena_array(cx->arena, *count, sizeof **out);
	for (int i = 0; i < rows.count; i++) {
		(*out)[i] = (struct mail_hit){ db_get_int(&rows, i, 0), position + i };
		if (i > 0 && i + 1 < rows.count)
			continue;
		at.position = position + i;
		at.email = (*out)[i].id;
		at.received = db_get_int(&rows, i, 1);
		at.state = db_get_int(&rows, i, 2);
		remember(&at);
	}
	return OK;
}
