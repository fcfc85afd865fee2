#include <stdlib.h>
#include <string.h>

#include "imapclient/fetch.h"
#include "storage/db.h"
#include "storage/mail_mailbox.h"
#include "storage/mail_verify.h"
#include "webmail/keyword.h"
#include "webmail/sync.h"
#include "webmail/upstream.h"
#include "webmail/shared_folder.h"
#include "webmail/verify.h"

#define ROUND_MS	5000
#define ROUNDS		200	/* a quarter of an hour of first indexing */
#define ATTEMPTS	3
#define TOLD_MAX	100	/* differences */

struct verify {
	struct ctx	*cx;
	int64_t		 account;
	struct imap	*imap;
	int64_t		 mailboxes, messages;
	json_t		*differences;
};

static void PRINTF(2, 3)
tell(struct verify *v, const char *fmt, ...)
{
	va_list ap;

	if (json_array_size(v->differences) >= TOLD_MAX)
		return;
	va_start(ap, fmt);
	json_array_append_new(v->differences, json_string(arena_vprintf(v->cx->arena, fmt, ap)));
	va_end(ap);
}

static void
compare(struct verify *v, const struct mail_mailbox *box, const struct imap_messages *there,
    const struct mail_copy *here, size_t count)
{
	size_t k = 0;

	for (size_t i = 0; i < there->count; i++) {
		const struct imap_message *m = &there->list[i];
		const char *want;

		if (m->deleted)
			continue;
		v->messages++;
		for (; k < count && here[k].uid < m->uid; k++)
			tell(v, "%s: UID %lld is not on the mail server", box->path,
			    (long long)here[k].uid);
		if (k == count || here[k].uid != m->uid) {
			tell(v, "%s: UID %u is not in the index", box->path, m->uid);
			continue;
		}
		want = keyword_of_message(v->cx->arena, m);
		if (strcmp(want, here[k].keywords) != 0)
			tell(v, "%s: UID %u is \"%s\" and \"%s\" in the index", box->path,
			    m->uid, want, here[k].keywords);
		k++;
	}
	for (; k < count; k++)
		tell(v, "%s: UID %lld is not on the mail server", box->path, (long long)here[k].uid);
}

static enum status
one_mailbox(struct verify *v, const struct mail_mailbox *box)
{
	struct imap_changes all;
	struct mail_copy *here;
	struct imap_box now;
	size_t count;
	enum status st;

	st = imap_resync(v->cx, v->imap, v->cx->arena, box->path, 0, 0, &now, &all);
	if (st == ERR_DENIED || st == ERR_NOT_FOUND) {
		ctx_forgive(v->cx);
		if (box->total_emails > 0)
			tell(v, "%s cannot be opened", box->path);
		return OK;
	}
	if (st != OK || (st = db_mail_copies(v->cx, v->account, box->id, &here, &count)) != OK)
		return st;
	v->mailboxes++;
	if (now.uidvalidity != box->uidvalidity)
		tell(v, "%s: UIDVALIDITY is %u and %lld in the index", box->path, now.uidvalidity,
		    (long long)box->uidvalidity);
	else
		compare(v, box, &all.changed, here, count);
	return OK;
}

static enum status
attempt(struct verify *v)
{
	struct mail_mailbox *boxes;
	struct imap_folders folders;
	const char **words;
	size_t count, word_count;
	bool complete = false;
	enum status st;

	for (int i = 0; !complete && i < ROUNDS; i++)
		if ((st = sync_run(v->cx, v->account, ROUND_MS, &complete)) != OK)
			return st;
	if ((st = upstream_imap(v->cx, v->account, &v->imap)) != OK ||
	    (st = imap_folder_list(v->cx, v->imap, &folders)) != OK ||
	    (st = shared_leave_out(v->cx, v->account, &folders)) != OK ||
	    (st = db_mail_mailbox_list(v->cx, v->account, &boxes, &count)) != OK)
		return st;
	for (size_t i = 0; !complete && i < count; i++)
		if (boxes[i].selectable && (boxes[i].uidvalidity == 0 || boxes[i].uid_low > 1))
			tell(v, "%s is not indexed to its end", boxes[i].path);
	if (!complete)
		tell(v, "the index is not complete");
	for (size_t i = 0; i < folders.count; i++) {
		size_t k = 0;

		while (k < count && strcmp(boxes[k].path, folders.list[i].name) != 0)
			k++;
		if (k == count)
			tell(v, "mailbox %s is not in the index", folders.list[i].name);
		else if (!folders.list[i].selectable && boxes[k].total_emails > 0)
			tell(v, "%s holds no messages, but in the index", boxes[k].path);
		else if (folders.list[i].selectable && (st = one_mailbox(v, &boxes[k])) != OK)
			return st;
	}
	if (count > folders.count)
		tell(v, "%zu mailboxes of the index are not on the mail server", count - folders.count);
	if ((st = db_mail_contradictions(v->cx, v->account, &words, &word_count)) != OK)
		return st;
	for (size_t i = 0; i < word_count; i++)
		tell(v, "%s", words[i]);
	return OK;
}

enum status
index_verify(struct ctx *cx, int64_t account, json_t **out)
{
	struct verify v;
	enum status st;

	for (int i = 0; i < ATTEMPTS; i++) {
		v = (struct verify){ .cx = cx, .account = account,
			.differences = json_keep(cx->arena, json_array()) };
		if ((st = attempt(&v)) != OK)
			return st;
		if (json_array_size(v.differences) == 0)
			break;
	}
	*out = json_keep(cx->arena, json_pack("{s:I, s:I, s:O}", "mailboxes", (json_int_t)v.mailboxes,
	    "messages", (json_int_t)v.messages, "differences", v.differences));
	return OK;
}
