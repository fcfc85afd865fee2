/*
 * One round asks LIST with STATUS, which names every mailbox with UIDVALIDITY,
 * UIDNEXT and HIGHESTMODSEQ, and compares it with the index.  Where they agree
 * nothing else happens.  Otherwise, under the account's lock:
 *
 *   1. mailboxes that came, went or were renamed;
 *   2. each mailbox that moved: what vanished, new flags, new messages, newest
 *      first (CONDSTORE and QRESYNC, or a comparison of everything without
 *      them); where thousands came at once, the older ones are left to 3;
 *   3. while time is left, messages that were never indexed, newest first, a
 *      batch of each mailbox in turn;
 *   4. emails that are in no mailbox any more, only when nothing is missing in
 *      any, so that a moved message keeps its id.  Until then nobody sees them.
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
#include "core/log.h"
#include "imapclient/search.h"
#include "storage/db.h"
#include "storage/mail_index.h"
#include "storage/mail_mailbox.h"
#include "webmail/charset.h"
#include "webmail/index_row.h"
#include "webmail/keyword.h"
#include "webmail/sync.h"
#include "webmail/upstream.h"

#define LOCK_WAIT_MS	400	/* for another process that is following */
#define WRITE_WAIT_MS	15000	/* the same, when our own change must be seen */
#define NEWS_MS		1000	/* of new messages, then the answer goes without the older ones */
#define FIRST_MS	1000	/* of first indexing, before the first answer */
#define MORE_MS		100	/* of it before each further answer */

struct box {
	struct mail_mailbox	*row;
	const struct imap_folder *folder;
	struct imap_uids	 todo;		/* not indexed yet */
	bool			 todo_known;
};

struct sync {
	struct ctx		*cx;
	int64_t			 account;
	struct imap		*imap;
	struct imap_folders	 folders;
	struct mail_mailbox	*rows;
	size_t			 row_count;
	struct box		*boxes;		/* those with messages */
	size_t			 box_count;
	int64_t			 news_until;	/* step 2; clock_steady() */
	int64_t			 until;		/* step 3 */
	bool			 missed;	/* a mailbox could not be followed to its end */
};

/* ---- Small arenas for long walks ------------------------------------------ */

static struct arena *
turn_open(struct ctx *cx)
{
	struct arena *saved = cx->arena;

	cx->arena = arena_open();
	return saved;
}

static void
turn_close(struct ctx *cx, struct arena *saved)
{
	struct arena *turn = cx->arena;

	if (cx->fault_text != NULL)
		cx->fault_text = arena_strdup(saved, cx->fault_text);
	cx->arena = saved;
	arena_close(turn);
}

/* ---- Mailboxes -------------------------------------------------------------- */

static const struct {
	enum imap_use	 use;
	const char	*role, *name;
	int		 order;
} roles[] = {
	{ IMAP_USE_DRAFTS, "drafts", "Drafts", 2 }, { IMAP_USE_SENT, "sent", "Sent", 3 },
	{ IMAP_USE_ARCHIVE, "archive", "Archive", 4 }, { IMAP_USE_JUNK, "junk", "Junk", 5 },
	{ IMAP_USE_TRASH, "trash", "Trash", 6 }, { IMAP_USE_ALL, "all", NULL, 7 },
	{ IMAP_USE_FLAGGED, "flagged", NULL, 7 }, { IMAP_USE_IMPORTANT, "important", NULL, 7 },
};

static void
give_role(struct sync *s, const struct imap_folder *f, struct mail_mailbox *row)
{
	row->role = NULL;
	row->sort_order = 10;
	if (strcmp(f->name, "INBOX") == 0) {
		row->role = "inbox";
		row->sort_order = 1;
		return;
	}
	for (size_t i = 0; i < COUNT(roles); i++) {
		bool named = roles[i].name != NULL && !imap_can(s->imap, IMAP_CAP_SPECIAL_USE) &&
		    strcmp(f->name, roles[i].name) == 0;

		if (f->use != roles[i].use && !named)
			continue;
		/* A role belongs to one mailbox (RFC 8621, section 2): the first. */
		for (const struct imap_folder *o = s->folders.list; o < f; o++)
			if (f->use != IMAP_USE_NONE && o->use == f->use)
				return;
		row->role = roles[i].role;
		row->sort_order = roles[i].order;
		return;
	}
}

