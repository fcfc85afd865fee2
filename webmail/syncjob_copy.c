/*
 * Copies messages, in the order of their numbers there.  Small ones come by the
 * dozen, a large one through a file in memory.  What was copied is in rows after
 * each group; what a crash in between leaves without a row is known by its key
 * before the next copy is made.
 */
#include <string.h>

#include "core/clock.h"
#include "core/conf.h"
#include "imapclient/search.h"
#include "imapclient/store.h"
#include "storage/db.h"
#include "webmail/syncjob_private.h"

#define BATCH		200
#define GROUP_MESSAGES	50
#define GROUP_BYTES	((int64_t)1 << 20)
#define SMALL		((int64_t)IMAP_BODY_IN_MEMORY)
#define DAY		86400

struct todo {
	const struct imap_message *m;
	const char		*key, *flags;
	bool			 done;		/* the rows say what became of it */
};

struct batch {
	struct syncjob		*s;
	struct syncjob_box	*b;
	struct todo		*list;
	size_t			 count;
	struct sync_mail	*mails;		/* rows to be written */
	size_t			 mail_count;
	struct sync_key		*keys;		/* of what was copied in this batch */
	size_t			 key_count, key_kept;	/* kept: those that are rows */
};

static void
settle(struct batch *t, struct todo *d, int64_t uid_here)
{
	t->mails[t->mail_count++] = (struct sync_mail){
		.uid = d->m->uid, .uid_here = uid_here, .flags = d->flags,
	};
	d->done = true;
}

static void
leave_out(struct batch *t, struct todo *d, const char *why)
{
	t->b->left_out++;
	if (why != NULL)
		syncjob_tell(t->s, "%s, message %u: left out, %s", t->b->from->name, d->m->uid, why);
	settle(t, d, 0);
}

/* What is in the rows so far, together with how far we are. */
static enum status
write_rows(struct batch *t, uint32_t done)
{
	struct syncjob *s = t->s;
	struct syncjob_box *b = t->b;
	enum status st;

	if (s->options.dry)
		return OK;
	if ((st = db_begin(s->cx)) != OK ||
	    (st = db_sync_mail_put(s->cx, &s->job, b->row.id, t->mails, t->mail_count)) != OK ||
	    (st = db_sync_key_put(s->cx, &s->job, b->row.id, t->keys + t->key_kept,
	    t->key_count - t->key_kept)) != OK)
		return st;
	if (done > b->row.done_there)
		b->row.done_there = done;
	if ((st = db_sync_folder_put(s->cx, &s->job, &b->row)) != OK ||
	    (st = db_commit(s->cx)) != OK)
		return st;
	t->mail_count = 0;
	t->key_kept = t->key_count;
	return OK;
}

/* ---- Is it here? --------------------------------------------------------------- */

/* FOUND is sorted by number: a message that lies here counts before one that did. */
static void
match(struct batch *t, struct todo *d, const struct sync_key *found, size_t count)
{
	int64_t uid = -1;

	for (size_t i = 0; i < count; i++) {
		if (strcmp(found[i].key, d->key) != 0)
			continue;
		if (found[i].folder != t->b->row.id)
			uid = uid < 0 ? 0 : uid;
		else if (imap_uids_has(&t->b->at_home, (uint32_t)found[i].uid) ||
		    found[i].uid >= t->b->here.uidnext)
			uid = uid <= 0 ? found[i].uid : uid;
		else
			uid = uid < 0 ? 0 : uid;	/* somebody deleted it here: so it stays */
	}
	if (uid < 0)
		return;
	t->b->known++;
	settle(t, d, uid);
}

static enum status
find_known(struct batch *t)
{
	struct syncjob *s = t->s;
	const char **keys = arena_array(s->cx->arena, t->count, sizeof *keys);
	struct sync_key *found;
	size_t count = 0, found_count;
	enum status st;

	for (size_t i = 0; i < t->count; i++)
		if (!t->list[i].done)
			keys[count++] = t->list[i].key;
	if ((st = db_sync_key_find(s->cx, &s->job, s->job.skip_cross ? 0 : t->b->row.id, keys, count,
	    &found, &found_count)) != OK)
		return st;
	for (size_t i = 0; i < t->count; i++)
		if (!t->list[i].done)
			match(t, &t->list[i], found, found_count);
	return OK;
}

/* Copied a moment ago: the mailbox there has it twice. */
static bool
is_copied(struct batch *t, struct todo *d)
{
	for (size_t i = 0; i < t->key_count; i++)
		if (strcmp(t->keys[i].key, d->key) == 0) {
			t->b->known++;
			settle(t, d, t->keys[i].uid);
			return true;
		}
	return false;
}

