/*
 * What this folder does when it is due (storage/task.h, httpd/tasks.c).
 */
#ifndef WEBMAIL_TASKS_H
#define WEBMAIL_TASKS_H

#include "core/ctx.h"
#include "storage/task.h"

/* Send held mail: ref is the submission. */
#define SUBMISSION_TASK	"send"
enum status submission_run(struct ctx *cx, const struct task *task) NODISCARD;
enum status submission_give_up(struct ctx *cx, const struct task *task, const char *why) NODISCARD;

/* Read a report about mail that was sent: ref is the email that it came as. */
#define REPORT_TASK	"report"
enum status report_run(struct ctx *cx, const struct task *task) NODISCARD;
enum status report_give_up(struct ctx *cx, const struct task *task, const char *why) NODISCARD;

/* What Postfix said of a delivery: ref is the submission. */
#define DELIVERY_TASK	"delivery"
enum status delivery_run(struct ctx *cx, const struct task *task) NODISCARD;

/* Bring snoozed mail back: ref is the email. */
#define SNOOZE_TASK	"snooze"
enum status snooze_run(struct ctx *cx, const struct task *task) NODISCARD;
enum status snooze_give_up(struct ctx *cx, const struct task *task, const char *why) NODISCARD;

/* Copy another server's mail into the mailbox, for a slice of time: ref is the job
 * (SYNCJOB_TASK, storage/sync_job.h). */
enum status syncjob_run(struct ctx *cx, const struct task *task) NODISCARD;

/* New mail of a muted conversation leaves the inbox: ref is the email. */
#define MUTE_TASK	"mute"
enum status mute_run(struct ctx *cx, const struct task *task) NODISCARD;

#endif