static struct mail_mailbox *
row_at(struct sync *s, const char *path, size_t len)
{
	for (size_t i = 0; i < s->row_count; i++)
		if (strlen(s->rows[i].path) == len && memcmp(s->rows[i].path, path, len) == 0)
			return &s->rows[i];
	return NULL;
}

static bool
same_text(const char *a, const char *b)
{
	return a == b || (a != NULL && b != NULL && strcmp(a, b) == 0);
}

/* What the server's entry makes of a row; parents must be rows already. */
static struct mail_mailbox
place_of(struct sync *s, const struct imap_folder *f)
{
	struct mail_mailbox want = {
		.path = f->name,
		.separator = f->separator != 0 ?
		    arena_strndup(s->cx->arena, &f->separator, 1) : "",
		.name = f->name,
		.subscribed = f->subscribed || strcmp(f->name, "INBOX") == 0,
		.selectable = f->selectable,
	};
	const char *cut = f->name + strlen(f->name);

	give_role(s, f, &want);
	/* The nearest ancestor that is listed; levels between become part of the name. */
	while (f->separator != 0 && cut > f->name) {
		const struct mail_mailbox *up;

		while (--cut > f->name && *cut != f->separator)
			;
		if (cut == f->name)
			break;
		if ((up = row_at(s, f->name, (size_t)(cut - f->name))) != NULL) {
			want.parent = up->id;
			want.name = cut + 1;
			break;
		}
	}
	return want;
}

static bool
same_place(const struct mail_mailbox *a, const struct mail_mailbox *b)
{
	return strcmp(a->path, b->path) == 0 && strcmp(a->separator, b->separator) == 0 &&
	    strcmp(a->name, b->name) == 0 && a->parent == b->parent &&
	    same_text(a->role, b->role) && a->sort_order == b->sort_order &&
	    a->subscribed == b->subscribed && a->selectable == b->selectable;
}

static const struct imap_folder *
folder_at(const struct sync *s, const char *path)
{
	for (size_t i = 0; i < s->folders.count; i++)
		if (strcmp(s->folders.list[i].name, path) == 0)
			return &s->folders.list[i];
	return NULL;
}

/*
 * A row whose mailbox is gone and which F may be under a new name: a rename
 * keeps the UIDVALIDITY, and UIDNEXT never falls.
 */
static struct mail_mailbox *
renamed(struct sync *s, const struct imap_folder *f)
{
	struct mail_mailbox *found = NULL;

	if (!f->has_status || f->uidvalidity == 0)
		return NULL;
	for (size_t i = 0; i < s->row_count; i++) {
		struct mail_mailbox *row = &s->rows[i];

		if (row->uidvalidity != f->uidvalidity || row->uid_next > f->uidnext ||
		    folder_at(s, row->path) != NULL)
			continue;
		if (found != NULL)
			return NULL;	/* two that fit: neither is sure */
		found = row;
	}
	return found;
}

static int
by_name(const void *a, const void *b)
{
	const struct imap_folder *x = a, *y = b;

	return strcmp(x->name, y->name);
}

static enum status
follow_folder(struct sync *s, struct mail_change *change, const struct imap_folder *f)
{
	struct mail_mailbox *row = row_at(s, f->name, strlen(f->name));
	struct mail_mailbox want = place_of(s, f);
	enum status st;

	if (row == NULL && (row = renamed(s, f)) == NULL) {
		if ((st = db_mail_mailbox_add(s->cx, change, &want)) != OK)
			return st;
		s->rows[s->row_count++] = want;
		return OK;
	}
	if (same_place(row, &want))
		return OK;
	want.id = row->id;
	row->path = want.path;
	row->separator = want.separator;
	row->name = want.name;
	row->parent = want.parent;
	row->role = want.role;
	row->sort_order = want.sort_order;
	row->subscribed = want.subscribed;
	row->selectable = want.selectable;
	return db_mail_mailbox_place(s->cx, change, &want);
}