/* Its size is another one than was said: what it is known by is, too. */
static enum status
look_again(struct batch *t, struct todo *d, size_t size)
{
	struct syncjob *s = t->s;
	struct sync_key *found;
	size_t count;
	enum status st;

	if ((int64_t)size == d->m->size)
		return OK;
	d->key = syncjob_key(s->cx->arena, &d->m->header, (int64_t)size);
	if (is_copied(t, d))
		return OK;
	if ((st = db_sync_key_find(s->cx, &s->job, s->job.skip_cross ? 0 : t->b->row.id, &d->key, 1,
	    &found, &count)) == OK)
		match(t, d, found, count);
	return st;
}

/* ---- Copying ------------------------------------------------------------------- */

/* As it will be when each of its lines ends with CRLF. */
static size_t
size_here(const char *p, size_t len)
{
	size_t more = 0;

	for (const char *c = p, *end = p + len; (c = memchr(c, '\n', (size_t)(end - c))) != NULL; c++)
		more += c == p || c[-1] != '\r';
	return len + more;
}

static enum status
put(struct ctx *cx, struct batch *t, struct todo *d, const struct imap_body *body)
{
	const char *flags[SYNCJOB_FLAGS_MAX];
	struct imap_new message = {
		.data = body->data, .fd = body->fd, .len = body->len, .flags = flags,
		.flag_count = syncjob_flag_list(cx->arena, d->flags, flags, SYNCJOB_FLAGS_MAX),
		.received = d->m->has_received ? d->m->received : 0,
	};
	struct imap_appended at;
	enum status st;

	if ((st = imap_append(cx, t->s->here, t->b->to, &message, &at)) != OK)
		return st;
	t->b->copied++;
	t->s->did.copied++;
	t->s->did.bytes += (int64_t)body->len;
	if (at.uid != 0 && at.uidvalidity == t->b->here.uidvalidity)
		t->keys[t->key_count++] = (struct sync_key){ .uid = at.uid, .key = d->key };
	settle(t, d, at.uid);
	return OK;
}

/* Forgiven when the others can go on without it. */
static enum status
without(struct batch *t, struct todo *d, enum status st)
{
	struct syncjob *s = t->s;

	if (st == ERR_NOT_FOUND && !d->done) {
		ctx_forgive(s->cx);	/* it went while we were at it */
		settle(t, d, 0);
		return OK;
	}
	if (st == OK || !syncjob_goes_on(st))
		return st;
	s->did.faults++;
	leave_out(t, d, s->cx->fault_text);
	ctx_forgive(s->cx);
	return OK;
}

/* By itself, with its file and whatever else it needs gone behind it. */
static enum status
copy_large(struct batch *t, struct todo *d)
{
	struct ctx *outer = t->s->cx, cx;
	struct imap_body body;
	enum status st;

	ctx_open(&cx, outer->conf);
	cx.deadline = outer->deadline;
	st = imap_body(&cx, t->s->there, d->m->uid, "", (size_t)outer->conf->message_size << 20, &body);
	if (st == OK && (st = look_again(t, d, body.len)) == OK && !d->done)
		st = put(&cx, t, d, &body);
	if (st != OK && outer->fault_text == NULL)
		st = fault(outer, st, "%s", cx.fault_text != NULL ? cx.fault_text : status_name(st));
	ctx_close(&cx);
	return without(t, d, st);
}

static enum status
copy_group(struct batch *t, size_t from, size_t count)
{
	struct syncjob *s = t->s;
	struct imap_uids uids = IMAP_UIDS_ON(s->cx->arena);
	struct imap_messages got;
	enum status st = OK;

	for (size_t i = from; i < from + count; i++)
		if (!t->list[i].done)
			imap_uids_add(&uids, t->list[i].m->uid);
	if ((st = imap_fetch_part(s->cx, s->there, s->cx->arena, &uids, "", (size_t)SMALL * 2,
	    &got)) != OK && !syncjob_goes_on(st))
		return st;
	if (st != OK)
		ctx_forgive(s->cx);	/* one by one, then */
	for (size_t i = from, at = 0; i < from + count; i++) {
		struct todo *d = &t->list[i];
		struct imap_body body = { .fd = -1 };

		if (d->done)
			continue;
		while (at < got.count && got.list[at].uid < d->m->uid)
			at++;
		if (at == got.count || got.list[at].uid != d->m->uid ||
		    got.list[at].text.data == NULL || got.list[at].text.len >= (size_t)SMALL * 2) {
			if ((st = copy_large(t, d)) != OK)
				return st;
			continue;
		}
		body.data = got.list[at].text.data;
		body.len = got.list[at].text.len;
		if (is_copied(t, d))
			continue;
		if ((st = look_again(t, d, size_here(body.data, body.len))) != OK)
			return st;
		if (!d->done && (st = without(t, d, put(s->cx, t, d, &body))) != OK)
			return st;
	}
	return OK;
}

