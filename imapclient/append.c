/*
 * APPEND, streaming the message from memory or a descriptor.  The literal
 * waits for the server's "+" unless it is short, so that one who is over
 * quota hears it before 40 MB have gone over the wire.
 */
#include <errno.h>
#include <unistd.h>

#include "core/clock.h"
#include "imapclient/private.h"
#include "imapclient/store.h"

#define PIECE		(64 * 1024)
#define UNASKED_MAX	4096

static bool
put(struct ctx *cx, struct imap *imap, const void *p, size_t len)
{
	stream_set_deadline(imap->stream, clock_steady() + ctx_time_left(cx, imap->stall_ms));
	return stream_write(imap->stream, p, len);
}

static enum status
send_message(struct ctx *cx, struct imap *imap, const struct imap_new *message)
{
	const char *data = message->data;
	char *piece = data == NULL ? arena_alloc(cx->arena, PIECE) : NULL;

	for (size_t done = 0; done < message->len; ) {
		size_t some = message->len - done < PIECE ? message->len - done : PIECE;

		if (data == NULL) {
			ssize_t n = pread(message->fd, piece, some, (off_t)done);

			if (n < 0 && errno == EINTR)
				continue;
			if (n <= 0) {		/* the server waits for bytes that are not there */
				imap->broken = true;
				return fault(cx, ERR_INTERNAL, "the message is shorter than was said");
			}
			some = (size_t)n;
		}
		if (!put(cx, imap, data != NULL ? data + done : piece, some))
			return imap_lost(cx, imap);
		done += some;
	}
	return put(cx, imap, "\r\n", 2) ? OK : imap_lost(cx, imap);
}

/* What came into the mailbox from UID FIRST on, and is as long as ours. */
static enum status
look_for(struct ctx *cx, struct imap *imap, const char *mailbox, uint32_t first, size_t len,
    struct imap_appended *out)
{
	struct imap_uids range = IMAP_UIDS_ON(cx->arena);
	struct imap_messages found;
	struct imap_box box;
	enum status st;

	/* Selected anew, since a server may tell of its own APPEND as late as that. */
	if ((st = imap_select(cx, imap, mailbox, &box)) != OK)
		return st;
	imap_uids_add_range(&range, first, UINT32_MAX);
	if ((st = imap_fetch(cx, imap, cx->arena, &range, IMAP_FETCH_SIZE, &found)) != OK)
		return st;
	for (size_t i = found.count; i-- > 0 && out->uid == 0;)
		if (found.list[i].uid >= first && found.list[i].size == (int64_t)len)
			*out = (struct imap_appended){ box.uidvalidity, found.list[i].uid };
	return OK;
}

static enum status
append(struct ctx *cx, struct imap *imap, const char *mailbox,
    const struct imap_new *message, struct imap_appended *out)
{
	bool plus = message->len <= UNASKED_MAX &&
	    (imap_can(imap, IMAP_CAP_LITERAL_PLUS) || imap_can(imap, IMAP_CAP_LITERAL_MINUS));
	struct imap_response re;
	struct imap_cmd cmd;
	char date[40];
	enum status st;
	uint64_t v;
	bool done;

	*out = (struct imap_appended){ 0 };
	if (message->len == 0)
		return fault(cx, ERR_INVALID, "an empty message");
	imap_cmd_open(&cmd, cx, imap, "APPEND ");
	imap_cmd_mailbox(&cmd, mailbox);
	if (message->flag_count > 0) {
		imap_cmd_add(&cmd, " ");
		imap_cmd_flags(&cmd, message->flags, message->flag_count);
	}
	if (message->received > 0) {
		imap_date_write(message->received, date);
		imap_cmd_add(&cmd, " \"%s\"", date);
	}
	/* imap_send() ends the line behind the literal's size. */
	imap_cmd_add(&cmd, " {%zu%s}", message->len, plus ? "+" : "");
	if ((st = imap_send(cx, imap, &cmd)) != OK ||
	    (!plus && (st = imap_wait_go_ahead(cx, imap)) != OK) ||
	    (st = send_message(cx, imap, message)) != OK)
		return st;
	do {
		if ((st = imap_next(cx, imap, cx->arena, &re, &done)) != OK)
			return st;
	} while (!done);
	if ((st = imap_outcome(cx, imap, &re, "APPEND")) != OK)
		return st;
	if (imap_node_is(re.code, "APPENDUID") && re.code->next != NULL) {
		if (imap_node_number(re.code->next, UINT32_MAX, &v))
			out->uidvalidity = (uint32_t)v;
		if (imap_node_number(re.code->next->next, UINT32_MAX, &v))
			out->uid = (uint32_t)v;
	}
	return OK;
}

enum status
imap_append(struct ctx *cx, struct imap *imap, const char *mailbox,
    const struct imap_new *message, struct imap_appended *out)
{
	struct imap_folder before = { 0 };
	enum status st;

	if (!imap_can(imap, IMAP_CAP_UIDPLUS) &&
	    (st = imap_folder_status(cx, imap, mailbox, &before)) != OK)
		return st;
	if ((st = append(cx, imap, mailbox, message, out)) != OK || out->uid != 0 ||
	    before.uidnext == 0)
		return st;
	return look_for(cx, imap, mailbox, before.uidnext, message->len, out);
}