/* Step 1.  Folders come sorted, so parents before their children. */
static enum status
follow_folders(struct sync *s)
{
	struct mail_mailbox *rows = arena_array(s->cx->arena,
	    s->row_count + s->folders.count, sizeof *rows);
	struct mail_change change;
	enum status st;

	memcpy(rows, s->rows, s->row_count * sizeof *rows);
	s->rows = rows;
	if ((st = db_mail_change_begin(s->cx, s->account, &change)) != OK)
		return st;
	for (size_t i = 0; i < s->folders.count; i++)
		if ((st = follow_folder(s, &change, &s->folders.list[i])) != OK)
			return st;
	for (size_t i = 0; i < s->row_count; i++) {
		if (folder_at(s, s->rows[i].path) != NULL)
			continue;
		if ((st = db_mail_mailbox_remove(s->cx, &change, s->rows[i].id)) != OK)
			return st;
		s->rows[i--] = s->rows[--s->row_count];
	}
	return db_mail_change_end(s->cx, &change);
}

static bool
folders_agree(struct sync *s)
{
	if (s->folders.count != s->row_count)
		return false;
	for (size_t i = 0; i < s->folders.count; i++) {
		const struct imap_folder *f = &s->folders.list[i];
		const struct mail_mailbox *row = row_at(s, f->name, strlen(f->name));
		struct mail_mailbox want;

		if (row == NULL)
			return false;
		want = place_of(s, f);
		if (!same_place(row, &want))
			return false;
	}
	return true;
}

/* ---- A mailbox that moved ----------------------------------------------------- */

static bool
is_followed(const struct mail_mailbox *row, const struct imap_folder *f)
{
	/* Without modification sequences flags may have moved unseen. */
	return f->has_status && f->has_modseq && row->uidvalidity == f->uidvalidity &&
	    row->uid_next == f->uidnext && row->modseq == (int64_t)f->modseq &&
	    row->messages == f->messages;
}

/*
 * Previews, a command for each place in which a text stands: nearly all are
 * part 1 or 1.1.  The server's own PREVIEW is not used, since it neither knows
 * other people's words from the sender's nor what 8-bit text without a charset is.
 */
static enum status
fetch_previews(struct sync *s, struct mail_new *rows, const struct mime_part **texts, size_t count)
{
	struct arena *arena = s->cx->arena;
	enum status st;

	for (size_t i = 0; i < count; i++) {
		struct imap_uids same = IMAP_UIDS_ON(arena);
		struct imap_messages found;

		if (texts[i] == NULL)
			continue;
		for (size_t k = i; k < count; k++)
			if (texts[k] != NULL && strcmp(texts[k]->id, texts[i]->id) == 0)
				imap_uids_add(&same, (uint32_t)rows[k].uid);
		if ((st = imap_fetch_part(s->cx, s->imap, arena, &same, texts[i]->id,
		    INDEX_TEXT_BYTES, &found)) != OK)
			return st;
		/* Both go up by UID. */
		for (size_t k = i, f = 0; k < count && f < found.count; k++) {
			while (f < found.count && found.list[f].uid < rows[k].uid)
				f++;
			if (f < found.count && found.list[f].uid == rows[k].uid &&
			    found.list[f].text.data != NULL)
				rows[k].preview = index_preview(arena, texts[k],
				    found.list[f].text.data, found.list[f].text.len);
		}
		for (size_t k = i + 1; k < count; k++)
			if (imap_uids_has(&same, (uint32_t)rows[k].uid))
				texts[k] = NULL;
	}
	return OK;
}

/* Messages of UIDS into rows, without those that are marked as deleted. */
static enum status
fetch_rows(struct sync *s, const struct mail_mailbox *row, const struct imap_uids *uids,
    struct mail_new **out, size_t *count)
{
	struct arena *arena = s->cx->arena;
	const struct mime_part **texts;
	struct imap_messages found;
	enum status st;

