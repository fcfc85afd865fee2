#include <stdlib.h>
#include <string.h>

#include "core/json.h"
#include "core/log.h"
#include "imapclient/search.h"
#include "imapclient/store.h"
#include "storage/db.h"
#include "storage/grant.h"
#include "storage/mail_mailbox.h"
#include "storage/quarantine.h"
#include "webmail/mime_header.h"
#include "webmail/blob.h"
#include "webmail/quarantine.h"
#include "webmail/upstream.h"

#define RECIPIENTS_MAX	1000

static const char *
header(const struct request *rq, const char *name)
{
	const char *value = http_header(rq, name);

	return value != NULL && strcmp(value, "unknown") != 0 ? value : "";
}

/* Rspamd's recipients, a JSON array of addresses; what is none is left out. */
static size_t
recipients(struct ctx *cx, const struct request *rq, const char ***out)
{
	const char *text = header(rq, "x-rspamd-rcpt");
	json_t *array, *one;
	size_t i, n = 0;

	*out = arena_array(cx->arena, RECIPIENTS_MAX, sizeof **out);
	if (json_read(cx, text, strlen(text), &array) != OK || !json_is_array(array)) {
		ctx_forgive(cx);
		return 0;
	}
	json_array_foreach(array, i, one)
		if (json_is_string(one) && n < RECIPIENTS_MAX)
			(*out)[n++] = json_string_value(one);
	return n;
}

/* A header of the message as text for a list. */
static const char *
field(struct ctx *cx, const struct mime_fields *fields, const char *name)
{
	const struct mime_field *f = mime_field_find(fields, name);

	return f != NULL ? mime_header_text(cx->arena, f->raw, f->len) : "";
}

/* Rspamd's reasons as they are, when they are JSON. */
static const char *
symbols(struct ctx *cx, const struct request *rq)
{
	const char *text = header(rq, "x-rspamd-symbols");
	json_t *array;

	if (json_read(cx, text, strlen(text), &array) == OK && json_is_array(array))
		return text;
	ctx_forgive(cx);
	return "[]";
}

enum status
quarantine_blob(struct ctx *cx, int64_t account, const char *id, struct blob *out)
{
	int64_t number = jmap_id('q', id);
	struct grant grant;
	struct quarantine q;
	const void *bytes;
	size_t len;
	enum status st;

	if (number == 0 || account != cx->who.account)
		return fault(cx, ERR_NOT_FOUND, "no such blob");
	if ((st = db_grant_find(cx, &grant)) != OK)
		return st;
	if (!db_grant_flag(&grant, "quarantine"))
		return fault(cx, ERR_NOT_FOUND, "no such blob");
	if ((st = db_quarantine_find(cx, account, number, &q)) != OK ||
	    (st = db_quarantine_bytes(cx, &q, &bytes, &len)) != OK)
		return st;
	*out = (struct blob){ .fd = -1, .data = bytes, .len = (int64_t)len, .part = "",
		.type = "message/rfc822" };
	return OK;
}

enum status
quarantine_post(struct ctx *cx, const struct request *rq, struct reply *re)
{
	struct mime_fields fields;
	const char **to;
	size_t count = recipients(cx, rq, &to), kept = 0;
	struct quarantine_bounds most;
	struct quarantine q;
	enum status st;

	reply_bytes(cx, re, 200, "text/plain", "", 0);
	if (count == 0 || (st = db_quarantine_bounds(cx, &most)) != OK)
		return count == 0 ? OK : st;
	if ((int64_t)rq->body_len > most.bytes || strtod(header(rq, "x-rspamd-score"), NULL) > most.score)
		return OK;
	fields = mime_header_read(cx->arena, rq->body, rq->body_len);
	q = (struct quarantine){
		.queue_id = header(rq, "x-rspamd-qid"),
		.sender = header(rq, "x-rspamd-from"),
		.login = header(rq, "x-rspamd-user"),
		.remote = header(rq, "x-rspamd-ip"),
		.action = header(rq, "x-rspamd-action"),
		.score = strtod(header(rq, "x-rspamd-score"), NULL),
		.symbols = symbols(cx, rq),
		.from = field(cx, &fields, "from"),
		.subject = field(cx, &fields, "subject"),
	};
	q.virus = strstr(q.symbols, "\"CLAM_VIRUS\"") != NULL;
	if ((st = db_quarantine_add(cx, &q, to, count, rq->body, rq->body_len, &kept)) != OK)
		return st;
	log_event(LOG_INFO_, "quarantine", "queue_id", "%s", q.queue_id, "kept", "%zu", kept, NULL);
	return OK;
}

/* A mailbox of the account's by its job; *NAME stays as it is where nobody was given the job. */
static enum status
select_junk(struct ctx *cx, struct imap *imap, int64_t account, const char **name)
{
	struct imap_box box;
	enum status st;

	*name = "Junk";
	if ((st = db_mail_mailbox_given(cx, account, "junk", name)) != OK)
		return st;
	return imap_select(cx, imap, *name, &box);
}

