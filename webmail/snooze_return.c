/*
 * The way back.  IMAP gives a message that is moved its old date, and lists are
 * in the order of dates; so what wakes is appended anew, with the date of now,
 * and the old copy goes.  A worker that dies between the two leaves both; the
 * next attempt looks for the new one by its Message-ID before it appends.
 */
#include <string.h>

#include "core/clock.h"
#include "core/conf.h"
#include "imapclient/search.h"
#include "imapclient/store.h"
#include "storage/db.h"
#include "webmail/keyword.h"
#include "webmail/mime_header.h"
#include "webmail/snooze.h"
#include "webmail/sync.h"
#include "webmail/tasks.h"
#include "webmail/upstream.h"

enum status
snooze_forget(struct ctx *cx, int64_t account, int64_t email)
{
	struct mail_change change;
	enum status st;

	if ((st = db_mail_change_begin(cx, account, &change)) != OK ||
	    (st = db_snooze_remove(cx, &change, email)) != OK ||
	    (st = db_task_remove(cx, account, SNOOZE_TASK, email)) != OK)
		return st;
	return db_mail_change_end(cx, &change);
}

enum status
snooze_place(struct ctx *cx, int64_t account, const struct mail_snooze *s, struct mail_place *out)
{
	struct mail_place *places;
	int64_t email = s->email;
	size_t count;
	enum status st;

	if ((st = db_mail_places(cx, account, &email, 1, &places, &count)) != OK)
		return st;
	if (count == 0) {
		/* The index was made anew: the same message has another number now. */
		if ((st = db_snooze_email(cx, account, s->guid, &email)) != OK ||
		    (email != 0 && (st = db_mail_places(cx, account, &email, 1, &places,
		    &count)) != OK))
			return st;
	}
	for (size_t i = 0; i < count; i++)
		if (strcmp(places[i].path, SNOOZE_MAILBOX) == 0) {
			*out = places[i];
			return OK;
		}
	return fault(cx, ERR_NOT_FOUND, "it is not among snoozed mail");
}

/* Its keywords as flags, without $snoozed, and without $seen when AS_NEW. */
static size_t
flags_of(struct ctx *cx, const char *keywords, const char ***out)
{
	char *copy = arena_strdup(cx->arena, keywords), *rest;
	size_t n = 0;

	*out = arena_array(cx->arena, strlen(keywords) / 2 + 1, sizeof **out);
	for (char *w = strtok_r(copy, " ", &rest); w != NULL; w = strtok_r(NULL, " ", &rest))
		if (strcmp(w, SNOOZE_KEYWORD) != 0 && strcmp(w, "$seen") != 0)
			(*out)[n++] = keyword_flag(w);
	return n;
}

static const char *
message_id(struct ctx *cx, const struct imap_body *body)
{
	struct mime_fields fields;
	const struct mime_field *f;

	if (body->data == NULL)
		return NULL;
	fields = mime_header_read(cx->arena, body->data, body->len);
	f = mime_field_find(&fields, "Message-ID");
	return f != NULL ? arena_strndup(cx->arena, f->raw, f->len) : NULL;
}

/* Did an earlier attempt append it?  Received since it woke, in that mailbox. */
static enum status
is_back(struct ctx *cx, struct imap *imap, const char *path, const struct imap_body *header,
    int64_t wake, bool *back)
{
	const char *id = message_id(cx, header);
	struct imap_uids found = IMAP_UIDS_ON(cx->arena);
	struct imap_search s;
	struct imap_box box;
	enum status st;

	*back = false;
	if (id == NULL)
		return OK;
	id += strspn(id, " \t\r\n");
	id = arena_strndup(cx->arena, id, strcspn(id, " \t\r\n"));
	if ((st = imap_select(cx, imap, path, &box)) != OK)
		return st;
	imap_search_open(&s, cx->arena);
	imap_search_header(&s, "Message-ID", id);
	imap_search_since(&s, wake);
	if ((st = imap_search(cx, imap, &s, &found)) != OK)
		return st;
	*back = imap_uids_total(&found) > 0;
	return OK;
}

