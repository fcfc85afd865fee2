/*
 * Tasks of objects that remind by mail (migration 0034): one for each object,
 * made anew whenever it is written.
 */
#ifndef STORAGE_REMINDER_H
#define STORAGE_REMINDER_H

#include "storage/item.h"
#include "storage/task.h"

#define TASK_REMINDER	"reminder"

struct reminder {
	struct collection	 collection;
	struct item		 item;		/* with its text */
	int64_t			 told;		/* Unix seconds: what was due by then is done */
};

/* ERR_NOT_FOUND quietly when the object is gone, or is none that reminds its owner. */
enum status db_reminder_find(struct ctx *cx, const struct task *task, struct reminder *out) NODISCARD;

/*
 * Look again at DUE (Unix seconds): TASK goes on as a new one.  Nothing when
 * the object was written meanwhile, since that has made another.
 */
enum status db_reminder_again(struct ctx *cx, const struct task *task, int64_t due, int64_t told) NODISCARD;

#endif