/* What is the same message in the mailbox that is selected, by its Message-ID. */
static enum status
find_here(struct ctx *cx, struct imap *imap, const struct imap_new *message, struct imap_uids *out)
{
	struct mime_fields fields = mime_header_read(cx->arena, message->data, message->len);
	const char *id = field(cx, &fields, "message-id");
	struct imap_search search;

	*out = (struct imap_uids){ 0 };
	if (*id == '\0')
		return OK;
	imap_search_open(&search, cx->arena);
	imap_search_header(&search, "Message-ID", id);
	return imap_search(cx, imap, &search, out);
}

/*
 * Of what went to Junk there is a copy, which its owner may have moved himself: then
 * there is nothing to do any more, or there would be two of them.
 */
static enum status
move_copy(struct ctx *cx, struct imap *imap, int64_t account, const struct imap_new *message,
    bool *done)
{
	struct imap_copied copied;
	struct imap_uids found = { 0 };
	struct imap_box box;
	const char *junk;
	enum status st = select_junk(cx, imap, account, &junk);

	*done = false;
	if (st == ERR_NOT_FOUND)
		ctx_forgive(cx);	/* no such mailbox: no copy there */
	else if (st != OK || (st = find_here(cx, imap, message, &found)) != OK)
		return st;
	*done = found.count > 0;
	if (*done)
		return imap_move(cx, imap, &found, "INBOX", &copied);
	if ((st = imap_select(cx, imap, "INBOX", &box)) != OK ||
	    (st = find_here(cx, imap, message, &found)) != OK)
		return st;
	*done = found.count > 0;
	return OK;
}

/* Out of Junk by a move, from which Rspamd learns; else as a new message that says so itself. */
static enum status
put_into_inbox(struct ctx *cx, struct imap *imap, int64_t account,
    const struct quarantine *q, struct imap_new *message)
{
	static const char *const no_spam[] = { "$NotJunk" };
	struct imap_appended appended;
	bool done;
	enum status st;

	if (strcmp(q->action, "reject") != 0 &&
	    ((st = move_copy(cx, imap, account, message, &done)) != OK || done))
		return st;
	/* A virus is no lesson about spam. */
	message->flags = no_spam;
	message->flag_count = q->virus ? 0 : COUNT(no_spam);
	return imap_append(cx, imap, "INBOX", message, &appended);
}

/* Appending to Junk teaches; what was put there for that alone goes at once. */
static enum status
teach(struct ctx *cx, struct imap *imap, int64_t account, struct imap_new *message)
{
	static const char *const seen[] = { "\\Seen" };
	struct imap_appended appended;
	struct imap_uids uids;
	struct imap_box box;
	const char *junk;
	enum status st;

	if ((st = select_junk(cx, imap, account, &junk)) != OK)
		return st;
	message->flags = seen;
	message->flag_count = COUNT(seen);
	if ((st = imap_append(cx, imap, junk, message, &appended)) != OK || appended.uid == 0)
		return st;
	uids = IMAP_UIDS_ON(cx->arena);
	imap_uids_add(&uids, appended.uid);
	if ((st = imap_select(cx, imap, junk, &box)) != OK)
		return st;
	return imap_expunge(cx, imap, &uids);
}

/* The row of a task and its message; *FOUND is false for one that is gone meanwhile. */
static enum status
open_row(struct ctx *cx, const struct task *task, struct quarantine *q, struct imap_new *message,
    bool *found)
{
	enum status st = db_quarantine_find(cx, task->account, task->ref, q);

	*found = st == OK;
	if (st == ERR_NOT_FOUND) {
		ctx_forgive(cx);
		return OK;
	}
	*message = (struct imap_new){ .fd = -1 };
	return st == OK ? db_quarantine_bytes(cx, q, &message->data, &message->len) : st;
}

static enum status
close_row(struct ctx *cx, const struct task *task, const struct quarantine *q)
{
	enum status st;

	if ((st = db_begin(cx)) != OK ||
	    (st = db_quarantine_delete(cx, q)) != OK ||
	    (st = db_task_end(cx, task)) != OK)
		return st;
	return db_commit(cx);
}

enum status
quarantine_release(struct ctx *cx, const struct task *task)
{
	struct imap_new message;
	struct quarantine q;
	struct imap *imap;
	bool found;
	enum status st;

	if ((st = open_row(cx, task, &q, &message, &found)) != OK || !found)
		return st;
	if ((st = upstream_imap(cx, task->account, &imap)) != OK ||
	    (st = put_into_inbox(cx, imap, task->account, &q, &message)) != OK)
		return st;
	return close_row(cx, task, &q);
}

enum status
quarantine_learn(struct ctx *cx, const struct task *task)
{
	struct imap_new message;
	struct quarantine q;
	struct imap *imap;
	bool found;
	enum status st;

	if ((st = open_row(cx, task, &q, &message, &found)) != OK || !found)
		return st;
	if ((st = upstream_imap(cx, task->account, &imap)) != OK ||
	    (st = teach(cx, imap, task->account, &message)) != OK)
		return st;
	return close_row(cx, task, &q);
}
