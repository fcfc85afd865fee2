/*
 * Step 2 of a round, for one mailbox: what vanished, flags that changed, and
 * messages that came, newest first.
 */
#include "core/clock.h"
#include "imapclient/fetch.h"
#include "imapclient/search.h"
#include "storage/db.h"
#include "webmail/keyword.h"
#include "webmail/mute.h"
#include "webmail/report.h"
#include "webmail/sync_private.h"

struct news {
	bool			 only_came;	/* mail came and nothing else happened */
	int64_t			*gone;		/* uids */
	size_t			 gone_count;
	struct mail_flags	*flags;
	size_t			 flag_count;
	struct imap_uids	 fresh;
};

/* Is UID among these, which go up? */
static bool
among(const int64_t *sorted, size_t count, int64_t uid)
{
	size_t low = 0, high = count;

	while (low < high) {
		size_t middle = (low + high) / 2;

		if (sorted[middle] < uid)
			low = middle + 1;
		else
			high = middle;
	}
	return low < count && sorted[low] == uid;
}

enum status
sync_drop_known(struct sync *s, const struct mail_mailbox *row, struct imap_uids *batch)
{
	struct imap_uids fresh = IMAP_UIDS_ON(s->cx->arena);
	int64_t *asked = arena_array(s->cx->arena, imap_uids_total(batch), sizeof *asked), *known;
	size_t count = 0, known_count;
	enum status st;

	for (uint32_t uid = 0; (uid = imap_uids_next(batch, uid)) != 0;)
		asked[count++] = uid;
	if ((st = db_mail_uids_among(s->cx, s->account, row->id, asked, count, &known,
	    &known_count)) != OK || known_count == 0)
		return st;
	for (size_t i = 0; i < count; i++)
		if (!among(known, known_count, asked[i]))
			imap_uids_add(&fresh, (uint32_t)asked[i]);
	*batch = fresh;
	return OK;
}

#define VANISHED_FEW	1000	/* fewer are looked up one by one */

/* Of UIDS, what the index has. */
static enum status
known_of(struct sync *s, const struct mail_mailbox *row, const struct imap_uids *uids,
    int64_t **known, size_t *count)
{
	int64_t *asked = arena_array(s->cx->arena, imap_uids_total(uids), sizeof *asked);
	size_t n = 0;

	for (uint32_t uid = 0; (uid = imap_uids_next(uids, uid)) != 0;)
		asked[n++] = uid;
	return db_mail_uids_among(s->cx, s->account, row->id, asked, n, known, count);
}

bool
sync_only_came(const struct mail_mailbox *row, const struct imap_folder *f)
{
	return f->has_status && f->has_modseq && f->uidvalidity == row->uidvalidity &&
	    row->modseq > 0 && f->modseq == (uint64_t)row->modseq + 1 &&
	    f->uidnext > row->uid_next && f->uidnext - row->uid_next == f->messages - row->messages;
}

static struct imap_box
as_told(const struct imap_folder *f)
{
	return (struct imap_box){ .uidvalidity = f->uidvalidity, .uidnext = f->uidnext,
		.messages = f->messages, .has_modseq = true, .modseq = f->modseq };
}

/* What changed since we looked last; from the selected mailbox where that can be. */
static enum status
ask(struct sync *s, const struct mail_mailbox *row, const struct imap_folder *f,
    struct imap_box *box, struct imap_changes *changes)
{
	struct imap_known known = { .name = row->path, .uidvalidity = f->uidvalidity,
		.modseq = (uint64_t)row->modseq };
	enum status st;
	bool can = false;

	if (f->has_status && f->has_modseq && f->uidvalidity == row->uidvalidity &&
	    (st = imap_changed_since(s->cx, s->imap, s->cx->arena, &known, changes, &can)) != OK)
		return st;
	if (can) {
		*box = as_told(f);
		return OK;
	}
	return imap_resync(s->cx, s->imap, s->cx->arena, row->path, (uint32_t)row->uidvalidity,
	    (uint64_t)row->modseq, box, changes);
}