static enum status
append_as_new(struct ctx *cx, struct imap *imap, const struct mail_snooze *s,
    const struct mail_place *at, const char *path, bool again)
{
	size_t max = (size_t)cx->conf->message_size * 1024 * 1024 * 2;
	struct imap_uids uids = IMAP_UIDS_ON(cx->arena);
	struct imap_new new = { .fd = -1, .received = clock_seconds() };
	struct imap_appended where;
	struct imap_body body, header;
	const char **flags;
	bool back = false;
	enum status st;

	if ((st = imap_select_known(cx, imap, at->path, (uint32_t)at->uidvalidity,
	    (uint32_t)at->uid)) != OK ||
	    (st = imap_body(cx, imap, (uint32_t)at->uid, "HEADER", max, &header)) != OK ||
	    (st = imap_body(cx, imap, (uint32_t)at->uid, "", max, &body)) != OK ||
	    (again && (st = is_back(cx, imap, path, &header, s->wake, &back)) != OK))
		return st;
	new.data = body.data;
	new.fd = body.data == NULL ? body.fd : -1;
	new.len = body.len;
	new.flag_count = flags_of(cx, at->keywords, &flags);
	new.flags = flags;
	if (!back && (st = imap_append(cx, imap, path, &new, &where)) != OK)
		return st;
	imap_uids_add(&uids, (uint32_t)at->uid);
	if ((st = imap_select_known(cx, imap, at->path, (uint32_t)at->uidvalidity,
	    (uint32_t)at->uid)) != OK)
		return st;
	return imap_expunge(cx, imap, &uids);
}

static enum status
move_back(struct ctx *cx, struct imap *imap, const struct mail_place *at, const char *path)
{
	static const char *const flag[] = { SNOOZE_KEYWORD };
	struct imap_uids uids = IMAP_UIDS_ON(cx->arena);
	struct imap_copied copied;
	enum status st;

	imap_uids_add(&uids, (uint32_t)at->uid);
	if ((st = imap_select_known(cx, imap, at->path, (uint32_t)at->uidvalidity,
	    (uint32_t)at->uid)) != OK ||
	    (st = imap_store(cx, imap, &uids, IMAP_STORE_REMOVE, flag, 1, 0, NULL)) != OK)
		return st;
	return imap_move(cx, imap, &uids, path, &copied);
}

enum status
snooze_return(struct ctx *cx, int64_t account, const struct mail_snooze *s, bool as_new, bool again)
{
	struct mail_place at;
	struct imap *imap;
	enum status st;

	st = snooze_place(cx, account, s, &at);
	if (st == ERR_NOT_FOUND) {
		ctx_forgive(cx);
		return OK;
	}
	if (st != OK || (st = upstream_imap(cx, account, &imap)) != OK)
		return st;
	for (int try = 0; try < 2; try++) {
		const char *path = try == 0 ? s->path : "INBOX";

		st = as_new ? append_as_new(cx, imap, s, &at, path, again) :
		    move_back(cx, imap, &at, path);
		if (st != ERR_NOT_FOUND)
			break;
		ctx_forgive(cx);
	}
	/* Gone between our look and our move: somebody else took it. */
	if (st == ERR_NOT_FOUND || st == ERR_PRECONDITION) {
		ctx_forgive(cx);
		st = ERR_BUSY;
	}
	return st == OK ? sync_settle(cx, account) : st;
}

enum status
snooze_run(struct ctx *cx, const struct task *task)
{
	struct mail_snooze s;
	enum status st = db_snooze_find(cx, task->account, task->ref, &s);

	if (st == ERR_NOT_FOUND) {
		ctx_forgive(cx);
		return OK;
	}
	if (st != OK || (st = sync_settle(cx, task->account)) != OK)
		return st;
	/* Put off this very moment, or the database's clock is ahead of ours. */
	if (s.wake > clock_seconds())
		return fault(cx, ERR_BUSY, "it sleeps until later");
	if ((st = snooze_return(cx, task->account, &s, true, task->attempts > 1)) != OK)
		return st;
	return snooze_forget(cx, task->account, task->ref);
}

/* It stays among snoozed mail, where it can be found. */
enum status
snooze_give_up(struct ctx *cx, const struct task *task, const char *why)
{
	(void)why;
	return snooze_forget(cx, task->account, task->ref);
}