	if ((st = imap_fetch(s->cx, s->imap, arena, uids, IMAP_FETCH_INDEX, &found)) != OK)
		return st;
	*out = arena_array(arena, found.count, sizeof **out);
	texts = arena_array(arena, found.count, sizeof *texts);
	*count = 0;
	for (size_t i = 0; i < found.count; i++) {
		const struct imap_message *m = &found.list[i];

		if (m->deleted || !m->has_flags)
			continue;
		index_row(arena, m, arena_printf(arena, "%lld.%lld.%lu", (long long)row->id,
		    (long long)row->uidvalidity, (unsigned long)m->uid), &(*out)[*count], &texts[*count]);
		++*count;
	}
	return fetch_previews(s, *out, texts, *count);
}

struct news {
	int64_t			*gone;		/* uids */
	size_t			 gone_count;
	struct mail_flags	*flags;
	size_t			 flag_count;
	struct imap_uids	 fresh;
};

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

/* What vanished: as the server told, or by comparing all. */
static enum status
find_gone(struct sync *s, const struct mail_mailbox *row, const struct imap_changes *changes,
    struct news *news, size_t deleted)
{
	struct arena *arena = s->cx->arena;
	struct imap_uids there = IMAP_UIDS_ON(arena);
	int64_t *known;
	size_t count;
	enum status st;

	if ((st = db_mail_uids(s->cx, s->account, row->id, &known, &count)) != OK)
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
		if (!changes->all && changes->vanished_known ?
		    imap_uids_has(&changes->vanished, (uint32_t)known[i]) :
		    !imap_uids_has(&there, (uint32_t)known[i]))
			news->gone[news->gone_count++] = known[i];
	return OK;
}

static enum status
find_news(struct sync *s, const struct mail_mailbox *row, struct imap_box *box, struct news *news)
{
	struct arena *arena = s->cx->arena;
	struct imap_changes changes;
	size_t asked_count = 0, known_count, deleted = 0;
	int64_t *asked, *known;
	enum status st;

	*news = (struct news){ .fresh = IMAP_UIDS_ON(arena) };
	if ((st = imap_resync(s->cx, s->imap, arena, row->path, (uint32_t)row->uidvalidity,
	    (uint64_t)row->modseq, box, &changes)) != OK ||
	    box->uidvalidity != row->uidvalidity)
		return st;
	asked = arena_array(arena, changes.changed.count, sizeof *asked);
	for (size_t i = 0; i < changes.changed.count; i++) {
		const struct imap_message *m = &changes.changed.list[i];

		deleted += m->deleted;
		asked[asked_count++] = m->uid;
	}
	if (changes.all || !changes.vanished_known || changes.vanished.count > 0) {
		if ((st = find_gone(s, row, &changes, news, deleted)) != OK)
			return st;
	} else {
		news->gone = arena_array(arena, deleted, sizeof *news->gone);
	}
	if (asked_count == 0)
		return OK;
	if ((st = db_mail_uids_among(s->cx, s->account, row->id, asked, asked_count, &known,
	    &known_count)) != OK)
		return st;
	news->flags = arena_array(arena, known_count, sizeof *news->flags);
	for (size_t i = 0; i < changes.changed.count; i++) {
		const struct imap_message *m = &changes.changed.list[i];
		bool is_known = among(known, known_count, m->uid);

		if (m->deleted) {
			if (is_known)
				news->gone[news->gone_count++] = m->uid;
		} else if (is_known) {
			news->flags[news->flag_count++] = (struct mail_flags){
				m->uid, keyword_of_message(arena, m),
			};
		} else if (m->uid >= row->uid_low) {
			imap_uids_add(&news->fresh, m->uid);
		}
	}
	return OK;
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
	row->messages = box->messages;
	row->unseen = f->unseen;
	if ((st = db_mail_mailbox_follow(s->cx, s->account, row)) != OK)
		return st;
	return db_mail_change_end(s->cx, &change);
}

/* The COUNT highest numbers of a set below END. */
static struct imap_uids
highest(struct arena *arena, const struct imap_uids *set, int64_t end, size_t count)
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

