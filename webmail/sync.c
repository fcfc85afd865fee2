/*
 * One round asks LIST with STATUS, which names every mailbox with UIDVALIDITY,
 * UIDNEXT and HIGHESTMODSEQ, and compares it with the index.  Where they agree
 * nothing else happens.  Otherwise, under the account's lock:
 *
 *   1. mailboxes that came, went or were renamed;
 *   2. each mailbox that moved: what vanished, new flags, new messages, newest
 *      first (CONDSTORE and QRESYNC, or a comparison of everything without
 *      them); where thousands came at once, the older ones are left to 3;
 *   3. while time is left, or where they are few, messages that were never
 *      indexed, newest first, a batch of each mailbox in turn;
 *   4. emails that are in no mailbox any more, only when nothing is missing in
 *      any and nothing has come to one since, so that a moved message keeps its
 *      id.  Until then nobody sees them.
 *
 * Each step fetches first and writes then, in a transaction of its own: none is
 * open while the mail server is asked.  A step that was interrupted is done
 * again, because how far we followed is written in the same transaction.
 *
 * Messages marked \Deleted are not there for JMAP (RFC 8621, section 4.1.1).
 */
#include <stdlib.h>
#include <string.h>

#include "core/clock.h"
#include "core/conf.h"
#include "imapclient/search.h"
#include "storage/db.h"
#include "webmail/shared_folder.h"
#include "webmail/sync_private.h"
#include "webmail/upstream.h"

#define LOCK_WAIT_MS	400	/* for another process that is following; answers: index.wait */
#define WRITE_WAIT_MS	15000	/* the same, when our own change must be seen */
#define NEWS_MS		1000	/* of new messages, then the answer goes without the older ones */
#define FIRST_MS	1000	/* of first indexing, before the first answer */
#define MORE_MS		100	/* of it before each further answer */

struct arena *
sync_turn_open(struct ctx *cx)
{
	struct arena *saved = cx->arena;

	cx->arena = arena_open();
	return saved;
}

void
sync_turn_close(struct ctx *cx, struct arena *saved)
{
	struct arena *turn = cx->arena;

	if (cx->fault_text != NULL)
		cx->fault_text = arena_strdup(saved, cx->fault_text);
	cx->arena = saved;
	arena_close(turn);
}

static enum status
look(struct sync *s)
{
	enum status st;

	if ((st = imap_folder_list(s->cx, s->imap, &s->folders)) != OK ||
	    (st = shared_leave_out(s->cx, s->account, &s->folders)) != OK ||
	    (st = db_mail_mailbox_list(s->cx, s->account, &s->rows, &s->row_count)) != OK)
		return st;
	sync_folders_sort(s);
	return OK;
}

void
sync_pair(struct sync *s)
{
	s->boxes = arena_array(s->cx->arena, s->row_count, sizeof *s->boxes);
	s->box_count = 0;
	for (size_t i = 0; i < s->row_count; i++) {
		const struct imap_folder *f = sync_folder_at(s, s->rows[i].path);

		/* Listed, without STATUS, and could not be opened: see forget(). */
		if (f != NULL && f->selectable && (f->has_status || s->rows[i].uidvalidity != 0 ||
		    strcmp(f->name, "INBOX") == 0))
			s->boxes[s->box_count++] = (struct box){ .row = &s->rows[i], .folder = f };
	}
}

static int
by_order(const void *a, const void *b)
{
	const struct box *x = a, *y = b;

	return (x->row->sort_order > y->row->sort_order) -
	    (x->row->sort_order < y->row->sort_order);
}

bool
sync_is_followed(const struct mail_mailbox *row, const struct imap_folder *f)
{
	/* Without modification sequences flags may have moved unseen. */
	return f->has_status && f->has_modseq && row->uidvalidity == f->uidvalidity &&
	    row->uid_next == f->uidnext && row->modseq == (int64_t)f->modseq &&
	    row->messages == f->messages;
}

