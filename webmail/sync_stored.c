/*
 * The short way for flags that we changed ourselves.  The index has followed the
 * mailbox to a modification sequence N.  We store on the condition that nobody
 * touched these messages since (UNCHANGEDSINCE N), and the server says that all
 * of them are at N + 1 now.  No two changes share a number (RFC 7162, section
 * 3.1.3), so N + 1 is our change and nothing else happened up to it: the mailbox
 * is followed to N + 1 without another question.  Whatever is otherwise (a
 * message refused or gone, two flags that took two numbers) goes the long way.
 */
#include "storage/db.h"
#include "storage/mail_index.h"
#include "webmail/keyword.h"
#include "webmail/sync.h"

/* Are all of UIDS where one change of ours leads from BOX? */
static bool
is_next(const struct mail_mailbox *box, const struct imap_uids *uids,
    const struct imap_stored *stored)
{
	if (box->modseq == 0 || stored->refused.count > 0 ||
	    stored->now.count != imap_uids_total(uids))
		return false;
	for (size_t i = 0; i < stored->now.count; i++) {
		const struct imap_message *m = &stored->now.list[i];

		if (!m->has_flags || m->deleted || m->modseq != (uint64_t)box->modseq + 1)
			return false;
	}
	return true;
}

enum status
sync_stored(struct ctx *cx, int64_t account, struct mail_mailbox *box,
    const struct imap_uids *uids, const struct imap_stored *stored, bool *done)
{
	struct mail_flags *flags = arena_array(cx->arena, stored->now.count, sizeof *flags);
	struct mail_change change;
	bool moved;
	enum status st;

	*done = false;
	if (!is_next(box, uids, stored))
		return OK;
	for (size_t i = 0; i < stored->now.count; i++)
		flags[i] = (struct mail_flags){ stored->now.list[i].uid,
		    keyword_of_message(cx->arena, &stored->now.list[i]) };
	if ((st = db_mail_change_begin(cx, account, &change)) != OK ||
	    (st = db_mail_mailbox_step(cx, account, box, box->modseq + 1, &moved)) != OK)
		return st;
	if (!moved) {
		db_rollback(cx);
		return OK;
	}
	if ((st = db_mail_flags(cx, &change, box->id, flags, stored->now.count)) != OK ||
	    (st = db_mail_change_end(cx, &change)) != OK)
		return st;
	box->modseq++;
	*done = true;
	return OK;
}
