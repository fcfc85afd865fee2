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

/* A batch of messages that the index lacks, newest first. */
static enum status
fill_some(struct sync *s, struct box *b)
{
	struct mail_mailbox *row = b->row;
	struct arena *saved;
	struct mail_change change;
	struct imap_uids batch;
	struct mail_new *rows = NULL;
	size_t count = 0;
	enum status st;

	if ((st = imap_select_known(s->cx, s->imap, row->path, (uint32_t)row->uidvalidity,
	    (uint32_t)row->uid_next - 1)) != OK)
		return st;
	if (!b->todo_known) {
		if ((st = imap_search_all(s->cx, s->imap, s->cx->arena, &b->todo)) != OK)
			return st;
		b->todo_known = true;
	}
	saved = sync_turn_open(s->cx);
	batch = sync_highest(s->cx->arena, &b->todo, row->uid_low, IMAP_BATCH);
	row->uid_low = batch.count > 0 ? batch.ranges[0].first : 1;
	if (batch.count > 0)
		st = sync_drop_known(s, row, &batch);
	if (st == OK && batch.count > 0)
		st = sync_rows_fetch(s, &batch, &rows, &count);
	if (st == OK)
		st = db_mail_change_begin(s->cx, s->account, &change);
	if (st == OK)
		st = db_mail_add(s->cx, &change, row->id, rows, count);
	if (st == OK)
		st = db_mail_mailbox_follow(s->cx, s->account, row);
	if (st == OK)
		st = db_mail_change_end(s->cx, &change);
	sync_turn_close(s->cx, saved);
	return st;
}

enum status
sync_fill(struct sync *s, bool *complete)
{
	enum status st = OK;

	do {
		*complete = true;
		for (size_t i = 0; i < s->box_count; i++) {
			struct box *b = &s->boxes[i];

			if (b->row->uid_low <= 1 || b->row->uidvalidity == 0)
				continue;
			*complete = false;
			if (clock_steady() >= s->until)
				return OK;
			/* To select a large mailbox takes as long as a batch. */
			for (int n = 0; n < BATCHES && b->row->uid_low > 1 &&
			    clock_steady() < s->until; n++)
				if ((st = fill_some(s, b)) != OK)
					break;
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