static bool
agrees(struct sync *s, bool *complete)
{
	if (!sync_folders_agree(s))
		return false;
	sync_pair(s);
	*complete = true;
	for (size_t i = 0; i < s->box_count; i++) {
		if (!sync_is_followed(s->boxes[i].row, s->boxes[i].folder))
			return false;
		*complete &= s->boxes[i].row->uid_low <= 1;
	}
	return true;
}

/* Has anything come into a mailbox since it was followed?  Asked of the mail server anew. */
static enum status
look_for_arrivals(struct sync *s, bool *any)
{
	enum status st;

	if ((st = look(s)) != OK)
		return st;
	*any = !sync_folders_agree(s);
	if (*any)
		return OK;
	sync_pair(s);
	for (size_t i = 0; i < s->box_count; i++) {
		const struct box *b = &s->boxes[i];

		*any |= b->folder->has_status && (b->row->uidvalidity != b->folder->uidvalidity ||
		    b->row->uid_next != b->folder->uidnext);
	}
	return OK;
}

/*
 * Emails in no mailbox are destroyed, unless one may be where it was moved to: a
 * mailbox was followed after STATUS had told of the one that the message came to.
 */
static enum status
bury(struct sync *s, bool *complete)
{
	struct mail_change change;
	bool came;
	enum status st;

	if ((st = look_for_arrivals(s, &came)) != OK)
		return st;
	if (came) {
		*complete = false;
		return OK;
	}
	if ((st = db_mail_change_begin(s->cx, s->account, &change)) != OK ||
	    (st = db_mail_bury(s->cx, &change)) != OK)
		return st;
	return db_mail_change_end(s->cx, &change);
}

/*
 * A mailbox that is listed and cannot be opened, and of which STATUS tells
 * nothing either, is not there (a rename that met others leaves such names in
 * Dovecot's list).  Nothing is in it until the server tells of it again.
 */
static enum status
forget(struct sync *s, struct mail_mailbox *row)
{
	struct mail_change change;
	enum status st;

	if ((st = db_mail_change_begin(s->cx, s->account, &change)) != OK ||
	    (st = db_mail_vanish_all(s->cx, &change, row->id)) != OK)
		return st;
	row->uidvalidity = row->uid_next = row->uid_low = row->modseq = 0;
	row->messages = row->unseen = 0;
	if ((st = db_mail_mailbox_follow(s->cx, s->account, row)) != OK)
		return st;
	return db_mail_change_end(s->cx, &change);
}

/* Under the account's lock. */
static enum status
work(struct sync *s, bool *complete)
{
	bool orphans, purge;
	enum status st;

	if (!sync_folders_agree(s) && (st = sync_folders_follow(s)) != OK)
		return st;
	/* Deleted, but for its place above others: what was in it is gone. */
	for (size_t i = 0; i < s->row_count; i++)
		if (!s->rows[i].selectable && s->rows[i].uidvalidity != 0 &&
		    (st = forget(s, &s->rows[i])) != OK)
			return st;
	sync_pair(s);
	qsort(s->boxes, s->box_count, sizeof *s->boxes, by_order);
	for (size_t i = 0; i < s->box_count; i++) {
		struct box *b = &s->boxes[i];

		if (sync_is_followed(b->row, b->folder))
			continue;
		st = sync_box_follow(s, b->row, b->folder);
		if (st == ERR_NOT_FOUND || st == ERR_DENIED) {
			/* Deleted meanwhile, or not ours to read. */
			s->missed |= st == ERR_NOT_FOUND && b->folder->has_status;
			ctx_forgive(s->cx);
			if (b->folder->has_status)
				continue;
			st = forget(s, b->row);
		}
		if (st != OK)
			return st;
	}
	if ((st = sync_fill(s, complete)) != OK ||
	    (st = db_mail_chores(s->cx, s->account, &orphans, &purge)) != OK)
		return st;
	*complete &= !s->missed;
	if (*complete && orphans && (st = bury(s, complete)) != OK)
		return st;
	return purge ? db_mail_purge(s->cx, s->account) : OK;
}

