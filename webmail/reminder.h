/*
 * Reminders by mail: to whom the calendar belongs, and to nobody else, since
 * whoever may write in it could name others.
 */
#ifndef WEBMAIL_REMINDER_H
#define WEBMAIL_REMINDER_H

#include "core/ctx.h"
#include "storage/task.h"

/* A task of kind TASK_REMINDER: sends what is due, and plans the next look. */
enum status reminder_run(struct ctx *cx, const struct task *task) NODISCARD;

#endif
