/*
 * An account's mail store moved, or its index lacks something: have a mail
 * worker follow it (POST /internal/sync), again and again until that says that
 * the index is complete.  At most one such job per account runs and one more
 * waits, however often this is asked for.  Likewise for tasks that are due
 * (POST /internal/tasks and /internal/slow-tasks, storage/task.h).
 */
#ifndef HTTPD_SYNC_H
#define HTTPD_SYNC_H

#include <stdint.h>

enum sync_what { SYNC_INDEX, SYNC_TASKS, SYNC_SLOW };

void sync_request(int64_t account, enum sync_what what);

/* Once a second: what waits after a failure. */
void sync_tick(int64_t now);

#endif