/* Step 2, for one mailbox. */
static enum status
follow_box(struct sync *s, struct mail_mailbox *row, const struct imap_folder *f)
{
	struct imap_box box;
	struct news news;
	int64_t end = INT64_MAX;
	bool first = true, more, last;
	enum status st;

	if (row->uid_next == 0 || (f->has_status && f->uidvalidity != row->uidvalidity)) {
		if ((st = imap_select(s->cx, s->imap, row->path, &box)) != OK)
			return st;
		return start_over(s, row, &box, f);
	}
	if ((st = find_news(s, row, &box, &news)) != OK)
		return st;
	if (box.uidvalidity != row->uidvalidity)
		return start_over(s, row, &box, f);
	do {
		struct arena *saved = turn_open(s->cx);
		struct mail_change change;
		struct mail_new *rows = NULL;
		struct imap_uids batch;
		size_t count = 0;

		batch = highest(s->cx->arena, &news.fresh, end, IMAP_BATCH);
		if (batch.count > 0) {
			end = batch.ranges[0].first;
			st = fetch_rows(s, row, &batch, &rows, &count);
		}
		more = batch.count > 0 && imap_uids_next(&news.fresh, 0) < end;
		last = !more || clock_steady() >= s->news_until;
		if (st == OK)
			st = db_mail_change_begin(s->cx, s->account, &change);
		if (st == OK && first &&
		    (st = db_mail_vanish(s->cx, &change, row->id, news.gone,
		    news.gone_count)) == OK)
			st = db_mail_flags(s->cx, &change, row->id, news.flags, news.flag_count);
		if (st == OK)
			st = db_mail_add(s->cx, &change, row->id, rows, count);
		if (st == OK && last) {
			/*
			 * Everything up to what SELECT told was in the changes; what
			 * is left of it is below uid_low, and indexed in step 3.
			 */
			if (more)
				row->uid_low = end;
			row->modseq = (int64_t)box.modseq;
			row->uid_next = box.uidnext;
			row->messages = box.messages;
			row->unseen = f->unseen;
			st = db_mail_mailbox_follow(s->cx, s->account, row);
		}
		if (st == OK)
			st = db_mail_change_end(s->cx, &change);
		turn_close(s->cx, saved);
		if (st != OK)
			return st;
		first = false;
	} while (!last);
	return OK;
}

/* ---- First indexing ------------------------------------------------------------ */

/* Of a batch, what the index lacks: below uid_low it may have some already. */
static enum status
drop_known(struct sync *s, const struct mail_mailbox *row, struct imap_uids *batch)
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

	if ((st = imap_select_known(s->cx, s->imap, row->path, (uint32_t)row->uidvalidity)) != OK)
		return st;
	if (!b->todo_known) {
		if ((st = imap_search_all(s->cx, s->imap, s->cx->arena, &b->todo)) != OK)
			return st;
		b->todo_known = true;
	}
	saved = turn_open(s->cx);
	batch = highest(s->cx->arena, &b->todo, row->uid_low, IMAP_BATCH);
	row->uid_low = batch.count > 0 ? batch.ranges[0].first : 1;
	if (batch.count > 0)
		st = drop_known(s, row, &batch);
	if (st == OK && batch.count > 0)
		st = fetch_rows(s, row, &batch, &rows, &count);
	if (st == OK)
		st = db_mail_change_begin(s->cx, s->account, &change);
	if (st == OK)
		st = db_mail_add(s->cx, &change, row->id, rows, count);
	if (st == OK)
		st = db_mail_mailbox_follow(s->cx, s->account, row);
	if (st == OK)
		st = db_mail_change_end(s->cx, &change);
	turn_close(s->cx, saved);
	return st;
}

