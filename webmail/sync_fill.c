/*
 * Step 3 of a round: messages that were never indexed, newest first, a batch
 * of each mailbox in turn.
 */
#include "core/clock.h"
#include "imapclient/fetch.h"
#include "imapclient/search.h"
#include "storage/db.h"
#include "webmail/sync_private.h"

#define BATCHES	4	/* of one mailbox, before the next has its turn */

/*
 * A batch on its way, on an arena of its own: the mail server works on one while
 * the database takes the one before it.
 */
struct turn {
	struct arena	*arena;		/* NULL: none */
	struct batch	 batch;
	int64_t		 low;		/* the mailbox is indexed from here on when it is written */
};

static void
drop(struct sync *s, struct turn *t)
{
	struct arena *saved = s->cx->arena;

	if (t->arena == NULL)
		return;
	s->cx->arena = t->arena;
	sync_turn_close(s->cx, saved);
	t->arena = NULL;
}

/* Ask for the newest messages below uid BELOW that the index lacks. */
static enum status
ask(struct sync *s, struct box *b, int64_t below, struct turn *t)
{
	struct arena *saved = sync_turn_open(s->cx);
	struct imap_uids *uids = &t->batch.uids;
	enum status st = OK;

	*t = (struct turn){ .arena = s->cx->arena, .batch.many = true };
	*uids = sync_highest(t->arena, &b->todo, below, IMAP_BATCH);
	t->low = uids->count > 0 ? uids->ranges[0].first : 1;
	if (uids->count > 0)
		st = sync_drop_known(s, b->row, uids);
	if (st == OK)
		st = sync_rows_ask(s, &t->batch);
	s->cx->arena = saved;
	return st;
}

static enum status
take(struct sync *s, struct turn *t)
{
	struct arena *saved = s->cx->arena;
	enum status st;

	s->cx->arena = t->arena;
	st = sync_rows_take(s, &t->batch);
	s->cx->arena = saved;
	return st;
}

static enum status
write_rows(struct sync *s, struct mail_mailbox *row, struct turn *t)
{
	struct arena *saved = s->cx->arena;
	struct mail_change change;
	enum status st;

	s->cx->arena = t->arena;
	row->uid_low = t->low;
	if ((st = db_mail_change_begin(s->cx, s->account, &change)) == OK &&
	    (st = db_mail_add(s->cx, &change, row->id, t->batch.rows, t->batch.count)) == OK &&
	    (st = db_mail_mailbox_follow(s->cx, s->account, row)) == OK) {
		/* The database writes these while we read the next. */
		db_commit_unwatched(s->cx);
		st = db_mail_change_end(s->cx, &change);
	}
	s->cx->arena = saved;
	return st;
}

static bool
has_time(const struct sync *s)
{
	return s->few || clock_steady() < s->until;
}

/* Some batches of messages that the index lacks, newest first; ALONE: no other mailbox waits. */
static enum status
fill_some(struct sync *s, struct box *b, bool alone)
{
	struct mail_mailbox *row = b->row;
	struct turn turns[2] = { 0 };
	bool more = true;
	enum status st;

	if ((st = imap_select_known(s->cx, s->imap, row->path, (uint32_t)row->uidvalidity,
	    0)) != OK)
		return st;
	if (!b->todo_known) {
		if ((st = imap_search_all(s->cx, s->imap, s->cx->arena, &b->todo)) != OK)
			return st;
		b->todo_known = true;
	}
	st = ask(s, b, row->uid_low, &turns[0]);
	for (int n = 0; st == OK && more; n++) {
		struct turn *now = &turns[n % 2], *next = &turns[(n + 1) % 2];

		if ((st = take(s, now)) != OK)
			break;
		more = now->low > 1 && (alone || n + 1 < BATCHES) && has_time(s);
		if (more)
			st = ask(s, b, now->low, next);
		if (st == OK)
			st = write_rows(s, row, now);
		drop(s, now);
	}
	drop(s, &turns[0]);
	drop(s, &turns[1]);
	return st;
}

static bool
is_missing(const struct box *b)
{
	return b->row->uid_low > 1 && b->row->uidvalidity != 0;
}

enum status
sync_fill(struct sync *s, bool *complete)
{
	int64_t messages = 0;
	size_t left;
	enum status st;

	for (size_t i = 0; i < s->box_count; i++)
		if (is_missing(&s->boxes[i]))
			messages += s->boxes[i].row->messages;
	s->few = messages <= IMAP_BATCH;
	do {
		left = 0;
		for (size_t i = 0; i < s->box_count; i++)
			left += is_missing(&s->boxes[i]);
		*complete = left == 0;
		for (size_t i = 0; i < s->box_count; i++) {
			if (!is_missing(&s->boxes[i]))
				continue;
			if (!has_time(s))
				return OK;
			/* To select a large mailbox takes as long as a batch. */
			st = fill_some(s, &s->boxes[i], left == 1);
			if (st == ERR_NOT_FOUND || st == ERR_PRECONDITION) {
				/* Renamed, deleted or made anew: the next round sees it. */
				ctx_forgive(s->cx);
				return OK;
			}
			if (st != OK)
				return st;
		}
	} while (!*complete);
	return OK;
}