/* What vanished: as the server told, or by comparing all. */
static enum status
find_gone(struct sync *s, const struct mail_mailbox *row, const struct imap_changes *changes,
    struct news *news, size_t deleted)
{
	struct arena *arena = s->cx->arena;
	struct imap_uids there = IMAP_UIDS_ON(arena);
	bool told = !changes->all && changes->vanished_known;
	int64_t *known;
	size_t count;
	enum status st;

	/* A server that forgot what it expunged may name all numbers there are. */
	if (told && imap_uids_total(&changes->vanished) <= VANISHED_FEW)
		st = known_of(s, row, &changes->vanished, &known, &count);
	else
		st = db_mail_uids(s->cx, s->account, row->id, INT64_MAX, &known, &count);
	if (st != OK)
		return st;
	news->gone = arena_array(arena, count + deleted, sizeof *news->gone);
	if (changes->all) {
		for (size_t i = 0; i < changes->changed.count; i++)
			imap_uids_add(&there, changes->changed.list[i].uid);
	} else if (!changes->vanished_known &&
	    (st = imap_search_all(s->cx, s->imap, arena, &there)) != OK) {
		return st;
	}
	for (size_t i = 0; i < count; i++)
		if (told ? imap_uids_has(&changes->vanished, (uint32_t)known[i]) :
		    !imap_uids_has(&there, (uint32_t)known[i]))
			news->gone[news->gone_count++] = known[i];
	return OK;
}

/*
 * Mail that came: what the index lacks of the numbers that were given since.  It
 * may have some, since what is asked about changes may tell of more than STATUS did.
 */
static enum status
find_came(struct sync *s, const struct mail_mailbox *row, const struct imap_folder *f,
    struct imap_box *box, struct news *news)
{
	enum status st;

	if ((st = imap_select_known(s->cx, s->imap, row->path, f->uidvalidity, 0)) != OK)
		return st;
	*box = as_told(f);
	imap_uids_add_range(&news->fresh, (uint32_t)row->uid_next, f->uidnext - 1);
	return sync_drop_known(s, row, &news->fresh);
}

/* Of what CHANGES tell: flags of messages that the index has, and messages that it lacks. */
static enum status
sort_changes(struct sync *s, const struct mail_mailbox *row, const struct imap_changes *changes,
    struct news *news)
{
	const struct imap_messages *changed = &changes->changed;
	int64_t *asked = arena_array(s->cx->arena, changed->count, sizeof *asked), *known;
	size_t known_count;
	enum status st;

	if (changed->count == 0)
		return OK;
	for (size_t i = 0; i < changed->count; i++)
		asked[i] = changed->list[i].uid;
	if ((st = db_mail_uids_among(s->cx, s->account, row->id, asked, changed->count, &known,
	    &known_count)) != OK)
		return st;
	news->flags = arena_array(s->cx->arena, known_count, sizeof *news->flags);
	for (size_t i = 0; i < changed->count; i++) {
		const struct imap_message *m = &changed->list[i];
		bool is_known = among(known, known_count, m->uid);

		if (!m->has_flags)
			continue;	/* others' news of something else */
		if (m->deleted) {
			if (is_known)
				news->gone[news->gone_count++] = m->uid;
		} else if (is_known) {
			news->flags[news->flag_count++] = (struct mail_flags){
				m->uid, keyword_of_message(s->cx->arena, m),
			};
		} else if (m->uid >= row->uid_low) {
			imap_uids_add(&news->fresh, m->uid);
		}
	}
	return OK;
}

/*
 * Numbers that were given since and of which CHANGES tell nothing.  Mostly that
 * mail is gone again.  But it is by its number that mail is new (RFC 9051, section
 * 2.3.1.1), and that a modification sequence is ahead of it may lose none.
 */
