/*
 * A conversation that is muted (keyword $muted on any of its messages) stays out
 * of the inbox: what comes to it is read and goes to the archive, also when no
 * page is open.  Mail that somebody has read, or moved there by hand, stays.
 */
#include <string.h>

#include "imapclient/store.h"
#include "storage/db.h"
#include "storage/mail_email.h"
#include "storage/mail_mailbox.h"
#include "webmail/keyword.h"
#include "webmail/mute.h"
#include "webmail/sync.h"
#include "webmail/tasks.h"
#include "webmail/upstream.h"

enum status
mute_notice(struct ctx *cx, const struct mail_change *change, const struct mail_mailbox *box,
    const struct mail_new *rows, size_t count)
{
	int64_t *unseen = arena_array(cx->arena, count, sizeof *unseen), *muted;
	size_t n = 0, found;
	enum status st;

	if (box->role == NULL || strcmp(box->role, "inbox") != 0)
		return OK;
	for (size_t i = 0; i < count; i++)
		if (!rows[i].alone && strstr(rows[i].keywords, "$seen") == NULL)
			unseen[n++] = rows[i].email;
	if (n == 0)
		return OK;
	if ((st = db_mail_muted(cx, change->account, unseen, n, &muted, &found)) != OK)
		return st;
	for (size_t i = 0; i < found; i++) {
		struct task task = { .account = change->account, .kind = MUTE_TASK,
			.ref = muted[i] };

		if ((st = db_task_add(cx, &task)) != OK)
			return st;
	}
	return OK;
}

static const struct mail_mailbox *
with_role(const struct mail_mailbox *boxes, size_t count, const char *role)
{
	for (size_t i = 0; i < count; i++)
		if (boxes[i].role != NULL && strcmp(boxes[i].role, role) == 0)
			return &boxes[i];
	return NULL;
}

static enum status
silence(struct ctx *cx, int64_t account, const struct mail_place *at, const struct mail_mailbox *to)
{
	const char *const flags[] = { keyword_flag("$muted"), keyword_flag("$seen") };
	struct imap_uids uids = IMAP_UIDS_ON(cx->arena);
	struct imap_copied copied;
	struct imap *imap;
	enum status st;

	imap_uids_add(&uids, (uint32_t)at->uid);
	if ((st = upstream_imap(cx, account, &imap)) != OK ||
	    (st = imap_select_known(cx, imap, at->path, (uint32_t)at->uidvalidity,
	    (uint32_t)at->uid)) != OK ||
	    (st = imap_store(cx, imap, &uids, IMAP_STORE_ADD, flags, COUNT(flags), 0, NULL)) != OK ||
	    (to != NULL && (st = imap_move(cx, imap, &uids, to->path, &copied)) != OK))
		return st;
	return sync_settle(cx, account);
}

enum status
mute_run(struct ctx *cx, const struct task *task)
{
	struct mail_place *places;
	struct mail_mailbox *boxes;
	const struct mail_mailbox *inbox;
	int64_t *muted;
	size_t count, place_count, box_count;
	enum status st;

	/* What was so when the task was written may have changed since. */
	if ((st = sync_settle(cx, task->account)) != OK ||
	    (st = db_mail_muted(cx, task->account, &task->ref, 1, &muted, &count)) != OK ||
	    (st = db_mail_places(cx, task->account, &task->ref, 1, &places, &place_count)) != OK ||
	    (st = db_mail_mailbox_list(cx, task->account, &boxes, &box_count)) != OK)
		return st;
	inbox = with_role(boxes, box_count, "inbox");
	for (size_t i = 0; inbox != NULL && count > 0 && i < place_count; i++)
		if (places[i].mailbox == inbox->id)
			return silence(cx, task->account, &places[i],
			    with_role(boxes, box_count, "archive"));
	return OK;
}
