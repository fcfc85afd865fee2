/*
 * The short way for mail that came, and nothing else: a few messages in one mailbox
 * (see sync_only_came()).  They are fetched first; one transaction then takes the right
 * to follow, looks whether the index still is as it was read, and writes them.  So an
 * answer after new mail costs few journeys to the database.  Whatever is otherwise
 * goes the long way: then nothing was done.
 */
#include "imapclient/fetch.h"
#include "storage/db.h"
#include "webmail/mute.h"
#include "webmail/report.h"
#include "webmail/sync_private.h"

#define CAME_MAX	50	/* messages; more are worth the long way's care for time */

/* The mailbox where mail came, when all others are as the index has them. */
static struct box *
moved_box(struct sync *s)
{
	struct box *moved = NULL;

	if (!sync_folders_agree(s))
		return NULL;
	sync_pair(s);
	for (size_t i = 0; i < s->box_count; i++) {
		struct box *b = &s->boxes[i];

		if (b->row->uid_low > 1)
			return NULL;
		if (sync_is_followed(b->row, b->folder))
			continue;
		if (moved != NULL || !sync_only_came(b->row, b->folder) ||
		    b->folder->uidnext - b->row->uid_next > CAME_MAX)
			return NULL;
		moved = b;
	}
	return moved;
}

/* *FOUND: all that came is told, and carries the number by which the mailbox moved. */
static enum status
fetch(struct sync *s, const struct box *moved, struct batch *b, bool *found)
{
	const struct mail_mailbox *row = moved->row;
	enum status st;

	*found = false;
	b->uids = IMAP_UIDS_ON(s->cx->arena);
	imap_uids_add_range(&b->uids, (uint32_t)row->uid_next, moved->folder->uidnext - 1);
	st = imap_select_known(s->cx, s->imap, row->path, moved->folder->uidvalidity, 0);
	if (st == OK && (st = sync_rows_ask(s, b)) == OK)
		st = sync_rows_take(s, b);
	if (st == ERR_PRECONDITION || st == ERR_NOT_FOUND || st == ERR_DENIED) {
		ctx_forgive(s->cx);	/* made anew, renamed, deleted: the long way sees it */
		return OK;
	}
	*found = st == OK && b->least_modseq == (uint64_t)row->modseq + 1;
	return st;
}

enum status
sync_came(struct sync *s, bool *done)
{
	struct ctx *cx = s->cx;
	struct box *moved = moved_box(s);
	struct mail_mailbox now;
	struct mail_change change;
	struct batch b = { 0 };
	enum status st;

	*done = false;
	if (moved == NULL)
		return OK;
	if ((st = fetch(s, moved, &b, done)) != OK || !*done)
		return st;
	now = *moved->row;
	now.modseq = (int64_t)moved->folder->modseq;
	now.uid_next = moved->folder->uidnext;
	now.messages = moved->folder->messages;
	now.unseen = moved->folder->unseen;
	if ((st = db_mail_came_begin(cx, s->account, moved->row, &change, done)) != OK)
		return st;
	if (!*done) {
		db_rollback(cx);
		return OK;
	}
	if ((st = db_mail_add(cx, &change, now.id, b.rows, b.count)) != OK ||
	    (st = report_notice(cx, &change, b.rows, b.count)) != OK ||
	    (st = mute_notice(cx, &change, &now, b.rows, b.count)) != OK ||
	    (st = db_mail_mailbox_follow(cx, s->account, &now)) != OK)
		return st;
	return db_mail_change_end(cx, &change);
}