static enum status
fill(struct sync *s, bool *complete)
{
	enum status st;

	do {
		*complete = true;
		for (size_t i = 0; i < s->box_count; i++) {
			struct box *b = &s->boxes[i];

			if (b->row->uid_low <= 1 || b->row->uidvalidity == 0)
				continue;
			*complete = false;
			if (clock_steady() >= s->until)
				return OK;
			st = fill_some(s, b);
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

/* ---- A round -------------------------------------------------------------------- */

static enum status
look(struct sync *s)
{
	enum status st;

	if ((st = imap_refresh(s->cx, s->imap)) != OK ||
	    (st = imap_folder_list(s->cx, s->imap, &s->folders)) != OK ||
	    (st = db_mail_mailbox_list(s->cx, s->account, &s->rows, &s->row_count)) != OK)
		return st;
	qsort(s->folders.list, s->folders.count, sizeof *s->folders.list, by_name);
	return OK;
}

static void
pair(struct sync *s)
{
	s->boxes = arena_array(s->cx->arena, s->row_count, sizeof *s->boxes);
	s->box_count = 0;
	for (size_t i = 0; i < s->row_count; i++) {
		const struct imap_folder *f = folder_at(s, s->rows[i].path);

		if (f != NULL && f->selectable)
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

static bool
agrees(struct sync *s, bool *complete)
{
	if (!folders_agree(s))
		return false;
	pair(s);
	*complete = true;
	for (size_t i = 0; i < s->box_count; i++) {
		if (!is_followed(s->boxes[i].row, s->boxes[i].folder))
			return false;
		*complete &= s->boxes[i].row->uid_low <= 1;
	}
	return true;
}

static enum status
bury(struct sync *s)
{
	struct mail_change change;
	bool any;
	enum status st;

	if ((st = db_mail_orphans(s->cx, s->account, &any)) != OK || !any)
		return st;
	if ((st = db_mail_change_begin(s->cx, s->account, &change)) != OK ||
	    (st = db_mail_bury(s->cx, &change)) != OK)
		return st;
	return db_mail_change_end(s->cx, &change);
}

/* Under the account's lock. */
static enum status
work(struct sync *s, bool *complete)
{
	enum status st;

	if (!folders_agree(s) && (st = follow_folders(s)) != OK)
		return st;
	pair(s);
	qsort(s->boxes, s->box_count, sizeof *s->boxes, by_order);
	for (size_t i = 0; i < s->box_count; i++) {
		struct box *b = &s->boxes[i];

		if (is_followed(b->row, b->folder))
			continue;
		st = follow_box(s, b->row, b->folder);
		if (st == ERR_NOT_FOUND || st == ERR_DENIED) {
			/* Deleted meanwhile, or not ours to read. */
			s->missed |= st == ERR_NOT_FOUND;
			ctx_forgive(s->cx);
			continue;
		}
		if (st != OK)
			return st;
	}
	if ((st = fill(s, complete)) != OK)
		return st;
	*complete &= !s->missed;
	if (*complete && (st = bury(s)) != OK)
		return st;
	return db_mail_purge(s->cx, s->account);
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
};

static enum status
round_of(struct ctx *cx, int64_t account, const struct patience *p, bool *complete)
{
	struct sync s = { .cx = cx, .account = account };
	struct mail_lock *lock;
	int64_t begun = clock_steady();
	bool agreed;
	enum status st;

	*complete = false;
	if ((st = upstream_imap(cx, account, &s.imap)) != OK || (st = look(&s)) != OK)
		return st;
	if ((agreed = agrees(&s, complete)) && *complete)
		return OK;
	*complete = false;
	/* What is missing is old mail only: nobody waits for that. */
	st = db_mail_lock(cx, account, agreed ? 0 : ctx_time_left(cx, p->lock), &lock);
	if (st == ERR_BUSY) {
		ctx_forgive(cx);
		return OK;
	}
	if (st != OK)
		return st;
	/* Whoever had the lock may have done it all. */
	if ((st = look(&s)) == OK && !(agrees(&s, complete) && *complete)) {
		s.news_until = begun + p->news;
		s.until = clock_steady() + (is_empty(&s) ? p->first : p->more);
		st = work(&s, complete);
	}
	db_mail_unlock(lock);
	return st;
}

enum status
sync_follow(struct ctx *cx, int64_t account, bool *complete)
{
	static const struct patience p = { LOCK_WAIT_MS, NEWS_MS, FIRST_MS, MORE_MS };

	return round_of(cx, account, &p, complete);
}

enum status
sync_settle(struct ctx *cx, int64_t account)
{
	static const struct patience p = { WRITE_WAIT_MS, WRITE_WAIT_MS, FIRST_MS, MORE_MS };
	bool complete;

	return round_of(cx, account, &p, &complete);
}

enum status
sync_run(struct ctx *cx, int64_t account, int budget_ms, bool *complete)
{
	struct patience p = { LOCK_WAIT_MS, budget_ms, budget_ms, budget_ms };

	return round_of(cx, account, &p, complete);
}