static bool
is_empty(const struct sync *s)
{
	for (size_t i = 0; i < s->row_count; i++)
		if (s->rows[i].total_emails > 0)
			return false;
	return true;
}

/* How long a round may take, in its parts (milliseconds). */
struct patience {
	int	lock, news, first, more;
	bool	moved;		/* it did: nothing needs to be compared first */
};

static bool
same_row(const struct mail_mailbox *a, const struct mail_mailbox *b)
{
	return a->id == b->id && strcmp(a->path, b->path) == 0 &&
	    a->uidvalidity == b->uidvalidity && a->uid_next == b->uid_next &&
	    a->uid_low == b->uid_low && a->modseq == b->modseq && a->messages == b->messages;
}

/*
 * With the lock: whoever had it before may have done all there was.  What the mail
 * server told before holds where nobody has followed anything since.
 */
static enum status
look_again(struct sync *s)
{
	struct mail_mailbox *was = s->rows;
	size_t count = s->row_count;
	bool same;
	enum status st;

	if (was == NULL)
		return look(s);
	if ((st = db_mail_mailbox_list(s->cx, s->account, &s->rows, &s->row_count)) != OK)
		return st;
	same = count == s->row_count;
	for (size_t i = 0; same && i < count; i++)
		same = same_row(&was[i], &s->rows[i]);
	if (!same)
		return look(s);
	sync_folders_sort(s);
	return OK;
}

static enum status
try_round(struct ctx *cx, int64_t account, const struct patience *p, bool *complete)
{
	struct sync s = { .cx = cx, .account = account };
	struct mail_lock *lock;
	int64_t begun = clock_steady();
	bool agreed = false;
	enum status st;

	*complete = false;
	if ((st = upstream_imap(cx, account, &s.imap)) != OK ||
	    (!p->moved && (st = look(&s)) != OK))
		return st;
	if (!p->moved && (agreed = agrees(&s, complete)) && *complete)
		return OK;
	if (!p->moved && !agreed && ((st = sync_came(&s, complete)) != OK || *complete))
		return st;
	*complete = false;
	/* What is missing is old mail only: nobody waits for that. */
	st = db_mail_lock(cx, account, agreed ? 0 : ctx_time_left(cx, p->lock), &lock);
	if (st == ERR_BUSY) {
		ctx_forgive(cx);
		return OK;
	}
	if (st != OK)
		return st;
	if ((st = look_again(&s)) == OK && !(agrees(&s, complete) && *complete)) {
		s.news_until = begun + p->news;
		s.until = clock_steady() + (is_empty(&s) ? p->first : p->more);
		st = work(&s, complete);
	}
	db_mail_unlock(lock);
	return st;
}

static enum status
round_of(struct ctx *cx, int64_t account, const struct patience *p, bool *complete)
{
	enum status st = try_round(cx, account, p, complete);

	if ((st != ERR_BUSY && st != ERR_UPSTREAM) || !imap_ended(cx))
		return st;
	ctx_forgive(cx);
	return try_round(cx, account, p, complete);
}

enum status
sync_follow(struct ctx *cx, int64_t account, bool *complete)
{
	struct patience p = { (int)cx->conf->index_wait, NEWS_MS, FIRST_MS, MORE_MS, false };

	return round_of(cx, account, &p, complete);
}

enum status
sync_settle(struct ctx *cx, int64_t account)
{
	static const struct patience p = { WRITE_WAIT_MS, WRITE_WAIT_MS, FIRST_MS, MORE_MS,
		true };
	bool complete;

	return round_of(cx, account, &p, &complete);
}

enum status
sync_run(struct ctx *cx, int64_t account, int budget_ms, bool *complete)
{
	struct patience p = { LOCK_WAIT_MS, budget_ms, budget_ms, budget_ms, false };

	return round_of(cx, account, &p, complete);
}
