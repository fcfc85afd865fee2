/*
 * Task TASK_BUSY (storage/busy.h): pack the busy times of a calendar anew, since
 * a question met some that are not known as far as they could be.
 */
#ifndef DAV_BUSY_H
#define DAV_BUSY_H

#include "storage/task.h"

enum status dav_busy(struct ctx *cx, const struct task *task) NODISCARD;

#endif