static enum status
find_untold(struct sync *s, const struct mail_mailbox *row, const struct imap_box *box,
    const struct imap_changes *changes, struct news *news)
{
	struct imap_uids untold = IMAP_UIDS_ON(s->cx->arena), there;
	struct imap_search search;
	int64_t next = row->uid_next;
	enum status st;

	for (size_t i = 0; i < changes->changed.count; i++) {
		int64_t uid = changes->changed.list[i].uid;

		if (uid > next)
			imap_uids_add_range(&untold, (uint32_t)next, (uint32_t)uid - 1);
		if (uid >= next)
			next = uid + 1;
	}
	if (box->uidnext > next)
		imap_uids_add_range(&untold, (uint32_t)next, box->uidnext - 1);
	if (untold.count == 0)
		return OK;
	imap_search_open(&search, s->cx->arena);
	imap_search_uids(&search, &untold);
	if ((st = imap_search(s->cx, s->imap, &search, &there)) != OK ||
	    (st = sync_drop_known(s, row, &there)) != OK)
		return st;
	for (uint32_t uid = 0; (uid = imap_uids_next(&there, uid)) != 0;)
		imap_uids_add(&news->fresh, uid);
	return OK;
}

static enum status
find_news(struct sync *s, const struct mail_mailbox *row, const struct imap_folder *f,
    bool short_way, struct imap_box *box, struct news *news)
{
	struct arena *arena = s->cx->arena;
	struct imap_changes changes;
	size_t deleted = 0;
	enum status st;

	*news = (struct news){ .fresh = IMAP_UIDS_ON(arena) };
	if (short_way && sync_only_came(row, f)) {
		news->only_came = true;
		if ((st = find_came(s, row, f, box, news)) != ERR_PRECONDITION)
			return st;
		news->only_came = false;
		ctx_forgive(s->cx);	/* it was made anew meanwhile */
	}
	if ((st = ask(s, row, f, box, &changes)) != OK || box->uidvalidity != row->uidvalidity)
		return st;
	for (size_t i = 0; i < changes.changed.count; i++)
		deleted += changes.changed.list[i].deleted;
	if (changes.all || !changes.vanished_known || changes.vanished.count > 0) {
		if ((st = find_gone(s, row, &changes, news, deleted)) != OK)
			return st;
	} else {
		news->gone = arena_array(arena, deleted, sizeof *news->gone);
	}
	if ((st = sort_changes(s, row, &changes, news)) != OK)
		return st;
	return changes.all ? OK : find_untold(s, row, box, &changes, news);
}

/* The mailbox is another one by now: forget what was in it. */
static enum status
start_over(struct sync *s, struct mail_mailbox *row, const struct imap_box *box,
    const struct imap_folder *f)
{
	struct mail_change change;
	enum status st;

	if ((st = db_mail_change_begin(s->cx, s->account, &change)) != OK ||
	    (row->uidvalidity != 0 &&
	    (st = db_mail_vanish_all(s->cx, &change, row->id)) != OK))
		return st;
	row->uidvalidity = box->uidvalidity;
	row->uid_next = row->uid_low = box->uidnext;
	row->modseq = (int64_t)box->modseq;
	/* What it was before is not ahead of what SELECT showed (see find_untold()). */
	if (f->has_status && f->has_modseq && f->uidvalidity == box->uidvalidity && f->modseq < box->modseq)
		row->modseq = (int64_t)f->modseq;
	row->messages = box->messages;
	row->unseen = f->unseen;
	if ((st = db_mail_mailbox_follow(s->cx, s->account, row)) != OK)
		return st;
	return db_mail_change_end(s->cx, &change);
}

/* The COUNT highest numbers of a set below END. */
struct imap_uids
sync_highest(struct arena *arena, const struct imap_uids *set, int64_t end, size_t count)
{
	struct imap_uids out = IMAP_UIDS_ON(arena);

	for (size_t i = set->count; i > 0 && count > 0; i--) {
		int64_t first = set->ranges[i - 1].first, last = set->ranges[i - 1].last;

		if (last >= end)
			last = end - 1;
		if (last < first)
			continue;
		if (last - first >= (int64_t)count)
			first = last - (int64_t)count + 1;
		count -= (size_t)(last - first + 1);
		imap_uids_add_range(&out, (uint32_t)first, (uint32_t)last);
	}
	return out;
}

