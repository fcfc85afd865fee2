/*
 * Tasks about mail that people share: what the mail server is told, and who begins anew.
 */
#ifndef HTTPD_SHARED_TASKS_H
#define HTTPD_SHARED_TASKS_H

#include "core/ctx.h"
#include "storage/task.h"

/* SHARED_TASK: a shared mailbox is opened to those who use it. */
enum status shared_open(struct ctx *cx, const struct task *task) NODISCARD;

/* SHARED_NEWS_TASK: these people's sessions end, and their clients look again. */
enum status shared_news(struct ctx *cx, const struct task *task) NODISCARD;

#endif
