/*
 * One mailbox of a run: both sides are selected, what was known of another
 * UIDVALIDITY is forgotten, and then the steps.
 */
#include <string.h>

#include "imapclient/search.h"
#include "storage/db.h"
#include "webmail/folder_role.h"
#include "webmail/syncjob_private.h"

static const struct imap_folder *
find_here(const struct syncjob *s, const char *name)
{
	for (size_t i = 0; i < s->folders_here.count; i++)
		if (s->folders_here.list[i].selectable && strcmp(s->folders_here.list[i].name, name) == 0)
			return &s->folders_here.list[i];
	return NULL;
}

/* Nothing moved there since a run was done with it, as far as its numbers tell all. */
static bool
is_quiet(const struct syncjob *s, const struct syncjob_box *b)
{
	const struct imap_folder *f = b->from, *here = find_here(s, b->to);

	return b->row.run > 0 && here != NULL && here->uidvalidity == b->row.validity_here &&
	    f->has_status && f->has_modseq && f->uidvalidity == b->row.validity_there &&
	    f->uidnext == b->row.next_there && f->messages == b->row.messages_there &&
	    f->modseq == b->row.modseq_there;
}

static enum status
make_here(struct syncjob *s, const struct syncjob_box *b)
{
	const struct imap_folder *here = find_here(s, b->to);
	enum imap_use use = s->job.automap && *s->job.subfolder == '\0' ?
	    folder_use(s->there, &s->folders_there, b->from) : IMAP_USE_NONE;
	enum status st = OK;

	if (here == NULL && strcmp(b->to, "INBOX") != 0 &&
	    (st = imap_folder_create(s->cx, s->here, b->to, use)) == ERR_EXISTS) {
		ctx_forgive(s->cx);
		st = OK;
	}
	if (st == OK && (here == NULL || !here->subscribed) &&
	    (s->job.subscribe_all || b->from->subscribed))
		st = imap_folder_subscribe(s->cx, s->here, b->to, true);
	return st;
}

/* Numbers of messages that mean nothing any more. */
static enum status
look_at_validity(struct syncjob *s, struct syncjob_box *b)
{
	struct sync_folder *row = &b->row;
	bool there = row->validity_there != b->there.uidvalidity;
	bool here = row->validity_here != b->here.uidvalidity;
	enum status st;

	if (!there && !here)
		return OK;
	if ((there && row->validity_there != 0) || (here && row->validity_here != 0))
		syncjob_tell(s, "%s: the folder %s is another one now", b->from->name,
		    here ? "here" : "there");
	if ((st = db_begin(s->cx)) != OK ||
	    (st = db_sync_folder_forget(s->cx, &s->job, row, here)) != OK)
		return st;
	if (here)
		row->keyed_here = 0;
	row->validity_there = b->there.uidvalidity;
	row->validity_here = b->here.uidvalidity;
	row->done_there = 0;
	row->modseq_there = 0;
	if ((st = db_sync_folder_put(s->cx, &s->job, row)) != OK)
		return st;
	return db_commit(s->cx);
}

static enum status
look(struct syncjob *s, struct syncjob_box *b)
{
	struct ctx *cx = s->cx;
	enum status st;

	b->all = b->at_home = IMAP_UIDS_ON(cx->arena);
	if ((st = imap_select(cx, s->there, b->from->name, &b->there)) != OK ||
	    (st = imap_select(cx, s->here, b->to, &b->here)) != OK ||
	    (st = look_at_validity(s, b)) != OK)
		return st;
	/* From here on flags are followed: those of messages are fetched later. */
	if (b->row.modseq_there == 0 && b->there.has_modseq)
		b->row.modseq_there = b->there.modseq;
	if (b->there.messages > 0 &&
	    (st = imap_search_all(cx, s->there, cx->arena, &b->all)) != OK)
		return st;
	return b->here.messages == 0 ? OK : imap_search_all(cx, s->here, cx->arena, &b->at_home);
}

static enum status
steps(struct syncjob *s, struct syncjob_box *b, bool *over)
{
	enum status st;

	if (((s->job.delete_doubles || imap_uids_last(&b->all) > b->row.done_there) &&
	    (st = syncjob_know(s, b)) != OK) ||
	    (st = syncjob_copy(s, b, over)) != OK ||
	    (st = syncjob_take(s, b)) != OK || *over ||
	    (st = syncjob_flags(s, b, over)) != OK || *over ||
	    (st = syncjob_gone(s, b)) != OK ||
	    (st = syncjob_doubles(s, b)) != OK)
		return st;
	b->row.messages_there = b->there.messages;
	b->row.next_there = b->there.uidnext;
	b->row.run = s->job.run;
	return db_sync_folder_put(s->cx, &s->job, &b->row);
}

static void
tell_counts(struct syncjob *s, const struct syncjob_box *b)
{
	if (b->copied + b->known + b->left_out + b->flagged + b->gone_there + b->gone_here == 0)
		return;
	syncjob_tell(s, "%s -> %s: %lld %s, %lld were here, %lld left out, %lld flagged,"
	    " %lld deleted there, %lld deleted here", b->from->name, b->to, (long long)b->copied,
	    s->options.dry ? "to be copied" : "copied", (long long)b->known, (long long)b->left_out,
	    (long long)b->flagged, (long long)b->gone_there, (long long)b->gone_here);
}

enum status
syncjob_box(struct syncjob *s, const struct imap_folder *from, const char *to, bool *over)
{
	struct syncjob_box b = { .from = from, .to = to };
	enum status st;

	if ((st = db_sync_folder_open(s->cx, &s->job, from->name, to, &b.row)) != OK ||
	    b.row.run == s->job.run)
		return st;
	if (is_quiet(s, &b)) {
		b.row.run = s->job.run;
		return db_sync_folder_put(s->cx, &s->job, &b.row);
	}
	if (s->options.dry && find_here(s, to) == NULL) {
		syncjob_tell(s, "%s -> %s: to be made, for %u messages", from->name, to, from->messages);
		b.row.run = s->job.run;
		return db_sync_folder_put(s->cx, &s->job, &b.row);
	}
	if ((st = make_here(s, &b)) != OK ||
	    (st = look(s, &b)) != OK)
		return st;
	st = steps(s, &b, over);
	tell_counts(s, &b);
	return st;
}