/* One transaction: what is known of all (NEWS; NULL: it was written before), and a batch of what came. */
static enum status
write_news(struct sync *s, struct mail_mailbox *row, const struct news *news,
    const struct batch *b, bool last)
{
	struct ctx *cx = s->cx;
	struct mail_change change;
	enum status st;

	if ((st = db_mail_change_begin(cx, s->account, &change)) != OK)
		return st;
	if (news != NULL &&
	    ((st = db_mail_vanish(cx, &change, row->id, news->gone, news->gone_count)) != OK ||
	    (st = db_mail_flags(cx, &change, row->id, news->flags, news->flag_count)) != OK))
		return st;
	if ((st = db_mail_add(cx, &change, row->id, b->rows, b->count)) != OK ||
	    (st = report_notice(cx, &change, b->rows, b->count)) != OK ||
	    (st = mute_notice(cx, &change, row, b->rows, b->count)) != OK ||
	    (last && (st = db_mail_mailbox_follow(cx, s->account, row)) != OK))
		return st;
	return db_mail_change_end(cx, &change);
}

/*
 * What was found into the index, newest first.  *DONE is false where the short way
 * was none: what came carries another number than the one by which the mailbox moved.
 */
static enum status
write_all(struct sync *s, struct mail_mailbox *row, const struct imap_folder *f,
    const struct imap_box *box, const struct news *news, bool *done)
{
	uint64_t expected = (uint64_t)row->modseq + 1;
	int64_t end = INT64_MAX;
	bool first = true, last;
	enum status st = OK;

	do {
		struct arena *saved = sync_turn_open(s->cx);
		struct batch b = { .uids = sync_highest(s->cx->arena, &news->fresh, end, IMAP_BATCH) };
		bool more;

		if (b.uids.count > 0) {
			end = b.uids.ranges[0].first;
			if ((st = sync_rows_ask(s, &b)) == OK)
				st = sync_rows_take(s, &b);
		}
		more = b.uids.count > 0 && imap_uids_next(&news->fresh, 0) < end;
		last = !more || clock_steady() >= s->news_until;
		*done = !news->only_came || b.uids.count == 0 || b.least_modseq == expected;
		if (st == OK && *done && last) {
			/*
			 * Everything up to what SELECT told was in the changes; what
			 * is left of it is below uid_low, and indexed in step 3.
			 */
			if (more)
				row->uid_low = end;
			row->modseq = (int64_t)box->modseq;
			row->uid_next = box->uidnext;
			row->messages = box->messages;
			row->unseen = f->unseen;
		}
		if (st == OK && *done)
			st = write_news(s, row, first ? news : NULL, &b, last);
		sync_turn_close(s->cx, saved);
		first = false;
	} while (st == OK && *done && !last);
	return st;
}

/* Step 2, for one mailbox. */
enum status
sync_box_follow(struct sync *s, struct mail_mailbox *row, const struct imap_folder *f)
{
	struct imap_box box;
	struct news news;
	bool done = false;
	enum status st;

	if (row->uid_next == 0 || (f->has_status && f->uidvalidity != row->uidvalidity)) {
		if ((st = imap_select(s->cx, s->imap, row->path, &box)) != OK)
			return st;
		return start_over(s, row, &box, f);
	}
	for (bool short_way = true; !done; short_way = false) {
		if ((st = find_news(s, row, f, short_way, &box, &news)) != OK)
			return st;
		if (box.uidvalidity != row->uidvalidity)
			return start_over(s, row, &box, f);
		if ((st = write_all(s, row, f, &box, &news, &done)) != OK)
			return st;
	}
	return OK;
}
