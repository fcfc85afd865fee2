/*
 * What happened to messages that are copied: flags that changed there change
 * here, and what somebody did with them here stays; what went there goes here
 * (delete2), where it came with this job; what is here goes there (delete1).
 */
#include <stdlib.h>
#include <string.h>

#include "imapclient/store.h"
#include "storage/db.h"
#include "webmail/syncjob_private.h"

#define PAGE		400	/* below IMAP_BATCH */
#define KEYWORD_MAX	50	/* bytes, as Dovecot takes them */

/* ---- Flags ------------------------------------------------------------------------ */

static int
by_text(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* An atom (RFC 9051, section 9) of a length that can be kept. */
static bool
is_keyword(const char *s)
{
	size_t len = strlen(s);

	if (len == 0 || len > KEYWORD_MAX)
		return false;
	for (; *s != '\0'; s++)
		if (*s <= ' ' || *s >= 0x7f || strchr("(){%*\"\\]", *s) != NULL)
			return false;
	return true;
}

const char *
syncjob_flag_text(struct arena *arena, const struct imap_message *m)
{
	const char *list[SYNCJOB_FLAGS_MAX];
	struct buf out = BUF_ON(arena);
	size_t count = 0;

	if (m->seen)
		list[count++] = "\\Seen";
	if (m->answered)
		list[count++] = "\\Answered";
	if (m->flagged)
		list[count++] = "\\Flagged";
	if (m->draft)
		list[count++] = "\\Draft";
	for (size_t i = 0; m->keywords != NULL && m->keywords[i] != NULL; i++)
		if (count < COUNT(list) && is_keyword(m->keywords[i]))
			list[count++] = m->keywords[i];
	qsort(list, count, sizeof *list, by_text);
	for (size_t i = 0; i < count; i++)
		buf_printf(&out, i > 0 ? " %s" : "%s", list[i]);
	return buf_str(&out);
}

size_t
syncjob_flag_list(struct arena *arena, const char *text, const char **out, size_t max)
{
	char *rest, *copy = arena_strdup(arena, text);
	size_t count = 0;

	for (char *w = strtok_r(copy, " ", &rest); w != NULL && count < max; w = strtok_r(NULL, " ", &rest))
		out[count++] = w;
	return count;
}

/* Those of A that are not in B. */
static size_t
without(struct arena *arena, const char *a, const char *b, const char **out)
{
	const char *others[SYNCJOB_FLAGS_MAX], *all[SYNCJOB_FLAGS_MAX];
	size_t count = 0, n = syncjob_flag_list(arena, a, all, COUNT(all));
	size_t other_count = syncjob_flag_list(arena, b, others, COUNT(others));

	for (size_t i = 0; i < n; i++)
		if (bsearch(&all[i], others, other_count, sizeof *others, by_text) == NULL)
			out[count++] = all[i];
	return count;
}

/* From the flags OLD to NEW, whatever else messages have here. */
static enum status
store(struct syncjob *s, struct syncjob_box *b, const struct imap_uids *uids, const char *old,
    const char *new)
{
	const char *flags[SYNCJOB_FLAGS_MAX];
	struct ctx *cx = s->cx;
	size_t count;
	enum status st;

	if ((st = imap_select_known(cx, s->here, b->to, b->here.uidvalidity,
	    imap_uids_last(uids))) != OK)
		return st;
	if ((count = without(cx->arena, new, old, flags)) > 0 &&
	    (st = imap_store(cx, s->here, uids, IMAP_STORE_ADD, flags, count, 0, NULL)) != OK)
		return st;
	if ((count = without(cx->arena, old, new, flags)) > 0)
		st = imap_store(cx, s->here, uids, IMAP_STORE_REMOVE, flags, count, 0, NULL);
	b->flagged += (int64_t)imap_uids_total(uids);
	return st;
}

struct change {
	struct sync_mail	*row;
	const char		*now;
	bool			 done;
};

/* Marked as deleted when we came, and unmarked since: to be copied after all. */
static enum status
revive(struct syncjob *s, struct syncjob_box *b, const struct sync_mail *row)
{
	enum status st = db_sync_mail_drop(s->cx, &s->job, b->row.id, &row->uid, 1);

	if (st == OK && row->uid <= b->row.done_there)
		b->row.done_there = (uint32_t)row->uid - 1;
	return st;
}

/* Messages there, at most PAGE, as they are now. */
static enum status
apply(struct syncjob *s, struct syncjob_box *b, const struct imap_message *list, size_t count)
{
	struct change changes[PAGE];
	struct sync_mail *rows, put[PAGE];
	int64_t uids[PAGE];
	size_t row_count, n = 0, put_count = 0, at = 0;
	enum status st;

	for (size_t i = 0; i < count; i++)
		uids[i] = list[i].uid;
	if (count == 0 || (st = db_sync_mail_list(s->cx, &s->job, b->row.id, uids, count, 0, 0, &rows,
	    &row_count)) != OK)
		return count == 0 ? OK : st;
	for (size_t i = 0; i < row_count; i++) {
		const char *now;

		while (at < count && list[at].uid < rows[i].uid)
			at++;
		if (at == count || list[at].uid != rows[i].uid || !list[at].has_flags)
			continue;
		if (rows[i].uid_here == 0) {
			if (strcmp(rows[i].flags, "\\Deleted") == 0 && !list[at].deleted &&
			    (st = revive(s, b, &rows[i])) != OK)
				return st;
			continue;
		}
		now = syncjob_flag_text(s->cx->arena, &list[at]);
		if (strcmp(now, rows[i].flags) != 0)
			changes[n++] = (struct change){ .row = &rows[i], .now = now };
	}
	for (size_t i = 0; i < n; i++) {
		struct imap_uids same = IMAP_UIDS_ON(s->cx->arena);

		if (changes[i].done)
			continue;
		for (size_t k = i; k < n; k++)
			if (!changes[k].done && strcmp(changes[k].now, changes[i].now) == 0 &&
			    strcmp(changes[k].row->flags, changes[i].row->flags) == 0) {
				imap_uids_add(&same, (uint32_t)changes[k].row->uid_here);
				changes[k].done = true;
				put[put_count] = *changes[k].row;
				put[put_count++].flags = changes[k].now;
			}
		if ((st = store(s, b, &same, changes[i].row->flags, changes[i].now)) != OK)
			return st;
	}
	return db_sync_mail_put(s->cx, &s->job, b->row.id, put, put_count);
}

/* By modification sequence: only what moved is told. */
static enum status
flags_since(struct syncjob *s, struct syncjob_box *b, bool *over)
{
	struct imap_changes changes;
	struct imap_box box;
	enum status st;

	if ((st = imap_resync(s->cx, s->there, s->cx->arena, b->from->name, b->there.uidvalidity,
	    b->row.modseq_there, &box, &changes)) != OK)
		return st;
	if (box.uidvalidity != b->there.uidvalidity)
		return OK;	/* the next run sees that, too */
	for (size_t i = 0; i < changes.changed.count; i += PAGE) {
		size_t left = changes.changed.count - i;
		struct arena *whole = ctx_turn(s->cx);

		st = apply(s, b, changes.changed.list + i, left < PAGE ? left : PAGE);
		ctx_turn_end(s->cx, whole);
		if (st != OK)
			return st;
		if (left > PAGE && syncjob_over(s)) {
			*over = true;
			return OK;
		}
	}
	b->row.modseq_there = box.modseq;
	return OK;
}

/* A server that tells no such numbers is asked for the flags of all that we know. */
static enum status
flags_of_all(struct syncjob *s, struct syncjob_box *b)
{
	struct imap_uids some = IMAP_UIDS_ON(s->cx->arena);
	enum status st = OK;

	for (uint32_t after = 0; st == OK && imap_uids_slice(&b->all, after, PAGE, &some);
	    after = imap_uids_last(&some)) {
		struct arena *whole = ctx_turn(s->cx);
		struct imap_messages got;

		st = imap_fetch(s->cx, s->there, s->cx->arena, &some, IMAP_FETCH_FLAGS, &got);
		if (st == OK)
			st = apply(s, b, got.list, got.count);
		ctx_turn_end(s->cx, whole);
	}
	return st;
}

enum status
syncjob_flags(struct syncjob *s, struct syncjob_box *b, bool *over)
{
	if (s->options.keep_flags || s->options.dry || b->there.messages == 0)
		return OK;
	return b->there.has_modseq && b->row.modseq_there > 0 ? flags_since(s, b, over) :
	    flags_of_all(s, b);
}

/* ---- What went there ----------------------------------------------------------------- */

/* Rows whose messages are gone there: what they led to goes, if no other leads to it. */
static enum status
expunge_here(struct syncjob *s, struct syncjob_box *b, const struct sync_mail *rows, size_t count)
{
	struct imap_uids gone = IMAP_UIDS_ON(s->cx->arena);
	int64_t uids[PAGE], here[PAGE], *led;
	size_t n = 0, led_count;
	enum status st;

	for (size_t i = 0; i < count; i++)
		if (!imap_uids_has(&b->all, (uint32_t)rows[i].uid)) {
			here[n] = rows[i].taken ? 0 : rows[i].uid_here;
			uids[n++] = rows[i].uid;
		}
	if (n == 0)
		return OK;
	if ((st = db_sync_mail_led(s->cx, &s->job, b->row.id, here, uids, n, &led, &led_count)) != OK)
		return st;
	for (size_t i = 0; i < n; i++) {
		bool stays = here[i] == 0;

		for (size_t k = 0; k < led_count && !stays; k++)
			stays = led[k] == here[i];
		if (!stays)
			imap_uids_add(&gone, (uint32_t)here[i]);
		else
			here[i] = 0;
	}
	if (gone.count > 0) {
		if ((st = imap_select_known(s->cx, s->here, b->to, b->here.uidvalidity,
		    imap_uids_last(&gone))) != OK ||
		    (st = imap_expunge(s->cx, s->here, &gone)) != OK)
			return st;
		b->gone_here += (int64_t)imap_uids_total(&gone);
	}
	if ((st = db_sync_key_drop(s->cx, &s->job, b->row.id, here, n)) != OK)
		return st;
	return db_sync_mail_drop(s->cx, &s->job, b->row.id, uids, n);
}

typedef enum status page_fn(struct syncjob *s, struct syncjob_box *b, struct sync_mail *rows,
    size_t count);

/* All rows of the mailbox, page by page. */
static enum status
each_page(struct syncjob *s, struct syncjob_box *b, page_fn *fn)
{
	int64_t after = 0;
	size_t count = PAGE;
	enum status st = OK;

	while (st == OK && count == PAGE) {
		struct arena *whole = ctx_turn(s->cx);
		struct sync_mail *rows;

		st = db_sync_mail_list(s->cx, &s->job, b->row.id, NULL, 0, after, PAGE, &rows, &count);
		if (st == OK && count > 0) {
			after = rows[count - 1].uid;
			st = fn(s, b, rows, count);
		}
		ctx_turn_end(s->cx, whole);
	}
	return st;
}

static enum status
gone_page(struct syncjob *s, struct syncjob_box *b, struct sync_mail *rows, size_t count)
{
	return expunge_here(s, b, rows, count);
}

enum status
syncjob_gone(struct syncjob *s, struct syncjob_box *b)
{
	if (!s->job.delete_here || s->options.dry)
		return OK;
	/* Who says two things at a time is believed neither. */
	if (imap_uids_total(&b->all) < b->there.messages) {
		syncjob_tell(s, "%s: nothing is deleted here, since the server counts %u messages"
		    " and lists %llu", b->from->name, b->there.messages,
		    (unsigned long long)imap_uids_total(&b->all));
		return OK;
	}
	return each_page(s, b, gone_page);
}

/* ---- What is taken away there ----------------------------------------------------------- */

/*
 * Marked in the rows first: were it not, delete2 would take what is gone there for
 * something that the person deleted.
 */
static enum status
take_page(struct syncjob *s, struct syncjob_box *b, struct sync_mail *rows, size_t count)
{
	struct imap_uids taken = IMAP_UIDS_ON(s->cx->arena);
	struct sync_mail put[PAGE];
	int64_t over[PAGE];
	size_t n = 0, over_count = 0;
	enum status st;

	for (size_t i = 0; i < count; i++) {
		bool there = imap_uids_has(&b->all, (uint32_t)rows[i].uid);

		if (there && rows[i].uid_here != 0) {
			imap_uids_add(&taken, (uint32_t)rows[i].uid);
			put[n] = rows[i];
			put[n++].taken = true;
		}
		if (rows[i].taken && !there)
			over[over_count++] = rows[i].uid;
	}
	if (over_count > 0 &&
	    (st = db_sync_mail_drop(s->cx, &s->job, b->row.id, over, over_count)) != OK)
		return st;
	if (n == 0)
		return OK;
	if ((st = db_sync_mail_put(s->cx, &s->job, b->row.id, put, n)) != OK ||
	    (st = imap_select_known(s->cx, s->there, b->from->name, b->there.uidvalidity,
	    imap_uids_last(&taken))) != OK ||
	    (st = imap_expunge(s->cx, s->there, &taken)) != OK)
		return st;
	b->gone_there += (int64_t)n;
	return OK;
}

enum status
syncjob_take(struct syncjob *s, struct syncjob_box *b)
{
	return s->job.delete_there && !s->options.dry ? each_page(s, b, take_page) : OK;
}
