#include "dav/busy.h"
#include "scheduling/freebusy.h"
#include "storage/db.h"

enum status
dav_busy(struct ctx *cx, const struct task *task)
{
	struct collection c;
	enum status st = db_collection_lock(cx, task->account, task->ref, &c);

	if (st == ERR_NOT_FOUND) {
		ctx_forgive(cx);
		return OK;	/* it was deleted */
	}
	/* Each object is looked at again when it is written, so nobody has to wait. */
	db_rollback(cx);
	return st == OK ? sched_busy_refresh(cx, &c) : st;
}
