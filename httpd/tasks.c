/*
 * Does what is due.  A kind of task is a row of the table: how to do it, and
 * what to do when it is given up, which is after so many attempts or at once
 * when it failed for good.
 *
 * Before a task begins, its next attempt is set (db_task_begin), so a worker
 * that dies loses nothing.  After success the row goes; kinds that change rows
 * take it away in the same transaction themselves.
 */
#include <stdlib.h>
#include <string.h>

#include "core/clock.h"
#include "core/log.h"
#include "dav/book_source.h"
#include "dav/busy.h"
#include "dav/push.h"
#include "dav/web_calendar.h"
#include "httpd/shared_tasks.h"
#include "httpd/tasks.h"
#include "storage/book_source.h"
#include "storage/busy.h"
#include "storage/dav_push.h"
#include "storage/db.h"
#include "storage/grantee.h"
#include "storage/mail_access.h"
#include "storage/outbox.h"
#include "storage/password_link.h"
#include "storage/quarantine.h"
#include "storage/reminder.h"
#include "storage/share_mail.h"
#include "storage/sync_job.h"
#include "storage/task.h"
#include "storage/web_calendar.h"
#include "webmail/imip.h"
#include "webmail/list.h"
#include "webmail/shared_folder.h"
#include "webmail/password_mail.h"
#include "webmail/push.h"
#include "webmail/quarantine.h"
#include "webmail/reminder.h"
#include "webmail/share_mail.h"
#include "webmail/tasks.h"

#define TURN_MS		20000
#define ATTEMPTS_MAX	60	/* with an hour between them: more than two days */

static const struct kind {
	const char	*name;
	enum status	(*run)(struct ctx *cx, const struct task *task);
	/* After this the row goes; OK, or the giving up itself is tried again. */
	enum status	(*give_up)(struct ctx *cx, const struct task *task, const char *why);
} kinds[] = {
	{ SUBMISSION_TASK, submission_run, submission_give_up },
	{ REPORT_TASK, report_run, report_give_up },
	{ DELIVERY_TASK, delivery_run, report_give_up },
	{ SNOOZE_TASK, snooze_run, snooze_give_up },
	{ MUTE_TASK, mute_run, NULL },
	{ TASK_IMIP_SEND, imip_send, imip_send_give_up },
	{ TASK_IMIP_READ, imip_read, NULL },
	{ TASK_WEB_CALENDAR, dav_web_calendar, NULL },
	{ TASK_BOOK_SOURCE, dav_book_source, NULL },
	{ TASK_BUSY, dav_busy, NULL },
	{ TASK_DAV_PUSH, dav_push, dav_push_give_up },
	{ QUARANTINE_RELEASE, quarantine_release, NULL },
	{ QUARANTINE_LEARN, quarantine_learn, NULL },
	{ QUARANTINE_DIGEST, quarantine_digest, NULL },
	{ LIST_TASK, list_post, list_post_give_up },
	{ SHARED_TASK, shared_open, NULL },
	{ SHARED_NEWS_TASK, shared_news, NULL },
	{ SHARED_FORGET_TASK, shared_forget, NULL },
	{ TASK_PASSWORD_LINK, password_mail, NULL },
	{ TASK_REMINDER, reminder_run, NULL },
	{ TASK_SHARE_MAIL, share_mail, NULL },
	{ SYNCJOB_TASK, syncjob_run, NULL },
	{ TASK_PUSH, push_tell, NULL },
	{ TASK_PUSH_RETRY, push_tell, NULL },
	{ TASK_PUSH_VERIFY, push_verify, NULL },
	{ NULL, NULL, NULL }
};

static const struct kind *
find_kind(const char *name)
{
	for (const struct kind *k = kinds; k->name != NULL; k++)
		if (strcmp(k->name, name) == 0)
			return k;
	return NULL;
}

/* It will never work, so trying again helps nobody. */
static bool
is_final(enum status st)
{
	return st == ERR_INVALID || st == ERR_DENIED || st == ERR_NOT_FOUND || st == ERR_TOO_LARGE;
}

static void
one(struct ctx *cx, const struct task *task)
{
	const struct kind *kind = find_kind(task->kind);
	enum status st = kind != NULL ? kind->run(cx, task) :
	    fault(cx, ERR_INTERNAL, "no such kind of task");
	const char *why = cx->fault_text;

	db_rollback(cx);
	if (st == OK && (st = db_task_end(cx, task)) == OK)
		return;
	log_event(LOG_WARN_, "task", "kind", "%s", task->kind, "account", "%lld",
	    (long long)task->account, "ref", "%lld", (long long)task->ref, "attempt", "%d",
	    task->attempts, "msg", "%s", why != NULL ? why : status_name(st), NULL);
	ctx_forgive(cx);
	if (kind != NULL && kind->give_up != NULL &&
	    (is_final(st) || task->attempts >= ATTEMPTS_MAX)) {
		if (kind->give_up(cx, task, why != NULL ? why : "") == OK &&
		    db_task_end(cx, task) == OK)
			return;
		db_rollback(cx);
		ctx_forgive(cx);
	}
	(void)!db_task_failed(cx, task, why);
	ctx_forgive(cx);
}

/*
 * One task in a unit of work of its own: what it leased and opened, the lock and
 * the connection too, ends with it.  *LEFT: there may be more.
 */
static enum status
turn(const struct ctx *outer, int64_t account, bool slow, bool *left)
{
	struct task task;
	struct ctx cx;
	enum status st;

	ctx_open(&cx, outer->conf);
	cx.db = outer->db;
	cx.imap = outer->imap;
	cx.who = outer->who;
	cx.request_id = outer->request_id;
	cx.remote = outer->remote;
	cx.deadline = outer->deadline;
	if ((st = db_task_lock(&cx, account, slow)) == OK &&
	    (st = db_task_begin(&cx, account, slow, &task)) == OK)
		one(&cx, &task);
	ctx_close(&cx);
	*left = st == OK;
	/* Whoever has the lock does them all; what comes later is handed out anew. */
	return st == ERR_NOT_FOUND || st == ERR_BUSY ? OK : st;
}

enum status
tasks_post(struct ctx *cx, const struct request *rq, struct reply *re)
{
	const char *text = http_query(cx, rq, "account");
	int64_t account = text != NULL ? strtoll(text, NULL, 10) : 0;
	int64_t until = clock_steady() + TURN_MS;
	bool left = true, slow = strcmp(rq->path, TASKS_SLOW) == 0;
	enum status st;

	if (cx->who.proof != PROOF_INTERNAL)
		return fault(cx, ERR_DENIED, "for our own processes");
	if (account <= 0)
		return fault(cx, ERR_INVALID, "which account?");
	while (left && clock_steady() < until)
		if ((st = turn(cx, account, slow, &left)) != OK)
			return fault(cx, st, "tasks cannot be read");
	reply_bytes(cx, re, left ? 202 : 200, "application/json", "{}", 2);
	return OK;
}
