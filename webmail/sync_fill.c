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
 * A batch on its way, on an arena of its own.  Three are: one that the mail server works
 * on, one that is read and made into rows, and one before it, whose last texts come and
 * which is written.  So mail server, worker and database are busy at once.
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
	arena_close(t->batch.raw);
	t->arena = t->batch.raw = NULL;
}

/* Ask for the newest messages below uid BELOW that the index lacks. */
static enum status
ask(struct sync *s, struct box *b, int64_t below, struct turn *t)
{
	struct arena *saved = sync_turn_open(s->cx);
	struct imap_uids *uids = &t->batch.uids;
	enum status st;

	*t = (struct turn){ .arena = s->cx->arena, .batch.many = true };
	*uids = sync_highest(t->arena, &b->todo, below, IMAP_BATCH);
	t->low = uids->count > 0 ? uids->ranges[0].first : 1;
	st = sync_rows_ask(s, &t->batch);
	s->cx->arena = saved;
	return st;
}

static enum status
read_one(struct sync *s, struct turn *t)
{
	struct arena *saved = s->cx->arena;
	enum status st;

	s->cx->arena = t->arena;
	t->batch.raw = arena_open();
	st = sync_rows_read(s, &t->batch);
	s->cx->arena = saved;
	return st;
}

static void
make_rows(struct sync *s, struct turn *t)
{
	struct arena *saved = s->cx->arena;

	s->cx->arena = t->arena;
	sync_rows_make(s, &t->batch);
	s->cx->arena = saved;
	arena_close(t->batch.raw);	/* twenty times as much as the rows */
	t->batch.raw = NULL;
}

/* The first texts that are missing are asked for … */
static enum status
ask_texts(struct sync *s, struct turn *t, bool *any)
{
	struct arena *saved = s->cx->arena;
	enum status st;

	s->cx->arena = t->arena;
	st = sync_texts_ask(s, &t->batch, any);
	s->cx->arena = saved;
	return st;
}

/* … and read, and the others after them. */
static enum status
read_texts(struct sync *s, struct turn *t, bool any)
{
	struct arena *saved = s->cx->arena;
	enum status st = OK;

	s->cx->arena = t->arena;
	while (st == OK && any)
		if ((st = sync_texts_read(s, &t->batch)) == OK)
			st = sync_texts_ask(s, &t->batch, &any);
	s->cx->arena = saved;
	return st;
}

static enum status
write_rows(struct sync *s, struct mail_mailbox *row, struct turn *t)
{
	struct arena *saved = s->cx->arena;
	struct mail_adding *adding;
	struct mail_change change;
	enum status st;

	s->cx->arena = t->arena;
	row->uid_low = t->low;
	if ((st = db_mail_add_begin(s->cx, s->account, row->id, t->batch.rows, t->batch.count,
	    &adding)) == OK && (st = db_mail_add_end(s->cx, adding, &change)) == OK &&
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

/*
 * Below uid_low the index has none, or some: where thousands came at once, those that
 * were there before.
 */
static enum status
leave_out_known(struct sync *s, const struct mail_mailbox *row, struct imap_uids *todo)
{
	struct imap_uids rest = IMAP_UIDS_ON(s->cx->arena);
	int64_t *known;
	size_t count, i = 0;
	enum status st;

	if ((st = db_mail_uids(s->cx, s->account, row->id, row->uid_low, &known, &count)) != OK ||
	    count == 0)
		return st;
	for (size_t r = 0; r < todo->count; r++) {
		int64_t from = todo->ranges[r].first, last = todo->ranges[r].last;

		for (; i < count && known[i] <= last; i++) {
			if (known[i] > from)
				imap_uids_add_range(&rest, (uint32_t)from, (uint32_t)known[i] - 1);
			if (known[i] >= from)
				from = known[i] + 1;
		}
		if (from <= last)
			imap_uids_add_range(&rest, (uint32_t)from, (uint32_t)last);
	}
	*todo = rest;
	return OK;
}

static enum status
find_todo(struct sync *s, struct box *b)
{
	enum status st;

	if (b->todo_known)
		return OK;
	if ((st = imap_search_all(s->cx, s->imap, s->cx->arena, &b->todo)) != OK ||
	    (st = leave_out_known(s, b->row, &b->todo)) != OK)
		return st;
	b->todo_known = true;
	return OK;
}

/*
 * Some batches of messages that the index lacks, newest first; ALONE: no other mailbox
 * waits.  Each time the mail server has something to do before we work ourselves.
 */
static enum status
fill_batches(struct sync *s, struct box *b, bool alone, struct turn turns[3])
{
	struct turn *before = NULL;
	bool more = true;
	enum status st;

	if ((st = ask(s, b, b->row->uid_low, &turns[0])) != OK)
		return st;
	for (int n = 0; more || before != NULL; n++) {
		struct turn *now = more ? &turns[n % 3] : NULL, *next = &turns[(n + 1) % 3];
		bool texts = false;

		if ((now != NULL && (st = read_one(s, now)) != OK) ||
		    (before != NULL && (st = ask_texts(s, before, &texts)) != OK))
			return st;
		if (now != NULL)
			make_rows(s, now);
		if (before != NULL && (st = read_texts(s, before, texts)) != OK)
			return st;
		more = more && now->low > 1 && (alone || n + 1 < BATCHES) && has_time(s);
		if (more && (st = ask(s, b, now->low, next)) != OK)
			return st;
		if (before != NULL) {
			if ((st = write_rows(s, b->row, before)) != OK)
				return st;
			drop(s, before);
		}
		before = now;
	}
	return OK;
}

static enum status
fill_some(struct sync *s, struct box *b, bool alone)
{
	struct turn turns[3] = { 0 };
	enum status st;

	if ((st = imap_select_known(s->cx, s->imap, b->row->path, (uint32_t)b->row->uidvalidity,
	    0)) != OK || (st = find_todo(s, b)) != OK)
		return st;
	st = fill_batches(s, b, alone, turns);
	if (st != OK)
		db_rollback(s->cx);	/* what is on its way stands on arenas that go now */
	for (size_t i = 0; i < COUNT(turns); i++)
		drop(s, &turns[i]);
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
