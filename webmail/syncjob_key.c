/*
 * What a message is known by wherever it lies: the header fields that an index
 * has, and its size.  Blanks and line ends do not count, since servers fold anew.
 *
 * Keys are the same for messages that are the same to everybody who looks at a
 * list; what is deleted as a double is compared byte by byte before.
 */
#include <string.h>

#include "core/hash.h"
#include "imapclient/search.h"
#include "imapclient/store.h"
#include "storage/db.h"
#include "webmail/syncjob_private.h"

#define BATCH		300
#define DOUBLES_MAX	500		/* looked at in a run */
#define COMPARE_MAX	((size_t)64 << 20)

const char *
syncjob_key(struct arena *arena, const struct imap_bytes *header, int64_t size)
{
	struct buf text = BUF_ON(arena);
	bool blank = true;

	for (size_t i = 0; i < header->len; i++) {
		char c = header->data[i];
		bool is_blank = c == ' ' || c == '\t' || c == '\r' || c == '\n';

		if (is_blank && blank)
			continue;
		buf_putc(&text, is_blank ? ' ' : c);
		blank = is_blank;
	}
	if (text.len > 0 && text.data[text.len - 1] == ' ')
		text.len--;
	buf_printf(&text, "\n%lld", (long long)size);
	return arena_strndup(arena, hash_sha256_hex(arena, text.data, text.len), SYNC_KEY_LEN);
}

static enum status
key_some(struct syncjob *s, struct syncjob_box *b, const struct imap_uids *some)
{
	struct imap_messages found;
	struct sync_key *keys;
	size_t count = 0;
	enum status st;

	if ((st = imap_fetch(s->cx, s->here, s->cx->arena, some,
	    IMAP_FETCH_SIZE | IMAP_FETCH_HEADERS, &found)) != OK)
		return st;
	keys = arena_array(s->cx->arena, found.count, sizeof *keys);
	for (size_t i = 0; i < found.count; i++)
		keys[count++] = (struct sync_key){
			.uid = found.list[i].uid,
			.key = syncjob_key(s->cx->arena, &found.list[i].header, found.list[i].size),
		};
	return db_sync_key_put(s->cx, &s->job, b->row.id, keys, count);
}

/*
 * Those that we copied ourselves have their keys; keyed_here stays as it is until
 * all have one, so that this goes on where it ended.
 */
enum status
syncjob_know(struct syncjob *s, struct syncjob_box *b)
{
	struct imap_uids missing = IMAP_UIDS_ON(s->cx->arena), some = IMAP_UIDS_ON(s->cx->arena);
	uint32_t last = b->row.keyed_here;
	int64_t *known;
	size_t count, at = 0;
	enum status st;

	if (b->here.uidnext <= b->row.keyed_here + 1)
		return OK;
	if ((st = db_sync_key_known(s->cx, &s->job, b->row.id, b->row.keyed_here, &known,
	    &count)) != OK)
		return st;
	for (uint32_t u = last; (u = imap_uids_next(&b->at_home, u)) != 0; ) {
		while (at < count && known[at] < u)
			at++;
		if (at == count || known[at] != u)
			imap_uids_add(&missing, u);
	}
	for (last = 0; imap_uids_slice(&missing, last, BATCH, &some); last = imap_uids_last(&some)) {
		struct arena *whole = ctx_turn(s->cx);

		st = key_some(s, b, &some);
		ctx_turn_end(s->cx, whole);
		if (st != OK)
			return st;
	}
	b->row.keyed_here = b->here.uidnext - 1;
	return db_sync_folder_put(s->cx, &s->job, &b->row);
}

/* ---- Doubles ---------------------------------------------------------------------- */

static enum status
bytes_of(struct ctx *cx, struct imap *imap, uint32_t uid, struct imap_messages *out)
{
	struct imap_uids one = IMAP_UIDS_ON(cx->arena);

	imap_uids_add(&one, uid);
	return imap_fetch_part(cx, imap, cx->arena, &one, "", COMPARE_MAX, out);
}

static enum status
are_same(struct syncjob *s, uint32_t first, uint32_t second, bool *same)
{
	struct imap_messages one, two;
	enum status st;

	*same = false;
	if ((st = bytes_of(s->cx, s->here, first, &one)) != OK ||
	    (st = bytes_of(s->cx, s->here, second, &two)) != OK)
		return st;
	*same = one.count == 1 && two.count == 1 && one.list[0].text.data != NULL &&
	    two.list[0].text.data != NULL && one.list[0].text.len == two.list[0].text.len &&
	    memcmp(one.list[0].text.data, two.list[0].text.data, one.list[0].text.len) == 0;
	return OK;
}

static enum status
double_one(struct syncjob *s, struct syncjob_box *b, const int64_t pair[static 2])
{
	struct imap_uids gone = IMAP_UIDS_ON(s->cx->arena);
	uint32_t first = (uint32_t)pair[0], second = (uint32_t)pair[1];
	bool same = false;
	enum status st;

	if (imap_uids_has(&b->at_home, first) && imap_uids_has(&b->at_home, second)) {
		if ((st = are_same(s, first, second, &same)) != OK || !same)
			return st;
		imap_uids_add(&gone, second);
		if ((st = imap_expunge(s->cx, s->here, &gone)) != OK)
			return st;
		b->gone_here++;
	} else if (imap_uids_has(&b->at_home, first)) {
		/* The second is gone: nothing to be done but to forget it. */
	} else {
		/* The first is gone: the second takes its place. */
		return db_sync_key_drop(s->cx, &s->job, b->row.id, &pair[0], 1);
	}
	if ((st = db_sync_mail_lead(s->cx, &s->job, b->row.id, pair[1], pair[0])) != OK)
		return st;
	return db_sync_key_drop(s->cx, &s->job, b->row.id, &pair[1], 1);
}

enum status
syncjob_doubles(struct syncjob *s, struct syncjob_box *b)
{
	int64_t (*pairs)[2];
	size_t count;
	enum status st;

	if (!s->job.delete_doubles || s->options.dry)
		return OK;
	if ((st = db_sync_key_doubles(s->cx, &s->job, b->row.id, DOUBLES_MAX, &pairs, &count)) != OK)
		return st;
	for (size_t i = 0; i < count && !syncjob_over(s); i++) {
		struct arena *whole;

		/* Came in this slice: not seen by the look at what is here. */
		if (pairs[i][1] >= b->here.uidnext)
			continue;
		whole = ctx_turn(s->cx);

		st = double_one(s, b, pairs[i]);
		ctx_turn_end(s->cx, whole);
		if (st != OK)
			return st;
	}
	return OK;
}
