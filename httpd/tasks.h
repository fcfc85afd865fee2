/*
 * Tasks that are due (storage/task.h): which kinds there are, and what does them.
 */
#ifndef HTTPD_TASKS_H
#define HTTPD_TASKS_H

#include "core/http.h"

#define TASKS_PATH	"/internal/tasks"
#define TASKS_SLOW	"/internal/slow-tasks"

/*
 * POST to either with ?account=N: do what is due for that account in that lane,
 * one after the other, for some seconds.  200 when nothing is left, 202 when
 * something is.
 */
enum status tasks_post(struct ctx *cx, const struct request *rq, struct reply *re);

#endif