static size_t
group_of(const struct batch *t, size_t from)
{
	int64_t bytes = 0;
	size_t n = 0;

	while (from + n < t->count && n < GROUP_MESSAGES) {
		const struct todo *d = &t->list[from + n];

		if (!d->done) {
			if (d->m->size < 0 || d->m->size > SMALL || bytes + d->m->size > GROUP_BYTES)
				break;
			bytes += d->m->size;
		}
		n++;
	}
	return n;
}

static enum status
copy_all(struct batch *t, bool *over)
{
	enum status st = OK, kept;
	size_t i = 0, n;

	while (i < t->count && st == OK && !*over) {
		if ((n = group_of(t, i)) > 0) {
			st = copy_group(t, i, n);
		} else {
			n = 1;
			st = is_copied(t, &t->list[i]) ? OK : copy_large(t, &t->list[i]);
		}
		i += n;
		/* Whatever happened, what was copied is noted. */
		kept = write_rows(t, st == OK ? t->list[i - 1].m->uid : 0);
		if (st == OK)
			st = kept;
		*over = i < t->count && syncjob_over(t->s);
	}
	return st;
}

/* ---- What there is to do ---------------------------------------------------------- */

static void
judge(struct batch *t, struct todo *d)
{
	const struct sync_options *o = &t->s->options;

	if (d->m->deleted) {
		d->flags = "\\Deleted";
		leave_out(t, d, NULL);
	} else if (o->most > 0 && d->m->size > o->most) {
		leave_out(t, d, "it is larger than the job says");
	} else if (o->least > 0 && d->m->size < o->least) {
		leave_out(t, d, "it is smaller than the job says");
	}
}

static enum status
batch_open(struct batch *t, const struct imap_uids *some)
{
	struct ctx *cx = t->s->cx;
	struct imap_uids fresh = IMAP_UIDS_ON(cx->arena);
	int64_t uids[BATCH];
	struct sync_mail *known;
	struct imap_messages got;
	size_t count = 0, known_count, at = 0;
	enum status st;

	for (uint32_t u = 0; (u = imap_uids_next(some, u)) != 0; )
		uids[count++] = u;
	if ((st = db_sync_mail_list(cx, &t->s->job, t->b->row.id, uids, count, 0, 0, &known,
	    &known_count)) != OK)
		return st;
	for (size_t i = 0; i < count; i++) {
		while (at < known_count && known[at].uid < uids[i])
			at++;
		if (at == known_count || known[at].uid != uids[i])
			imap_uids_add(&fresh, (uint32_t)uids[i]);
	}
	if ((st = imap_fetch(cx, t->s->there, cx->arena, &fresh, IMAP_FETCH_FLAGS |
	    IMAP_FETCH_RECEIVED | IMAP_FETCH_SIZE | IMAP_FETCH_HEADERS, &got)) != OK)
		return st;
	t->list = arena_array(cx->arena, got.count, sizeof *t->list);
	t->mails = arena_array(cx->arena, got.count, sizeof *t->mails);
	t->keys = arena_array(cx->arena, got.count, sizeof *t->keys);
	for (t->count = 0; t->count < got.count; t->count++) {
		struct todo *d = &t->list[t->count];

		d->m = &got.list[t->count];
		d->flags = syncjob_flag_text(cx->arena, d->m);
		d->key = syncjob_key(cx->arena, &d->m->header, d->m->size);
		judge(t, d);
	}
	return find_known(t);
}

static enum status
batch(struct syncjob *s, struct syncjob_box *b, const struct imap_uids *some, bool *over)
{
	struct batch t = { .s = s, .b = b };
	enum status st;

	if ((st = batch_open(&t, some)) != OK)
		return st;
	if (s->options.dry) {
		for (size_t i = 0; i < t.count; i++)
			b->copied += !t.list[i].done;
		return OK;
	}
	if ((st = copy_all(&t, over)) != OK || *over)
		return st;
	return write_rows(&t, imap_uids_last(some));
}

static enum status
young_enough(struct syncjob *s, struct imap_uids *out)
{
	struct imap_search search;

	imap_search_open(&search, s->cx->arena);
	imap_search_since(&search, clock_seconds() - s->job.max_age * DAY);
	return imap_search(s->cx, s->there, &search, out);
}

enum status
syncjob_copy(struct syncjob *s, struct syncjob_box *b, bool *over)
{
	struct imap_uids wanted = b->all, some = IMAP_UIDS_ON(s->cx->arena);
	uint32_t after = b->row.done_there;
	enum status st = OK;

	if (imap_uids_last(&b->all) <= after)
		return OK;
	if (s->job.max_age > 0 && (st = young_enough(s, &wanted)) != OK)
		return st;
	while (st == OK && !*over && imap_uids_slice(&wanted, after, BATCH, &some)) {
		struct arena *whole = ctx_turn(s->cx);

		after = imap_uids_last(&some);
		st = batch(s, b, &some, over);
		ctx_turn_end(s->cx, whole);
		if (!s->options.dry && syncjob_over(s) && after < imap_uids_last(&wanted))
			*over = true;
	}
	return st;
}
